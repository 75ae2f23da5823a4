"""No word typed in the screening vanishes: lock, kill, the next step, undo, throwing away by mistake."""

# ruff: noqa: F811 - fixtures are named where they are asked for
from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from caseworker.base.text import t
from caseworker.screening import service
from tests.ui.interactions import Interactions
from tests.ui.screening.conftest import Case, fill_in
from tests.ui.screening.test_screening_page import _dressed, opened  # noqa: F401 - fixtures
from tests.ui.screening.window import adder, field, settle, told
from ui.screening.barriers import BarrierField
from ui.screening.page import ScreeningPage
from ui.screening.resources import ResourceField
from ui.screening.rows import RecordRows
from ui.screening.typed import forget_places

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Opened = Callable[[], ScreeningPage]


def button(page: ScreeningPage, words: str) -> QPushButton:
    QApplication.processEvents()
    return next(b for b in page.findChildren(QPushButton) if b.text() == words and b.isVisibleTo(page))


def locked(page: ScreeningPage) -> None:
    """Leave the page as locking does."""
    page.save_draft()
    page.presenter.retire()
    page.presenter.concerns = frozenset()  # nobody tells it of anything any more
    assert page.form is not None
    page.form.entered.disconnect()  # and nobody hears of it: a page that is left so is deleted
    page.form.drafted.disconnect()


def killed(page: ScreeningPage) -> None:
    """Leave the page as a killed program does, two seconds after the last key."""
    locked(page)
    forget_places()


