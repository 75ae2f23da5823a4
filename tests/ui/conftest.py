"""What holds for every test of the window: patience, and a mouse that lies on nothing.

Patience: what is waited for comes at once on a quiet machine, and must not fail on a busy one.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # the presenters' tests run without it
    from pytestqt.qtbot import QtBot

_PATIENCE_MS = 30_000
MOUSE_AWAY = (9_999, 9_999)  # the lower right corner of a screen on which no window reaches so far


@pytest.fixture(autouse=True)
def _mouse_away(request: pytest.FixtureRequest) -> None:
    """Take the mouse away from where the test before left it: what lies under it behaves otherwise."""
    if not {"qapp", "qtbot"}.intersection(request.fixturenames):
        return
    request.getfixturevalue("qapp")
    from PySide6.QtGui import QCursor

    QCursor.setPos(*MOUSE_AWAY)


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """Return the bot of pytest-qt, waiting longer than its 1 to 5 seconds unless a test says how long."""
    for name in ("waitUntil", "waitSignal", "waitExposed"):
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=_PATIENCE_MS))
    return qtbot
