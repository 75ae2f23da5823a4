"""Where things lie: the program's own files and the caseworker's data folder."""

from __future__ import annotations

import importlib.resources
from pathlib import Path

import platformdirs

APP_NAME = "Faelles-plan"


def resource(*parts: str) -> Path:
    """Return the path of a shipped file, the same way from source, wheel and frozen program."""
    root = importlib.resources.files("resources")
    return Path(str(root)).joinpath(*parts)


def default_data_dir() -> Path:
    """Return the folder where the store lies when none is named: the user's own, never a roaming one."""
    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False, roaming=False))


def config_dir() -> Path:
    """Return the folder of the machine settings, which hold no personal data."""
    return Path(platformdirs.user_config_dir(APP_NAME, appauthor=False, roaming=False))