@pytest.mark.parametrize("leave", [locked, killed])
def test_words_on_a_line_that_adds_are_kept(
    case: Case,
    opened: Opened,
    qtbot: QtBot,
    leave: Callable[[ScreeningPage], None],
) -> None:
    case.begun()
    page = opened()
    page.go_to("resources")
    strengths = field(page, "strengths")
    assert isinstance(strengths, ResourceField)
    qtbot.mouseClick(adder(strengths.chips["informal"]), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(page.focusWidget(), "Bager brød")
    leave(page)
    page = opened()
    assert page.presenter.state.section == "resources"
    strengths = field(page, "strengths")
    assert isinstance(strengths, ResourceField)
    assert strengths.chips["informal"].value() == ["Bager brød"]
    page.go_to("in_the_way")
    assert [one.words for one in page.presenter.view.resources] == ["Bager brød"]
    barriers = field(page, "barriers")
    assert isinstance(barriers, BarrierField)
    qtbot.keyClicks(barriers.own.edit, "Bange for bussen")
    leave(page)
    page = opened()
    barriers = field(page, "barriers")
    assert isinstance(barriers, BarrierField)
    assert [one.words for one in barriers.value()] == ["Bange for bussen"]


def test_words_on_a_line_that_adds_are_saved_with_the_step_once(
    case: Case,
    opened: Opened,
    qtbot: QtBot,
) -> None:
    case.begun()
    page = opened()
    page.go_to("resources")
    strengths = field(page, "strengths")
    assert isinstance(strengths, ResourceField)
    qtbot.mouseClick(adder(strengths.chips["informal"]), Qt.MouseButton.LeftButton)
    line = page.focusWidget()
    qtbot.keyClicks(line, "Truck")
    page.session.new_button.click()  # saves what is there so far
    qtbot.keyClicks(line, "kort")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClicks(line, "truckkort")  # the same again
    page.go_on()
    assert [one.words for one in page.presenter.view.resources] == ["Truckkort"]
    page.go_to("resources")
    strengths = field(page, "strengths")
    assert isinstance(strengths, ResourceField)
    qtbot.mouseClick(adder(strengths.chips["informal"]), Qt.MouseButton.LeftButton)
    line = page.focusWidget()
    qtbot.keyClicks(line, "Svejsning")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    page.go_to("in_the_way")
    assert [one.words for one in page.presenter.view.resources] == ["Truckkort"]
    barriers = field(page, "barriers")
    assert isinstance(barriers, BarrierField)
    qtbot.keyClicks(barriers.own.edit, "Bange for bussen")
    page.go_on()
    assert [one.words for one in page.presenter.view.barriers] == ["Bange for bussen"]


def test_half_a_day_is_kept_where_it_stood(case: Case, opened: Opened, qtbot: QtBot) -> None:
    case.begun()
    page = opened()
    page.go_to("decision")
    rows = field(page, "first_steps")
    assert isinstance(rows, RecordRows)
    qtbot.keyClicks(rows.forms()[0].field("follow_up_on").focus_target(), "næste ti")
    killed(page)
    page = opened()
    rows = field(page, "first_steps")
    assert isinstance(rows, RecordRows)
    day: Any = rows.forms()[0].field("follow_up_on")
    assert day.edit.text() == "næste ti"
    day.edit.clear()
    qtbot.keyClick(day.edit, Qt.Key.Key_Backspace)
    page.go_to("in_the_way")
    barriers = field(page, "barriers")
    assert isinstance(barriers, BarrierField)
    for code in ("low_self_esteem", "daily_life"):
        barriers.chip(code).click()
        barriers.detail.more_button.click()
    qtbot.keyClicks(barriers.detail.form.field("since_on").focus_target(), "1/")
    barriers.chip("low_self_esteem").click()
    killed(page)
    page = opened()
    barriers = field(page, "barriers")
    assert isinstance(barriers, BarrierField)
    page.go_on()
    assert page.presenter.state.section == "in_the_way"
    since: Any = barriers.detail.form.field("since_on")
    assert since.edit.text() == "1/"


def test_half_a_day_in_another_step_keeps_the_screening_open(
    case: Case, opened: Opened, qtbot: QtBot
) -> None:
    filled = case.begun()
    fill_in(filled)
    filled.go("own_words")
    page = opened()
    page.go_to("work")
    qtbot.keyClicks(field(page, "unemployed_since").focus_target(), "31/2")  # type: ignore[attr-defined]
    page.save_draft()
    page.presenter.shown.section = "decision"
    page.presenter.reload()
    page.presenter.finish()
    assert page.presenter.state.mode == "open"
    assert page.presenter.state.section == "work"
    assert page.form is not None
    assert list(page.form.form.errors()) == ["unemployed_since"]


@pytest.mark.parametrize("leave", [locked, killed])
def test_the_form_of_a_conversation_has_a_draft(
    case: Case,
    opened: Opened,
    qtbot: QtBot,
    leave: Callable[[ScreeningPage], None],
) -> None:
    case.begun()
    page = opened()
    page.session.change_button.click()
    holder: Any = page.session.form.field("by")
    holder.edit.selectAll()
    qtbot.keyClicks(holder.edit, "Mette Lund")
    day: Any = page.session.form.field("on")
    day.edit.selectAll()
    qtbot.keyClicks(day.edit, "20/")
    leave(page)
    page = opened()
    form = page.session.form
    assert page.session.panel.isVisible()
    assert (form.field("by").value(), form.field("on").edit.text()) == ("Mette Lund", "20/")  # type: ignore[attr-defined]
    button(page, "Save").click()
    assert list(form.errors()) == ["on"]
    day = form.field("on")
    for words in ("1/1-1900", "1/1-2099"):
        day.edit.selectAll()
        qtbot.keyClicks(day.edit, words)
        button(page, "Save").click()
        assert list(form.errors()) == ["on"], words
    day.edit.selectAll()
    qtbot.keyClicks(day.edit, "20/11")
    button(page, "Save").click()
    assert page.session.panel.isHidden()
    (session,) = page.presenter.view.sessions
    assert (session.on, session.by) == (date(2026, 11, 20), "Mette Lund")
    assert case.office.store.drafts.all() == []
    case.office.undo()
    assert page.session.panel.isVisible()
    assert form.field("by").value() == "Mette Lund"
    assert page.presenter.view.sessions[0].by == "Karen Holm"
    button(page, "Save").click()
    assert page.presenter.view.sessions[0].by == "Mette Lund"
    assert case.office.store.drafts.all() == []


def test_a_conversation_changed_elsewhere_is_not_set_back_by_a_draft(
    case: Case, opened: Opened, qtbot: QtBot
) -> None:
    case.begun()
    page = opened()
    page.session.change_button.click()
    holder: Any = page.session.form.field("by")
    holder.edit.selectAll()
    qtbot.keyClicks(holder.edit, "Mette Lund")
    (session,) = page.presenter.view.sessions

    def change(source: Any, day: date, by: str) -> None:
        case.office.run(t("Elsewhere"), lambda w: service.change_session(w, session.id, source, day, by))

    change("workshop", date(2026, 11, 20), session.by)  # the form stands open
    assert holder.value() == "Mette Lund"
    assert page.session.form.values()["on"] == date(2026, 11, 20)
    killed(page)
    change("workshop", date(2026, 11, 18), "Ida Ro")  # only its draft waits
    page = opened()
    form = page.session.form
    assert form.values() == {"source": "workshop", "on": date(2026, 11, 18), "by": "Mette Lund"}
    assert "“Held by” was changed elsewhere to “Ida Ro”." in told(page.session)
    button(page, "Save").click()
    (session,) = page.presenter.view.sessions
    assert (session.source, session.on, session.by) == ("workshop", date(2026, 11, 18), "Mette Lund")


def test_a_conversation_that_is_being_changed_keeps_the_screening_open(case: Case, opened: Opened) -> None:
    filled = case.begun()
    fill_in(filled)
    filled.go("own_words")
    page = opened()
    page.go_to("decision")
    page.session.change_button.click()
    source: Any = page.session.form.field("source")
    source.chips()[2].click()
    page.go_on()
    assert page.presenter.state.mode == "open"
    assert "Save or close its form" in case.recorder.problems[-1]
    button(page, "Close").click()
    assert page.session.panel.isHidden()
    button(page, "Fetch it back").click()
    assert page.session.panel.isVisible()
    assert source.value() == "group"
    button(page, "Close").click()
    page.go_on()
    assert page.presenter.state.mode == "finished"


def test_what_is_thrown_away_can_be_fetched_back_and_only_drafts_can_be_thrown(
    case: Case,
    opened: Opened,
    qtbot: QtBot,
) -> None:
    case.begun()
    page = opened()
    qtbot.keyClicks(page.focusWidget(), "Dagen")
    killed(page)
    page = opened()
    button(page, "Throw the draft away").click()
    words: Any = field(page, "own_now")
    assert words.value() == ""
    assert case.office.store.drafts.all() == []
    qtbot.keyClicks(words.focus_target(), "Nyt")
    button(page, "Fetch it back").click()
    assert words.value() == "Dagen"
    button(page, "Fetch it back").click()
    assert words.value() == "Nyt"
    button(page, "Fetch it back").click()
    assert words.value() == "Dagen"
    killed(page)
    page = opened()
    page.session.new_button.click()  # saves the step
    assert page.presenter.view.answers["own_now"] == "Dagen"
    qtbot.keyClicks(field(page, "own_wishes").focus_target(), "Mere")  # type: ignore[attr-defined]
    settle(page)()
    assert "You were in the middle of this" not in told(page)


def test_undo_gives_back_the_words_of_a_step_whatever_is_typed_since(
    case: Case,
    opened: Opened,
    qtbot: QtBot,
) -> None:
    case.begun()
    page = opened()
    page.go_to("in_the_way")
    barriers = field(page, "barriers")
    assert isinstance(barriers, BarrierField)
    barriers.chip("low_self_esteem").click()
    effect: Any = barriers.detail.form.field("effect")
    qtbot.keyClicks(effect.edit, "Går ikke ud")
    page.go_on()
    qtbot.keyClicks(field(page, "earlier_efforts").forms()[0].field("title").focus_target(), "FVU")  # type: ignore[attr-defined]
    page.save_draft()
    case.office.undo()
    assert page.presenter.view.barriers == ()
    assert page.presenter.state.section == "in_the_way"
    assert field(page, "barriers").value()[0].effect == "Går ikke ud"  # type: ignore[attr-defined]
    page.go_on()
    assert page.presenter.view.barriers[0].effect == "Går ikke ud"
    assert field(page, "earlier_efforts").value()[0].title == "FVU"  # type: ignore[attr-defined]
    page.go_on()
    assert [one.title for one in page.presenter.view.efforts] == ["FVU"]
    assert case.office.store.drafts.all() == []
    for _act in range(2):
        case.office.undo()
    assert page.presenter.view.efforts == page.presenter.view.barriers == ()
    assert {"earlier", "in_the_way"} == set(page.presenter.unsaved)
    killed(page)
    page = opened()
    assert {"earlier", "in_the_way"} == set(page.presenter.unsaved)
    assert len(case.office.store.drafts.all()) == 1


def test_undo_of_advice_takes_it_out_again(case: Case, opened: Opened, qtbot: QtBot) -> None:
    presenter = case.begun()
    fill_in(presenter)
    page = opened()
    page.go_to("work")
    before = page.presenter.view.answers.get("outcome")
    Interactions(qtbot, settle(page)).click(
        next(b for b in page.advice.findChildren(QPushButton) if b.text() == "Use")
    )
    assert page.presenter.view.answers["outcome"] != before
    case.office.undo()
    assert page.presenter.view.answers.get("outcome") == before
    assert page.presenter.state.answers.get("outcome") == before
