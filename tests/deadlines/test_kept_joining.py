"""Since when a citizen is under a rule, why, and until when: what is said, and days on which a clock has stopped."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseworker.deadlines.packs import load_packs
from tests.deadlines.make import ask, day, facts, one, talk
from tests.deadlines.test_explain import told
from tests.deadlines.test_packs import RULE, write

CONTACT = {"id": "e", "type": "first_contact", "on": "2026-09-01"}
FLOOR = "Fristen ligger tidligst den dag, borgeren kom ind under reglen."
STILL = "Tiden tælles stadig fra"


def paid(start: str, end: str | None = None, kind: str = "cash_benefit") -> dict[str, Any]:
    return {"type": kind, "from": start, "to": end}


def clarified(born: str, groups: list[dict[str, Any]], *benefits: dict[str, Any], **more: Any) -> list[str]:
    """Return what is said of the clarification after two years on cash benefit, from the age of 30."""
    known = facts(citizen={"birth_date": born}, groups=groups, benefits=list(benefits), **more)
    return told(one(known, "2025-10-05", "G20-21", trace=True))


LAB3 = [{"code": "lab-3", "from": "2023-09-01"}]


def test_a_series_says_where_its_date_waits_for_the_citizen_to_come_under_the_rule() -> None:
    late = clarified("1995-09-20", LAB3, paid("2023-09-01"))
    assert FLOOR in late
    assert "Det er i en weekend, så det kan nås til og med mandag 22. september 2025." in late
    assert not any(step.startswith(STILL) for step in late)
    assert FLOOR not in clarified("1995-05-05", LAB3, paid("2023-09-01"))
    assert FLOOR not in clarified("1985-05-05", LAB3, paid("2023-09-01"))


@pytest.mark.parametrize(
    ("groups", "benefits"),
    [
        (LAB3, [paid("2023-09-01", "2025-09-30"), paid("2025-10-01", kind="education_help")]),
        (LAB3, [paid("2023-09-01", "2025-10-01")]),
        ([LAB3[0] | {"visited_as": "activity_ready"}], [paid("2023-09-01")]),
    ],
)
def test_what_the_rule_does_not_ask_for_is_no_reason(groups: Any, benefits: Any) -> None:
    assert clarified("1995-10-01", groups, *benefits)[1] == (
        "Borgeren kom ind under reglen onsdag 1. oktober 2025: borgeren fyldte 30 år den dag."
    )


def test_of_two_reasons_the_group_is_told() -> None:
    groups = [{"code": "lab-2", "from": "2023-09-01"}, {"code": "lab-3", "from": "2025-10-01"}]
    assert clarified("1995-10-01", groups, paid("2023-09-01"))[1] == (
        "Borgeren kom ind under reglen onsdag 1. oktober 2025: målgruppen »Aktivitetsparat« fra den dag."
    )


def moved(*groups: dict[str, Any], events: tuple[dict[str, Any], ...] = (), **more: Any) -> Any:
    return facts(groups=list(groups), events=[CONTACT, *events], **more)


def test_a_group_after_a_time_without_one_is_a_new_group() -> None:
    known = moved(
        {"code": "lab-3", "from": "2026-09-01", "to": "2026-09-20"}, {"code": "lab-2", "from": "2026-10-01"}
    )
    assert told(one(known, "2026-11-24", "G26-03", trace=True))[1:3] == [
        "Borgeren kom ind under reglen torsdag 1. oktober 2026: målgruppen »Jobparat« fra den dag.",
        "Tiden tælles stadig fra tirsdag 1. september 2026.",
    ]


def test_what_changes_within_a_stretch_begins_no_new_one() -> None:
    child = {"trait": "child_at_home", "value": True, "from": "2026-09-14", "to": "2026-10-11"}
    known = moved({"code": "lab-2", "from": "2026-09-01"}, traits=[child])
    steps = told(one(known, "2026-11-24", "G26-03", trace=True))
    assert not any("under reglen" in step or step.startswith(STILL) for step in steps)


def test_who_has_left_the_group_is_told_another_thing_than_who_no_longer_fits() -> None:
    left = moved({"code": "lab-2", "from": "2026-09-01"}, {"code": "lab-6", "from": "2026-10-05"})
    over = told(one(left, "2026-11-24", "G26-03", trace=True))
    absent = {"id": "a", "type": "first_absence_day", "on": "2025-11-03"}
    groups = [
        {"code": "lab-6", "category": c, "from": on} for c, on in ((2, "2025-11-03"), (1, "2025-12-01"))
    ]
    outside = told(one(facts(groups=groups, events=[absent]), "2025-12-10", "G20-41", trace=True))
    assert (
        "Borgeren hørte ikke længere under reglen fra mandag 1. december 2025: kategori 1 fra den dag. "
        "Fristen gælder ikke længere." in outside
    )
    assert "Borgeren var ude af målgruppen fra mandag 5. oktober 2026. Fristen gælder ikke længere." in over


HOURS = {f"2025-{month:02}": 160.33 for month in range(3, 9)}


def offer(on: str, *work: dict[str, Any], groups: Any = None, **more: Any) -> tuple[str, list[str]]:
    """Return the state of the first offer to somebody insured, and what is said of it."""
    known = facts(
        groups=groups or [{"code": "lab-1", "from": "2025-03-03"}],
        benefits=[{"type": "unemployment_benefit", "from": "2025-03-03", "hours": HOURS}],
        work=list(work),
        **more,
    )
    answer = one(known, on, "G20-22", trace=True)
    return answer.status, told(answer)


def job(start: str, end: str | None = None, hours: float | None = None) -> dict[str, Any]:
    return {"from": start, "to": end, "hours_per_week": hours}


LAPSED = (
    "Fra mandag 2. juni 2025 har borgeren ordinært arbejde mindst 20 timer om ugen. Så falder pligten bort."
)
AGAIN = (
    "Fra fredag 1. august 2025 har borgeren ikke længere ordinært arbejde mindst 20 timer om ugen. "
    "Derfor gælder pligten igen."
)


def test_work_of_twenty_hours_is_said_to_end_the_duty_and_its_end_to_bring_it_back() -> None:
    assert offer("2025-08-10")[0] == "due_soon"
    state, steps = offer("2025-08-10", job("2025-06-02", hours=20))
    assert (state, steps[-2]) == ("moot", LAPSED)
    # The last day of work is a day of work, whatever else changes on it.
    child = [{"trait": "child_at_home", "value": True, "from": "2025-07-31"}]
    state, steps = offer("2025-08-10", job("2025-06-02", "2025-07-31", 20), traits=child)
    assert (state, steps[1]) == ("due_soon", AGAIN)


def test_hours_that_are_not_known_are_neither_many_nor_few() -> None:
    assert offer("2025-08-10", job("2025-06-02"), job("2025-06-02", hours=19.5))[0] == "unknown"
    assert offer("2025-08-10", job("2025-06-02"), job("2025-06-02", hours=20))[0] == "moot"


def test_of_two_ends_the_first_is_told() -> None:
    groups = [{"code": "lab-1", "from": "2025-03-03"}, {"code": "lab-6", "from": "2025-07-07"}]
    state, steps = offer("2025-08-10", job("2025-06-02", hours=20), groups=groups)
    assert (state, steps[-2]) == ("moot", LAPSED)


def in_turn(*groups: tuple[str, str]) -> list[dict[str, Any]]:
    return [{"code": code, "from": since} for code, since in groups]


def test_who_left_the_group_and_came_back_has_the_duty_again() -> None:
    away = in_turn(("lab-1", "2025-03-03"), ("lab-6", "2025-05-05"))
    assert offer("2025-07-07", groups=away)[0] == "moot"
    assert offer("2025-07-07", groups=[*away, *in_turn(("lab-1", "2025-07-07"))])[0] == "open"


@pytest.mark.parametrize(
    ("back", "due"),
    [("2025-08-31", "2025-08-31"), ("2025-09-01", "2025-09-01"), ("2025-10-06", "2025-10-06")],
)
def test_hours_that_were_reached_while_away_bring_the_date_on_coming_back(back: str, due: str) -> None:
    groups = in_turn(("lab-1", "2025-03-03"), ("lab-6", "2025-08-11"), ("lab-1", back))
    known = facts(
        groups=groups, benefits=[{"type": "unemployment_benefit", "from": "2025-03-03", "hours": HOURS}]
    )
    answer = one(known, "2025-10-10", "G20-22", trace=True)
    assert (answer.status, answer.due_on) == ("missed", day(due))
    reached = "Det sker i den måned, der slutter søndag 31. august 2025."
    floor = "Fristen ligger tidligst den dag, borgeren kom ind under reglen."
    steps = told(answer)
    assert any(reached in step for step in steps)
    assert (floor in steps) is (due > "2025-08-31")


def test_on_unemployment_benefit_before_the_group_counts_in() -> None:
    groups = in_turn(("lab-6", "2024-06-03"), ("lab-1", "2025-03-10"))
    assert offer("2025-08-10", groups=groups)[0] == "due_soon"


def closed(on: str) -> dict[str, Any]:
    return {"id": "c", "type": "case_closed", "on": on}


AFTER = ({"code": "lab-3", "from": "2026-09-01"}, {"code": "lab-2", "from": "2026-10-01"})


@pytest.mark.parametrize(
    ("closing", "there"),
    [
        ("2026-01-05", True),
        ("2026-09-01", False),
        ("2026-09-30", False),
        ("2026-10-01", False),
        ("2026-10-02", True),
    ],
)
def test_nobody_comes_under_a_rule_from_the_day_its_clock_has_stopped(closing: str, there: bool) -> None:
    known = moved(*AFTER, events=(closed(closing),))
    assert any(a.rule == "G26-03" and a.trigger_on for a in ask(known, "2026-11-24")) is there


def test_the_first_of_two_stops_counts() -> None:
    again = {"id": "e2", "type": "first_contact", "on": "2026-11-02"}
    known = moved({"code": "lab-3", "from": "2026-09-01"}, {"code": "lab-2", "from": "2026-10-19"},
                  events=(closed("2026-10-05"), again))  # fmt: skip
    assert [a.key for a in ask(known, "2026-11-24") if a.rule == "G26-03"] == ["G26-03:e2:1"]


def local(folder: Path, on: str, more: str, known: Any, trigger: str = "") -> list[str]:
    rule = RULE.replace('confirmed = "C"', f'confirmed = "C"\njudged = "each_day"\n{more}')
    if trigger:
        rule = rule.replace('trigger = { event = ["first_contact"] }', trigger)
    write(folder, "a", rules=rule)
    return [f"{a.status} {a.due_on}" for a in ask(known, on, load_packs(folder))]


def test_an_event_may_bring_somebody_under_a_rule(tmp_path: Path) -> None:
    away = {"id": "x", "type": "abroad", "on": "2026-09-03"}
    wanted = 'applies_to = { events = ["abroad"] }'
    group = {"code": "lab-2", "from": "2026-09-01"}
    assert local(tmp_path, "2026-09-03", wanted, moved(group, events=(away,))) == ["due_soon 2026-09-06"]
    assert local(tmp_path, "2026-09-03", wanted, moved(group)) == []


def test_a_duty_that_outlives_the_case_takes_in_who_comes_later(tmp_path: Path) -> None:
    wanted = 'applies_to = { groups = ["lab-2"] }\nfrom_joining = true'
    known = moved(*AFTER, events=(closed("2026-09-15"),))
    assert local(tmp_path, "2026-10-02", f"{wanted}\nsurvives_closing = true", known) == [
        "due_soon 2026-10-06"
    ]
    assert local(tmp_path, "2026-10-02", wanted, known) == []


@pytest.mark.parametrize(
    ("end", "there"), [("2026-09-29", 0), ("2026-09-30", 0), ("2026-10-01", 1), (None, 1)]
)
def test_nobody_comes_under_the_follow_up_of_an_offer_that_is_over(
    tmp_path: Path, end: str | None, there: int
) -> None:
    known = moved(*AFTER, offers=[{"id": "o", "type": "placement", "from": "2026-09-02", "to": end}])
    wanted = 'applies_to = { groups = ["lab-2"] }\nfirst = [{ days = 40 }]'
    trigger = 'trigger = { offer_start = ["placement"] }'
    rule = RULE.replace('kind = "within"', 'kind = "every"').replace(
        'trigger = { event = ["first_contact"] }', trigger
    )
    write(
        tmp_path,
        "a",
        rules=rule.replace('confirmed = "C"', f'confirmed = "C"\njudged = "each_day"\n{wanted}'),
    )
    assert len(ask(known, "2026-10-01", load_packs(tmp_path))) == there


def test_a_share_of_an_hour_is_told_as_it_is(tmp_path: Path) -> None:
    more = 'applies_to = { groups = ["lab-2"] }\nlapses_when = { work_hours = 18.5 }'
    known = moved(
        {"code": "lab-2", "from": "2026-09-01"},
        work=[job("2026-09-02", hours=18.5)],
        contacts=[talk("2026-09-01")],
    )
    local(tmp_path, "2026-09-04", more, known)
    answer = one(known, "2026-09-04", "L-1", load_packs(tmp_path), trace=True)
    assert any("mindst 18,5 timer om ugen" in step for step in told(answer)), told(answer)


def test_a_second_stretch_is_told_from_its_first_day_whatever_changes_in_it() -> None:
    child = {"trait": "child_at_home", "value": True, "from": "2026-11-09"}
    back = ({"code": "lab-2", "from": "2026-09-01"}, {"code": "lab-3", "from": "2026-10-01"},
            {"code": "lab-2", "from": "2026-11-02"})  # fmt: skip
    assert told(one(moved(*back, traits=[child]), "2026-11-24", "G26-03", trace=True))[1] == (
        "Borgeren kom igen ind under reglen mandag 2. november 2026: målgruppen »Jobparat« fra den dag."
    )


def test_a_time_that_is_not_known_leaves_what_was_known_before_it() -> None:
    absent = {"id": "a", "type": "first_absence_day", "on": "2025-11-03"}
    groups = [{"code": "lab-6", "from": on} | ({"category": c} if c else {})
              for c, on in ((2, "2025-11-03"), (None, "2025-12-01"), (1, "2025-12-15"))]  # fmt: skip
    assert one(facts(groups=groups, events=[absent]), "2025-12-20", "G20-41").status == "moot"


def test_expected_well_a_day_after_the_time_is_not_in_time() -> None:
    well = [{"trait": "expected_well", "value": date(2026, 12, 1)},
            {"trait": "expected_well", "value": date(2027, 3, 1), "from": "2026-11-10"},
            {"trait": "employed", "value": True}]  # fmt: skip
    known = facts(traits=well, groups=[{"code": "lab-6", "from": "2026-08-31"}],
                  events=[{"id": "a", "type": "first_absence_day", "on": "2026-08-31"}])  # fmt: skip
    assert told(one(known, "2026-11-24", "G26-12", trace=True))[1] == (
        "Borgeren kom ind under reglen tirsdag 10. november 2026: ventes ikke længere rask inden for tiden."
    )


def since(folder: Path, wanted: str, known: Any) -> str:
    local(folder, "2026-10-02", f"{wanted}\nfrom_joining = true", known)
    return told(one(known, "2026-10-02", "L-1", load_packs(folder), trace=True))[1]


def test_an_age_reached_long_ago_is_no_reason(tmp_path: Path) -> None:
    work_duty = {"trait": "work_duty", "value": True, "from": "2026-10-01"}
    none = {"trait": "work_duty", "value": False, "to": "2026-09-30"}
    known = moved(
        {"code": "lab-2", "from": "2026-09-01"},
        citizen={"birth_date": "1990-05-05"},
        traits=[work_duty, none],
    )
    words = since(tmp_path, 'applies_to = { from_age = 30, marked = ["work_duty"] }', known)
    counted = told(one(known, "2026-10-02", "L-1", load_packs(tmp_path), trace=True))[2]
    assert counted == "Tiden tælles fra den dag."
    assert (
        words
        == "Borgeren kom ind under reglen torsdag 1. oktober 2026: omfattet af arbejdspligten fra den dag."
    )


@pytest.mark.parametrize("end", [None, "2026-10-01"])
def test_a_benefit_after_a_time_without_one_is_named(tmp_path: Path, end: str | None) -> None:
    benefits = [paid("2026-08-03", "2026-09-15", "flex_job"), paid("2026-10-01", end)]
    known = moved({"code": "lab-2", "from": "2026-09-01"}, benefits=benefits)
    words = since(tmp_path, 'applies_to = { benefits = ["cash_benefit"] }', known)
    assert words == "Borgeren kom ind under reglen torsdag 1. oktober 2026: på ydelsen fra den dag."


def test_who_was_under_the_rule_before_comes_under_it_again() -> None:
    dagpenge = {"code": "lab-1", "insured": "full"}
    groups = [
        dagpenge | {"from": "2026-07-06", "to": "2026-09-13"},
        {"code": "lab-6", "from": "2026-09-14", "to": "2026-11-08", "category": 1},
        dagpenge | {"from": "2026-11-09"},
    ]
    benefit = paid("2026-07-06", None, "unemployment_benefit") | {
        "hours": {"2026-07": 140.0, "2026-08": 160.33}
    }
    words = told(one(facts(groups=groups, benefits=[benefit]), "2026-11-10", "G26-02", trace=True))
    assert words[1] == (
        "Borgeren kom igen ind under reglen mandag 9. november 2026: målgruppen »Dagpenge« fra den dag."
    )


@pytest.mark.parametrize(
    ("on", "there"), [("2025-12-01", False), ("2026-02-28", False), ("2026-03-01", True)]
)
def test_what_is_announced_makes_nobody_older(on: str, there: bool) -> None:
    base: dict[str, Any] = {
        "citizen": {"birth_date": "1996-03-01"},
        "groups": [{"code": "lab-3", "from": "2025-01-06"}],
        "benefits": [paid("2025-01-06")],
        "events": [{"type": "first_contact", "on": "2025-01-06"}],
    }
    child = {"traits": [{"trait": "child_at_home", "value": True, "from": "2026-06-01"}]}
    for known in (facts(**base), facts(**base, **child)):
        assert bool([a for a in ask(known, on) if a.rule == "G20-21"]) is there


@pytest.mark.parametrize(("on", "verb"), [("2026-11-24", "kommer"), ("2027-01-04", "kom")])
def test_what_has_no_words_of_its_own_is_told_of_a_day_to_come_or_gone(on: str, verb: str) -> None:
    duty = {"trait": "work_duty", "value": True, "from": "2026-10-05", "to": "2026-12-31"}
    groups = [{"code": "lab-2", "from": "2026-10-05"}]
    events = [{"type": "first_contact", "on": "2026-10-05"}]
    known = facts(citizen={"birth_date": "1985-05-01"}, groups=groups, events=events, traits=[duty])
    change = {"kommer": "ændrer", "kom": "ændrede"}[verb]
    assert told(one(known, on, "G26-09", trace=True))[1] == (
        f"Borgeren {verb} ind under reglen fredag 1. januar 2027: oplysningerne om borgeren {change} sig den dag."
    )
