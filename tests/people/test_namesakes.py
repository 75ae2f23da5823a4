"""Citizens of one name are told apart, and nobody else gets more than a name."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.danish import sort_key
from caseworker.base.text import render
from caseworker.people.namesakes import Namesake, apart, bare_name, with_mark
from caseworker.people.queries import told_apart
from tests.making import make_citizen, make_office

TODAY = date(2026, 11, 24)


def marks(*born: date) -> list[str]:
    people = [Namesake(f"c{n}", 1000 + n, sort_key("Ahmed Østergaard"), day) for n, day in enumerate(born)]
    return [render(mark, "da") for mark in apart(people, TODAY).values()]


@pytest.mark.parametrize(
    ("born", "words"),
    [
        ((date(1982, 3, 12), date(1991, 3, 12)), ["44 år", "35 år"]),
        ((date(1982, 3, 12), date(1982, 4, 1)), ["født 12. mar.", "født 1. apr."]),
        ((date(1982, 3, 12), date(1982, 3, 12)), ["sag 1000", "sag 1001"]),
        # One thing for all of them: neither the ages nor the birthdays differ between all three.
        ((date(1982, 3, 12), date(1982, 4, 1), date(1976, 3, 12)), ["sag 1000", "sag 1001", "sag 1002"]),
    ],
)
def test_the_first_thing_that_differs_tells_them_apart(born: tuple[date, ...], words: list[str]) -> None:
    assert marks(*born) == words


def test_a_name_takes_its_mark_and_gives_it_back() -> None:
    whole = with_mark("Ahmed Østergaard", "44 år")
    assert whole == "Ahmed Østergaard, 44 år"
    assert bare_name(whole, "44 år") == "Ahmed Østergaard"
    assert bare_name("Ahmed Østergaard", "") == "Ahmed Østergaard"


def test_only_open_cases_of_one_name_are_told_apart(clock: FixedClock, tmp_path: Path) -> None:
    with closing(make_office(tmp_path / "store", clock)) as office:
        _one, first = make_citizen(office, "Ahmed Østergaard", date(1982, 3, 12))
        make_citizen(office, "Bente Friis", date(1982, 3, 12))
        with office.read() as session:
            assert told_apart(session, TODAY, "da") == {}
        _two, second = make_citizen(office, "ahmed  østergaard", date(1991, 5, 2))
        with office.read() as session:
            assert told_apart(session, TODAY, "da") == {first: "44 år", second: "35 år"}
