"""The meeting mode without a window: which talk opens, what stands beside it, drafts, saving."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caseworker.base.clock import at
from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.place import Place
from caseworker.base.text import render
from caseworker.contacts import queries as contacts
from caseworker.contacts import service
from caseworker.journal import queries as journal
from caseworker.plan.queries import agreements_of
from tests.ui.contacts.case import LAST, SOON, TODAY, Case
from tests.ui.recording import Recorder
from ui.contacts.agreement_words import read_agreement
from ui.contacts.state import TalkState
from ui.contacts.talk_presenter import TalkPresenter
from ui.contacts.talk_values import consequences, outcome_words
from ui.ports import Desk


@pytest.fixture
def talk(case: Case, desk: Desk) -> TalkPresenter:
    case.history()
    return TalkPresenter(desk, case.case_id)


def fail(error: CaseworkerError) -> None:
    raise error


def start(presenter: TalkPresenter, id_: str = "", field: str = "start") -> TalkState:
    """Open a talk and return what the page is given."""
    assert presenter.open(Place("talk", id_ or presenter.case_id, field)) is None
    assert presenter.state is not None
    return presenter.state


def filled(state: TalkState, **values: Any) -> dict[str, Any]:
    """Return a form in which everything is filled in."""
    typed = ("Jonas siger til i FVU, torsdag", "Karen ringer til Vestervang")
    found = [read_agreement(line, state.owners, TODAY) for line in typed]
    given = {
        "outcome": "Flere timer fra december",
        "plan_reviewed": "confirmed",
        "facts": "Møder 3 dage om ugen.",
        "citizen_says": "Det er okay.",
        "assessment": "Klar til mere.",
        "agreements": [one.plain() for one in found if one is not None],
    }
    return {**state.values, **given, **values}


def test_todays_planned_talk_opens_with_all_that_was_booked(case: Case, talk: TalkPresenter) -> None:
    talk_id = case.book()
    state = start(talk)
    assert (state.talk_id, state.booked, state.call_name) == (talk_id, True, "Jonas")
    values = state.values
    assert (values["kind"], values["at"], values["channel"]) == ("joint", "2026-11-24T08:30", "meeting")
    assert values["purpose"] == "Opfølgning på praktik"
    assert values["participants"] == "Per Lind (rusmiddelcenter), Mette Holst (bostøtte)"
    assert (values["attendance"], values["plan_reviewed"]) == ("met", None)


def test_without_a_booking_a_new_talk_begins_now(case: Case, desk: Desk) -> None:
    presenter = TalkPresenter(desk, case.case_id)
    state = start(presenter)
    assert not state.booked
    assert (state.values["kind"], state.values["at"]) == ("first", "2026-11-24T09:00")
    presenter.close()
    assert start(presenter).talk_id != state.talk_id, "nothing was typed, so nothing is gone on with"


def test_a_talk_that_is_written_down_does_not_open(case: Case, talk: TalkPresenter) -> None:
    held = next(row for row in case.talks() if row.status == "held")
    assert talk.open(Place("talk", held.id, "start")) is not None


def test_beside_the_form_stands_what_happened_what_was_promised_and_the_plan(
    case: Case, talk: TalkPresenter
) -> None:
    case.ask(date(2026, 11, 18), "Om flere timer")
    side = start(talk).side
    assert side.since == LAST
    told = [render(line.words, "en") for line in side.lines]
    assert any(line.startswith("Did not come") and line.endswith("20 Nov") for line in told)
    promises = [(render(one.words, "en"), one.alarm) for one in side.promises]
    assert promises == [
        ("The municipality: svar om flere timer, was due yesterday", True),
        ("Jonas: breve fra banken, 27 Nov", False),
    ]
    assert side.plan is not None
    assert (side.plan.goal, side.plan.by) == ("Grundforløb som mekaniker", date(2027, 8, 9))
    assert len(side.plan.working_on) == 3
    asked = [render(question, "en") for question in side.ask]
    assert asked[0] == "Asked for a talk 18 Nov: “Om flere timer”"
    assert "How has “Praktik hos Vestervang Auto” begun?" in asked
    assert "How is it going with “8 t/uge i praktik”?" in asked


def test_the_citizen_who_sees_the_screen_reads_no_notes(case: Case, talk: TalkPresenter, desk: Desk) -> None:
    from caseworker.journal.service import NoteData, write_note

    case.clock.advance(minutes=-30)
    data = NoteData(case_id=case.case_id, title="Telefonnotat", facts="Fortroligt")
    case.do(lambda work: write_note(work, data))
    case.clock.advance(minutes=30)
    assert any("Telefonnotat" in render(line.words, "en") for line in start(talk).side.lines)
    desk.citizen_view = True
    other = TalkPresenter(desk, case.case_id)
    assert not any("Telefonnotat" in render(line.words, "en") for line in start(other).side.lines)


def test_the_next_talk_is_suggested_with_its_reason(talk: TalkPresenter) -> None:
    state = start(talk)
    assert state.advice is not None
    assert state.values["next_at"] == f"{state.advice.suggestion.day.isoformat()}T10:00"
    assert "due" in render(state.advice.suggestion.reason, "en")
    assert render(state.advice.serves, "en").startswith("serves “")


def test_a_next_talk_that_is_agreed_is_not_asked_for_again(case: Case, talk: TalkPresenter) -> None:
    agreed = case.book(at(SOON, 13))
    state = start(talk)
    assert state.next_booked is not None
    assert (state.next_booked.id, state.values["next_at"]) == (agreed, None)


def test_saving_writes_everything_in_one_act_and_says_the_next_deadline(
    case: Case, talk: TalkPresenter, recorder: Recorder
) -> None:
    talk_id = case.book()
    state = start(talk)
    talk.typed(filled(state))
    talk.save(filled(state, next_at="2026-12-02T13:00"), fail)
    row = case.talk(talk_id)
    assert (row.status, row.outcome, row.plan_reviewed) == ("held", "Flere timer fra december", "confirmed")
    assert [one.name for one in row.participants] == ["Per Lind", "Mette Holst"]
    note = case.read(journal.notes_of, case.case_id)[0]
    assert (note.facts, note.citizen_says, note.assessment) == (
        "Møder 3 dage om ugen.",
        "Det er okay.",
        "Klar til mere.",
    )
    made = [one for one in case.read(agreements_of, case.case_id) if one.talk_id == talk_id]
    assert {(one.side, one.owner, one.due_on) for one in made} == {
        ("citizen", "Jonas", date(2026, 11, 26)),
        ("municipality", "Karen Holm", date(2026, 11, 25)),
    }
    ahead = case.read(contacts.next_planned, case.case_id, at(TODAY))
    assert ahead is not None
    assert (ahead.at, ahead.place, ahead.kind) == (at(SOON, 13), "Jobcenter Nordby, lokale 3", "follow_up")
    assert recorder.places == [Place("contacts", case.case_id)]
    assert recorder.said[0].startswith("The talk is saved. Next deadline:")
    assert recorder.undoable == [True]
    assert case.office.store.drafts.all() == []
    assert case.office.undo() is not None
    assert (case.talk(talk_id).status, case.talk(talk_id).outcome) == ("planned", "")
    assert case.read(contacts.next_planned, case.case_id, at(TODAY)) is None
    assert not [one for one in case.read(agreements_of, case.case_id) if one.talk_id == talk_id]


def test_a_talk_begun_days_before_it_was_booked_is_not_one_still_to_come(
    case: Case, desk: Desk, talk: TalkPresenter
) -> None:
    without = TalkPresenter(desk, case.case_id)
    without.open(Place("talk", case.case_id, "start"))
    assert without.state is not None
    assert without.state.advice is not None
    talk_id = case.book(at(date(2026, 11, 26), 10))
    assert talk.open(Place("talk", talk_id, "start")) is None
    assert talk.state is not None
    assert talk.state.advice is not None
    assert talk.state.advice.suggestion.day == without.state.advice.suggestion.day


def test_ticking_the_print_goes_on_to_the_plan(case: Case, talk: TalkPresenter, recorder: Recorder) -> None:
    case.book()
    talk.save(filled(start(talk), print_plan=True), fail)
    assert recorder.places == [Place("print", case.case_id, "plan")]


def test_a_talk_begun_before_its_time_was_held_when_it_began(case: Case, talk: TalkPresenter) -> None:
    talk_id = case.book(at(TODAY, 10, 30))
    state = start(talk)
    assert state.advice is not None, "the talk being held is not one that is still to come"
    talk.save(filled(state), fail)
    assert (case.talk(talk_id).status, case.talk(talk_id).at) == ("held", at(TODAY, 9))


def test_a_no_show_is_saved_with_its_first_attempt_at_contact(
    case: Case, talk: TalkPresenter, recorder: Recorder
) -> None:
    talk_id = case.book()
    values = {**start(talk).values, "attendance": "absent_no_notice", "absence_reason": "unknown"}
    values |= {"outreach_channel": "phone", "outreach_result": "no_answer", "next_at": None}
    talk.save(values, fail)
    assert (case.talk(talk_id).status, case.talk(talk_id).absence_reason) == ("no_show", "unknown")
    (attempt,) = case.read(contacts.attempts_of, case.case_id)
    assert (attempt.talk_id, attempt.channel, attempt.result) == (talk_id, "phone", "no_answer")
    assert recorder.said == ["The absence is saved. Next: get in touch again, 25 November."]


@pytest.mark.parametrize(
    ("channel", "result", "said"),
    [(None, None, "Next: get in touch again, today."), ("phone", "reached", "Next deadline: ")],
)
def test_the_receipt_of_a_no_show_names_what_is_due_first(
    case: Case, talk: TalkPresenter, recorder: Recorder, channel: str | None, result: str | None, said: str
) -> None:
    case.book()
    values = {**start(talk).values, "attendance": "absent_no_notice", "absence_reason": "unknown"}
    talk.save({**values, "outreach_channel": channel, "outreach_result": result, "next_at": None}, fail)
    assert recorder.said[0].startswith(f"The absence is saved. {said}")


def test_what_cannot_be_saved_comes_back_with_its_field_and_nothing_is_lost(
    case: Case, talk: TalkPresenter
) -> None:
    talk_id = case.book()
    failed: list[CaseworkerError] = []
    state = start(talk)
    talk.typed(filled(state, outcome=" "))
    talk.save(filled(state, outcome=" "), failed.append)
    (error,) = failed
    assert isinstance(error, UserError)
    assert error.place is not None
    assert error.place.field == "outcome"
    assert case.talk(talk_id).status == "planned"
    assert [draft.record_id for draft in case.office.store.drafts.all()] == [talk_id]


def test_the_draft_has_the_id_of_the_talk_and_comes_back(case: Case, talk: TalkPresenter, desk: Desk) -> None:
    talk_id = case.book()
    kept: list[object] = []
    talk.on_kept = kept.append
    talk.typed(filled(start(talk), facts="Halvt skrevet"))
    assert kept == [case.clock.now()]
    again = start(TalkPresenter(desk, case.case_id))
    assert (again.talk_id, again.values["facts"]) == (talk_id, "Halvt skrevet")
    assert again.draft_saved_at == case.clock.now()


def test_a_new_talk_left_unfinished_is_gone_on_with(case: Case, talk: TalkPresenter, desk: Desk) -> None:
    state = start(talk)
    talk.keep_now(filled(state, facts="Uden aftale"))
    for field in ("draft", "start"):
        again = start(TalkPresenter(desk, case.case_id), field=field)
        assert (again.talk_id, again.values["facts"]) == (state.talk_id, "Uden aftale")


def test_a_draft_of_a_talk_already_saved_is_passed_over(case: Case, talk: TalkPresenter, desk: Desk) -> None:
    state = start(talk)
    talk.save(filled(state), fail)
    # As after a crash between saving the talk and clearing its draft.
    case.office.store.drafts.save(state.talk_id, "talk", case.citizen_id, case.case_id, filled(state))
    assert start(TalkPresenter(desk, case.case_id)).talk_id != state.talk_id


def test_a_promise_is_ticked_beside_the_talk(talk: TalkPresenter, recorder: Recorder) -> None:
    promise = start(talk).side.promises[0]
    talk.tick(promise.agreement_id, promise.words)
    talk.reload()
    assert talk.state is not None
    assert promise.agreement_id not in {one.agreement_id for one in talk.state.side.promises}
    assert recorder.said == ["The promise is kept."]


def test_outcome_and_consequences_say_what_the_form_knows(talk: TalkPresenter) -> None:
    values = filled(start(talk))
    outcome = outcome_words(values)
    assert outcome is not None
    assert render(outcome, "en") == "The plan is confirmed, 2 agreements"
    assert outcome_words({**values, "plan_reviewed": None, "agreements": []}) is None
    assert render(consequences(values, has_next=True), "en") == (
        "When you save: journal note, 2 promises, next talk and new deadlines. Nothing is written twice."
    )


def test_what_was_typed_for_a_talk_called_off_since_stands_in_one_of_its_own(
    case: Case, talk: TalkPresenter, recorder: Recorder
) -> None:
    talk_id = case.book()
    state = start(talk, talk_id)
    talk.typed({**state.values, "facts": "Ringede i forvejen"})
    talk.close()
    case.do(lambda work: service.cancel(work, talk_id, "ill"))
    again = start(talk, field=f"draft:{talk_id}")
    assert again.talk_id != talk_id
    assert again.values["facts"] == "Ringede i forvejen"
    assert "called off since" in recorder.problems[0]
    (draft,) = case.office.store.drafts.all()
    assert (draft.record_id, draft.values["facts"]) == (again.talk_id, "Ringede i forvejen")
    talk.save(filled(again, facts="Ringede i forvejen"), fail)
    assert case.talk(talk_id).status == "cancelled"
    assert case.talk(again.talk_id).status == "held"
    assert case.office.store.drafts.all() == []
