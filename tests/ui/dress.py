"""Dresses the application as the tests expect it, where it does not wear just that already."""

from __future__ import annotations

from functools import cache

from PySide6.QtWidgets import QApplication

from caseworker.base.settings import MachineSettings
from ui.kit import apply, set_language
from ui.kit.sheet import build_sheet
from ui.kit.style import motion_allowed, px, theme
from ui.kit.tokens import THEMES
from ui.shell.application import make_application


@cache
def _sheet(name: str) -> str:
    return build_sheet(THEMES[name], 1.0)


def _worn(app: QApplication, name: str, *, reduced_motion: bool) -> bool:
    return (
        (theme(), px(1000), motion_allowed()) == (name, 1000, not reduced_motion)
        and app.styleSheet() == _sheet(name)
    )  # fmt: skip


def wear(app: QApplication, name: str = "light", *, reduced_motion: bool = True) -> None:
    """Put a theme on at ordinary size, without motion unless asked for.

    To dress is to polish anew every widget there is, which takes longer than most tests: it is done only where
    the test before has left another look behind.
    """
    if not _worn(app, name, reduced_motion=reduced_motion):
        apply(app, name, reduced_motion=reduced_motion)


def application(machine: MachineSettings) -> QApplication:
    """Return the application as `make_application` does, with the look it has already where that is the one."""
    app = QApplication.instance()
    if not isinstance(app, QApplication) or not _worn(
        app, machine.contrast, reduced_motion=machine.reduced_motion
    ):
        return make_application(machine)
    set_language(machine.language)
    return app
