"""How a case moves between target groups, and what else is asked of some of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar

from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.people.closed import refuse_closed
from caseworker.people.fact_checks import cannot_begin
from caseworker.people.model import CaseFile, Citizen, GroupPeriod
from caseworker.people.words import GROUP_CHOICES, GROUPS, USUAL_BENEFIT
from caseworker.store.work import Work

# Some groups have a second question whose answer decides their deadlines.
DETAIL: Mapping[str, str] = {"lab-1": "insured", "lab-6": "category"}
_WITH_ANY = "lab-12"  # its rules ask for a category (LAB § 61)
_MATCHES = (1, 2, 3)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A place in a target group. `match` only has a meaning in the groups of 2010."""

    code: str
    visited_as: str = ""
    insured: str = ""
    category: int | None = None
    match: int | None = None


def visited_into(code: str, visited_as: str) -> GroupChoice:
    """Return where a category found in a screening leads somebody in this group.

    In cash benefit and education help the category makes the group (LAB § 6): of two the one with the same benefit.
    The self-supporting have a category in their group. In every other group it says nothing of the group.
    """
    mine = [category for group, category in GROUP_CHOICES if group == code]
    fitting = [group for group, category in GROUP_CHOICES if category == visited_as]
    if code == _WITH_ANY or code in fitting:
        return GroupChoice(code, visited_as)
    if not any(mine) or not fitting:
        return GroupChoice(code, "" if not any(mine) else mine[0])
    same = [group for group in fitting if USUAL_BENEFIT[group] == USUAL_BENEFIT[code]]
    return GroupChoice((same or fitting)[0], visited_as)


class Stretch(Protocol):
    """What is asked of a period in a target group, stored or read."""

    @property
    def code(self) -> str: ...  # noqa: D102 - the fields of a group period
    @property
    def visited_as(self) -> str: ...  # noqa: D102
    @property
    def insured(self) -> str: ...  # noqa: D102
    @property
    def category(self) -> int | None: ...  # noqa: D102
    @property
    def match(self) -> int | None: ...  # noqa: D102
    @property
    def from_on(self) -> date: ...  # noqa: D102


P = TypeVar("P", bound=Stretch)


@dataclass(frozen=True, slots=True)
class Move(Generic[P]):
    """What a change does: the period it follows on, the whole choice, and what of the planned goes and what stays.

    `only_stays`: the choice is where the case is already, so that nothing begins and only the planned goes.
    `corrects`: it holds from the first day of the period before, which thus never was.
    """

    before: P | None
    choice: GroupChoice
    gone: tuple[P, ...]
    kept: tuple[P, ...]
    only_stays: bool
    corrects: bool


def move_of(periods: Iterable[P], choice: GroupChoice, from_on: date, today: date) -> Move[P]:
    """Work out what a change from a day on does to the periods of a case, before it is made.

    What is planned from that day on gives way. In the same group, what is not chosen stays as it was; and where
    only the place in the group changes, a planned change to another group still holds.
    """
    newest_first = sorted(periods, key=lambda one: one.from_on, reverse=True)
    planned = [one for one in newest_first if one.from_on > today and one.from_on >= from_on]
    before = next((one for one in newest_first if one not in planned), None)
    corrected = [one for one in planned if one.from_on == from_on]
    for same in [*corrected, *([before] if before is not None else [])]:
        if same.code == choice.code:
            choice = replace(
                choice,
                insured=choice.insured or same.insured,
                category=choice.category or same.category,
                match=choice.match or same.match,
            )
            break
    only_stays = bool(planned) and before is not None and choice == _place_of(before)
    kept: list[P] = []
    if before is not None and before.code == choice.code and not only_stays:
        later = [one for one in planned if one not in corrected and one.code != choice.code]
        kept = [one for one in planned if later and one.from_on >= later[-1].from_on]
    gone = tuple(one for one in planned if one not in kept)
    corrects = before is not None and before.from_on == from_on and not only_stays
    return Move(before, choice, gone, tuple(kept), only_stays, corrects)


def change(work: Work, case_id: str, choice: GroupChoice, from_on: date, reason: str = "") -> GroupPeriod:
    """Move a case to another place from a day on; the period before ends the day before (see `move_of`).

    From the present period's own first day it is a correction: that period was never right. Raises UserError for
    what cannot be.
    """
    case = work.get(CaseFile, case_id)
    _check(work, case, choice, from_on)
    periods = work.find(GroupPeriod, GroupPeriod.case_id == case_id, order_by=GroupPeriod.from_on.desc())
    move = move_of(periods, choice, from_on, work.today())
    before, choice = move.before, move.choice
    if before is not None and from_on < before.from_on:
        raise UserError(
            t(
                "The new group can begin {day} at the earliest, when the present one began.",
                day=before.from_on,
            ),
            Place("case", case_id, "from_on"),
        )
    for one in move.gone:
        work.delete(one)
    last = move.kept[-1].from_on - _ONE_DAY if move.kept else None
    if before is not None:
        before.to_on = last
        if move.only_stays:
            return before
        if move.corrects:
            before.code, before.visited_as, before.insured = choice.code, choice.visited_as, choice.insured
            before.category, before.match = choice.category, choice.match
            before.reason, before.set_by = reason, work.author.actor
            return before
        before.to_on = from_on - _ONE_DAY
    return work.add(
        GroupPeriod(
            citizen_id=case.citizen_id, case_id=case_id, code=choice.code, visited_as=choice.visited_as,
            insured=choice.insured, category=choice.category, match=choice.match, from_on=from_on, to_on=last,
            reason=reason, set_by=work.author.actor,
        )
    )  # fmt: skip


def _check(work: Work, case: CaseFile, choice: GroupChoice, from_on: date) -> None:
    refuse_closed(work, case.id)
    if choice.code not in GROUPS:
        raise UserError(t("Choose the target group."), Place("case", case.id, "group"))
    for name, number in (("category", choice.category), ("match", choice.match)):
        if number is not None and number not in _MATCHES:
            raise UserError(t("Choose a number from 1 to 3."), Place("case", case.id, name))
    born = work.get(Citizen, case.citizen_id).birth_date
    if (wrong := cannot_begin(from_on, born, work.today())) is not None:
        raise UserError(wrong, Place("case", case.id, "from_on"))


def _place_of(period: Stretch) -> GroupChoice:
    return GroupChoice(period.code, period.visited_as, period.insured, period.category, period.match)
