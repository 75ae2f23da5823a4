"""What deadlines are counted from, on the screen: a sick citizen's first day of absence, and what follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from caseworker.base.place import Place
from caseworker.base.text import render, t
from caseworker.people import facts
from caseworker.people.fact_checks import FactData
from tests.making import without_job
from tests.ui.people.dressing import Hands, button, overview, words
from ui.kit import unnamed
from ui.people.fact_form import KindField
from ui.people.intake_page import IntakePage
from ui.people.overview_page import OverviewPage
from ui.people.past import PastField
from ui.ports import Desk

BUDGET = 3  # open, save; the day is typed
FIRST = date(2026, 10, 5)


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> OverviewPage:
    return overview(qtbot, desk, group="lab-6", visited_as="")


def test_the_deadline_appears_when_the_first_day_of_absence_is_written_and_goes_with_undo(
    page: OverviewPage, desk: Desk, hands: Hands
) -> None:
    without_job(desk.office)
    assert "Missing: the first day of absence" in words(page)
    before = words(page)
    hands.click(button(page, "Write the first day of absence"))
    assert page.form is not None
    day = page.form.form.field("day")
    assert day.focus_target().hasFocus()  # what is chosen already is not asked for again
    hands.type(day.focus_target(), "28/9")
    assert "These deadlines move when you save" in words(page.form)
    hands.click(page.form.save_button)
    assert hands.count <= BUDGET
    after = words(page)
    assert "Missing: the first day of absence" not in after
    assert "First day of absence" in after
    desk.office.undo()
    assert page.form is not None  # what was typed stands there again
    assert page.form.form.field("day").value() == date(2026, 9, 28)
    hands.click(page.form.throw_button)
    assert words(page).startswith(before)
    assert "The draft “New fact: First day of absence” is thrown away." in words(page)
    hands.click(button(page, "Fetch it back"))
    assert page.form is not None
    assert page.form.form.field("day").value() == date(2026, 9, 28)


def test_only_the_fields_of_the_kind_are_asked_for_and_what_is_typed_stays(
    page: OverviewPage, hands: Hands
) -> None:
    hands.click(button(page, "Add a fact"))
    assert page.form is not None
    assert page.form.form.names() == ["what"]
    hands.choose(page.form.form.field("what"), "holiday")  # type: ignore[arg-type]
    assert page.form.form.names() == ["what", "day", "last_day", "words"]
    assert page.form.form.field("what").focus_target().hasFocus()
    hands.type(page.form.form.field("day").focus_target(), "30/11")
    hands.choose(page.form.form.field("what"), "benefit")  # type: ignore[arg-type]
    assert page.form.form.field("day").value() == date(2026, 11, 30)
    hands.choose(page.form.form.field("benefit"), "unemployment_benefit")  # type: ignore[arg-type]
    assert "month_hours" in page.form.form.names()
    assert unnamed(page) == []


def test_by_when_a_form_is_to_be_answered_is_asked_for_as_that(page: OverviewPage, hands: Hands) -> None:
    hands.click(button(page, "Add a fact"))
    for kind in ("form_sent", "doctor_statement_asked"):
        assert page.form is not None
        hands.choose(page.form.form.field("what"), kind)  # type: ignore[arg-type]
        assert page.form.form.names() == ["what", "day", "last_day"]
        assert "Answer by" in words(page.form)
        assert "only if another day was set" in words(page.form)
        assert "Last day" not in words(page.form)
        assert "empty while it goes on" not in words(page.form)


def test_a_heading_in_the_list_cannot_be_chosen(page: OverviewPage, hands: Hands) -> None:
    hands.click(button(page, "Add a fact"))
    assert page.form is not None
    field = page.form.form.field("what")
    assert isinstance(field, KindField)
    field.combo.setFocus()
    for _press in range(3):
        QTest.keyClick(field.combo, Qt.Key.Key_Down)
        assert page.form is not None
        field = page.form.form.field("what")
        assert isinstance(field, KindField)
        assert not str(field.value()).startswith("#")


def test_hours_that_are_missing_are_asked_for_first(page: OverviewPage, desk: Desk) -> None:
    data = FactData(what="benefit", benefit="unemployment_benefit", day=FIRST, hours={"2026-11": 20})
    desk.office.run(t("New fact"), lambda work: facts.write_fact(work, page.presenter.case_id, data))
    page.show_place(Place("overview", page.presenter.case_id, "fact:hours 2026-10"))
    assert page.form is not None
    form = page.form.form
    assert form.field("month_hours").focus_target().hasFocus()
    assert (form.field("month_from").value(), form.field("month_to").value()) == ("2026-10", "2026-10")
    assert "written for 1 month" in words(page.form)


def test_each_of_two_drafts_opens_its_own(page: OverviewPage, desk: Desk) -> None:
    case_id, drafts = page.presenter.case_id, desk.office.store.drafts
    assert page.presenter.state is not None
    citizen_id = page.presenter.state.head.citizen_id
    for record_id, said in (("first", "Bageriet"), ("second", "Skolen")):
        drafts.save(record_id, "fact", citizen_id, case_id, {"what": "work", "words": said})
    for record_id, said in (("first", "Bageriet"), ("second", "Skolen"), ("first", "Bageriet")):
        page.show_place(Place("fact", case_id, f"draft:{record_id}"))
        assert page.form is not None
        assert page.form.form.values()["words"] == said
        assert page.presenter.form is not None
        assert page.presenter.form.record_id == record_id


def test_a_draft_survives(page: OverviewPage, desk: Desk, hands: Hands) -> None:
    hands.click(button(page, "Write the first day of absence"))
    assert page.form is not None
    hands.type(page.form.form.field("day").focus_target(), "28/9")
    page.save_draft()
    again = OverviewPage(desk, page.presenter.case_id)
    again.show_place(Place("fact", page.presenter.case_id, "draft"))
    assert again.form is not None
    assert again.form.form.field("day").value() == date(2026, 9, 28)
    assert again.presenter.form is not None
    assert again.presenter.form.from_draft


def test_a_place_opens_the_form_with_its_kind(page: OverviewPage) -> None:
    page.show_place(Place("overview", page.presenter.case_id, "fact:first_absence_day"))
    assert page.form is not None
    assert page.form.form.field("what").value() == "first_absence_day"


def test_a_fact_is_deleted_in_its_form_and_the_focus_comes_back(
    page: OverviewPage, hands: Hands, desk: Desk
) -> None:
    hands.click(button(page, "Change “First contact”, 5 Oct 2026"))
    assert page.form is not None
    QTest.keyClick(page.form, Qt.Key.Key_Escape)
    assert button(page, "Change “First contact”, 5 Oct 2026").hasFocus()
    hands.click(button(page, "Change “First contact”, 5 Oct 2026"))
    assert page.form is not None
    hands.click(button(page.form, "Delete the fact"))
    assert "Nothing is written down yet." in words(page)
    desk.office.undo()
    assert "First contact" in words(page)


def test_many_facts_are_folded(page: OverviewPage, desk: Desk, hands: Hands) -> None:
    def act(work: object) -> None:
        for number in range(1, 11):
            data = FactData(what="holiday", day=date(2026, 10, number), last_day=date(2026, 10, number))
            facts.write_fact(work, page.presenter.case_id, data)  # type: ignore[arg-type]

    desk.office.run(t("New facts"), act)
    assert "First contact" not in words(page).split("What deadlines count from")[-1].split("Target group")[0]
    hands.click(button(page, "Show 6 more"))
    assert "First contact" in words(page).split("What deadlines count from")[-1].split("Target group")[0]


def test_the_group_form_asks_for_the_category_only_where_it_matters(page: OverviewPage, hands: Hands) -> None:
    hands.click(button(page, "Change the target group"))
    assert page.form is not None
    form = page.form.form
    assert form.block("detail").isVisible()
    hands.choose(form.field("group"), "lab-7")  # type: ignore[arg-type]
    assert form.block("detail").isHidden()
    hands.choose(form.field("group"), "lab-1")  # type: ignore[arg-type]
    hands.choose(form.field("detail"), "part_time")  # type: ignore[arg-type]
    hands.click(page.form.save_button)
    assert "Part-time insured" in words(page)


def test_intake_asks_for_what_the_group_needs(
    desk: Desk, shown: Callable[[QWidget], QWidget], hands: Hands
) -> None:
    page = IntakePage(desk)
    shown(page)
    page.show_place(Place("new_citizen"))
    assert page.form.block("fact_on").isHidden()
    hands.choose(page.form.field("group"), "lab-6")  # type: ignore[arg-type]
    assert page.form.block("fact_on").isVisible()
    assert page.form.block("detail").isVisible()
    assert "First day of absence" in words(page)
    hands.choose(page.form.field("group"), "lab-3 activity_ready")  # type: ignore[arg-type]
    assert page.form.block("fact_on").isHidden()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("1/1-1975", "That is 51 years ago. Check the year."),
        ("1/1-2015", "The citizen was 10 years old then. Check the year."),
        ("1/1-2020", ""),
    ],
)
def test_a_year_that_can_hardly_be_is_asked_about(
    page: OverviewPage, hands: Hands, words: str, said: str
) -> None:
    page.show_place(Place("overview", page.presenter.case_id, "fact:benefit"))
    assert page.form is not None
    day = page.form.form.field("day")
    hands.type(day.focus_target(), words)
    remark = day.remark()
    assert (render(remark, "en") if remark is not None else "") == said


def test_a_benefit_of_half_a_century_is_asked_about() -> None:
    field = PastField(lambda: date(2026, 11, 24), lambda: date(1955, 1, 1))
    field.set_value(date(1975, 3, 1))
    remark = field.remark()
    assert remark is not None
    assert render(remark, "en") == "That is 51 years ago. Check the year."
    field.deleteLater()


def test_what_was_typed_just_before_a_fact_is_deleted_comes_back_with_it(
    page: OverviewPage, desk: Desk, hands: Hands
) -> None:
    hands.click(button(page, "Change “First contact”, 5 Oct 2026"))
    assert page.form is not None
    page.form.form.field("day").focus_target().clear()  # type: ignore[attr-defined]
    hands.type(page.form.form.field("day").focus_target(), "28/9")
    hands.click(button(page.form, "Delete the fact"))
    assert page.form is None
    desk.office.undo()
    assert page.form is not None
    assert page.form.form.field("day").value() == date(2026, 9, 28)
