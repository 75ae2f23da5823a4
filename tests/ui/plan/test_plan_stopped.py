"""What stands on the plan page of efforts that never began, of their days, and of a version taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from caseworker.base.text import render, t
from caseworker.plan import service
from caseworker.plan.content import ActivityData
from tests.ui.interactions import Interactions
from tests.ui.plan.conftest import MADE, TODAY, Room, save
from tests.ui.plan.window import Opening
from ui.kit import Chip, Label
from ui.plan.course_card import CourseCard
from ui.plan.presenter import PlanPresenter
from ui.plan.small_acts import activity_acts
from ui.plan.words import days_text, status_text

COURSE = ActivityData(track="social", title="Kursus", from_on=date(2027, 1, 4), to_on=date(2027, 1, 31))
BEGUN = date(2026, 11, 2)


def course(room: Room) -> str:
    """Add a course in January, and return its id."""
    return str(room.run(lambda work: service.add_activity(work, room.view().plan_id, COURSE)))


def test_an_effort_stopped_before_its_first_day_has_no_bar(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    effort = course(room)
    page = open_page()
    assert page.course.timeline.bar(effort).isVisible()
    page.open_form("activity_stop", effort)
    assert page.panel is not None
    user.write(page.panel.form.field("stop_reason"), "Aflyst")
    user.click(page.panel.save)
    with pytest.raises(KeyError):
        page.course.timeline.bar(effort)
    line = room.activity("Kursus")
    assert render(days_text(line), "en") == "was to begin 4 Jan 2027"
    assert render(status_text(line, TODAY), "en") == "stopped 24 Nov 2026, before it began"
    assert render(status_text(line, TODAY), "da") == "stoppet 24. nov. 2026, før den begyndte"
    assert page.course.tabs.chips()[1].text() == "Efforts (4 + 1 over)"
    page.course.show_list()
    user.click(next(b for b in page.course.list.findChildren(QPushButton, "over") if b.isVisible()))
    words = [label.text() for label in page.course.list.findChildren(Label)]
    assert "stopped 24 Nov 2026, before it began" in words
    room.office.undo()
    assert page.course.timeline.bar(effort) is not None
    assert (room.activity("Kursus").to_on, room.activity("Kursus").suspended_from) == (COURSE.to_on, None)


@pytest.mark.parametrize(
    ("language", "short", "long"),
    [
        ("da", "Praktik, man. 9. nov. til fre. 12. feb. 2027", "Bostøtte, fra man. 5. okt."),
        ("en", "Praktik, Mon 9 Nov to Fri 12 Feb 2027", "Bostøtte, from Mon 5 Oct"),
    ],
)
@pytest.mark.usefixtures("dressed")
def test_bars_say_their_days_and_no_time_of_day(
    room: Room, presenter: PlanPresenter, language: str, short: str, long: str
) -> None:
    from ui.kit import set_language

    room.plan()
    set_language(language)
    card = CourseCard(presenter.today)
    assert presenter.state is not None
    card.show_state(presenter.state)
    names = [card.timeline.bar(room.activity(title).id).accessibleName() for title in ("Praktik", "Bostøtte")]
    set_language("en")
    for name, days in zip(names, (short, long), strict=True):
        assert name.endswith(days)
        assert "kl." not in name


@pytest.mark.parametrize(
    ("first", "said", "bar"),
    [
        (TODAY, "The effort is paused.", "paused until 1 Feb 2027"),
        (date(2026, 12, 7), "The effort rests from 7 December.", "break from 7 Dec, goes on 1 Feb 2027"),
    ],
)
def test_a_pause_to_come_is_told_with_its_day_and_stands_on_the_bar(
    open_page: Opening, presenter: PlanPresenter, room: Room, first: date, said: str, bar: str
) -> None:
    room.plan()
    effort = room.activity("Praktik").id
    values = {"suspended_from": first, "suspended_until": date(2027, 2, 1)}
    save(presenter, "activity_pause", values, record_id="a-draft", about=effort)
    assert room.recorder.said[-1] == said
    shown = open_page().course.timeline.bar(effort)
    assert bar in shown.accessibleName()
    assert bar in shown.toolTip()


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (TODAY, "The effort is stopped."),
        (date(2026, 12, 15), "The effort stops on 15 December."),
        (date(2027, 1, 8), "The effort stops on 8 January 2027."),
    ],
)
def test_a_stop_to_come_is_told_with_its_day(
    presenter: PlanPresenter, room: Room, last: date, said: str
) -> None:
    room.plan()
    values = {"stop_reason": "Virksomheden lukker", "to_on": last}
    save(presenter, "activity_stop", values, record_id="a-draft", about=room.activity("Praktik").id)
    assert room.recorder.said[-1] == said


def test_a_version_taken_back_leaves_one_word_for_the_draft(
    open_page: Opening, room: Room, qtbot: QtBot
) -> None:
    plan_id = room.plan(active=False)
    page = open_page()
    assert [chip.accessibleName() for chip in page.goal.findChildren(Chip)] == ["Draft"]
    room.run(lambda work: service.activate(work, plan_id, MADE))
    room.office.undo()
    assert room.view().version is None

    def said() -> list[str]:
        buttons = [part.text() for part in page.goal.findChildren(QPushButton) if part.isVisible()]
        chips = [part.accessibleName() for part in page.goal.findChildren(Chip) if part.isVisible()]
        return [words for words in chips + buttons if "Draft" in words]

    qtbot.waitUntil(lambda: said() == ["Draft, never agreed"], timeout=2000)


def test_danish_quotes_stand_around_what_is_quoted() -> None:
    for said in (
        t("Throw the draft “{what}” away", what="x"),
        t("“{words}” is not a day. Write for example 12/3, or leave the day out.", words="x"),
    ):
        assert "»x«" in render(said, "da")


def test_a_paused_effort_that_has_not_begun_is_not_offered_to_end(room: Room) -> None:
    room.plan()
    effort = course(room)
    for kept, offered in ((True, False), (False, True)):
        if not kept:
            room.run(lambda work: service.change_activity(work, effort, replace(COURSE, from_on=BEGUN)))
        room.run(lambda work: service.suspend_activity(work, effort, TODAY))
        acts = [render(act.words, "en") for act in activity_acts(room.activity("Kursus"), TODAY)]
        assert ("End it today" in acts) is offered
        assert {"Let it go on", "Take it out"} <= set(acts)


def test_what_stops_today_is_told_as_running_on_its_last_day(room: Room) -> None:
    room.plan()
    effort = room.activity("Praktik")
    room.run(lambda work: service.stop_activity(work, effort.id, "Får job", TODAY))
    line = room.activity("Praktik")
    assert render(status_text(line, TODAY), "da") == "stopper i dag"
    assert render(status_text(line, TODAY + timedelta(days=1)), "da") == "stoppet"
