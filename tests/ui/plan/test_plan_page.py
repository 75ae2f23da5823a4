"""The plan page on a real store: what a user clicks, types, moves and leaves half-written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caseworker.base.place import Place
from caseworker.people import service as people
from caseworker.plan import service
from tests.ui.interactions import Interactions
from tests.ui.plan.conftest import TODAY, Room
from ui.kit import Label, apply, set_language, unnamed
from ui.plan.page import PlanPage


@pytest.fixture(autouse=True, scope="module")
def _dressed(qapp: QApplication) -> Iterator[None]:
    set_language("en")
    apply(qapp, "light", reduced_motion=True)
    yield
    set_language("da")


@pytest.fixture
def open_page(room: Room, qtbot: QtBot) -> Callable[..., PlanPage]:
    """Open the page at a place, 1130 wide as it is in a window of 1366."""

    def make(place: Place | None = None, *, width: int = 1130) -> PlanPage:
        page = PlanPage(room.desk, room.case_id)
        room.office.subscribe(page.heard)
        page.resize(width, 600)
        qtbot.addWidget(page)
        page.show_place(place or Place("plan", room.case_id))
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return make


@pytest.fixture
def user(qtbot: QtBot) -> Interactions:
    return Interactions(qtbot, QApplication.processEvents)


def focus_is_in(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))


def button(part: QWidget, words: str) -> QPushButton:
    return next(b for b in part.findChildren(QPushButton) if b.text() == words)


def filled_buttons(page: PlanPage) -> list[str]:
    return [
        b.text() for b in page.findChildren(QPushButton) if b.property("kind") == "filled" and b.isVisible()
    ]


def test_without_a_plan_it_says_what_to_do_first(
    open_page: Callable[..., PlanPage], user: Interactions
) -> None:
    page = open_page()
    assert not page.course.isVisible()
    assert not page.week.isVisible()
    assert filled_buttons(page) == ["Write the end goal"]
    user.click(page.goal.start)
    assert page.panel is not None
    assert page.panel.sheet.key == "end_goal"
    assert filled_buttons(page) == ["Save the end goal"]


def test_everything_that_can_be_reached_has_a_name(open_page: Callable[..., PlanPage], room: Room) -> None:
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
    open_page: Callable[..., PlanPage], room: Room, qtbot: QtBot
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


def test_places_of_the_plan_itself_show_the_part(
    open_page: Callable[..., PlanPage], room: Room, qtbot: QtBot
) -> None:
    plan_id = room.plan()
    page = open_page(Place("plan", plan_id, "activities"))
    assert page.course.shows_list()
    page.show_place(Place("plan", plan_id, "week"))
    qtbot.waitUntil(lambda: focus_is_in(page.week))
    page.show_place(Place("plan", plan_id, "people"))
    qtbot.waitUntil(lambda: focus_is_in(page.people))
    page.show_place(Place("activity", "no-such-id"))
    assert room.recorder.problems == ["That is no longer in the plan."]


def test_show_me_goes_through_the_window(
    open_page: Callable[..., PlanPage], room: Room, user: Interactions
) -> None:
    room.plan()
    effort = room.activity("FVU dansk")
    room.run(lambda work: service.change_activity(work, effort.id, replace(effort, follows_up="")))
    page = open_page()
    link = page.findings.findChild(QPushButton, f"activity.no_follows_up:{effort.id}:follows_up")
    user.click(link)  # type: ignore[arg-type]
    assert room.recorder.places == [Place("activity", effort.id, "follows_up")]


def test_what_is_typed_is_kept_and_comes_back(
    open_page: Callable[..., PlanPage], room: Room, user: Interactions
) -> None:
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
    open_page: Callable[..., PlanPage], room: Room, user: Interactions
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


def test_a_change_from_elsewhere_never_overwrites_what_is_typed(
    open_page: Callable[..., PlanPage], room: Room, user: Interactions
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
    open_page: Callable[..., PlanPage], room: Room, user: Interactions
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
    open_page: Callable[..., PlanPage], room: Room, user: Interactions
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


def test_arrow_keys_move_an_effort_and_undo_takes_each_back(
    open_page: Callable[..., PlanPage], room: Room, user: Interactions
) -> None:
    room.plan()
    effort = room.activity("Praktik")
    page = open_page()
    bar = page.course.timeline.bar(effort.id)
    user.key(bar, Qt.Key.Key_Right)
    user.key(bar, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    moved = room.activity("Praktik")
    assert (moved.from_on, moved.to_on) == (date(2026, 11, 16), date(2027, 2, 26))
    assert bar.hasFocus()
    room.office.undo()
    assert room.activity("Praktik").to_on == date(2027, 2, 19)
    room.office.undo()
    assert room.activity("Praktik").from_on == date(2026, 11, 9)


def test_a_bar_and_a_slot_are_dragged(open_page: Callable[..., PlanPage], room: Room, qtbot: QtBot) -> None:
    room.plan()
    page = open_page()
    effort = room.activity("Praktik")
    slot = page.week.grid.item(f"{effort.id}|0")
    qtbot.keyClick(slot, Qt.Key.Key_Down)
    qtbot.keyClick(slot, Qt.Key.Key_Right)
    (moved,) = room.activity("Praktik").slots
    assert (moved.weekday, f"{moved.start:%H:%M}", f"{moved.end:%H:%M}") == (1, "09:15", "12:15")
    bar = page.course.timeline.bar(effort.id)
    start = bar.rect().center()
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=start)
    for step in (20, 60):
        qtbot.mouseMove(bar, start + type(start)(step, 0))
    qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=start + type(start)(60, 0))
    by = (room.activity("Praktik").from_on - date(2026, 11, 9)).days
    assert by > 7
    assert (room.activity("Praktik").to_on - date(2027, 2, 12)).days == by


def test_typed_dates_move_an_effort_too(
    open_page: Callable[..., PlanPage], room: Room, user: Interactions
) -> None:
    room.plan()
    page = open_page(Place("activity", room.activity("Praktik").id, "from_on"))
    assert page.panel is not None
    user.write(page.panel.form.field("from_on"), "30/11-26")
    user.key(page.panel.form.field("from_on").focus_target(), Qt.Key.Key_Return,
             Qt.KeyboardModifier.ControlModifier)  # fmt: skip
    assert room.activity("Praktik").from_on == date(2026, 11, 30)


def test_agreements_are_added_and_ticked_where_they_stand(
    open_page: Callable[..., PlanPage], room: Room, user: Interactions
) -> None:
    room.plan()
    page = open_page()
    user.write_and_enter(page.agreements.quick["municipality"], "Ringer til banken, fredag")
    assert page.agreements.quick["municipality"].value() == ""
    (agreement,) = page.presenter.state.agreements  # type: ignore[union-attr]
    assert (agreement.side, agreement.owner, agreement.due_on) == (
        "municipality", "Karen Holm", date(2026, 11, 27),
    )  # fmt: skip
    box = page.agreements.findChild(QWidget, f"tick:{agreement.id}")
    user.click(box)
    assert page.presenter.agreement(agreement.id).status == "kept"  # type: ignore[union-attr]
    assert focus_is_in(page.agreements.findChildren(QWidget, f"tick:{agreement.id}")[-1])
    user.click(page.agreements.findChildren(QPushButton, f"agreement:{agreement.id}")[-1])
    assert page.panel is not None
    user.click(button(page.panel, "Open it again"))
    assert page.presenter.agreement(agreement.id).status == "open"  # type: ignore[union-attr]
    assert page.panel is None


def test_a_refused_version_says_why_and_shows_the_way(
    open_page: Callable[..., PlanPage], room: Room, user: Interactions
) -> None:
    room.plan(active=False)
    effort = room.activity("Praktik")
    room.run(lambda work: service.change_activity(work, effort.id, replace(effort, contribution="")))
    page = open_page()
    user.click(page.goal.agree)
    assert page.panel is not None
    user.click(page.panel.save)
    assert "“Praktik” does not say what it does for the goal" in page.panel.banner.text()
    user.click(button(page.panel.banner, "show me"))
    assert room.recorder.places == [Place("activity", effort.id, "contribution")]


def test_versions_are_listed_and_compared(
    open_page: Callable[..., PlanPage], room: Room, user: Interactions
) -> None:
    room.plan()
    room.run(lambda work: service.move_activity(work, room.activity("Praktik").id, 7))
    page = open_page()
    user.click(page.goal.findChild(QWidget, "versions"))
    assert page.versions is not None
    assert page.versions.new.value() == ""
    words = [label.text() for label in page.versions.findChildren(Label)]
    assert "2 lines differ" in words
    assert any("the start" in one and "“Praktik”" in one for one in words)
    user.click(page.versions.close_button)
    assert page.versions is None
    assert page.findings.isVisible()


def test_a_closed_case_is_read_and_not_changed(open_page: Callable[..., PlanPage], room: Room) -> None:
    room.plan()
    room.agree("citizen", "Ringer")
    room.run(lambda work: people.close_case(work, room.case_id, "moved", TODAY))
    page = open_page()
    assert filled_buttons(page) == []
    assert not page.course.new_activity.isVisible()
    assert not page.agreements.quick["citizen"].isVisible()
    assert not page.course.timeline.bar(room.activity("Praktik").id).may_move()
    page.open_form("activity", room.activity("Praktik").id)
    assert page.panel is not None
    assert not page.panel.save.isVisible()


def test_a_narrow_page_gives_the_form_the_whole_width(open_page: Callable[..., PlanPage], room: Room) -> None:
    room.plan()
    page = open_page(width=820)
    assert page.stage.plan_area.isAncestorOf(page.people)
    assert page.people.isVisible()
    page.resize(1130, 600)
    QApplication.processEvents()
    assert page.stage.aside_area.isAncestorOf(page.people)
    assert page.people.isVisible()
    page.resize(820, 600)
    QApplication.processEvents()
    page.open_form("activity")
    assert not page.stage.plan_area.isVisible()
    page.close_side()
    assert page.stage.plan_area.isVisible()


def test_small_acts_close_the_form_and_can_be_undone(
    open_page: Callable[..., PlanPage], room: Room, user: Interactions
) -> None:
    room.plan()
    page = open_page(Place("interim_goal", room.goal("8 t/uge").id))
    assert page.panel is not None
    user.click(button(page.panel, "It is reached"))
    assert page.panel is None
    assert room.goal("8 t/uge").reached_on == TODAY
    assert room.recorder.said[-1] == "The interim goal is reached. [undo]"
    assert page.course.timeline.milestone(room.goal("8 t/uge").id).milestone.reached
    room.office.undo()
    assert room.goal("8 t/uge").status == "open"


def test_the_list_leads_to_the_same_forms(
    open_page: Callable[..., PlanPage], room: Room, user: Interactions
) -> None:
    room.plan()
    effort = room.activity("Bostøtte")
    page = open_page()
    page.course.show_list()
    QApplication.processEvents()
    user.click(page.course.list.findChild(QWidget, f"activity:{effort.id}"))
    assert page.panel is not None
    assert page.panel.sheet.record_id == effort.id
    user.click(button(page.panel, "Stop it …"))
    assert page.panel.sheet.key == "activity_stop"
    user.write(page.panel.form.field("stop_reason"), "Flyttet hjem")
    user.click(page.panel.save)
    assert room.activity("Bostøtte").stop_reason == "Flyttet hjem"
