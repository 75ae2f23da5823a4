"""What is not known is asked for where it decides, and stands where all that it could be comes to the same."""

from __future__ import annotations

import random
from datetime import date
from itertools import product
from typing import Any

import pytest
from msgspec.structs import replace

from caseworker.deadlines.engine import deadlines
from caseworker.deadlines.facts import Facts
from tests.deadlines import naive_cases, naive_facts
from tests.deadlines.make import PACKS, ask, day, facts, one, talk

EMPLOYED = {"trait": "employed", "value": True}
ABSENT = [{"id": "a", "type": "first_absence_day", "on": "2025-01-06"}]


def sick(*contacts: dict[str, Any], category: int | None = 2, to: str | None = None, **more: Any) -> Facts:
    """Return facts of one who is ill from 6 January 2025 on."""
    group = {"code": "lab-6", "category": category, "from": "2025-01-06", "to": to}
    return facts(groups=[group], contacts=list(contacts), **({"events": ABSENT} | more))


def phone(on: str) -> dict[str, Any]:
    return talk(on, channel="phone")


def state(known: Facts, on: str, rule: str) -> list[tuple[str, date | None, tuple[str, ...]]]:
    return [(a.status, a.met_on, a.missing) for a in ask(known, on) if a.rule == rule]


ASKED = [("unknown", None, ("employed",))]


def test_a_talk_by_phone_asks_for_work_from_the_day_it_was_held() -> None:
    known = sick(phone("2025-02-10"))
    assert state(known, "2025-02-09", "G20-40") == [("open", None, ())]
    for on in ("2025-02-10", "2025-03-02", "2025-03-03", "2025-12-01"):
        assert state(known, on, "G20-40") == ASKED
    at_work = sick(phone("2025-02-10"), traits=[EMPLOYED])
    assert state(at_work, "2025-03-03", "G20-40") == [("met", day("2025-02-10"), ())]
    at_home = sick(phone("2025-02-10"), traits=[EMPLOYED | {"value": False}])
    assert state(at_home, "2025-03-03", "G20-40") == [("missed", None, ())]


@pytest.mark.parametrize(
    ("contacts", "on", "found"),
    [
        ([talk("2025-02-05"), phone("2025-02-10")], "2025-03-10", [("met", day("2025-02-05"), ())]),
        ([phone("2025-02-10"), talk("2025-03-02")], "2025-03-10", [("met", day("2025-03-02"), ())]),
        ([phone("2025-02-10"), talk("2025-03-03")], "2025-03-10", ASKED),  # in time, or a day late
        ([phone("2025-03-02"), talk("2025-03-03")], "2025-03-10", ASKED),
        ([phone("2025-03-03"), talk("2025-03-05")], "2025-03-10", [("met_late", day("2025-03-05"), ())]),
        ([phone("2025-03-03")], "2025-03-10", ASKED),  # late, or not at all
    ],
)
def test_work_is_asked_for_only_where_it_decides(
    contacts: list[dict[str, Any]], on: str, found: list[Any]
) -> None:
    assert state(sick(*contacts), on, "G20-40") == found


@pytest.mark.parametrize(("to", "found"), [("2025-02-28", "moot"), ("2025-03-02", "unknown")])
def test_work_is_not_asked_for_where_the_group_was_left_in_time(to: str, found: str) -> None:
    assert [status for status, *_ in state(sick(phone("2025-02-10"), to=to), "2025-04-10", "G20-40")] == [
        found
    ]


def test_work_on_the_day_of_the_talk_is_what_is_asked_for() -> None:
    later = EMPLOYED | {"from": "2025-02-11"}
    assert state(sick(phone("2025-02-10"), traits=[later]), "2025-03-10", "G20-40") == ASKED
    that_day = EMPLOYED | {"from": "2025-02-10", "to": "2025-02-10"}
    assert state(sick(phone("2025-02-10"), traits=[that_day]), "2025-03-10", "G20-40")[0][0] == "met"


def test_a_talk_in_another_way_or_in_another_form_asks_for_nothing() -> None:
    letter = sick(talk("2025-02-10", channel="letter"))
    assert state(letter, "2025-03-10", "G20-40") == [("missed", None, ())]
    in_offer = sick(
        phone("2025-02-10"), offers=[{"type": "guidance", "from": "2025-02-10", "to": "2025-02-10"}]
    )
    assert state(in_offer, "2025-03-10", "G20-40") == [("met", day("2025-02-10"), ())]


