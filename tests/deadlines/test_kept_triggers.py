"""What sets a clock going: requests and their refusals, registrations after a pause, talks, offers, exemptions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.deadlines.make import ask, facts, talk


def event(kind: str, on: str, **more: Any) -> dict[str, Any]:
    return {"id": f"{kind}-{on}", "type": kind, "on": on} | more


def found(known: Any, on: str, rule: str) -> list[tuple[str, str]]:
    """Return the record each answer of a rule comes from, and its state."""
    return [(a.key.split(":")[1], a.status) for a in ask(known, on) if a.rule == rule]


def refused(*asked: str, declined: str) -> list[int]:
    """Return which requests a refusal has answered, the first being 1."""
    events = [event("meeting_requested", on) for on in asked] + [event("declined", declined)]
    answers = found(facts(events=events), "2025-01-16", "KL10-01")
    return [place for place, (_, status) in enumerate(answers, 1) if status == "moot"]


@pytest.mark.parametrize(
    ("declined", "answered"),
    [
        ("2025-01-05", []),  # before anybody asked
        ("2025-01-06", [1]),  # on the day
        ("2025-01-08", [1]),
        ("2025-01-12", [2]),
        ("2025-01-16", [3]),
    ],
)
def test_a_refusal_answers_the_last_request_before_it(declined: str, answered: list[int]) -> None:
    assert refused("2025-01-06", "2025-01-10", "2025-01-14", declined=declined) == answered


def test_a_refusal_on_the_day_of_the_next_request_answers_that_one_alone() -> None:
    assert refused("2025-01-06", "2025-01-08", declined="2025-01-08") == [2]


def test_a_refusal_answers_the_last_request_of_either_kind_and_ends_nothing_else() -> None:
    asked = [event("meeting_requested", "2025-12-15"),
             event("early_follow_up_requested", "2025-12-22", by="employer")]  # fmt: skip
    known = facts(
        groups=[{"code": "lab-6", "category": 2, "from": "2025-12-01"}],
        events=[
            event("first_absence_day", "2025-12-01"), event("decision_available", "2025-12-10"), *asked,
            event("declined", "2025-12-23"),
        ],
    )  # fmt: skip
    assert {a.rule: a.status for a in ask(known, "2025-12-24") if a.status != "unknown"} == {
        "G20-42": "moot",  # the employer's request
        "KL10-01": "due_soon",  # the citizen's own
        "R-048": "due_soon",
        "G20-40": "open",
        "G20-41": "open",
        "KL10-02": "open",
        "CW-02": "open",  # the complaint
    }


def test_a_refusal_without_a_request_ends_nothing() -> None:
    known = facts(
        groups=[{"code": "lab-6", "category": 2, "from": "2025-12-01"}],
        events=[event("first_absence_day", "2025-12-01"), event("decision_available", "2025-12-10"),
                event("declined", "2025-12-23")],
    )  # fmt: skip
    states = {a.rule: a.status for a in ask(known, "2025-12-24")}
    assert (states["G20-40"], states["G20-41"], states["CW-02"]) == ("open", "open", "open")


def early(asked: str, *absent: str, by: str | None = None) -> list[str]:
    known = facts(
        groups=[{"code": "lab-6", "category": 2, "from": "2025-01-06"}],
        events=[
            *(event("first_absence_day", on) for on in absent),
            event("early_follow_up_requested", asked, by=by),
        ],
    )
    return [status for _, status in found(known, asked, "G20-42")]


@pytest.mark.parametrize(
    ("asked", "nobody", "employer"),
    [("2025-01-06", "open", ["open"]), ("2025-02-09", "open", ["open"]), ("2025-02-10", "unknown", [])],
)
def test_in_the_first_five_weeks_it_does_not_matter_who_asks(
    asked: str, nobody: str, employer: list[str]
) -> None:
    assert early(asked, "2025-01-06") == [nobody]
    assert early(asked, "2025-01-06", by="citizen") == ["open"]
    assert early(asked, "2025-01-06", by="employer") == employer


def test_the_weeks_count_from_the_last_first_day_of_absence() -> None:
    assert early("2025-05-06", "2025-01-06", "2025-05-05") == ["open"]
    assert early("2025-05-06", "2025-01-06", "2025-06-02") == ["unknown"]  # that one comes later


@pytest.mark.parametrize(
    ("off", "on", "within", "after"),
    [
        (["2025-01-06"], "2025-04-05", True, False),
        (["2025-01-06"], "2025-04-06", False, True),
        (["2025-04-06"], "2025-04-06", True, False),  # off and on again on one day
        (["2024-01-08", "2025-01-06"], "2025-04-05", True, False),  # the last time counts
        (["2025-01-06", "2025-06-02"], "2025-05-05", False, True),  # not what comes later
        ([], "2025-05-05", True, True),
    ],
)
def test_a_registration_after_three_months_asks_for_the_cv_and_before_them_for_a_talk(
    off: list[str], on: str, within: bool, after: bool
) -> None:
    def asks(kind: str, rule: str) -> bool:
        missed = [event("booking_missed", on)] if kind == "re_registered" else []
        events = [*(event("deregistered", day) for day in off), *missed, event(kind, on)]
        known = facts(groups=[{"code": "lab-1", "from": "2024-01-01"}], events=events)
        return found(known, "2025-06-10", rule) != []

    assert (asks("re_registered", "G20-11"), asks("registered", "G20-12b")) == (within, after)


def test_each_talk_of_ours_in_person_by_phone_or_video_is_to_be_reported() -> None:
    talks = [
        talk("2026-11-02", id="ours"),
        talk("2026-11-03", id="provider", by="provider"),
        talk("2026-11-04", id="fund", by="fund"),
        talk("2026-11-05", id="phone", channel="phone"),
        talk("2026-11-06", id="letter", channel="letter"),
        talk("2026-11-09", id="short", kind="drop_in"),
        talk("2026-11-10"),
    ]
    known = facts(events=[event("first_contact", "2026-11-01")], contacts=talks)
    named = [source for source, _ in found(known, "2026-11-20", "G20-51")]
    assert named == ["ours", "provider", "phone", "follow_up@2026-11-10"]


def test_an_offer_without_a_name_goes_by_its_kind_and_first_day() -> None:
    offers = [
        {"type": "placement", "from": "2026-11-02", "to": "2026-12-31"},
        {"id": "o", "type": "placement", "from": "2026-11-09", "to": "2026-12-31"},
    ]
    named = [source for source, _ in found(facts(offers=offers), "2026-11-20", "R-085")]
    assert named == ["placement@2026-11-02", "o"]


def test_a_talk_from_before_the_offer_is_no_follow_up_of_it() -> None:
    known = facts(
        events=[event("first_contact", "2026-10-01")],
        offers=[{"id": "o", "type": "placement", "from": "2026-11-02", "to": "2026-12-31"}],
        contacts=[talk("2026-10-20"), talk("2026-11-02")],
    )
    keys = [a.key for a in ask(known, "2026-11-05") if a.rule == "R-085"]
    assert keys == ["R-085:o:2"]


def leave(start: str, end: str | None) -> Any:
    rest = {"kind": "maternity", "from": start, "to": end}
    return facts(groups=[{"code": "lab-3", "from": "2025-01-01"}], exemptions=[rest])


def test_a_leave_is_looked_at_from_its_first_day_and_its_end_is_asked_for() -> None:
    assert found(leave("2025-06-02", "2025-12-31"), "2025-06-01", "G20-28") == []
    assert found(leave("2025-06-02", "2025-12-31"), "2025-06-02", "G20-28") == [
        ("maternity@2025-06-02", "open")
    ]
    unknown = [a for a in ask(leave("2025-06-02", None), "2025-06-02") if a.rule == "G20-28"]
    assert [(a.status, a.missing) for a in unknown] == [("unknown", ("to",))]


def test_after_the_control_the_offer_may_begin_from_the_first_talk_on() -> None:
    known = facts(
        groups=[{"code": "lab-2", "from": "2025-01-06"}],
        events=[event("first_contact", "2025-01-06"), event("control_notice", "2025-04-01")],
        contacts=[talk("2025-04-07"), talk("2025-04-22")],
        offers=[{"id": "o", "type": "placement", "from": "2025-04-14", "to": "2025-05-31"}],
    )
    assert [(a.status, f"{a.met_on}") for a in ask(known, "2025-05-05") if a.rule == "G20-27b"] == [
        ("met", "2025-04-14")
    ]


def registrations(*events: tuple[str, str], benefits: list[dict[str, Any]]) -> list[str]:
    """Return the days from which Min Plan is asked for, or that it is not known."""
    known = facts(
        groups=[{"code": "lab-1", "insured": "full", "from": "2026-02-02"}],
        benefits=[{"type": "unemployment_benefit"} | one for one in benefits],
        events=[event(kind, on) for kind, on in [("registered", "2026-02-02"), *events]],
    )
    return [f"{a.trigger_on}" for a in ask(known, "2026-12-31") if a.rule == "G20-04b"]


def test_registering_again_opens_a_new_time_only_after_having_been_away() -> None:
    months_off = [{"from": "2026-02-02", "to": "2026-04-30"}, {"from": "2026-06-01"}]
    weeks_off = [{"from": "2026-02-02", "to": "2026-05-01"}, {"from": "2026-06-01"}]
    back = ("re_registered", "2026-06-01")
    assert registrations(back, benefits=months_off) == ["2026-02-02", "2026-06-01"]
    assert registrations(back, benefits=weeks_off) == ["2026-02-02", "2026-06-01"]
    assert registrations(back, benefits=[{"from": "2026-02-02"}]) == ["2026-02-02"]
    assert registrations(back, benefits=[]) == ["2026-02-02"]  # the group has gone on
    # The benefit has ended and none has begun since.
    ended = [{"from": "2026-02-02", "to": "2026-04-30"}]
    assert registrations(("re_registered", "2026-04-30"), benefits=ended) == ["2026-02-02"]
    assert registrations(("re_registered", "2026-05-11"), benefits=ended) == ["2026-02-02", "2026-05-11"]
    assert registrations(back, benefits=ended) == ["2026-02-02", "2026-06-01"]


def test_a_registration_is_the_one_that_counts_where_both_are_recorded() -> None:
    months_off = [{"from": "2026-02-02", "to": "2026-04-30"}, {"from": "2026-06-01"}]
    both = [("re_registered", "2026-06-01"), ("registered", "2026-06-01")]
    assert registrations(*both, benefits=months_off) == ["2026-02-02", "2026-06-01"]
    later = [*both, ("re_registered", "2026-07-20")]  # a booking missed
    assert registrations(*later, benefits=months_off) == ["2026-02-02", "2026-06-01"]


def test_registering_again_after_the_case_was_closed_is_a_registration() -> None:
    events = [("case_closed", "2026-05-04"), ("re_registered", "2026-05-11")]
    assert registrations(*events, benefits=[{"from": "2026-02-02"}]) == ["2026-02-02", "2026-05-11"]


def test_who_is_back_after_months_is_asked_for_the_registration_once_the_time_runs() -> None:
    months_off = [{"from": "2026-02-02", "to": "2026-04-30"}, {"from": "2026-06-01"}]
    assert registrations(benefits=months_off) == ["2026-02-02", "None"]
    assert registrations(benefits=[{"from": "2026-02-02"}]) == ["2026-02-02"]
    assert registrations(("case_closed", "2026-06-15"), benefits=months_off) == ["2026-02-02"]


@pytest.mark.parametrize(
    ("first", "last", "due", "work"),
    [
        ("2026-04-01", "2026-04-16", "2026-04-02", "2026-04-01"),  # Wednesday before Easter
        ("2026-03-31", "2026-04-16", "2026-04-02", "2026-04-01"),
        ("2026-04-17", "2026-05-02", "2026-04-18", "2026-04-17"),
        ("2026-04-18", "2026-05-02", "2026-04-18", "2026-04-20"),  # a Saturday: nobody could work before it
    ],
)
def test_the_first_day_of_an_offer_is_one_to_work_on(first: str, last: str, due: str, work: str) -> None:
    offer = {"id": "o", "type": "company_placement", "from": first, "to": last}
    (found,) = (a for a in ask(facts(offers=[offer]), first) if a.rule == "G20-47")
    assert (str(found.due_on), str(found.work_date)) == (due, work)
    done = facts(offers=[offer], acts=[{"type": "next_step", "on": work}])
    (found,) = (a for a in ask(done, "2026-06-01") if a.rule == "G20-47")
    assert (found.status, str(found.met_on)) == ("met", work)


def test_a_decision_of_the_first_day_is_about_this_offer_where_there_is_time_later() -> None:
    known = facts(
        offers=[{"id": "o", "type": "company_placement", "from": "2026-03-02", "to": "2026-04-16"}],
        acts=[{"type": "next_step", "on": "2026-03-02"}],
    )
    (found,) = (a for a in ask(known, "2026-03-20") if a.rule == "G20-47")
    assert found.met_on is None
