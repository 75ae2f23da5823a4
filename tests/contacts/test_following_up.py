"""Acting after an absence: let be, hear, answer, decide; what is refused, and that all can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from caseworker.base.clock import at
from caseworker.base.errors import UserError
from caseworker.base.text import render
from caseworker.contacts import following_up, service
from caseworker.contacts.following_up import HearingData
from caseworker.contacts.service import TalkResult
from caseworker.journal import queries as journal
from caseworker.people import groups
from caseworker.people.groups import GroupChoice
from caseworker.people.model import CaseAct, CaseEvent, GroupPeriod
from tests.contacts.desk import Desk
from tests.content_hash import content_hash

TODAY = date(2026, 11, 24)
UNTIL = date(2026, 12, 8)


@pytest.fixture
def missed(desk: Desk) -> str:
    """Return a talk of this morning to which the citizen did not come."""
    talk_id = desk.book(at(TODAY, 8, 30))
    desk.do(service.no_show, talk_id)
    return talk_id


def hearing(talk_id: str, **values: Any) -> HearingData:
    return HearingData(**({"talk_id": talk_id, "sent_on": TODAY, "answer_by": UNTIL} | values))


def events(desk: Desk) -> list[tuple[str, date, date | None]]:
    with desk.office.read() as session:
        rows = session.query(CaseEvent).where(CaseEvent.kind != "first_contact").order_by(CaseEvent.kind)
        return [(one.kind, one.on, one.until) for one in rows]


def acts(desk: Desk) -> list[str]:
    with desk.office.read() as session:
        return [one.kind for one in session.query(CaseAct).order_by(CaseAct.kind)]


def titles(desk: Desk) -> list[str]:
    return [note.title for note in desk.read(journal.notes_of, desk.case_id)]


def test_a_hearing_starts_the_clocks_of_the_answer_and_of_the_sanction(desk: Desk, missed: str) -> None:
    desk.do(following_up.send_hearing, hearing(missed, words="Sendt i Digital Post"))
    assert events(desk) == [("hearing_sent", TODAY, UNTIL), ("sanctionable", TODAY, None)]
    (note,) = desk.read(journal.notes_of, desk.case_id)
    assert note.title == "Partshøring om udeblivelsen 24. november 2026"
    assert note.facts.endswith("Sendt i Digital Post")
    with pytest.raises(UserError, match="heard about this absence already"):
        desk.do(following_up.send_hearing, hearing(missed))


def test_on_the_day_of_the_absence_only_today_is_named(desk: Desk, missed: str) -> None:
    yesterday = TODAY - timedelta(1)
    with pytest.raises(UserError) as error:
        desk.do(following_up.send_hearing, hearing(missed, sent_on=yesterday))
    assert render(error.value.text, "en") == "It can only have been today. Check the date."
    desk.do(following_up.send_hearing, hearing(missed))
    with pytest.raises(UserError) as error:
        desk.do(following_up.note_answer, missed, yesterday, "")
    assert render(error.value.text, "en") == "It can only have been today. Check the date."
    with pytest.raises(UserError) as error:
        desk.do(following_up.decide, missed, yesterday, "Ingen rimelig grund.")
    assert render(error.value.text, "en") == "It can only have been today. Check the date."
    desk.clock.advance(days=2)
    with pytest.raises(UserError, match="The answer came between"):
        desk.do(following_up.note_answer, missed, yesterday, "")


def test_an_answer_and_a_decision_end_them_and_start_that_of_a_complaint(desk: Desk, missed: str) -> None:
    desk.do(following_up.send_hearing, hearing(missed))
    desk.clock.advance(days=3)
    desk.do(following_up.note_answer, missed, TODAY + timedelta(2), "Bussen kom ikke.")
    with pytest.raises(UserError, match="written down already"):
        desk.do(following_up.note_answer, missed, TODAY + timedelta(2), "")
    desk.do(following_up.decide, missed, TODAY + timedelta(3), "Ingen rimelig grund.")
    assert acts(desk) == ["answer", "sanction_decided"]
    assert ("decision_available", TODAY + timedelta(3), None) in events(desk)
    assert len(titles(desk)) == 3
    with pytest.raises(UserError, match="decided on already"):
        desk.do(following_up.let_be, missed, "Alligevel ikke")


def test_an_absence_that_is_let_be_stops_the_clock_of_the_sanction(desk: Desk, missed: str) -> None:
    desk.do(following_up.send_hearing, hearing(missed))
    with pytest.raises(UserError, match="no consequence") as error:
        desk.do(following_up.let_be, missed, " ")
    assert error.value.place.field == "reason"
    desk.do(following_up.let_be, missed, "Var syg og har vist det.")
    assert [kind for kind, _on, _until in events(desk)] == ["hearing_sent"]
    assert acts(desk) == ["absence_let_be"]


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (lambda talk: (following_up.send_hearing, hearing(talk, sent_on=TODAY + timedelta(1))), "sent_on"),
        (lambda talk: (following_up.send_hearing, hearing(talk, sent_on=TODAY - timedelta(1))), "sent_on"),
        (lambda talk: (following_up.send_hearing, hearing(talk, answer_by=TODAY)), "answer_by"),
        (lambda talk: (following_up.note_answer, talk, TODAY, "x"), "on"),
        (lambda talk: (following_up.decide, talk, TODAY, "x"), "on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    desk: Desk, missed: str, act: Callable[[str], tuple[Any, ...]], field: str
) -> None:
    before = content_hash(desk.office)
    with pytest.raises(UserError) as error:
        desk.do(*act(missed))
    assert error.value.place.field == field
    assert content_hash(desk.office) == before


def test_a_decision_needs_its_reason_and_a_day_within_three_whole_months(desk: Desk, missed: str) -> None:
    desk.do(following_up.send_hearing, hearing(missed))
    with pytest.raises(UserError, match="rests on"):
        desk.do(following_up.decide, missed, TODAY, "")
    desk.clock.advance(days=120)
    with pytest.raises(UserError, match="decided between"):
        desk.do(following_up.decide, missed, date(2027, 3, 1), "For sent")
    desk.do(following_up.decide, missed, date(2027, 2, 28), "Til tiden")


def test_an_absence_of_before_a_change_of_group_is_heard_and_decided_on_by_the_law_of_its_day(
    desk: Desk, both: tuple[str, str]
) -> None:
    first, second = both
    desk.do(following_up.send_hearing, hearing(first, sent_on=date(2026, 11, 16)))
    desk.do(groups.change, desk.case_id, GroupChoice("lab-6"), date(2026, 11, 23))
    desk.do(following_up.note_answer, first, TODAY, "Bussen kom ikke.")
    desk.do(following_up.decide, first, TODAY, "Ingen rimelig grund.")
    desk.do(following_up.send_hearing, hearing(second))
    assert acts(desk) == ["answer", "sanction_decided"]


def test_an_absence_on_sickness_benefit_is_never_sanctioned_by_the_law_of_a_later_group(desk: Desk) -> None:
    later = desk.book(at(TODAY, 8, 30))
    desk.do(service.no_show, later)
    absent = TalkResult(
        case_id=desk.case_id, at=at(SECOND, 8, 30), attendance="absent_no_notice", kind="follow_up",
        absence_reason="unknown",
    )  # fmt: skip
    talk_id = desk.do(service.record, absent).id
    with desk.office.read() as session:
        since = session.query(GroupPeriod).one().from_on
    desk.do(following_up.send_hearing, hearing(talk_id))
    desk.do(groups.change, desk.case_id, GroupChoice("lab-6"), since)  # it never was the other one
    desk.do(groups.change, desk.case_id, GroupChoice("lab-2", "job_ready"), date(2026, 11, 23))
    before = content_hash(desk.office)
    for act, field in (
        ((following_up.send_hearing, hearing(talk_id)), "sent_on"),
        ((following_up.send_hearing, hearing(later, also=(talk_id,))), "also"),
        ((following_up.decide, talk_id, TODAY, "Ingen rimelig grund."), "on"),
    ):
        with pytest.raises(UserError, match="cannot be reduced for staying away") as error:
            desk.do(*act)
        assert error.value.place.field == field
    assert content_hash(desk.office) == before
    desk.do(following_up.note_answer, talk_id, TODAY, "Var syg.")
    desk.do(following_up.let_be, talk_id, "Sygedagpenge")
    assert [kind for kind, _on, _until in events(desk)] == ["hearing_sent"]


def test_a_talk_that_was_held_has_nothing_to_follow_up(desk: Desk) -> None:
    held = desk.book(at(TODAY, 8, 30), purpose="x")
    desk.do(service.hold, held, "y")
    with pytest.raises(UserError, match="did not stay away"):
        desk.do(following_up.let_be, held, "x")


def test_each_act_can_be_taken_back(desk: Desk, missed: str) -> None:
    steps: list[tuple[Any, ...]] = [
        (following_up.send_hearing, hearing(missed)),
        (following_up.note_answer, missed, TODAY, "Bussen kom ikke."),
        (following_up.decide, missed, TODAY, "Ingen rimelig grund."),
    ]
    hashes = []
    for step in steps:
        hashes.append(content_hash(desk.office))
        desk.do(*step)
    for before in reversed(hashes):
        desk.office.undo()
        assert content_hash(desk.office) == before
    desk.do(following_up.let_be, missed, "Var syg")
    desk.office.undo()
    assert content_hash(desk.office) == hashes[0]


FIRST, SECOND = date(2026, 11, 9), date(2026, 11, 12)


@pytest.fixture
def both(desk: Desk) -> tuple[str, str]:
    """Return two talks to which the citizen did not come, of 9 and 12 November."""
    absent = {"attendance": "absent_no_notice", "kind": "follow_up", "absence_reason": "unknown"}
    first, second = (TalkResult(case_id=desk.case_id, at=at(day, 8, 30), **absent) for day in (FIRST, SECOND))
    return desk.do(service.record, first).id, desk.do(service.record, second).id


def rows(desk: Desk, kind: str) -> list[CaseEvent]:
    with desk.office.read() as session:
        return list(session.query(CaseEvent).where(CaseEvent.kind == kind).order_by(CaseEvent.id))


def answered(desk: Desk) -> list[str]:
    with desk.office.read() as session:
        return [act.for_key for act in session.query(CaseAct).where(CaseAct.kind == "answer")]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_each_absence_has_its_own_hearing_answer_and_decision(
    desk: Desk, both: tuple[str, str], order: tuple[int, int]
) -> None:
    one, other = (both[number] for number in order)
    heard = desk.do(following_up.send_hearing, hearing(one, sent_on=date(2026, 11, 16)))
    with pytest.raises(UserError, match="No hearing is sent about this absence"):
        desk.do(following_up.note_answer, other, TODAY, "Bussen kom ikke.")
    with pytest.raises(UserError, match="not heard about this absence yet"):
        desk.do(following_up.decide, other, TODAY, "Ingen rimelig grund.")
    also_heard = desk.do(following_up.send_hearing, hearing(other, sent_on=date(2026, 11, 17)))
    assert (one, other) == tuple(row.words for row in rows(desk, "hearing_sent"))
    desk.do(following_up.note_answer, other, TODAY, "Bussen kom ikke.")
    assert answered(desk) == [also_heard]
    desk.do(following_up.note_answer, one, TODAY, "Var syg.")
    assert answered(desk) == [also_heard, heard]
    desk.do(following_up.decide, other, TODAY, "Ingen rimelig grund.")
    (decision,) = rows(desk, "decision_available")
    assert decision.words == other
    desk.do(following_up.let_be, one, "Var syg")
    (begun,) = rows(desk, "sanctionable")
    assert begun.words == other, "only the clock of the other absence is stopped"


def test_two_absences_on_one_day_are_told_apart(desk: Desk) -> None:
    early, late = desk.book(at(TODAY, 8)), desk.book(at(TODAY, 9))
    for talk_id in (early, late):
        desk.do(service.no_show, talk_id)
    desk.do(following_up.send_hearing, hearing(late))
    with pytest.raises(UserError, match="not heard about this absence yet"):
        desk.do(following_up.decide, early, TODAY, "Ingen rimelig grund.")
    desk.do(following_up.send_hearing, hearing(early))
    desk.do(following_up.decide, late, TODAY, "Ingen rimelig grund.")
    desk.do(following_up.let_be, early, "Var syg")
    (begun,) = rows(desk, "sanctionable")
    assert begun.words == late


def test_one_letter_about_two_absences_is_one_hearing_with_one_answer(
    desk: Desk, both: tuple[str, str]
) -> None:
    first, second = both
    heard = desk.do(
        following_up.send_hearing, hearing(second, sent_on=date(2026, 11, 16), also=(first, second))
    )
    assert len(rows(desk, "hearing_sent")) == 1
    assert {row.on for row in rows(desk, "sanctionable")} == {FIRST, SECOND}
    with pytest.raises(UserError, match="heard about this absence already"):
        desk.do(following_up.send_hearing, hearing(first))
    desk.do(following_up.note_answer, first, TODAY, "Bussen kom ikke.")
    assert answered(desk) == [heard]
    with pytest.raises(UserError, match="written down already"):
        desk.do(following_up.note_answer, second, TODAY, "Bussen kom ikke.")
    assert titles(desk)[:2] == [
        "Svar på partshøringen om udeblivelserne 9. november 2026 og 12. november 2026",
        "Partshøring om udeblivelserne 9. november 2026 og 12. november 2026",
    ]
    desk.do(following_up.decide, first, TODAY, "Ingen rimelig grund.")
    desk.do(following_up.decide, second, TODAY, "Ingen rimelig grund.")
    assert sorted(row.words for row in rows(desk, "decision_available")) == sorted(both)


def test_a_letter_is_about_no_absence_that_was_heard_before_or_came_later(
    desk: Desk, both: tuple[str, str]
) -> None:
    first, second = both
    before = content_hash(desk.office)
    with pytest.raises(UserError, match="sent between") as error:
        desk.do(following_up.send_hearing, hearing(first, sent_on=FIRST, also=(second,)))
    assert error.value.place.field == "sent_on"
    assert content_hash(desk.office) == before
    desk.do(following_up.send_hearing, hearing(first))
    with pytest.raises(UserError, match="heard about the absence on") as error:
        desk.do(following_up.send_hearing, hearing(second, also=(first,)))
    assert error.value.place.field == "also"


def test_a_decision_is_not_dated_before_its_hearing(desk: Desk, both: tuple[str, str]) -> None:
    desk.do(following_up.send_hearing, hearing(both[0], sent_on=date(2026, 11, 16)))
    with pytest.raises(UserError, match="decided between"):
        desk.do(following_up.decide, both[0], date(2026, 11, 13), "Ingen rimelig grund.")
    desk.do(following_up.decide, both[0], date(2026, 11, 16), "Ingen rimelig grund.")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_hearing_of_an_older_store_is_about_one_absence_only(
    desk: Desk, both: tuple[str, str], order: tuple[int, int]
) -> None:
    """Events once named no talk: the one whose clock they started is taken, else the first."""
    one, other = (both[number] for number in order)
    desk.do(following_up.send_hearing, hearing(one, sent_on=date(2026, 11, 16)))
    desk.do(_forget_talks)
    with pytest.raises(UserError, match="heard about this absence already"):
        desk.do(following_up.send_hearing, hearing(one))
    with pytest.raises(UserError, match="not heard about this absence yet"):
        desk.do(following_up.decide, other, TODAY, "Ingen rimelig grund.")
    desk.do(following_up.send_hearing, hearing(other))
    desk.do(following_up.decide, one, TODAY, "Ingen rimelig grund.")
    desk.do(following_up.decide, other, TODAY, "Ingen rimelig grund.")
    assert sorted(row.words for row in rows(desk, "decision_available")) == sorted(both)


def test_a_hearing_of_an_older_store_without_a_clock_is_about_the_first_absence(
    desk: Desk, both: tuple[str, str]
) -> None:
    first, second = both
    desk.do(following_up.send_hearing, hearing(first, sent_on=date(2026, 11, 16)))
    desk.do(_forget_talks)
    desk.do(following_up.let_be, first, "Var syg")
    with pytest.raises(UserError, match="not heard about this absence yet"):
        desk.do(following_up.decide, second, TODAY, "Ingen rimelig grund.")
    desk.do(following_up.send_hearing, hearing(second))


def _forget_talks(work: Any) -> None:
    for event in work.find(CaseEvent, CaseEvent.words != ""):
        event.words = ""
