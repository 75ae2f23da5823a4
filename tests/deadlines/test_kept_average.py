"""So many contacts in every window, and so many within a period: dates, counts, the latest day for the next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from caseworker.deadlines.packs import load_packs
from tests.deadlines.make import day, facts, job_ready, one, talk
from tests.deadlines.test_explain import told
from tests.deadlines.test_packs import RULE, write

# The proposal asks for 4 contacts in every 12 months, with a week between those that remain.
AVERAGE = RULE.replace(
    'kind = "within"\ntrigger = { event = ["first_contact"] }\nperiod = { days = 5 }',
    'kind = "rolling"\ntrigger = { event = ["first_contact"] }\nperiod = { months = 12 }\n'
    'required = 4\nunit = "contact"',
).replace("{ talks = true }", '{ contacts = ["follow_up"] }')
MOVED = 'exempt_when = [{ kinds = ["sick"], effect = "due_after_end", period = { months = 2 } }]\n'


def begun(on: str, *talks: str, **more: Any) -> Any:
    return facts(
        events=[{"id": "e1", "type": "first_contact", "on": on}], contacts=[talk(d) for d in talks], **more
    )


@pytest.mark.parametrize(
    ("held", "last_safe"),
    [
        ((), "2025-12-11"),
        (("2025-02-01",), "2025-12-18"),
        (("2025-02-01", "2025-03-01"), "2025-12-25"),
        (("2025-02-01", "2025-03-01", "2025-04-01"), "2026-01-01"),
    ],
)
def test_the_next_contact_leaves_a_week_for_each_of_the_rest(held: tuple[str, ...], last_safe: str) -> None:
    answer = one(begun("2025-01-01", *held), "2025-05-01", "KL10-02")
    assert (answer.due_on, answer.key) == (day("2026-01-01"), "KL10-02:e1:1")
    assert (answer.counted, answer.last_safe_date) == (len(held), day(last_safe))


def test_a_talk_on_the_first_day_is_the_oldest_of_four() -> None:
    known = begun("2025-01-01", "2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01")
    answer = one(known, "2025-05-01", "KL10-02", trace=True)
    assert answer.due_on == day("2026-01-01")
    falls = "Den fra onsdag 1. januar 2025 "
    assert any(step.startswith(falls) for step in told(answer)), told(answer)
    # It counts for 12 months only, so for the window that ends on the date one more is needed.
    assert (answer.counted, answer.remaining, answer.last_safe_date) == (3, 1, day("2026-01-01"))
    assert "Der er holdt 3 af 4: 1. februar, 1. marts og 1. april." in told(answer)


def test_before_there_are_four_a_talk_on_the_first_day_counts() -> None:
    answer = one(begun("2025-01-01", "2025-01-01", "2025-02-01", "2025-03-01"), "2025-05-01", "KL10-02")
    assert (answer.counted, answer.remaining, answer.due_on) == (3, 1, day("2026-01-01"))


def test_two_talks_on_the_first_day_are_one_and_so_no_fourth() -> None:
    known = begun("2025-01-01", "2025-01-01", "2025-01-01", "2025-02-01", "2025-03-01")
    answer = one(known, "2025-05-01", "KL10-02")
    assert (answer.counted, answer.remaining, answer.last_safe_date) == (3, 1, day("2026-01-01"))


def test_the_fourth_on_the_last_day_is_in_time() -> None:
    known = begun("2025-01-01", "2025-01-01", "2025-02-01", "2025-03-01", "2026-01-01")
    answer = one(known, "2026-01-01", "KL10-02", trace=True)
    assert (answer.due_on, answer.key) == (day("2026-01-01"), "KL10-02:e1:2")


@pytest.mark.parametrize(
    ("on", "counted"),
    [
        ("2025-12-31", 2),
        ("2026-01-01", 2),  # the last day of the first window: what was held in it counts
        ("2026-01-02", 1),  # the window has failed; the talk of 1 January 2025 is too old by now
        ("2026-02-28", 1),
        ("2026-03-01", 0),  # so is the one of 1 March
    ],
)
def test_in_a_failed_window_the_last_twelve_months_count(on: str, counted: int) -> None:
    answer = one(begun("2025-01-01", "2025-01-01", "2025-03-01"), on, "KL10-02")
    assert (answer.due_on, answer.counted) == (day("2026-01-01"), counted)


@pytest.mark.parametrize(
    ("last", "due"),
    [
        ("2024-08-01", "2023-01-01"),  # four contacts, but in 18 months
        ("2024-02-01", "2023-01-01"),  # twelve months after the first of them, which no longer counts
        ("2024-01-31", "2024-02-01"),
    ],
)
def test_a_failed_window_is_mended_by_four_within_twelve_months(last: str, due: str) -> None:
    known = begun("2022-01-01", "2023-02-01", "2023-08-01", "2024-01-10", last)
    assert one(known, "2024-09-01", "KL10-02").due_on == day(due)


def test_an_exemption_does_not_bring_the_next_window_forward(tmp_path: Path) -> None:
    write(tmp_path, "a", rules=AVERAGE + MOVED)
    packs = load_packs(tmp_path)
    sick = [{"kind": "sick", "from": "2025-12-01", "to": "2026-03-31"}]
    talks = ("2025-04-05", "2025-05-05", "2025-06-05", "2025-07-05")
    plain = one(begun("2025-01-01", *talks), "2025-08-01", "L-1", packs)
    assert plain.due_on == day("2026-04-05")
    moved = one(begun("2025-01-01", *talks, exemptions=sick), "2025-08-01", "L-1", packs)
    # Two months after the illness; the window of the first contact has no date earlier than that.
    assert (moved.due_on, moved.last_safe_date) == (day("2026-05-31"), day("2026-05-31"))
    open_ = one(begun("2025-01-01", *talks, exemptions=[{"kind": "sick", "from": "2025-12-01"}]),
                "2025-08-01", "L-1", packs)  # fmt: skip
    assert (open_.due_on, open_.last_safe_date) == (None, None)


def test_nothing_is_left_to_place_when_all_are_held() -> None:
    answer = one(job_ready(), "2025-03-04", "G20-02")
    days = ["2025-04-01", "2025-05-01", "2025-06-02", "2025-07-01", "2025-08-01"]
    assert (answer.required, answer.last_safe_date is None) == (4, False)
    for count in (4, 5):
        held = one(job_ready(contacts=[talk(d) for d in days[:count]]), "2025-08-04", "G20-02")
        assert (held.last_safe_date, held.remaining, held.status) == (None, 0, "met")
