"""The overview: what is new, the time line, and the four acts with their drafts, errors and undo."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from caseworker.base.clock import at
from caseworker.base.place import Place
from caseworker.base.text import Text, render, t
from caseworker.contacts.model import Talk, TalkRequest
from caseworker.journal.model import Note
from caseworker.people import queries, service
from caseworker.people.model import PrimaryContact
from caseworker.store.work import Work
from tests.content_hash import content_hash
from tests.making import make_citizen
from tests.ui.recording import Recorder
from ui.people.overview_acts import CLOSE, CONTACT, EDIT, GROUP, OTHER_COLLEAGUE
from ui.people.overview_presenter import OverviewPresenter
from ui.ports import Desk

TODAY = date(2026, 11, 24)


@pytest.fixture
def presenter(desk: Desk) -> OverviewPresenter:
    """Return the overview of a case with a held talk, a note and a request since, and a talk to come."""
    citizen_id, case_id = make_citizen(desk.office)
    whose = {"citizen_id": citizen_id, "case_id": case_id}

    def act(work: Work) -> None:
        work.add(
            Talk(**whose, kind="first", at=at(date(2026, 11, 6), 10), status="held", outcome="More hours")
        )
        work.add(Talk(**whose, kind="joint", at=at(date(2026, 12, 2), 13), status="planned"))
        work.add(TalkRequest(**whose, requested_on=date(2026, 11, 19), wish="Money"))
        work.add(
            Note(
                **whose,
                at=at(date(2026, 11, 17)),
                author="Karen Holm",
                kind="fact",
                title="Call",
                facts="Well",
            )
        )

    desk.office.run(t("Test data"), act)
    presenter = OverviewPresenter(desk, case_id)
    presenter.reload()
    return presenter


def caught(presenter: OverviewPresenter) -> dict[str, str]:
    found: dict[str, str] = {}

    def take(errors: dict[str, Text]) -> None:
        found.update({name: render(text, "en") for name, text in errors.items()})

    presenter.on_errors = take
    return found


def values(presenter: OverviewPresenter, kind: str) -> dict[str, object]:
    presenter.open_form(kind)
    assert presenter.form is not None
    return dict(presenter.form.values)


def test_since_the_last_talk(presenter: OverviewPresenter) -> None:
    state = presenter.state
    assert state is not None
    assert state.last_talk == at(date(2026, 11, 6), 10)
    assert [entry.kind for entry in state.news] == ["request", "note"]
    assert [entry.kind for entry in state.entries[:4]] == ["talk_planned", "request", "note", "talk_held"]


@pytest.mark.parametrize(
    ("chosen", "kinds"),
    [
        ("talks", {"talk_planned", "talk_held", "request"}),
        ("notes", {"note"}),
        ("plan", set()),
        ("case", {"event", "group", "primary_contact"}),
    ],
)
def test_the_time_line_can_be_narrowed(presenter: OverviewPresenter, chosen: str, kinds: set[str]) -> None:
    presenter.choose(chosen)
    assert presenter.state is not None
    assert {entry.kind for entry in presenter.state.filtered} == kinds
    presenter.reload()
    assert presenter.state.chosen == chosen


def test_the_citizen_does_not_see_what_is_written_for_colleagues(
    presenter: OverviewPresenter, desk: Desk
) -> None:
    desk.citizen_view = True
    presenter.reload()
    assert presenter.state is not None
    kinds = {entry.kind for entry in presenter.state.entries}
    assert not kinds & {"note", "primary_contact"}
    assert "talk_held" in kinds


def test_facts_and_deadlines(presenter: OverviewPresenter) -> None:
    state = presenter.state
    assert state is not None
    assert [group.code for group in state.groups] == ["lab-3"]
    assert (state.head.contact_name, len(state.contacts), state.goal) == ("Karen Holm", 1, None)
    assert state.deadlines
    days = [line.work_date for line in state.deadlines if line.work_date]
    assert days == sorted(days)


def test_data_is_edited_and_can_be_emptied_and_undone(
    presenter: OverviewPresenter, desk: Desk, recorder: Recorder
) -> None:
    before = content_hash(desk.office)
    changed = values(presenter, EDIT) | {"phone": " 11 22 ", "protected_address": True}
    presenter.save(changed)
    assert presenter.form is None
    presenter.reload()
    assert presenter.state is not None
    assert (presenter.state.data.phone, presenter.state.data.protected_address) == ("11 22", True)
    desk.office.undo()
    assert content_hash(desk.office) == before
    presenter.reload()
    presenter.save(values(presenter, EDIT) | {"phone": "1"})
    presenter.reload()
    presenter.save(values(presenter, EDIT) | {"phone": ""})
    presenter.reload()
    assert presenter.state.data.phone == ""
    assert recorder.undoable == [True, True, True]


def test_wrong_data_is_said_at_the_field(presenter: OverviewPresenter) -> None:
    errors = caught(presenter)
    presenter.save(values(presenter, EDIT) | {"cpr": "123"})
    assert list(errors) == ["cpr"]
    assert presenter.form is not None
    assert not presenter.form.saving


def test_a_change_of_group_shows_old_and_new_dates_before_it_is_saved(
    presenter: OverviewPresenter, desk: Desk
) -> None:
    before = content_hash(desk.office)
    chosen = values(presenter, GROUP) | {"group": "lab-6", "from_on": TODAY}
    presenter.preview(chosen)
    assert presenter.form is not None
    dates = presenter.form.dates
    assert dates
    assert all(change.before != change.after for change in dates)
    assert content_hash(desk.office) == before
    assert presenter.state is not None
    old = {line.key: line.work_date for line in presenter.state.deadlines}
    presenter.save(chosen)
    presenter.reload()
    assert presenter.state.head.group == "lab-6"
    assert [group.code for group in presenter.state.groups] == ["lab-6", "lab-3"]
    assert {line.key: line.work_date for line in presenter.state.deadlines} != old


def test_the_same_group_is_no_change(presenter: OverviewPresenter) -> None:
    errors = caught(presenter)
    same = values(presenter, GROUP)
    presenter.preview(same)
    assert presenter.form is not None
    assert presenter.form.dates is None
    presenter.save(same)
    assert list(errors) == ["group"]


def test_a_group_wrong_from_its_first_day_is_corrected(presenter: OverviewPresenter) -> None:
    presenter.save(values(presenter, GROUP) | {"group": "lab-2 job_ready", "from_on": date(2026, 10, 5)})
    presenter.reload()
    assert presenter.state is not None
    assert [(group.code, group.to_on) for group in presenter.state.groups] == [("lab-2", None)]


def test_a_group_cannot_begin_before_the_present_one(presenter: OverviewPresenter) -> None:
    errors = caught(presenter)
    presenter.save(values(presenter, GROUP) | {"group": "lab-6", "from_on": date(2026, 10, 4)})
    assert list(errors) == ["from_on"]


def test_a_handover_names_who_why_and_what_to_know(presenter: OverviewPresenter, desk: Desk) -> None:
    written = {
        "staff": OTHER_COLLEAGUE,
        "colleague": "Mette Lund",
        "reason": "Leave",
        "handover_note": " Calls at 8 ",
    }
    presenter.open_form(CONTACT)
    presenter.save(written)
    presenter.reload()
    assert presenter.state is not None
    assert presenter.state.head.contact_name == "Mette Lund"
    newest = presenter.state.contacts[0]
    assert (newest.name, newest.from_on, newest.reason) == ("Mette Lund", TODAY, "Leave")
    assert newest.handover_note == "Calls at 8"
    desk.office.undo()
    with desk.office.read() as session:
        assert len(session.scalars(select(PrimaryContact)).all()) == 1


def test_a_handover_needs_its_note(presenter: OverviewPresenter, desk: Desk) -> None:
    errors = caught(presenter)
    presenter.open_form(CONTACT)
    presenter.save({"staff": desk.office.me.id, "colleague": "", "reason": "", "handover_note": "  "})
    assert list(errors) == ["handover_note"]


def test_a_case_is_closed_with_an_end_state_and_the_undo_opens_it(
    presenter: OverviewPresenter, desk: Desk, recorder: Recorder
) -> None:
    before = content_hash(desk.office)
    presenter.save(values(presenter, CLOSE) | {"end_state": "job_ordinary", "note": "Works at the garage"})
    presenter.reload()
    assert presenter.state is not None
    assert (presenter.state.head.closed_on, presenter.state.head.end_state) == (TODAY, "job_ordinary")
    assert presenter.state.deadlines == ()
    assert recorder.said == ["The case is closed, and the booked talk is cancelled."]
    presenter.open_again()
    assert recorder.places == [Place("new_citizen", presenter.state.head.citizen_id)]
    desk.office.undo()
    assert content_hash(desk.office) == before


def test_closing_twice_says_so(presenter: OverviewPresenter, desk: Desk, recorder: Recorder) -> None:
    chosen = values(presenter, CLOSE) | {"end_state": "moved"}
    desk.office.run(t("Close"), lambda w: service.close_case(w, presenter.case_id, "moved", TODAY))
    presenter.save(chosen)
    assert len(recorder.problems) == 1


def test_what_is_typed_in_a_form_comes_back(presenter: OverviewPresenter, desk: Desk) -> None:
    presenter.open_form(CLOSE)
    presenter.keep_draft({"end_state": "moved", "closed_on": date(2026, 11, 20), "note": "To Aarhus"})
    again = OverviewPresenter(desk, presenter.case_id)
    again.reload()
    written = values(again, CLOSE)
    assert written == {"end_state": "moved", "closed_on": date(2026, 11, 20), "note": "To Aarhus"}
    assert again.form is not None
    assert again.form.from_draft
    again.close_form()
    assert again.form is None
    assert len(desk.office.store.drafts.all()) == 1
    assert values(again, CLOSE) == written
    again.throw_away(written)
    assert desk.office.store.drafts.all() == []
    assert again.form is None


def test_a_change_elsewhere_is_told_under_an_open_form(presenter: OverviewPresenter, desk: Desk) -> None:
    presenter.open_form(CLOSE)
    assert presenter.state is not None
    citizen_id = presenter.state.head.citizen_id
    with desk.office.read() as session:
        data = queries.citizen_data(session, citizen_id)
    assert data is not None
    changed = service.CitizenData(name="Jonas B", birth_date=data.birth_date)
    _changed, changes = desk.office.run_noting(
        t("Change"), lambda w: service.change_citizen(w, citizen_id, changed)
    )
    presenter.heard(changes)
    assert presenter.form is not None
    assert presenter.form.changed
    assert presenter.state.head.name == "Jonas B"


def test_ways_from_the_page(presenter: OverviewPresenter, recorder: Recorder) -> None:
    assert presenter.state is not None
    presenter.go_to(presenter.state.news[0])
    presenter.go("plan")
    assert [place.kind for place in recorder.places] == ["talk_request", "plan"]
    presenter.show_more()
    assert presenter.state.shown > 20
