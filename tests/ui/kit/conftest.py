"""Every test of the kit begins dressed in the light theme and speaking English."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.dress import wear
from ui.kit import set_language

TODAY = date(2026, 11, 24)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Pass over what the offscreen platform says of itself: it has no window manager to tell sizes to."""
    item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


def today() -> date:
    """Return the reference day, a Tuesday."""
    return TODAY


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    set_language("en")
    wear(qapp)
    yield
    set_language("da")


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    """Put a widget on the screen and wait until it is there."""

    def show(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return show
