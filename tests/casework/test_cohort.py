"""The share rules of the unit: counting, exempting with a reason, lifting it again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock, at
from caseworker.base.errors import UserError
from caseworker.casework.cohort import Gauge, Member, State, exempt, gauges, lift_exemption, members
from caseworker.contacts import service as contacts
from caseworker.people import facts, service
from caseworker.people.fact_checks import FactData
from caseworker.people.model import Exemption
from tests.contacts.desk import Desk, open_desk
from tests.making import make_citizen

TODAY = date(2026, 11, 24)


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """Open a desk with a citizen who is ready for a job: four talks in six months, for three in four."""
    with open_desk(tmp_path / "store", clock) as desk:
        desk.citizen_id, desk.case_id = make_citizen(
            desk.office, "Bent Friis", group="lab-2", visited_as="job_ready"
        )
        yield desk


def people(*states: State) -> list[Member]:
    """Return members of one rule in these states."""
    return [
        Member(
            f"c{n}",
            f"p{n}",
            f"Navn {n}",
            f"navn {n}",
            f"k{n}",
            "G26-03",
            "lab",
            0.75,
            state,
            TODAY + timedelta(n),
        )
        for n, state in enumerate(states)
    ]


def gauge(*states: State) -> Gauge:
    (found,) = gauges(people(*states))
    return found


@pytest.mark.parametrize(
    ("states", "total", "needed", "lacking", "reachable"),
    [
        (("met", "met", "met", "missed"), 4, 3, 0, True),
        (("met", "met", "open", "missed"), 4, 3, 1, True),
        (("met", "met", "missed", "missed"), 4, 3, 1, False),
        (("met", "exempted", "unknown", "unknown"), 2, 2, 1, False),
        (("open",) * 7, 7, 6, 6, True),
        (("unknown",), 0, 0, 0, True),
    ],
)
def test_a_share_is_taken_of_all(
    states: tuple[State, ...], total: int, needed: int, lacking: int, reachable: bool
) -> None:
    found = gauge(*states)
    assert (found.total, found.needed, found.lacking, found.reachable) == (total, needed, lacking, reachable)
    assert found.may_exempt == total - needed


def test_the_list_begins_with_what_counts_against_the_share() -> None:
    assert [one.state for one in gauge("met", "open", "exempted", "missed").members] == [
        "missed", "open", "exempted", "met",
    ]  # fmt: skip


def test_each_rule_has_its_own_gauge(desk: Desk) -> None:
    found = {one.rule: one for one in gauges(desk.read(members))}
    assert found["G26-03"].open == 1
    assert found["G26-03"].share == 0.75
    assert [one.name for one in found["G26-03"].members] == ["Bent Friis"]


def test_an_exemption_is_kept_with_who_when_and_why(desk: Desk) -> None:
    desk.do(exempt, desk.case_id, "  Har job fra 1. januar  ")
    (member,) = next(one for one in gauges(desk.read(members)) if one.rule == "G26-03").members
    assert (member.state, member.reason) == ("exempted", "Har job fra 1. januar")
    desk.do(lift_exemption, desk.case_id)
    (member,) = next(one for one in gauges(desk.read(members)) if one.rule == "G26-03").members
    assert (member.state, member.reason) == ("open", "")


def test_the_exempted_stays_exempted_when_the_last_talk_is_held_after_the_date(
    desk: Desk, clock: FixedClock
) -> None:
    def talk(days: int) -> None:
        clock.advance(days=days)
        desk.office.catch_up()
        desk.do(
            contacts.hold, desk.book(at(clock.today(), 8), kind="follow_up"), "Aftalt.", purpose="Opfølgning"
        )

    talk(2)
    talk(30)
    talk(30)
    desk.do(exempt, desk.case_id, "Har job fra marts")
    talk(160)
    found = next(one for one in gauges(desk.read(members)) if one.rule == "G26-03")
    assert (found.exempted, found.missed, found.met) == (1, 0, 0)


def test_the_exempted_is_counted_though_the_hours_of_the_last_month_are_not_known(
    tmp_path: Path, clock: FixedClock
) -> None:
    since = date(2026, 10, 5)
    with open_desk(tmp_path / "store", clock) as desk:
        _, desk.case_id = make_citizen(desk.office, "Bent Friis", group="lab-1", visited_as="job_ready")
        desk.do(
            facts.write_fact,
            desk.case_id,
            FactData(what="benefit", day=since, benefit="unemployment_benefit"),
        )

        def states() -> set[State]:
            return {one.state for one in desk.read(members) if one.rule == "G26-02"}

        assert states() == {"unknown"}
        desk.do(exempt, desk.case_id, "Har job fra marts")
        assert states() == {"exempted"}
        (found,) = [one for one in gauges(desk.read(members)) if one.rule == "G26-02"]
        assert (found.unknown, found.exempted, found.total) == (0, 1, 1)
        clock.advance(days=10)  # another month has ended
        desk.office.catch_up()
        assert states() == {"exempted"}


def test_an_exemption_that_ends_before_the_date_can_be_followed_by_a_longer_one(desk: Desk) -> None:
    desk.do(exempt, desk.case_id, "Har måske job", TODAY + timedelta(days=5))
    assert {one.state for one in desk.read(members)} == {"open"}
    with pytest.raises(UserError):
        desk.do(exempt, desk.case_id, "Har måske job", TODAY + timedelta(days=5))
    desk.do(exempt, desk.case_id, "Har job fra januar")
    assert {one.state for one in desk.read(members)} == {"exempted"}
    desk.do(lift_exemption, desk.case_id)
    assert {one.state for one in desk.read(members)} == {"open"}
    with pytest.raises(UserError):
        desk.do(lift_exemption, desk.case_id)


def test_lifting_ends_the_assessment_and_takes_nothing_back(desk: Desk, clock: FixedClock) -> None:
    def talks() -> Member:
        return next(one for one in desk.read(members) if one.rule == "G26-03")

    def rows() -> list[tuple[str, date | None]]:
        with desk.office.read() as session:
            return [(one.reason, one.to_on) for one in session.query(Exemption)]

    desk.do(exempt, desk.case_id, "Har job fra maj")
    clock.advance(days=10)  # before the date, 5 April: the duty is back, and what was assessed stays
    desk.office.catch_up()
    desk.do(lift_exemption, desk.case_id)
    assert (talks().state, rows()) == ("open", [("Har job fra maj", TODAY + timedelta(days=9))])
    desk.office.undo()
    assert (talks().state, rows()) == ("exempted", [("Har job fra maj", None)])
    clock.advance(days=180)  # after it: nothing is missed backwards
    desk.office.catch_up()
    desk.do(lift_exemption, desk.case_id)
    last = clock.today() - timedelta(days=1)
    assert rows() == [("Har job fra maj", last)]
    assert (talks().state, talks().reason, talks().exempted_to) == ("exempted", "Har job fra maj", last)
    with pytest.raises(UserError):
        desk.do(lift_exemption, desk.case_id)
    desk.do(exempt, desk.case_id, "Ny vurdering")
    desk.do(lift_exemption, desk.case_id)  # on the day it was made
    assert rows() == [("Har job fra maj", last)]


def test_a_leave_over_the_date_is_out_of_the_share_and_one_that_ends_before_is_not(
    desk: Desk, clock: FixedClock
) -> None:
    def talks() -> list[State]:
        return [one.state for one in desk.read(members) if one.rule == "G26-03"]

    def leave(last: date) -> FactData:
        return FactData(what="maternity", day=date(2027, 3, 1), last_day=last)

    # Since 5 October: four talks by 5 April 2027.
    over = desk.do(facts.write_fact, desk.case_id, leave(date(2027, 12, 31)))
    assert talks() == []
    clock.advance(days=110)  # in the leave
    desk.office.catch_up()
    assert talks() == []
    desk.do(facts.change_fact, desk.case_id, over, leave(date(2027, 4, 4)))
    assert talks() == ["open"]


def test_an_exemption_can_be_undone(desk: Desk) -> None:
    desk.do(exempt, desk.case_id, "Har job fra 1. januar")
    desk.office.undo()
    assert {one.state for one in desk.read(members)} == {"open"}


def test_an_exemption_needs_a_reason_and_is_written_once(desk: Desk) -> None:
    with pytest.raises(UserError) as missing:
        desk.do(exempt, desk.case_id, " ")
    assert missing.value.place is not None
    assert missing.value.place.field == "exempt_reason"
    with pytest.raises(UserError):
        desk.do(exempt, desk.case_id, "x", TODAY - timedelta(days=1))
    desk.do(exempt, desk.case_id, "x")
    with pytest.raises(UserError):
        desk.do(exempt, desk.case_id, "x")


def test_nothing_to_lift(desk: Desk) -> None:
    with pytest.raises(UserError):
        desk.do(lift_exemption, desk.case_id)


def test_a_closed_case_is_out_of_the_share(desk: Desk) -> None:
    desk.do(service.close_case, desk.case_id, "job_ordinary", TODAY)
    assert desk.read(members) == []
