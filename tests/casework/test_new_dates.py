"""What a change would do to the deadlines, seen before it is saved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import render
from caseworker.casework.missing_facts import distinct, missing_words, place_for
from caseworker.casework.new_dates import dates_with_group, moved_dates
from caseworker.office import Office
from caseworker.people import facts
from caseworker.people.fact_checks import FactData
from tests.content_hash import content_hash
from tests.making import make_citizen, make_office

TODAY = date(2026, 11, 24)


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    office = make_office(tmp_path / "store", clock)
    yield office
    office.close()


def test_any_change_tells_which_dates_it_moves_and_keeps_nothing(office: Office) -> None:
    _citizen, case_id = make_citizen(office, group="lab-6", visited_as="")
    before = content_hash(office)
    data = FactData(what="first_absence_day", day=date(2026, 11, 2))
    changes = office.rehearse(
        lambda work: moved_dates(
            work, office.packs, case_id, lambda inner: facts.write_fact(inner, case_id, data)
        )
    )
    assert any(change.before is None and change.after is not None for change in changes)
    days = [change.after or change.before or date.max for change in changes]
    assert days == sorted(days)
    assert content_hash(office) == before


def test_a_change_that_moves_nothing_says_so(office: Office) -> None:
    _citizen, case_id = make_citizen(office)
    assert office.rehearse(lambda work: moved_dates(work, office.packs, case_id, lambda _work: None)) == []


def test_another_group_moves_dates_and_a_wrong_one_is_refused(office: Office) -> None:
    _citizen, case_id = make_citizen(office)
    assert office.rehearse(lambda work: dates_with_group(work, office.packs, case_id, "lab-7", TODAY))
    with pytest.raises(UserError):
        office.rehearse(lambda work: dates_with_group(work, office.packs, case_id, "lab-99", TODAY))


def test_a_group_planned_for_later_shows_what_it_does_on_its_day(office: Office) -> None:
    _citizen, case_id = make_citizen(office)
    now, later = (
        office.rehearse(lambda work, day=day: dates_with_group(work, office.packs, case_id, "lab-2", day))  # type: ignore[misc]
        for day in (TODAY, date(2026, 12, 1))
    )
    gone = {one.rule for one in now if one.after is None}
    assert gone
    assert gone <= {one.rule for one in later if one.after is None}


def test_what_is_missing_has_words_and_a_place() -> None:
    assert place_for("c", "first_absence_day") == Place("overview", "c", "fact:first_absence_day")
    assert place_for("c", "category") == Place("overview", "c", "change_group")
    assert place_for("c", "hours 2026-03") == Place("overview", "c", "fact:hours 2026-03")
    assert place_for("c", "assessed") is None
    assert render(missing_words("first_absence_day"), "en") == "the first day of absence"


def test_the_hours_of_many_months_are_one_line() -> None:
    names = ("hours 2026-04", "registered", "hours 2026-03", "registered")
    assert distinct(names) == ("hours 2026-03", "registered")
    assert render(missing_words("hours 2026-03", names), "en") == "the hours on benefit in 2 months"
    assert render(missing_words("hours 2026-03", names[2:]), "en") == "the hours on benefit in March 2026"
