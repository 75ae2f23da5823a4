"""Saving a talk: one act that writes the talk, its note, the promises and the next talk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseworker.base.clock import FixedClock, at
from caseworker.base.errors import UserError
from caseworker.base.ids import new_id
from caseworker.base.text import render
from caseworker.casework.talk import SavedTalk, TalkData, save_talk
from caseworker.contacts import queries, reaching
from caseworker.contacts.reaching import OutreachData, RequestData
from caseworker.contacts.service import BookingData, Participant, TalkResult
from caseworker.journal import queries as journal
from caseworker.people.model import CaseFile
from caseworker.plan.content import AgreementData
from caseworker.plan.queries import agreements_of
from caseworker.store.log import ActRow
from tests.contacts.desk import Desk, open_desk
from tests.content_hash import content_hash

TODAY, TOMORROW = date(2026, 11, 24), date(2026, 11, 25)
EARLIER, NEXT = at(TODAY, 8, 30), at(date(2026, 12, 2), 13)


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """Open a desk on an encrypted store of its own."""
    with open_desk(tmp_path / "store", clock) as desk:
        yield desk


def held(desk: Desk, talk_id: str = "", **values: Any) -> TalkData:
    """Return a talk held earlier today, with the values of the form given."""
    result = TalkResult(
        case_id=desk.case_id, talk_id=talk_id, attendance="met", kind="joint", at=EARLIER,
        purpose="Opfølgning på praktik", outcome="Flere timer fra december", plan_reviewed="confirmed",
        participants=(Participant("Per Lind", "rusmiddelcenter"),),
    )  # fmt: skip
    given: dict[str, Any] = {
        "facts": "Jonas har været i praktik 3 dage om ugen.",
        "citizen_says": "»Det er okay at stå op, når nogen venter på mig.«",
        "assessment": "Klar til 15 timer.",
        "agreements": (
            AgreementData(side="citizen", words="Siger til i FVU", due_on=date(2026, 11, 26)),
            AgreementData(side="municipality", words="Aftaler fredag med Vestervang Auto"),
        ),
        "next_talk": BookingData(
            case_id=desk.case_id, kind="follow_up", at=NEXT, purpose="Hvordan går fredagene?"
        ),
    }
    return TalkData(result=result, **(given | values))


def missed(desk: Desk, **values: Any) -> TalkData:
    """Return a talk that the citizen did not come to."""
    result = TalkResult(
        case_id=desk.case_id,
        attendance="absent_no_notice",
        kind="follow_up",
        at=EARLIER,
        absence_reason="unknown",
    )
    return TalkData(result=result, **values)


def counts(desk: Desk) -> tuple[int, int, int]:
    """Return how many talks, notes and agreements the case has."""
    return (
        len(desk.read(queries.talks_of, desk.case_id)),
        len(desk.read(journal.notes_of, desk.case_id)),
        len(desk.read(agreements_of, desk.case_id)),
    )


def test_one_act_writes_the_talk_the_note_the_promises_and_the_next_talk(desk: Desk) -> None:
    saved: SavedTalk = desk.do(save_talk, held(desk))
    talk = desk.read(queries.talk, saved.talk_id)
    assert (saved.status, talk.status, talk.outcome) == ("held", "held", "Flere timer fra december")
    assert (talk.plan_reviewed, talk.participants[0].name) == ("confirmed", "Per Lind")
    note = desk.read(journal.note, saved.note_id)
    assert note.title == "Fællesmøde, 24. november 2026"
    assert (note.facts[:5], note.citizen_says[:4], note.assessment) == ("Jonas", "»Det", "Klar til 15 timer.")
    assert (note.kind, note.about_kind, note.about_id) == ("talk", "talk", talk.id)
    theirs, ours = sorted(desk.read(agreements_of, desk.case_id), key=lambda one: one.side)
    assert (theirs.owner, theirs.due_on) == ("Jonas", date(2026, 11, 26))
    assert (ours.owner, ours.due_on) == ("Karen Holm", TOMORROW)
    assert {one.id for one in (theirs, ours)} == set(saved.agreement_ids)
    for one in (theirs, ours):
        assert (one.talk_id, one.made_on, one.confirmed_how) == (talk.id, TODAY, "Aftalt i samtalen")
    coming = desk.read(queries.next_planned, desk.case_id, desk.clock.now())
    assert (coming.id, coming.at, coming.purpose) == (saved.next_talk_id, NEXT, "Hvordan går fredagene?")
    assert (saved.outreach_id, saved.request_ids) == (None, ())
    with desk.office.read() as session:
        assert [row.name["message"] for row in session.query(ActRow).order_by(ActRow.seq)][-1] == "Save talk"


def test_a_booked_talk_is_the_record_that_is_held_and_its_wish_is_met(desk: Desk) -> None:
    wish = desk.do(reaching.request_talk, RequestData(case_id=desk.case_id, requested_on=date(2026, 11, 20)))
    booked = desk.book(EARLIER, request_id=wish, purpose="Ønsket", place="Nordby")
    saved = desk.do(save_talk, held(desk, booked))
    talk = desk.read(queries.talk, booked)
    assert (saved.talk_id, talk.status, talk.place, talk.kind) == (booked, "held", "Nordby", "joint")
    assert saved.request_ids == (wish,)


def test_a_second_save_under_the_same_id_changes_nothing(desk: Desk) -> None:
    draft = new_id()
    data = held(desk, draft)
    assert desk.do(save_talk, data).talk_id == draft
    before = content_hash(desk.office)
    with pytest.raises(UserError) as error:
        desk.do(save_talk, data)
    assert "Intet blev gemt en gang til" in render(error.value.text, "da")
    assert content_hash(desk.office) == before
    assert desk.read(queries.is_written_down, draft)


@pytest.mark.parametrize(
    "broken",
    [
        {"agreements": (AgreementData(side="citizen", words=" "),)},
        {"next_talk": BookingData(case_id="", kind="follow_up", at=at(date(2026, 11, 20)))},
        {"outreach": OutreachData(talk_id="", channel="phone", result="reached")},
    ],
)
def test_where_one_part_cannot_be_saved_nothing_is(desk: Desk, broken: dict[str, Any]) -> None:
    before = content_hash(desk.office)
    with pytest.raises(UserError):
        desk.do(save_talk, held(desk, **broken))
    assert content_hash(desk.office) == before
    assert counts(desk) == (0, 0, 0)


def test_a_no_show_with_its_first_outreach_and_a_new_time(desk: Desk) -> None:
    booked = desk.book(EARLIER, purpose="Status")
    result = TalkResult(
        case_id=desk.case_id, talk_id=booked, attendance="absent_no_notice", absence_reason="unknown"
    )
    outreach = OutreachData(talk_id="", channel="phone", result="no_answer")
    coming = BookingData(case_id=desk.case_id, kind="follow_up", at=NEXT)
    saved = desk.do(save_talk, TalkData(result=result, outreach=outreach, next_talk=coming))
    assert saved.status == "no_show"
    task = desk.read(queries.open_outreach)[0]
    assert (task.talk_id, task.attempts) == (booked, 1)
    assert desk.read(queries.attempts_of, desk.case_id)[0].id == saved.outreach_id
    note = desk.read(journal.note, saved.note_id)
    assert note.title == "Udeblevet: Opfølgning, 24. november 2026"
    assert note.facts == (
        "Borgeren mødte ikke til samtalen 24. november 2026 kl. 08.30. Årsag: Ukendt. "
        "Forsøg på kontakt: Telefon. Intet svar."
    )
    assert desk.read(queries.next_planned, desk.case_id, desk.clock.now()).id == saved.next_talk_id
    with desk.office.read() as session:
        assert session.get(CaseFile, desk.case_id).closed_on is None


def test_a_talk_called_off_beforehand_is_noted_today(desk: Desk) -> None:
    booked = desk.book(NEXT)
    result = TalkResult(
        case_id=desk.case_id, talk_id=booked, attendance="absent_notice", absence_reason="Til fest"
    )
    promise = AgreementData(side="municipality", words="Ringer")
    saved = desk.do(save_talk, TalkData(result=result, agreements=(promise,)))
    note = desk.read(journal.note, saved.note_id)
    assert note.title == "Afbud: Opfølgning, 2. december 2026"
    assert note.facts == "Borgeren meldte afbud til samtalen 2. december 2026 kl. 13.00. Årsag: Til fest."
    agreed = desk.read(agreements_of, desk.case_id)[0]
    assert (agreed.made_on, agreed.due_on, agreed.confirmed_how) == (TODAY, TOMORROW, "")


def test_a_talk_without_notes_gets_a_note_of_what_the_form_knows(desk: Desk) -> None:
    saved = desk.do(save_talk, held(desk, facts="", citizen_says="", assessment=" "))
    assert desk.read(journal.note, saved.note_id).facts == (
        "Formål: Opfølgning på praktik\nUdfald: Flere timer fra december"
    )
    saved = desk.do(save_talk, missed(desk, facts="Ringede på uden svar.", title="Forgæves besøg"))
    note = desk.read(journal.note, saved.note_id)
    assert (note.title, note.facts) == ("Forgæves besøg", "Ringede på uden svar.")


def test_our_promise_from_a_talk_written_down_late_is_due_from_today(desk: Desk) -> None:
    result = TalkResult(
        case_id=desk.case_id,
        attendance="met",
        kind="follow_up",
        at=at(date(2026, 11, 18)),
        purpose="x",
        outcome="y",
    )
    promise = AgreementData(side="municipality", words="Svarer om bolig")
    desk.do(save_talk, TalkData(result=result, agreements=(promise,)))
    agreed = desk.read(agreements_of, desk.case_id)[0]
    assert (agreed.made_on, agreed.due_on) == (date(2026, 11, 18), TOMORROW)


@pytest.mark.parametrize("kind", ["held", "booked", "missed"])
def test_done_and_undone_is_as_before_but_for_the_note(desk: Desk, kind: str) -> None:
    wish = desk.do(reaching.request_talk, RequestData(case_id=desk.case_id, requested_on=date(2026, 11, 20)))
    booked = desk.book(at(TODAY, 8), request_id=wish) if kind == "booked" else ""
    data = (
        missed(desk, outreach=OutreachData(talk_id="", channel="text", result="message_left"))
        if kind == "missed"
        else held(desk, booked)
    )
    before = content_hash(desk.office)
    saved = desk.do(save_talk, data)
    assert content_hash(desk.office) != before
    desk.clock.advance(minutes=2)
    assert desk.office.undo().message == "Save talk"
    assert content_hash(desk.office) == before
    note = desk.read(journal.note, saved.note_id)
    assert [one.kind for one in note.corrections] == ["undo"]
    assert note.corrections[0].title == f"Fortrudt: {note.title}"
    assert len(desk.read(queries.open_requests, TODAY)) == 1
