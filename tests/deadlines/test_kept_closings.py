"""After a closing: one that ended the case lets everything begin anew, one over which the time goes on does not."""

from __future__ import annotations

from typing import Any

import pytest

from caseworker.deadlines.answer import Answer
from tests.deadlines.make import ask, facts

FLEX, SICK, CASH = "flex_unemployment", "sickness_benefit", "cash_benefit"


def event(kind: str, on: str, **more: Any) -> dict[str, Any]:
    return {"id": f"{kind}@{on}", "type": kind, "on": on} | more


def closed(on: str, until: str | None = None) -> dict[str, Any]:
    return event("case_closed", on, until=until)


def rows(code: str, *times: tuple[str, str | None], **more: Any) -> list[dict[str, Any]]:
    return [{"code": code, "from": first, "to": last} | more for first, last in times]


def paid(kind: str, *times: tuple[str, str | None]) -> list[dict[str, Any]]:
    return [{"type": kind, "from": first, "to": last} for first, last in times]


def running(on: str, known: dict[str, Any]) -> dict[str, list[Answer]]:
    """Return by rule what is not moot."""
    found: dict[str, list[Answer]] = {}
    for answer in ask(facts(**known), on):
        if answer.status != "moot":
            found.setdefault(answer.rule, []).append(answer)
    return found


def dates(on: str, known: dict[str, Any], *names: str) -> dict[str, list[str]]:
    found = running(on, known)
    return {name: [f"{a.due_on} {a.status}" for a in found.get(name, [])] for name in names}


HELP_AGAIN = {
    "groups": rows("lab-2", ("2025-01-06", "2025-02-28"), ("2025-03-03", None)),
    "benefits": paid(CASH, ("2025-01-06", None)),
}
ASKED_TWICE = [
    event("first_contact", "2025-01-06"),
    event("registered", "2025-01-06"),
    event("first_contact", "2025-03-03"),
]


@pytest.mark.parametrize(
    ("closings", "stands"),
    [([], []), ([closed("2025-02-28", "2025-03-03")], ["met"]), ([closed("2025-02-28")], ["missed"])],
)
def test_a_registration_stands_over_a_closing_that_ended_nothing(
    closings: list[Any], stands: list[str]
) -> None:
    """With no closing between, the second contact is about the same help: it asks for nothing."""
    found = running("2025-03-10", HELP_AGAIN | {"events": [*ASKED_TWICE, *closings]})
    assert [a.status for a in found["G20-13"]] == ["met", *stands]


@pytest.mark.parametrize(("off", "stands"), [("2025-03-03", "missed"), (None, "met")])
def test_a_day_off_the_benefit_at_the_closing_ends_the_registration(off: str | None, stands: str) -> None:
    times = [("2025-01-06", "2025-02-28"), (off or "2025-03-01", None)]
    known = HELP_AGAIN | {"benefits": paid(CASH, *times)}
    found = running("2025-03-10", known | {"events": [*ASKED_TWICE, closed("2025-02-28", "2025-03-03")]})
    assert found["G20-13"][1].status == stands


@pytest.mark.parametrize(("until", "stands"), [("2025-03-03", "met"), (None, "missed")])
def test_so_does_a_coordinator(until: str | None, stands: str) -> None:
    known = {
        "groups": [*rows("lab-6", ("2025-01-06", "2025-02-28")), *rows("lab-7", ("2025-03-03", None))],
        "benefits": paid(SICK, ("2025-01-06", None)),
        "acts": [{"type": "coordinator_appointed", "on": "2025-02-20"}],
        "events": [closed("2025-02-28", until)],
    }
    assert [a.status for a in running("2025-03-10", known)["G20-20"]] == [stands]


def test_a_programme_after_a_closing_has_a_coordinator_of_its_own() -> None:
    known = {
        "groups": rows("lab-7", ("2025-01-06", "2025-02-28"), ("2025-03-01", None)),
        "acts": [{"type": "coordinator_appointed", "on": "2025-01-06"}],
    }
    answer = [a.status for a in running("2025-03-10", known)["G20-20"]]
    assert answer == ["met"]
    found = running("2025-03-10", known | {"events": [closed("2025-02-28")]})["G20-20"]
    assert [(str(a.trigger_on), a.status) for a in found] == [("2025-01-06", "met"), ("2025-03-01", "missed")]


