"""A citizen's room of contacts on a real store: for presenters a desk with recorders, for pages the real frame."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from caseworker.base.clock import FixedClock
from tests.making import made_with, make_citizen
from tests.ui.contacts.case import Case
from tests.ui.recording import Recorder
from ui.ports import Desk, InlineTasks

if TYPE_CHECKING:
    from tests.ui.contacts.window import Window


@pytest.fixture
def case(tmp_path: Path, clock: FixedClock) -> Iterator[Case]:
    """Open a new store with one citizen."""
    office, ids = made_with(tmp_path / "store", clock, make_citizen)
    yield Case(office, clock, *ids)
    office.close()


@pytest.fixture
def recorder() -> Recorder:
    """Return an empty recorder."""
    return Recorder()


@pytest.fixture
def desk(case: Case, recorder: Recorder) -> Desk:
    """Return the desk that presenters work at."""
    return Desk(case.office, InlineTasks(), recorder, recorder, "en")


@pytest.fixture
def window(case: Case, qtbot: object) -> Iterator[Window]:
    """Open the real frame on the store, speaking English."""
    from tests.ui.contacts.window import Window

    opened = Window(case, qtbot)  # type: ignore[arg-type]
    yield opened
    opened.close()
