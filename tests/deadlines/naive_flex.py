"""The naive engine's rules for time on ledighedsydelse and on sickness benefit, with their numbers written out."""

from __future__ import annotations

from datetime import date

from tests.deadlines.naive import Naive, done
from tests.deadlines.naive_days import act, seen, talks
from tests.deadlines.naive_kinds import Duty, Series
from tests.deadlines.naive_steps import NEW, OLD, months
from tests.deadlines.naive_who import Who
from tests.deadlines.naive_windows import FLEX as FLEX_BENEFIT
from tests.deadlines.naive_windows import eighteen_months, months_within, twelve_months, weeks_of_sickness

ON_FLEX = Who(("lab-9",), benefits=(FLEX_BENEFIT,))
REST = ("maternity", "grief", "less_intensive", "incurable", "other")


def acts(case: Naive, first: date, last: date) -> list[date]:
    return sorted(done(case, "benefit_follow_up", first, last) + done(case, "reassessment", first, last))


FLEX: list[Duty | Series] = [
    Duty("G20-02", ON_FLEX, months(6), talks, 14, 4, each_day=True, rests=REST, end=OLD),
    Duty("G26-03", ON_FLEX, months(6), talks, 14, 4, each_day=True, cohort=True, rests=REST, start=NEW),
    Duty("G26-04", ON_FLEX, months(6), seen, 3, each_day=True, rests=REST, back=True, start=NEW),
]  # fmt: skip
WINDOWS: list[Duty | Series] = [
    Duty("G20-34a", ON_FLEX, None, act("referral"), 14, each_day=True, window=months_within(6, 9)),
    Duty("G20-34b", ON_FLEX, None, act("referral"), 30, each_day=True, window=months_within(12, 18)),
    Series("G20-38", ON_FLEX, lambda t: [t], months(18), act("reassessment"), 90, each_day=True,
           window=eighteen_months, opens=twelve_months),
]  # fmt: skip
PAYMENT: list[Duty | Series] = [
    Series("G20-37", ON_FLEX, lambda t: [months(6)(t)], months(12), acts, 30),
]
SICK_WEEKS = [
    Duty(
        "G20-46",
        Who(("lab-6",), benefits=("sickness_benefit",)),
        None,
        act("reassessment"),
        30,
        joins=True,
        window=weeks_of_sickness,
    ),
]