def dagpenge(*events: Any, first_hours: float = 160.33) -> dict[str, Any]:
    times = [("2024-01-01", "2024-04-30"), ("2024-10-01", None)]
    hours = [
        {f"2024-{month:02}": first_hours for month in range(1, 5)},
        {f"2024-{month}": 160.33 for month in range(10, 13)},
    ]
    benefits = paid("unemployment_benefit", *times)
    return {
        "traits": [{"trait": "qualified", "value": True}],
        "groups": rows("lab-1", *times, insured="full"),
        "benefits": [one | {"hours": told} for one, told in zip(benefits, hours, strict=True)],
        "events": [event("registered", "2024-01-01"), event("registered", "2024-10-01"), *events],
    }


def test_hours_of_dagpenge_count_on_behind_a_closing() -> None:
    found = dates("2025-01-05", dagpenge(closed("2024-04-30")), "G20-06b", "G20-22", "G20-07")
    missed = ["2024-11-30 missed"]
    assert found == {"G20-06b": missed, "G20-22": missed, "G20-07": ["None open"]}


def test_the_steps_say_that_the_case_went_on() -> None:
    known = facts(**dagpenge(closed("2024-04-30")))
    (answer,) = [
        a for a in ask(known, "2025-01-05", trace=True) if a.rule == "G20-22" and a.status == "missed"
    ]
    closing, counts = [step.da for step in answer.trace][1:3]
    assert closing == (
        "Sagen blev afsluttet tirsdag 30. april 2024 og går videre fra tirsdag 1. oktober 2024: Det, der skete før, og "
        "frister fra før den dag tæller ikke med."
    )
    assert counts == "Selve tiden på ydelsen tælles dog fortsat fra mandag 1. januar 2024."


def test_what_was_due_before_the_closing_is_not_due_again_behind_it() -> None:
    for day, missed in (("2024-04-30", []), ("2024-06-30", ["2024-04-30 missed"])):
        found = dates("2025-01-05", dagpenge(closed(day), first_hours=250.0), "G20-22")
        assert found == {"G20-22": missed}


def test_months_on_ledighedsydelse_count_on_behind_a_closing() -> None:
    times = [("2025-01-01", "2025-06-30"), ("2025-10-01", None)]
    moved = [event("transferred", first, benefit=FLEX) for first, _ in times]
    known = {"groups": rows("lab-9", *times), "benefits": paid(FLEX, *times)}
    found = dates(
        "2025-12-05",
        known | {"events": [*moved, closed("2025-06-30")]},
        "G20-34a",
        "G20-34b",
        "G20-38",
        "G20-02",
    )
    assert found == {
        "G20-34a": ["2026-04-01 open"],
        "G20-34b": ["2026-04-01 open"],
        "G20-38": ["2026-10-01 open"],
        "G20-02": ["2026-04-01 open"],
    }


def test_days_on_sickness_benefit_count_on_behind_a_closing() -> None:
    times = [("2026-03-22", "2026-08-17"), ("2026-08-18", None)]
    known = {
        "traits": [{"trait": "employed", "value": False}],
        "groups": rows("lab-6", *times, category=2),
        "benefits": paid(SICK, *times),
        "events": [event("first_absence_day", "2026-03-22"), closed("2026-08-17")],
    }
    assert dates("2026-09-05", known, "G20-46") == {"G20-46": ["2026-08-31 missed"]}
    asked = running("2026-09-05", known)["G26-12"]
    assert [(a.status, a.missing) for a in asked] == [("unknown", ("first_absence_day",))]


@pytest.mark.parametrize(("begun", "stands"), [("2025-03-03", "moot"), ("2025-03-04", "open")])
def test_an_offer_that_began_on_the_day_of_the_closing_ends_with_the_case(begun: str, stands: str) -> None:
    known = facts(
        groups=rows("lab-4", ("2025-01-06", None)),
        offers=[{"id": "o", "type": "placement", "from": begun, "to": "2025-03-28"}],
        events=[event("first_contact", "2025-01-06"), closed("2025-03-03")],
    )
    found = {on: {a.rule: a.status for a in ask(known, on)} for on in ("2025-03-05", "2025-04-10")}
    assert (found["2025-03-05"]["G20-47"], found["2025-04-10"]["G20-23b"]) == (stands, stands)


