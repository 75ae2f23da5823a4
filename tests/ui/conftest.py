"""What holds for every test of the window: patience, and a mouse that lies on nothing.

Patience: what is waited for comes at once on a quiet machine, and must not fail on a busy one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # the presenters' tests run without it
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

_PATIENCE_MS = 30_000
MOUSE_AWAY = (9_999, 9_999)  # the lower right corner of a screen on which no window reaches so far


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Return the application of pytest-qt, the mouse away from its windows: what lies under it behaves otherwise."""
    _put_away()
    return qapp


@pytest.fixture
def moves_mouse(qapp: object) -> Iterator[None]:  # noqa: ARG001 - Qt must run first
    """Put the mouse away again after a test that moves it."""
    yield
    _put_away()


def _put_away() -> None:
    from PySide6.QtGui import QCursor

    QCursor.setPos(*MOUSE_AWAY)


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """Return the bot of pytest-qt, waiting longer than its 1 to 5 seconds unless a test says how long."""
    for name in ("waitUntil", "waitSignal", "waitExposed"):
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=_PATIENCE_MS))
    return qtbot
