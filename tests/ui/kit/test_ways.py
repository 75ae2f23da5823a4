"""Ways through the window: list, tabs, counters, steps; and what explains or reports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.kit import (
    STRETCH,
    Button,
    Checklist,
    Counter,
    IconButton,
    Label,
    NavEntry,
    NavList,
    ProgressBar,
    Step,
    Stepper,
    Tabs,
    Toast,
    Why,
    WhyLink,
    WhyStep,
    box,
    column,
    spoken_name,
)
from ui.kit import toast as toasts

Show = Callable[[QWidget], QWidget]
ENTRIES = [
    NavEntry("day", "My day", "sun", 14),
    NavEntry("people", "Citizens", "users", 96),
    NavEntry("dates", "Deadlines", "calendar-clock"),
]


def test_the_list_goes_where_it_is_told(shown: Show, qtbot: QtBot) -> None:
    nav = NavList(ENTRIES, "Pages")
    shown(nav)
    nav.set_current("day")
    heard: list[str] = []
    nav.chosen.connect(heard.append)
    nav.item("day").setFocus()
    qtbot.keyClick(nav.item("day"), Qt.Key.Key_Down)
    assert nav.item("people").hasFocus()
    qtbot.keyClick(nav.item("people"), Qt.Key.Key_Space)
    assert (heard, nav.current()) == (["people"], "people")
    nav.set_current("")
    assert nav.current() == ""
    assert spoken_name(nav.item("day")) == "My day, 14"
    nav.set_count("day", None)
    assert spoken_name(nav.item("day")) == "My day"


def test_tabs_tell_only_what_the_user_does(shown: Show, qtbot: QtBot) -> None:
    tabs = Tabs([("overview", "Overview"), ("plan", "Plan"), ("journal", "Journal")])
    shown(tabs)
    heard: list[str] = []
    tabs.chosen.connect(heard.append)
    tabs.set_current("plan")
    assert not heard
    tabs.setFocus()
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert heard == ["journal"]
    tabs.set_tabs([("plan", "Plan"), ("journal", "Journal")])
    assert tabs.current() == "journal"
    assert heard == ["journal"]


def test_a_counter_is_a_filter(shown: Show, qtbot: QtBot) -> None:
    tile = Counter("Overdue", 2, alarm=True)
    shown(tile)
    assert spoken_name(tile) == "2 Overdue"
    with qtbot.waitSignal(tile.toggled):
        qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert tile.isChecked()
    tile.set_number(0)
    assert spoken_name(tile) == "0 Overdue"


def test_steps_say_their_state(shown: Show, qtbot: QtBot) -> None:
    steps = Stepper([Step("a", "Own words", "done"), Step("b", "Resources"), Step("c", "Decision")])
    shown(steps)
    steps.set_current("b")
    first = next(w for w in steps.findChildren(QWidget) if w.accessibleName() == "Own words, filled in")
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Up)
    with qtbot.waitSignal(steps.chosen) as chosen:
        qtbot.keyClick(steps.focusWidget(), Qt.Key.Key_Space)
    assert chosen.args == ["c"]
    steps.set_steps([Step("a", "Own words"), Step("b", "Resources", "skipped"), Step("c", "Decision")])
    assert (steps.current(), steps.state("b")) == ("c", "skipped")
    with pytest.raises(KeyError):
        steps.set_state("b", "unheard of")


def test_long_steps_take_two_lines(shown: Show) -> None:
    steps = Stepper([Step("a", "Arbejde og uddannelse med meget hjælp fra mange"), Step("b", "Kort")])
    steps.setFixedWidth(200)
    holder = box(column(steps, STRETCH))
    shown(holder)
    long, short = (w for w in steps.findChildren(QWidget) if w.accessibleName())
    assert long.height() > short.height() >= 36


def test_a_checklist_counts_what_is_missing(shown: Show) -> None:
    items = Checklist([("A date", False), ("A resource", True)])
    shown(items)
    assert items.missing() == 1
    assert items.accessibleName() == "A date: missing. A resource: done"


def why() -> Why:
    """Return an answer with everything in it."""
    steps = tuple(WhyStep(f"Step {n}", date(2026, 11, n + 1)) for n in range(12))
    return Why(
        "Why 20 November?",
        "One week after the first contact.",
        steps,
        "LAB § 31",
        "Pack 2026-07",
        "Confirmed",
    )


def test_why_opens_beside_the_question_and_gives_the_focus_back(shown: Show, qtbot: QtBot) -> None:
    asked: list[int] = []
    link = WhyLink(lambda: (asked.append(1), why())[1])
    holder = Label("")
    link.setParent(holder)
    holder.resize(400, 200)
    shown(holder)
    assert not asked, "the answer is worked out only when asked for"
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    popover = link.popover
    assert popover is not None
    words = [label.text() for label in popover.findChildren(Label)]
    assert {"Why 20 November?", "LAB § 31", "Pack 2026-07", "Step 11", "12 Nov 2026"} <= set(words)
    assert popover.height() <= 600
    qtbot.keyClick(popover, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: link.popover is None)
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert link.popover is not None
    qtbot.mouseClick(link.popover.findChild(IconButton), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: link.popover is None)


def test_a_toast_offers_undo_and_stays_at_the_edge(shown: Show, qtbot: QtBot) -> None:
    host = QWidget()
    host.resize(800, 600)
    shown(host)
    toast = Toast(host)
    toast.show_message("The talk is moved.", undo="")
    assert toast.text() == "The talk is moved."
    assert toast.isVisible()
    host.resize(900, 700)
    qtbot.waitUntil(lambda: toast.geometry().bottom() > 600)
    undo = next(b for b in toast.findChildren(Button) if b.text() == "Undo")
    with qtbot.waitSignal(toast.undo_requested):
        qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert toast.isHidden()
    toast.show_message("Saved.")
    assert not undo.isVisible()


def test_a_toast_goes_by_itself_also_after_one_was_used(
    shown: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(toasts, "SHOWN_MS", 40)
    host = QWidget()
    host.resize(800, 600)
    elsewhere = Button("Elsewhere")
    elsewhere.setParent(host)
    shown(host)
    toast = Toast(host)
    toast.show_message("The talk is moved.", undo="")
    undo = next(b for b in toast.findChildren(Button) if b.text() == "Undo")
    undo.setFocus()
    qtbot.wait(120)
    assert toast.isVisible(), "it waits while the focus is in it"
    qtbot.keyClick(undo, Qt.Key.Key_Space)
    elsewhere.setFocus()
    toast.show_message("Saved.", undo="")
    qtbot.waitUntil(toast.isHidden, timeout=2_000)


def test_a_long_toast_stays_within_the_window(shown: Show) -> None:
    host = QWidget()
    host.resize(800, 600)
    shown(host)
    toast = Toast(host)
    toast.show_message("Saved.")
    low = toast.height()
    toast.show_message(
        "“Journal note: " + "a long word and another " * 12 + "x" * 120 + "” is undone.", undo=""
    )
    assert toast.width() <= 800
    assert toast.height() > low
    toast.show_message("Saved.")
    assert toast.height() == low


def test_progress_can_be_stopped_once(shown: Show, qtbot: QtBot) -> None:
    bar = ProgressBar("Making 96 plans")
    shown(bar)
    bar.set_progress(37, 96)
    assert "37 of 96" in [label.text() for label in bar.findChildren(Label)]
    with qtbot.waitSignal(bar.cancel_requested):
        qtbot.mouseClick(bar.cancel_button, Qt.MouseButton.LeftButton)
    with qtbot.assertNotEmitted(bar.cancel_requested):
        qtbot.mouseClick(bar.cancel_button, Qt.MouseButton.LeftButton)
    bar.finish("96 plans are ready.")
    assert bar.accessibleName() == "96 plans are ready."
    assert bar.cancel_button.isHidden()
