"""From when another target group holds: what was is not overwritten unseen."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from caseworker.people.queries import groups_of
from tests.ui.people.dressing import Hands, button, overview, words
from tests.ui.recording import Recorder
from ui.people.overview_forms import OverviewForm
from ui.people.overview_page import OverviewPage
from ui.ports import Desk

TODAY, FIRST = date(2026, 11, 24), date(2026, 10, 5)
CORRECTS = "This corrects the period “Sickness benefit” from 5 Oct 2026: it becomes “Job-ready”."
WRITE_TODAY = "If the change begins today, write today's date."


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> OverviewPage:
    """Open the form of the group for somebody on sickness benefit whose category nobody has noted."""
    page = overview(qtbot, desk, group="lab-6", visited_as="")
    button(page, "Change the target group").click()
    return page


def opened(page: OverviewPage) -> OverviewForm:
    assert page.form is not None
    return page.form


def field(page: OverviewPage, name: str) -> QWidget:
    return opened(page).form.field(name)


def day(page: OverviewPage) -> date | None:
    return opened(page).form.field("from_on").value()  # type: ignore[no-any-return]


def write(page: OverviewPage, hands: Hands, name: str, typed: str) -> None:
    edit = field(page, name).focus_target()  # type: ignore[attr-defined]
    edit.clear()
    hands.type(edit, typed)


def periods(page: OverviewPage, desk: Desk) -> list[tuple[str, int | None, date, date | None]]:
    with desk.office.read() as session:
        return [
            (one.code, one.category, one.from_on, one.to_on)
            for one in groups_of(session, page.presenter.case_id)
        ]


def test_a_detail_that_was_not_known_holds_for_the_whole_period(
    page: OverviewPage, desk: Desk, hands: Hands, recorder: Recorder
) -> None:
    assert day(page) == FIRST
    hands.choose(field(page, "detail"), 2)
    assert "corrects" not in words(opened(page))
    hands.click(opened(page).save_button)
    assert periods(page, desk) == [("lab-6", 2, FIRST, None)]
    assert recorder.said == ["The target group is changed, and the deadlines with it."]


def test_another_group_begins_today_and_leaves_what_was(page: OverviewPage, desk: Desk, hands: Hands) -> None:
    hands.choose(field(page, "group"), "lab-2 job_ready")
    assert day(page) == TODAY
    hands.choose(field(page, "group"), "lab-6")
    assert day(page) == FIRST
    hands.choose(field(page, "group"), "lab-2 job_ready")
    assert "corrects" not in words(opened(page))
    hands.click(opened(page).save_button)
    assert periods(page, desk) == [
        ("lab-2", None, TODAY, None),
        ("lab-6", None, FIRST, date(2026, 11, 23)),
    ]


def test_a_day_that_was_typed_stays_whatever_is_chosen(page: OverviewPage, hands: Hands) -> None:
    write(page, hands, "from_on", "2/11-2026")
    hands.choose(field(page, "group"), "lab-2 job_ready")
    assert day(page) == date(2026, 11, 2)


def test_a_day_in_a_draft_is_a_typed_one_unless_it_stood_there(page: OverviewPage, hands: Hands) -> None:
    write(page, hands, "reason", "Rask")
    page.save_draft()
    opened(page).close_button.click()
    page.presenter.go_on()
    hands.choose(field(page, "group"), "lab-2 job_ready")
    assert day(page) == TODAY
    write(page, hands, "from_on", "2/11-2026")
    page.save_draft()
    opened(page).close_button.click()
    page.presenter.go_on()
    hands.choose(field(page, "group"), "lab-6")
    assert day(page) == date(2026, 11, 2)


def test_a_half_typed_day_in_a_draft_stays(page: OverviewPage, hands: Hands) -> None:
    write(page, hands, "from_on", "2/")
    page.save_draft()
    opened(page).close_button.click()
    page.presenter.go_on()
    hands.choose(field(page, "group"), "lab-2 job_ready")
    assert day(page) is None
    assert opened(page).form.half()["from_on"] == ["2/"]


def test_a_correction_of_the_whole_period_is_told_before_and_after(
    page: OverviewPage, desk: Desk, hands: Hands, recorder: Recorder
) -> None:
    hands.choose(field(page, "group"), "lab-2 job_ready")
    write(page, hands, "from_on", "5/10-2026")
    assert f"{CORRECTS} {WRITE_TODAY}" in words(opened(page))
    hands.click(opened(page).save_button)
    assert periods(page, desk) == [("lab-2", None, FIRST, None)]
    assert recorder.said == [
        "The period from 5 Oct 2026 is corrected from “Sickness benefit” to “Job-ready”, and the deadlines follow."
    ]
    last = desk.office.undoable()
    assert last is not None
    assert last.name.message == "Correction of target group"
    desk.office.undo()
    assert periods(page, desk) == [("lab-6", None, FIRST, None)]


def test_a_period_of_today_is_corrected_without_advice(desk: Desk, qtbot: QtBot, hands: Hands) -> None:
    page = overview(qtbot, desk)
    for group, old in (("lab-6", "Activity-ready"), ("lab-2 job_ready", "Sickness benefit")):
        button(page, "Change the target group").click()
        hands.choose(field(page, "group"), group)
        write(page, hands, "from_on", "24/11-2026")
        said = words(opened(page))
        hands.click(opened(page).save_button)
        assert ("This corrects" in said) == (old == "Sickness benefit")
        assert WRITE_TODAY not in said
