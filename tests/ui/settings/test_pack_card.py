"""What the card of a rule pack on its way in says: sentences without holes and without names of fields."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.base.text import Text, raw, render
from caseworker.deadlines import pack_intake
from caseworker.deadlines.local_packs import Look
from caseworker.deadlines.pack_cases import Difference, PackCase
from caseworker.deadlines.pack_intake import Checked, Finding
from ui.settings.pack_card import _finding, _tested

CASE = PackCase(rule="U-1", what="Plain", on=date(2026, 11, 24), facts={})


def look(*failed: Difference, cases: int) -> Look:
    return Look(Checked(None, None, None, ()), pack_intake.Tested(cases, failed))


def said(text: Text) -> str:
    return render(text, "da")


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (Finding("error", raw("forkert"), line=26), "Linje 26: forkert"),
        (Finding("error", raw("forkert"), "U-1", "period", 26), "Linje 26: U-1, period: forkert"),
        (Finding("error", raw("forkert"), path="id"), "id: forkert"),
        (Finding("error", raw("forkert")), "forkert"),
    ],
)
def test_a_finding_has_no_empty_place(finding: Finding, words: str) -> None:
    assert said(_finding(finding)[2]) == words


@pytest.mark.parametrize(
    ("field", "expected", "found", "words"),
    [
        (
            "due_on",
            date(2026, 11, 26),
            date(2026, 11, 25),
            "lovens dato skulle være 26-11-2026, men er 25-11-2026.",
        ),
        ("due_on", "none", date(2026, 11, 25), "lovens dato skulle være ingenting, men er 25-11-2026."),
        ("missing", ["category"], [], "det, der mangler, skulle være category, men er ingenting."),
        ("unit", "act", "talk", "feltet unit skulle være act, men er talk."),
    ],
)
def test_a_case_that_fails_is_told_without_names_of_fields(
    field: str, expected: object, found: object, words: str
) -> None:
    ((_, _, text),) = _tested(look(Difference(CASE, field, expected, found), cases=1))
    assert said(text) == f"U-1, »Plain«: {words}"


def test_a_file_without_cases_does_not_boast_of_them() -> None:
    assert _tested(look(cases=0)) == []
    assert said(_tested(look(cases=2))[0][2]) == "Alle filens 2 prøver giver det, der står i dem."
