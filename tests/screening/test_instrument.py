"""The shipped instrument and what is said about a wrong one."""

from __future__ import annotations

import re
import shutil
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import msgspec
import pytest

from caseworker.base import paths
from caseworker.base.errors import UserError
from caseworker.base.text import render
from caseworker.plan.datafile import Words
from caseworker.screening.instrument import (
    RECORD_TYPES,
    Question,
    current,
    load_instrument,
    load_instruments,
    read_instruments,
    visible_questions,
)
from tests.screening.build import CATALOGUE, INSTRUMENT

FILE = paths.resource("instruments", "visitation-1.toml")


def ids(answers: dict[str, Any], age: int | None, boundary: int | None = None) -> list[str]:
    return [q.id for q in visible_questions(INSTRUMENT, answers, age, boundary)]


def test_sections_come_in_the_order_of_the_page() -> None:
    assert [s.title.da for s in INSTRUMENT.section] == [
        "Borgerens egne ord",
        "Hverdag og netværk",
        "Ressourcer",
        "Arbejde og uddannelse",
        "Det, der står i vejen",
        "Tidligere indsatser",
        "Andre planer i kraft",
        "Beslutning",
    ]


def test_work_begins_with_the_first_five_hours() -> None:
    work = next(s for s in INSTRUMENT.section if s.id == "work")
    assert (
        work.question[0].label.da == "Hvad skal der til, før du kan være 5 timer om ugen på en arbejdsplads?"
    )


def words_in(part: Any) -> list[Words]:
    """Return all words anywhere in a part of the instrument."""
    if isinstance(part, Words):
        return [part]
    if isinstance(part, (tuple, list)):
        return [w for item in part for w in words_in(item)]
    if isinstance(part, msgspec.Struct):
        return [w for name in part.__struct_fields__ for w in words_in(getattr(part, name))]
    return []


def test_every_word_stands_in_danish_and_english() -> None:
    found = words_in(INSTRUMENT)
    assert len(found) > 200
    for words in found:
        assert words.da.strip()
        assert words.en.strip()
        assert "!" not in words.da
        assert not {"han", "hun", "hans", "hendes"} & set(words.da.lower().replace(",", " ").split())


def test_questions_to_the_citizen_say_du() -> None:
    asked = [q for q in INSTRUMENT.questions() if q.who == "citizen"]
    spoken = [
        q
        for q in asked
        if {"du", "dig", "din", "dit", "vi", "jeg"} & set(re.findall(r"\w+", q.label.da.lower()))
    ]
    assert {q.id for q in asked} - {q.id for q in spoken} <= {"care_times", "do_differently"}


def test_every_question_has_a_reason_with_a_source() -> None:
    assert all(q.reason.source for q in INSTRUMENT.questions())
    assert {q.reason.kind for q in INSTRUMENT.questions()} == {"law", "practice", "statistics"}


def test_every_record_type_is_asked_for() -> None:
    assert {q.type for q in INSTRUMENT.questions()} >= RECORD_TYPES


def test_problem_lists_of_both_ages() -> None:
    problems = INSTRUMENT.problems
    assert [p.code for p in problems.youth] == [
        "social", "mental", "substance", "low_self_esteem", "school_skills", "money_housing",
        "weak_family_support", "daily_life",
    ]  # fmt: skip
    assert [p.code for p in problems.over_30] == [
        "poor_education", "social_maladjustment", "substance", "family", "money", "health", "housing",
    ]  # fmt: skip
    assert problems.for_age(29) == (problems.youth, problems.over_30)
    assert problems.for_age(30) == (problems.over_30, problems.youth)
    assert {c.code for c in problems.categories} == {"mental", "physical", "socio_medical", "social"}


def test_catalogue_helps_with_known_problems_and_each_problem_has_help() -> None:
    known = {p.code for p in (*INSTRUMENT.problems.youth, *INSTRUMENT.problems.over_30)}
    helped = {code for entry in CATALOGUE.entries for code in entry.helps_with}
    assert helped == known


def options_for(question: Question) -> list[Any]:
    """Return answers of every kind that could open another question."""
    if question.type == "yes_later_no":
        return [{"answer": code} for code in ("yes", "later", "no")]
    if question.type == "choice":
        return [o.code for o in question.options] or ["x"]
    if question.type == "multi_choice":
        return [[o.code] for o in question.options]
    return [["x"]] if question.type in RECORD_TYPES else ["x"]


