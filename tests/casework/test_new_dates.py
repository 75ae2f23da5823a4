"""What a change would do to the deadlines, seen before it is saved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import render, t
from caseworker.casework.missing_facts import distinct, missing_words, place_for
from caseworker.casework.new_dates import DateChange, Rest, moved_dates
from caseworker.deadlines.packs import Packs
from caseworker.deadlines.queries import stored_lines
from caseworker.office import Office
from caseworker.people import facts, service
from caseworker.people.fact_checks import FactData
from caseworker.store.work import Work
from tests.content_hash import content_hash
from tests.making import make_citizen, make_office, without_job

TODAY = date(2026, 11, 24)


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    office = make_office(tmp_path / "store", clock)
    yield office
    office.close()


def dates_with_group(work: Work, packs: Packs, case_id: str, code: str, from_on: date) -> list[DateChange]:
    return moved_dates(
        work, packs, case_id, lambda inner: service.change_group(inner, case_id, code, from_on), from_on
    )


def test_any_change_tells_which_dates_it_moves_and_keeps_nothing(office: Office) -> None:
    _citizen, case_id = make_citizen(office, group="lab-6", visited_as="")
    without_job(office)
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
    assert {one.from_on for one in now} == {None}
    assert {one.from_on for one in later if one.after is None} == {date(2026, 12, 1)}


def leave(first: date) -> FactData:
    return FactData(what="maternity", day=first, last_day=date(2027, 4, 30))


def test_what_holds_from_a_coming_day_moves_on_that_day_and_what_rests_says_until_when(
    office: Office,
) -> None:
    _citizen, case_id = make_citizen(office, group="lab-2", visited_as="job_ready")
    december = date(2026, 12, 1)
    at_once, later = (
        office.rehearse(
            lambda work, day=day: moved_dates(  # type: ignore[misc]
                work, office.packs, case_id, lambda inner: facts.write_fact(inner, case_id, leave(day)), day
            )
        )
        for day in (TODAY, december)
    )
    assert {one.from_on for one in at_once} == {None}
    talks = next(one for one in at_once if one.rule == "G26-03")
    assert talks.before == date(2027, 4, 5)  # six months from 5 October
    assert (talks.after, talks.rest_after) == (None, Rest(date(2027, 4, 30)))
    announced = next(one for one in later if one.rule == "G26-03")
    assert (announced.before, announced.after, announced.rest_after) == (talks.before, None, None)
    assert announced.from_on is None, "a date inside an announced leave falls away at once"
    offer = [one for one in later if one.rule == "G26-09"]
    assert [one.from_on for one in offer] == [None], "an announced leave puts this one off at once"
    assert offer[0].after == next(one.after for one in at_once if one.rule == "G26-09")
    office.run(t("Fact"), lambda work: facts.write_fact(work, case_id, leave(december)))
    with office.read() as session:
        stored = {line.rule: line for line in stored_lines(session, TODAY, case_id=case_id)}
    assert stored["G26-09"].work_date == offer[0].after
    assert "G26-03" not in stored
    assert office.rehearse(lambda work: moved_dates(work, office.packs, case_id, lambda _work: None)) == []


def test_a_leave_that_is_put_off_moves_dates_at_once(office: Office) -> None:
    _citizen, case_id = make_citizen(office, group="lab-2", visited_as="job_ready")
    id_ = office.run(t("Fact"), lambda work: facts.write_fact(work, case_id, leave(date(2026, 11, 2))))
    april = date(2027, 4, 6)  # the day after the date of the talks
    changes = office.rehearse(
        lambda work: moved_dates(
            work,
            office.packs,
            case_id,
            lambda inner: facts.change_fact(inner, case_id, id_, leave(april)),
            april,
        )
    )
    talks = [one for one in changes if one.rule == "G26-03"]
    assert [(one.rest_before, one.before, one.from_on) for one in talks] == [
        (Rest(date(2027, 4, 30)), None, None)
    ]
    assert talks[0].after is not None


def test_another_end_of_a_leave_is_told(office: Office) -> None:
    _citizen, case_id = make_citizen(office, group="lab-2", visited_as="job_ready")
    first = date(2026, 11, 2)
    id_ = office.run(t("Fact"), lambda work: facts.write_fact(work, case_id, leave(first)))
    longer = FactData(what="maternity", day=first, last_day=date(2027, 5, 31))
    changes = office.rehearse(
        lambda work: moved_dates(
            work, office.packs, case_id, lambda inner: facts.change_fact(inner, case_id, id_, longer)
        )
    )
    talks = next(one for one in changes if one.rule == "G26-03")
    assert (talks.rest_before, talks.rest_after) == (Rest(date(2027, 4, 30)), Rest(date(2027, 5, 31)))


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
