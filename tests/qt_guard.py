"""Fails a test that leaves a window open, and lets no other thread collect what was one. Only where pytest-qt is."""

from __future__ import annotations

import gc
from collections.abc import Generator

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Keep the collector off all other threads from the first window on, as the program does.

    It stays off between tests too: the thread on which a worker is handed its tests makes objects then, and would take
    apart there what was a window.
    """
    if {"qapp", "qtbot"}.intersection(getattr(item, "fixturenames", ())):
        gc.disable()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    """Look after pytest-qt has closed the windows it knows of."""
    from PySide6.QtWidgets import QApplication

    yield
    if QApplication.instance() is None:
        return
    from ui.shell.garbage import collect_due

    collect_due()
    left = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    names = [f"{type(widget).__name__} {widget.objectName()}".strip() for widget in left]
    for widget in left:
        widget.close()  # or every later test would fail for this one
    if names:
        pytest.fail(f"windows left open by {item.name}: {names}")
