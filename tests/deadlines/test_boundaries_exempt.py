"""The days on which an exemption begins and ceases to touch a deadline."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from caseworker.deadlines import exempt
from caseworker.deadlines.answer import Answer
from caseworker.deadlines.case import Case
from caseworker.deadlines.packs import load_packs
from tests.deadlines.make import ask, day, facts, job_ready, one
from tests.deadlines.test_boundaries import flex
from tests.deadlines.test_packs import RULE, write


def told_of(answer: Answer, word: str) -> bool:
    return any(word in step.da for step in answer.trace)


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2025-01-01", "2025-03-02", False),  # over before the clock began
        ("2025-01-01", "2025-03-03", True),
        ("2025-06-01", "2025-06-30", True),
        ("2025-06-02", "2025-06-30", False),  # not begun yet
    ],
)
def test_a_leave_is_told_only_if_it_touches_the_time_up_to_today(start: str, end: str, told: bool) -> None:
    known = job_ready(exemptions=[{"kind": "maternity", "from": start, "to": end}])
    answer = one(known, "2025-06-01", "G20-02", trace=True)
    assert answer.due_on == day("2025-09-03")
    assert told_of(answer, "barsel") is told


@pytest.mark.parametrize(
    ("start", "end", "on", "status"),
    [
        ("2025-07-01", "2025-07-31", "2025-06-30", "open"),
        ("2025-07-01", "2025-07-31", "2025-07-01", "suspended"),
        ("2025-07-01", "2025-07-31", "2025-07-31", "suspended"),
        ("2025-07-01", "2025-07-31", "2025-08-01", "open"),
        ("2025-02-01", "2025-03-03", "2025-03-03", "suspended"),
    ],
)
def test_a_duty_rests_from_the_first_to_the_last_day(start: str, end: str, on: str, status: str) -> None:
    known = job_ready(exemptions=[{"kind": "maternity", "from": start, "to": end}])
    assert one(known, on, "G20-02").status == status


def test_an_earlier_exemption_does_not_part_two_that_adjoin() -> None:
    sick = [
        {"kind": "sick", "from": "2025-05-01", "to": "2025-05-10"},
        {"kind": "sick", "from": "2025-08-20", "to": "2025-09-10"},
        {"kind": "sick", "from": "2025-09-11", "to": "2025-09-30"},
    ]
    answer = one(job_ready(exemptions=sick), "2025-09-05", "G20-22")
    assert (answer.suspended_until, answer.due_on) == (day("2025-09-30"), day("2025-10-30"))


def test_time_up_to_the_first_day_is_not_said_to_be_left_out() -> None:
    leave = {"kind": "maternity", "from": "2024-12-01", "to": "2025-01-31"}
    answer = one(flex(exemptions=[leave]), "2025-02-10", "G20-38", trace=True)
    assert not told_of(answer, "barsel")
    longer = one(flex(exemptions=[leave | {"to": "2025-02-01"}]), "2025-02-10", "G20-38", trace=True)
    assert told_of(longer, "barsel")


@pytest.mark.parametrize("on", ["2025-01-31", "2025-02-01", "2026-06-01", "2026-06-02"])
def test_time_that_does_not_count_rests_on_the_day_the_clock_begins_too(on: str) -> None:
    leave = {"kind": "maternity", "from": "2025-01-15", "to": "2025-03-31"}
    later = {"kind": "maternity", "from": "2026-05-25", "to": "2026-07-30"}
    known = flex(exemptions=[leave, later], acts=[{"type": "reassessment", "on": "2026-06-01"}])
    answer = one(known, on, "G20-38", trace=True)
    assert answer.status == "suspended"
    # What does not count are the days after the day it is counted from.
    assert told_of(answer, f"Tiden fra {'lørdag 1. februar' if on < '2026' else 'tirsdag 2. juni'}")


@pytest.mark.parametrize(
    ("rule", "kind", "words"),
    [
        ("G20-02", "maternity", "Pligten gælder ikke onsdag 3. september 2025 (barsel)."),
        (
            "G20-22",
            "sick",
            "Borgeren er undtaget onsdag 3. september 2025 (sygdom). Derefter giver reglen en måned.",
        ),
    ],
)
def test_an_exemption_of_one_day_is_told_as_a_day(rule: str, kind: str, words: str) -> None:
    known = job_ready(exemptions=[{"kind": kind, "from": "2025-09-03", "to": "2025-09-03"}])
    assert words in [step.da for step in one(known, "2025-09-10", rule, trace=True).trace]


def test_it_is_told_that_a_recurring_duty_is_counted_anew_after_a_rest() -> None:
    known = facts(
        groups=[{"code": "lab09-3", "from": "2010-01-04"}],
        benefits=[{"type": "cash_benefit", "from": "2010-01-04"}],
        events=[{"type": "first_contact", "on": "2010-01-04"}],
        exemptions=[{"kind": "incurable", "from": "2010-04-01", "to": "2010-05-01"}],
    )
    assert [step.da for step in one(known, "2010-06-01", "G10-06", trace=True).trace][3:6] == [
        "Pligten gælder ikke fra torsdag 1. april 2010 til lørdag 1. maj 2010 (alvorlig sygdom).",
        "Derefter tælles der forfra.",
        "Fristen er søndag 1. august 2010.",
    ]


def test_one_day_that_does_not_count_is_told_as_a_day() -> None:
    leave = {"kind": "maternity", "from": "2025-01-15", "to": "2025-02-01"}
    answer = one(flex(exemptions=[leave]), "2025-02-10", "G20-38", trace=True)
    assert told_of(answer, "Dagen lørdag 1. februar 2025 tæller ikke med (barsel).")


@pytest.mark.parametrize(
    ("leave", "illness", "until"),
    [
        ("2025-03-31", "2025-03-20", day("2025-03-31")),
        ("2025-03-20", "2025-03-31", day("2025-03-31")),
        (None, "2025-03-20", None),
    ],
)
def test_of_two_exemptions_the_longer_says_until_when_it_rests(
    tmp_path: Path, leave: str | None, illness: str, until: date | None
) -> None:
    effects = """exempt_when = [
  { kinds = ["maternity"], effect = "stops_duty" },
  { kinds = ["sick"], effect = "due_after_end", period = { days = 7 } },
]
"""
    write(tmp_path, "a", rules=RULE + effects)
    known = job_ready(
        exemptions=[
            {"kind": "maternity", "from": "2025-03-04", "to": leave},
            {"kind": "sick", "from": "2025-03-05", "to": illness},
        ]
    )
    answer = one(known, "2025-03-06", "L-1", load_packs(tmp_path))
    assert (answer.status, answer.suspended_until) == ("suspended", until)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([("01-01", None), ("02-01", "02-10")], [("01-01", None)]),
        ([("01-01", "01-31"), ("01-10", "01-20")], [("01-01", "01-31")]),
        ([("01-01", "01-31"), ("01-10", "02-10")], [("01-01", "02-10")]),
        ([("01-01", "01-31"), ("02-01", None)], [("01-01", None)]),
        ([("01-01", "01-31"), ("02-02", None)], [("01-01", "01-31"), ("02-02", None)]),
        (
            [("01-01", "01-10"), ("02-01", "02-10"), ("02-05", "02-20")],
            [("01-01", "01-10"), ("02-01", "02-20")],
        ),
    ],
)
def test_exemptions_that_overlap_or_adjoin_are_one(rows: Any, found: Any) -> None:
    known = facts(
        exemptions=[{"kind": "sick", "from": f"2025-{a}", "to": b and f"2025-{b}"} for a, b in rows]
    )
    one_by_one = exempt.in_one(Case(known, day("2025-06-01")), {"sick"})
    assert [(e.from_.isoformat()[5:], e.to and e.to.isoformat()[5:]) for e in one_by_one] == found


@pytest.mark.parametrize(
    ("end", "due"), [("2010-03-07", "2010-03-08"), ("2010-03-08", "2010-03-15"), ("2010-03-09", "2010-03-16")]
)
def test_illness_that_was_over_before_the_date_leaves_it(end: str, due: str) -> None:
    known = facts(
        groups=[{"code": "lab09-2", "from": "2010-03-01"}],
        events=[{"type": "registered", "on": "2010-03-01"}],
        exemptions=[{"kind": "sick", "from": "2010-03-04", "to": end}],
    )
    assert one(known, "2010-03-02", "G10-01").due_on == day(due)


@pytest.mark.parametrize(
    ("illness", "groups", "due"),
    [
        # First contact 15 October 2020, so the month of G20-23 ends on 15 November, in another group.
        (None, ("lab-2", "2021-04-01"), None),
        ("2021-03-17", ("lab-2", "2021-04-01"), None),  # over before the move: as without it
        ("2021-03-31", ("lab-2", "2021-04-01"), None),
        ("2021-04-01", ("lab-2", "2021-04-01"), "2021-05-01"),  # still ill among the young: a month after it
        ("2021-03-17", ("lab-4", "2021-04-01"), "2021-04-17"),  # the rule held on the date too
    ],
)
def test_an_illness_that_was_over_in_another_group_gives_no_later_date(
    illness: str | None, groups: tuple[str, str], due: str | None
) -> None:
    before, moved = groups
    known = facts(
        citizen={"birth_date": "1996-05-05"},
        groups=[
            {"code": before, "from": "2020-10-15", "to": str(day(moved) - timedelta(days=1))},
            {"code": "lab-5", "from": moved},
        ],
        benefits=[{"type": "cash_benefit", "from": "2020-10-15"}],
        events=[{"type": "first_contact", "on": "2020-10-15"}],
        exemptions=[{"kind": "sick", "from": "2020-11-07", "to": illness}] if illness else [],
    )
    found = [a.due_on for a in ask(known, "2021-04-02") if a.rule == "G20-23a"]
    assert found == ([day(due)] if due else [])
