"""The intake: saving, errors at fields, drafts, and people who are here already."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from caseworker.base.place import Place
from caseworker.base.text import Text, render, t
from caseworker.people import service
from caseworker.people.model import BenefitPeriod, CaseEvent, CaseFile, Citizen, GroupPeriod
from caseworker.people.queries import case_head
from tests.ui.recording import Recorder
from ui.people.intake_presenter import IntakePresenter
from ui.ports import Desk

VALUES: dict[str, Any] = {
    "cpr": "1203044232", "birth_date": date(2004, 3, 12), "sex": "f", "name": " Jonas  Bruun ", "call_name": "",
    "group": "lab-4 obviously_education_ready", "benefit": "education_help", "first_contact_on": date(2026, 11, 23),
    "referred_by": "UU", "referred_on": None, "phone": "11 22 33 44", "interpreter": "", "protected_address": True,
}  # fmt: skip


@pytest.fixture
def presenter(desk: Desk) -> IntakePresenter:
    presenter = IntakePresenter(desk)
    presenter.begin()
    return presenter


def caught(presenter: IntakePresenter) -> dict[str, str]:
    """Return the errors by field, as they come."""
    found: dict[str, str] = {}

    def take(errors: dict[str, Text]) -> None:
        found.update({name: render(text, "en") for name, text in errors.items()})

    presenter.on_errors = take
    return found


def test_the_first_contact_is_proposed_to_be_today(presenter: IntakePresenter) -> None:
    assert presenter.state.values == {"first_contact_on": date(2026, 11, 24)}


def test_one_act_makes_citizen_case_group_benefit_and_first_contact(
    presenter: IntakePresenter, desk: Desk, recorder: Recorder
) -> None:
    record_id = presenter.state.record_id
    presenter.save(VALUES)
    with desk.office.read() as session:
        citizen = session.scalars(select(Citizen)).one()
        case = session.scalars(select(CaseFile)).one()
        group = session.scalars(select(GroupPeriod)).one()
        benefit = session.scalars(select(BenefitPeriod)).one()
        event = session.scalars(select(CaseEvent)).one()
    assert (citizen.id, citizen.name, citizen.call_name) == (record_id, "Jonas Bruun", "Jonas")
    assert (citizen.protected_address, citizen.phone) == (True, "11 22 33 44")
    assert (case.opened_on, case.referred_by) == (date(2026, 11, 23), "UU")
    assert (group.code, group.visited_as) == ("lab-4", "obviously_education_ready")
    assert (benefit.benefit_type, event.kind, event.on) == (
        "education_help",
        "first_contact",
        date(2026, 11, 23),
    )
    assert recorder.places == [Place("overview", case.id)]
    assert recorder.said == ["Jonas Bruun is on your list."]
    assert recorder.undoable == [True]
    assert presenter.state.record_id != record_id


def test_a_name_and_a_birth_date_are_enough(presenter: IntakePresenter, desk: Desk) -> None:
    presenter.save({"name": "Bent", "birth_date": date(1960, 1, 1)})
    with desk.office.read() as session:
        assert session.scalars(select(CaseFile.opened_on)).all() == [date(2026, 11, 24)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"cpr": "9999991234"}, "cpr"),
        ({"cpr": "", "birth_date": None}, "birth_date"),
        ({"first_contact_on": date(2026, 11, 25)}, "first_contact_on"),
        ({"first_contact_on": date(2000, 1, 1)}, "first_contact_on"),
        ({"referred_on": date(2028, 1, 1)}, "referred_on"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_saved(
    presenter: IntakePresenter, desk: Desk, recorder: Recorder, changes: dict[str, Any], field: str
) -> None:
    errors = caught(presenter)
    presenter.save(VALUES | changes)
    assert list(errors) == [field]
    assert errors[field]
    assert not presenter.state.saving
    assert recorder.places == []
    with desk.office.read() as session:
        assert session.scalars(select(Citizen)).all() == []


def test_a_number_gives_birth_date_and_sex(presenter: IntakePresenter) -> None:
    assert presenter.cpr_typed("120304-4232") == (date(2004, 3, 12), "f")
    assert presenter.cpr_typed("120304") is None
    assert presenter.usual_benefit("lab-3 activity_ready") == "cash_benefit"
    assert presenter.usual_benefit("") == ""


def test_somebody_who_is_here_already_is_offered(presenter: IntakePresenter, recorder: Recorder) -> None:
    presenter.save(VALUES)
    presenter.cpr_typed("1203044232")
    known = presenter.state.known
    assert known is not None
    assert (known.name, known.closed_on) == ("Jonas Bruun", None)
    presenter.open_known(VALUES)
    assert recorder.places[-1] == Place("citizen", known.citizen_id)
    presenter.cpr_typed("1203044231")
    assert presenter.state.known is None


def test_saving_a_double_is_refused_at_the_number(presenter: IntakePresenter) -> None:
    presenter.save(VALUES)
    errors = caught(presenter)
    presenter.save(VALUES | {"name": "Another"})
    assert list(errors) == ["cpr"]


def test_a_citizen_who_comes_back_gets_a_new_case(
    presenter: IntakePresenter, desk: Desk, recorder: Recorder
) -> None:
    presenter.save(VALUES)
    case_id = recorder.places[-1].id
    desk.office.run(t("Close"), lambda w: service.close_case(w, case_id, "education", date(2026, 11, 24)))
    presenter.cpr_typed("1203044232")
    assert presenter.state.known is not None
    assert presenter.state.known.closed_on == date(2026, 11, 24)
    presenter.begin_new_case(VALUES)
    place = recorder.places[-1]
    assert place.kind == "new_citizen"
    presenter.begin(place.id)
    assert presenter.state.name == "Jonas Bruun"
    assert presenter.state.values["phone"] == "11 22 33 44"
    presenter.save(dict(presenter.state.values) | {"phone": "", "group": "lab-2 job_ready"})
    with desk.office.read() as session:
        head = case_head(session, recorder.places[-1].id, date(2026, 11, 24))
    assert (head.case_no, head.phone, head.group, head.closed_on) == (1002, "", "lab-2", None)


def test_what_is_typed_comes_back_after_a_crash(presenter: IntakePresenter, desk: Desk) -> None:
    presenter.keep_draft({"name": "Jonas", "first_contact_on": date(2026, 11, 20), "protected_address": True})
    record_id = presenter.state.record_id
    again = IntakePresenter(desk)
    again.begin()
    assert again.state.record_id == record_id
    assert again.state.values == {
        "name": "Jonas",
        "first_contact_on": date(2026, 11, 20),
        "protected_address": True,
    }
    assert again.state.draft_from is not None
    again.save(VALUES)
    assert desk.office.store.drafts.all() == []
    with desk.office.read() as session:
        assert session.scalars(select(Citizen.id)).all() == [record_id]


def test_a_draft_can_be_thrown_away(presenter: IntakePresenter, desk: Desk) -> None:
    presenter.keep_draft({"name": "Jonas"})
    presenter.begin()
    presenter.start_over({"name": "Jonas"})
    assert desk.office.store.drafts.all() == []
    assert presenter.state.values == {"first_contact_on": date(2026, 11, 24)}
    assert presenter.state.draft_from is None
