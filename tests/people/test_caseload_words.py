"""By which words a target group and a benefit are known, and what is said where they are not."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.base.errors import UserError
from caseworker.base.text import Text, render
from caseworker.people import caseload, caseload_words
from caseworker.people.service import Intake
from caseworker.people.words import BENEFITS, GROUP_CHOICES, GROUPS, VISITED

COLUMNS = caseload.load_columns()
TODAY = date(2026, 11, 24)


def intake(group: str, visitation: str = "") -> Intake:
    line = f'Navn;CPR;Målgruppe;Visitation\nHans Vester;0101901234;"{group}";{visitation}'
    file = caseload.parse(line.encode(), COLUMNS)
    return caseload.to_row(file.records[0], file.mapping, COLUMNS, TODAY).intake


def refusal(group: str, visitation: str = "", language: str = "en") -> str:
    with pytest.raises(UserError) as caught:
        intake(group, visitation)
    return render(caught.value.text, language)


@pytest.mark.parametrize("form", COLUMNS.group_forms.numbers)
@pytest.mark.parametrize("number", [1, 2, 9, 10, 13])
def test_a_target_group_is_known_by_its_number_in_the_law(form: str, number: int) -> None:
    assert intake(form.format(number=number)).group == f"lab-{number}"


@pytest.mark.parametrize(
    "words", ["LAB § 6, stk. 1, nr. 2", "§6 nr.2", "lab 6.2", "§ 6.2", "Nr 2", "6, nr. 2", "paragraf 6 nr. 2"]
)
def test_the_law_is_written_in_many_ways(words: str) -> None:
    assert intake(words).group == "lab-2"


@pytest.mark.parametrize(
    "words",
    ["2.2", "§ 2, nr. 2", "LAB § 2 nr. 2", "62", "6,2", "6.0", "6.14", "nr. 14", "6.2.1", "§ 6", "§ 12 nr. 2",
     "06-02-2026"],
)  # fmt: skip
def test_a_number_that_is_no_group_of_the_law_in_force_is_refused(words: str) -> None:
    said = refusal(words)
    assert said == (
        f"“{words}” is no target group that the program knows. "
        "Write for example “jobparat”, “LAB § 6 nr. 2” or “6.2”."
    )


def test_the_examples_of_a_refusal_are_understood() -> None:
    for words in COLUMNS.group_forms.examples:
        assert intake(words).group == "lab-2"
    for words in caseload_words.BENEFIT_EXAMPLES:
        assert caseload_words.code_of(words, COLUMNS.benefits)
        assert words in render(caseload_words.unknown_benefit("x").text, "da")


@pytest.mark.parametrize("words", ["Kontanthjælp", "kontanthjælpsmodtager"])
def test_a_word_for_two_groups_is_refused_with_both(words: str) -> None:
    assert refusal(words) == f"“{words}” can be “jobparat” or “aktivitetsparat”. Write which."
    assert refusal(words, language="da") == (
        f"»{words}« kan være »jobparat« eller »aktivitetsparat«. Skriv hvilken."
    )
    assert "»aktivitetsparat ung«" in refusal("Uddannelseshjælp", language="da")


@pytest.mark.parametrize(
    ("group", "visitation", "code"),
    [
        ("Kontanthjælp", "Jobparat", "lab-2"),
        ("Kontanthjælp", "Aktivitetsparat", "lab-3"),
        ("Uddannelseshjælp", "Aktivitetsparat", "lab-5"),
        ("Uddannelseshjælp", "Åbenlyst uddannelsesparat", "lab-4"),
    ],
)
def test_the_visitation_tells_which_of_two_groups_it_is(group: str, visitation: str, code: str) -> None:
    found = intake(group, visitation)
    assert found.group == code
    assert (found.group, found.visited_as) in GROUP_CHOICES
    with pytest.raises(UserError):
        intake(group, "Noget andet")


def test_every_code_of_the_tables_has_a_name() -> None:
    assert COLUMNS.groups.keys() <= GROUPS.keys()
    assert COLUMNS.visited_as.keys() <= VISITED.keys()
    assert COLUMNS.benefits.keys() <= BENEFITS.keys()
    for words, instead in COLUMNS.group_forms.either.items():
        assert caseload_words.code_of(words, COLUMNS.groups) == ""
        assert len({intake(one).group for one in instead}) == 2


@pytest.mark.parametrize(("names", "known"), [
    (GROUPS, COLUMNS.groups), (VISITED, COLUMNS.visited_as), (BENEFITS, COLUMNS.benefits),
])  # fmt: skip
def test_what_the_window_calls_it_is_understood(names: dict[str, Text], known: dict[str, list[str]]) -> None:
    assert {code: caseload_words.code_of(render(name, "da"), known) for code, name in names.items()} == {
        code: code for code in names
    }


@pytest.mark.parametrize(
    ("group", "code"),
    [
        ("7", "job_clarification"),
        ("8", "resource_programme"),
        ("", "job_clarification"),
        ("2", "job_clarification"),
    ],
)
def test_a_word_for_two_benefits_is_the_usual_one_of_the_group(group: str, code: str) -> None:
    line = f"Navn;CPR;Målgruppe;Ydelse\nHans Vester;0101901234;{group};Ressourceforløbsydelse"
    file = caseload.parse(line.encode(), COLUMNS)
    assert caseload.to_row(file.records[0], file.mapping, COLUMNS, TODAY).intake.benefit == code


@pytest.mark.parametrize(
    ("words", "protected"),
    [("Ja", True), ("x", True), ("Beskyttet", True), ("Nej", False), ("", False), ("-", False), ("0", False)],
)
def test_a_protected_address_is_yes_or_no(words: str, protected: bool) -> None:
    file = caseload.parse(f"Navn;CPR;Adressebeskyttelse\nHans;0101901234;{words}".encode(), COLUMNS)
    assert (
        caseload.to_row(file.records[0], file.mapping, COLUMNS, TODAY).citizen.protected_address is protected
    )


@pytest.mark.parametrize("words", ["siden 01-02-2024", "se note", "måske"])
def test_a_protection_that_is_neither_yes_nor_no_is_not_taken_for_no(words: str) -> None:
    file = caseload.parse(f"Navn;CPR;Adressebeskyttelse\nHans;0101901234;{words}".encode(), COLUMNS)
    with pytest.raises(UserError) as caught:
        caseload.to_row(file.records[0], file.mapping, COLUMNS, TODAY)
    assert caseload_words.is_unknown_word(caught.value.text)
    assert render(caught.value.text, "da") == (
        f"»{words}« i »Beskyttet adresse« er hverken ja eller nej. Skriv »ja« eller »nej«."
    )


def test_only_an_unknown_word_is_told_from_other_refusals() -> None:
    for error in (
        caseload_words.unknown_group("x", COLUMNS.group_forms.examples),
        caseload_words.unknown_benefit("x"),
    ):
        assert caseload_words.is_unknown_word(error.text)
    with pytest.raises(UserError) as caught:
        intake("kontanthjælp")
    assert caseload_words.is_unknown_word(caught.value.text)
    assert not caseload_words.is_unknown_word(caseload.too_many_rows().text)
