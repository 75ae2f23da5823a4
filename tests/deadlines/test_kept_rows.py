"""Single rows of the law's table as they read: the team, the assessment, the right, the offer of a talk."""

from __future__ import annotations

from typing import Any

import pytest

from tests.deadlines.make import ask, facts, one

CLARIFY = {
    "groups": [{"code": "lab-7", "from": "2025-03-03"}],
    "benefits": [{"type": "job_clarification", "from": "2025-03-03"}],
}
HOPE = {"trait": "expected_well", "value": "2025-04-27"}


def team(on: str, *traits: Any, acts: Any = ()) -> list[tuple[str, str]]:
    known = facts(**CLARIFY, traits=traits, acts=acts)
    return [(a.status, str(a.due_on)) for a in ask(known, on) if a.rule == "G20-31"]


def test_the_team_is_asked_for_when_the_hope_of_being_well_fails() -> None:
    failed = {"trait": "expected_well", "value": "2025-08-01", "from": "2025-04-20"}
    assert team("2025-04-19", HOPE) == []
    assert team("2025-04-22", HOPE, failed) == [("open", "2025-05-18")]
    assert team("2025-06-01", HOPE, failed) == [("missed", "2025-05-18")]


def test_the_team_is_asked_for_when_the_8_weeks_have_passed() -> None:
    assert team("2025-04-27", HOPE) == []
    assert team("2025-04-28", HOPE) == [("open", "2025-05-26")]


def test_a_team_held_while_there_was_hope_is_enough() -> None:
    assert team("2025-05-02", HOPE, acts=[{"type": "rehab_team", "on": "2025-03-20"}]) == [
        ("met", "2025-05-26")
    ]


def test_whoever_is_only_in_the_group_later_is_still_counted_from_the_benefit() -> None:
    groups = [{"code": "lab-6", "from": "2024-01-01"}, {"code": "lab-7", "from": "2025-03-10"}]
    answer = one(facts(groups=groups, benefits=CLARIFY["benefits"]), "2025-03-20", "G20-31")
    assert str(answer.due_on) == "2025-03-31"


def assessed(*leave: Any) -> Any:
    known = facts(
        groups=[{"code": "lab-7", "from": "2024-03-01"}],
        benefits=[{"type": "job_clarification", "from": "2024-03-01"}],
        exemptions=[{"kind": "maternity"} | one for one in leave],
        acts=[{"type": "reassessment", "on": "2025-03-05"}],
    )
    return one(known, "2025-07-10", "G20-32")


def test_leave_moves_the_first_day_for_the_assessment() -> None:
    answer = assessed({"from": "2024-06-01", "to": "2025-02-28"})
    assert (str(answer.earliest_on), str(answer.due_on)) == ("2025-11-29", "2026-11-29")
    assert (answer.status, answer.met_on) == ("open", None)


def test_leave_after_that_day_makes_nothing_too_early() -> None:
    assert assessed({"from": "2025-04-01", "to": "2025-05-31"}).status == "met"


def test_on_leave_without_an_end_no_first_day_is_known() -> None:
    answer = assessed({"from": "2024-06-01"})
    assert (answer.status, answer.earliest_on, answer.due_on) == ("suspended", None, None)


def provider(on: str, *referred: str) -> Any:
    known = facts(
        groups=[{"code": "lab-9", "from": "2025-01-01"}],
        benefits=[{"type": "flex_unemployment", "from": "2025-01-01"}],
        acts=[{"type": "referral", "on": day} for day in referred],
    )
    return one(known, on, "G20-34a", trace=True)


def test_the_right_to_another_provider_is_never_missed() -> None:
    answer = provider("2025-09-01")
    assert (answer.status, str(answer.due_on), answer.late_days) == ("moot", "2025-07-01", None)
    assert answer.reason.da.endswith(": en ret fra tirsdag 1. juli 2025.")
    assert provider("2025-05-01").reason.da == answer.reason.da
    assert "overskredet noget" in " ".join(step.da for step in answer.trace)


def test_nor_is_it_used_too_late() -> None:
    answer = provider("2025-09-01", "2025-08-20")
    assert (answer.status, answer.late_days) == ("met", None)
    assert "for sent" not in " ".join(step.da for step in answer.trace)


def test_the_duty_to_refer_is_missed() -> None:
    known = facts(
        groups=[{"code": "lab-9", "from": "2025-01-01"}],
        benefits=[{"type": "flex_unemployment", "from": "2025-01-01"}],
    )
    assert one(known, "2026-01-20", "G20-34b").status == "missed"


