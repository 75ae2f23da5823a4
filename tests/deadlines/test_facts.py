"""Reading facts: any order, nothing needed, and a sentence with the place for what is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest

from caseworker.base.errors import UserError
from caseworker.base.text import render
from caseworker.deadlines.facts import decode_facts, facts_from, later_talks, remarks
from tests.deadlines.make import PACKS, ask, day, facts, job_ready, talk


def read(data: object) -> Any:
    return decode_facts(json.dumps(data).encode())


def test_the_published_example_is_read() -> None:
    known = read(
        {
            "citizen": {"birth_date": "1990-05-01", "sex": "f"},
            "traits": [{"trait": "qualified", "value": True, "from": "2012-06-30", "to": None}],
            "groups": [
                {
                    "code": "lab-2", "visited_as": "job_ready", "insured": None, "match": None,
                    "category": None, "from": "2025-03-03", "to": None,
                }
            ],
            "benefits": [
                {
                    "type": "cash_benefit", "from": "2025-03-03", "to": None, "paid_to": None,
                    "hours": {"2025-03": 160.33},
                }
            ],
            "work": [{"from": "2025-04-01", "to": None, "hours_per_week": 8}],
            "events": [
                {
                    "id": "e1", "type": "first_contact", "on": "2025-03-03", "until": None, "by": None,
                    "benefit": None, "expected_on": None, "by_post": False, "not_met_by": ["k1"],
                }
            ],
            "contacts": [
                {
                    "id": "k1", "kind": "follow_up", "by": "municipality", "status": "held",
                    "on": "2025-03-07", "channel": "meeting", "for": None,
                }
            ],
            "offers": [
                {
                    "id": "o1", "type": "placement", "education_aim": False, "granted_on": "2025-05-20",
                    "from": "2025-06-02", "to": "2025-06-30",
                }
            ],
            "acts": [{"type": "cv_on_jobnet", "on": "2025-03-20", "for": None}],
            "exemptions": [{"kind": "maternity", "from": "2025-12-01", "to": "2026-02-08", "assessed": None}],
        }
    )  # fmt: skip
    assert {a.rule for a in ask(known, "2025-03-08")} >= {"G20-01", "G20-02", "G20-36"}


def test_every_list_may_be_missing_or_empty() -> None:
    assert read({}) == read({"groups": [], "events": [], "contacts": []})


GROUP = {"code": "lab-2", "from": "2025-03-03"}
CASH = {"type": "cash_benefit", "from": "2025-03-03"}


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        ({"groups": [GROUP, GROUP | {"code": "lab-99"}]}, "groups[1].code", "code lab-99 is not known"),
        ({"events": [{"type": "first_contakt", "on": "2025-03-03"}]}, "events[0].type", "first_contakt"),
        ({"contact": []}, "at the top of the file", "field contact is not known"),
        ({"groups": [{"code": "lab-2"}]}, "groups[0]", "field from is missing"),
        ({"groups": [GROUP | {"from": "2025-02-30"}]}, "groups[0].from", "not a date"),
        ({"groups": [GROUP | {"from": "03-03-2025"}]}, "groups[0].from", "not a date"),
        ({"groups": [GROUP | {"from": 5}]}, "groups[0].from", "wrong form"),
        ({"groups": [GROUP | {"to": "2025-03-02"}]}, "groups[0]", "before it begins (03-03-2025)"),
        ({"groups": [GROUP | {"from": "0025-03-03"}]}, "groups[0]", "cannot be right"),
        ({"events": [{"type": "registered", "on": "9999-12-31"}]}, "events[0]", "cannot be right"),
        (
            {"offers": [{"type": "placement", "from": "2025-03-03", "granted_on": "1026-03-01"}]},
            "offers[0].granted_on",
            "01-03-1026 cannot be right",
        ),
        (
            {"events": [{"type": "first_absence_day", "on": "2025-03-03", "expected_on": "9999-12-31"}]},
            "events[0].expected_on",
            "31-12-9999 cannot be right",
        ),
        (
            {
                "exemptions": [
                    {
                        "kind": "cohort_assessed",
                        "from": "2026-08-03",
                        "assessed": {"by": "MS", "on": "9999-12-31"},
                    }
                ]
            },
            "exemptions[0].assessed.on",
            "31-12-9999 cannot be right",
        ),
        ({"benefits": [CASH, CASH | {"from": "2025-05-01"}]}, "benefits[1]", "01-05-2025, while another"),
        (
            {"benefits": [CASH | {"from": "2025-05-01"}, CASH | {"to": "2025-05-01"}]},
            "benefits[0]",
            "while another benefit is still running",
        ),
        ({"benefits": [CASH | {"hours": {"March": 3}}]}, "benefits[0].hours", "March is not a month"),
        ({"benefits": [CASH | {"hours": {"2025-03": 800}}]}, "benefits[0].hours.2025-03", "0 and 744 hours"),
        ({"benefits": [CASH | {"hours": {"2025-03": 1e250}}]}, "benefits[0].hours.2025-03", "0 and 744"),
        ({"groups": [GROUP | {"category": 10**18}]}, "groups[0].category", "must lie between 1 and 3"),
        ({"benefits": [CASH | {"hours": {"2025-03": 744.5}}]}, "benefits[0].hours.2025-03", "0 and 744"),
        ({"benefits": [CASH | {"hours": {"2025-03": -0.5}}]}, "benefits[0].hours.2025-03", "0 and 744"),
        ({"groups": [GROUP | {"code": "x" * 60}]}, "groups[0].code", "code " + "x" * 60 + " is not known"),
        ({"groups": [GROUP | {"code": "x" * 900}]}, "groups[0].code", "code " + "x" * 60 + "… is not known"),
        (
            {"groups": [GROUP], "contacts": [talk("2025-03-02")]},
            "contacts[0]",
            "02-03-2025 lies before the case began on 03-03-2025",
        ),
        ({"citizen": {"birth_date": "2025-04-01"}, "groups": [GROUP]}, "citizen.birth_date", "born"),
        (
            {"events": [{"type": "visited", "on": "2025-03-03", "id": "x"}] * 2},
            "events[1]",
            "id x is used twice",
        ),
        ({"traits": [{"trait": "qualified", "value": "yes"}]}, "traits[0].value", "not a date"),
        ({"traits": [{"trait": "expected_well", "value": True}]}, "traits[0].value", "needs the day"),
        ({"traits": [{"trait": "employed", "value": "2025-01-01"}]}, "traits[0].value", "true or false"),
        (
            {"traits": [{"trait": "employed", "value": True}, {"trait": "employed", "value": False}]},
            "traits[1]",
            "the opposite of another",
        ),
        (
            {"traits": [{"trait": "employed", "value": x, "from": "2025-03-03"} for x in (True, False)]},
            "traits[1]",
            "the opposite of another",
        ),
        (
            {"events": [{"type": "first_absence_day", "on": "2025-03-03", "expected_on": "2025-03-02"}]},
            "events[0].expected_on",
            "the expected day 02-03-2025 lies before 03-03-2025",
        ),
        ({"work": [{"from": "2025-03-03", "hours_per_week": 80.5}]}, "work[0].hours_per_week", "0 and 80"),
        ({"work": [{"from": "2025-03-03", "hours_per_week": -1}]}, "work[0].hours_per_week", "0 and 80"),
        ({"groups": [GROUP, GROUP | {"code": "lab-3"}]}, "groups[1]", "another group still holds"),
        (
            {"groups": [GROUP | {"from": "2025-05-31"}, GROUP | {"to": "2025-05-31"}]},
            "groups[0]",
            "begins 31-05-2025, while another group still holds",
        ),
        ({"groups": [GROUP], "contacts": [talk("2025-03-05", **{"for": "e9"})]}, "contacts[0].for", "id e9"),
        ({"acts": [{"type": "answer", "on": "2025-03-05", "for": "e9"}]}, "acts[0].for", "id e9"),
        (
            {"events": [{"type": "meeting_requested", "on": "2025-03-05", "not_met_by": ["k9"]}]},
            "events[0].not_met_by",
            "id k9",
        ),
        ({"citizen": {"sex": "female"}}, "citizen.sex", "code female is not known"),
    ],
)
def test_wrong_facts_give_the_place_and_a_sentence(data: object, place: str, words: str) -> None:
    with pytest.raises(UserError) as caught:
        read(data)
    sentence = render(caught.value.text, "en")
    assert f": {place}: " in sentence
    assert words in sentence
    assert sentence.endswith("Nothing was changed.")
    assert render(caught.value.text, "da") != sentence


TURNED = {"from": "2025-03-03", "to": "2025-03-02"}


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("traits", TURNED | {"trait": "qualified"}),
        ("groups", TURNED | {"code": "lab-2"}),
        ("benefits", TURNED | {"type": "cash_benefit"}),
        ("work", TURNED),
        ("events", {"type": "booking_order", "on": "2025-03-03", "until": "2025-03-02"}),
        ("offers", TURNED | {"type": "placement"}),
        ("exemptions", TURNED | {"kind": "sick"}),
    ],
)
def test_no_period_ends_before_it_begins(name: str, record: dict[str, str]) -> None:
    with pytest.raises(UserError) as caught:
        facts_from({name: [record]})
    assert f": {name}[0]: it ends (02-03-2025) before it begins" in render(caught.value.text, "en")


@pytest.mark.parametrize("on", ["1879-12-31", "2200-01-01"])
def test_no_day_lies_outside_the_years_of_living_people(on: str) -> None:
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("citizen.birth_date", {"citizen": {"birth_date": on}}),
        ("traits[0].value", {"traits": [{"trait": "expected_well", "value": on}]}),
        ("events[0]", {"events": [{"type": "registered", "on": on}]}),
        ("contacts[0]", {"contacts": [talk(on)]}),
        ("acts[0]", {"acts": [{"type": "my_plan", "on": on}]}),
    ]
    for place, data in wrong:
        with pytest.raises(UserError) as caught:
            read(data)
        assert f": {place}: " in render(caught.value.text, "en")


def test_what_lies_just_inside_is_taken() -> None:
    assert facts(citizen={"birth_date": "1880-01-01"}, groups=[GROUP | {"to": "2199-12-31"}]).groups
    assert facts(benefits=[CASH | {"hours": {"2025-03": 0, "2025-04": 0.5, "2025-05": 744}}]).benefits
    born = {"birth_date": GROUP["from"]}
    late = {"type": "visited", "on": "2025-06-01"}
    assert facts(citizen=born, groups=[GROUP], events=[late], contacts=[talk(GROUP["from"])]).contacts


def test_a_mark_in_front_of_the_file_is_no_fault() -> None:
    data = json.dumps({"groups": [GROUP]}).encode("utf-8-sig")
    assert data.startswith(b"\xef\xbb\xbf")
    assert decode_facts(data) == read({"groups": [GROUP]})


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b'{"groups": [],\n "events": [}', "linje 2"),
        (b'{\n\n"groups" []}', "linje 3"),
        (b'{"groups" [],\n "events": []}\n', "linje 1"),
        (b'{"citizen": {"sex": "\xff"}}', "linje 1"),
        (b'{"citizen":\n {"sex": "\xff"},\n "groups": []}', "linje 2"),
        (b"", "linje 1"),
    ],
)
def test_what_is_no_json_is_told_with_its_line(data: bytes, place: str) -> None:
    with pytest.raises(UserError) as caught:
        decode_facts(data)
    sentence = render(caught.value.text, "da")
    assert sentence == (
        f"Oplysningerne kan ikke bruges: {place}: her er filen ikke skrevet som JSON. "
        "Se efter et manglende komma, anførselstegn eller en parentes. Intet er ændret."
    )


@pytest.mark.parametrize("number", ["1e999", "-1e999", "1" + "0" * 5000])
def test_a_number_beyond_all_bounds_cannot_be_used(number: str) -> None:
    with pytest.raises(UserError) as caught:
        decode_facts(f'{{"groups": [{{"code": "lab-2", "from": "2025-03-03", "match": {number}}}]}}'.encode())
    sentence = render(caught.value.text, "da")
    assert "groups[0].match: tallet er for stort eller for lille til at kunne bruges" in sentence
    assert "range" not in sentence


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"[1]"])
def test_what_is_no_json_object_is_refused(data: bytes) -> None:
    with pytest.raises(UserError):
        decode_facts(data)


def test_a_talk_after_the_day_asked_for_is_said() -> None:
    known = job_ready(contacts=[talk("2025-03-10"), talk("2025-03-21"), talk("2025-03-22", status="planned")])
    notes = [render(text, "da") for text in later_talks(known, day("2025-03-10"))]
    assert notes == ["Samtalen 21-03-2025 er sat til holdt efter 10-03-2025. Den tæller ikke med."]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b'{"groups": [], "groups": []}', "groups"),
        (b'{"citizen": {"sex": "f", "sex": "m"}}', "citizen.sex"),
        (
            b'{"groups": [{"code": "lab-3", "from": "2025-04-03", "from": "2025-05-03"}]}',
            "groups[0].from",
        ),
    ],
)
def test_a_name_that_stands_twice_is_refused(data: bytes, place: str) -> None:
    with pytest.raises(UserError) as caught:
        decode_facts(data)
    assert f": {place}: it stands here twice." in render(caught.value.text, "en")


def test_what_only_looks_contradictory_is_read() -> None:
    known = facts(
        traits=[
            {"trait": "employed", "value": True},
            {"trait": "employed", "value": False, "from": "2025-06-01"},
            {"trait": "employed", "value": True, "from": "2025-06-01", "to": "2025-06-10"},
        ],
        groups=[GROUP | {"to": "2025-05-31"}, GROUP | {"from": "2025-06-01"}],
        work=[{"from": "2025-03-03", "hours_per_week": 80}],
        offers=[{"id": "o", "type": "placement", "from": "2025-04-01"}],
        acts=[{"type": "next_step", "on": "2025-04-05", "for": "o"},
              {"type": "answer", "on": "2025-04-05", "for": "form_sent@2025-04-01"}],
    )  # fmt: skip
    assert remarks(known, PACKS, day("2025-06-01")) == []


def test_what_stored_cases_may_hold_is_told_not_refused() -> None:
    known = facts(
        groups=[GROUP | {"code": "lab-6", "category": 3}, GROUP | {"from": "2025-06-01"}],
        benefits=[
            CASH | {"to": "2025-04-30", "hours": {"2025-02": 1, "2025-03": 1, "2025-04": 1, "2025-05": 1}}
        ],
        contacts=[talk("2025-07-02")],
    )
    told = [render(text, "en") for text in remarks(known, PACKS, day("2025-07-01"))]
    assert told == [
        "The talk on 02-07-2025 is marked as held after 01-07-2025. It does not count.",
        "groups[0]: it has no end, so it is taken to end on 31-05-2025.",
        "benefits[0].hours.2025-02: the benefit does not run in that month.",
        "benefits[0].hours.2025-05: the benefit does not run in that month.",
        "groups[0].category: there was no category 3 on 03-03-2025.",
    ]


@pytest.mark.parametrize(
    ("trait", "day_told"),
    [
        ({}, "03-03-2025"),
        ({"from": "2025-04-01"}, "01-04-2025"),
        ({"to": "2025-03-02"}, None),
        ({"from": "2025-06-01"}, None),
    ],
)
def test_no_job_while_work_is_recorded_is_told(trait: dict[str, str], day_told: str | None) -> None:
    known = facts(
        traits=[{"trait": "employed", "value": False} | trait],
        work=[{"from": "2025-03-03", "to": "2025-05-31"}],
    )
    told = [render(text, "en") for text in remarks(known, PACKS, day("2025-04-10"))]
    said = f"traits[0]: it says that the citizen has no job, but work is recorded on {day_told}."
    assert told == ([said] if day_told else [])


@pytest.mark.parametrize(("start", "odd"), [("2024-12-31", 0), ("2025-01-01", 1)])
def test_category_3_is_known_up_to_the_end_of_2024(start: str, odd: int) -> None:
    known = facts(groups=[GROUP | {"code": "lab-6", "category": 3, "from": start}])
    assert len(remarks(known, PACKS, day("2025-07-01"))) == odd


@pytest.mark.parametrize(("start", "odd"), [("2026-06-30", 0), ("2026-07-01", 1)])
def test_no_category_is_known_where_the_law_has_dropped_them(start: str, odd: int) -> None:
    known = facts(groups=[GROUP | {"code": "lab-6", "category": 2, "from": start}])
    assert len(remarks(known, PACKS, day("2026-08-01"))) == odd
