"""The time line and the week as fractions: nothing overlaps, everything lies where its day lies."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.plan.facts import TRACKS, Activity, InterimGoal
from caseworker.plan.stacking import columns, lanes
from caseworker.plan.timetable import Timeline, Zoom, layout, make_scale
from caseworker.plan.week import clashes, week_layout
from tests.plan.build import GOAL, PRACTICE, TODAY, TREATMENT, slot

ZOOMS: tuple[Zoom, ...] = ("month", "half_year", "year")


def wide(words: str) -> float:
    """Measure a label: one hundredth of the width for each letter."""
    return 0.01 * len(words)


def laid(zoom: Zoom, activities: list[Activity], goals: list[InterimGoal] | None = None) -> Timeline:
    return layout(activities, goals or [], make_scale(zoom, TODAY), TODAY, wide)


def test_half_year_looks_like_the_plan_on_the_wall() -> None:
    scale = make_scale("half_year", TODAY)
    assert (scale.start, scale.end) == (date(2026, 10, 1), date(2027, 5, 1))
    assert [tick.label for tick in scale.ticks] == [
        "okt.",
        "nov.",
        "dec.",
        "jan. 2027",
        "feb.",
        "mar.",
        "apr.",
    ]
    assert [tick.major for tick in scale.ticks].index(True) == 3
    assert scale.at(date(2026, 10, 1)) == 0
    assert scale.at(date(2027, 5, 1)) == 1
    assert laid("half_year", []).today == pytest.approx(54 / 212)


def test_month_has_a_tick_for_each_monday_and_year_for_each_month() -> None:
    month = make_scale("month", TODAY, "en")
    assert [tick.label for tick in month.ticks] == ["16 Nov", "23 Nov", "30 Nov", "7 Dec", "14 Dec"]
    assert len(make_scale("year", TODAY).ticks) == 12
    assert make_scale("year", TODAY, start=date(2027, 3, 20)).start == date(2027, 3, 1)


def test_today_outside_the_scale_is_not_drawn() -> None:
    scale = make_scale("month", TODAY, start=date(2027, 3, 1))
    assert layout([], [], scale, TODAY, wide).today is None


def test_bar_reaches_from_first_morning_to_the_morning_after() -> None:
    (bar,) = (
        laid("half_year", [replace(PRACTICE, from_on=date(2026, 12, 1), to_on=date(2026, 12, 31))])
        .rows[0]
        .bars
    )
    assert bar.left == pytest.approx(61 / 212)
    assert bar.right == pytest.approx(92 / 212)
    assert bar.planned
    assert not bar.over


def test_bars_are_cut_at_the_edges_and_open_ends_run_on() -> None:
    long = replace(PRACTICE, from_on=date(2026, 1, 1), to_on=None)
    (bar,) = laid("half_year", [long]).rows[0].bars
    assert (bar.left, bar.right, bar.cut_left, bar.cut_right) == (0, 1, True, True)
    gone = replace(PRACTICE, to_on=date(2026, 9, 30), from_on=date(2026, 9, 1))
    assert laid("half_year", [gone]).rows[0].bars == ()


def test_pause_lies_inside_its_bar() -> None:
    paused = replace(PRACTICE, suspended_from=date(2026, 12, 1), suspended_until=date(2026, 12, 15))
    (bar,) = laid("half_year", [paused]).rows[0].bars
    assert bar.pauses == ((pytest.approx(61 / 212), pytest.approx(75 / 212)),)


def test_tracks_keep_their_order_and_undated_things_are_named() -> None:
    line = laid("year", [PRACTICE, replace(TREATMENT, from_on=None)], [replace(GOAL, due_on=None)])
    assert tuple(row.track for row in line.rows) == TRACKS
    assert line.undated == ("a2", "g1")


def test_overlapping_bars_get_lanes_and_neighbours_share_one() -> None:
    first = replace(PRACTICE, id="1", from_on=date(2026, 11, 1), to_on=date(2026, 11, 30))
    overlapping = replace(first, id="2", from_on=date(2026, 11, 15), to_on=date(2026, 12, 15))
    after = replace(first, id="3", from_on=date(2026, 12, 1), to_on=date(2026, 12, 31))
    row = laid("half_year", [after, overlapping, first]).rows[0]
    assert row.lanes == 2
    assert {bar.activity_id: bar.lane for bar in row.bars} == {"1": 0, "2": 1, "3": 0}


def test_label_turns_left_at_the_right_edge_and_is_cut_only_when_it_must() -> None:
    late = replace(GOAL, due_on=date(2027, 4, 28), words="x" * 30)
    (stone,) = laid("half_year", [], [late]).milestones
    assert stone.label_right < stone.at
    assert not stone.shortened
    (cut,) = laid("half_year", [], [replace(GOAL, due_on=date(2027, 1, 15), words="x" * 200)]).milestones
    assert cut.shortened
    assert 0 <= cut.label_left < cut.label_right <= 1


def test_given_up_goals_are_not_drawn() -> None:
    assert laid("half_year", [], [replace(GOAL, status="given_up")]).milestones == ()


def test_day_at_is_the_way_back() -> None:
    for zoom in ZOOMS:
        scale = make_scale(zoom, TODAY)
        for offset in range((scale.end - scale.start).days):
            day = scale.start + timedelta(days=offset)
            assert scale.day_at(scale.at(day)) == day


days = st.dates(date(2026, 6, 1), date(2027, 12, 1))
bars = st.builds(
    Activity,
    id=st.uuids().map(str),
    title=st.just("Praktik"),
    track=st.sampled_from(TRACKS[:2]),
    status=st.sampled_from(["planned", "running", "ended"]),
    from_on=days,
    to_on=st.none() | days,
)
stones = st.builds(
    InterimGoal, id=st.uuids().map(str), words=st.text("abc", max_size=40), due_on=st.none() | days
)


@given(st.sampled_from(ZOOMS), st.lists(bars, max_size=12), st.lists(stones, max_size=10))
def test_nothing_overlaps(zoom: Zoom, activities: list[Activity], goals: list[InterimGoal]) -> None:
    line = laid(zoom, activities, goals)
    for row in line.rows:
        by_lane: dict[int, list[tuple[float, float]]] = defaultdict(list)
        for bar in row.bars:
            assert 0 <= bar.left < bar.right <= 1
            assert bar.lane < row.lanes
            by_lane[bar.lane].append((bar.left, bar.right))
        for spans in by_lane.values():
            spans.sort()
            assert all(a[1] <= b[0] for a, b in pairwise(spans))
    by_level: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for stone in line.milestones:
        assert 0 <= stone.at <= 1
        assert stone.level < line.levels
        assert stone.label_left >= 0
        if wide(stone.label) > 0:
            by_level[stone.level].append((min(stone.at, stone.label_left), max(stone.at, stone.label_right)))
    for spans in by_level.values():
        spans.sort()
        assert all(a[1] < b[0] for a, b in pairwise(spans))


@given(
    st.lists(
        st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda s: (s[0], s[0] + s[1])), max_size=20
    )
)
def test_lanes_and_columns_part_what_overlaps(spans: list[tuple[float, float]]) -> None:
    chosen, placed = lanes(spans), columns(spans)
    for i, (start, end) in enumerate(spans):
        column, width = placed[i]
        assert 0 <= column < width
        for j in range(i):
            if spans[j][0] < end and start < spans[j][1]:
                assert chosen[i] != chosen[j]
                assert placed[j][0] != column
                assert placed[j][1] == width


def test_week_puts_clashing_things_side_by_side() -> None:
    course = replace(PRACTICE, id="fvu", title="FVU", track="education", slots=(slot(1, "10:00", "12:00"),))
    week = week_layout([course, TREATMENT, PRACTICE], date(2026, 11, 23), 30)
    assert (week.days, week.first_hour, week.last_hour) == (5, 8, 16)
    blocks = {block.activity_id: block for block in week.blocks}
    assert {(blocks[i].column, blocks[i].columns) for i in ("fvu", "a2")} == {(0, 2), (1, 2)}
    assert blocks["fvu"].clash
    assert blocks["a2"].clash
    assert not blocks["a1"].clash
    assert (blocks["a1"].column, blocks["a1"].columns) == (0, 1)
    assert blocks["a1"].top == pytest.approx(1 / 8)
    assert blocks["a1"].bottom == pytest.approx(4 / 8)


def test_week_shows_only_what_takes_place_in_it() -> None:
    assert week_layout([PRACTICE], date(2026, 11, 2), 30).blocks == ()
    # It starts on a Monday: that very day counts.
    assert len(week_layout([PRACTICE], date(2026, 11, 9), 30).blocks) == 1


def test_week_keeps_what_has_ended_where_it_took_place() -> None:
    over = replace(PRACTICE, status="stopped", to_on=date(2026, 11, 16))
    for monday in (date(2026, 11, 9), date(2026, 11, 16)):
        assert week_layout([over], monday, 30).blocks
    assert week_layout([over], date(2026, 11, 23), 30).blocks == ()
    never = replace(PRACTICE, status="stopped", to_on=None)
    assert week_layout([never], date(2026, 11, 16), 30).blocks == ()


def test_week_widens_for_early_late_and_weekend() -> None:
    odd = replace(PRACTICE, slots=(slot(5, "06:30", "07:00"), slot(6, "19:00", "20:15")))
    week = week_layout([odd], date(2026, 11, 23), 30)
    assert (week.days, week.first_hour, week.last_hour) == (7, 6, 21)
    assert all(0 <= block.top < block.bottom <= 1 for block in week.blocks)


def test_way_to_the_place_is_asked_for_once_it_is_known() -> None:
    first = replace(PRACTICE, slots=(slot(1, "08:00", "09:30"),), travel_minutes=0)
    assert clashes([first, replace(TREATMENT, travel_minutes=30)], TODAY, 30) == []
    (clash,) = clashes([first, replace(TREATMENT, travel_minutes=45)], TODAY, 30)
    assert (clash.kind, clash.minutes_between) == ("travel", 30)
    assert clashes([first, replace(TREATMENT, travel_minutes=None)], TODAY, 20) == []
