"""The naive engine's rules of 2010, with their numbers written out."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta

from tests.deadlines.naive import ONE
from tests.deadlines.naive_days import SICK_2010, act, long_ones, offers, sick_2010, talks
from tests.deadlines.naive_kinds import Duty, Series
from tests.deadlines.naive_steps import EXCUSE, SICK_REST, months, of_contact, three_months, weeks
from tests.deadlines.naive_who import Who

REST_2010 = (*SICK_REST, "other")
SICK_2010_GROUP = ("lab09-5",)
IN_2010 = date(2010, 1, 1), date(2010, 12, 31)
ABSENT_2010 = [
    Series("G10-16", Who(("lab09-5",), (1, 3)), lambda t: [t + 55 * ONE, three_months(t)], months(3), sick_2010,
           10, True, ("incurable",), *IN_2010, SICK_2010),
    Series("G10-17", Who(("lab09-5",), (2,)), lambda t: [t + 55 * ONE], weeks(4), sick_2010, 7, True,
           ("incurable",), *IN_2010, SICK_2010),
]  # fmt: skip
PLAN = [("G10-16", Duty("G10-18", Who(("lab09-5",), (1, 3)), weeks(0), act("follow_up_plan"), 2, start=IN_2010[0],
                        end=IN_2010[1])),
        ("G10-17", Duty("G10-18", Who(("lab09-5",), (2,)), weeks(0), act("follow_up_plan"), 2, start=IN_2010[0],
                        end=IN_2010[1]))]  # fmt: skip
HELP_2010 = ("lab09-2", "lab09-3")
PERIOD_2010 = of_contact([
    Duty("G10-05", Who(HELP_2010, under_age=30), months(1), talks, 10, rests=REST_2010, start=IN_2010[0],
         end=IN_2010[1]),
    Duty("G10-05", Who(HELP_2010, from_age=30), months(3), talks, 10, rests=REST_2010, start=IN_2010[0],
         end=IN_2010[1]),
    Duty("G10-12a", Who(HELP_2010, under_age=30), weeks(13), long_ones, 21, moves=EXCUSE, start=IN_2010[0],
         end=IN_2010[1]),
    Duty("G10-12a", Who(HELP_2010, from_age=30), months(9), offers, 21, moves=EXCUSE, start=IN_2010[0],
         end=IN_2010[1]),
])  # fmt: skip
FOLLOW_UP_2010 = of_contact([
    Series("G10-14", Who(HELP_2010), lambda t: [months(3)(t)], months(3), act("benefit_follow_up"), 14,
           start=IN_2010[0], end=date(2019, 12, 31)),
])  # fmt: skip
REGISTERED_2010 = of_contact([
    Duty("G10-02b", Who(("lab09-1", "lab09-2")), weeks(3), talks, 7, not_after=relativedelta(months=3),
         start=IN_2010[0], end=IN_2010[1]),
])  # fmt: skip
