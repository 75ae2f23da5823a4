"""When a citizen was away from a rule: out of its groups, off its benefits, or off all of them, and back again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from caseworker.deadlines.applies import Left
from caseworker.deadlines.case import ONE_DAY, Case, is_break
from caseworker.deadlines.rules import Convention
from caseworker.deadlines.spans import NEAR_DAYS

# There nobody need be on a benefit: to be on none is not to be away.
_ON_NONE = frozenset({"integration", "lab-12", "lab-13"})
_EARLIEST = date.min + timedelta(days=NEAR_DAYS)


class Absence(Struct, frozen=True):
    """A time away: the first day out, and the first day in again (None: not known), which may be announced.

    `kept`: no free calendar month lay between (CNT-4), so it is the same time; `why`: what was left first.
    """

    out: date
    back: date | None
    kept: bool
    why: Left

    def covers(self, day: date) -> bool:
        """Return whether the day lies in it."""
        return self.out <= day and (self.back is None or day < self.back)


def circle(codes: frozenset[str], convention: Convention) -> frozenset[str]:
    """Return groups with those of the same contact: in one of these a sibling of the rule asks."""
    found = codes
    for one in convention.one_contact:
        if not one.isdisjoint(codes):
            found |= one
    return found


def absences(
    case: Case, groups: frozenset[str], benefits: frozenset[str], convention: Convention, since: date
) -> Sequence[Absence]:
    """Return the times away from groups and benefits of somebody who was there on a day from `since` on, in order.

    A rule that names no benefits is left by who is off all of them, once on one of this time in the groups. Who waits
    for the first group or benefit is not away. With neither groups nor benefits nobody is.
    """
    if not (groups or benefits) or not (case.groups or case.benefits):
        return ()
    key = groups, benefits, since
    found = case.away.get(key)
    if found is None:
        codes = circle(groups, convention)
        found = case.away[key] = tuple(_absences(case, codes, benefits, convention, since))
    return found


def until(found: Iterable[Absence], left: date, anew: date) -> tuple[Absence, ...]:
    """Return the times away, those since a leaving up to a registration: with it the citizen is back.

    What was still to come on leaving is due then, and over with it, as the registration asks for it anew.
    """
    return tuple(
        replace(one, back=anew, kept=True)
        if one.out < anew and (one.back is None or one.back > left)
        else one
        for one in found
    )


def gone_on(found: Iterable[Absence], day: date) -> tuple[Absence, ...]:
    """Return the times away of what goes on after a closing from a day on: of none before, but days off till then."""
    return tuple(one for one in found if one.back is None or one.back > day or (one.kept and one.back == day))


def registering(found: Sequence[Absence], day: date) -> Absence | None:
    """Return the time away that registering on a day is about: it lies in it, or up to 31 days after coming back."""
    last = next((one for one in reversed(found) if one.out <= day), None)
    if last is None or (last.back is not None and (day - last.back).days > NEAR_DAYS):
        return None
    return last


def _absences(
    case: Case, codes: frozenset[str], types: frozenset[str], convention: Convention, since: date
) -> Iterable[Absence]:
    own = frozenset() if types else _own_help(case, codes, since)
    inside = paid = False
    out: date | None = None
    why: Left = "left_group"
    for day in (since, *(turn for turn in case.turns() if turn > since)):
        groups, drawn = case.there(day)
        in_group = not codes or not case.groups or any(g.code in codes for g in groups)
        if types:
            on_benefit = not case.benefits or not types.isdisjoint(drawn)
        else:
            paid = paid or (in_group and not own.isdisjoint(drawn))
            on_benefit = bool(drawn) or not paid or any(g.code in _ON_NONE for g in groups)
        now = in_group and on_benefit
        if inside and not now:
            out, why = day, "left_benefit" if in_group else "left_group"
        elif now and out is not None:
            yield Absence(out, day, not is_break(out - ONE_DAY, day, convention), why)
            out = None
        inside = now
    if out is not None:
        yield Absence(out, None, kept=False, why=why)


def _own_help(case: Case, codes: frozenset[str], since: date) -> frozenset[str]:
    """Return the benefits that are those of a time in the groups: they began in one of these, or soon before it.

    One that began in another group, or long before, says nothing: who comes from it may wait for the next one.
    """
    near = max(since, _EARLIEST) - timedelta(days=NEAR_DAYS)
    found = set()
    for benefit in case.benefits:
        groups, _ = case.there(benefit.from_)
        if any(g.code in codes for g in groups) if groups else benefit.from_ >= near:
            found.add(benefit.type)
    return frozenset(found)
