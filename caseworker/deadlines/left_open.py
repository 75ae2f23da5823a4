"""A row of a group that was left open over another benefit: on that the citizen was not in the group."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from caseworker.deadlines.codes import WAGES
from caseworker.deadlines.facts import Benefit, Group
from caseworker.deadlines.spans import NEAR_DAYS

# These are programmes, not kinds of help: one is in them whatever benefit one is on.
_ON_ANY = frozenset({"integration", "lab-11", "lab-12", "lab-13"})
_OF_THE_SICK = frozenset({"lab-6", "lab09-5"})


def on_own_benefit(
    groups: Sequence[Group], benefits: Sequence[Benefit], families: Collection[frozenset[str]]
) -> list[Group]:
    """Return the rows, each without the times between two on its own benefit with another one in between.

    Its own is the benefit whose first day is nearest to the row's, up to 31 days ahead, else the one that ran then or
    came next. Sickness benefit is that of no group but of the sick.
    `families`: benefits that are one under several names. Rows and benefits are in order, as the result is.
    """
    if len(benefits) < 3:
        return list(groups)
    found: list[Group] = []
    for group in groups:
        own = _own(group, benefits, families) if group.code not in _ON_ANY else None
        found += [group] if own is None else _parts(group, benefits, own)
    return found


def _own(
    group: Group, benefits: Sequence[Benefit], families: Collection[frozenset[str]]
) -> frozenset[str] | None:
    none = WAGES if group.code in _OF_THE_SICK else WAGES | {"sickness_benefit"}
    drawn = [b for b in benefits if b.type not in none and (b.to is None or b.to >= group.from_)]
    if not drawn:
        return None
    meant, coming = drawn[0], next((b for b in drawn if b.from_ > group.from_), drawn[0])
    ahead = (coming.from_ - group.from_).days
    if ahead <= NEAR_DAYS and ahead < (group.from_ - meant.from_).days:
        meant = coming
    return frozenset({meant.type}).union(*(one for one in families if meant.type in one))


def _parts(group: Group, benefits: Sequence[Benefit], own: frozenset[str]) -> list[Group]:
    found: list[Group] = []
    last = None  # the last day on the own benefit
    other = False  # another one since
    for benefit in benefits:
        if benefit.type in WAGES or (benefit.to is not None and benefit.to < group.from_):
            continue
        if group.to is not None and benefit.from_ > group.to:
            break
        if benefit.type in own:
            if last is not None and other:
                found.append(replace(group, to=last))
                group = replace(group, from_=benefit.from_)
            last, other = benefit.to, False
        else:
            other = True
    return [*found, group]
