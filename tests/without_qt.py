"""Makes PySide6 impossible to import: `-p tests.without_qt -p no:pytest-qt`.

Proves that the core and the presenters do their work where no Qt is installed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest

# Rooms are folders, the composition root of the core is a file.
CORE = {path.stem for path in (Path(__file__).parents[1] / "caseworker").iterdir() if path.stem[0] != "_"}

_REFUSED = {"PySide6", "shiboken6"}


class _Refuser:
    @staticmethod
    def find_spec(
        name: str,
        path: Sequence[str] | None = None,  # noqa: ARG004 - the import system's names
        target: ModuleType | None = None,  # noqa: ARG004
    ) -> ModuleSpec | None:
        if name.partition(".")[0] in _REFUSED:
            raise ModuleNotFoundError(f"{name} is not to be had in this run", name=name)
        return None


def refuse_qt() -> None:
    """Refuse Qt from here on."""
    already = [name for name in sys.modules if name.partition(".")[0] in _REFUSED]
    if already:
        raise RuntimeError(f"called too late, these are loaded already: {already[:3]}")
    sys.meta_path.insert(0, _Refuser)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Collect what has to work without Qt: the core's tests and those of the presenters."""
    tests = config.rootpath / "tests"
    place = collection_path.relative_to(tests).parts if collection_path.is_relative_to(tests) else ()
    if not place or place[0] in CORE:
        return None
    if place[:2] == ("ui", "kit"):  # widgets and nothing else
        return True
    if place[0] == "ui":
        return collection_path.suffix == ".py" and "presenter" not in collection_path.name
    return True


def pytest_addoption(parser: pytest.Parser) -> None:
    """Refuse Qt, and know the settings that pytest-qt would have known."""
    refuse_qt()
    for name in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
        parser.addini(name, "belongs to pytest-qt, which is not loaded in this run")
