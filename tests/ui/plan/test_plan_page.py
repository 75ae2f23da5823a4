"""The plan page on a real store: what a user clicks, types, moves and leaves half-written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from caseworker.base.place import Place
from caseworker.plan import service
from tests.ui.interactions import Interactions
from tests.ui.plan.conftest import Room
from tests.ui.plan.window import Opening, button, filled_buttons, focus_is_in
from ui.kit import Label, LinkButton, unnamed


def test_without_a_plan_it_says_what_to_do_first(open_page: Opening, user: Interactions) -> None:
    page = open_page()
    assert not page.course.isVisible()
    assert not page.week.isVisible()
    assert filled_buttons(page) == ["Write the end goal"]
    user.click(page.goal.start)
    assert page.panel is not None
    assert page.panel.sheet.key == "end_goal"
    assert filled_buttons(page) == ["Save the end goal"]


def test_everything_that_can_be_reached_has_a_name(open_page: Opening, room: Room) -> None:
    room.plan()
    room.agree("citizen", "Ringer til banken", date(2026, 11, 27))
    room.agree("municipality", "Går med", date(2026, 11, 20))
    page = open_page()
    assert unnamed(page) == []
    page.course.show_list()
    for key in (
        "end_goal",
        "interim_goal",
        "activity",
        "agreement",
        "plan_person",
        "coordinator",
        "plan_version",
    ):
        page.open_form(key)
        assert page.panel is not None
        if page.panel.sheet.fold is not None:
            page.panel.sheet.fold.set_open(on=True)
        QApplication.processEvents()
        assert unnamed(page) == [], key
    page.show_versions()
    assert unnamed(page) == []


def test_a_place_opens_its_form_with_the_focus_in_the_field(
    open_page: Opening, room: Room, qtbot: QtBot
) -> None:
    room.plan()
    effort, goal = room.activity("Praktik"), room.goal("8 t/uge")
    page = open_page(Place("activity", effort.id, "follows_up"))
    for place, field in (
        (Place("activity", effort.id, "follows_up"), "follows_up"),
        (Place("activity", effort.id, "granted_on"), "granted_on"),  # folded away until it is asked for
        (Place("interim_goal", goal.id, "sign"), "sign"),
        (Place("interim_goal", goal.id, "activities"), "activities"),
        (Place("activity", effort.id, "suspended_until"), "suspended_until"),
        (Place("plan", room.view().plan_id, "end_goal"), "words"),
        (Place("plan", room.view().plan_id, "coordinator_id"), "coordinator_id"),
        (Place("plan", room.view().plan_id, "weekly_capacity"), "weekly_capacity"),
    ):
        page.show_place(place)
        assert page.panel is not None
        target = page.panel.form.field(field)
        qtbot.waitUntil(lambda target=target: focus_is_in(target))  # type: ignore[misc]
        assert target.isVisible(), place


def test_places_of_the_plan_itself_show_the_part(open_page: Opening, room: Room, qtbot: QtBot) -> None:
    plan_id = room.plan()
    page = open_page(Place("plan", plan_id, "activities"))
    assert page.course.shows_list()
    page.show_place(Place("plan", plan_id, "week"))
    qtbot.waitUntil(lambda: focus_is_in(page.week))
    page.show_place(Place("plan", plan_id, "people"))
    qtbot.waitUntil(lambda: focus_is_in(page.people))
    page.show_place(Place("activity", "no-such-id"))
    assert room.recorder.problems == ["That is no longer in the plan."]


def test_show_me_goes_through_the_window(open_page: Opening, room: Room, user: Interactions) -> None:
    room.plan()
    effort = room.activity("FVU dansk")
    room.run(lambda work: service.change_activity(work, effort.id, replace(effort, follows_up="")))
    page = open_page()
    link = page.findings.findChild(QPushButton, f"activity.no_follows_up:{effort.id}:follows_up")
    user.click(link)  # type: ignore[arg-type]
    assert room.recorder.places == [Place("activity", effort.id, "follows_up")]


def test_what_is_typed_is_kept_and_comes_back(open_page: Opening, room: Room, user: Interactions) -> None:
    room.plan()
    page = open_page()
    page.open_form("activity")
    assert page.panel is not None
    form = page.panel.form
    user.write(form.field("title"), "Bostøtte om aftenen")
    user.write(form.field("from_on"), "7/12-26")
    user.write(form.field("slots"), "tir 17-")
    page.save_draft()
    again = open_page()  # the draft opens by itself
    assert again.panel is not None
    values = again.panel.form.values()
    assert (values["title"], values["from_on"], values["slots"]) == (
        "Bostøtte om aftenen", date(2026, 12, 7), "tir 17-",
    )  # fmt: skip
    user.write(again.panel.form.field("slots"), "tir 17-19")
    user.choose(again.panel.form.field("track"), "Social")
    user.click(again.panel.save)
    assert again.panel is None
    assert room.activity("Bostøtte om aftenen").from_on == date(2026, 12, 7)
    assert room.office.store.drafts.all() == []


def test_leaving_keeps_the_draft_and_it_stands_beside_the_plan(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    page = open_page()
    user.click(page.course.new_goal)
    assert page.panel is not None
    user.write(page.panel.form.field("words"), "Sover om natten")
    user.key(page.panel.form.field("words").focus_target(), Qt.Key.Key_Escape)
    assert page.panel is None
    assert page.drafts.isVisible()
    (draft,) = room.office.store.drafts.all()
    page.show_place(Place("interim_goal", room.case_id, "draft"))
    assert page.panel.sheet.record_id == draft.record_id  # type: ignore[attr-defined]
    user.click(button(page.panel, "throw the draft away"))  # type: ignore[attr-defined]
    assert room.office.store.drafts.all() == []
    page.drafts.fetch_requested.emit()
    assert page.panel.form.values()["words"] == "Sover om natten"  # type: ignore[attr-defined]
    assert len(room.office.store.drafts.all()) == 1


@pytest.mark.parametrize(
    ("form", "values", "named"),
    [
        ("activity_stop", {"stop_reason": "om 2 uger"}, "Stopping an effort: Bostøtte"),
        ("activity_pause", {"reason": "om 2 uger"}, "A pause of an effort: Bostøtte"),
    ],
)
def test_a_begun_act_on_an_effort_is_named_as_one(
    open_page: Opening, room: Room, form: str, values: dict[str, str], named: str
) -> None:
    room.plan()
    about = room.activity("Bostøtte").id
    kept = {"form": form, "about": about, "is_new": False, "values": values, "put_away": True}
    room.office.store.drafts.save("d1", "activity", room.citizen_id, room.case_id, kept)
    page = open_page()
    (go_on,) = (link for link in page.drafts.findChildren(LinkButton) if link.text() == "go on")
    assert go_on.accessibleName() == f"Go on with “{named}”"
    assert named in {label.text() for label in page.drafts.findChildren(Label)}


def test_a_change_from_elsewhere_never_overwrites_what_is_typed(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    effort = room.activity("Praktik")
    page = open_page(Place("activity", effort.id))
    assert page.panel is not None
    room.run(lambda work: service.change_activity(work, effort.id, replace(effort, title="Praktik hos Auto")))
    assert page.panel.form.values()["title"] == "Praktik hos Auto"  # nothing typed: it follows
    user.write(page.panel.form.field("place"), "Nordby") if page.panel.form.field(
        "place"
    ).isVisible() else None
    user.write(page.panel.form.field("title"), "Mit navn")
    room.run(lambda work: service.move_activity(work, effort.id, 7))
    assert page.panel.form.values()["title"] == "Mit navn"
    assert page.panel.banner.isVisible()
    room.run(lambda work: service.remove_activity(work, room.activity("Bostøtte").id))
    assert page.panel.form.values()["title"] == "Mit navn"


def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    page = open_page()
    page.open_form("activity")
    assert page.panel is not None
    form = page.panel.form
    user.write(form.field("slots"), "på tirsdage en gang")
    user.write(form.field("with_whom"), "Mette Lund")
    user.key(form.field("with_whom").focus_target(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert set(form.errors()) == {"track", "title", "slots"}
    assert "not understood" in form.errors()["slots"]
    assert form.values()["carries_out"] == "Mette Lund"
    assert page.panel.isVisible()


def test_the_catalogue_fills_in_what_is_still_untouched(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    page = open_page()
    page.open_form("activity")
    assert page.panel is not None
    form = page.panel.form
    user.write(form.field("contribution"), "Mine egne ord")
    user.write_and_enter(form.field("type_code"), "virksomhedspraktik")
    values = form.values()
    assert (values["track"], values["title"], values["offer_type"]) == (
        "employment", "Virksomhedspraktik", "placement",
    )  # fmt: skip
    assert values["contribution"] == "Mine egne ord"
    user.write_and_enter(form.field("type_code"), "bostøtte")
    assert form.values()["track"] == "social"
    assert form.values()["offer_type"] == ""


def test_very_long_own_words_leave_the_plan_in_sight(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    plan_id = room.plan()
    long = "Jeg vil gerne arbejde med heste igen. " * 200
    room.run(lambda work: service.set_words(work, plan_id, "own_words", long))
    page = open_page()
    few = page.goal.height()
    assert few < 260
    user.click(button(page.goal, "Show all of it"))
    QApplication.processEvents()
    assert page.goal.sizeHint().height() > 2 * few
    shown = "".join(label.text() for label in page.goal.findChildren(QLabel))
    assert long.strip()[:4_900] in shown
