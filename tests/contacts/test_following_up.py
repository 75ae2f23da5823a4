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
from caseworker.journal import queries as journal
from caseworker.people.model import CaseAct, CaseEvent
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