def test_both_are_asked_for_where_neither_category_nor_work_is_known() -> None:
    known = sick(phone("2025-02-10"), category=None)
    assert state(known, "2025-03-10", "G20-40") == [("unknown", None, ("category",))]
    well = {"trait": "expected_well", "value": "2025-05-01", "from": "2025-02-05"}
    after = one(sick(phone("2025-02-10"), category=None, traits=[well]), "2025-03-10", "G20-44")
    assert (after.status, set(after.missing), after.trigger_on) == (
        "unknown", {"category", "employed"}, day("2025-02-10"),
    )  # fmt: skip


def test_the_reason_says_which_contact_is_in_doubt() -> None:
    answer = one(sick(phone("2025-02-10"), talk("2025-03-10")), "2025-03-20", "G20-40", trace=True)
    assert answer.reason.da == "Første opfølgningssamtale: det vides ikke, om en samtale tæller med."
    assert [step.da for step in answer.trace][1:3] == [
        "Det vides ikke, om kontakten mandag 10. februar 2025 (telefon) tæller med her.",
        "Om fristen er holdt, kan først afgøres, når dette er kendt: om borgeren er i job.",
    ]
    met = one(sick(phone("2025-02-10"), talk("2025-02-20")), "2025-03-20", "G20-40", trace=True)
    assert not [step.da for step in met.trace if "telefon" in step.da]


def old(*rows: tuple[int | None, str, str | None], contacts: Any = (), **more: Any) -> Facts:
    groups = [{"code": "lab09-5", "category": number, "from": first, "to": to} for number, first, to in rows]
    events = [{"id": "a", "type": "first_absence_day", "on": rows[0][1]}]
    return facts(groups=groups, contacts=list(contacts), **({"events": events} | more))


@pytest.mark.parametrize("rule", ["G10-16", "G10-17"])
@pytest.mark.parametrize(
    ("to", "asked"), [("2010-03-24", False), ("2010-03-25", True), ("2010-03-30", True), (None, True)]
)
def test_a_series_missed_in_any_category_is_asked_for_when_the_group_is_over(
    rule: str, to: str | None, asked: bool
) -> None:
    known = old((None, "2010-01-29", to))  # week 8 ends on 25 March
    for on in ("2010-03-31", "2010-08-01"):
        assert state(known, on, rule) == ([("unknown", None, ("category",))] if asked else [])
    assert state(known, "2010-03-20", rule) == [("unknown", None, ("category",))]


@pytest.mark.parametrize(("closed", "asked"), [("2010-03-25", False), ("2010-03-26", True)])
def test_a_series_is_asked_for_when_the_case_was_closed_after_the_date(closed: str, asked: bool) -> None:
    events = [
        {"id": "a", "type": "first_absence_day", "on": "2010-01-29"},
        {"id": "c", "type": "case_closed", "on": closed},
    ]
    assert bool(state(old((None, "2010-01-29", None), events=events), "2010-06-01", "G10-17")) is asked


def test_a_series_missed_in_a_known_category_stays_missed_when_none_is_recorded_any_more() -> None:
    missed = old((2, "2010-01-29", "2010-03-28"), (None, "2010-03-29", "2010-05-31"))
    for on in ("2010-03-27", "2010-04-10", "2010-07-01"):
        found = one(missed, on, "G10-17")
        assert (found.status, found.due_on) == ("missed", day("2010-03-25"))
    talked = old(
        (2, "2010-01-29", "2010-03-28"), (None, "2010-03-29", "2010-05-31"), contacts=[talk("2010-04-05")]
    )
    assert state(talked, "2010-04-10", "G10-17") == [("unknown", None, ("category",))]
    before = old((2, "2010-01-29", "2010-03-24"), (None, "2010-03-25", "2010-05-31"))
    assert state(before, "2010-07-01", "G10-17") == [("unknown", None, ("category",))]


def test_a_date_in_days_out_of_the_group_is_one_of_the_category_that_comes() -> None:
    groups = [{"code": "lab-6", "from": "2023-06-06", "to": "2023-11-06"},
              {"code": "lab-6", "category": 3, "from": "2023-12-11"}]  # fmt: skip
    known = facts(groups=groups, events=[{"type": "first_absence_day", "on": "2023-09-28"}])
    assert state(known, "2023-11-07", "G20-40") == [("open", None, ())]


