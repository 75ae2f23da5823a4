"""A desk on a real store, with recorders for where it goes and what it says.

Qt is imported only by what the tests of pages ask for: the presenters are tested without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from caseworker.base.clock import FixedClock
from caseworker.office import Office
from tests.making import make_office
from tests.ui.recording import Recorder
from ui.ports import Desk, InlineTasks

with suppress(ImportError):
    from tests.ui.shell.opened import open_window  # noqa: F401 - a fixture


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    office = make_office(tmp_path / "store", clock)
    yield office
    office.close()


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def desk(office: Office, recorder: Recorder) -> Desk:
    return Desk(office, InlineTasks(), recorder, recorder, language="en")


@pytest.fixture(autouse=True)
def _dressed(request: pytest.FixtureRequest) -> Iterator[None]:
    if "page" not in request.path.name:
        yield
        return
    from tests.ui.people.dressing import dressed

    with dressed(request.getfixturevalue("qapp")):
        yield


@pytest.fixture
def shown(request: pytest.FixtureRequest) -> Callable[[Any], Any]:
    """Put a page on the screen."""
    from tests.ui.people.dressing import show

    return partial(show, request.getfixturevalue("qtbot"))


@pytest.fixture
def hands() -> Any:
    """Use a page as a person does."""
    from tests.ui.people.dressing import Hands

    return Hands()
