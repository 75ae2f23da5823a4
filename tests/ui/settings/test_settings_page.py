"""The settings on the screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caseworker.base import settings
from caseworker.base.errors import StoreProblem
from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.office import Office
from caseworker.people import staff
from caseworker.store import keys
from tests.making import PASSPHRASE
from tests.ui.journal.around import Case
from tests.ui.journal.dressing import Hands
from ui.kit import IconButton, Label, unnamed
from ui.ports import Desk
from ui.settings.page import SettingsPage

Show = Callable[[QWidget], None]


@pytest.fixture
def page(desk: Desk, show: Show) -> SettingsPage:
    page = SettingsPage(desk)
    desk.office.subscribe(page.heard)
    page.show_place(Place("settings"))
    show(page)
    return page


def write(edit: QWidget, words: str) -> None:
    edit.setFocus()
    QTest.keyClicks(edit, words)
    QApplication.processEvents()


def open_tab(page: SettingsPage, key: str) -> None:
    page.show_place(Place("settings", "", key))
    QApplication.processEvents()


def unit_name(office: Office) -> str:
    with office.read() as session:
        return str(staff.setting(session, "unit")["name"])


def test_the_other_language_is_asked_for_and_one_s_own_is_not(
    page: SettingsPage, hands: Hands, qtbot: QtBot
) -> None:
    danish, english = page.program.language.chips()
    with qtbot.assertNotEmitted(page.language_requested):
        hands.click(english)
    with qtbot.waitSignal(page.language_requested):
        hands.click(danish)


def test_look_and_idle_time_are_told_to_the_window(page: SettingsPage, hands: Hands, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.machine_changed) as heard:
        hands.click(page.program.contrast.chips()[1])
    assert heard.args[0].contrast == "contrast"
    edit = page.program.idle.edit
    edit.setFocus()
    edit.selectAll()
    with qtbot.waitSignal(page.machine_changed) as heard:
        QTest.keyClicks(edit, "3")
        edit.editingFinished.emit()
    assert heard.args[0].idle_minutes == 3
    assert settings.load().idle_minutes == 3


def test_an_idle_time_that_will_not_do_is_refused_at_its_field(page: SettingsPage) -> None:
    edit = page.program.idle.edit
    edit.setText("0")
    edit.editingFinished.emit()
    assert page.program.machine_form.errors() == {"idle_minutes": "Write at least 1."}
    edit.setText("")
    edit.editingFinished.emit()
    assert settings.load().idle_minutes == 10


def test_what_is_typed_about_the_unit_survives_and_is_saved(
    page: SettingsPage, desk: Desk, hands: Hands, case: Case
) -> None:
    open_tab(page, "unit")
    edit = page.unit.form.field("name").focus_target()
    write(edit, "Nyt ")
    assert page.unit.discard.isVisible()
    page.save_draft()
    (draft,) = desk.office.store.drafts.all()
    assert (draft.kind, draft.values["name"]) == ("settings", "Nyt Job og Uddannelse, Nordby Kommune")
    case.run(lambda work: staff.find_or_add(work, "Per Sand"))
    assert page.unit.form.values()["name"] == "Nyt Job og Uddannelse, Nordby Kommune"
    hands.click(page.unit.save_button)
    assert unit_name(desk.office) == "Nyt Job og Uddannelse, Nordby Kommune"
    assert not page.unit.discard.isVisible()


def test_what_is_typed_can_be_taken_back(page: SettingsPage, desk: Desk, hands: Hands) -> None:
    open_tab(page, "unit")
    write(page.unit.form.field("name").focus_target(), "Nyt ")
    hands.click(page.unit.discard)
    assert page.unit.form.values()["name"] == "Job og Uddannelse, Nordby Kommune"
    assert desk.office.store.drafts.all() == []


def test_an_error_does_not_take_the_focus_again_while_one_mends_it(page: SettingsPage, hands: Hands) -> None:
    open_tab(page, "unit")
    write(page.unit.form.field("receiver_key").focus_target(), "age1nej")
    hands.click(page.unit.save_button)
    assert list(page.unit.form.errors()) == ["receiver_key"]
    other = page.unit.form.field("phone").focus_target()
    write(other, "11 22 33 44")
    assert other.hasFocus()
    assert page.unit.form.values()["receiver_key"] == "age1nej"


def test_a_rule_is_left_out_with_two_clicks(page: SettingsPage, hands: Hands) -> None:
    open_tab(page, "rules")
    rule = page.rules.rules.records()[0]
    assert not page.rules.switch.isEnabled()
    page.rules.rules.select_keys([rule.id])
    hands.click(page.rules.switch)
    kept = next(one for one in page.rules.rules.records() if one.id == rule.id)
    assert not kept.on
    assert page.rules.switch.text() == "Use the rule again"


def test_an_area_is_switched_with_one_click(page: SettingsPage, hands: Hands) -> None:
    open_tab(page, "rules")
    before = len(page.rules.rules.records())
    hands.click(page.rules.areas["proposal"].box)
    assert "proposal" in page.presenter.state.areas
    assert len(page.rules.rules.records()) > before


def test_beside_the_areas_stands_what_goes_from_the_lists(page: SettingsPage) -> None:
    open_tab(page, "rules")
    said = " ".join(label.text() for label in page.findChildren(Label) if label.isVisible())
    assert "takes its deadlines off all lists from that day: those to come and those missed before." in said


def test_the_passphrase_is_judged_while_typing_and_forgotten_when_used(
    page: SettingsPage, hands: Hands
) -> None:
    open_tab(page, "store")
    form = page.store.form
    write(form.field("old").focus_target(), PASSPHRASE)
    assert "At least" in form.field("new").focus_target().accessibleDescription()
    write(form.field("new").focus_target(), "kort")
    assert "Too short" in form.field("new").focus_target().accessibleDescription()
    write(form.field("new").focus_target(), " og tre lange ord mere")
    assert "Strong." in form.field("new").focus_target().accessibleDescription()
    write(form.field("again").focus_target(), "kort og tre lange ord mere")
    hands.click(page.store.change_button)
    assert form.values() == {"old": "", "new": "", "again": ""}
    assert form.errors() == {}


def test_a_wrong_passphrase_stays_to_be_mended(page: SettingsPage, hands: Hands) -> None:
    open_tab(page, "store")
    form = page.store.form
    for name, words in (
        ("old", "forkert ord her"),
        ("new", "helt nye ord her"),
        ("again", "helt nye ord her"),
    ):
        write(form.field(name).focus_target(), words)
    hands.click(page.store.change_button)
    assert list(form.errors()) == ["old"]
    assert form.values()["new"] == "helt nye ord her"


def test_a_new_recovery_code_is_shown_once_and_makes_the_old_one_worthless(
    page: SettingsPage, hands: Hands, desk: Desk
) -> None:
    open_tab(page, "store")
    card = page.store.recovery
    field = card.form.field("passphrase")
    hands.click(card.button)
    assert list(card.form.errors()) == ["passphrase"]
    write(field.focus_target(), "forkert ord her")
    hands.click(card.button)
    assert "not the passphrase" in card.form.errors()["passphrase"]
    field.set_value("")
    write(field.focus_target(), PASSPHRASE)
    hands.click(card.button)
    assert field.value() == ""
    shape = re.compile("([0-9A-Z]{4}-)+[0-9A-Z]{4}")
    (code,) = [label.text() for label in card.findChildren(Label) if shape.fullmatch(label.text())]
    assert keys.recover(desk.office.folder, code, PASSPHRASE) == desk.office.store.key
    hands.click(next(b for b in card.findChildren(QPushButton) if b.text() == "Copy"))
    assert QGuiApplication.clipboard().text() == code
    write(field.focus_target(), PASSPHRASE)
    hands.click(card.button)
    with pytest.raises(StoreProblem):
        keys.recover(desk.office.folder, code, PASSPHRASE)


def test_the_check_says_that_all_is_whole(page: SettingsPage, hands: Hands) -> None:
    open_tab(page, "store")
    hands.click(page.store.check_button)
    from PySide6.QtWidgets import QLabel

    assert any(label.text() == "Everything is whole." for label in page.store.findChildren(QLabel))


@pytest.mark.parametrize("tab", ["program", "unit", "rules", "store"])
def test_everything_has_a_name_and_at_most_one_button_is_filled(page: SettingsPage, tab: str) -> None:
    open_tab(page, tab)
    assert page.tabs.current() == tab
    assert unnamed(page) == []
    filled = [b for b in page.findChildren(QPushButton) if b.property("kind") == "filled" and b.isVisible()]
    assert len(filled) == (0 if tab == "rules" else 1)


def test_what_is_typed_about_oneself_survives_and_is_saved(
    page: SettingsPage, desk: Desk, hands: Hands
) -> None:
    before = page.program.me_form.values()["name"]
    assert not page.program.discard.isVisible()
    write(page.program.me_form.field("name").focus_target(), "Ny ")
    assert page.program.discard.isVisible()
    page.save_draft()
    again = SettingsPage(desk)
    again.show_place(Place("settings", "", "program"))
    assert again.program.me_form.values()["name"] == f"Ny {before}"
    assert again.program.isVisibleTo(again)
    again.deleteLater()
    hands.click(page.program.save_me)
    assert desk.office.me.name == f"Ny {before}"
    assert desk.office.store.drafts.all() == []
    assert not page.program.discard.isVisible()
    write(page.program.me_form.field("phone").focus_target(), "99")
    hands.click(page.program.discard)
    assert page.program.me_form.values()["phone"] != "99"


def test_a_tab_is_a_place_to_come_back_to(page: SettingsPage, desk: Desk) -> None:
    page.tabs.chosen.emit("rules")
    assert page.rules.isVisible()
    place = desk.navigation.places[-1]  # type: ignore[attr-defined]
    again = SettingsPage(desk)
    again.show_place(place)
    assert again.rules.isVisibleTo(again)
    assert not again.program.isVisibleTo(again)
    again.deleteLater()


@pytest.mark.parametrize("tab", ["program", "unit"])
def test_control_and_s_save_the_form_of_the_tab(
    page: SettingsPage, desk: Desk, qtbot: QtBot, tab: str
) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    open_tab(page, tab)
    form = page.program.me_form if tab == "program" else page.unit.form
    edit = form.field("name").focus_target()
    write(edit, "Ny ")
    QTest.keyClick(edit, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    def name() -> str:
        return desk.office.me.name if tab == "program" else unit_name(desk.office)

    qtbot.waitUntil(lambda: name().startswith("Ny "))  # the button shows itself pressed first
    assert desk.office.store.drafts.all() == []


def test_a_draft_about_the_unit_leaves_alone_what_was_changed_elsewhere(
    page: SettingsPage, desk: Desk, show: Show, hands: Hands
) -> None:
    def put(**values: str) -> None:
        with desk.office.read() as session:
            unit = staff.setting(session, "unit")
        desk.office.run(t("Elsewhere"), lambda work: staff.put_setting(work, "unit", unit | values))
        QApplication.processEvents()

    open_tab(page, "unit")
    write(page.unit.form.field("place").focus_target(), "Lokale 9")
    put(phone="77 77 77 77")  # the form stands open
    assert page.unit.form.values()["phone"] == "77 77 77 77"
    page.save_draft()
    put(phone="88 88 88 88", place="Biblioteket")
    again = SettingsPage(desk)
    show(again)
    open_tab(again, "unit")
    values = again.unit.form.values()
    assert (values["phone"], values["place"]) == ("88 88 88 88", "Lokale 9")
    told = [label.text() for label in again.unit.findChildren(Label) if label.isVisible()]
    assert any("“Where talks are held” was changed elsewhere to “Biblioteket”." in one for one in told)
    hands.click(again.unit.save_button)
    with desk.office.read() as session:
        unit = staff.setting(session, "unit")
    assert (unit["phone"], unit["place"]) == ("88 88 88 88", "Lokale 9")


def test_the_whole_path_of_the_store_is_told_also_where_it_is_cut(
    desk: Desk, show: Show, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = desk.office.folder
    monkeypatch.chdir(folder.parent)
    monkeypatch.setattr(desk.office.store, "folder", Path(folder.name))  # as one named it
    page = SettingsPage(desk)
    page.show_place(Place("settings", field="store"))
    show(page)
    label = page.store.folder
    assert label.text() == str(folder)
    label.setFixedWidth(80)
    QApplication.processEvents()
    assert label.toolTip() == str(folder)
    hands.click(next(b for b in page.store.findChildren(IconButton) if b.toolTip() == "Copy the path"))
    assert QGuiApplication.clipboard().text() == str(folder)
