"""Closing a case: what is booked is named, cancelled in the same act, and booked again when that is undone."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from caseworker.base.clock import FixedClock, at
from caseworker.base.text import render, t
from caseworker.contacts import queries as contacts
from caseworker.contacts import service as talks
from caseworker.contacts.service import BookingData
from caseworker.screening import service as screenings
from caseworker.screening.instrument import current
from tests.content_hash import content_hash
from tests.making import make_citizen
from tests.ui.recording import Recorder
from ui.people.overview_acts import CLOSE
from ui.people.overview_presenter import OverviewPresenter
from ui.ports import Desk

TODAY = date(2026, 11, 24)
ENDED = {"end_state": "deceased", "closed_on": TODAY, "note": ""}


def book(desk: Desk, case_id: str, moment: datetime) -> str:
    data = BookingData(case_id=case_id, kind="follow_up", at=moment)
    return desk.office.run(t("Book a talk"), lambda work: talks.book(work, data))


@pytest.fixture
def overview(desk: Desk, clock: FixedClock) -> OverviewPresenter:
    _citizen, case_id = make_citizen(desk.office)
    for moment in (at(date(2026, 12, 7), 10), at(TODAY, 15), at(TODAY, 8)):
        book(desk, case_id, moment)
    assert clock.now() == at(TODAY, 9)
    presenter = OverviewPresenter(desk, case_id)
    desk.office.subscribe(presenter.heard)
    presenter.reload()
    return presenter


def statuses(desk: Desk, case_id: str) -> list[tuple[str, str]]:
    with desk.office.read() as session:
        return [(talk.status, talk.cancelled_reason) for talk in contacts.talks_of(session, case_id)]


def test_what_is_booked_is_known_before_the_case_is_closed(overview: OverviewPresenter) -> None:
    assert overview.state is not None
    assert [talk.at for talk in overview.state.booked] == [at(TODAY, 15), at(date(2026, 12, 7), 10)]


def test_closing_cancels_what_is_booked_and_one_undo_gives_all_back(
    overview: OverviewPresenter, desk: Desk, recorder: Recorder
) -> None:
    before = content_hash(desk.office)
    overview.open_form(CLOSE)
    overview.save(ENDED)
    off = ("cancelled", "case_closed")
    # How the talk of this morning went is not known yet: that is for the caseworker to write down.
    assert statuses(desk, overview.case_id) == [off, off, ("planned", "")]
    assert recorder.said == ["The case is closed, and 2 booked talks are cancelled."]
    assert overview.state is not None
    assert overview.state.booked == ()
    desk.office.undo()
    assert content_hash(desk.office) == before
    assert len(overview.state.booked) == 2


@pytest.mark.parametrize(("end_state", "told"), [("moved", True), ("deceased", False)])
def test_who_is_summoned_already_must_be_told(
    overview: OverviewPresenter, desk: Desk, recorder: Recorder, end_state: str, told: bool
) -> None:
    assert overview.state is not None
    assert overview.state.summoned == ()
    first = overview.state.booked[0].id
    desk.office.run(t("Summon"), lambda work: talks.summon(work, first))
    assert [talk.at for talk in overview.state.summoned] == [at(TODAY, 15)]
    overview.open_form(CLOSE)
    overview.save(ENDED | {"end_state": end_state})
    (said,) = recorder.said
    assert said.startswith("The case is closed, and 2 booked talks are cancelled.")
    assert ("Let the citizen know: the summons is sent already." in said) == told


def test_why_a_talk_was_cancelled_is_told_in_the_reader_s_language(
    overview: OverviewPresenter,
) -> None:
    overview.open_form(CLOSE)
    overview.save(ENDED)
    assert overview.state is not None
    told = [entry.detail for entry in overview.state.entries if entry.kind == "talk_cancelled"]
    assert {render(words, "en") for words in told} == {"Reason: The case is closed"}
    assert {render(words, "da") for words in told} == {"Årsag: Sagen er afsluttet"}


def test_what_is_called_off_meanwhile_is_not_named_any_more(overview: OverviewPresenter, desk: Desk) -> None:
    overview.open_form(CLOSE)
    assert overview.state is not None
    told: list[int] = []
    overview.on_form = lambda: told.append(len(overview.state.booked) if overview.state else -1)
    first = overview.state.booked[0].id
    desk.office.run(t("Cancel"), lambda work: talks.cancel(work, first, "ill"))
    assert told == [1]


def test_what_cannot_be_finished_afterwards_is_told_before_the_case_is_closed(
    overview: OverviewPresenter, desk: Desk
) -> None:
    overview.open_form(CLOSE)
    assert overview.form is not None
    assert overview.form.begun_elsewhere == ()
    overview.keep_draft({"note": "Flytter"})  # the form's own draft is none that is left
    overview.close_form()
    instrument = current(desk.office.instruments.values(), "visitation", TODAY)
    assert instrument is not None
    desk.office.run(t("Begin"), lambda work: screenings.start(work, overview.case_id, instrument))
    assert overview.state is not None
    for kind in ("note", "talk"):
        desk.office.store.drafts.save(
            f"d-{kind}", kind, overview.state.head.citizen_id, overview.case_id, {"words": "Halvt"}
        )
    overview.open_form(CLOSE)
    screening, drafts = (render(words, "en") for words in overview.form.begun_elsewhere)
    assert screening == "The screening is not finished. It can only be read when the case is closed."
    assert drafts.startswith(
        "2 drafts wait in the case. When it is closed, notes and talks that were held can still"
    )
