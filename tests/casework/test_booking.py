"""What a talk does to the deadlines: the quick answer of the lists and the engine's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock, at
from caseworker.casework.booking import (
    Consequence,
    PlannedTalk,
    Settled,
    planned_talks,
    settled,
    what_if_booked,
)
from caseworker.deadlines import queries
from caseworker.deadlines.facts import Contact
from caseworker.demo.caseload import fill
from caseworker.people import groups
from caseworker.people.groups import GroupChoice
from caseworker.people.model import CaseEvent, GroupPeriod, Trait
from caseworker.store.work import Work
from tests.contacts.desk import Desk, open_desk
from tests.making import make_office

TODAY = date(2026, 11, 24)
YEAR = timedelta(days=400)


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """Open a desk on an encrypted store of its own: a citizen who was to have a first talk long ago."""
    with open_desk(tmp_path / "store", clock) as desk:

        def job_ready(work: Work) -> None:
            citizen, case = desk.citizen_id, desk.case_id
            work.first(GroupPeriod, GroupPeriod.case_id == case).code = "lab-2"
            work.add(CaseEvent(citizen_id=citizen, case_id=case, kind="plan_activated", on=date(2026, 11, 2)))

        desk.do(job_ready)
        yield desk


def ask(
    desk: Desk, day: date, kind: str = "first", instead_of: str = "", channel: str = "meeting"
) -> dict[str, Consequence]:
    """Return the consequences of a talk by rule."""
    talk = Contact(kind=kind, on=day, status="planned", channel=channel)
    found = desk.read(what_if_booked, desk.office.packs, desk.case_id, TODAY, talk, instead_of=instead_of)
    return {one.rule: one for one in found}


def lines(desk: Desk) -> list[queries.DeadlineLine]:
    found: list[queries.DeadlineLine] = desk.read(queries.stored_lines, TODAY)
    return found


def by_rule(desk: Desk, talks: Sequence[PlannedTalk]) -> dict[str, Settled]:
    """Return what the booked talks settle, by rule."""
    found = desk.read(settled, desk.office.packs, lines(desk), talks)
    return {key.split(":")[0]: one for (_, key), one in found.items()}


def test_a_talk_soon_meets_what_waits(desk: Desk) -> None:
    found = ask(desk, date(2026, 11, 25))
    assert found["G26-04"].effect == "late"  # the first talk was due on 12 October
    assert (found["G26-03"].effect, found["G26-03"].counted, found["G26-03"].required) == ("counts", 1, 4)
    assert found["R-066"].effect == "meets"
    assert found["R-066"].next_on is not None
    assert found["R-066"].next_on > date(2026, 11, 25)


def test_a_talk_too_far_off_lets_something_run_over(desk: Desk) -> None:
    soon, late = ask(desk, date(2026, 11, 25)), ask(desk, date(2027, 1, 20))
    assert "overdue" not in {one.effect for one in soon.values()}
    assert late["R-066"].effect == "late"  # the measurement was due on 14 December
    assert late["R-066"].day == date(2026, 12, 14)


def test_of_several_talks_one_after_the_last_day_lets_it_run_over(desk: Desk) -> None:
    """It would count as one of them, but what was asked for is missed by then."""
    assert ask(desk, date(2027, 3, 31))["G26-03"].effect == "counts"
    assert ask(desk, date(2027, 9, 20))["G26-03"].effect == "overdue"


def test_what_a_talk_on_the_phone_does_not_meet(desk: Desk) -> None:
    assert "G26-04" not in ask(desk, date(2026, 11, 25), channel="phone")


def test_a_booked_talk_is_taken_as_held_before_the_day_asked_for(desk: Desk) -> None:
    talk_id = desk.book(at(date(2026, 11, 26), 10), kind="first")
    assert "G26-04" not in ask(desk, date(2026, 12, 3))
    moved = ask(desk, date(2026, 12, 3), instead_of=talk_id)
    assert moved["G26-04"].effect == "late"


def test_asking_about_nobody_gives_nothing(desk: Desk) -> None:
    talk = Contact(kind="first", on=TODAY, status="planned")
    assert desk.read(what_if_booked, desk.office.packs, "nobody", TODAY, talk) == ()


def test_lists_say_which_talk_settles_what(desk: Desk) -> None:
    desk.book(at(date(2026, 12, 2), 10), kind="first")
    talks = desk.read(planned_talks, TODAY, TODAY + YEAR)
    found = by_rule(desk, talks)
    assert (found["G26-04"].how, found["G26-04"].talk_id) == ("late", talks[0].id)
    assert found["G26-03"].how == "counts"


@pytest.mark.parametrize(("at_work", "how"), [(True, "late"), (False, None)])
def test_a_talk_by_phone_settles_the_first_follow_up_of_who_may_be_called(
    desk: Desk, at_work: bool, how: str | None
) -> None:
    def sick(work: Work) -> None:
        citizen, case = desk.citizen_id, desk.case_id
        group = work.first(GroupPeriod, GroupPeriod.case_id == case)
        group.code, group.category, group.from_on = "lab-6", 2, date(2026, 6, 1)
        work.add(CaseEvent(citizen_id=citizen, case_id=case, kind="first_absence_day", on=date(2026, 6, 20)))
        work.add(
            Trait(citizen_id=citizen, trait="employed", value=str(at_work).lower(), from_on=date(2026, 6, 1))
        )

    desk.do(sick)
    desk.book(at(date(2026, 11, 26), 10), kind="first", channel="phone")
    talks = desk.read(planned_talks, TODAY, TODAY + YEAR)
    found = by_rule(desk, talks).get("G20-40")
    assert (found.how if found is not None else None) == how
    told = ask(desk, date(2026, 11, 26), channel="phone", instead_of=talks[0].id).get("G20-40")
    assert (told.effect if told is not None else None) == how


def test_of_several_that_were_missed_a_talk_counts_in_lists_as_in_the_answer(desk: Desk) -> None:
    def long_ago(work: Work) -> None:
        work.first(GroupPeriod, GroupPeriod.case_id == desk.case_id).from_on = date(2025, 9, 1)
        event = work.first(CaseEvent, CaseEvent.case_id == desk.case_id, CaseEvent.kind == "first_contact")
        event.on = date(2025, 9, 1)

    desk.do(long_ago)
    desk.book(at(date(2026, 11, 26), 10))
    talks = desk.read(planned_talks, TODAY, TODAY + YEAR)
    assert by_rule(desk, talks)["G20-02"].how == "counts"
    told = ask(desk, date(2026, 11, 26), kind=talks[0].kind, instead_of=talks[0].id)["G20-02"]
    assert (told.effect, told.counted) == ("counts", 1)


@pytest.mark.parametrize(("day", "how"), [(date(2026, 11, 30), "late"), (date(2026, 12, 1), None)])
def test_behind_a_planned_change_of_group_a_talk_is_not_said_to_meet_it(
    desk: Desk, day: date, how: str | None
) -> None:
    desk.do(lambda work: groups.change(work, desk.case_id, GroupChoice("lab-6"), date(2026, 12, 1)))
    desk.book(at(day, 10))
    told = by_rule(desk, desk.read(planned_talks, TODAY, TODAY + YEAR)).get("G26-04")
    assert (told.how if told is not None else None) == how


def test_lists_do_not_promise_a_measurement(desk: Desk) -> None:
    """A talk may bring one, but nobody knows before it is taken; asked about a day, it is said."""
    desk.book(at(date(2026, 12, 2), 10))
    talks = desk.read(planned_talks, TODAY, TODAY + YEAR)
    assert "R-066" not in by_rule(desk, talks)
    assert ask(desk, date(2026, 12, 3))["R-066"].effect == "meets"


def test_lists_never_claim_more_than_the_engine(clock: FixedClock, tmp_path: Path) -> None:
    office = make_office(tmp_path / "store", clock)
    try:
        fill(office, 30, seed=1)
        with office.read() as session:
            stored = queries.stored_lines(session, TODAY)
            talks = planned_talks(session, TODAY, TODAY + YEAR)
            quick = settled(session, office.packs, stored, talks)
            by_id = {talk.id: talk for talk in talks}
            assert {one.how for one in quick.values()} >= {"meets", "counts"}
            for (case_id, key), one in quick.items():
                talk = by_id[one.talk_id]
                asked = Contact(
                    kind=talk.kind, on=talk.day, status="planned", channel=talk.channel, by=talk.by
                )
                told = what_if_booked(session, office.packs, case_id, TODAY, asked, instead_of=talk.id)
                assert (key, one.how) in {(said.key, said.effect) for said in told}
    finally:
        office.close()
