"""Chips to choose with, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.kit import Chip, ChoiceChips, Form, TextField, spoken_name

Show = Callable[[QWidget], QWidget]
CHOICES = [("met", "Met"), ("late", "Late"), ("away", "Did not come")]


def test_one_is_chosen_at_a_time_and_marked(shown: Show, qtbot: QtBot) -> None:
    field = ChoiceChips(CHOICES)
    shown(field)
    met, late, _away = field.chips()
    with qtbot.waitSignal(field.changed):
        qtbot.mouseClick(met, Qt.MouseButton.LeftButton)
    assert field.value() == "met"
    assert not met.icon().isNull()
    qtbot.mouseClick(late, Qt.MouseButton.LeftButton)
    assert field.value() == "late"
    assert met.icon().isNull()
    qtbot.mouseClick(late, Qt.MouseButton.LeftButton)
    assert field.value() is None


def test_keys_move_choose_and_take_back(shown: Show, qtbot: QtBot) -> None:
    field = ChoiceChips(CHOICES)
    shown(field)
    met, late, away = field.chips()
    met.setFocus()
    qtbot.keyClick(met, Qt.Key.Key_Right)
    assert late.hasFocus()
    qtbot.keyClick(late, Qt.Key.Key_Space)
    assert field.value() == "late"
    qtbot.keyClick(late, Qt.Key.Key_Delete)
    assert field.value() is None
    qtbot.keyClick(late, Qt.Key.Key_Left)
    qtbot.keyClick(met, Qt.Key.Key_Left)
    assert away.hasFocus()


def test_a_choice_that_must_stay(shown: Show, qtbot: QtBot) -> None:
    field = ChoiceChips(CHOICES, keep_one=True, wrap=False)
    shown(field)
    field.set_value("met")
    qtbot.mouseClick(field.chips()[0], Qt.MouseButton.LeftButton)
    assert field.value() == "met"


def test_several_and_words_of_ones_own(shown: Show, qtbot: QtBot) -> None:
    field = ChoiceChips(CHOICES, multi=True, can_add=True)
    shown(field)
    field.set_value(["away", "Passer lillebror"])
    assert field.value() == ["away", "Passer lillebror"]
    adder = next(b for b in field.findChildren(QPushButton) if b.text() == "+ add")
    qtbot.mouseClick(adder, Qt.MouseButton.LeftButton)
    entry = field.findChild(QLineEdit)
    assert entry is not None
    qtbot.keyClicks(entry, "Truckkort")
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert field.value() == ["away", "Passer lillebror", "Truckkort"]
    qtbot.keyClicks(entry, "met")
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert field.value() == ["met", "away", "Passer lillebror", "Truckkort"]
    qtbot.keyClick(entry, Qt.Key.Key_Escape)
    assert adder.hasFocus()


def test_read_only_chips_cannot_be_pressed(shown: Show, qtbot: QtBot) -> None:
    field = ChoiceChips(CHOICES)
    shown(field)
    field.set_value("met")
    field.set_read_only(True)
    qtbot.mouseClick(field.chips()[1], Qt.MouseButton.LeftButton)
    assert field.value() == "met"


def test_each_chip_says_what_it_is_about(shown: Show) -> None:
    field = ChoiceChips(CHOICES)
    shown(field)
    field.set_names("Attendance", "must be filled in")
    assert [spoken_name(chip) for chip in field.chips()] == ["Met", "Late", "Did not come"]
    assert field.chips()[0].accessibleDescription() == "Attendance must be filled in"


def test_chips_wrap_to_the_width(shown: Show) -> None:
    field = ChoiceChips([(n, f"Choice number {n}") for n in range(12)])
    field.resize(300, 200)
    shown(field)
    assert {chip.geometry().right() <= 300 for chip in field.chips()} == {True}
    assert len({chip.y() for chip in field.chips()}) > 3


def test_a_mark_says_its_words(shown: Show) -> None:
    chip = Chip("Draft", "outline")
    shown(chip)
    chip.set_text("Agreed", "reached", "check")
    assert chip.accessibleName() == "Agreed"
    assert chip.height() >= 24


def test_the_chip_that_adds_says_what_it_adds_to(qtbot: QtBot) -> None:
    chips = ChoiceChips([("a", "A")], can_add=True)
    qtbot.addWidget(chips)
    chips.set_names("Competences")
    adders = [
        b.accessibleName() for b in chips.findChildren(QPushButton) if "Add your own" in b.accessibleName()
    ]
    assert adders == ["Add your own: Competences"]


def _typing(field: ChoiceChips, qtbot: QtBot, words: str) -> QLineEdit:
    adder = next(b for b in field.findChildren(QPushButton) if b.text() == "+ add")
    qtbot.mouseClick(adder, Qt.MouseButton.LeftButton)
    entry = field.findChild(QLineEdit)
    assert entry is not None
    qtbot.keyClicks(entry, words)
    return entry


def test_words_typed_without_enter_are_part_of_the_draft_and_of_what_is_saved(
    shown: Show, qtbot: QtBot
) -> None:
    form = Form()
    field = ChoiceChips(CHOICES, can_add=True, keep_one=True)
    form.add("how", "How", field, required="Choose one.")
    shown(form)
    drafts: list[object] = []
    form.drafted.connect(drafts.append)
    _typing(field, qtbot, "Ringede ikke")
    form.flush_draft()
    assert drafts == [{"how": None, "half": {"how": ["Ringede ikke"]}}]

    again = Form()
    restored = ChoiceChips(CHOICES, can_add=True, keep_one=True)
    again.add("how", "How", restored)
    shown(again)
    again.set_values(drafts[0])  # type: ignore[arg-type]
    entry = restored.findChild(QLineEdit)
    assert entry is not None
    assert (entry.text(), entry.isVisible()) == ("Ringede ikke", True)

    assert form.validate()  # as saving does: the focus stays where it is
    assert form.values() == {"how": "Ringede ikke"}
    assert form.half() == {}


def test_words_typed_without_enter_are_taken_in_when_the_line_is_left(shown: Show, qtbot: QtBot) -> None:
    form = Form()
    form.add("how", "How", ChoiceChips(CHOICES, can_add=True))
    form.add("next", "Next", TextField())
    shown(form)
    how = form.field("how")
    assert isinstance(how, ChoiceChips)
    _typing(how, qtbot, "Syg")
    form.field("next").focus_target().setFocus()
    assert how.value() == "Syg"
    _typing(how, qtbot, "Rejst")
    qtbot.mouseClick(how.chips()[1], Qt.MouseButton.LeftButton)
    assert how.value() == "late"
    assert [chip.text() for chip in how.chips()[3:]] == ["Syg", "Rejst"]


def test_escape_takes_words_back_and_says_so(shown: Show, qtbot: QtBot) -> None:
    field = ChoiceChips(CHOICES, can_add=True)
    shown(field)
    entry = _typing(field, qtbot, "Forkert")
    with qtbot.waitSignal(field.changed):
        qtbot.keyClick(entry, Qt.Key.Key_Escape)
    assert (field.value(), field.half()) == (None, [])


def test_other_choices_leave_what_is_being_typed(shown: Show, qtbot: QtBot) -> None:
    field = ChoiceChips(CHOICES, multi=True, can_add=True)
    shown(field)
    entry = _typing(field, qtbot, "Truck")
    field.set_choices([("a", "A")])
    assert entry.text() == "Truck"


def test_a_long_text_on_the_line_is_not_cut(shown: Show) -> None:
    field = ChoiceChips(CHOICES, can_add=True)
    shown(field)
    entry = field.findChild(QLineEdit)
    assert entry is not None
    entry.insert("a" * 40_000)
    assert field.half() == ["a" * 40_000]
    field.settle()
    assert field.value() == "a" * 40_000


def test_a_chosen_chip_that_is_drawn_anew_shows_its_last_letter(shown: Show, qtbot: QtBot) -> None:
    choices = [("daily", "At få hverdagen til at hænge sammen"), ("short", "Kort")]
    field = ChoiceChips(choices, multi=True)
    shown(field)
    qtbot.mouseClick(field.chips()[0], Qt.MouseButton.LeftButton)
    clicked = field.chips()[0].fontMetrics().horizontalAdvance(choices[0][1])
    field.set_choices(choices)  # as after an undo
    other = ChoiceChips(choices, multi=True)
    other.set_value(["daily"])
    shown(other)
    for chip in (field.chips()[0], other.chips()[0]):
        assert chip.isChecked()
        assert chip.grab().width() > clicked
        assert chip.fontMetrics().horizontalAdvance(choices[0][1]) == clicked  # the letters it is placed by
