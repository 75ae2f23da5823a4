"""The suggested next talk: in time, on a working day, for as many duties as possible."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.base.clock import ZONE, at
from caseworker.base.text import raw, render
from caseworker.base.workdays import is_workday
from caseworker.contacts.suggest import TIMES, Booked, Duty, suggest

TODAY = date(2026, 11, 24)  # a Tuesday
MEASUREMENT = Duty(
    key="m", title=raw("Progressionsmåling"), status="open", work_date=date(2026, 12, 7),
    earliest_on=date(2026, 11, 30), met_by=frozenset({"measurement"}),
)  # fmt: skip


def duty(key: str = "d", due: date | None = date(2026, 12, 7), **values: Any) -> Duty:
    given = {"title": raw(f"Pligt {key}"), "status": "open", "work_date": due} | values
    return Duty(key=key, **given)


def test_nothing_asked_for_suggests_nothing() -> None:
    assert suggest([], [], TODAY) is None
    assert suggest([duty(status="met"), duty(status="suspended"), duty(status="moot")], [], TODAY) is None
    assert suggest([duty(met_by=frozenset())], [], TODAY) is None
    assert suggest([duty(due=None)], [], TODAY) is None


def test_the_latest_day_that_leaves_three_working_days_to_spare() -> None:
    found = suggest([MEASUREMENT], [], TODAY, usual=time(13))
    assert found.day == date(2026, 12, 2)  # Thursday, Friday and Monday the 7th are left
    assert found.at == at(date(2026, 12, 2), 13)
    assert found.kind == "follow_up"
    assert (
        render(found.reason, "da")
        == "Når »Progressionsmåling«, som skal være sket senest mandag 7. december."
    )


def test_one_talk_serves_all_that_fit() -> None:
    four = duty(
        "talks", date(2027, 3, 5), last_safe_date=date(2026, 12, 18), title=raw("4 samtaler på 6 måneder")
    )
    late = duty("late", date(2027, 6, 1), earliest_on=date(2027, 5, 1))
    found = suggest([late, four, MEASUREMENT], [], TODAY)
    assert found.serves == ("m", "talks")
    assert found.day == date(2026, 12, 2)
    assert render(found.reason, "da") == (
        "Én samtale dækker »Progressionsmåling« og »4 samtaler på 6 måneder«. "
        "Den første frist er senest mandag 7. december."
    )


def test_more_duties_at_once_weigh_more_than_days_to_spare() -> None:
    opens_late = duty("b", date(2026, 12, 20), earliest_on=date(2026, 12, 7))
    found = suggest([duty("a"), opens_late], [], TODAY)
    assert (found.day, found.serves) == (date(2026, 12, 7), ("a", "b"))


def test_what_is_late_is_for_the_first_working_day() -> None:
    friday = date(2026, 11, 27)
    found = suggest([duty(due=date(2026, 11, 20), status="missed")], [], friday)
    assert found.day == date(2026, 11, 30)
    assert render(found.reason, "da").startswith("»Pligt d« skulle være sket senest fredag 20. november.")


def test_what_is_late_gets_the_first_day_with_room() -> None:
    full = [Booked(at(day, 8), 9 * 60) for day in (date(2026, 11, 25), date(2026, 11, 26))]
    found = suggest([duty(due=date(2026, 11, 20), status="missed")], full, TODAY)
    assert found.at == at(date(2026, 11, 27), 10)
    assert "har ingen ledig tid" not in render(found.reason, "da")


def test_free_time_weighs_more_than_one_more_duty() -> None:
    opens_late = duty("b", date(2026, 12, 20), earliest_on=date(2026, 12, 7))
    full = [Booked(at(date(2026, 12, 7), 8), 9 * 60)]
    found = suggest([duty("a"), opens_late], full, TODAY)
    assert (found.day, found.serves) == (date(2026, 12, 2), ("a",))


def test_a_calendar_without_room_in_time_is_said() -> None:
    full = [Booked(at(date(2026, 11, 25), 8), 9 * 60)]
    found = suggest([duty(due=date(2026, 11, 25))], full, TODAY)
    assert found.day == date(2026, 11, 25)
    assert "Kalenderen har ingen ledig tid inden da" in render(found.reason, "da")


def test_a_talk_booked_in_time_is_enough_and_one_too_late_is_not() -> None:
    assert suggest([duty()], [Booked(at(date(2026, 12, 3)), 45, "follow_up")], TODAY) is None
    assert suggest([duty()], [Booked(at(date(2026, 12, 3)), 45, "")], TODAY) is not None
    assert suggest([duty()], [Booked(at(date(2026, 12, 8)), 45, "follow_up")], TODAY) is not None
    missed = duty(due=date(2026, 11, 20), status="missed")
    assert suggest([missed], [Booked(at(date(2026, 12, 8)), 45, "joint")], TODAY) is None


def test_the_first_talk_is_a_first_talk() -> None:
    assert suggest([duty()], [], TODAY, met_before=False).kind == "first"
    assert suggest([duty()], [], TODAY).kind == "follow_up"
    assert suggest([duty(met_by=frozenset({"availability"}))], [], TODAY).kind == "availability"


def test_a_time_that_is_taken_gives_way() -> None:
    day = date(2026, 12, 2)
    taken = [Booked(at(day, 12, 30), 60), Booked(at(day, 10), 45)]
    assert suggest([MEASUREMENT], taken, TODAY, usual=time(13)).at == at(day, 9)
    whole_day = [Booked(at(day, 8), 9 * 60)]
    assert suggest([MEASUREMENT], whole_day, TODAY).day == date(2026, 12, 1)


def test_two_talks_do_not_fall_into_one_week_where_it_can_be_helped() -> None:
    booked = [Booked(at(date(2026, 12, 3)), 45, "emergency")]
    assert suggest([duty(due=date(2026, 12, 20))], booked, TODAY).day == date(2026, 12, 15)
    assert suggest(
        [duty(due=date(2026, 12, 20), last_safe_date=date(2026, 12, 16))], booked, TODAY
    ).day == date(2026, 12, 11)


def test_nobody_is_asked_to_come_twice_on_one_day() -> None:
    elsewhere = Booked(at(date(2026, 12, 2), 9), kind="cv_talk")  # of a kind that takes no measurement
    found = suggest([MEASUREMENT], [elsewhere], TODAY, usual=time(13))
    assert found.day == date(2026, 12, 1)


def test_christmas_is_no_time_for_a_talk() -> None:
    eve = duty(due=date(2026, 12, 31), earliest_on=date(2026, 12, 24))
    assert suggest([eve], [], TODAY).day == date(2026, 12, 28)


_days = st.dates(TODAY - timedelta(days=60), TODAY + timedelta(days=200))
_duties = st.lists(
    st.builds(
        lambda n, due, safe, first, status: duty(
            str(n), due, last_safe_date=safe, earliest_on=first, status=status, met_by=frozenset({"talk"})
        ),
        st.integers(0, 5), _days, st.none() | _days, st.none() | _days, st.sampled_from(["open", "due_soon", "missed"]),
    ),
    min_size=1, max_size=5,
)  # fmt: skip


@given(_duties, st.lists(st.builds(Booked, st.builds(at, _days), st.just(45), st.just("")), max_size=5))
def test_any_suggestion_is_a_free_working_day_ahead_that_serves_the_most_pressing(
    duties: list[Duty], booked: list[Booked]
) -> None:
    found = suggest(duties, booked, TODAY)
    assert found is not None
    assert found.day > TODAY
    assert is_workday(found.day)
    assert found.at.astimezone(ZONE).time() in TIMES
    limit = min(one.limit for one in duties)
    pressing = [one for one in duties if one.limit == limit]
    assert found.serves[0] in {one.key for one in pressing} or found.day > limit
    assert render(found.reason, "da")


@pytest.mark.parametrize("weekday", range(7))
def test_from_any_day_the_suggestion_lies_ahead(weekday: int) -> None:
    today = TODAY + timedelta(days=weekday)
    assert suggest([MEASUREMENT], [], today).day > today


def test_no_day_lies_in_a_time_without_a_duty() -> None:
    leave = (date(2026, 11, 23), date(2026, 12, 1))
    found = suggest([duty(exempt=(leave,), last_safe_date=date(2026, 11, 30))], [], TODAY)
    assert found.day == date(2026, 12, 2)  # the first after it that leaves three working days
    assert render(found.reason, "da") == "Til »Pligt d«: til og med tirsdag 1. december er borgeren undtaget."
    # What is late waits for the end too, and for no end that nobody knows.
    late = duty("late", date(2026, 11, 2), status="missed", exempt=(leave,))
    assert suggest([late], [], TODAY).day == date(2026, 12, 2)
    without_end = duty("late", date(2026, 11, 2), status="missed", exempt=((date(2026, 11, 23), None),))
    assert suggest([without_end], [], TODAY) is None
    assert suggest([without_end, duty()], [], TODAY).serves == ("d",)


def test_what_a_leave_will_cut_off_comes_first() -> None:
    cut = duty(
        "cut",
        date(2027, 3, 31),
        last_safe_date=date(2027, 3, 1),
        exempt=((date(2026, 12, 14), date(2027, 3, 20)),),
    )
    found = suggest([cut, duty("other", date(2027, 1, 15))], [], TODAY)
    assert found.serves == ("other", "cut")
    assert found.day == date(2026, 12, 8)  # Friday 11 December is the last working day before it


LATE = {"due": date(2026, 11, 9), "status": "missed"}


def full(*days: int) -> list[Booked]:
    """Return calendars of November without a free time on the days."""
    return [Booked(at(date(2026, 11, day), 8), 9 * 60) for day in days]


def test_what_is_late_is_put_before_a_leave_without_end_even_on_a_full_day() -> None:
    leave = duty(**LATE, exempt=((date(2026, 11, 30), None),))
    assert suggest([leave], full(25), TODAY).day == date(2026, 11, 26)  # a day with room is left
    found = suggest([leave], full(25, 26, 27), TODAY)
    assert found.at == at(date(2026, 11, 27), 10)  # the last working day before it
    assert "Kalenderen har ingen ledig tid inden da" in render(found.reason, "da")


FOUR = {"due_on": date(2027, 1, 1), "work_date": date(2026, 12, 31), "status": "due_soon"}


@pytest.mark.parametrize(
    ("safe", "words"),
    [
        (
            date(2026, 11, 20),
            (
                "»four« skal være sket senest fredag 1. januar (sidste sikre dag for den næste af samtalerne: "
                "fredag 20. november). Det her er den første dag med plads."
            ),
        ),
        (date(2026, 12, 18), "Når »four«: Den næste af samtalerne bør holdes senest fredag 18. december."),
    ],
)
def test_the_last_safe_day_is_not_told_as_the_deadline(safe: date, words: str) -> None:
    one = Duty(key="four", title=raw("four"), last_safe_date=safe, **FOUR)
    found = suggest([one], [], TODAY)
    assert render(found.reason, "da") == words


def test_a_talk_booked_before_the_date_will_do_once_the_safe_day_is_past() -> None:
    one = Duty(key="four", title=raw("four"), last_safe_date=date(2026, 11, 20), **FOUR)
    assert suggest([one], [Booked(at(date(2026, 12, 30), 9), kind="follow_up")], TODAY) is None
    assert suggest([one], [Booked(at(date(2027, 1, 4), 9), kind="follow_up")], TODAY) is not None


def test_a_late_talk_that_waits_for_the_end_of_a_leave_lets_another_go_first() -> None:
    waits = duty("late", **LATE, exempt=((date(2026, 11, 23), date(2027, 3, 31)),))
    found = suggest([waits, duty("m")], [], TODAY)
    assert (found.serves, found.day) == (("m",), date(2026, 12, 2))
    alone = suggest([waits], [], TODAY)
    assert (alone.serves, alone.day) == (("late",), date(2027, 4, 1))
    assert "plads" not in render(alone.reason, "da")  # it is the leave that it waits for


@pytest.mark.parametrize("due", [date(2026, 12, 7), date(2026, 12, 8)])
def test_nor_does_it_where_the_first_days_after_the_leave_are_full(due: date) -> None:
    late = duty(
        "late", date(2026, 11, 23), status="missed", exempt=((date(2026, 11, 20), date(2026, 12, 4)),)
    )
    busy = [Booked(at(date(2026, 12, day), 8), 9 * 60) for day in (7, 8)]
    found = suggest([late, duty("m", due, status="due_soon")], busy, TODAY)
    assert (found.serves, found.day < date(2026, 12, 5)) == (("m",), True)


def test_after_a_leave_beyond_the_safe_day_the_soonest_day_is_best() -> None:
    one = Duty(
        key="four", title=raw("four"), last_safe_date=date(2026, 11, 29),
        exempt=((date(2026, 11, 24), date(2026, 11, 27)),), **FOUR,
    )  # fmt: skip
    assert suggest([one], [], TODAY).day == date(2026, 11, 30)


def test_what_is_late_says_nothing_of_a_leave_that_is_over() -> None:
    over = duty("d", date(2026, 11, 20), status="missed", exempt=((date(2026, 11, 16), date(2026, 11, 22)),))
    assert render(suggest([over], [], TODAY).reason, "da").startswith(
        "»Pligt d« skulle være sket senest fredag"
    )


def test_on_a_full_calendar_what_is_late_does_not_claim_what_will_be_late_then() -> None:
    found = suggest([duty("late", **LATE), duty("m", date(2026, 11, 26))], full(25, 26, 27), TODAY)
    assert (found.serves, found.day) == (("late",), date(2026, 11, 30))


def test_a_late_talk_with_one_busy_day_is_not_put_behind_a_leave() -> None:
    leave = duty(**LATE, exempt=((date(2026, 11, 26), date(2027, 3, 31)),))
    assert suggest([leave], full(25), TODAY).day == date(2026, 11, 25)


_rests = st.lists(
    st.tuples(_days, st.none() | st.integers(0, 90)).map(
        lambda one: (one[0], None if one[1] is None else one[0] + timedelta(days=one[1]))
    ),
    max_size=3,
).map(tuple)
_busy = st.lists(st.builds(Booked, st.builds(at, _days, st.just(8)), st.just(9 * 60)), max_size=4).flatmap(
    lambda others: st.integers(0, 20).map(
        lambda number: others + [Booked(at(TODAY + timedelta(days=n), 8), 9 * 60) for n in range(number)]
    )
)


@given(_duties, st.lists(_rests, min_size=5, max_size=5), _busy)
def test_no_suggestion_lies_in_a_rest_of_what_it_serves(
    duties: list[Duty], rests: list[tuple[tuple[date, date | None], ...]], booked: list[Booked]
) -> None:
    asked = [replace(one, key=str(n), exempt=rests[n]) for n, one in enumerate(duties)]
    found = suggest(asked, booked, TODAY)
    if found is None:
        assert all(any(rest[1] is None for rest in one.exempt) for one in asked)
        return
    assert found.day > TODAY
    assert is_workday(found.day)
    served = [one for one in asked if one.key in found.serves]
    assert served
    assert not any(one.rest_on(found.day) for one in served)
    assert render(found.reason, "da")
