"""Undo of what a form has saved: its words stand in the form again, and can be saved once more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from unittest.mock import ANY

import pytest
from sqlalchemy import func, select

from caseworker.base.text import t
from caseworker.people import facts, queries, service
from caseworker.people.fact_checks import FactData
from caseworker.people.model import CaseFile, Citizen
from caseworker.store.drafts import UNDONE
from tests.content_hash import content_hash
from tests.making import make_citizen
from tests.ui.recording import Recorder
from ui.people.fact_values import FACT
from ui.people.intake_presenter import IntakePresenter
from ui.people.overview_acts import CLOSE, CONTACT, EDIT, GROUP, OTHER_COLLEAGUE
from ui.people.overview_presenter import OverviewPresenter
from ui.ports import Desk

DAY = date(2026, 11, 20)
FIRST = t("New fact")
FORMS: dict[str, dict[str, Any]] = {
    EDIT: {"phone": "12 34 56 78 (mor)", "address": "Torvet 1", "email": ""},
    GROUP: {"group": "lab-2 job_ready", "from_on": DAY, "reason": "A long reason, with care"},
    CONTACT: {"staff": OTHER_COLLEAGUE, "colleague": "Ida Ro", "reason": "", "handover_note": "Calls on Mondays"},
    CLOSE: {"end_state": "moved", "closed_on": DAY, "note": "Moved to Aarhus with the family"},
    FACT: {"what": "work", "hours_per_week": "7.5", "day": DAY, "last_day": None, "words": "The bakery"},
}  # fmt: skip


@pytest.fixture
def overview(desk: Desk) -> OverviewPresenter:
    _citizen, case_id = make_citizen(desk.office)
    presenter = OverviewPresenter(desk, case_id)
    desk.office.subscribe(presenter.heard)
    presenter.reload()
    return presenter


def typed(presenter: OverviewPresenter) -> dict[str, Any]:
    assert presenter.form is not None
    return dict(presenter.form.values)


@pytest.mark.parametrize("kind", FORMS)
def test_the_form_stands_there_again_and_can_be_saved_again(
    overview: OverviewPresenter, desk: Desk, recorder: Recorder, kind: str
) -> None:
    before = content_hash(desk.office)
    overview.open_form(kind)
    said = typed(overview) | FORMS[kind]
    overview.save(said)
    assert overview.form is None
    assert desk.office.store.drafts.all() == []
    after = content_hash(desk.office)
    desk.office.undo()
    assert content_hash(desk.office) == before
    assert overview.form is not None
    assert (overview.form.kind, overview.form.from_draft) == (kind, True)
    assert not overview.form.changed  # it was opened by that very undo, not changed by somebody else
    assert FORMS[kind].items() <= typed(overview).items()
    overview.save(typed(overview))
    assert recorder.problems == []
    assert desk.office.store.drafts.all() == []
    assert after != before
    desk.office.undo()
    assert FORMS[kind].items() <= typed(overview).items()


def test_the_words_of_a_changed_and_of_a_deleted_fact_come_back_to_that_fact(
    overview: OverviewPresenter, desk: Desk
) -> None:
    data = FactData(what="sick", day=DAY, words="The flu")
    fact = desk.office.run(FIRST, lambda work: facts.write_fact(work, overview.case_id, data))
    overview.open_form(FACT, fact)
    overview.save(typed(overview) | {"words": "The flu, and a fever"})
    desk.office.undo()
    assert overview.form is not None
    assert (overview.form.subject, typed(overview)["words"]) == (fact, "The flu, and a fever")
    overview.keep_draft(typed(overview) | {"words": "Nothing of the kind"})
    overview.take_back()
    assert overview.form is None
    desk.office.undo()
    assert overview.form is not None
    assert (overview.form.subject, typed(overview)["words"]) == (fact, "Nothing of the kind")


def test_a_form_that_was_put_away_stays_away_when_something_else_happens(
    overview: OverviewPresenter, desk: Desk
) -> None:
    overview.open_form(CLOSE)
    overview.keep_draft(FORMS[CLOSE])
    overview.close_form()
    data = FactData(what="sick", day=DAY)
    desk.office.run(FIRST, lambda work: facts.write_fact(work, overview.case_id, data))
    assert overview.form is None
    desk.office.undo()
    assert overview.form is None


def test_what_is_being_written_is_not_put_away_for_what_undo_brings_back(
    overview: OverviewPresenter, desk: Desk
) -> None:
    overview.open_form(EDIT)
    overview.save(typed(overview) | FORMS[EDIT])
    overview.open_form(FACT)
    desk.office.undo()
    assert overview.form is not None
    assert overview.form.kind == FACT
    assert [draft.kind for draft in desk.office.store.drafts.all()] == [EDIT]


def test_nothing_comes_back_on_the_screen_while_the_citizen_sees_it(
    overview: OverviewPresenter, desk: Desk
) -> None:
    overview.open_form(CLOSE)
    overview.save(FORMS[CLOSE])
    desk.citizen_view = True
    desk.office.undo()
    assert overview.form is None


NEW: dict[str, Any] = {
    "cpr": "1203044232", "birth_date": date(2004, 3, 12), "sex": "f", "name": "Jonas Bruun", "call_name": "Jon",
    "group": "lab-6", "benefit": "sickness_benefit", "first_contact_on": DAY, "fact_on": DAY, "detail": 1,
    "referred_by": "The doctor", "referred_on": None, "phone": "12 34 56 78", "interpreter": "arabisk",
    "protected_address": True,
}  # fmt: skip


def test_an_intake_that_is_undone_stands_in_the_form_again(desk: Desk, recorder: Recorder) -> None:
    presenter = IntakePresenter(desk)
    presenter.begin()
    presenter.save(NEW)
    desk.office.undo()
    presenter.look_for_draft()
    assert presenter.state.draft_from is not None
    assert dict(presenter.state.values) == {**NEW, UNDONE: ANY}
    presenter.save(presenter.state.values)
    assert recorder.problems == []
    assert desk.office.store.drafts.all() == []
    with desk.office.read() as session:
        assert (
            session.scalar(select(func.count()).select_from(Citizen).where(Citizen.deleted_at.is_(None))) == 1
        )
        case_id = session.scalars(select(CaseFile.id).where(CaseFile.deleted_at.is_(None))).one()
        assert queries.case_head(session, case_id, DAY).interpreter == "arabisk"


def test_a_new_case_that_is_undone_stands_in_the_citizen_s_form_again(desk: Desk, recorder: Recorder) -> None:
    citizen_id, case_id = make_citizen(desk.office)
    overview = OverviewPresenter(desk, case_id)
    overview.reload()
    overview.open_form(CLOSE)
    overview.save(FORMS[CLOSE])
    presenter = IntakePresenter(desk)
    presenter.begin(citizen_id)
    presenter.save(dict(presenter.state.values) | {"referred_by": "The doctor"})
    desk.office.undo()
    presenter.begin(citizen_id)
    assert presenter.state.values["referred_by"] == "The doctor"
    presenter.save(presenter.state.values)
    assert recorder.problems == []


def test_an_open_form_still_hears_of_what_others_change(overview: OverviewPresenter, desk: Desk) -> None:
    overview.open_form(EDIT)
    overview.save(typed(overview) | FORMS[EDIT])
    desk.office.undo()
    assert overview.form is not None
    assert not overview.form.changed
    assert overview.state is not None
    citizen, data = overview.state.head.citizen_id, overview.state.data
    changed = replace(data, city="Nordby")
    desk.office.run(t("Change"), lambda work: service.edit_citizen(work, citizen, changed))
    assert overview.form.changed


def test_a_fact_is_deleted_once_and_nothing_is_kept_meanwhile(
    overview: OverviewPresenter, desk: Desk, recorder: Recorder
) -> None:
    data = FactData(what="sick", day=DAY, words="The flu")
    fact = desk.office.run(FIRST, lambda work: facts.write_fact(work, overview.case_id, data))
    overview.open_form(FACT, fact)
    assert overview.form is not None

    def meanwhile() -> None:
        overview.keep_draft({"words": "Too late"})
        overview.take_back()

    overview.on_form = meanwhile
    overview.take_back()
    assert recorder.said == ["It is deleted, and the deadlines follow."]
    assert desk.office.store.drafts.all() == []
