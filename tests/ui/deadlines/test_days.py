"""The calendar: what lies on which day, weeks and months, closed days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from caseworker.base.clock import at
from caseworker.base.place import Place
from caseworker.base.text import raw, render
from caseworker.casework.booking import PlannedTalk, Settled, booked_words
from ui.deadlines import days
from ui.deadlines.items import Found, talk_items
from ui.deadlines.lines import Bucket, Item, Kind

TODAY = date(2026, 11, 24)
TUESDAY = date(2026, 12, 1)


def item(name: str, day: date | None, kind: Kind = "deadline", bucket: Bucket = "soon") -> Item:
    return Item(
        id=f"{kind} {name}", kind=kind, bucket=bucket, case_id=name, name=name, sort_key=name.lower(), title="Talk",
        day=day, when=raw(""), note=raw(""), place=Place("contacts", name), words=name.lower(),
    )  # fmt: skip


def talk(hour: int, talk_id: str = "t1", day: date = TUESDAY) -> PlannedTalk:
    return PlannedTalk(talk_id, "c1", "Bent Friis", "follow_up", "municipality", "meeting", at(day, hour), 45)


def test_talks_stand_first_by_time_then_what_is_overdue() -> None:
    talks = tuple(talk_items([talk(13), talk(9, "t2")], [], TODAY, "en"))
    found = Found((item("Åse", TUESDAY), item("Bent", TUESDAY, bucket="overdue")), talks)
    listed = days.by_day(found, None, "")
    assert [one.id for one in listed[TUESDAY]] == ["talk/t2", "talk/t1", "deadline Bent", "deadline Åse"]
    assert [render(one.note, "en") for one in talks] == ["13:00", "09:00"]


def test_a_deadline_that_a_talk_meets_is_shown_with_the_talk_only() -> None:
    due = replace(item("Bent", date(2026, 12, 14)), booked=Settled("t1", at(TUESDAY, 9), "meets"))
    late = replace(item("Åse", TODAY), booked=Settled("t2", at(TUESDAY, 9), "late"))
    talks = tuple(talk_items([talk(9)], [due, late], TODAY, "en"))
    listed = days.by_day(Found((due, late), talks), None, "")
    assert sorted(listed) == [TODAY, TUESDAY]
    assert talks[0].settles == ("deadline Bent",)
    assert render(talks[0].note, "en") == "09:00 · meets 1 deadline"


def test_a_deadline_with_an_own_date_stands_on_both_days_and_one_without_a_day_on_none() -> None:
    both = replace(item("Bent", TUESDAY), own=TODAY)
    listed = days.by_day(Found((both, item("Åse", None))), None, "")
    assert {day: len(items) for day, items in listed.items()} == {TODAY: 1, TUESDAY: 1}


def test_counter_and_search_filter_the_days_too() -> None:
    found = Found((item("Bent", TUESDAY), item("Åse", TUESDAY, bucket="before")))
    assert [one.name for one in days.by_day(found, None, "")[TUESDAY]] == ["Bent"]
    assert [one.name for one in days.by_day(found, "before", "")[TUESDAY]] == ["Åse"]
    assert days.by_day(found, None, "nobody") == {}


@pytest.mark.parametrize(
    ("day", "weeks", "first", "last"),
    [
        (date(2026, 11, 24), 6, date(2026, 10, 26), date(2026, 12, 6)),
        (date(2026, 12, 31), 5, date(2026, 11, 30), date(2027, 1, 3)),
        (date(2027, 2, 1), 4, date(2027, 2, 1), date(2027, 2, 28)),
        (date(2028, 2, 29), 5, date(2028, 1, 31), date(2028, 3, 5)),
    ],
)
def test_the_weeks_of_a_month(day: date, weeks: int, first: date, last: date) -> None:
    found = days.weeks_of(day)
    assert (len(found), found[0][0], found[-1][-1]) == (weeks, first, last)
    assert all(len(week) == 7 for week in found)


@pytest.mark.parametrize(
    ("day", "step", "month_on", "week_on"),
    [
        (date(2026, 12, 31), 1, date(2027, 1, 31), date(2027, 1, 7)),
        (date(2027, 1, 31), 1, date(2027, 2, 28), date(2027, 2, 7)),
        (date(2027, 1, 15), -1, date(2026, 12, 15), date(2027, 1, 8)),
        (date(2026, 12, 31), -10, date(2026, 2, 28), date(2026, 10, 22)),
    ],
)
def test_going_on_by_months_and_weeks(day: date, step: int, month_on: date, week_on: date) -> None:
    assert days.stepped(day, "month", step) == month_on
    assert days.stepped(day, "week", step) == week_on


def test_a_week_shows_the_weekend_only_where_something_lies_there() -> None:
    monday, sunday = date(2026, 11, 23), date(2026, 11, 29)
    assert days.week_days(TODAY, {}) == [monday + timedelta(days=n) for n in range(5)]
    assert days.week_days(TODAY, {sunday: (item("Bent", sunday),)})[-1] == sunday
    assert days.first_of(TODAY, "week") == monday
    assert days.first_of(TODAY, "month") == date(2026, 11, 1)


def test_closed_days_say_why() -> None:
    said = {
        day: words and render(words, "en")
        for day in (date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 27), TUESDAY)
        for words in [days.closed_words(day)]
    }
    assert list(said.values()) == ["offices closed", "public holiday", "public holiday", None, None]


def test_a_day_is_said_in_full() -> None:
    items = (item("Bent", TODAY, bucket="overdue"), item("Åse", TODAY), item("Ida", TODAY, kind="talk"))
    said = [render(part, "en") for part in days.spoken_day(TODAY, items, TODAY)]
    assert said == ["Tuesday 24 November", "today", "1 overdue · 1 deadline · 1 talk"]
    assert days.load_words(()) is None
    assert render(days.span_words(TODAY, "week"), "en") == "week 48, 23 Nov to 29 Nov 2026"
    assert render(days.span_words(TODAY, "month"), "en") == "November 2026"


@pytest.mark.parametrize(
    ("how", "words"),
    [("meets", "meets the deadline"), ("late", "after the deadline"), ("counts", "counts towards it")],
)
def test_what_a_booked_talk_does_is_said(how: str, words: str) -> None:
    booked = Settled("t1", at(TUESDAY, 9), how)  # type: ignore[arg-type]
    assert render(booked_words(booked, TODAY), "en") == f"booked Tue 1 Dec, {words}"
