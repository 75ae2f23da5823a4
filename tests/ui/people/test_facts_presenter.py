"""What deadlines are counted from, on the overview: forms, drafts, dates that move, undo."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caseworker.base.text import Text, render, t
from caseworker.people import facts
from caseworker.people.fact_checks import FactData
from caseworker.people.fact_kinds import KINDS
from tests.content_hash import content_hash
from tests.making import make_citizen, without_job
from tests.ui.recording import Recorder
from ui.people import fact_values
from ui.people.fact_values import FACT
from ui.people.intake_presenter import IntakePresenter
from ui.people.overview_acts import GROUP
from ui.people.overview_drafts import ANY_DRAFT, FormState
from ui.people.overview_presenter import OverviewPresenter
from ui.people.overview_state import OverviewState
from ui.ports import Desk

TODAY = date(2026, 11, 24)
FIRST = date(2026, 10, 5)
ABSENT = date(2026, 9, 28)


@pytest.fixture
def presenter(desk: Desk) -> OverviewPresenter:
    return opened(desk, "lab-6")


def opened(desk: Desk, group: str) -> OverviewPresenter:
    _citizen, case_id = make_citizen(desk.office, group=group, visited_as="")
    presenter = OverviewPresenter(desk, case_id)
    desk.office.subscribe(presenter.heard)
    presenter.reload()
    return presenter


def state_of(presenter: OverviewPresenter) -> OverviewState:
    assert presenter.state is not None
    return presenter.state


def form_of(presenter: OverviewPresenter) -> FormState:
    assert presenter.form is not None
    return presenter.form


def caught(presenter: OverviewPresenter) -> dict[str, str]:
    found: dict[str, str] = {}

    def take(errors: dict[str, Text]) -> None:
        found.update({name: render(text, "en") for name, text in errors.items()})

    presenter.on_errors = take
    return found


def save(presenter: OverviewPresenter, wanted: str, **typed: Any) -> None:
    presenter.open_form(FACT, wanted)
    presenter.save(dict(form_of(presenter).values) | typed)


def test_the_first_day_of_absence_is_missed_written_and_undone(
    presenter: OverviewPresenter, desk: Desk, recorder: Recorder
) -> None:
    without_job(desk.office)
    presenter.reload()
    assert "first_absence_day" in state_of(presenter).missing
    shown = {line.rule for line in state_of(presenter).deadlines}
    presenter.open_form(FACT, "first_absence_day")
    typed = dict(form_of(presenter).values) | {"day": ABSENT}
    before = content_hash(desk.office)
    presenter.preview(typed)
    assert any(change.before is None for change in form_of(presenter).dates or ())
    assert content_hash(desk.office) == before
    presenter.save(typed)
    assert presenter.form is None
    assert "first_absence_day" not in state_of(presenter).missing
    assert {line.rule for line in state_of(presenter).deadlines} - shown
    assert recorder.said == ["It is written down, and the deadlines follow."]
    assert render(desk.office.undo() or Text(""), "en") == "New fact: First day of absence"
    assert "first_absence_day" in state_of(presenter).missing
    assert content_hash(desk.office) == before


def test_a_fact_is_changed_and_taken_back_by_name(presenter: OverviewPresenter, desk: Desk) -> None:
    save(presenter, "first_absence_day", day=ABSENT)
    fact = state_of(presenter).facts[-1]
    save(presenter, fact.id, day=FIRST, expected_on=TODAY)
    assert [one.data for one in state_of(presenter).facts if one.id == fact.id] == [
        FactData(what="first_absence_day", day=FIRST, expected_on=TODAY)
    ]
    presenter.open_form(FACT, fact.id)
    presenter.take_back()
    assert fact.id not in [one.id for one in state_of(presenter).facts]
    assert render(desk.office.undo() or Text(""), "en") == "Deleted fact: First day of absence"
    assert fact.id in [one.id for one in state_of(presenter).facts]


def test_what_is_wrong_is_said_at_its_field_and_the_form_stays(presenter: OverviewPresenter) -> None:
    errors = caught(presenter)
    save(presenter, "first_contact", day=FIRST)
    assert list(errors) == ["day"]
    assert not form_of(presenter).saving


def test_drafts_of_two_facts_are_kept_apart(presenter: OverviewPresenter, desk: Desk) -> None:
    presenter.open_form(FACT, "first_absence_day")
    presenter.keep_draft({"what": "first_absence_day", "day": ABSENT})
    presenter.open_form(FACT, "work")
    assert not form_of(presenter).from_draft
    presenter.keep_draft({"what": "work", "hours_per_week": Decimal("7.5"), "day": FIRST})
    again = OverviewPresenter(desk, presenter.case_id)
    again.reload()
    again.open_form(FACT, "first_absence_day")
    assert form_of(again).from_draft
    assert form_of(again).values == {"what": "first_absence_day", "day": ABSENT}
    again.open_form(FACT, ANY_DRAFT)
    assert form_of(again).values["what"] == "work"
    again.save(form_of(again).values)
    assert [one.data.hours_per_week for one in state_of(again).facts if one.data.what == "work"] == []
    again.reload()
    assert [one.data.hours_per_week for one in state_of(again).facts if one.data.what == "work"] == [7.5]
    assert [draft.values["what"] for draft in desk.office.store.drafts.all()] == ["first_absence_day"]


def test_the_draft_of_a_change_finds_the_fact_again(presenter: OverviewPresenter, desk: Desk) -> None:
    save(presenter, "first_absence_day", day=ABSENT)
    fact = state_of(presenter).facts[-1]
    presenter.open_form(FACT, fact.id)
    presenter.keep_draft({"what": "first_absence_day", "day": FIRST})
    again = OverviewPresenter(desk, presenter.case_id)
    again.reload()
    again.open_form(FACT, ANY_DRAFT)
    assert (form_of(again).subject, form_of(again).values["day"]) == (fact.id, FIRST)


def test_what_another_benefit_ends_is_said_before_saving(presenter: OverviewPresenter) -> None:
    save(presenter, "benefit", benefit="sickness_benefit", day=FIRST)
    presenter.open_form(FACT, "benefit")
    presenter.preview({"what": "benefit", "benefit": "cash_benefit", "day": TODAY})
    ending = form_of(presenter).ending
    assert ending is not None
    assert render(ending, "en") == "When you save, “Sickness benefit” ends 23 November 2026."


def test_hours_are_written_month_by_month_and_others_stay(desk: Desk) -> None:
    presenter = opened(desk, "lab-1")
    save(presenter, "benefit", benefit="unemployment_benefit", day=FIRST)
    save(presenter, "registered", day=FIRST)
    assert "hours 2026-10" in state_of(presenter).missing
    presenter.open_form(FACT, "hours 2026-10")
    assert form_of(presenter).values["month_from"] == "2026-10"
    presenter.save(dict(form_of(presenter).values) | {"month_hours": Decimal("160.33")})
    presenter.open_form(FACT, "hours 2026-11")
    typed = {"month_hours": 80, "month_from": "2026-11", "month_to": "2026-11"}
    presenter.save(dict(form_of(presenter).values) | typed)
    hours = next(one.data.hours for one in state_of(presenter).facts if one.data.what == "benefit")
    assert hours == {"2026-10": 160.33, "2026-11": 80}
    assert "hours 2026-10" not in state_of(presenter).missing


def test_hours_that_are_written_are_not_written_over(desk: Desk) -> None:
    presenter = opened(desk, "lab-1")
    start = date(2025, 11, 1)
    data = FactData(what="benefit", benefit="unemployment_benefit", day=start, hours={"2026-02": 20})
    desk.office.run(t("New fact"), lambda work: facts.write_fact(work, presenter.case_id, data))
    save(presenter, "registered", day=start)
    presenter.open_form(FACT, "hours 2025-11")
    values = form_of(presenter).values
    assert (values["month_from"], values["month_to"]) == ("2025-11", "2026-01")
    presenter.save(dict(values) | {"month_hours": 100})
    hours = next(one.data.hours for one in state_of(presenter).facts if one.data.what == "benefit")
    assert hours == {"2025-11": 100, "2025-12": 100, "2026-01": 100, "2026-02": 20}


def test_a_trait_is_proposed_from_when_the_clock_began(desk: Desk) -> None:
    presenter = opened(desk, "lab-4")
    assert "upper_secondary" in state_of(presenter).missing
    save(presenter, "upper_secondary", value="true")
    assert "upper_secondary" not in state_of(presenter).missing


@pytest.mark.parametrize("code", KINDS)
def test_each_kind_asks_for_its_day_and_what_it_needs(code: str) -> None:
    fields = fact_values.fields_of({"what": code})
    assert fields[0] == "what"
    assert "day" in fields
    assert set(KINDS[code].needed) <= set(fields)


def test_an_open_exemption_is_what_a_missing_end_means(presenter: OverviewPresenter, desk: Desk) -> None:
    save(presenter, "maternity", day=FIRST)
    presenter.open_form(FACT, "to")
    assert form_of(presenter).values["what"] == "maternity"
    assert form_of(presenter).subject
    desk.office.undo()
    presenter.open_form(FACT, "until")
    assert not form_of(presenter).subject


def test_a_form_with_no_day_told_for_the_answer_is_not_what_lacks_its_last_day(
    presenter: OverviewPresenter,
) -> None:
    save(presenter, "abroad", day=FIRST)
    save(presenter, "form_sent", day=TODAY)
    save(presenter, "doctor_statement_asked", day=TODAY)
    presenter.open_form(FACT, "until")
    assert form_of(presenter).values["what"] == "abroad"


def test_a_category_that_was_not_known_is_proposed_for_the_whole_period(presenter: OverviewPresenter) -> None:
    presenter.open_form(GROUP)
    values = dict(form_of(presenter).values)
    assert values["from_on"] == FIRST
    presenter.save(values | {"detail": 1})
    assert [(row.from_on, row.category) for row in state_of(presenter).groups] == [(FIRST, 1)]
    presenter.open_form(GROUP)
    assert form_of(presenter).values["detail"] == 1
    presenter.save(dict(form_of(presenter).values) | {"detail": 2})
    assert [(row.from_on, row.category) for row in state_of(presenter).groups] == [(TODAY, 2), (FIRST, 1)]
    errors = caught(presenter)
    presenter.open_form(GROUP)
    presenter.save(dict(form_of(presenter).values))
    assert list(errors) == ["group"]


def test_a_closed_case_lacks_nothing(presenter: OverviewPresenter, desk: Desk) -> None:
    from caseworker.people import service

    desk.office.run(t("Close"), lambda work: service.close_case(work, presenter.case_id, "moved", TODAY))
    assert state_of(presenter).missing == ()


@pytest.mark.parametrize(
    ("group", "what", "detail"),
    [
        ("lab-6", "first_absence_day", 2),
        ("lab-1", "registered", "full_time"),
        ("lab-9", "first_payment", None),
    ],
)
def test_intake_writes_what_the_group_needs_at_once(
    desk: Desk, group: str, what: str, detail: object
) -> None:
    intake = IntakePresenter(desk)
    before = content_hash(desk.office)
    intake.save(
        {
            "name": "Else Holm", "birth_date": date(1980, 5, 1), "group": group, "first_contact_on": FIRST,
            "fact_on": ABSENT, "detail": detail,
        }
    )  # fmt: skip
    with desk.office.read() as session:
        from caseworker.casework.citizens import citizen_list

        (row,) = citizen_list(session, TODAY)
    presenter = OverviewPresenter(desk, row.case_id)
    presenter.reload()
    state = state_of(presenter)
    assert FactData(what=what, day=ABSENT) in [fact.data for fact in state.facts]
    assert detail is None or detail in (state.groups[0].category, state.groups[0].insured)
    assert what not in state.missing
    desk.office.undo()
    assert content_hash(desk.office) == before


def test_a_day_after_today_is_refused_at_intake(desk: Desk) -> None:
    intake, found = IntakePresenter(desk), {}
    intake.on_errors = lambda errors: found.update(errors)
    before = content_hash(desk.office)
    values = {"name": "Else Holm", "birth_date": date(1980, 5, 1), "group": "lab-6"}
    intake.save(values | {"first_contact_on": FIRST, "fact_on": date(2026, 11, 25)})
    assert list(found) == ["fact_on"]
    assert content_hash(desk.office) == before


def test_facts_written_elsewhere_are_heard_of(presenter: OverviewPresenter, desk: Desk) -> None:
    data = FactData(what="qualified", day=FIRST, value="true")
    desk.office.run(t("New fact"), lambda work: facts.write_fact(work, presenter.case_id, data))
    assert data in [one.data for one in state_of(presenter).facts]
