"""A new screening beside the last one."""

from __future__ import annotations

from typing import Any

import msgspec

from caseworker.base.text import render
from caseworker.screening.compare import AnswerChange, compare
from tests.screening.build import ANSWERS, CATALOGUE, INSTRUMENT


def changes(old: dict[str, Any], new: dict[str, Any], language: str = "en") -> list[AnswerChange]:
    return compare(old, INSTRUMENT, new, INSTRUMENT, CATALOGUE, language)


def told(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str]]:
    return [(c.question_id, render(c.text, "en")) for c in changes(old, new)]


def test_same_answers_differ_in_nothing() -> None:
    assert changes(ANSWERS, dict(ANSWERS)) == []
    assert changes({"own_now": " ", "transport": []}, {}) == []
    assert changes({"transport": ["bus", "bike"]}, {"transport": ["bike", "bus"]}) == []


def test_answers_of_every_kind_are_told_in_words() -> None:
    old = {
        "own_now": "Gæld",
        "energy": 2,
        "transport": ["bus"],
        "can_start": "later",
        "hours_from_start": 3,
        "placement": {"answer": "no", "reason": "vil ikke i værksted"},
        "industry": "retail",
        "unemployed_since": "2024-02-01",
    }
    new = {
        "own_now": "Bolig",
        "energy": 4,
        "transport": ["bus", "bike"],
        "can_start": "now",
        "hours_from_start": 7.5,
        "placement": {"answer": "yes", "reason": ""},
        "industry": "motor_trade",
        "unemployed_since": "2025-02-01",
    }
    assert dict(told(old, new)) == {
        "own_now": "Then: “Gæld”. Now: “Bolig”.",
        "energy": "Then: 2: I manage the most necessary things. Now: 4: Most things go well.",
        "transport": "Then: Bus or train. Now: Bus or train, Bicycle.",
        "can_start": "Then: Later. Now: Now.",
        "hours_from_start": "Then: 3 hours a week. Now: 7.5 hours a week.",
        "placement": "Then: no, vil ikke i værksted. Now: yes.",
        "industry": "Then: Shops and trade. Now: Cars and machines.",
        "unemployed_since": "Then: 1 February 2024. Now: 1 February 2025.",
    }


def test_new_and_gone_answers() -> None:
    assert told({}, {"job_wish": "Kok"}) == [("job_wish", "New: “Kok”")]
    assert told({"job_wish": "Kok"}, {}) == [("job_wish", "Then: “Kok”. Now: nothing written.")]


def test_barriers_are_matched_by_type_and_diagnosis_is_left_out() -> None:
    old = {
        "barriers": [
            {"type_code": "substance", "severity": 3, "effect": "sover dårligt", "diagnosis": "F10"},
            {"type_code": "mental", "severity": 2},
        ]
    }
    new = {
        "barriers": [
            {"type_code": "substance", "severity": 1, "effect": "sover dårligt", "diagnosis": "F11"},
            {"type_code": "money_housing", "severity": 2, "words": "Gæld"},
        ]
    }
    assert [text for _, text in told(old, new)] == [
        (
            "Then: Alcohol or drugs, Takes up a lot, sover dårligt. "
            "Now: Alcohol or drugs, Takes up a little, sover dårligt."
        ),
        "New: Money or housing, Takes up some, Gæld",
        "Then: Mental health, Takes up some. Now: nothing written.",
    ]
    only_diagnosis = {"barriers": [{**old["barriers"][0], "diagnosis": "F99"}, old["barriers"][1]]}
    assert told(old, only_diagnosis) == []


def test_two_barriers_of_one_type_are_both_kept() -> None:
    twice = {"barriers": [{"type_code": "mental", "words": "A"}, {"type_code": "mental", "words": "B"}]}
    once = {"barriers": [{"type_code": "mental", "words": "A"}]}
    assert [text for _, text in told(once, twice)] == ["New: Mental health, B"]


def test_resources_are_matched_by_their_words() -> None:
    old = {"strengths": [{"kind": "informal", "words": "Truck"}]}
    new = {"strengths": [{"kind": "informal", "words": "truck"}, {"kind": "informal", "words": "Madlavning"}]}
    kinds = [(c.kind, c.question_id) for c in changes(old, new)]
    assert ("new", "strengths") in kinds


def test_a_question_no_longer_asked_is_told_by_its_own_instrument() -> None:
    sections = INSTRUMENT.section
    shorter = msgspec.structs.replace(
        INSTRUMENT, version=2, section=tuple(s for s in sections if s.id != "own_words")
    )
    (change,) = compare({"own_now": "Gæld"}, INSTRUMENT, {}, shorter, CATALOGUE, "en")
    assert (change.kind, change.question_id) == ("gone", "own_now")


def test_danish_words_are_the_instruments_own() -> None:
    (change,) = changes({"can_start": "later"}, {"can_start": "now"}, "da")
    assert change.then is not None
    assert render(change.then, "en") == "Senere"
    assert render(change.question, "en") == "Kan begynde"
