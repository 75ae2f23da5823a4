"""The catalogue, the limits and what is said about a wrong data file."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.base.errors import UserError
from caseworker.base.text import render
from caseworker.plan.catalogue import load_catalogue
from caseworker.plan.limits import load_limits

CATALOGUE = load_catalogue()
YOUTH = {
    "labour_market_teaching", "diet_exercise", "workshop", "coping_course", "guidance", "job_search",
    "appearance_hygiene", "preparatory_adult_education", "daily_life_money", "literacy",
}  # fmt: skip
OVER_30 = {
    "talks", "daily_life_help", "treatment_coordination", "workshops", "group_activity", "exercise_diet",
    "dyslexia_course", "computer_course", "company_visit", "placement",
}  # fmt: skip


def test_catalogue_holds_the_ten_and_ten_types() -> None:
    assert {e.code for e in CATALOGUE.entries if e.list == "youth"} == YOUTH
    assert {e.code for e in CATALOGUE.entries if e.list == "over_30"} == OVER_30


def test_every_entry_speaks_both_languages_and_to_the_citizen() -> None:
    for entry in CATALOGUE.entries:
        assert entry.name.da
        assert entry.name.en
        assert entry.purpose.da.startswith("Så ")
        assert entry.purpose.en.startswith("So that ")
        assert entry.purpose.da.endswith(".")
        assert "!" not in entry.purpose.da


def test_age_decides_which_list_is_offered() -> None:
    young = {e.code for e in CATALOGUE.search(age=29)}
    older = {e.code for e in CATALOGUE.search(age=30)}
    assert young >= YOUTH
    assert older >= OVER_30
    assert young & OVER_30 == {"placement"}
    assert not older & YOUTH
    assert "special_youth_education" not in older
    assert "preparatory_adult_education" not in {e.code for e in CATALOGUE.search(age=17)}
    assert len(CATALOGUE.search()) == len(CATALOGUE.entries)


def test_search_finds_parts_of_words_in_both_languages() -> None:
    assert {e.code for e in CATALOGUE.search("ordblind")} == {"dyslexia_course", "literacy"}
    assert [e.code for e in CATALOGUE.search("dyslexia")] == ["dyslexia_course"]
    assert [e.code for e in CATALOGUE.search("regninger breve")] == ["daily_life_money"]
    assert {e.track for e in CATALOGUE.search(track="treatment")} == {"treatment"}
    assert {e.list for e in CATALOGUE.search(lists=["treatment_social"])} == {"treatment_social"}


EVERYDAY = (
    ("misbrug", "substance_treatment"), ("alkohol", "substance_treatment"), ("alkoholproblem", "substance_treatment"),
    ("hash", "substance_treatment"), ("afvænning", "substance_treatment"), ("angst", "coping_course"),
    ("angst", "psychologist"), ("depression", "psychiatry"), ("ptsd", "psychiatry"), ("stress", "psychologist"),
    ("cv", "job_search"), ("ansøgning", "job_search"), ("praktik", "placement"), ("bolig", "housing"),
    ("husleje", "housing"), ("hjemløs", "housing"), ("gæld", "daily_life_money"),
    ("gældsrådgivning", "daily_life_money"),
    ("budget", "daily_life_money"), ("e-boks", "computer_course"), ("børn", "housing_support"),
    ("børnepasning", "daily_life_help"), ("tolk", "danish_lessons"), ("sprogskole", "danish_lessons"),
    ("flygtning", "danish_lessons"), ("truckkort", "short_job_course"), ("kørekort", "short_job_course"),
    ("ordblind", "dyslexia_course"), ("matematik", "preparatory_adult_education"),
    ("hf", "preparatory_adult_education"),
    ("søvn", "diet_exercise"), ("rygestop", "prevention"), ("fysioterapeut", "rehab_training"),
    ("smerter", "rehab_training"), ("ensomhed", "group_activity"), ("krisecenter", "acute_stay"),
    ("vold", "acute_stay"), ("elevplads", "apprenticeship"), ("fritidsjob", "ordinary_job"),
    ("kontaktperson", "mentor"), ("debt", "daily_life_money"), ("interpreter", "danish_lessons"),
)  # fmt: skip


@pytest.mark.parametrize(("typed", "code"), EVERYDAY)
def test_everyday_words_find_what_they_mean(typed: str, code: str) -> None:
    assert code in {e.code for e in CATALOGUE.search(typed)}


def test_a_word_that_means_nothing_here_finds_nothing() -> None:
    assert CATALOGUE.search("månefærd") == []
    assert CATALOGUE.search("alkohol månefærd") == []


def test_names_sort_the_danish_way() -> None:
    names = [e.name.da for e in CATALOGUE.search(lists=["effort"])]
    assert names[0] == "Aktivcenter"
    assert names.index("Voksenlærling") == len(names) - 1


def test_theories_are_labelled_as_rebuilt() -> None:
    assert len(CATALOGUE.theories) == 4
    assert all(theory.rebuilt for theory in CATALOGUE.theories)


def test_advice_names_only_what_is_there() -> None:
    advice = CATALOGUE.advice
    codes = {*advice.first_steps, *advice.education_steps}
    codes |= {advice.work_steps.placement, advice.work_steps.wage_subsidy, advice.work_steps.ordinary_job}
    assert all(CATALOGUE.entry(code) for code in codes)


def test_local_entries_replace_and_add(tmp_path: Path) -> None:
    entry = """
