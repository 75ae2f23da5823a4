"""A desk on a real store, with recorders for where it goes and what it says.

Qt is imported only by what the tests of pages ask for: the presenters are tested without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.place import Place
from caseworker.base.text import Text, render
from caseworker.office import Office
from tests.making import make_office
from ui.ports import Desk, InlineTasks


@dataclass
class Recorder:
    """Remembers the ways taken and the words said."""

    places: list[Place] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    offers_undo: list[bool] = field(default_factory=list)

    def go(self, place: Place) -> None:
        self.places.append(place)

    def back(self) -> None:
        self.places.append(Place("back"))

    def done(self, text: Text, *, undo: bool = False) -> None:
        self.said.append(render(text, "en"))
        self.offers_undo.append(undo)

    def problem(self, text: Text) -> None:
        self.problems.append(render(text, "en"))


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
