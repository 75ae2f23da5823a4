"""The desk of these tests. Qt is imported only where a page is tested."""

from __future__ import annotations

import importlib.util

import pytest

from tests.ui.journal.around import case, config, desk, office, recorder  # noqa: F401 - fixtures

if importlib.util.find_spec("PySide6") is not None and importlib.util.find_spec("pytestqt") is not None:
    from tests.ui.journal.dressing import dressed, hands, show  # noqa: F401 - fixtures


def pytest_itemcollected(item: pytest.Item) -> None:
    """Pass over what the offscreen platform says of itself: it has no window manager to tell sizes to."""
    item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))
