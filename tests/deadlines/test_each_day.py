"""Duties that begin or end after the trigger day: the citizen comes under a rule, leaves it, comes back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from caseworker.deadlines.answer import Answer
from caseworker.deadlines.engine import deadlines, next_change
from caseworker.deadlines.facts import Facts
from caseworker.deadlines.packs import load_packs
from tests.deadlines.make import PACKS, ask, day, facts, one, talk
from tests.deadlines.test_packs import RULE, write

ABSENT = {"id": "a", "type": "first_absence_day"}
CONTACT = {"id": "e", "type": "first_contact"}


def sick(*categories: tuple[int | None, str], start: str = "2025-11-03", **more: Any) -> Facts:
    """Return facts of a sickness case with a category from each of these days."""
    groups = [{"code": "lab-6", "category": c, "from": on} for c, on in categories]
    groups = [{k: v for k, v in g.items() if v is not None} for g in groups]
    return facts(groups=groups, events=[ABSENT | {"on": start}], **more)


def moved(*groups: tuple[str, str], start: str = "2026-09-01", **more: Any) -> Facts:
    """Return facts of a citizen who was in each of these groups from a day on."""
    periods = [{"code": code, "from": on} for code, on in groups]
    return facts(groups=periods, events=[CONTACT | {"on": start}], **more)


def rules(known: Facts, on: str) -> dict[str, Answer]:
    return {a.rule: a for a in ask(known, on)}


def test_category_2_after_the_first_day_of_absence_brings_its_follow_ups() -> None:
    known = sick((1, "2025-11-03"), (2, "2025-12-02"))
    before, after = rules(known, "2025-12-01"), rules(known, "2025-12-02")
    assert before["G20-43"].status == "open"
    assert (after["G20-43"].status, after["G20-40"].due_on) == ("moot", day("2025-12-28"))
    assert (after["G20-41"].due_on, after["G20-41"].required) == (day("2026-05-03"), 4)


@pytest.mark.parametrize(("joins", "there"), [("2025-12-28", True), ("2025-12-29", False)])
def test_a_date_before_the_day_of_joining_is_no_duty(joins: str, there: bool) -> None:
    known = sick((1, "2025-11-03"), (2, joins))
    assert ("G20-40" in rules(known, "2026-01-05")) is there
    assert rules(known, "2026-01-05")["G20-41"].due_on == day("2026-05-03")


def test_a_planned_move_shows_its_duties_before_it_comes() -> None:
    known = moved(("lab-2", "2026-09-01"), ("lab-3", "2026-12-01"))
    found = rules(known, "2026-11-24")
    assert (found["G26-03"].status, found["G26-07"].status) == ("open", "open")
    found = rules(known, "2026-12-01")
    assert (found["G26-03"].status, found["G26-07"].status) == ("moot", "open")
    assert found["G26-07"].due_on == day("2027-03-01")


def test_talks_held_before_joining_count() -> None:
    known = moved(("lab-3", "2026-09-01"), ("lab-2", "2026-10-01"),
                  contacts=[talk("2026-09-05"), talk("2026-10-10")])  # fmt: skip
    answer = one(known, "2026-11-24", "G26-03")
    assert (answer.counted, answer.remaining, answer.due_on) == (2, 2, day("2027-03-01"))


def test_coming_back_revives_the_duty() -> None:
    known = moved(("lab-2", "2026-09-01"), ("lab-3", "2026-10-01"), ("lab-2", "2026-11-02"))
    found = {(a.rule, a.status) for a in ask(known, "2026-11-24") if a.rule in {"G26-03", "G26-07"}}
    assert found == {("G26-03", "open"), ("G26-07", "moot")}
    between = rules(known, "2026-10-15")
    assert between["G26-07"].status == "open"


def test_nobody_joins_a_clock_that_has_stopped() -> None:
    closed = {"id": "c", "type": "case_closed", "on": "2026-10-01"}
    known = facts(
        groups=[{"code": "lab-2", "from": "2026-09-01"}, {"code": "lab-3", "from": "2026-10-05"}],
        events=[CONTACT | {"on": "2026-09-01"}, closed],
    )
    answer = rules(known, "2026-11-24")["G26-07"]
    assert (answer.trigger_on, answer.missing) == (None, ("first_contact",))


def test_the_old_rule_and_the_new_one_share_no_key() -> None:
    known = sick((3, "2024-09-02"), (2, "2024-09-20"), start="2024-09-02")
    found = [a for a in ask(known, "2024-10-01") if a.rule == "G20-40"]
    assert [(a.key, a.status) for a in found] == [("G20-40:a:1", "open")]


def well(on: str, since: str | None = None) -> dict[str, Any]:
    return {"trait": "expected_well", "value": day(on)} | ({"from": since} if since else {})


def employed(to: str | None = None) -> list[dict[str, Any]]:
    if to is None:
        return [{"trait": "employed", "value": True}]
    after = (day(to) + timedelta(days=1)).isoformat()
    return [
        {"trait": "employed", "value": True, "to": to},
        {"trait": "employed", "value": False, "from": after},
    ]


def test_who_is_not_well_so_soon_after_all_gets_the_talk() -> None:
    known = facts(
        traits=[*employed(), well("2026-12-01"), well("2027-06-01", "2026-11-10")],
        groups=[{"code": "lab-6", "from": "2026-08-31"}],
        events=[ABSENT | {"on": "2026-08-31"}],
    )
    early, late = rules(known, "2026-11-09"), rules(known, "2026-11-10")
    assert early["G26-11"].status == "open"
    assert late["G26-11"].status == "moot"
    assert (late["G26-12"].status, late["G26-12"].due_on) == ("open", day("2027-02-28"))


@pytest.mark.parametrize("as_work", [False, True])
def test_who_loses_the_job_gets_the_talk(as_work: bool) -> None:
    job: dict[str, Any] = {"traits": [well("2026-12-01")]}
    if as_work:
        job["work"] = [{"from": "2020-01-01", "to": "2026-10-31", "hours_per_week": 37}]
    else:
        job["traits"] += employed("2026-10-31")
    known = facts(
        groups=[{"code": "lab-6", "from": "2026-08-31"}], events=[ABSENT | {"on": "2026-08-31"}], **job
    )
    assert rules(known, "2026-10-31")["G26-11"].status == "open"
    found = rules(known, "2026-11-01")
    assert (found["G26-11"].status, found["G26-12"].status) == ("moot", "open")


def test_expected_well_on_the_event_still_counts_from_the_first_day() -> None:
    known = facts(
        traits=employed(),
        groups=[
            {"code": "lab-6", "from": "2026-08-31"},
            {"code": "lab-6", "category": 2, "from": "2026-10-05"},
        ],
        events=[ABSENT | {"on": "2026-08-31", "expected_on": "2027-02-28"}],
    )
    found = rules(known, "2026-11-24")
    assert found["G26-11"].status == "open"
    assert found.get("G26-12") is None


@pytest.mark.parametrize(("born", "due"), [("1995-05-05", "2025-09-01"), ("1995-09-20", "2025-09-20")])
def test_thirty_years_old_after_the_benefit_began(born: str, due: str) -> None:
    known = facts(
        citizen={"birth_date": born},
        groups=[{"code": "lab-3", "from": "2023-09-01"}],
        benefits=[{"type": "cash_benefit", "from": "2023-09-01"}],
    )
    assert one(known, "2025-10-01", "G20-21").due_on == day(due)
    birthday = day(born).replace(year=2025)
    assert "G20-21" not in rules(known, (birthday - timedelta(days=1)).isoformat())
    assert next_change(known, birthday - timedelta(days=1)) == birthday


def test_born_on_a_leap_day() -> None:
    known = facts(citizen={"birth_date": "1996-02-29"}, groups=[{"code": "lab-3", "from": "2023-09-01"}])
    turned = next_change(known, day("2026-02-20"))
    assert turned in {day("2026-02-28"), day("2026-03-01")}
    wanted = facts(
        citizen={"birth_date": "1996-02-29"},
        groups=[{"code": "lab-3", "from": "2023-09-01"}],
        benefits=[{"type": "cash_benefit", "from": "2023-09-01"}],
    )
    assert "G20-21" not in rules(wanted, (turned - timedelta(days=1)).isoformat())
    assert "G20-21" in rules(wanted, turned.isoformat())


def test_the_two_years_go_on_through_a_change_of_group() -> None:
    known = facts(
        citizen={"birth_date": "1980-01-01"},
        groups=[{"code": "lab-2", "from": "2024-01-15"}, {"code": "lab-3", "from": "2025-10-01"}],
        benefits=[{"type": "cash_benefit", "from": "2024-01-15"}],
        events=[CONTACT | {"on": "2024-01-15"}],
    )
    assert one(known, "2025-11-24", "G20-21").due_on == day("2026-01-15")


def test_a_series_goes_on_from_the_last_talk_of_the_other_category() -> None:
    known = facts(
        groups=[{"code": "lab09-5", "category": 1, "from": "2010-03-01"},
                {"code": "lab09-5", "category": 2, "from": "2010-05-10"}],
        events=[ABSENT | {"on": "2010-03-01"}],
        contacts=[talk("2010-04-20")],
    )  # fmt: skip
    found = rules(known, "2010-05-12")
    assert found["G10-16"].status == "moot"
    assert (found["G10-17"].due_on, found["G10-17"].status) == (day("2010-05-18"), "due_soon")
    late = rules(facts(
        groups=[{"code": "lab09-5", "category": 1, "from": "2010-03-01"},
                {"code": "lab09-5", "category": 2, "from": "2010-06-07"}],
        events=[ABSENT | {"on": "2010-03-01"}],
        contacts=[talk("2010-04-20")],
    ), "2010-06-07")  # fmt: skip
    assert late["G10-17"].due_on == day("2010-06-07")
    assert late["G10-17"].work_date == day("2010-06-07")


def test_the_history_of_a_series_begins_with_joining() -> None:
    known = facts(
        groups=[{"code": "lab09-5", "category": 1, "from": "2010-03-01"},
                {"code": "lab09-5", "category": 2, "from": "2010-05-10"}],
        events=[ABSENT | {"on": "2010-03-01"}],
        contacts=[talk("2010-04-20"), talk("2010-05-17")],
    )  # fmt: skip
    found = [a for a in ask(known, "2010-05-20", history=True) if a.rule == "G10-17"]
    assert [(a.key, a.due_on, a.status) for a in found] == [
        ("G10-17:a:2", day("2010-05-18"), "met"),
        ("G10-17:a:3", day("2010-06-14"), "open"),
    ]


def test_a_condition_that_is_not_recorded_on_the_later_day_is_unknown() -> None:
    known = sick((1, "2025-11-03"), (None, "2025-12-02"))
    answer = one(known, "2025-12-05", "G20-40")
    assert (answer.status, answer.missing) == ("unknown", ("category",))


def test_a_condition_recorded_later_ends_the_unknown() -> None:
    known = sick((None, "2025-11-03"), (2, "2025-12-02"))
    assert one(known, "2025-12-05", "G20-40").due_on == day("2025-12-28")
    late = sick((None, "2025-11-03"), (2, "2026-01-02"))
    assert one(late, "2026-01-05", "G20-40").status == "unknown"


def test_the_steps_tell_since_when_the_rule_holds() -> None:
    known = sick((1, "2025-11-03"), (2, "2025-12-02"))
    answer = one(known, "2025-12-05", "G20-41", trace=True)
    told = [s.da for s in answer.trace if s.on == day("2025-12-02")]
    assert told == [
        "Borgeren kom ind under reglen tirsdag 2. december 2025: kategori 2 fra den dag.",
    ]
    assert "tælles stadig fra" in " ".join(s.da for s in answer.trace)


def test_work_of_twenty_hours_makes_the_offer_lapse_while_it_lasts() -> None:
    hours = {f"2025-{m:02}": 160.33 for m in range(3, 9)}
    base = {
        "groups": [{"code": "lab-1", "from": "2025-03-03"}],
        "benefits": [{"type": "unemployment_benefit", "from": "2025-03-03", "hours": hours}],
    }

    def status(*work: dict[str, Any]) -> str:
        return rules(facts(**base, work=list(work)), "2025-08-10")["G20-22"].status

    assert status() == "due_soon"
    assert status({"from": "2025-06-02", "hours_per_week": 20}) == "moot"
    assert status({"from": "2025-06-02", "hours_per_week": 19.5}) == "due_soon"
    assert status({"from": "2025-06-02"}) == "unknown"
    assert status({"from": "2025-06-02"}, {"from": "2025-06-02", "hours_per_week": 20}) == "moot"
    assert status({"from": "2025-06-02", "to": "2025-08-09"}) == "due_soon"
    assert status({"from": "2025-06-02", "to": "2025-07-20", "hours_per_week": 25}) == "due_soon"
    both = [{"from": "2025-06-02", "hours_per_week": 12}, {"from": "2025-07-01", "hours_per_week": 8}]
    assert status(*both) == "moot"


def test_the_follow_ups_give_way_to_the_check_after_the_first_one() -> None:
    known = sick((2, "2025-11-03"), traits=[*employed(), well("2026-03-10")])
    assert one(known, "2025-12-10", "G20-41").status == "open"
    held = sick((2, "2025-11-03"), traits=[*employed(), well("2026-03-16")], contacts=[talk("2025-12-15")])
    found = rules(held, "2025-12-20")
    assert (found["G20-41"].status, found["G20-44"].due_on) == ("moot", day("2026-03-16"))
    longer = sick((2, "2025-11-03"), traits=[*employed(), well("2026-03-17")], contacts=[talk("2025-12-15")])
    found = rules(longer, "2025-12-20")
    assert found["G20-41"].status == "open"
    assert "G20-44" not in found


def test_answers_hold_until_the_day_they_name_when_people_move() -> None:
    known = facts(
        citizen={"birth_date": "1996-12-10"},
        groups=[{"code": "lab-2", "from": "2024-12-02"}, {"code": "lab-3", "from": "2026-11-30"}],
        benefits=[{"type": "cash_benefit", "from": "2024-12-02"}],
        events=[CONTACT | {"on": "2024-12-02"}],
    )
    today, seen = day("2026-11-24"), []
    for _ in range(20):
        answers = deadlines(known, PACKS, today)
        ends = [a.valid_until for a in answers if a.valid_until]
        change = next_change(known, today)
        until = min([*ends, change] if change else ends)
        again = deadlines(known, PACKS, until - timedelta(days=1))
        assert {(a.key, a.status, a.due_on) for a in again} == {(a.key, a.status, a.due_on) for a in answers}
        today = until
        seen += [a.due_on for a in answers if a.rule == "G20-21"]
    assert day("2026-12-10") in seen


def joining(known: Facts, on: str, rule: str, packs: Any = PACKS) -> str:
    """Return the step that tells since when the rule holds."""
    answer = one(known, on, rule, packs, trace=True)
    return next(s.da for s in answer.trace if "under reglen" in s.da or "igen" in s.da)


YOUNG = [{"code": "lab-4", "from": "2025-03-03", "to": "2025-03-09", "visited_as": "education_ready"},
         {"code": "lab-4", "from": "2025-03-10", "visited_as": "obviously_education_ready"}]  # fmt: skip
SICK = {"groups": [{"code": "lab-6", "from": "2026-08-31"}], "events": [ABSENT | {"on": "2026-08-31"}]}


@pytest.mark.parametrize(
    ("known", "on", "rule", "words"),
    [
        (moved(("lab-3", "2026-09-01"), ("lab-2", "2026-10-01")), "2026-11-24", "G26-03",
         "Borgeren kom ind under reglen torsdag 1. oktober 2026: målgruppen »Jobparat« fra den dag."),
        (moved(("lab-2", "2026-09-01"), ("lab-3", "2026-12-01")), "2026-11-24", "G26-07",
         "Borgeren kommer ind under reglen tirsdag 1. december 2026: målgruppen »Aktivitetsparat« fra den dag."),
        (facts(groups=YOUNG, events=[CONTACT | {"on": "2025-03-03"}]), "2025-03-10", "G20-13",
         "Borgeren kom ind under reglen mandag 10. marts 2025: vurderet som »Åbenlyst uddannelsesparat« fra den dag."),
        (facts(citizen={"birth_date": "1995-09-20"}, groups=[{"code": "lab-3", "from": "2023-09-01"}],
               benefits=[{"type": "cash_benefit", "from": "2023-09-01"}]), "2025-10-01", "G20-21",
         "Borgeren kom ind under reglen lørdag 20. september 2025: borgeren fyldte 30 år den dag."),
        (facts(traits=[*employed("2026-10-31"), well("2026-12-01")], **SICK), "2026-11-01", "G26-12",
         "Borgeren kom ind under reglen søndag 1. november 2026: uden arbejde fra den dag."),
        (facts(traits=[*employed(), well("2026-12-01"), well("2027-06-01", "2026-11-10")], **SICK), "2026-11-24",
         "G26-12",
         "Borgeren kom ind under reglen tirsdag 10. november 2026: ventes ikke længere rask inden for tiden."),
        (facts(traits=[*employed(), well("2027-06-01"), well("2026-12-01", "2026-11-10")], **SICK), "2026-11-24",
         "G26-11", "Borgeren kom ind under reglen tirsdag 10. november 2026: ventes nu rask inden for tiden."),
        (facts(traits=[well("2026-12-01"), {"trait": "employed", "value": True, "from": "2026-10-01"},
                       {"trait": "employed", "value": False, "to": "2026-09-30"}], **SICK), "2026-11-24",
         "G26-11", "Borgeren kom ind under reglen torsdag 1. oktober 2026: i arbejde fra den dag."),
        (facts(traits=[*employed(), well("2026-12-01")], groups=[{"code": "lab-6", "from": "2026-08-03"}],
               events=[ABSENT | {"on": "2026-08-03"}]), "2027-02-02", "G26-12",
         "Borgeren kom ind under reglen mandag 1. februar 2027: stadig syg efter 26 uger."),
        (sick((2, "2025-11-03"), traits=[*employed(), well("2026-03-16"), well("2026-06-01", "2026-03-02")],
              contacts=[talk("2025-12-15")]), "2026-03-03", "G20-41",
         "Pligten gælder igen fra mandag 2. marts 2026: ventes ikke længere rask inden for tiden."),
    ],
)  # fmt: skip
def test_what_brought_the_citizen_under_the_rule_is_told(
    known: Facts, on: str, rule: str, words: str
) -> None:
    assert joining(known, on, rule) == words


@pytest.mark.parametrize(
    ("asked", "known", "words"),
    [
        ('groups = ["lab09-2"], match = [2]',
         {"groups": [{"code": "lab09-2", "match": 1, "from": "2025-03-03"},
                     {"code": "lab09-2", "match": 2, "from": "2025-03-05"}]}, "matchgruppe 2 fra den dag"),
        ('groups = ["lab09-2"]',
         {"groups": [{"code": "lab09-1", "from": "2025-03-03"}, {"code": "lab09-2", "from": "2025-03-05"}]},
         "en ny målgruppe fra den dag"),
        ('benefits = ["flex_job"]',
         {"benefits": [{"type": "cash_benefit", "from": "2025-03-03", "to": "2025-03-04"},
                       {"type": "flex_job", "from": "2025-03-05"}]}, "i fleksjob fra den dag"),
        ('marked = ["work_duty"]', {"traits": [{"trait": "work_duty", "from": "2025-03-05"}]},
         "omfattet af arbejdspligten fra den dag"),
    ],
)  # fmt: skip
def test_a_local_rule_may_be_judged_on_each_day(tmp_path: Path, asked: str, known: Any, words: str) -> None:
    rule = RULE.replace(
        'kind = "within"', f'kind = "within"\njudged = "each_day"\napplies_to = {{ {asked} }}'
    )
    write(tmp_path, "a", rules=rule)
    packs = load_packs(tmp_path)
    start = CONTACT | {"on": "2025-03-03"}
    found = joining(facts(events=[start], **known), "2025-03-06", "L-1", packs)
    assert found == f"Borgeren kom ind under reglen onsdag 5. marts 2025: {words}."
    assert ask(facts(events=[start], **known), "2025-03-04", packs)[0].due_on == day("2025-03-08")
    late = facts(events=[CONTACT | {"on": "2025-02-27"}], **known)
    assert not ask(late, "2025-03-06", packs)


def test_leaving_is_told_in_plain_words() -> None:
    def last(known: Facts, on: str, rule: str) -> list[str]:
        return [s.da for s in one(known, on, rule, trace=True).trace if s.da.startswith(("Fra", "Borgeren"))]

    (outside,) = last(sick((1, "2025-11-03"), (2, "2025-12-02")), "2025-12-05", "G20-43")
    assert outside == (
        "Borgeren hørte ikke længere under reglen fra tirsdag 2. december 2025: kategori 2 fra den dag. "
        "Fristen gælder ikke længere."
    )
    lapsed = sick((2, "2025-11-03"), traits=[*employed(), well("2026-03-16")], contacts=[talk("2025-12-15")])
    (told,) = last(lapsed, "2025-12-20", "G20-41")
    assert told.startswith(
        "Borgeren er i arbejde og ventes snart rask. Fra mandag 15. december 2025 træder et tjek"
    )
    working = facts(
        groups=[{"code": "lab-1", "from": "2025-03-03"}],
        benefits=[{"type": "unemployment_benefit", "from": "2025-03-03"}],
        work=[{"from": "2025-03-10", "hours_per_week": 20}],
    )
    assert last(working, "2025-03-20", "G20-22") == [
        "Fra mandag 10. marts 2025 har borgeren ordinært arbejde mindst 20 timer om ugen. Så falder pligten bort."
    ]
