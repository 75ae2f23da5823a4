"""What was a page is taken apart on the window's thread, whoever makes new objects meanwhile."""

from __future__ import annotations

import gc
from threading import Thread, current_thread, main_thread

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.shell.garbage import GarbageKeeper


class _Page(QWidget):
    def __init__(self, ended_on: list[Thread]) -> None:
        super().__init__()
        self.me, self._ended_on = self, ended_on

    def __del__(self) -> None:
        self._ended_on.append(current_thread())


def test_a_page_that_was_let_go_is_collected_on_the_windows_thread(qapp: QApplication, qtbot: QtBot) -> None:
    ended_on: list[Thread] = []
    gc.enable()
    keeper = GarbageKeeper(qapp)
    _Page(ended_on)

    read_rows: list[list[int]] = []

    def read() -> None:
        read_rows.extend([number] for number in range(10_000))

    reading = Thread(target=read)
    reading.start()
    reading.join()
    assert ended_on == []
    qtbot.waitUntil(lambda: ended_on == [main_thread()])
    keeper.setParent(None)
    keeper.deleteLater()


def test_after_a_window_no_thread_of_the_tests_collects_between_two_tests() -> None:
    """Stands behind a test with a window on purpose: such tests leave garbage that is one."""
    assert gc.isenabled() == (QApplication.instance() is None)