def test_a_case_that_was_closed_and_has_nothing_after_it_stays_closed() -> None:
    known = {
        "groups": rows("lab-9", ("2025-01-01", None)),
        "benefits": paid(FLEX, ("2025-01-01", None)),
        "events": [event("transferred", "2025-01-01", benefit=FLEX), closed("2025-03-03")],
    }
    found = running("2025-12-05", known)
    assert not {"G20-02", "G20-34a", "G20-34b", "G20-38"} & set(found)


def test_the_first_contact_of_a_time_after_a_closing_is_asked_for() -> None:
    events = [event("first_contact", "2025-01-06"), closed("2025-02-28")]
    found = running("2025-03-10", HELP_AGAIN | {"events": events})
    asked = {rule: a.missing for rule, answers in found.items() for a in answers if a.status == "unknown"}
    assert {asked[rule] for rule in ("G20-01", "G20-02", "G20-36")} == {("first_contact",)}


@pytest.mark.parametrize(
    "kind",
    [
        "first_contact",
        "registered",
        "re_registered",
        "first_absence_day",
        "first_payment",
        "transferred",
        "visited",
        "taken_over",
    ],
)
def test_a_case_goes_on_with_each_way_of_asking_for_help_again(kind: str) -> None:
    known = {"groups": rows("lab-9", ("2025-01-01", None)), "benefits": paid(FLEX, ("2025-01-01", None))}
    events = [event("transferred", "2025-01-01", benefit=FLEX), closed("2025-03-03")]
    again = event(kind, "2025-05-05", benefit=FLEX if kind == "transferred" else None)
    found = dates("2026-02-05", known | {"events": [*events, again]}, "G20-34b")
    assert found == {"G20-34b": ["2026-01-01 missed"]}
    told = event("case_closed", "2025-05-05", until="2025-05-06")
    assert dates("2025-08-05", known | {"events": [*events, told]}, "G20-34a") == {"G20-34a": []}


def test_a_transfer_written_before_the_closing_is_not_the_beginning_of_what_came_after() -> None:
    known = {
        "groups": rows("lab-6", ("2027-09-04", "2027-09-29")) + rows("lab-9", ("2027-09-30", None)),
        "benefits": paid("sickness_benefit", ("2027-09-04", "2027-09-29")) + paid(FLEX, ("2027-09-30", None)),
        "events": [event("transferred", "2027-09-08", benefit=FLEX), closed("2027-09-29")],
    }
    assert dates("2027-10-10", known, "G26-03") == {"G26-03": ["2028-03-30 open"]}


@pytest.mark.parametrize(
    ("code", "kind", "word", "rule"),
    [
        ("lab-2", "cash_benefit", "first_contact", "G26-04"),
        ("lab-2", "cash_benefit", "registered", "G26-04"),
        ("lab-1", "unemployment_benefit", "registered", "G20-04b"),
    ],
)
@pytest.mark.parametrize("before", [True, False])
def test_closed_between_the_asking_and_the_help_it_is_asked_for_anew(
    code: str, kind: str, word: str, rule: str, before: bool
) -> None:
    """Asked on 21 September for help from 1 October, the case closed on the 25th; perhaps ill till the month's end."""
    ill = {"from": "2026-06-01", "to": "2026-09-30"}
    rows = [{"code": code, "from": "2026-10-01"}, *([{"code": "lab-6"} | ill] if before else [])]
    paid = [{"type": kind, "from": "2026-10-01"}, *([{"type": "sickness_benefit"} | ill] if before else [])]
    asked = {"type": word, "on": "2026-09-21"}
    whole = facts(groups=rows, benefits=paid, events=[asked, closed("2026-09-25")])
    missing = "registered" if code == "lab-1" else "first_contact"
    found = [(a.missing or (a.status,))[0] for a in ask(whole, "2026-10-20") if a.rule == rule]
    assert found == ["moot", missing]
    going_on = facts(groups=rows, benefits=paid, events=[asked, closed("2026-09-25", "2026-10-01")])
    assert [a.status for a in ask(going_on, "2026-10-20") if a.rule == rule] == ["missed"]
