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
    """A citizen with an open case, whose name another one bears too. Names with one `sort_key` look the same."""

    case_id: str
    case_no: int
    sort_key: str
    birth_date: date


def apart(people: Iterable[Namesake], today: date) -> dict[str, Text]:
    """Return by case what goes behind the name: the age, else the birthday, else the number of the case.

    All of one name are told apart by the same thing: the first of these that differs for all of them. `people`
    come by `sort_key`.
    """
    found: dict[str, Text] = {}
    for _key, group in groupby(people, key=lambda one: one.sort_key):
        bearers = list(group)
        ages = [age_on(one.birth_date, today) for one in bearers]
        birthdays = [(one.birth_date.month, one.birth_date.day) for one in bearers]
        for one, age in zip(bearers, ages, strict=True):
            if _all_differ(ages):
                found[one.case_id] = t("{age} years old", age=age)
            elif _all_differ(birthdays):
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
