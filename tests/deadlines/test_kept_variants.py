"""Which of two lengths holds for who changes group while the clock runs, on the days on which that turns."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.deadlines.make import day, facts, one
from tests.deadlines.test_kept_coming_back import CASH, DAGPENGE, life, told

SHORT, LONG = "2025-02-02", "2025-04-06"  # four weeks and thirteen from Monday 6 January


def placed(*rows: dict[str, Any]) -> Any:
    return facts(groups=list(rows), offers=[{"id": "o", "type": "placement", "from": "2025-01-06"}])


def group(code: str, start: str, end: str | None = None, **more: Any) -> dict[str, Any]:
    return {"code": code, "from": start, "to": end} | more


@pytest.mark.parametrize(("on", "due"), [("2025-01-19", SHORT), ("2025-01-20", LONG)])
def test_the_other_length_holds_from_the_day_of_the_change(on: str, due: str) -> None:
    known = placed(group("lab-2", "2025-01-06", "2025-01-19"), group("lab-3", "2025-01-20"))
    assert one(known, on, "G20-25").due_on == day(due)


@pytest.mark.parametrize(
    ("end", "start", "due"), [("2025-02-01", "2025-02-02", LONG), ("2025-02-02", "2025-02-03", SHORT)]
)
def test_a_change_on_the_last_day_still_counts(end: str, start: str, due: str) -> None:
    known = placed(group("lab-2", "2025-01-06", end), group("lab-3", start))
    assert one(known, "2025-03-01", "G20-25").due_on == day(due)


@pytest.mark.parametrize(("back", "status"), [("2025-02-28", "due_soon"), ("2025-03-01", "moot")])
def test_after_a_free_month_without_a_group_nothing_goes_on(back: str, status: str) -> None:
    known = placed(group("lab-3", "2025-01-06", "2025-01-31"), group("lab-2", back))
    found = one(known, "2025-04-02", "G20-25")
    assert (found.due_on, found.status) == (day(LONG), status)


@pytest.mark.parametrize(("visited", "due"), [("job_ready", SHORT), ("activity_ready", LONG)])
def test_where_the_visitation_decides_it_does_so_from_the_day_of_the_change(visited: str, due: str) -> None:
    known = placed(
        group("lab-2", "2025-01-06", "2025-01-19"), group("lab-12", "2025-01-20", visited_as=visited)
    )
    found = one(known, "2025-01-21", "G20-25")
    assert (found.due_on, found.status) == (day(due), "due_soon" if due == SHORT else "open")


@pytest.mark.parametrize("visited", ["job_ready", "activity_ready", None])
def test_where_it_does_not_decide_it_is_not_asked_for(visited: str | None) -> None:
    known = placed(
        group("lab-12", "2025-01-06", "2025-01-19", visited_as=visited), group("lab-2", "2025-01-20")
    )
    found = one(known, "2025-01-21", "G20-25")
    assert (found.due_on, found.status, found.missing) == (day(SHORT), "due_soon", ())


def test_who_has_the_same_length_in_every_group_is_not_asked_for_the_visitation() -> None:
    known = facts(
        groups=[
            group("lab-2", "2025-03-03", "2025-11-30"),
            group("lab-4", "2025-12-01", "2025-12-20"),
            group("lab-12", "2025-12-21", visited_as="job_ready"),
        ],
        offers=[{"id": "o", "type": "placement", "from": "2025-10-01", "to": "2025-10-31"}],
    )
    found = one(known, "2025-12-20", "G20-25")
    assert (found.due_on, found.status) == (day("2025-10-28"), "met_late")


@pytest.mark.parametrize("code", ["lab-2", "lab-3"])
def test_where_the_visitation_decides_and_is_not_recorded_it_is_asked_for(code: str) -> None:
    rows = [group(code, "2025-01-06", "2025-01-19"), group("lab-12", "2025-01-20")]
    assert one(placed(*rows), "2025-01-19", "G20-25").due_on == day(SHORT if code == "lab-2" else LONG)
    found = one(placed(*rows), "2025-01-20", "G20-25")
    assert (found.status, found.due_on, found.missing) == ("unknown", None, ("visited_as",))
    # The next group has one length, whatever it was in between.
    rows[1]["to"] = "2025-01-25"
    found = one(placed(*rows, group("lab-3", "2025-01-26")), "2025-01-27", "G20-25")
    assert (found.status, found.due_on) == ("open", day(LONG))


@pytest.mark.parametrize(
    ("ended", "status"), [("2025-01-31", "met"), ("2025-02-02", "met"), ("2025-02-03", "unknown")]
)
def test_a_placement_over_before_either_date_needs_no_visitation(ended: str, status: str) -> None:
    known = facts(
        groups=[group("lab-3", "2025-01-06", "2025-01-19"), group("lab-12", "2025-01-20")],
        offers=[{"id": "o", "type": "placement", "from": "2025-01-06", "to": ended}],
    )
    assert one(known, "2025-02-10", "G20-25").status == status


def test_after_the_shorter_date_the_visitation_makes_no_difference() -> None:
    known = placed(group("lab-3", "2025-01-06", "2025-02-03"), group("lab-12", "2025-02-04"))
    found = one(known, "2025-02-10", "G20-25")
    assert (found.status, found.due_on) == ("open", day(LONG))


def test_many_groups_that_leave_it_open_are_judged_in_time() -> None:
    rows = []
    for number in range(80):
        at = day("2025-01-06") + timedelta(days=number)
        rows.append(group("lab-12" if number % 2 else "lab-3", str(at), str(at)))
    assert one(placed(*rows, group("lab-3", "2025-03-27")), "2025-04-01", "G20-25").missing == ("visited_as",)


Row = tuple[str, str | None, str, str | None]


def longest(on: str, *rows: Row, began: str = "2024-11-18") -> tuple[str, str, str]:
    known = facts(
        groups=[{"code": code, "visited_as": as_, "from": a, "to": b} for code, as_, a, b in rows],
        offers=[{"type": "placement", "from": began, "to": None, "id": "o"}],
    )
    answer = one(known, on, "G20-25")
    return str(answer.due_on), str(answer.work_date), answer.status


FURTHER_OFF: Row = ("lab-3", None, "2024-11-01", "2024-12-13")


@pytest.mark.parametrize("later", [(), (("lab-3", None, "2024-12-21", None),)])
def test_a_length_that_takes_over_at_a_weekend_can_be_kept_on_the_monday(later: tuple[Row, ...]) -> None:
    last = "2024-12-20" if later else None
    found = longest("2024-12-16", FURTHER_OFF, ("lab-1", None, "2024-12-14", last), *later)
    assert found == ("2024-12-15", "2024-12-16", "due_soon")


@pytest.mark.parametrize(
    "rows",
    [
        (("lab-1", None, "2024-11-01", "2024-12-13"), ("lab-12", "job_ready", "2024-12-14", None)),
        (("lab-12", "job_ready", "2024-11-01", "2024-12-13"), ("lab-1", None, "2024-12-14", None)),
        (("lab-1", None, "2024-11-01", "2024-12-11"), ("lab-1", None, "2024-12-14", None)),
    ],
)
def test_as_long_a_time_in_another_group_begins_nothing(rows: tuple[Row, ...]) -> None:
    assert longest("2024-12-16", *rows) == ("2024-12-15", "2024-12-13", "missed")


@pytest.mark.parametrize("between", ["activity_ready", None])
def test_two_days_without_a_group_leave_nothing_whatever_was_not_known_before(between: str | None) -> None:
    rows: list[Row] = [
        ("lab-12", "activity_ready", "2024-03-30", "2024-05-16"),
        ("lab-12", between, "2024-05-17", "2024-06-14"),
        ("lab-12", "activity_ready", "2024-06-15", "2024-06-29"),
        ("lab-9", None, "2024-07-02", "2024-07-12"),
    ]
    for on, status in (("2024-06-29", "due_soon"), ("2024-06-30", "due_soon"), ("2024-07-02", "missed")):
        assert longest(on, *rows, began="2024-04-02") == ("2024-07-01", "2024-07-01", status)


@pytest.mark.parametrize(
    ("done", "found"),
    [
        ("2026-03-12", "2026-03-23 met"),  # in time, before the move: it keeps its date
        ("2026-03-16", "2026-03-23 met"),
        ("2026-03-17", "2026-03-30 met"),  # on the day of the move
        ("2026-03-30", "2026-03-30 met"),
        ("2026-03-31", "2026-03-30 met_late"),
        ("", "2026-03-30 missed"),
    ],
)
def test_a_cv_put_up_before_a_change_of_group_keeps_its_date(done: str, found: str) -> None:
    """Two weeks from 9 March in nr. 1, three in nr. 2 from the 17th on."""
    known = life(
        [("lab-1", "2026-03-09", "2026-03-16"), ("lab-2", "2026-03-17", None)],
        [(DAGPENGE, "2026-03-09", "2026-03-16"), (CASH, "2026-03-17", None)],
        ("registered", "2026-03-09"), ("first_contact", "2026-03-17"),
        acts=[{"type": "cv_on_jobnet", "on": done}] if done else [],
    )  # fmt: skip
    assert told(known, "2026-04-10", "G20-12a") == [f"G20-12a 2026-03-09 {found}"]
