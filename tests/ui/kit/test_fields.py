"""The fields, typed into as a user does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.dress import wear
from tests.ui.kit.conftest import TODAY, today
from ui.kit import (
    CheckField,
    CprField,
    DateField,
    LongText,
    NumberField,
    SearchField,
    SelectField,
    TextField,
    TimeField,
    box,
    column,
    parse_time,
    say,
    set_language,
)

Show = Callable[[QWidget], QWidget]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12/3", date(2027, 3, 12)),
        ("i morgen", date(2026, 11, 25)),
        ("+14", date(2026, 12, 8)),
        ("om 3 uger", date(2026, 12, 15)),
        ("fredag", date(2026, 11, 27)),
        ("2. december", date(2026, 12, 2)),
    ],
)
def test_a_day_is_understood_while_it_is_typed(shown: Show, qtbot: QtBot, typed: str, day: date) -> None:
    field = DateField(today)
    shown(field)
    qtbot.keyClicks(field.edit, typed)
    assert field.value() == day
    assert str(day.isocalendar().week) in field.understood()
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.edit.text() == f"{day:%d-%m-%Y}"
    assert field.problem() is None


def test_the_day_is_told_with_weekday_and_week_in_danish(shown: Show, qtbot: QtBot) -> None:
    set_language("da")
    field = DateField(today)
    shown(field)
    qtbot.keyClicks(field.edit, "2/12")
    assert field.understood() == "ons. 2. dec., uge 49"


def test_the_arrow_keys_move_a_day_and_a_week(shown: Show, qtbot: QtBot) -> None:
    field = DateField(today)
    shown(field)
    qtbot.keyClick(field.edit, Qt.Key.Key_Up)
    assert field.value() == TODAY
    qtbot.keyClick(field.edit, Qt.Key.Key_PageUp)
    with qtbot.waitSignal(field.changed):
        qtbot.keyClick(field.edit, Qt.Key.Key_Down)
    assert field.value() == date(2026, 11, 30)


def test_a_day_is_chosen_in_a_month_with_mouse_or_keys(shown: Show, qtbot: QtBot) -> None:
    field = DateField(today, earliest=TODAY)
    shown(field)
    qtbot.keyClick(field.edit, Qt.Key.Key_F4)
    assert field.picker is not None
    assert field.picker.calendar.minimumDate().toPython() == TODAY
    days = field.picker.calendar.findChild(QTableView)
    with qtbot.waitSignal(field.changed):
        qtbot.keyClick(days, Qt.Key.Key_Right)
        qtbot.keyClick(days, Qt.Key.Key_Return)
    assert field.value() == date(2026, 11, 25)
    qtbot.waitUntil(lambda: field.picker is None)
    field.set_read_only(True)
    field.open_calendar()
    assert field.picker is None


def test_words_that_are_no_day_stay_and_are_explained(shown: Show, qtbot: QtBot) -> None:
    field = DateField(today, earliest=TODAY, latest=date(2027, 6, 1))
    shown(field)
    qtbot.keyClicks(field.edit, "32/13")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.edit.text() == "32/13"
    assert field.value() is None
    assert "not a day" in say(field.problem() or "")
    field.set_value(date(2026, 11, 1))
    assert "24 November 2026 or later" in say(field.problem() or "")
    field.set_value(date(2028, 1, 1))
    assert "1 June 2027 or earlier" in say(field.problem() or "")
    field.set_value(None)
    assert field.is_empty()
    assert field.problem() is None


@pytest.mark.parametrize(
    ("typed", "at"),
    [("9", time(9)), ("930", time(9, 30)), ("9.30", time(9, 30)), ("kl. 13:00", time(13)), ("1345", time(13, 45)),
     ("24", None), ("9:75", None), ("ni", None), ("", None)],
)  # fmt: skip
def test_times_as_people_write_them(typed: str, at: time | None) -> None:
    assert parse_time(typed) == at


def test_a_time_is_tidied_and_moved_by_quarters(shown: Show, qtbot: QtBot) -> None:
    field = TimeField()
    shown(field)
    set_language("da")
    qtbot.keyClicks(field.edit, "930")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.edit.text() == "09.30"
    qtbot.keyClick(field.edit, Qt.Key.Key_Up)
    assert field.value() == time(9, 45)
    field.edit.setText("sent")
    assert field.problem() is not None


def test_a_cpr_number_is_masked_outside_the_field(shown: Show, qtbot: QtBot) -> None:
    holder = QWidget()
    field, other = CprField(), TextField()
    field.setParent(holder)
    other.setParent(holder)
    shown(holder)
    field.edit.setFocus()
    qtbot.keyClicks(field.edit, "120304 1234")
    assert field.value() == "1203041234"
    other.edit.setFocus()
    assert field.edit.text() == "120304-••••"
    field.edit.setFocus()
    assert field.edit.text() == "120304-1234"
    assert field.problem() is None
    assert "check digit" in say(field.remark() or "")


def test_a_wrong_cpr_number_stays_as_typed(shown: Show, qtbot: QtBot) -> None:
    field = CprField()
    shown(field)
    qtbot.keyClicks(field.edit, "320304-1234")
    assert field.problem() is not None
    assert field.value() == "320304-1234"
    assert field.remark() is None


def test_numbers_with_a_danish_comma(shown: Show, qtbot: QtBot) -> None:
    set_language("da")
    field = NumberField(unit="timer", decimals=1, least=0, most=37)
    shown(field)
    qtbot.keyClicks(field.edit, "7,5")
    assert field.value() == Decimal("7.5")
    field.set_value(Decimal("3.5"))
    assert field.edit.text() == "3,5"
    field.edit.setText("38")
    assert "37" in say(field.problem() or "")
    field.edit.setText("-1")
    assert "0" in say(field.problem() or "")
    field.edit.setText("mange")
    assert field.value() is None
    assert field.problem() is not None
    whole = NumberField()
    whole.edit.setText("3,5")
    assert whole.value() is None
    whole.deleteLater()


def test_the_wheel_does_not_change_a_list_in_passing(shown: Show, qtbot: QtBot) -> None:
    field = SelectField([("a", "A"), ("b", "B")])
    shown(field)
    assert field.value() is None
    field.set_value("b")
    assert field.value() == "b"
    field.set_choices([("b", "B"), ("c", "C")])
    assert field.value() == "b"
    field.set_value("gone")
    assert field.is_empty()
    field.combo.setFocus()
    with qtbot.waitSignal(field.changed):
        qtbot.keyClick(field.combo, Qt.Key.Key_Down)
    assert field.value() == "b"


def test_a_box_is_ticked_with_the_space_bar(shown: Show, qtbot: QtBot) -> None:
    field = CheckField("Print the plan")
    shown(field)
    assert field.is_empty()
    field.box.setFocus()
    with qtbot.waitSignal(field.changed):
        qtbot.keyClick(field.box, Qt.Key.Key_Space)
    assert field.value() is True


STRANGE = [
    "Jeg vil gerne 🙂👩‍👩‍👧 arbejde",
    "أريد أن أعمل\nשלום",
    "hårdt\u00a0mellemrum og \u200fmærker",
    "  to blanke  \n\n\nog linjer\n",
    "tab\there",
]


@pytest.mark.parametrize("words", STRANGE)
def test_long_text_is_kept_as_it_was(qtbot: QtBot, words: str) -> None:
    field = LongText()
    qtbot.addWidget(field)
    field.set_value(words)
    assert field.value() == words


def test_text_in_arabic_stands_at_the_right_edge(shown: Show) -> None:
    field = LongText()
    field.resize(400, 80)
    shown(field)
    field.set_value("أريد أن أعمل")
    line = field.edit.document().firstBlock().layout().lineAt(0)
    assert line.naturalTextRect().left() > 200
    field.set_value("Jeg vil arbejde")
    line = field.edit.document().firstBlock().layout().lineAt(0)
    assert line.naturalTextRect().left() < 20


def test_long_text_grows_counts_and_never_cuts(shown: Show) -> None:
    field = LongText(lines=2, most_lines=5, limit=100, readers="Read by the citizen")
    field.resize(400, 80)
    shown(field)
    low = field.edit.height()
    field.set_value("line\n" * 4)
    high = field.edit.height()
    assert high > low
    field.set_value("line\n" * 40)
    assert field.edit.height() == high
    assert len(field.value()) == 200
    assert "100 characters too long" in say(field.problem() or "")
    field.set_names("Note")
    assert field.edit.accessibleName() == "Note"
    assert "Read by the citizen" in field.edit.accessibleDescription()


def test_fifty_thousand_characters_fit(qtbot: QtBot) -> None:
    field = LongText()
    qtbot.addWidget(field)
    field.set_value("å" * 50_000)
    assert field.problem() is None
    field.set_value("å" * 50_001)
    assert field.problem() is not None


def test_setting_a_value_is_not_a_change(qtbot: QtBot) -> None:
    fields = [TextField(), LongText(), DateField(today), TimeField(), CprField(), SelectField([("a", "A")]),
              NumberField(), CheckField("x")]  # fmt: skip
    heard: list[int] = []
    values: list[object] = ["x", "x", TODAY, time(9), "0101901234", "a", 3, True]
    for field, value in zip(fields, values, strict=True):
        qtbot.addWidget(field)
        field.changed.connect(lambda: heard.append(1))
        field.set_value(value)
        assert field.value() == value
        field.set_value(None)
        assert field.is_empty()
    assert not heard


def test_search_waits_for_the_typist_and_escape_empties(shown: Show, qtbot: QtBot) -> None:
    field = SearchField(keys="Ctrl K")
    shown(field)
    with qtbot.waitSignal(field.searched) as searched:
        qtbot.keyClicks(field.edit, "Åse")
    assert searched.args == ["Åse"]
    with qtbot.waitSignal(field.chosen) as chosen:
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert chosen.args == ["Åse"]
    with qtbot.waitSignal(field.left_down):
        qtbot.keyClick(field.edit, Qt.Key.Key_Down)
    qtbot.keyClick(field.edit, Qt.Key.Key_Escape)
    assert field.value() == ""


def test_a_long_paste_stands_whole_in_a_line_and_is_told_by_its_true_length(qtbot: QtBot) -> None:
    field = TextField(limit=500)
    qtbot.addWidget(field)
    field.edit.insert("x" * 120_000)
    assert len(field.value()) == 120_000
    assert "119,500" in say(field.problem() or "")


def test_a_fault_and_the_focus_look_different_in_high_contrast(shown: Show, qapp: QApplication) -> None:
    wear(qapp, "contrast")
    fields = [TextField(), TextField()]
    page = shown(box(column(*fields)))
    pictures = []
    for faulty, focused in ((True, False), (False, True)):
        fields[0].set_faulty(faulty)
        fields[0 if focused else 1].edit.setFocus()
        pictures.append(fields[0].grab().toImage())
    middle = fields[0].height() // 2
    ink = [[picture.pixelColor(x, middle).lightness() < 80 for x in range(5)] for picture in pictures]
    assert page.isVisible()
    assert ink == [[True] * 4 + [False], [True] * 2 + [False] * 3]
