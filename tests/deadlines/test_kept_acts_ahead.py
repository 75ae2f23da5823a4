"""What the fund or the authority does about help to come, from the registration for it on."""

from __future__ import annotations

import pytest

from tests.deadlines.make import talk
from tests.deadlines.test_kept_coming_back import CASH, DAGPENGE, Rows, life, told

ROWS: Rows = [("lab-2", "2026-03-02", "2026-08-31"), ("lab-1", "2026-09-01", None)]
PAID: Rows = [(CASH, "2026-03-02", "2026-08-31"), (DAGPENGE, "2026-09-01", None)]


@pytest.mark.parametrize(
    ("on", "found"),
    [
        ("2026-08-25", "missed"),  # before the registration: about nothing
        ("2026-08-26", "met"),
        ("2026-08-31", "met"),
        ("2026-09-01", "met"),
        ("2026-09-09", "met"),
        ("2026-09-10", "met_late"),
    ],
)
def test_the_plan_and_the_check_of_the_cv_count_before_the_first_day_of_dagpenge(on: str, found: str) -> None:
    """Registered on 26 August for dagpenge from 1 September: two weeks from then, to 9 September."""
    known = life(
        ROWS, PAID, ("first_contact", "2026-03-02"), ("registered", "2026-03-02"), ("registered", "2026-08-26"),
        acts=[{"type": act, "on": on} for act in ("my_plan", "cv_checked")],
        contacts=[talk(on, kind="fund_conversation", by="fund")],
    )  # fmt: skip
    for rule in ("G20-04b", "G20-12b"):
        assert told(known, "2026-10-05", rule) == [f"{rule} 2026-08-26 2026-09-09 {found}"]
    assert f"G26-04 2026-08-26 2026-09-09 {found}" in told(known, "2026-10-05", "G26-04")