def test_every_question_can_be_reached() -> None:
    reached: set[str] = set(ids({}, 22)) | set(ids({}, 44))
    openers = {c.question for q in INSTRUMENT.questions() for c in q.show_if if c.question}
    choices = [
        [(o, a) for a in (None, *options_for(found))]
        for o in sorted(openers)
        if (found := INSTRUMENT.question(o))
    ]
    for combination in product(*choices):
        answers = {question: answer for question, answer in combination if answer is not None}
        for age in (22, 44):
            reached |= set(ids(answers, age))
    assert reached == {q.id for q in INSTRUMENT.questions()}


def test_conditions_open_and_close() -> None:
    assert "care_times" not in ids({"care_for_others": "no"}, 22)
    assert "care_times" in ids({"care_for_others": "children"}, 22)
    assert "coping" in ids({"barriers": [{"type_code": "mental"}]}, 22)
    assert "education_wish" not in ids({"qualified": "yes"}, 22)
    assert "suitability" in ids({}, 29)
    assert "suitability" not in ids({}, 30)
    assert "suitability" in ids({}, 30, boundary=31)
    assert "suitability" in ids({}, None)


def test_answer_to_a_hidden_question_opens_nothing() -> None:
    answers = {"suitability": "suited"}
    assert "suitability_reason" in ids(answers, 22)
    assert "suitability_reason" not in ids(answers, 44)


def test_current_is_the_newest_in_force() -> None:
    newer = msgspec.structs.replace(INSTRUMENT, version=2, valid_from=date(2027, 1, 1))
    assert current([INSTRUMENT, newer], "visitation", date(2026, 12, 31)) is INSTRUMENT
    assert current([newer, INSTRUMENT], "visitation", date(2027, 1, 1)) is newer
    assert current([INSTRUMENT], "other", date(2027, 1, 1)) is None


def test_local_file_stands_beside_ours(tmp_path: Path) -> None:
    text = FILE.read_text("utf-8").replace("version = 1", "version = 2", 1)
    (tmp_path / "vores.toml").write_text(text, "utf-8")
    assert set(load_instruments(tmp_path)) == {"visitation-1", "visitation-2"}


WRONG = [
    ('id = "own_now"', 'id = "own_wishes"', "section[0].question[1].id", "“own_wishes” stands there twice."),
    ('type = "scale"', 'type = "ladder"', "section[1].question[1].type", "“ladder” is not one of the values"),
    ('who = "citizen"', 'who = "citizen"\ncolour = 1', "section[0].question[0]", "“colour” is not known here."),
    ('any_of = ["children", "others"]', 'any_of = ["cats"]', "section[1].question[4].show_if[0]", "“cats” cannot be"),
    (
        'question = "care_for_others"', 'question = "outcome"', "section[1].question[4].show_if[0].question",
        "“outcome” must be a question that comes before.",
    ),
    ('role = "interim_goals"', 'role = ""', "section", "A question with the role “interim_goals” is missing."),
    ("valid_from = 2026-01-01", "valid_from = 2026-13-01", "line 10", "This is not written as TOML."),
    ("least = 0\nmost = 37", "least = 40\nmost = 37", "section[3].question[2].least", "The least is more"),
    ('{ age = "under_boundary" }', "{ }", "section[7].question[2].show_if[0]", "neither a question nor an age"),
    ('"mental", categories = ["mental"]', '"mental", categories = []', "problems.youth[1]", "At least one"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "place", "reason"), WRONG)
def test_a_wrong_file_names_file_place_and_reason(
    tmp_path: Path, right: str, wrong: str, place: str, reason: str
) -> None:
    text = FILE.read_text("utf-8")
    assert right in text
    path = tmp_path / "vores.toml"
    path.write_text(text.replace(right, wrong, 1), "utf-8")
    with pytest.raises(UserError) as caught:
        load_instrument(path)
    sentence = render(caught.value.text, "en")
    assert "vores.toml" in sentence
    assert f"At {place}" in sentence
    assert reason in sentence


def test_a_wrong_local_file_leaves_ours_in_use(tmp_path: Path) -> None:
    (tmp_path / "vores.toml").write_text("id = ", "utf-8")
    shutil.copy(FILE, tmp_path / "z.toml")
    instruments, faults = read_instruments(tmp_path)
    assert set(instruments) == {"visitation-1"}
    assert len(faults) == 1
    with pytest.raises(UserError):
        load_instruments(tmp_path)
