"""What counts as done: the first day of a window, the day of joining a series, offers that go on from each other."""

from __future__ import annotations

from typing import Any

import pytest

from tests.deadlines.make import ask, day, facts, one, talk
from tests.deadlines.test_kept_sentences import offers


@pytest.mark.parametrize(("held", "status"), [("2025-09-29", "open"), ("2025-09-30", "met")])
def test_a_window_is_open_on_its_first_day(held: str, status: str) -> None:
    known = facts(
        groups=[{"code": "lab-3", "from": "2025-01-01"}],
        exemptions=[{"kind": "maternity", "from": "2025-06-02", "to": "2025-12-31"}],
        contacts=[talk(held)],
    )
    assert one(known, "2025-10-10", "G20-28").status == status


@pytest.mark.parametrize(("held", "first"), [("2010-05-09", 2), ("2010-05-10", 1)])
def test_a_talk_on_the_day_of_joining_belongs_to_the_new_series(held: str, first: int) -> None:
    known = facts(
        groups=[
            {"code": "lab09-5", "category": 1, "from": "2010-03-01"},
            {"code": "lab09-5", "category": 2, "from": "2010-05-10"},
        ],
        events=[{"id": "a", "type": "first_absence_day", "on": "2010-03-01"}],
        contacts=[talk(held)],
    )
    found = [a.key for a in ask(known, "2010-05-20", history=True) if a.rule == "G10-17"]
    assert found[0] == f"G10-17:a:{first}"


def test_where_both_give_the_same_day_the_last_time_is_told() -> None:
    held = ("2026-11-03", "2026-11-10", "2026-11-16")  # and 4 weeks; 6 weeks from the first day are the same
    assert offers(*held, on="2026-11-18") == [
        "Sidste gang var mandag 16. november 2026.",
        "Reglen giver 4 uger fra gang til gang.",
        "Fristen er mandag 14. december 2026.",
    ]


def young(*periods: tuple[str, str | None]) -> Any:
    return facts(
        citizen={"birth_date": "1985-05-05"},
        groups=[{"code": "lab09-1", "from": "2010-01-04"}],
        benefits=[{"type": "unemployment_benefit", "from": "2010-01-04"}],
        events=[{"id": "r", "type": "registered", "on": "2010-01-04"}],
        offers=[
            {"id": f"o{at}", "type": "placement", "from": start, "to": end}
            for at, (start, end) in enumerate(periods)
        ],
    )


@pytest.mark.parametrize(
    ("periods", "met_on"),
    [
        ([("2010-02-01", "2010-07-31")], "2010-02-01"),  # six months to the day
        ([("2010-02-01", "2010-07-30")], None),
        ([("2010-02-01", None)], "2010-02-01"),  # no end is known
        ([("2010-02-01", "2010-04-30"), ("2010-05-01", "2010-07-31")], "2010-02-01"),
        ([("2010-02-01", "2010-04-30"), ("2010-05-02", "2010-07-31")], None),  # a day between
        ([("2010-02-01", "2010-04-30"), ("2010-04-12", None), ("2010-06-01", "2010-06-30")], "2010-02-01"),
        ([("2010-02-01", "2010-04-30"), ("2010-02-01", "2010-07-31")], "2010-02-01"),
        ([("2010-02-01", "2010-07-31"), ("2010-03-01", "2010-03-31")], "2010-02-01"),
    ],
)
def test_an_offer_of_six_months_may_be_several_that_go_on_from_each_other(
    periods: list[tuple[str, str | None]], met_on: str | None
) -> None:
    answer = one(young(*periods), "2010-08-10", "G10-09")
    assert answer.met_on == (day(met_on) if met_on else None)
