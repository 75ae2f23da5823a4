"""The folder that was sent to last, kept with the settings of this machine."""

from __future__ import annotations

import json
from pathlib import Path

from caseworker.base import paths
from caseworker.base.files import write_atomic


def last_folder() -> Path | None:
    """Return the folder, if it is there now (a stick may be gone); else None."""
    try:
        folder = Path(json.loads(_file().read_text("utf-8"))["folder"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return folder if folder.is_dir() else None


def remember(folder: Path) -> None:
    """Keep the folder for next time. Raises OSError when the settings cannot be written."""
    write_atomic(_file(), json.dumps({"folder": str(folder)}).encode())


def _file() -> Path:
    return paths.config_dir() / "exchange.json"
