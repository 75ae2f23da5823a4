"""How a case moves between target groups, and what else is asked of some of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.people.fact_checks import cannot_begin
from caseworker.people.model import CaseFile, Citizen, GroupPeriod
from caseworker.people.words import GROUPS
from caseworker.store.work import Work

# Some groups have a second question whose answer decides their deadlines.
DETAIL: Mapping[str, str] = {"lab-1": "insured", "lab-6": "category"}
_MATCHES = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A place in a target group. `match` only has a meaning in the groups of 2010."""

    code: str
    visited_as: str = ""
    insured: str = ""
    category: int | None = None
    match: int | None = None


def change(work: Work, case_id: str, choice: GroupChoice, from_on: date, reason: str = "") -> GroupPeriod:
    """Move a case to another place from a day on; the period before ends the day before.

    What was planned to begin later gives way. In the same group, what is not chosen stays as it was. From the
    present period's own first day it is a correction: that period was never right. Raises UserError for what
    cannot be.
    """
    case = work.get(CaseFile, case_id)
    _check(work, case, choice, from_on)
    periods = work.find(GroupPeriod, GroupPeriod.case_id == case_id, order_by=GroupPeriod.from_on.desc())
    planned = [one for one in periods if one.from_on > max(from_on, work.today())]
    before = next((one for one in periods if one not in planned), None)
    if before is not None:
        if from_on < before.from_on:
            raise UserError(
                t(
                    "The new group can begin {day} at the earliest, when the present one began.",
                    day=before.from_on,
                ),
                Place("case", case_id, "from_on"),
            )
        if choice.code == before.code:
            choice = replace(
                choice,
                insured=choice.insured or before.insured,
                category=choice.category or before.category,
                match=choice.match or before.match,
            )
    for one in planned:
        work.delete(one)
    if before is not None:
        before.to_on = None
        if planned and choice == _place_of(before):
            return before  # it only stays where it is
        if from_on == before.from_on:
            before.code, before.visited_as, before.insured = choice.code, choice.visited_as, choice.insured
            before.category, before.match = choice.category, choice.match
            before.reason, before.set_by = reason, work.author.actor
            return before
        before.to_on = from_on - timedelta(days=1)
    return work.add(
        GroupPeriod(
            citizen_id=case.citizen_id, case_id=case_id, code=choice.code, visited_as=choice.visited_as,
            insured=choice.insured, category=choice.category, match=choice.match, from_on=from_on, reason=reason,
            set_by=work.author.actor,
        )
    )  # fmt: skip


def _check(work: Work, case: CaseFile, choice: GroupChoice, from_on: date) -> None:
    if choice.code not in GROUPS:
        raise UserError(t("Choose the target group."), Place("case", case.id, "group"))
    for name, number in (("category", choice.category), ("match", choice.match)):
        if number is not None and number not in _MATCHES:
            raise UserError(t("Choose a number from 1 to 3."), Place("case", case.id, name))
    born = work.get(Citizen, case.citizen_id).birth_date
    if (wrong := cannot_begin(from_on, born, work.today())) is not None:
        raise UserError(wrong, Place("case", case.id, "from_on"))


def _place_of(period: GroupPeriod) -> GroupChoice:
    return GroupChoice(period.code, period.visited_as, period.insured, period.category, period.match)
