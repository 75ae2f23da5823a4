"""Patience: what is waited for comes at once on a quiet machine, and must not fail on a busy one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # the presenters' tests run without it
    from pytestqt.qtbot import QtBot

_PATIENCE_MS = 30_000


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """Return the bot of pytest-qt, waiting longer than its 1 to 5 seconds unless a test says how long."""
    for name in ("waitUntil", "waitSignal", "waitExposed"):
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=_PATIENCE_MS))
    return qtbot
