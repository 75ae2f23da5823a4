"""What tells citizens of the same name apart. Pure: who there is in, a word or two for each namesake out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from caseworker.base.dates import age_on
from caseworker.base.text import Text, isolated, t


@dataclass(frozen=True, slots=True)
class Namesake:
    """A citizen in a list, by case, whose name another one bears too. Names with one `sort_key` look the same.

    `citizen_id` tells which cases are of one citizen; without it each is another one's.
    """

    case_id: str
    case_no: int
    sort_key: str
    birth_date: date
    citizen_id: str = ""


def apart(people: Iterable[Namesake], today: date) -> dict[str, Text]:
    """Return by case what goes behind the name: the age, else the birthday, else the number of the case.

    All of one name are told apart by the same thing: the first of these that differs for all of them. `people`
    come by `sort_key`.
    """
    found: dict[str, Text] = {}
    for _key, group in groupby(people, key=lambda one: one.sort_key):
        bearers = list(group)
        born = {one.citizen_id or one.case_id: one.birth_date for one in bearers}.values()
        by_age = _all_differ([age_on(day, today) for day in born])
        by_birthday = _all_differ([(day.month, day.day) for day in born])
        for one in bearers:
            if by_age:
                found[one.case_id] = t("{age} years old", age=age_on(one.birth_date, today))
            elif by_birthday:
                found[one.case_id] = t("born {day:day_month}", day=one.birth_date)
            else:
                found[one.case_id] = t("case {number}", number=one.case_no)
    return found


def with_mark(name: str, mark: str) -> str:
    """Return the name with what tells its bearer apart, in the reader's language."""
    return f"{isolated(name)}, {mark}"


def bare_name(name: str, mark: str) -> str:
    """Return a name `with_mark` without it again: where the mark stands on a line of its own."""
    return name.removesuffix(f", {mark}") if mark else name


def _all_differ(values: Sequence[object]) -> bool:
    return len(set(values)) == len(values)
