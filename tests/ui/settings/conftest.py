"""The desk of these tests. Qt is imported only where it is to be had."""

from __future__ import annotations

from contextlib import suppress

import pytest

from tests.ui.journal.around import case, config, desk, office, recorder  # noqa: F401 - fixtures
from ui.ports import Desk
from ui.settings.presenter import SettingsPresenter

with suppress(ImportError):
    from tests.ui.journal.dressing import dressed, hands, show  # noqa: F401 - fixtures


def pytest_itemcollected(item: pytest.Item) -> None:
    """Pass over what the offscreen platform says of itself: it has no window manager to tell sizes to."""
    if "page" in item.path.name or "printer" in item.path.name:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture
def shown(desk: Desk) -> SettingsPresenter:  # noqa: F811 - the fixture of that name
    """Return the settings as they are shown, hearing what changes."""
    presenter = SettingsPresenter(desk)
    desk.office.subscribe(presenter.heard)
    presenter.reload()
    return presenter
