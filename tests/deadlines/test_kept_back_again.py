"""Away more than once: what a registration about the last time away takes, and what stays as it was."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from caseworker.deadlines.engine import deadlines
from caseworker.deadlines.facts import Facts
from tests.deadlines import naive_facts, naive_lives
from tests.deadlines.make import PACKS, ask, facts, talk
from tests.deadlines.naive_dice import Dice
from tests.deadlines.naive_off import registered_again
from tests.deadlines.naive_who import Who
from tests.deadlines.test_kept_coming_back import CASH, DAGPENGE, SICK, Rows, life, out, told

RULES = "G20-04b", "G20-12a", "G20-12b", "G26-04"


def worked(*events: tuple[str, str], last: str | None = None, back: str | None = None) -> Any:
    """Return somebody on dagpenge from 6 July 2026, ill from 13 July to 2 August, and perhaps in a job later."""
    rows: Rows = [
        ("lab-1", "2026-07-06", "2026-07-12"), ("lab-6", "2026-07-13", "2026-08-02"), ("lab-1", "2026-08-03", last),
    ]  # fmt: skip
    rows += [("lab-1", back, None)] if back else []
    paid: Rows = [(SICK if code == "lab-6" else DAGPENGE, first, to) for code, first, to in rows]
    return life(
        rows, paid, ("registered", "2026-07-06"), ("first_absence_day", "2026-07-13"), *events,
        contacts=[{"kind": "fund_conversation", "status": "held", "on": "2026-08-12", "by": "fund"}],
        acts=[{"type": "my_plan", "on": "2026-08-12"}],
    )  # fmt: skip


FOUND = [
    "G20-12a 2026-07-06 2026-08-03 missed",
    "G20-12b 2026-07-06 2026-08-03 missed",
    "G26-04 2026-07-06 2026-08-03 met_late",
    "G20-04b 2026-07-06 2026-08-03 met_late",
]


@pytest.mark.parametrize("back", ["2026-11-09", "2026-10-12"])
@pytest.mark.parametrize("word", ["registered", "re_registered"])
def test_what_was_missed_or_late_after_coming_back_stays_so_when_one_registers_once_more(
    back: str, word: str
) -> None:
    before = worked(last="2026-09-13")
    assert sorted(told(before, "2026-10-01", *RULES)) == sorted(FOUND)
    again = worked(("deregistered", "2026-09-14"), (word, back), last="2026-09-13", back=back)
    assert [one for one in told(again, back, *RULES) if " 2026-07-06 " in one] == FOUND


def test_a_date_that_the_first_time_away_moved_may_lie_in_the_second_one() -> None:
    rows: Rows = [
        ("lab-1", "2026-10-05", "2026-10-11"), ("lab-1", "2026-10-24", "2026-10-25"), ("lab-1", "2026-11-09", None),
    ]  # fmt: skip
    paid: Rows = [(DAGPENGE, first, to) for _, first, to in rows]
    known = life(rows, paid, ("registered", "2026-10-05"))
    # Back on a Saturday, it could be done on Monday, in the second time away.
    assert told(known, "2026-11-09", "G26-04") == ["G26-04 2026-10-05 2026-11-09 due_soon"]


def test_a_registration_long_after_coming_back_takes_nothing() -> None:
    rows: Rows = [("lab-1", "2025-01-06", "2025-01-10"), ("lab-1", "2025-01-27", None)]
    paid: Rows = [(DAGPENGE, first, to) for _, first, to in rows]
    for day, status in (("2025-02-27", "moot"), ("2025-02-28", "missed")):
        known = life(rows, paid, ("registered", "2025-01-06"), ("registered", day))
        assert told(known, "2025-03-03", "G20-04a")[0].split()[-1] == status


def test_both_words_for_it_come_to_the_same() -> None:
    chance = random.Random(7)
    compared = 0
    for number in range(400):
        case = naive_lives.away_and_back(
            Dice(chance, date(2025, chance.randrange(1, 13), chance.randrange(1, 29)))
        )
        again = case.registered[1:]
        first = case.registered[:1]
        case.today = max([m.start for m in case.groups]) + chance.randrange(40) * timedelta(days=1)
        if len(again) != 1 or not case.benefits or case.insured is None or case.old is not None:
            continue
        if registered_again(case, Who(("lab-1",)), first[0]) is None:
            continue
        one = naive_facts.facts(case)
        other = replace(
            one,
            events=tuple(
                replace(e, type="re_registered") if (e.type, e.on) == ("registered", again[0]) else e
                for e in one.events
            ),
        )
        assert _found(one, case.today) == _found(other, case.today), (number, case)
        compared += 1
    assert compared > 40


def _found(known: Facts, today: date) -> list[str]:
    """Return how what counts from a registration stands."""
    counted = {"G20-04a", "G20-04b", "G20-05a", "G20-12a", "G20-12b", "G26-04"}
    return [
        f"{a.rule} {a.trigger_on} {a.due_on} {a.status} {a.missing}"
        for a in deadlines(known, PACKS, today)
        if a.rule in counted
    ]


def done(*events: tuple[str, str], on: str = "2026-03-12") -> Any:
    """Return somebody registered on 2 March 2026 who did what was to be done, and was away from 16 to 29 March."""
    rows: Rows = [("lab-1", "2026-03-02", "2026-03-15"), ("lab-1", "2026-03-30", None)]
    paid: Rows = [(DAGPENGE, first, to) for _, first, to in rows]
    return life(
        rows, paid, ("registered", "2026-03-02"), *events,
        contacts=[{"kind": "fund_conversation", "status": "held", "on": on, "by": "fund"}],
        acts=[{"type": kind, "on": on} for kind in ("my_plan", "cv_on_jobnet", "cv_checked")],
    )  # fmt: skip


@pytest.mark.parametrize("rule", ["G20-04a", "G20-04b", "G20-12a", "G20-12b"])
@pytest.mark.parametrize("again", [(), (("registered", "2026-03-30"),)])
def test_what_was_done_in_time_keeps_its_date_and_says_nothing_of_coming_back(
    rule: str, again: tuple[tuple[str, str], ...]
) -> None:
    answer = next(a for a in ask(done(*again), "2026-04-01", trace=True) if a.rule == rule)
    assert (f"{answer.due_on}", answer.status, answer.met_on) == ("2026-03-16", "met", date(2026, 3, 12))
    said = [step.en for step in answer.trace]
    assert not any("away" in one or "took its place" in one for one in said)


def test_so_do_talks_that_are_counted() -> None:
    known = life(
        [("lab-2", "2025-03-03", "2025-08-20"), ("lab-2", "2025-09-15", None)],
        [(CASH, "2025-03-03", "2025-08-20"), (CASH, "2025-09-15", None)],
        ("first_contact", "2025-03-03"),
        contacts=[talk(f"2025-{month}-05") for month in ("03", "05", "07", "08")],
    )
    assert told(known, "2025-09-18", "G20-02") == ["G20-02 2025-03-03 2025-09-03 met"]


def test_so_does_a_date_that_an_exemption_has_put_into_the_time_away() -> None:
    known = out(("less_intensive", "2025-03-05", "2025-03-16"))
    known = replace(known, contacts=facts(contacts=[talk("2025-03-04")]).contacts)
    assert told(known, "2025-04-01", "G20-01") == ["G20-01 2025-03-03 2025-03-23 met"]


def test_so_does_one_on_a_closed_day_that_was_kept_after_it() -> None:
    rows: Rows = [("lab-2", "2025-03-01", "2025-03-23"), ("lab-2", "2025-04-07", None)]
    known = life(
        rows, [(CASH, first, last) for _, first, last in rows], ("registered", "2025-03-01"),
        acts=[{"type": "cv_on_jobnet", "on": "2025-03-23"}],
    )  # fmt: skip
    assert told(known, "2025-04-08", "G20-12a") == ["G20-12a 2025-03-01 2025-03-22 met"]


def test_what_was_done_after_the_date_while_away_is_in_time_on_coming_back() -> None:
    assert told(done(on="2026-03-27"), "2026-04-01", "G20-12a") == ["G20-12a 2026-03-02 2026-03-30 met"]
