"""The table: sorted in Danish, found, copied, handed out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from caseworker.base.text import tc
from ui.kit import Column, RecordTable, set_language

Show = Callable[[QWidget], QWidget]


@dataclass(frozen=True, slots=True)
class Person:
    """A row of these tests."""

    id: int
    name: str
    age: int | None
    due: date | None = None


PEOPLE = [
    Person(1, "Åse", 51, date(2026, 11, 23)),
    Person(2, "Ærlend", 45),
    Person(3, "Bent", 57, date(2026, 12, 1)),
    Person(4, "Øyvind", None, date(2026, 10, 1)),
    Person(5, "Aagot", 30),
    Person(6, "zoe", 22),
]
COLUMNS = [
    Column("name", "Name", lambda p: p.name, kind=lambda p: "alarm" if p.id == 1 else "strong"),
    Column("age", "Age", lambda p: p.age, width=80, align_right=True),
    Column("due", "Due", lambda p: p.due, width=120, icon=lambda p: "circle-alert" if p.due else ""),
    Column("mark", "Mark", lambda p: tc("button", "Close") if p.age else "", width=90, shown=False),
]


@pytest.fixture
def table(shown: Show) -> RecordTable:
    made = RecordTable(COLUMNS, name="People", key=lambda p: p.id, multi=True)
    made.set_records(PEOPLE)
    made.resize(700, 400)
    shown(made)
    return made


def names(table: RecordTable) -> list[str]:
    """Return the names as shown from top to bottom."""
    return [person.name for person in table.records()]


def test_the_model_keeps_qts_rules(table: RecordTable, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(table.model(), force_py=True)
    table.sort_by("age", descending=True)
    table.set_filter("e")
    qtmodeltester.check(table.model(), force_py=True)


def test_names_sort_in_danish(table: RecordTable) -> None:
    table.sort_by("name")
    assert names(table) == ["Bent", "zoe", "Ærlend", "Øyvind", "Aagot", "Åse"]


def test_empty_cells_come_last_both_ways(table: RecordTable) -> None:
    table.sort_by("due")
    assert names(table)[:3] == ["Øyvind", "Åse", "Bent"]
    table.sort_by("due", descending=True)
    assert names(table)[:3] == ["Bent", "Åse", "Øyvind"]
    assert {p.due for p in table.records()[3:]} == {None}


def test_a_click_on_a_title_sorts_and_a_second_one_turns(table: RecordTable, qtbot: QtBot) -> None:
    header = table.horizontalHeader()
    place = header.viewport().rect().topLeft()
    place.setX(header.sectionViewportPosition(1) + 20)
    place.setY(15)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert names(table)[0] == "zoe"
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert names(table)[0] == "Bent"
    assert names(table)[-1] == "Øyvind"


def test_finding_knows_danish_letters_and_every_word(table: RecordTable) -> None:
    table.set_filter("ÅSE")
    assert names(table) == ["Åse"]
    table.set_filter("aase")
    assert names(table) == ["Åse"]
    table.set_filter("b 57")
    assert names(table) == ["Bent"]
    table.set_filter("")
    assert len(names(table)) == 6


def test_the_choice_survives_sorting_filter_and_reload(table: RecordTable) -> None:
    table.select_keys([3, 6])
    table.sort_by("name")
    assert [p.id for p in table.selected()] == [3, 6]
    table.set_records([*PEOPLE[1:], Person(7, "Carl", 40)])
    assert [p.id for p in table.selected()] == [3, 6]
    table.set_filter("zoe")
    assert [p.id for p in table.selected()] == [6]


def test_a_choice_that_goes_away_is_told(table: RecordTable, qtbot: QtBot) -> None:
    table.select_keys([1])
    with qtbot.waitSignal(table.selection_changed) as told:
        table.set_records(PEOPLE[1:])
    assert told.args == [[]]


def test_enter_and_double_click_open_the_record(table: RecordTable, qtbot: QtBot) -> None:
    table.select_keys([2])
    table.setFocus()
    opened: list[Person] = []
    table.row_chosen.connect(opened.append)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert [p.id for p in opened] == [2]
    place = table.visualRect(table.model().index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [p.id for p in opened] == [2, 1]


def test_copy_takes_the_chosen_rows_as_shown(table: RecordTable, qtbot: QtBot) -> None:
    table.select_keys([1, 4])
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Åse\t51\t23 Nov 2026\nØyvind\t\t1 Oct 2026"


def test_csv_holds_what_is_shown_and_starts_no_formula(table: RecordTable, tmp_path: Path) -> None:
    set_language("da")
    table.set_records([Person(1, "=HYPERLINK(1)", 3, date(2026, 12, 1)), Person(2, 'A;"B"', -3)])
    table.show_columns(["name", "age", "due"])
    table.export_csv(tmp_path / "liste.csv")
    raw = (tmp_path / "liste.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = raw.decode("utf-8-sig").split("\r\n")
    assert lines == ["Name;Age;Due", "'=HYPERLINK(1);3;1. dec. 2026", '"A;""B""";-3;', ""]


def test_columns_can_be_chosen_but_never_all_taken_away(table: RecordTable, qtbot: QtBot) -> None:
    assert table.shown_columns() == ["name", "age", "due"]
    menu = table.columns_menu()
    with qtbot.waitSignal(table.columns_changed) as changed:
        menu.actions()[3].trigger()
    assert changed.args == [["name", "age", "due", "mark"]]
    button = table.columns_button()
    assert button.text() == "Columns"
    button.deleteLater()
    table.show_columns([])
    assert table.shown_columns() == ["name"]


def test_words_of_the_program_follow_the_language(table: RecordTable) -> None:
    set_language("da")
    assert table.model().index(0, 3).data() == "Luk"
    assert table.model().index(0, 2).data() == "23. nov. 2026"


def test_an_unknown_index_has_nothing(table: RecordTable) -> None:
    assert table.model().data(QModelIndex()) is None
    assert table.model().headerData(99, Qt.Orientation.Horizontal) is None


def test_five_thousand_rows_are_found_at_once(qtbot: QtBot) -> None:
    big = RecordTable(COLUMNS, key=lambda p: p.id)
    qtbot.addWidget(big)
    big.set_records([Person(n, f"Person {n}", n % 90) for n in range(5000)])
    big.set_filter("person 4999")
    assert names(big) == ["Person 4999"]