[[entry]]
code = "{code}"
list = "youth"
track = "social"
name = {{ da = "Klatring", en = "Climbing" }}
purpose = {{ da = "Så du tør.", en = "So that you dare." }}
legal_basis = "other"
"""
    text = entry.format(code="workshop") + entry.format(code="climbing")
    (tmp_path / "activities.toml").write_text(text, "utf-8")
    local = load_catalogue(tmp_path)
    assert len(local.entries) == len(CATALOGUE.entries) + 1
    workshop = local.entry("workshop")
    assert workshop is not None
    assert workshop.name.da == "Klatring"


def test_local_limits_need_only_what_they_change(tmp_path: Path) -> None:
    path = tmp_path / "limits.toml"
    path.write_text(
        '[efforts]\nvalue = 3\nunit = "count"\nsource = "Byrådet"\nwhy = { da = "Vores valg", en = "Our choice" }\n',
        "utf-8",
    )
    assert load_limits(path).efforts.whole == 3
    assert load_limits(path).gap_days == load_limits().gap_days


WRONG = [
    ("activities.toml", "[[entry]]\ncode = 5", "entry[0].code", "Here should be text, not a whole number."),
    ("activities.toml", '[[entry]]\ncode = "x"', "entry[0]", "The field “list” is missing."),
    ("activities.toml", '[[entry]]\ncode="x"\nlist="old"', "entry[0].list", "“old” is not one of the values"),
    ("activities.toml", "colour = 1", "the file as a whole", "The field “colour” is not known here."),
    ("activities.toml", "entry = 3", "entry", "Here should be a list of [[entry]] parts."),
    (
        "activities.toml",
        '[[entry]]\ncode="x"\n[[entry]]\ncode="x"',
        "entry[1].code",
        "“x” stands there twice.",
    ),
    ("industries.toml", "a = = 1", "line 1", "This is not written as TOML."),
    ("industries.toml", "a = ", "the end of the file", "This is not written as TOML."),
    ("advice.toml", "heavy = true", "heavy", "Here should be a whole number, not true or false."),
]


@pytest.mark.parametrize(("name", "content", "place", "reason"), WRONG)
def test_a_wrong_file_names_file_place_and_reason(
    tmp_path: Path, name: str, content: str, place: str, reason: str
) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(UserError) as caught:
        load_catalogue(tmp_path)
    sentence = render(caught.value.text, "en")
    assert name in sentence
    assert f"At {place}:" in sentence
    assert reason in sentence


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "industries.toml").write_bytes("source = 'Århus'".encode("cp1252"))
    with pytest.raises(UserError, match="cannot be used") as caught:
        load_catalogue(tmp_path)
    assert "not UTF-8" in render(caught.value.text, "en")


def test_limits_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        load_limits(tmp_path / "limits.toml")
    assert "cannot be opened" in render(caught.value.text, "en")
