"""Which contact, registration, transfer, benefit or move begins a period, and which belongs to the one that runs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.deadlines.make import ask, facts

LAB2 = [{"code": "lab-2", "from": "2024-01-01"}]
CASH, INSURED = "cash_benefit", "unemployment_benefit"


def event(kind: str, on: str, **more: Any) -> dict[str, Any]:
    return {"id": on, "type": kind, "on": on} | more


def contact(on: str) -> dict[str, Any]:
    return event("first_contact", on)


def closed(on: str) -> dict[str, Any]:
    return event("case_closed", on, id="closed")


def transfer(on: str, benefit: str) -> dict[str, Any]:
    return event("transferred", on, benefit=benefit)


def paid(kind: str, start: str, end: str | None = None, **more: Any) -> dict[str, Any]:
    return {"type": kind, "from": start, "to": end} | more


def known(events: list[dict[str, Any]], *benefits: dict[str, Any], **more: Any) -> Any:
    return facts(**({"groups": LAB2} | more), events=events, benefits=list(benefits))


def starts(case: Any, on: str = "2025-07-01", rule: str = "G20-02") -> list[str]:
    """Return the records that the periods of a rule begin with: a day, or a benefit or group and its first day."""
    return [a.key.split(":")[1] for a in ask(case, on) if a.rule == rule]


@pytest.mark.parametrize(
    ("case", "found"),
    [
        # the contact that follows a registration is about the same
        (known([event("registered", "2025-01-06"), contact("2025-01-08")]), ["2025-01-06"]),
        # closed on its first day, then a contact on a benefit that runs on
        (
            known(
                [contact("2025-01-06"), closed("2025-01-06"), contact("2025-03-03")],
                paid(CASH, "2025-01-06"),
            ),
            ["2025-01-06", "2025-03-03"],
        ),
        # a contact on the first day, and on the last day, of the benefit that the period is about
        (known([contact("2025-01-06"), contact("2025-01-20")], paid(CASH, "2025-01-20")), ["2025-01-06"]),
        (
            known([contact("2025-01-06"), contact("2025-03-31")], paid(CASH, "2025-01-06", "2025-03-31")),
            ["2025-01-06"],
        ),
        # a return, the day after the new benefit began
        (
            known(
                [contact("2025-01-06"), contact("2025-05-02")],
                paid(CASH, "2025-01-06", "2025-03-31"),
                paid(CASH, "2025-05-01"),
            ),
            ["2025-01-06", "2025-05-02"],
        ),
        # registered on the last day of one benefit, the contact is about another one
        (
            known(
                [event("registered", "2025-02-28"), contact("2025-03-20")],
                paid(INSURED, "2024-12-02", "2025-02-28"),
                paid(CASH, "2025-04-05"),
            ),
            ["2025-02-28", "2025-03-20"],
        ),
        # the other benefit begins 31 days after the contact, and 32 days
        (
            known(
                [event("registered", "2024-12-02"), contact("2025-02-01")],
                paid(INSURED, "2024-12-02", "2025-02-28"),
                paid(CASH, "2025-03-04"),
            ),
            ["2024-12-02", "2025-02-01"],
        ),
        (
            known(
                [event("registered", "2024-12-02"), contact("2025-02-01")],
                paid(INSURED, "2024-12-02", "2025-02-28"),
                paid(CASH, "2025-03-05"),
            ),
            ["2024-12-02", "cash_benefit@2025-03-05"],
        ),
        # between two benefits a contact is about the one whose first day is nearer; as near, about the one that runs
        (
            known(
                [event("registered", "2025-03-03"), contact("2025-03-08")],
                paid(INSURED, "2025-03-03", "2025-03-12"),
                paid(CASH, "2025-03-13"),
            ),
            ["2025-03-03", "cash_benefit@2025-03-13"],
        ),
        (
            known(
                [event("registered", "2025-03-03"), contact("2025-03-09")],
                paid(INSURED, "2025-03-03", "2025-03-12"),
                paid(CASH, "2025-03-13"),
            ),
            ["2025-03-03", "2025-03-09"],
        ),
        # a registration is as good as a first contact: a new benefit, or a free month
        (
            known(
                [contact("2025-01-06"), event("registered", "2025-04-01")],
                paid(INSURED, "2025-01-06", "2025-03-31"),
                paid(CASH, "2025-04-01"),
            ),
            ["2025-01-06", "2025-04-01"],
        ),
        (
            known(
                [contact("2025-01-06"), event("registered", "2025-05-02")],
                paid(CASH, "2025-01-06", "2025-03-31"),
                paid(CASH, "2025-05-01"),
            ),
            ["2025-01-06", "2025-05-02"],
        ),
        # back from sickness benefit: a contact asks for help anew, a registration goes on
        (
            known(
                [contact("2025-01-06"), contact("2025-03-17")],
                paid(CASH, "2025-01-06", "2025-02-16"),
                paid("sickness_benefit", "2025-02-17", "2025-03-16"),
                paid(CASH, "2025-03-17"),
            ),
            ["2025-01-06", "sickness_benefit@2025-02-17", "2025-03-17"],
        ),
        # a benefit of years ago is not the one that a contact is about
        (
            known(
                [event("registered", "2024-11-20"), contact("2025-01-20")],
                paid(INSURED, "2023-01-02", "2024-06-30"),
                paid(CASH, "2024-12-02"),
            ),
            ["2024-11-20"],
        ),
        # nobody knows what the registration was about, but a calendar month is free after it
        (
            known([event("registered", "2025-01-06"), contact("2025-03-31")], paid(CASH, "2025-04-01")),
            ["2025-01-06", "2025-03-31"],
        ),
        # a contact near the first day of a benefit is about that one, not about the next
        (
            known(
                [event("registered", "2025-03-03")],
                paid(INSURED, "2025-03-01", "2025-04-14"),
                paid(CASH, "2025-04-15"),
            ),
            ["2025-03-03", "cash_benefit@2025-04-15"],
        ),
        (
            known(
                [contact("2025-03-23")],
                paid(CASH, "2025-03-01", "2025-04-14"),
                paid("rehabilitation", "2025-04-15"),
            ),
            ["2025-03-23", "rehabilitation@2025-04-15"],
        ),
        (
            known(
                [contact("2025-03-24")],
                paid(CASH, "2025-03-01", "2025-04-14"),
                paid("rehabilitation", "2025-04-15"),
            ),
            ["2025-03-24"],
        ),
        # a row that goes on with the same benefit begins nothing that a contact could be about
        (
            known(
                [contact("2025-03-25")],
                paid(CASH, "2025-02-01", "2025-03-31"),
                paid("education_help", "2025-04-01", "2025-04-14"),
                paid("rehabilitation", "2025-04-15"),
            ),
            ["2025-03-25"],
        ),
        # registered about the first benefit, and the contact nearer to the next
        (
            known(
                [event("registered", "2025-03-03"), contact("2025-03-25")],
                paid(INSURED, "2025-03-01", "2025-04-14"),
                paid(CASH, "2025-04-15"),
            ),
            ["2025-03-03", "2025-03-25"],
        ),
    ],
)
def test_a_contact_opens_a_period_or_belongs_to_one(case: Any, found: list[str]) -> None:
    assert starts(case) == found


def test_a_benefit_begins_a_period_on_its_first_day_and_not_before() -> None:
    case = known([contact("2025-03-03")], paid(CASH, "2025-03-03", "2025-05-31"), paid(INSURED, "2025-06-01"))
    assert starts(case, "2025-05-20") == ["2025-03-03"]
    assert starts(case, "2025-06-01") == ["2025-03-03", "unemployment_benefit@2025-06-01"]


def test_a_first_contact_long_before_the_first_benefit_does_not_stand_for_it() -> None:
    case = known(
        [contact("2025-01-06"), closed("2025-05-15"), contact("2025-06-02")],
        paid(CASH, "2025-04-01"),
    )
    assert starts(case) == ["2025-01-06", "cash_benefit@2025-04-01", "2025-06-02"]
    # By day, although the contacts are looked at first: each period ends where the next begins.
    middle = [a for a in ask(case, "2025-05-01") if a.rule == "G20-02"]
    assert [(a.key.split(":")[1], a.status) for a in middle] == [
        ("2025-01-06", "moot"),
        ("cash_benefit@2025-04-01", "open"),
    ]


def test_a_contact_before_the_benefit_that_ran_then_says_nothing_of_the_next_one() -> None:
    case = known([contact("2025-01-04")], paid(INSURED, "2025-01-06", "2025-01-31"), paid(CASH, "2025-02-01"))
    assert starts(case) == ["2025-01-04", "cash_benefit@2025-02-01"]


@pytest.mark.parametrize(
    ("events", "begins", "found"),
    [
        ([transfer("2025-05-01", "resource_programme")], "2025-05-05", ["2025-05-01"]),
        ([transfer("2025-05-01", "resource_programme")], "2025-06-01", ["2025-05-01"]),
        (
            [transfer("2025-05-01", "resource_programme")],
            "2025-06-02",
            ["resource_programme@2025-06-02"],
        ),
        (
            [transfer("2025-05-01", "flex_unemployment")],
            "2025-05-05",
            ["2025-05-01", "resource_programme@2025-05-05"],
        ),
        ([transfer("2025-05-01", "cash_benefit")], "2025-05-05", ["resource_programme@2025-05-05"]),
    ],
)
def test_a_transfer_stands_for_its_benefit_up_to_a_month_away(
    events: list[dict[str, Any]], begins: str, found: list[str]
) -> None:
    case = known([contact("2025-03-03"), *events], paid("resource_programme", begins))
    assert starts(case) == ["2025-03-03", *found]


def test_a_move_to_jobcentre_help_begins_a_period_from_its_day_but_not_for_the_benefit() -> None:
    groups = [
        {"code": "lab-4", "from": "2025-01-06", "visited_as": "education_ready"},
        {"code": "lab-2", "from": "2025-05-12"},
    ]
    case = known([contact("2025-01-06")], paid("education_help", "2025-01-06"), groups=groups)
    assert starts(case, "2025-05-11") == ["2025-01-06"]
    assert starts(case, "2025-05-12") == ["2025-01-06", "lab-2@2025-05-12"]
    assert starts(case, "2025-05-12", "G20-36") == ["2025-01-06"]


def test_of_what_falls_on_one_day_the_contact_gives_the_name() -> None:
    case = known(
        [contact("2025-01-06"), closed("2025-05-15"), event("first_contact", "2025-06-02", id="z")],
        paid("education_help", "2025-01-06", "2025-06-01"),
        paid("resource_programme", "2025-06-02"),
        groups=[
            {"code": "lab-4", "from": "2025-01-06", "visited_as": "education_ready"},
            {"code": "lab-2", "from": "2025-06-02"},
        ],
    )
    assert starts(case) == ["2025-01-06", "z"]


def duty_to_work(*benefits: dict[str, Any]) -> list[str]:
    case = known([], *benefits, traits=[{"trait": "work_duty", "value": True}])
    return starts(case, "2025-12-01", "G20-24")


def test_benefits_that_follow_each_other_are_one_period() -> None:
    assert duty_to_work(
        paid(CASH, "2025-07-07", "2025-07-31"),
        paid("education_help", "2025-08-25", "2025-09-10"),
        paid(CASH, "2025-10-20"),
    ) == ["cash_benefit@2025-07-07"]
    # After a break everything is counted from the benefit that came then.
    assert duty_to_work(
        paid(CASH, "2025-01-06", "2025-01-31"),
        paid(CASH, "2025-07-07", "2025-07-31"),
        paid("education_help", "2025-08-25", "2025-09-10"),
        paid("education_help", "2025-10-20"),
    )[-1] == "cash_benefit@2025-07-07"  # fmt: skip


def insured(
    *benefits: dict[str, Any], events: list[dict[str, Any]] | None = None, on: str, since: str = "2025-01-31"
) -> list[str]:
    case = known(events or [], *benefits, groups=[{"code": "lab-1", "from": since}])
    return starts(case, on, "G20-06b")


@pytest.mark.parametrize(
    ("again", "found"), [("2025-01-31", []), ("2025-02-01", ["unemployment_benefit@2025-02-01"])]
)
def test_five_years_without_the_benefit_begin_it_anew(again: str, found: list[str]) -> None:
    old = paid(INSURED, "2018-01-01", "2020-01-31", hours={})
    case = known(
        [],
        old,
        paid(INSURED, again),
        groups=[{"code": "lab-1", "from": "2018-01-01"}],
        traits=[{"trait": "new_benefit_period", "value": False}],
    )
    assert starts(case, "2025-03-01", "G20-06b") == found


def test_a_benefit_begins_the_count_on_its_first_day_and_no_other_transfer_does() -> None:
    benefit = paid(INSURED, "2025-02-03")
    assert insured(benefit, on="2025-02-02") == ["lab-1@2025-01-31"]  # not known yet
    assert insured(benefit, on="2025-02-03") == ["unemployment_benefit@2025-02-03"]
    moved = [transfer("2025-02-20", "flex_unemployment")]
    assert insured(benefit, events=moved, on="2025-03-03") == ["unemployment_benefit@2025-02-03"]


def test_a_transfer_after_years_takes_over_from_the_old_period() -> None:
    case = known(
        [transfer("2025-02-03", "flex_unemployment")],
        paid("flex_unemployment", "2018-01-01", "2019-01-31"),
        paid("flex_unemployment", "2025-02-03"),
        groups=[{"code": "lab-9", "from": "2018-01-01"}],
    )
    found = {str(a.trigger_on): a.status for a in ask(case, "2025-03-03") if a.rule == "G20-38"}
    assert found == {"2025-02-03": "open"}  # the old one was over before there was the rule