def leave(*events: tuple[str, str]) -> Any:
    known = facts(
        groups=[{"code": "lab-2", "from": "2025-03-03"}],
        benefits=[{"type": "cash_benefit", "from": "2025-03-03"}],
        exemptions=[{"kind": "maternity", "from": "2025-06-01", "to": "2026-04-05"}],
        events=[{"type": kind, "on": on} for kind, on in events],
    )
    return one(known, "2026-04-20", "G20-28", trace=True)


def test_an_offered_talk_that_was_declined_is_no_miss() -> None:
    answer = leave(("declined", "2026-02-10"))
    assert answer.status == "moot"
    assert "Samtalen blev afslået" in " ".join(step.da for step in answer.trace)


def test_a_no_before_the_time_for_the_offer_or_to_a_talk_that_was_asked_for_is_none() -> None:
    assert leave(("declined", "2026-01-04")).status == "missed"
    assert leave(("declined", "2026-04-06")).status == "missed"
    assert leave(("meeting_requested", "2026-02-01"), ("declined", "2026-02-10")).status == "missed"


def team_again(*days: str, offers: Any = ()) -> Any:
    known = facts(
        groups=[{"code": "lab-8", "from": "2025-03-03"}],
        benefits=[{"type": "resource_programme", "from": "2025-03-03"}],
        acts=[{"type": "rehab_team", "on": day} for day in days],
        offers=offers,
    )
    return one(known, "2025-09-10", "G20-33", trace=True)


def test_the_team_of_the_first_week_is_not_the_team_again() -> None:
    answer = team_again("2025-03-10")
    assert (answer.status, str(answer.due_on)) == ("missed", "2025-09-03")
    assert "Det, der skete mandag 10. marts 2025, var for tidligt" in " ".join(s.da for s in answer.trace)


def test_a_later_team_is_and_so_is_an_early_offer() -> None:
    assert team_again("2025-03-10", "2025-09-01").status == "met"
    assert team_again(offers=[{"type": "placement", "from": "2025-03-20"}]).status == "met"


def test_a_target_is_not_said_to_be_a_duty() -> None:
    known = facts(
        groups=[{"code": "integration", "from": "2025-03-03"}],
        events=[{"type": "taken_over", "on": "2025-03-03"}],
    )
    answer = one(known, "2025-06-10", "G20-49c", trace=True)
    assert answer.reason.da.endswith("skulle helst være sket senest mandag 17. marts 2025.")
    assert "Det er 85 dage siden." in [step.da for step in answer.trace]


def test_two_offers_that_end_on_one_day_open_one_duty() -> None:
    def found(*offers: tuple[str, str], closed: str = "") -> list[str]:
        known = facts(
            groups=[{"code": "lab-4", "from": "2025-03-03"}],
            events=[{"type": "first_contact", "on": "2025-03-03"}]
            + ([{"type": "case_closed", "on": closed}] if closed else []),
            offers=[{"id": name, "type": "placement", "from": on, "to": "2025-05-30"} for name, on in offers],
        )
        return [a.key for a in ask(known, "2025-10-05") if a.rule == "G20-23b"]

    assert found(("b", "2025-05-05"), ("a", "2025-03-24")) == ["G20-23b:a:1"]
    assert found(("a", "2025-03-24"), ("b", "2025-03-24")) == ["G20-23b:a:1"]
    assert len(found(("a", "2025-03-24"), ("b", "2025-05-05"), closed="2025-04-10")) == 2


def test_the_talk_of_the_half_year_comes_back_after_a_leave_over_its_date() -> None:
    known = facts(
        traits=[{"trait": "employed", "value": False}],
        groups=[{"code": "lab-6", "from": "2026-08-31"}],
        events=[{"type": "first_absence_day", "on": "2026-08-31"}],
        exemptions=[{"kind": "maternity", "from": "2026-12-01", "to": "2027-02-28"}],
    )
    answer = one(known, "2027-03-10", "G26-12")
    assert (answer.status, str(answer.due_on)) == ("open", "2027-08-28")


@pytest.mark.parametrize(("first", "asked"), [("2026-05-05", [("missed", "2026-07-28")]), ("2026-05-06", [])])
def test_no_team_is_asked_for_after_the_law_ended_it(first: str, asked: list[tuple[str, str]]) -> None:
    """The 8 weeks in which the citizen was to be well are over on the last day of the rule, or after it."""
    known = facts(
        groups=[{"code": "lab-7", "from": first}],
        benefits=[{"type": "job_clarification", "from": first}],
        traits=[{"trait": "expected_well", "value": "2026-06-20"}],
    )
    assert [(a.status, str(a.due_on)) for a in ask(known, "2026-08-30") if a.rule == "G20-31"] == asked
