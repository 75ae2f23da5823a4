"""Fails a test that leaves a window open. Registered only where pytest-qt is loaded."""

from __future__ import annotations

from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    """Look after pytest-qt has closed the windows it knows of."""
    from PySide6.QtWidgets import QApplication

    yield
    if QApplication.instance() is None:
        return
    left = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    names = [f"{type(widget).__name__} {widget.objectName()}".strip() for widget in left]
    for widget in left:
        widget.close()  # or every later test would fail for this one
    if names:
        pytest.fail(f"windows left open by {item.name}: {names}")
