"""The week: clashes beside each other, and how a slot is asked to move."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.kit import WeekGrid, WeekSlot, spoken_name
from ui.kit.week import share_columns
from ui.kit.week_words import fitted, parted, words_in_lines

pytestmark = pytest.mark.usefixtures("moves_mouse")

Show = Callable[[QWidget], QWidget]
SLOTS = [
    WeekSlot("p", "Placement", 0, 9 * 60, 12 * 60),
    WeekSlot("d", "Danish", 1, 10 * 60, 12 * 60, "education", clash=True),
    WeekSlot("t", "Treatment", 1, 10 * 60 + 30, 11 * 60 + 30, "treatment", clash=True),
]


@pytest.fixture
def week(shown: Show) -> WeekGrid:
    made = WeekGrid()
    made.set_slots(SLOTS)
    made.resize(600, 300)
    shown(made)
    return made


@given(st.lists(st.tuples(st.integers(0, 1200), st.integers(15, 240)), max_size=10))
def test_overlapping_slots_never_share_a_column(spans: list[tuple[int, int]]) -> None:
    slots = [WeekSlot(str(n), "", 0, start, start + length) for n, (start, length) in enumerate(spans)]
    shares = share_columns(slots)
    assert set(shares) == {slot.id for slot in slots}
    for one in slots:
        for other in slots:
            if one is not other and one.start < other.end and other.start < one.end:
                assert shares[one.id][0] != shares[other.id][0]


def test_clashing_slots_stand_side_by_side_and_say_so(week: WeekGrid) -> None:
    assert not week.item("d").geometry().intersects(week.item("t").geometry())
    assert spoken_name(week.item("d")) == "Danish, Tuesday 10:00–12:00, lies on top of something else"
    assert spoken_name(week.item("p")) == "Placement, Monday 9:00–12:00"


def test_the_week_grows_by_what_lies_in_it(week: WeekGrid) -> None:
    assert (week.day_count(), week.hours()) == (5, (9, 15))
    week.set_slots(
        [*SLOTS, WeekSlot("s", "Sunday", 6, 7 * 60 + 30, 8 * 60), WeekSlot("e", "Late", 2, 1000, 1100)]
    )
    assert (week.day_count(), week.hours()) == (7, (7, 19))
    assert week.item("s").height() >= 32


@pytest.mark.parametrize(
    ("key", "wish"),
    [
        (Qt.Key.Key_Right, (1, 540)),
        (Qt.Key.Key_Left, (0, 540)),
        (Qt.Key.Key_Down, (0, 555)),
        (Qt.Key.Key_Up, (0, 525)),
    ],
)
def test_arrow_keys_ask_to_move(week: WeekGrid, qtbot: QtBot, key: Qt.Key, wish: tuple[int, int]) -> None:
    with qtbot.waitSignal(week.slot_move_requested) as asked:
        qtbot.keyClick(week.item("p"), key)
    assert asked.args == ["p", *wish]


def test_dragging_asks_for_day_and_hour(week: WeekGrid, qtbot: QtBot) -> None:
    item = week.item("p")
    hour = (item.height() + 1) // 3
    with qtbot.waitSignal(week.slot_move_requested) as asked:
        qtbot.mousePress(item, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
        qtbot.mouseMove(item, QPoint(20 + 226, 20 + hour))
        qtbot.mouseRelease(item, Qt.MouseButton.LeftButton, pos=QPoint(20 + 226, 20 + hour))
    assert asked.args == ["p", 2, 600]


def test_a_click_chooses(week: WeekGrid, qtbot: QtBot) -> None:
    with qtbot.waitSignal(week.slot_chosen) as chosen, qtbot.assertNotEmitted(week.slot_move_requested):
        qtbot.mouseClick(week.item("d"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["d"]


def test_a_fixed_slot_stays(week: WeekGrid, qtbot: QtBot) -> None:
    week.set_slots([WeekSlot("p", "Placement", 0, 540, 720, movable=False)])
    with qtbot.assertNotEmitted(week.slot_move_requested):
        qtbot.keyClick(week.item("p"), Qt.Key.Key_Right)


def test_the_words_of_a_slot_go_on_below_before_they_are_cut(week: WeekGrid) -> None:
    metrics = QFontMetrics(week.font())
    width = metrics.horizontalAdvance("Help with mon")
    assert words_in_lines("Help with money and letters", metrics, width, 3) == [
        "Help with",
        "money and",
        "letters",
    ]
    cut = words_in_lines("Help with money and letters", metrics, width, 2)
    assert cut[0] == "Help with"
    assert cut[1].endswith("…")
    assert words_in_lines("", metrics, width, 2) == []


def test_no_word_of_a_slot_is_lost_between_two_others(week: WeekGrid) -> None:
    words, metrics = "Help with money and letters", QFontMetrics(week.font())
    for width in range(20, 240):
        lines = words_in_lines(words, metrics, width, 9)
        if not any("…" in line for line in lines):
            assert " ".join(lines) == words
        assert len(lines) <= len(words.split())


def test_a_single_long_word_is_parted_before_it_is_cut(week: WeekGrid) -> None:
    metrics = QFontMetrics(week.font())
    width = metrics.horizontalAdvance("Virksomhedsp")
    assert parted("Virksomhedspraktik", metrics, width) == "Virksomheds- praktik"
    assert parted("Praktik i kantine", metrics, width) == "Praktik i kantine"
    lines, left = fitted("Virksomhedspraktik", metrics, width, 2, below=True, keep=False)
    assert (lines, left) == (["Virksomheds-", "praktik"], False), "the hours leave their line to it"
    lines, left = fitted("Virksomhedspraktik", metrics, width, 3, below=True, keep=False)
    assert (lines, left) == (["Virksomheds-", "praktik"], True)
    lines, left = fitted("Virksomhedspraktik", metrics, width, 2, below=True, keep=True)
    assert lines[0].endswith("…")
    assert left


def test_hours_grow_where_a_word_of_a_short_slot_would_be_lost(week: WeekGrid) -> None:
    week.set_slots([WeekSlot("p", "Virksomhedspraktik", 0, 540, 600)])
    week.resize(440, 300)
    item = week.item("p")
    assert not item.is_cut(item.width(), item.height())
    higher = item.height()
    week.resize(900, 300)
    assert item.height() < higher, "where there is room they are as high as usual again"
