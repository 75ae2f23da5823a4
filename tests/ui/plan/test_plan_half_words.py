"""Half a day or half a number in a form of the plan: kept, shown again, refused, and never an empty day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QLineEdit

from caseworker.base.place import Place
from caseworker.plan import queries, service
from caseworker.plan.content import AgreementLine, PersonData
from tests.ui.interactions import Interactions
from tests.ui.plan.conftest import Room
from tests.ui.plan.window import Opening, Slowly, button
from ui.kit.standing import HALF
from ui.plan.page import PlanPage

DAY = date(2026, 12, 15)
ADDED = date(2026, 11, 16)
HALF_DAY, HALF_NUMBER = "20/1-", "3,5,"
# The fields with a day or a number in each form of the plan.
FIELDS = {
    "end_goal": ("due_on", "weekly_capacity"),
    "interim_goal": ("due_on", "follow_up_on"),
    "activity": ("from_on", "to_on", "hours_per_week", "travel_minutes", "granted_on", "asked_on"),
    "agreement": ("due_on", "made_on"),
    "plan_person": ("from_on", "to_on"),
    "activity_pause": ("suspended_from", "suspended_until"),
    "activity_stop": ("to_on",),
    "plan_version": ("made_on",),
}
NUMBERS = ("weekly_capacity", "hours_per_week", "travel_minutes")


def record_of(room: Room, form: str) -> str:
    """Make the plan with a record of the form that has all its days, and return its id."""
    plan_id = room.plan()
    effort = room.activity("Praktik")
    full = replace(
        effort, hours_per_week=12.0, travel_minutes=20, granted_on=DAY, asked_on=DAY, from_on=DAY, to_on=DAY
    )
    room.run(lambda work: service.change_activity(work, effort.id, full))
    room.run(lambda work: service.set_weekly_capacity(work, plan_id, 12.0))
    if form.startswith("activity"):
        return str(effort.id)
    if form == "interim_goal":
        return str(room.goal("Gæld kortlagt").id)
    if form == "agreement":
        return room.agree("citizen", "Ringer til banken", DAY)
    if form == "plan_person":
        who = PersonData(name="Ole Holm", role="mentor", from_on=ADDED, to_on=DAY)
        return str(room.run(lambda work: service.add_person(work, plan_id, who)))
    return ""


def stored(room: Room) -> object:
    """Return all that is stored of the plan and the agreements."""
    with room.office.read() as session:
        agreements: list[AgreementLine] = list(queries.agreements_of(session, room.case_id))
    return room.view().content, agreements


def line_of(page: PlanPage, field: str) -> QLineEdit:
    """Return the line of a field in the open form."""
    assert page.panel is not None
    target = page.panel.form.field(field).focus_target()
    assert isinstance(target, QLineEdit)
    return target


@pytest.mark.parametrize("form", FIELDS)
def test_half_a_day_or_number_stands_there_again_and_is_refused(
    open_page: Opening, room: Room, user: Interactions, form: str
) -> None:
    record = record_of(room, form)
    before = stored(room)
    half = {field: HALF_NUMBER if field in NUMBERS else HALF_DAY for field in FIELDS[form]}
    page = open_page()
    page.open_form(form, record)
    assert page.panel is not None
    for field, words in half.items():
        page.panel.focus(field)  # which unfolds it
        user.write(page.panel.form.field(field), words)
    page.save_draft()
    page.close()

    again = open_page()
    panel = again.panel
    assert panel is not None, "what was being written is open again"
    assert panel.sheet.key == form
    assert {field: line_of(again, field).text() for field in half} == half
    assert all(line_of(again, field).isVisible() for field in half)
    for name, needed in (("reason", "Mere tid"), ("stop_reason", "Aflyst")):
        if name in panel.form.names():
            user.write(panel.form.field(name), needed)
    user.click(panel.save)
    assert sorted(panel.form.errors()) == sorted(half)
    assert {field: line_of(again, field).text() for field in half} == half
    assert stored(room) == before


@pytest.mark.parametrize(("form", "field"), [("end_goal", "weekly_capacity"), ("activity", "granted_on")])
@pytest.mark.parametrize("half", [True, False])
def test_folded_fields_with_kept_words_open_by_themselves(
    open_page: Opening, room: Room, user: Interactions, form: str, field: str, *, half: bool
) -> None:
    words = {("granted_on", True): "20/1-", ("granted_on", False): "20-01-2027"}.get((field, half))
    words = words or ("3,5," if half else "21")
    page = open_page()
    page.open_form(form, record_of(room, form))
    assert page.panel is not None
    assert not line_of(page, field).isVisible()
    page.panel.focus(field)
    user.write(page.panel.form.field(field), words)
    page.save_draft()
    again = open_page()
    assert line_of(again, field).isVisible()
    assert line_of(again, field).text() == words


def test_folded_fields_that_a_draft_leaves_alone_stay_folded(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    page = open_page(Place("activity", record_of(room, "activity")))
    user.write(page.panel.form.field("with_whom"), "Hans")  # type: ignore[union-attr]
    page.save_draft()
    again = open_page()
    assert line_of(again, "with_whom").text() == "Hans"
    assert not line_of(again, "granted_on").isVisible()


def test_half_a_day_stands_there_again_when_its_draft_is_fetched_back(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    page = open_page(Place("interim_goal", record_of(room, "interim_goal")))
    assert page.panel is not None
    user.write(page.panel.form.field("follow_up_on"), HALF_DAY)
    user.click(button(page.panel, "throw the draft away"))
    assert page.panel is None
    page.drafts.fetch_requested.emit()
    assert line_of(page, "follow_up_on").text() == HALF_DAY
    (kept,) = room.office.store.drafts.all()
    assert kept.values["values"][HALF] == {"follow_up_on": [HALF_DAY]}


def test_half_a_day_typed_while_it_is_saved_is_kept(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    page = open_page(Place("interim_goal", record_of(room, "interim_goal")))
    assert page.panel is not None
    user.write(page.panel.form.field("sign"), "Et brev")
    tasks = room.desk.tasks = Slowly()
    user.click(page.panel.save)
    user.write(page.panel.form.field("due_on"), HALF_DAY)
    tasks.go_on()
    assert room.goal("Gæld kortlagt").sign == "Et brev"
    (kept,) = room.office.store.drafts.all()
    assert kept.values["values"][HALF] == {"due_on": [HALF_DAY]}
