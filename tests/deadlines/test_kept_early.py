"""What is done before the first day on which it is possible moves no date."""

from __future__ import annotations

import pytest

from tests.deadlines.make import facts, one

ONCE = ("2025-07-15", "2025-01-15")


@pytest.mark.parametrize(
    ("days", "due"),
    [
        (["2025-01-14"], ONCE),  # the day before
        (["2024-02-01"], ONCE),
        (["2025-01-15"], ("2026-07-15", "2026-01-15")),
        (["2025-01-14", "2025-02-03"], ("2026-08-03", "2026-02-03")),
        (["2025-02-03", "2025-08-03"], ("2026-08-03", "2026-02-03")),  # nor a second one half a year after
        ([], ONCE),
    ],
)
def test_a_reassessment_before_twelve_months_counts_for_nothing(
    days: list[str], due: tuple[str, str]
) -> None:
    known = facts(
        groups=[{"code": "lab-9", "from": "2024-01-15"}],
        benefits=[{"type": "flex_unemployment", "from": "2024-01-15"}],
        acts=[{"type": "reassessment", "on": day} for day in days],
    )
    found = one(known, "2025-09-01", "G20-38", trace=True)
    assert (str(found.due_on), str(found.earliest_on)) == due
    early = "What was done on Tuesday 14 January 2025 came too early to count here."
    assert (early in [step.en for step in found.trace]) is ("2025-01-14" in days)
