"""The list of contacts: what it shows and what can be done in it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseworker.base.clock import at
from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.place import Place
from caseworker.base.text import render
from caseworker.contacts import queries, service
from caseworker.contacts.reaching import RequestData, request_talk
from caseworker.deadlines import switches
from caseworker.people.model import CaseFile
from tests.content_hash import content_hash
from tests.ui.contacts.case import MISSED, SOON, TODAY, Case
from tests.ui.recording import Recorder
from ui.contacts.presenter import ContactsPresenter
from ui.ports import Desk

WISH_DAY = date(2026, 11, 18)


@pytest.fixture
def room(case: Case, desk: Desk) -> ContactsPresenter:
    case.history()
    presenter = ContactsPresenter(desk, case.case_id)
    presenter.reload()
    return presenter


def fail(error: CaseworkerError) -> None:
    raise error


def test_an_empty_case_has_nothing_but_deadlines(case: Case, desk: Desk) -> None:
    presenter = ContactsPresenter(desk, case.case_id)
    presenter.reload()
    state = presenter.state
    assert (state.next_talk, state.past, state.requests, state.outreach) == (None, (), (), None)
    assert render(state.lead, "en") == "No talk has been held yet."
    assert state.deadlines


def test_talks_are_sorted_into_what_is_to_come_what_was_and_what_is_not_written_down(
    case: Case, room: ContactsPresenter
) -> None:
    begun, later, latest = case.book(), case.book(at(SOON, 13)), case.book(at(date(2027, 1, 5), 10))
    room.reload()
    state = room.state
    assert state.next_talk is not None
    assert state.next_talk.id == later
    assert [row.id for row in state.later] == [latest]
    assert [row.id for row in state.unwritten] == [begun]
    assert [row.status for row in state.past] == ["no_show", "held", "held"]
    assert render(state.lead, "en") == "2 talks held, the last one 6 November 2026."


def test_what_waits_is_a_wish_and_a_citizen_not_reached(case: Case, room: ContactsPresenter) -> None:
    request_id = case.ask(WISH_DAY, "Om flere timer")
    room.reload()
    (request,) = room.state.requests
    assert (request.id, request.wish, request.waiting_days) == (request_id, "Om flere timer", 6)
    assert room.state.outreach is not None
    assert (room.state.outreach.since.date(), room.state.outreach.attempts) == (MISSED, 0)


def test_deadlines_say_when_how_sure_and_how_serious(case: Case, room: ContactsPresenter) -> None:
    with_casework = frozenset({*switches.DEFAULT_AREAS, "casework"})
    case.do(lambda work: switches.set_rules(work, with_casework, frozenset()))
    data = RequestData(case_id=case.case_id, requested_on=date(2026, 11, 9), what="access")
    case.do(lambda work: request_talk(work, data))
    room.reload()
    marks = {render(entry.mark, "en") for entry in room.state.deadlines}
    assert "Read in the law or from the authority" in marks
    assert all(
        entry.checked == render(entry.mark, "en").startswith(("Read in the law", "Agreed locally"))
        for entry in room.state.deadlines
    )
    alarms = [entry for entry in room.state.deadlines if entry.alarm]
    assert alarms
    assert all("over" in render(entry.when, "en") for entry in alarms)
    assert len({entry.key for entry in room.state.deadlines}) == len(room.state.deadlines)


def test_a_deadline_says_what_the_talk_that_is_agreed_does_for_it(case: Case, desk: Desk) -> None:
    room = ContactsPresenter(desk, case.case_id)
    room.reload()
    assert not any(entry.booked for entry in room.state.deadlines)
    case.book(at(SOON, 13), kind="first")
    room.reload()
    said = {render(entry.booked, "en") for entry in room.state.deadlines if entry.booked is not None}
    assert said
    assert all(words.startswith("booked Wed 2 Dec, ") for words in said)


def test_what_fell_due_before_the_case_came_here_is_no_alarm_and_stands_last(case: Case, desk: Desk) -> None:
    """As in the list of deadlines: whether it was met is not known here."""
    case.clock.advance(days=60)
    case.office.catch_up()
    room = ContactsPresenter(desk, case.case_id)
    room.reload()
    late = [entry.key for entry in room.state.deadlines if entry.alarm]
    assert late
    imported = case.clock.today() - timedelta(days=1)
    case.do(lambda work: setattr(work.get(CaseFile, case.case_id), "known_from", imported))
    room.reload()
    entries = room.state.deadlines
    assert not any(entry.alarm for entry in entries)
    before = [entry for entry in entries if entry.key in late]
    assert list(entries[-len(before) :]) == before
    for entry in before:
        assert render(entry.when, "en") == "Before the case came here"
        assert render(entry.detail, "en") == "Whether it was met in time is not known here."


def test_a_booking_opens_with_the_suggested_day(room: ContactsPresenter) -> None:
    values = room.booking_values()
    assert room.state.advice is not None
    suggestion = room.state.advice.suggestion
    assert values["at"] == f"{suggestion.day.isoformat()}T10:00"
    assert (values["kind"], values["channel"], values["purpose"]) == (
        "follow_up",
        "meeting",
        "Follow-up on the plan",
    )


def test_a_talk_is_booked_and_can_be_taken_back(
    case: Case, room: ContactsPresenter, recorder: Recorder
) -> None:
    before = content_hash(case.office)
    values = {**room.booking_values(), "at": "2026-12-02T13:00", "participants": "Per Lind (rusmiddelcenter)"}
    done: list[bool] = []
    room.acts.book(values, lambda: done.append(True), fail)
    talk = case.talk(values["talk_id"])
    assert (talk.at, talk.participants[0].role, talk.status) == (at(SOON, 13), "rusmiddelcenter", "planned")
    assert (done, recorder.undoable) == ([True], [True])
    assert recorder.said == ["The talk is booked for 2 December 2026 at 13:00."]
    case.office.undo()
    assert content_hash(case.office) == before


def test_booking_for_a_wish_keeps_it_open_until_the_talk(case: Case, room: ContactsPresenter) -> None:
    request_id = case.ask(WISH_DAY, "Om flere timer")
    room.reload()
    values = room.booking_values(room.request(request_id))
    assert (values["kind"], values["purpose"], values["requested_by"]) == (
        "citizen_requested",
        "Om flere timer",
        "citizen",
    )
    room.acts.book({**values, "at": "2026-11-26T10:00"}, lambda: None, fail)
    room.reload()
    (request,) = room.state.requests
    assert (request.talk_id, request.booked_at) == (values["talk_id"], at(date(2026, 11, 26), 10))


def test_book_and_summon_goes_on_to_the_letter(
    case: Case, room: ContactsPresenter, recorder: Recorder
) -> None:
    values = {**room.booking_values(), "at": "2026-12-02T13:00"}
    room.acts.book(values, lambda: None, fail, summon=True)
    assert recorder.places == [Place("print", case.case_id, f"summons:{values['talk_id']}")]


def test_a_booking_without_a_day_is_refused_at_its_field(room: ContactsPresenter) -> None:
    failed: list[CaseworkerError] = []
    room.acts.book({**room.booking_values(), "at": None}, lambda: None, failed.append)
    (error,) = failed
    assert isinstance(error, UserError)
    assert error.place is not None
    assert error.place.field == "at"


def test_a_moved_talk_tells_when_the_old_summons_no_longer_fits(case: Case, room: ContactsPresenter) -> None:
    talk_id = case.book(at(SOON, 13))
    case.do(lambda work: service.summon(work, talk_id))
    told: list[bool] = []
    values = {"at": "2026-12-03T09:00", "channel": "phone", "place": "", "draft_id": "d"}
    room.acts.move(talk_id, values, told.append, fail)
    assert told == [True]
    assert (case.talk(talk_id).at, case.talk(talk_id).channel) == (at(date(2026, 12, 3), 9), "phone")


def test_a_talk_called_off_by_the_citizen_counts_as_absence_with_notice(
    case: Case, room: ContactsPresenter
) -> None:
    talk_id = case.book(at(SOON, 13))
    room.acts.cancel(talk_id, {"who": "citizen", "reason": "ill", "draft_id": "d"}, lambda: None, fail)
    assert (case.talk(talk_id).status, case.talk(talk_id).attendance) == ("cancelled", "absent_notice")


def test_a_wish_is_saved_with_its_day_and_closed_with_a_reason(room: ContactsPresenter) -> None:
    values = {"request_id": "", "requested_on": WISH_DAY, "by": "citizen", "wish": "Om FVU", "what": "talk"}
    room.acts.ask(values, lambda: None, fail)
    room.reload()
    (request,) = room.state.requests
    assert (request.requested_on, request.wish) == (WISH_DAY, "Om FVU")
    values = {"closed_reason": "Løst i telefonen", "draft_id": "d"}
    room.acts.close_request(request.id, values, lambda: None, fail)
    room.reload()
    assert room.state.requests == ()


def test_an_attempt_that_reaches_the_citizen_ends_the_task(case: Case, room: ContactsPresenter) -> None:
    task = room.state.outreach
    assert task is not None
    for result, left in (("no_answer", True), ("reached", False)):
        case.clock.advance(minutes=5)
        values = {"channel": "phone", "result": result, "on": TODAY, "words": "Ringede", "outreach_id": ""}
        room.acts.add_attempt(task.talk_id, values, lambda: None, fail)
        room.reload()
        assert (room.state.outreach is not None) == left
    attempts = case.read(queries.attempts_of, case.case_id)
    assert [one.result for one in attempts] == ["reached", "no_answer"]


def test_what_is_typed_is_kept_and_forgotten_when_saved(room: ContactsPresenter) -> None:
    values = {**room.booking_values(), "at": "2026-12-02T13:00", "place": "Lokale 3"}
    room.typed(values["talk_id"], {**values, "form": "book"})
    draft = room.draft("book", "")
    assert draft is not None
    assert (draft.record_id, draft.values["place"]) == (values["talk_id"], "Lokale 3")
    room.acts.book(values, lambda: None, fail)
    assert room.draft("book", "") is None


def test_the_draft_of_a_begun_talk_is_told_and_can_be_thrown_away(
    case: Case, room: ContactsPresenter
) -> None:
    talk_id = case.book()
    case.office.store.drafts.save(talk_id, "talk", case.citizen_id, case.case_id, {"facts": "Halvt"})
    room.reload()
    (draft,) = room.state.talk_drafts
    assert draft.record_id == talk_id
    room.throw_away(draft)
    assert (room.state.talk_drafts, case.office.store.drafts.all()) == ((), [])
    room.fetch_back(draft)
    room.reload()
    assert [(one.record_id, one.values) for one in room.state.talk_drafts] == [(talk_id, {"facts": "Halvt"})]


def test_a_purpose_somebody_wrote_is_left_alone(room: ContactsPresenter) -> None:
    assert not room.is_own_purpose("Follow-up on the plan")
    assert not room.is_own_purpose(" ")
    assert room.is_own_purpose("Om flere timer")


def test_it_reads_anew_when_a_talk_of_the_case_changes(case: Case, room: ContactsPresenter) -> None:
    drawn: list[int] = []
    room.on_changed = lambda: drawn.append(1)
    end = case.office.subscribe(room.heard)
    talk_id = case.book(at(SOON, 13))
    end()
    assert room.state.next_talk is not None
    assert room.state.next_talk.id == talk_id
    assert drawn
    assert case.read(queries.next_planned, case.case_id, at(TODAY)) is not None
