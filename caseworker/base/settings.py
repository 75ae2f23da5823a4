"""Settings of this machine: language, window, idle time. A plain file without personal data."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from caseworker.base import paths
from caseworker.base.files import write_atomic
from caseworker.base.text import LANGUAGES

MAX_IDLE_MINUTES = 60


@dataclass(slots=True)
class MachineSettings:
    """What this machine remembers. `idle_minutes` is the time without input after which the window locks."""

    language: str = "da"
    idle_minutes: int = 10
    contrast: str = "light"
    window: str = ""
    reduced_motion: bool = False


def load(folder: Path | None = None) -> MachineSettings:
    """Read the settings. A missing or broken file gives the defaults: it holds nothing worth stopping for."""
    settings = MachineSettings()
    try:
        data = json.loads(_file(folder).read_text("utf-8"))
    except (OSError, ValueError):
        return settings
    for field in fields(settings):
        value = data.get(field.name) if isinstance(data, dict) else None
        if type(value) is type(getattr(settings, field.name)) and _allowed(field.name, value):
            setattr(settings, field.name, value)
    return settings


def _allowed(name: str, value: Any) -> bool:
    if name == "language":
        return value in LANGUAGES
    # A window that locks at once is of no use, one that never locks is not safe.
    return name != "idle_minutes" or 1 <= value <= MAX_IDLE_MINUTES


def save(settings: MachineSettings, folder: Path | None = None) -> None:
    """Write the settings whole or not at all."""
    write_atomic(_file(folder), json.dumps(asdict(settings), indent=2).encode())


def _file(folder: Path | None) -> Path:
    return (folder or paths.config_dir()) / "settings.json"
