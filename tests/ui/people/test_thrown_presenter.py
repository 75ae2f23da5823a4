"""What was thrown away can be fetched back, and each of several drafts is offered by its name."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.base.text import render
from tests.making import make_citizen
from tests.ui.people.test_undo_presenter import FORMS, typed
from tests.ui.recording import Recorder
from ui.people.fact_values import FACT
from ui.people.intake_presenter import IntakePresenter
from ui.people.overview_acts import CLOSE, EDIT
from ui.people.overview_drafts import draft_name
from ui.people.overview_presenter import OverviewPresenter
from ui.ports import Desk

BEGUN = {"name": "Jonas", "first_contact_on": date(2026, 11, 20), "protected_address": True}


@pytest.fixture
def overview(desk: Desk) -> OverviewPresenter:
    _citizen, case_id = make_citizen(desk.office)
    presenter = OverviewPresenter(desk, case_id)
    desk.office.subscribe(presenter.heard)
    presenter.reload()
    return presenter


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_thrown_away_is_fetched_back_with_every_word(
    overview: OverviewPresenter, desk: Desk, recorder: Recorder, kind: str
) -> None:
    overview.open_form(kind)
    said = typed(overview) | FORMS[kind]
    overview.keep_draft(said)
    overview.throw_away(said)
    assert overview.form is None
    assert (overview.waiting, desk.office.store.drafts.all()) == ((), [])
    overview.fetch_thrown()
    assert overview.form is not None
    assert (overview.form.kind, overview.form.from_draft, overview.thrown) == (kind, True, None)
    assert said.items() <= typed(overview).items()
    assert len(desk.office.store.drafts.all()) == 1
    overview.save(typed(overview))
    assert recorder.problems == []
    assert desk.office.store.drafts.all() == []


def test_what_was_thrown_away_stays_within_reach_while_another_form_is_written(
    overview: OverviewPresenter,
) -> None:
    overview.open_form(CLOSE)
    overview.throw_away(FORMS[CLOSE])
    overview.open_form(EDIT)
    overview.close_form()
    assert overview.thrown is not None
    overview.fetch_thrown()
    assert typed(overview)["note"] == FORMS[CLOSE]["note"]


def test_each_draft_that_waits_is_offered_by_its_name(overview: OverviewPresenter) -> None:
    told: list[int] = []
    overview.on_begun = lambda: told.append(len(overview.waiting))
    for kind in (EDIT, CLOSE, FACT):
        overview.open_form(kind)
        overview.keep_draft(FORMS[kind])
        overview.close_form()
    assert told == [1, 2, 3]
    overview.reload()
    names = [render(draft_name(draft), "en") for draft in overview.waiting]
    assert names == ["New fact: Ordinary work", "Close the case", "Change of the citizen's data"]
    overview.go_on(overview.waiting[1].record_id)
    assert overview.form is not None
    assert overview.form.kind == CLOSE


def test_what_waits_is_offered_again_once_another_form_is_saved(overview: OverviewPresenter) -> None:
    overview.open_form(CLOSE)
    overview.keep_draft(FORMS[CLOSE])
    overview.open_form(EDIT)
    told: list[int] = []
    overview.on_begun = lambda: told.append(len(overview.waiting))
    overview.save(typed(overview) | FORMS[EDIT])
    assert told == [1]


def test_only_the_drafts_of_this_citizen_are_read(overview: OverviewPresenter, desk: Desk) -> None:
    desk.office.store.drafts.save("other", EDIT, "another", "another case", {"phone": "1"})
    desk.office.store.drafts.all = lambda: pytest.fail("every draft is read")  # type: ignore[method-assign]
    overview.reload()
    assert overview.waiting == ()


def test_an_intake_begun_anew_can_be_fetched_back(desk: Desk) -> None:
    presenter = IntakePresenter(desk)
    presenter.begin()
    presenter.keep_draft(BEGUN)
    record_id = presenter.state.record_id
    presenter.start_over(BEGUN)
    assert desk.office.store.drafts.all() == []
    assert presenter.state.values == {"first_contact_on": date(2026, 11, 24)}
    presenter.fetch_thrown({})
    assert (presenter.state.record_id, presenter.state.values) == (record_id, BEGUN)
    assert presenter.state.draft_from is not None
    assert presenter.state.thrown is None
    again = IntakePresenter(desk)
    again.begin()
    assert again.state.values == BEGUN


def test_what_was_typed_in_its_place_can_be_fetched_back_in_turn(desk: Desk) -> None:
    presenter = IntakePresenter(desk)
    presenter.begin()
    presenter.start_over(BEGUN)
    presenter.fetch_thrown({"name": "Bent"})
    assert presenter.state.values == BEGUN
    presenter.fetch_thrown({})
    assert presenter.state.values == {"name": "Bent"}


def test_who_opens_the_citizen_that_is_here_can_fetch_back_what_was_typed(desk: Desk) -> None:
    presenter = IntakePresenter(desk)
    presenter.begin()
    presenter.save({"name": "Jonas", "cpr": "1203044232"})
    presenter.cpr_typed("1203044232")
    presenter.open_known({"name": "Jonas B", "phone": "12 34 56 78"})
    presenter.begin()
    presenter.fetch_thrown({})
    assert presenter.state.values == {"name": "Jonas B", "phone": "12 34 56 78"}
    presenter.begin()
    presenter.start_over(BEGUN)
    presenter.forget_thrown()
    assert presenter.state.thrown is None
