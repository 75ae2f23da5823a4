"""Typed times of the week are understood as people write them, and written so that they are understood again."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.base.text import Text, render
from caseworker.plan.content import StepUp
from caseworker.plan.facts import Slot
from caseworker.plan.wording import value_text
from ui.plan.times import read_slots, read_steps, write_slots, write_steps


def times(words: str) -> list[tuple[int, str, str]]:
    found = read_slots(words)
    assert found.problem is None, render(found.problem, "en")
    return [(s.weekday, f"{s.start:%H:%M}", f"{s.end:%H:%M}") for s in found.slots]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("tir 10-12", [(1, "10:00", "12:00")]),
        ("tirsdag kl. 10 til 12, torsdage 9.30-11:15", [(1, "10:00", "12:00"), (3, "09:30", "11:15")]),
        ("man, ons og fre 9–12", [(0, "09:00", "12:00"), (2, "09:00", "12:00"), (4, "09:00", "12:00")]),
        ("man-ons 8-9", [(0, "08:00", "09:00"), (1, "08:00", "09:00"), (2, "08:00", "09:00")]),
        ("to 13-15", [(3, "13:00", "15:00")]),
        ("hver lørdag 10-11", [(5, "10:00", "11:00")]),
        ("ma 9-10 og 13-14", [(0, "09:00", "10:00"), (0, "13:00", "14:00")]),
        ("every Tuesday at 10 to 12; on Fri 9-10", [(1, "10:00", "12:00"), (4, "09:00", "10:00")]),
        ("hverdage 9-10", [(d, "09:00", "10:00") for d in range(5)]),
        ("", []),
        ("  ", []),
    ],
)
def test_times_are_read_as_they_are_said(words: str, expected: list[tuple[int, str, str]]) -> None:
    assert times(words) == expected


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("10-12", "day first"),
        ("tirsdag", "time as well"),
        ("tir 12-10", "ends before it begins"),
        ("tir 25-26", "not a time of day"),
        ("tir 10-12, når det passer", "not understood: “når det passer”"),
        ("tir 10-10", "ends before it begins"),
    ],
)
def test_what_is_not_understood_is_said(words: str, part: str) -> None:
    problem = read_slots(words).problem
    assert problem is not None
    assert part in render(problem, "en")


_times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 5, 30, 45]))
_slots = st.tuples(st.integers(0, 6), _times, _times).filter(lambda s: s[1] < s[2])


@given(st.lists(_slots, max_size=6, unique=True))
def test_what_is_written_is_read_again(parts: list[tuple[int, time, time]]) -> None:
    slots = [Slot(weekday=d, start=a, end=b) for d, a, b in parts]
    key = lambda s: (s.weekday, s.start, s.end)  # noqa: E731 - one use
    for language in ("da", "en"):
        read = read_slots(write_slots(slots, language))
        assert read.problem is None
        assert sorted(read.slots, key=key) == sorted(slots, key=key)


@given(st.text(max_size=60))
def test_any_words_are_survived(words: str) -> None:
    found = read_slots(words)
    assert all(slot.start < slot.end for slot in found.slots)


def test_step_ups_are_read_and_written() -> None:
    expected = (StepUp(from_week=1, hours=3.0), StepUp(from_week=5, hours=7.5))
    assert read_steps("7,5 timer fra uge 5, 3 fra uge 1").steps == expected
    for language in ("da", "en"):
        assert read_steps(write_steps(expected, language)).steps == expected
    assert read_steps("lidt mere hver uge").problem is not None


def test_weekdays_are_written_as_the_language_writes_them() -> None:
    slots = read_slots("man, ons 9-12").slots
    assert write_slots(slots, "en").startswith("Mon, Wed 9")
    assert write_slots(slots, "da").startswith("man, ons 9")
    assert read_slots(write_slots(slots, "en")).slots == slots


@pytest.mark.parametrize(
    ("hours", "said"),
    [(1.0, "1 time fra uge 2"), (1.5, "1,5 timer fra uge 2"), (3.0, "3 timer fra uge 2")],
)
def test_one_hour_is_one_hour(hours: float, said: str) -> None:
    steps = value_text("step_up", [{"hours": hours, "from_week": 2}], {})
    assert isinstance(steps, Text)
    assert render(steps, "da") == said