TWO = [talk("2010-04-20"), talk("2010-05-20")]


@pytest.mark.parametrize("category", [None, 1, 2, 3])
def test_the_plan_follows_the_second_talk_in_whichever_category(category: int | None) -> None:
    known = old((category, "2010-03-01", None), contacts=TWO)
    assert state(known, "2010-05-19", "G10-18") == []
    assert [a.due_on for a in ask(known, "2010-05-20") if a.rule == "G10-18"] == [day("2010-05-20")]
    assert state(known, "2010-05-21", "G10-18") == [("missed", None, ())]
    planned = old(
        (category, "2010-03-01", None), contacts=TWO, acts=[{"type": "follow_up_plan", "on": "2010-05-20"}]
    )
    assert state(planned, "2010-06-21", "G10-18") == [("met", day("2010-05-20"), ())]


def test_the_plan_is_known_where_the_category_was_at_the_second_talk() -> None:
    known = old((1, "2010-03-01", "2010-06-30"), (None, "2010-07-01", None), contacts=TWO)
    assert state(known, "2010-09-01", "G10-18") == [("missed", None, ())]


def test_the_plan_says_what_is_not_known() -> None:
    steps = [step.da for step in one(old((None, "2010-03-01", None), contacts=TWO), "2010-06-01", "G10-18",
                                     trace=True).trace]  # fmt: skip
    assert "Dette er ikke kendt, men det gør ingen forskel her: sygedagpengekategorien." in steps
    assert "Fristen er torsdag 20. maj 2010." in steps


def help_2010(to: str | None, *contacts: dict[str, Any], born: str | None = None) -> Facts:
    return facts(
        citizen={"birth_date": born},
        groups=[{"code": "lab09-2", "from": "2010-01-04", "to": to}],
        events=[{"id": "e", "type": "first_contact", "on": "2010-01-04"}],
        contacts=list(contacts),
    )


@pytest.mark.parametrize(
    ("to", "contacts", "found"),
    [
        ("2010-02-03", [], [("moot", None, ())]),
        ("2010-02-04", [], [("unknown", None, ("birth_date",))]),  # missed by those under 30
        (None, [talk("2010-02-04")], [("met", day("2010-02-04"), ())]),
        (None, [talk("2010-02-05")], [("unknown", None, ("birth_date",))]),
    ],
)
def test_the_date_of_birth_is_asked_for_only_where_age_decides(
    to: str | None, contacts: list[dict[str, Any]], found: list[Any]
) -> None:
    known = help_2010(to, *contacts)
    assert state(known, "2010-06-01", "G10-05") == found
    if found[0][0] != "unknown":
        for born in ("1990-01-01", "1970-01-01"):
            assert state(help_2010(to, *contacts, born=born), "2010-06-01", "G10-05") == found
        answer = one(known, "2010-06-01", "G10-05", trace=True)
        assert answer.due_on is None
        assert "fødselsdatoen" in " ".join(step.da for step in answer.trace)
        assert "Reglen giver" not in " ".join(step.da for step in answer.trace)


LIVE = {"open", "due_soon", "missed", "met_late"}


def test_nothing_that_may_be_open_vanishes_for_want_of_a_category() -> None:
    chance = random.Random(20261124)
    looked = 0
    while looked < 60:
        case, today = naive_cases.draw(chance)
        known = naive_facts.facts(case)
        rows = [
            n for n, g in enumerate(known.groups) if g.code in {"lab-6", "lab09-5"} and g.category is None
        ]
        if len(rows) != 1:
            continue
        looked += 1
        there = {(a.rule, a.trigger_on) for a in deadlines(known, PACKS, today)}
        numbers = (1, 2) if known.groups[rows[0]].from_ >= date(2025, 1, 1) else (1, 2, 3)
        for place, number in product(rows, numbers):
            groups = list(known.groups)
            groups[place] = replace(groups[place], category=number)
            for answer in deadlines(replace(known, groups=tuple(groups)), PACKS, today):
                assert answer.status not in LIVE or (answer.rule, answer.trigger_on) in there, (case, today)
