"""The time line: where things lie, and how they are asked to move."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.kit.conftest import TODAY, today
from ui.kit import Timeline, TimelineBar, TimelineMilestone, TimelineRow, set_language, spoken_name
from ui.kit.style import font, px
from ui.kit.timeline.backdrop import Backdrop
from ui.kit.timeline.data import Scale, label_lanes, lanes, ticks, window

pytestmark = pytest.mark.usefixtures("moves_mouse")

Show = Callable[[QWidget], QWidget]

BARS = (
    TimelineBar("p", "Placement", date(2026, 11, 9), date(2027, 2, 10)),
    TimelineBar("t", "Training", date(2027, 2, 15), date(2027, 4, 16), planned=True),
)
ROWS = [
    TimelineRow("employment", "Employment", "employment", BARS),
    TimelineRow("social", "Social", "social", (TimelineBar("s", "Support", date(2026, 10, 5)),)),
]
GOALS = [
    TimelineMilestone("m", "Comes 3 days a week", date(2026, 12, 1)),
    TimelineMilestone("r", "Debts listed", date(2026, 11, 2), reached=True, movable=False),
]


@pytest.fixture
def line(shown: Show) -> Timeline:
    made = Timeline(today)
    made.set_content(ROWS, GOALS)
    made.resize(900, 300)
    shown(made)
    return made


def test_the_window_begins_where_eyes_expect() -> None:
    assert window("half_year", TODAY) == (date(2026, 10, 1), date(2027, 4, 30))
    assert window("month", TODAY) == (date(2026, 11, 16), date(2026, 12, 20))
    assert window("quarter", TODAY) == (date(2026, 11, 1), date(2027, 1, 31))
    assert window("year", TODAY) == (date(2026, 9, 1), date(2027, 9, 30))
    assert ticks("month", *window("month", TODAY))[0] == date(2026, 11, 16)
    assert len(ticks("half_year", *window("half_year", TODAY))) == 7


@pytest.mark.parametrize("zoom", ["month", "quarter", "half_year", "year"])
@pytest.mark.parametrize("width", [420, 560, 1000])
def test_names_over_the_line_never_lie_over_each_other(zoom: str, width: int) -> None:
    set_language("da")
    metrics, first_and_last = QFontMetrics(font("note")), window(zoom, TODAY)
    line = Backdrop(Scale(*first_and_last, 118, width - 118), zoom, TODAY, width, 100, ())
    named = line.head_words(metrics)
    set_language("en")
    ends = [x + px(7) + metrics.horizontalAdvance(words) for x, words in named]
    assert all(end <= x for end, (x, _words) in zip(ends, named[1:], strict=False))
    years = [words for _x, words in named if words.endswith(("2026", "2027"))]
    assert len(years) == {"month": 0, "quarter": 2, "half_year": 2, "year": 1}[zoom], (
        "a year is what is kept first"
    )
    if width == 1000:
        assert len(named) == len(ticks(zoom, *first_and_last)), "nothing is left out where there is room"


@pytest.mark.parametrize("width", [560, 700, 840])
def test_the_line_of_today_is_named_at_every_width(width: int) -> None:
    set_language("da")
    metrics, first_and_last = QFontMetrics(font("note")), window("half_year", TODAY)
    scale = Scale(*first_and_last, px(118), width - px(118) - px(12))
    drawn = Backdrop(scale, "half_year", TODAY, width, 100, ())
    at, names = drawn.today_word(metrics)
    assert at is not None
    end = at + metrics.horizontalAdvance("i dag")
    for x, words in names:
        assert end <= x + px(7) or x + px(7) + metrics.horizontalAdvance(words) <= at, (words, width)
    assert [words for _x, words in names if words[-4:].isdigit()] == ["okt. 2026", "jan. 2027"]


def test_a_scale_has_room_for_the_last_day() -> None:
    scale = Scale(date(2026, 11, 1), date(2026, 11, 10), 100, 500)
    assert scale.x(date(2026, 11, 1)) == 100
    assert scale.x(date(2026, 11, 11)) == 600
    assert scale.shift(126) == 3


days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(st.lists(st.tuples(days, st.integers(0, 90)), max_size=12))
def test_no_two_bars_of_a_lane_overlap(spans: list[tuple[date, int]]) -> None:
    bars = [TimelineBar(str(n), "", d, d + timedelta(days=long)) for n, (d, long) in enumerate(spans)]
    placed = lanes(bars, date(2027, 12, 31))
    for one in bars:
        for other in bars:
            if one is not other and placed[one.id] == placed[other.id]:
                assert one.end < other.start or other.end < one.start


def test_labels_share_lanes_only_without_touching() -> None:
    placed = label_lanes([("a", 0, 50), ("b", 40, 90), ("c", 60, 100)])
    assert placed == {"a": 0, "b": 1, "c": 0}


def test_labels_go_down_by_their_days_also_where_words_stand_before_the_mark() -> None:
    spans = [("january", 60.0, 200.0), ("february", 150.0, 270.0), ("march", 140.0, 300.0)]
    assert label_lanes(spans) == {"january": 0, "february": 1, "march": 2}
    assert label_lanes([*spans, ("april", 160.0, 310.0)])["april"] == 0, "three lanes are all there is"


def test_each_thing_says_what_and_when(line: Timeline) -> None:
    assert spoken_name(line.bar("p")) == "Employment: Placement, Mon 9 Nov to Wed 10 Feb"
    assert spoken_name(line.bar("t")).endswith("planned")
    assert spoken_name(line.bar("s")) == "Social: Support, from Mon 5 Oct"
    assert spoken_name(line.milestone("r")) == "Debts listed, 2 November 2026, reached"
    set_language("da")
    line.set_content(ROWS, GOALS)
    assert spoken_name(line.bar("p")) == "Employment: Placement, man. 9. nov. til ons. 10. feb."


@pytest.mark.parametrize(
    ("key", "keys", "wish"),
    [
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, (date(2026, 11, 16), date(2027, 2, 17))),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier, (date(2026, 11, 8), date(2027, 2, 9))),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier, (date(2026, 11, 9), date(2027, 2, 17))),
    ],
)
def test_keys_ask_to_move(
    line: Timeline, qtbot: QtBot, key: Qt.Key, keys: Qt.KeyboardModifier, wish: tuple[date, date]
) -> None:
    before = line.bar("p").geometry()
    with qtbot.waitSignal(line.bar_move_requested) as asked:
        qtbot.keyClick(line.bar("p"), key, keys)
    assert asked.args == ["p", *wish]
    assert line.bar("p").geometry() == before, "only the owner of the days moves the bar"


def test_an_open_bar_stays_open_and_a_milestone_moves_whole(line: Timeline, qtbot: QtBot) -> None:
    with qtbot.waitSignal(line.bar_move_requested) as asked:
        qtbot.keyClick(line.bar("s"), Qt.Key.Key_Right)
    assert asked.args == ["s", date(2026, 10, 12), None]
    with qtbot.waitSignal(line.milestone_move_requested) as asked:
        qtbot.keyClick(line.milestone("m"), Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert asked.args == ["m", date(2026, 11, 24)]
    with qtbot.assertNotEmitted(line.milestone_move_requested):
        qtbot.keyClick(line.milestone("r"), Qt.Key.Key_Left)


def drag(qtbot: QtBot, item: QWidget, start: QPoint, by: int) -> None:
    """Press, move and release the mouse on an item."""
    qtbot.mousePress(item, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(item, start + QPoint(by // 2, 0))
    qtbot.mouseMove(item, start + QPoint(by, 0))
    qtbot.mouseRelease(item, Qt.MouseButton.LeftButton, pos=start + QPoint(by, 0))


def test_dragging_asks_for_the_days_under_the_mouse(line: Timeline, qtbot: QtBot) -> None:
    bar = line.bar("p")
    with qtbot.waitSignal(line.bar_move_requested) as asked:
        drag(qtbot, bar, QPoint(60, 15), 80)
    _, start, end = asked.args or []
    assert start > date(2026, 11, 9)
    assert end - start == date(2027, 2, 10) - date(2026, 11, 9)
    with qtbot.waitSignal(line.bar_move_requested) as asked:
        drag(qtbot, bar, QPoint(int(bar.body) - 3, 15), -60)
    _, start, end = asked.args or []
    assert start == date(2026, 11, 9)
    assert end < date(2027, 2, 10)


def test_a_click_chooses_and_does_not_move(line: Timeline, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(line.bar_move_requested), qtbot.waitSignal(line.bar_chosen) as chosen:
        qtbot.mouseClick(line.bar("p"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["p"]
    with qtbot.waitSignal(line.milestone_chosen):
        qtbot.keyClick(line.milestone("m"), Qt.Key.Key_Return)


def test_new_days_keep_the_focus_where_it_was(line: Timeline) -> None:
    line.bar("p").setFocus()
    left = line.bar("p").x()
    moved = TimelineBar("p", "Placement", date(2026, 12, 1), date(2027, 2, 10))
    line.set_content([TimelineRow("employment", "Employment", "employment", (moved,))], GOALS[:1])
    assert line.bar("p").hasFocus()
    assert line.bar("p").x() > left
    with pytest.raises(KeyError):
        line.bar("t")


def test_zoom_and_paging_show_other_days(line: Timeline, qtbot: QtBot) -> None:
    tools = line.tools()
    qtbot.addWidget(tools)
    with qtbot.waitSignal(line.zoom_changed):
        line.set_zoom("month")
    assert not line.bar("t").isVisible()
    line.show_day(date(2027, 3, 1))
    assert line.bar("t").isVisible()
    assert not line.bar("p").isVisible()
    line.page(-8)
    assert not line.bar("t").isVisible()
    with pytest.raises(KeyError):
        line.set_zoom("decade")


def test_overlapping_bars_make_the_track_higher(line: Timeline) -> None:
    low = line.sizeHint().height()
    double = (*BARS, TimelineBar("x", "Also", date(2026, 12, 1), date(2027, 1, 1)))
    line.set_content([TimelineRow("employment", "Employment", "employment", double), ROWS[1]], GOALS)
    assert line.sizeHint().height() > low
    assert not line.bar("p").geometry().intersects(line.bar("x").geometry())


def test_targets_are_large_enough(line: Timeline) -> None:
    assert {line.bar(key).height() >= 32 for key in ("p", "t", "s")} == {True}
    assert line.milestone("m").height() >= 32


def test_words_without_room_behind_their_milestone_stand_before_it(line: Timeline) -> None:
    late = TimelineMilestone("l", "Eight hours a week in the placement", date(2027, 4, 20))
    line.set_content(ROWS, [*GOALS, late])
    mark = line.milestone("l")
    assert mark.words_before
    assert not line.milestone("m").words_before
    assert mark.geometry().right() <= line.width()
    words = QFontMetrics(font("note")).horizontalAdvance(str(late.text))
    assert mark.width() >= words
