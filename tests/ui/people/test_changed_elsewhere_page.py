"""A form of the overview goes on after its record was changed elsewhere: only what was typed is laid over it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.people import facts, service
from caseworker.people.fact_checks import FactData
from caseworker.people.service import CitizenData
from tests.ui.people.dressing import Hands, button, overview, words
from ui.kit import FieldWidget, box, column
from ui.people.fact_values import FACT
from ui.people.overview_acts import EDIT
from ui.people.overview_page import OverviewPage
from ui.ports import Desk

IMPORTED = {"phone": "77 77 77 77", "address": "Ny Vej 1", "protected_address": True}


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> OverviewPage:
    return overview(qtbot, desk)


def data_of(page: OverviewPage) -> CitizenData:
    assert page.presenter.state is not None
    return page.presenter.state.data


def change(page: OverviewPage, desk: Desk, **values: Any) -> None:
    """Change the citizen as an import does."""
    assert page.presenter.state is not None
    citizen_id, data = page.presenter.state.head.citizen_id, replace(data_of(page), **values)
    desk.office.run(t("Change"), lambda work: service.edit_citizen(work, citizen_id, data))


def type_in(page: OverviewPage, name: str, typed: str) -> None:
    """Write in a field of the open form in place of what stands there."""
    assert page.form is not None
    edit = page.form.form.field(name).focus_target()
    assert isinstance(edit, QLineEdit)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, typed)


def field_of(page: OverviewPage, name: str) -> FieldWidget:
    assert page.form is not None
    return page.form.form.field(name)


def values(page: OverviewPage) -> dict[str, Any]:
    assert page.form is not None
    return page.form.form.values()


def begin(page: OverviewPage, hands: Hands, name: str, typed: str) -> None:
    """Open the form of the data, write in one field, and put it away."""
    hands.click(button(page, "Edit the citizen's data"))
    type_in(page, name, typed)
    QTest.keyClick(page.form, Qt.Key.Key_Escape)  # type: ignore[arg-type]
    assert page.form is None


def test_what_was_imported_while_a_draft_waited_is_kept(page: OverviewPage, desk: Desk, hands: Hands) -> None:
    begin(page, hands, "interpreter", "polsk")
    change(page, desk, **IMPORTED)
    hands.click(button(page, "Go on"))
    assert page.form is not None
    assert (IMPORTED | {"interpreter": "polsk"}).items() <= values(page).items()
    assert (
        "“Phone”, “Address”, “The address is protected” were changed elsewhere meanwhile, "
        "and are shown as they stand now."
    ) in words(page.form)
    assert "Your words stand here" not in words(page.form)
    hands.click(page.form.save_button)
    after = data_of(page)
    assert (after.interpreter, after.phone, after.address, after.protected_address) == (
        "polsk", "77 77 77 77", "Ny Vej 1", True,
    )  # fmt: skip
    desk.office.undo()
    assert page.form is not None
    assert (IMPORTED | {"interpreter": "polsk"}).items() <= values(page).items()
    assert data_of(page).interpreter == ""
    hands.click(page.form.save_button)
    assert data_of(page) == after


def test_a_field_changed_here_and_elsewhere_keeps_the_words_and_is_named(
    page: OverviewPage, desk: Desk, hands: Hands
) -> None:
    begin(page, hands, "phone", "11 11 11 11")
    change(page, desk, phone="77 77 77 77")
    said = "“Phone” was changed elsewhere to “77 77 77 77”. Your words stand here: look before you save."
    for _time in range(2):  # it is still so when the form is put away and opened again
        hands.click(button(page, "Go on"))
        assert page.form is not None
        assert values(page)["phone"] == "11 11 11 11"
        assert said in words(page.form)
        type_in(page, "city", "Nordby")
        QTest.keyClick(page.form, Qt.Key.Key_Escape)
    hands.click(button(page, "Go on"))
    assert page.form is not None
    hands.click(page.form.save_button)
    assert (data_of(page).phone, data_of(page).city) == ("11 11 11 11", "Nordby")


def test_what_is_no_value_yet_is_typed_too(page: OverviewPage, desk: Desk, hands: Hands) -> None:
    begin(page, hands, "birth_date", "31-")
    change(page, desk, birth_date=date(2001, 3, 31), phone="77 77 77 77")
    hands.click(button(page, "Go on"))
    assert page.form is not None
    edit = page.form.form.field("birth_date").focus_target()
    assert isinstance(edit, QLineEdit)
    assert edit.text() == "31-"
    assert values(page)["phone"] == "77 77 77 77"
    assert "“Birth date” was changed elsewhere to “31-03-2001”." in words(page.form)


def test_an_open_form_takes_over_what_is_changed_under_it(
    page: OverviewPage, desk: Desk, hands: Hands
) -> None:
    hands.click(button(page, "Edit the citizen's data"))
    type_in(page, "phone", "11 11 11 11")
    change(page, desk, **IMPORTED)
    assert page.form is not None
    assert values(page)["phone"] == "11 11 11 11"
    assert (values(page)["address"], values(page)["protected_address"]) == ("Ny Vej 1", True)
    assert "“Phone” was changed elsewhere to “77 77 77 77”." in words(page.form)
    assert "“Address”, “The address is protected” were changed elsewhere meanwhile" in words(page.form)
    change(page, desk, phone="")
    assert "“Phone” was emptied elsewhere. Your words stand here" in words(page.form)
    hands.click(page.form.save_button)
    assert (data_of(page).phone, data_of(page).address) == ("11 11 11 11", "Ny Vej 1")
    desk.office.undo()
    assert (data_of(page).phone, data_of(page).address) == ("", "Ny Vej 1")
    assert page.form is not None
    assert values(page)["phone"] == "11 11 11 11"


def test_a_draft_that_does_not_say_what_was_typed_opens_whole(page: OverviewPage, desk: Desk) -> None:
    page.presenter.open_form(EDIT)
    page.presenter.keep_draft({"phone": "11 11 11 11", "interpreter": "polsk", "address": ""})
    page.presenter.close_form()
    change(page, desk, **IMPORTED)
    page.presenter.go_on()
    assert values(page)["phone"] == "11 11 11 11"
    assert values(page)["interpreter"] == "polsk"
    assert values(page)["protected_address"] is True


def test_a_fact_changed_elsewhere_keeps_what_was_not_typed_here(
    page: OverviewPage, desk: Desk, hands: Hands
) -> None:
    case_id = page.presenter.case_id
    data = FactData(what="sick", day=date(2026, 11, 20), words="The flu")
    fact = desk.office.run(t("New"), lambda work: facts.write_fact(work, case_id, data))
    page.show_place(Place("overview", case_id, f"{FACT}:{fact}"))
    type_in(page, "words", "The flu, and a fever")
    QTest.keyClick(page.form, Qt.Key.Key_Escape)  # type: ignore[arg-type]
    moved = replace(data, day=date(2026, 11, 17))
    desk.office.run(t("Change"), lambda work: facts.change_fact(work, case_id, fact, moved))
    hands.click(button(page, "Go on"))
    assert page.form is not None
    assert (values(page)["day"], values(page)["words"]) == (date(2026, 11, 17), "The flu, and a fever")
    hands.click(page.form.save_button)
    assert page.presenter.state is not None
    found = next(one for one in page.presenter.state.facts if one.id == fact)
    assert (found.data.day, found.data.words) == (date(2026, 11, 17), "The flu, and a fever")


def test_escape_puts_the_form_away_after_a_look_at_another_tab(
    page: OverviewPage, hands: Hands, qtbot: QtBot
) -> None:
    other = QLineEdit()
    around = box(column(other, page))
    with qtbot.waitExposed(around):
        around.show()
    around.activateWindow()
    qtbot.waitUntil(around.isActiveWindow)
    page.show()
    hands.click(button(page, "Edit the citizen's data"))
    type_in(page, "interpreter", "polsk")
    page.hide()
    other.setFocus()
    page.show()
    page.show_place(Place("overview", page.presenter.case_id))
    focused = QApplication.focusWidget()
    assert focused is field_of(page, "interpreter").focus_target()
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert page.presenter.form is None
    hands.click(button(page, "Go on"))
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.form is None
    page.setParent(None)
    around.close()
