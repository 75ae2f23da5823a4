"""Which absence an event is about: by its name, or, where it names none, the first that it can be about."""

from __future__ import annotations

from datetime import date

from caseworker.base.clock import at
from caseworker.contacts.hearings import Course, courses, talks_of, words_for
from caseworker.people.model import CaseEvent

FIRST, SECOND, THIRD = date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)
MISSED = {"c": at(THIRD), "a": at(FIRST), "b": at(SECOND)}


def event(number: int, kind: str, on: date, *talks: str) -> CaseEvent:
    return CaseEvent(id=f"e{number}", citizen_id="p", case_id="s", kind=kind, on=on, words=words_for(talks))


def clock(number: int, on: date, *talks: str) -> CaseEvent:
    return event(number, "sanctionable", on, *talks)


def hearing(number: int, on: date, *talks: str) -> CaseEvent:
    return event(number, "hearing_sent", on, *talks)


def ids(found: dict[str, Course]) -> list[tuple[str, str | None, str | None]]:
    """Return each talk with the ids of its two events."""
    return [(talk, c.begun and c.begun.id, c.heard and c.heard.id) for talk, c in found.items()]


def test_the_absences_are_there_the_oldest_first() -> None:
    assert ids(courses(MISSED, [], ())) == [("a", None, None), ("b", None, None), ("c", None, None)]
    same = {"b": at(FIRST), "a": at(FIRST)}
    assert list(courses(same, [], ())) == ["a", "b"]
    assert list(courses({"a": at(SECOND), "b": at(FIRST)}, [], ())) == ["b", "a"]


def test_an_event_is_about_the_talks_it_names_and_the_first_such_one_counts() -> None:
    assert talks_of(hearing(1, FIRST, "a", "b")) == ("a", "b")
    told = [
        hearing(4, THIRD, "a"),
        hearing(3, SECOND, "b", "a", "gone"),
        clock(2, SECOND, "b"),
        clock(1, FIRST, "a"),
        clock(0, THIRD, "a"),
        event(5, "decision_available", THIRD, "c"),
    ]
    assert ids(courses(MISSED, told, ())) == [("a", "e1", "e3"), ("b", "e2", "e3"), ("c", None, None)]
    of_one_day = [hearing(2, FIRST, "a"), hearing(1, FIRST, "a")]
    assert ids(courses(MISSED, of_one_day, ()))[0] == ("a", None, "e1")


def test_a_clock_without_a_name_is_of_an_absence_of_its_day() -> None:
    assert ids(courses(MISSED, [clock(1, SECOND)], ())) == [
        ("a", None, None),
        ("b", "e1", None),
        ("c", None, None),
    ]
    two = {"a": at(FIRST, 9), "b": at(FIRST, 10), "c": at(FIRST, 11)}
    found = ids(courses(two, [clock(1, FIRST, "a"), clock(2, FIRST)], ("b",)))
    assert found == [("a", "e1", None), ("b", None, None), ("c", "e2", None)]
    found = ids(courses(two, [clock(2, FIRST), clock(1, FIRST), clock(3, FIRST), clock(4, FIRST)], ()))
    assert found == [("a", "e1", None), ("b", "e2", None), ("c", "e3", None)]


def test_a_hearing_without_a_name_is_of_no_later_absence_and_of_none_that_was_heard() -> None:
    one = {"b": at(SECOND)}
    assert ids(courses(one, [hearing(1, FIRST)], ())) == [("b", None, None)]
    assert ids(courses(one, [hearing(1, SECOND)], ())) == [("b", None, "e1")]
    two = [hearing(1, THIRD, "a"), hearing(2, THIRD)]
    assert ids(courses(MISSED, two, ()))[:2] == [("a", None, "e1"), ("b", None, "e2")]


def heard(told: list[CaseEvent], *let_be: str) -> str:
    """Return the talk that the only hearing is about."""
    (talk,) = (name for name, course in courses(MISSED, told, let_be).items() if course.heard)
    return talk


def test_a_hearing_without_a_name_is_of_one_whose_clock_ran_when_it_was_sent() -> None:
    assert heard([hearing(5, THIRD)]) == "a"
    assert heard([clock(1, THIRD, "c"), hearing(5, THIRD)]) == "c"
    assert heard([clock(1, THIRD, "c"), clock(6, FIRST, "a"), hearing(5, THIRD)]) == "c"
    # One whose clock began later comes before those without a clock, and of these one that was let be.
    assert heard([clock(6, THIRD, "c"), hearing(5, THIRD)]) == "c"
    assert heard([hearing(5, THIRD)], "b") == "b"
    assert heard([clock(6, THIRD, "c"), hearing(5, THIRD)], "b") == "c"
    assert heard([clock(1, THIRD, "c"), clock(2, SECOND, "b"), hearing(5, THIRD)], "a") == "b"
