"""What was done long before and still stood, and what an answer that does not say it is to."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from caseworker.deadlines import met
from caseworker.deadlines.case import Case
from caseworker.deadlines.triggers import Instance
from tests.deadlines.make import PACKS, ask, day, facts, moving, one


def registered(*events: tuple[str, str]) -> tuple[str, date | None, tuple[str, ...]]:
    """Return how registration on a first contact of 6 May 2025 stands, a free month after the benefit had ended."""
    known = facts(
        **moving("2025-05-06", ("lab-2",) * 2, ("cash_benefit",) * 2, start="2025-01-06", last="2025-03-31"),
        events=[
            {"type": "first_contact", "on": "2025-05-06"},
            {"type": "registered", "on": "2025-01-06"},
            *({"type": kind, "on": on} for kind, on in events),
        ],
    )
    found = [a for a in ask(known, "2025-08-01") if a.rule == "G20-13" and a.trigger_on == day("2025-05-06")]
    assert len(found) == 1
    return found[0].status, found[0].met_on, found[0].missing


MET, NOT_KNOWN = ("met", date(2025, 1, 6), ()), ("unknown", None, ("registered",))


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ([], NOT_KNOWN),
        ([("deregistered", "2025-06-10")], MET),
        ([("deregistered", "2025-05-08"), ("registered", "2025-05-20"), ("deregistered", "2025-06-10")], MET),
        ([("deregistered", "2025-05-20"), ("registered", "2025-05-20")], MET),
        ([("registered", "2025-05-20"), ("deregistered", "2025-06-10"), ("registered", "2025-07-01")],
         ("met_late", date(2025, 5, 20), ())),
        ([("registered", "2025-05-06"), ("deregistered", "2025-06-10")], ("met", date(2025, 5, 6), ())),
        ([("deregistered", "2025-05-06")], ("missed", None, ())),
        ([("deregistered", "2025-01-06")], NOT_KNOWN),  # taken off and registered again on one day
    ],
)  # fmt: skip
def test_a_registration_stood_till_the_first_that_is_known_of_it_afterwards(
    events: list[tuple[str, str]], found: Any
) -> None:
    assert registered(*events) == found


@pytest.mark.parametrize(("appointed", "status"), [("2024-06-30", "missed"), ("2024-07-01", "met")])
def test_who_was_appointed_on_the_last_day_of_a_programme_was_so_for_that_one(
    appointed: str, status: str
) -> None:
    known = facts(
        groups=[
            {"code": "lab-7", "from": "2024-01-01", "to": "2024-06-30"},
            {"code": "lab-3", "from": "2024-07-01", "to": "2024-07-31"},
            {"code": "lab-8", "from": "2024-08-01"},
        ],
        acts=[{"type": "coordinator_appointed", "on": appointed}],
    )
    found = [a.status for a in ask(known, "2024-09-02") if a.rule == "G20-20"]
    assert found[-1] == status


def answered(asked: dict[str, str], *acts: tuple[str, str | None]) -> dict[str, tuple[str, date | None]]:
    """Return how hearings of these days stand, with answers on days, which may say to which hearing they are."""
    known = facts(
        events=[
            {"id": i, "type": "hearing_sent", "on": on, "until": "2025-04-30"} for i, on in asked.items()
        ],
        acts=[{"type": "answer", "on": on, "for": to} for on, to in acts],
    )
    found = {a.key.split(":")[1]: a for a in ask(known, "2025-04-20") if a.rule == "CW-03"}
    return {i: (found[i].status, found[i].met_on) for i in asked}


OPEN, ASKED = ("due_soon", None), ("unknown", None)


def done(on: str) -> tuple[str, date]:
    return "met", day(on)


ONE, TWO = {"a": "2025-03-03"}, {"a": "2025-03-03", "b": "2025-03-05"}


@pytest.mark.parametrize(
    ("asked", "acts", "found"),
    [
        (ONE, [("2025-03-03", None)], {"a": done("2025-03-03")}),
        (TWO, [("2025-03-04", None), ("2025-03-06", None)], {"a": done("2025-03-04"), "b": done("2025-03-06")}),
        (TWO, [("2025-03-06", None)], {"a": ASKED, "b": ASKED}),
        (TWO, [("2025-03-06", None), ("2025-03-10", "a")], {"a": done("2025-03-10"), "b": ASKED}),
        (TWO, [("2025-03-06", None), ("2025-03-06", "a")], {"a": done("2025-03-06"), "b": done("2025-03-06")}),
        (TWO, [("2025-03-06", None), ("2025-03-05", "a")], {"a": done("2025-03-05"), "b": done("2025-03-06")}),
        # Which the first is to is not known, so neither is it known of the second.
        (TWO | {"c": "2025-03-10"}, [("2025-03-06", None), ("2025-03-12", None)],
         {"a": ASKED, "b": ASKED, "c": ASKED}),
    ],
)  # fmt: skip
def test_an_answer_is_to_what_had_come_and_was_not_answered(
    asked: dict[str, str], acts: list[tuple[str, str | None]], found: Any
) -> None:
    assert answered(asked, *acts) == found


@pytest.mark.parametrize(("end", "status"), [("2025-11-30", "open"), ("2025-12-01", "met"), (None, "met")])
def test_an_offer_that_runs_on_the_first_day_counts_from_that_day(end: str | None, status: str) -> None:
    known = facts(
        traits=[{"trait": "work_duty", "value": True}],
        groups=[{"code": "lab-2", "from": "2025-12-01"}],
        benefits=[{"type": "cash_benefit", "from": "2025-12-01"}],
        offers=[{"type": "utility_job", "from": "2025-11-10", "to": end}],
    )
    for on in ("2025-12-01", "2025-12-02"):
        found = one(known, on, "G20-24")
        assert (found.status, found.met_on) == (status, day("2025-12-01") if status == "met" else None)


def test_only_behind_an_offer_must_another_run_on_past_its_end() -> None:
    known = facts(
        offers=[
            {"id": "long", "type": "placement", "from": "2025-01-06", "to": "2025-03-30"},
            {"id": "short", "type": "utility_job", "from": "2025-01-13", "to": "2025-02-02"},
        ]
    )
    case = Case(known, day("2025-02-10"))
    entry = next(e for e in PACKS.entries if e.rule.id == "G20-24")
    begun = Instance(day("2025-01-07"), "long", "offer_start", since=day("2025-01-07"), offer=case.offers[0])
    convention = entry.pack.head.convention
    plain = replace(entry.rule, met_by=replace(entry.rule.met_by, running_offers=False))
    assert met.days(case, plain, convention, begun) == [day("2025-01-13")]
    assert met.days(case, plain, convention, replace(begun, form="offer_end")) == []


def test_in_doubt_are_only_acts_that_may_be_to_several_things() -> None:
    known = facts(
        events=[{"id": i, "type": "hearing_sent", "on": on, "until": "2025-04-30"} for i, on in TWO.items()],
        acts=[
            {"type": "status", "on": "2025-03-06"},
            {"type": "answer", "on": "2025-03-07"},
            {"type": "answer", "on": "2025-03-08", "for": "b"},
        ],
    )
    entry = next(e for e in PACKS.entries if e.rule.id == "CW-03")
    first = Instance(day("2025-04-30"), "a", "event", "hearing_sent", since=day("2025-03-03"))
    case = Case(known, day("2025-04-20"))
    assert [act.on for act in met.acts_in_doubt(case, entry.rule, first)] == [day("2025-03-07")]
