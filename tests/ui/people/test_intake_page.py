"""The page Ny borger: a case in at most six interactions, errors at fields, drafts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caseworker.base.place import Place
from caseworker.people.queries import case_head
from tests.ui.people.dressing import Hands
from tests.ui.recording import Recorder
from ui.kit import Banner, Label, unnamed
from ui.people.intake_page import IntakePage
from ui.ports import Desk

BUDGET = 6  # ui.md section 5: open a new case (intake)


@pytest.fixture
def page(desk: Desk, shown: Callable[[QWidget], QWidget]) -> IntakePage:
    page = IntakePage(desk)
    page.show_place(Place("new_citizen"))
    shown(page)
    return page


def edit(page: IntakePage, name: str) -> QWidget:
    return page.form.field(name).focus_target()


def test_a_case_is_opened_within_its_budget(
    page: IntakePage,
    desk: Desk,
    recorder: Recorder,
    hands: Hands,
) -> None:
    hands.count += 1  # the click on "New citizen" that led here
    hands.type(edit(page, "cpr"), "1203044232")
    assert page.form.field("birth_date").value() == date(2004, 3, 12)
    assert page.form.field("sex").value() == "f"
    hands.type(edit(page, "name"), "Jonas Bruun")
    hands.choose(page.form.field("group"), "lab-3 activity_ready")
    assert page.form.field("benefit").value() == "cash_benefit"
    hands.type(edit(page, "phone"), "11 22 33 44")
    hands.click(page.save_button)
    assert hands.count <= BUDGET
    with desk.office.read() as session:
        head = case_head(session, recorder.places[-1].id, date(2026, 11, 24))
    assert (head.name, head.group, head.visited_as, head.phone) == (
        "Jonas Bruun", "lab-3", "activity_ready", "11 22 33 44",
    )  # fmt: skip
    assert page.form.field("name").value() == ""
    assert not page.form.is_dirty()


def test_what_is_missing_is_said_at_the_field_and_nothing_is_emptied(
    page: IntakePage,
    recorder: Recorder,
    hands: Hands,
) -> None:
    hands.type(edit(page, "phone"), "11")
    hands.click(page.save_button)
    assert list(page.form.errors()) == ["birth_date", "name"]
    hands.type(edit(page, "name"), "Jonas")
    hands.click(page.save_button)
    assert list(page.form.errors()) == ["birth_date"]
    assert page.form.field("phone").value() == "11"
    assert recorder.places == []


def test_a_birth_date_that_is_no_day_is_refused_with_an_example_of_one(
    page: IntakePage, hands: Hands
) -> None:
    hands.type(edit(page, "birth_date"), "engang")
    hands.click(page.save_button)
    assert page.form.errors()["birth_date"] == "This is not a day. Write for example 03-12-1990."


def test_what_somebody_wrote_is_not_written_over(page: IntakePage, hands: Hands) -> None:
    hands.choose(page.form.field("benefit"), "none")
    hands.choose(page.form.field("group"), "lab-6")
    assert page.form.field("benefit").value() == "none"
    hands.type(edit(page, "birth_date"), "01-02-1990")
    hands.type(edit(page, "cpr"), "1203044232")
    assert page.form.field("birth_date").value() == date(1990, 2, 1)


def test_a_proposal_follows_what_it_was_made_from(page: IntakePage, hands: Hands) -> None:
    hands.choose(page.form.field("group"), "lab-6")
    assert page.form.field("benefit").value() == "sickness_benefit"
    hands.choose(page.form.field("group"), "lab-1")
    assert page.form.field("benefit").value() == "unemployment_benefit"


def test_somebody_who_is_here_already_can_be_opened(
    page: IntakePage,
    recorder: Recorder,
    hands: Hands,
) -> None:
    for _time in range(2):
        hands.type(edit(page, "cpr"), "1203044232")
        hands.type(edit(page, "name"), "Jonas")
        if not page.findChildren(Banner):
            hands.click(page.save_button)
    banner = page.findChildren(Banner)[0]
    assert "Jonas is here already" in banner.text()
    open_it = next(b for b in banner.findChildren(QPushButton) if b.text() == "Open the citizen")
    hands.click(open_it)
    assert recorder.places[-1].kind == "citizen"


def test_a_draft_is_kept_while_typing_and_comes_back(
    page: IntakePage,
    desk: Desk,
    hands: Hands,
    qtbot: QtBot,
) -> None:
    hands.type(edit(page, "name"), "Jonas")
    qtbot.waitUntil(lambda: len(desk.office.store.drafts.all()) == 1, timeout=2000)
    again = IntakePage(desk)
    qtbot.addWidget(again)
    again.show_place(Place("new_citizen"))
    assert again.form.field("name").value() == "Jonas"
    assert again.form.field("first_contact_on").value() == date(2026, 11, 24)
    assert "draft" in again.findChildren(Banner)[0].text()
    again.presenter.start_over({})
    assert again.form.field("name").value() == ""
    assert desk.office.store.drafts.all() == []


def test_what_was_begun_anew_is_fetched_back(
    page: IntakePage, desk: Desk, hands: Hands, qtbot: QtBot
) -> None:
    hands.type(edit(page, "name"), "Jonas")
    qtbot.waitUntil(lambda: len(desk.office.store.drafts.all()) == 1, timeout=2000)
    page.save_draft()
    page.presenter.begin()
    hands.click(next(b for b in page.findChildren(QPushButton) if b.text() == "Start over"))
    assert page.form.field("name").value() == ""
    hands.type(edit(page, "phone"), "12 34 56 78")
    fetch = next(b for b in page.findChildren(QPushButton) if b.text() == "Fetch it back")
    hands.click(fetch)
    assert (page.form.field("name").value(), page.form.field("phone").value()) == ("Jonas", "")
    hands.click(
        next(b for b in page.findChildren(QPushButton) if b.text() == "Fetch it back" and b is not fetch)
    )
    assert (page.form.field("name").value(), page.form.field("phone").value()) == ("", "12 34 56 78")


def test_control_and_enter_save(page: IntakePage, recorder: Recorder, hands: Hands) -> None:
    hands.type(edit(page, "name"), "Jonas")
    hands.type(edit(page, "birth_date"), "01-02-1990")
    QTest.keyClick(page.form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [place.kind for place in recorder.places] == ["overview"]


def test_control_and_s_save_as_in_every_form(
    page: IntakePage, recorder: Recorder, hands: Hands, qtbot: QtBot
) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    hands.type(edit(page, "cpr"), "1203044232")
    hands.type(edit(page, "name"), "Jonas Bruun")
    qtbot.keyClick(edit(page, "name"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(recorder.places))  # the button shows itself pressed first
    assert [place.kind for place in recorder.places] == ["overview"]


def test_nothing_of_it_stands_open_while_the_citizen_sees_the_screen(
    desk: Desk, page: IntakePage, hands: Hands, shown: Callable[[QWidget], QWidget]
) -> None:
    hands.type(edit(page, "name"), "Mia Sand")
    page.save_draft()
    desk.citizen_view = True
    hidden = IntakePage(desk)
    hidden.show_place(Place("new_citizen"))
    shown(hidden)
    assert hidden.state() == "other"
    assert hidden.form.field("name").value() == ""
    said = [label.text() for label in hidden.findChildren(Label) if label.isVisible()]
    assert said[0] == "New citizen"
    assert "The form is hidden while the citizen sees the screen" in said
    assert not any("draft" in words for words in said)
    desk.citizen_view = False
    again = IntakePage(desk)
    again.show_place(Place("new_citizen"))
    assert again.form.field("name").value() == "Mia Sand"


def test_everything_reachable_has_a_name(page: IntakePage) -> None:
    assert unnamed(page) == []


def test_all_that_is_wrong_is_said_at_once(page: IntakePage, recorder: Recorder, hands: Hands) -> None:
    hands.type(edit(page, "birth_date"), "01-02-2030")
    hands.choose(page.form.field("group"), "lab-3 activity_ready")
    page.form.set_values({"first_contact_on": date(2026, 12, 24), "referred_on": date(2035, 1, 1)})
    hands.click(page.save_button)
    assert list(page.form.errors()) == ["birth_date", "name", "first_contact_on", "referred_on"]
    assert recorder.places == []


def test_what_a_number_filled_in_goes_with_the_number(page: IntakePage, hands: Hands) -> None:
    hands.type(edit(page, "cpr"), "1203044232")
    cpr = edit(page, "cpr")
    cpr.selectAll()  # type: ignore[attr-defined]
    QTest.keyClick(cpr, Qt.Key.Key_Delete)
    assert page.form.field("birth_date").value() is None
    assert page.form.field("sex").value() is None
    hands.type(edit(page, "birth_date"), "12-03-2004")
    hands.type(cpr, "1203044232")
    cpr.selectAll()  # type: ignore[attr-defined]
    QTest.keyClick(cpr, Qt.Key.Key_Delete)
    assert page.form.field("birth_date").value() == date(2004, 3, 12)


def test_a_birth_date_that_differs_from_the_number_is_remarked_and_may_stay(
    page: IntakePage, recorder: Recorder, hands: Hands
) -> None:
    hands.type(edit(page, "birth_date"), "01-01-1980")
    hands.type(edit(page, "name"), "Jonas")
    hands.type(edit(page, "cpr"), "1203044232")
    block = page.form.block("birth_date")
    told = [label.text() for label in block.findChildren(Label) if label.isVisible()]
    assert any("12-03-2004" in words for words in told)
    assert page.form.errors() == {}
    hands.click(page.save_button)
    assert recorder.places[-1].kind == "overview"


def test_a_name_with_the_last_name_first_is_remarked_and_one_without_a_letter_is_refused(
    page: IntakePage, hands: Hands
) -> None:
    def told() -> list[str]:
        labels = page.form.block("name").findChildren(Label)
        return [label.text() for label in labels if label.isVisible()]

    hands.type(edit(page, "cpr"), "1203044232")
    hands.type(edit(page, "name"), "123")
    hands.click(page.save_button)
    assert list(page.form.errors()) == ["name"]
    edit(page, "name").clear()  # type: ignore[attr-defined]
    hands.type(edit(page, "name"), "Ågård, Bo")
    edit(page, "phone").setFocus()
    assert any("“Bo Ågård”" in words for words in told())
    assert page.form.errors() == {}


def test_each_of_two_drafts_is_opened_by_itself(page: IntakePage, desk: Desk, hands: Hands) -> None:
    for number, name in (("a", "Anna Holm"), ("b", "Bo Ravn")):
        desk.office.store.drafts.save(number, "citizen", "", "", {"name": name})
    hands.type(edit(page, "name"), "Cille")
    for number, name in (("a", "Anna Holm"), ("b", "Bo Ravn"), ("a", "Anna Holm")):
        page.show_place(Place("new_citizen", "", f"draft:{number}"))
        assert page.form.field("name").value() == name
        assert page.presenter.state.record_id == number
    kept = {draft.values["name"] for draft in desk.office.store.drafts.all()}
    assert kept == {"Anna Holm", "Bo Ravn", "Cille"}  # what stood there half written is kept too


def test_what_is_being_written_of_a_draft_stays_when_it_is_opened_again(
    page: IntakePage, desk: Desk, hands: Hands
) -> None:
    desk.office.store.drafts.save("a", "citizen", "", "", {"name": "Anna"})
    place = Place("new_citizen", "", "draft:a")
    page.show_place(place)
    edit(page, "name").end(False)  # type: ignore[attr-defined]
    hands.type(edit(page, "name"), " Holm")
    page.show_place(place)
    assert page.form.field("name").value() == "Anna Holm"


def test_the_place_of_a_draft_that_is_gone_begins_as_usual(page: IntakePage) -> None:
    page.show_place(Place("new_citizen", "", "draft:gone"))
    assert page.form.field("name").value() == ""
