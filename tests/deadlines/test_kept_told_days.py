"""Why this date: what is said of a day that was told with the asking."""

from __future__ import annotations

import pytest

from tests.deadlines.make import facts
from tests.deadlines.test_kept_sentences import why

FORM = "Oplysningsskemaet blev sendt mandag 17. november 2025."
DOCTOR = "Lægen blev bedt om en attest mandag 17. november 2025."
FIRST_OF_DECEMBER, TUESDAY = "mandag 1. december 2025", "tirsdag 25. november 2025"


@pytest.mark.parametrize(
    ("kind", "rule", "until", "steps"),
    [
        ("form_sent", "G20-39", None, [FORM, "Reglen giver 8 dage.", f"Fristen er {TUESDAY}."]),
        (
            "form_sent",
            "G20-39",
            "2025-12-01",
            [FORM, f"Der er sat en dag for svaret: {FIRST_OF_DECEMBER}.", f"Fristen er {FIRST_OF_DECEMBER}."],
        ),
        (
            "doctor_statement_asked",
            "G20-45",
            "2025-11-21",
            [
                DOCTOR,
                "Der er sat en dag for svaret: fredag 21. november 2025.",
                "Reglen giver mindst 8 dage.",
                f"Fristen er {TUESDAY}.",
            ],
        ),
        (
            "doctor_statement_asked",
            "G20-45",
            "2025-11-25",
            [DOCTOR, f"Der er sat en dag for svaret: {TUESDAY}.", f"Fristen er {TUESDAY}."],
        ),
    ],
)  # fmt: skip
def test_the_day_told_for_an_answer_is_said_instead_of_the_length_of_the_rule(
    kind: str, rule: str, until: str | None, steps: list[str]
) -> None:
    known = facts(
        groups=[{"code": "lab-6", "category": 2, "from": "2025-11-03"}],
        events=[{"id": "a", "type": kind, "on": "2025-11-17", "until": until}],
    )
    assert why(known, "2025-11-18", rule)[:-1] == steps
