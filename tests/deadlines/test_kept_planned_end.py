"""Of how long an offer may last: that it is planned to last longer is said before it does."""

from __future__ import annotations

import pytest

from tests.deadlines.make import facts
from tests.deadlines.test_kept_sentences import why

LAST = "Den sidste dag er mandag 2. februar 2026."


@pytest.mark.parametrize(
    ("to", "on", "said"),
    [
        (None, "2026-01-10", []),
        ("2026-02-02", "2026-01-10", []),
        ("2026-02-03", "2026-01-10",
         ["Det er planlagt til at slutte tirsdag 3. februar 2026, og det er en dag for længe."]),
        ("2026-02-27", "2026-02-02",
         ["Det er planlagt til at slutte fredag 27. februar 2026, og det er 25 dage for længe."]),
        ("2026-02-27", "2026-02-03", ["Fristen er overskredet med en dag."]),
    ],
)  # fmt: skip
def test_a_planned_end_past_the_last_day_is_told_beforehand(to: str | None, on: str, said: list[str]) -> None:
    known = facts(
        groups=[{"code": "lab-2", "from": "2025-12-01"}],
        offers=[{"id": "o", "type": "placement", "from": "2026-01-06", "to": to}],
    )
    steps = why(known, on, "G20-25")
    assert steps[steps.index(LAST) + 1 : -1] == said
