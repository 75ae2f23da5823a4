"""What follows an absence, step by step: days, order and reasons, without a store."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.base.text import render
from caseworker.base.workdays import is_workday
from caseworker.contacts import absence
from caseworker.contacts.absence import Attempt, NoShow

DAY, TODAY = date(2026, 11, 20), date(2026, 11, 24)


def missed(**values: Any) -> NoShow:
    given: dict[str, Any] = {
        "talk_id": "t1", "kind": "follow_up", "on": DAY, "group": "lab-3", "visited_as": "activity_ready",
        "summoned_on": date(2026, 11, 9),
    }  # fmt: skip
    return NoShow(**(given | values))


def told(one: NoShow, today: date = TODAY) -> list[tuple[str, str, date | None]]:
    return [(step.key, step.state, step.by) for step in absence.steps(one, today)]


def why(one: NoShow, key: str, today: date = TODAY) -> str:
    return next(render(step.why, "en") for step in absence.steps(one, today) if step.key == key)


@pytest.mark.parametrize(
    ("event", "last"),
    [
        (date(2026, 3, 10), date(2026, 6, 30)),  # the worked example of NS-2
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 1), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 3, 31)),
    ],
)
def test_a_sanction_is_carried_out_within_three_whole_calendar_months(event: date, last: date) -> None:
    assert absence.last_day_for_sanction(event) == last


def test_contact_comes_first_and_on_the_same_day() -> None:
    assert told(missed()) == [
        ("reach", "next", DAY),
        ("assess", "later", None),
        ("hear", "later", None),
        ("decide", "later", date(2027, 2, 26)),  # the last working day before Sunday 28 February
    ]


def test_the_next_attempt_is_on_the_next_working_day_and_after_a_letter_when_it_is_read() -> None:
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    assert absence.next_attempt(friday, [Attempt(friday, "phone", "no_answer")]) == monday
    both = (Attempt(friday, "phone", "no_answer"), Attempt(monday, "letter", "message_left"))
    assert absence.next_attempt(friday, both) == date(2026, 12, 1), "six weekdays by post"
    same_day = (Attempt(monday, "phone", "no_answer"), Attempt(monday, "letter", "message_left"))
    for tried in (same_day, same_day[::-1]):
        assert absence.next_attempt(friday, tried) == date(2026, 12, 1), "in whatever order they are read"


def test_once_reached_the_absence_is_judged_then_heard_then_decided_on() -> None:
    reached = missed(contact_on=TODAY, attempts=(Attempt(TODAY, "phone", "reached"),))
    assert [key for key, state, _by in told(reached) if state == "next"] == ["assess"]
    heard = missed(contact_on=TODAY, going_on=True, hearing_on=TODAY, answer_by=date(2026, 12, 8))
    assert told(heard) == [
        ("reach", "done", TODAY),
        ("assess", "done", None),
        ("hear", "done", TODAY),
        ("answer", "next", date(2026, 12, 8)),
        ("decide", "later", date(2027, 2, 26)),  # the last working day before Sunday 28 February
    ]
    answered = missed(
        contact_on=TODAY, going_on=True, hearing_on=TODAY, answer_by=TODAY + timedelta(14), answered_on=TODAY
    )
    assert told(answered)[-1] == ("decide", "next", date(2027, 2, 26))


def test_an_absence_let_be_asks_for_nothing_more() -> None:
    assert told(missed(contact_on=TODAY, closed_on=TODAY)) == [
        ("reach", "done", TODAY),
        ("assess", "done", TODAY),
    ]
    assert not absence.is_open(missed(contact_on=TODAY, closed_on=TODAY), TODAY)
    assert absence.is_open(missed(closed_on=TODAY), TODAY), "the citizen is still to be reached"


def test_who_cannot_be_sanctioned_is_only_to_be_reached() -> None:
    sick = missed(group="lab-6", visited_as="")
    assert [key for key, _state, _by in told(sick)] == ["reach"]
    assert "benefit" not in why(sick, "reach")
    assert not absence.is_open(missed(group="lab-6", contact_on=TODAY), TODAY)


def test_what_was_begun_where_nothing_can_be_sanctioned_can_be_let_be() -> None:
    begun = missed(group="lab-6", visited_as="", contact_on=TODAY, going_on=True, hearing_on=TODAY)
    assert told(begun) == [("reach", "done", TODAY), ("assess", "next", None)]
    assert begun.may_be_let_be
    assert not missed(group="lab-6", contact_on=TODAY).may_be_let_be


def test_a_day_is_deducted_once_and_the_later_absence_says_so() -> None:
    assert "only once" in why(missed(overlaps=True), "decide")
    assert "only once" not in why(missed(), "decide")


def test_an_absence_nobody_judged_is_no_longer_asked_about_when_it_is_too_late() -> None:
    reached = missed(contact_on=TODAY)
    assert absence.is_open(reached, date(2027, 2, 28))
    assert not absence.is_open(reached, date(2027, 3, 1))


def test_the_days_without_contact_count_the_day_of_the_talk() -> None:
    assert absence.days_without_contact(missed(), DAY) == 1
    assert absence.days_without_contact(missed(), TODAY) == 5
    assert absence.days_without_contact(missed(contact_on=DAY), TODAY) == 1
    assert absence.days_without_contact(missed(contact_on=date(2026, 11, 23)), TODAY) == 3


def test_the_reasons_fit_who_it_is_about() -> None:
    assert "to be reached in person" in why(missed(), "reach")
    assert "5 days so far" in why(missed(), "reach")
    assert "no attempt is written down yet" in why(missed(), "hear")
    ready = missed(visited_as="job_ready", attempts=(Attempt(DAY, "phone", "no_answer"),))
    assert "may be one letter" in why(ready, "hear")
    assert "in person" not in why(ready, "reach")
    assert "not summoned to this talk" in why(missed(summoned_on=None), "assess")
    assert "not summoned" not in why(missed(), "assess")


@given(
    st.lists(
        st.tuples(
            st.dates(DAY, DAY + timedelta(60)), st.sampled_from(["phone", "text", "home_visit", "letter"])
        ),
        max_size=6,
    ),
    st.booleans(),
)
def test_there_is_one_next_step_and_the_next_attempt_is_a_working_day_after_the_last(
    attempts: list[tuple[date, str]], reached: bool
) -> None:
    one = missed(
        attempts=tuple(Attempt(day, channel, "no_answer") for day, channel in attempts),
        contact_on=DAY + timedelta(61) if reached else None,
    )
    assert [state for _key, state, _by in told(one)].count("next") == 1
    if attempts:
        next_day = absence.next_attempt(one.on, one.attempts)
        assert is_workday(next_day)
        assert next_day > max(day for day, _channel in attempts)
