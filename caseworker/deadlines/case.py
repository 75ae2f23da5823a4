"""One citizen's facts, sorted and cut at today: what the engine looks things up in."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from caseworker.base.dates import age_on
from caseworker.deadlines.facts import Act, Benefit, Contact, Event, Exemption, Facts, Group, Offer, Trait
from caseworker.deadlines.left_open import on_own_benefit
from caseworker.deadlines.rules import CategoriesEnd, CategoryMove, Convention

ONE_DAY = timedelta(days=1)
# A trigger may lie a little after the last recorded day: a letter by post counts as received later.
_AFTER_LAST = timedelta(days=31)
_NAMED_MONTHS = Convention()  # what belongs to the case is the same for every pack
_ONE_MONTH_OFF = 30  # days, where a pack reads "one calendar month" as a length


There = tuple[tuple[Group, ...], frozenset[str]]
"""The groups and the benefits of a day."""


class Done(Struct, frozen=True):
    """The days on which a rule was met, those on which it may have been too, and what is not known of them."""

    source: str
    days: list[date]
    perhaps: list[date]
    missing: tuple[str, ...] = ()


class Case:
    """The facts as known on `today`: what lies after it has not happened, but announced periods stand.

    Facts may be told in any order, so everything is sorted here, by day and then by what it says.
    """

    __slots__ = (
        "_there", "_turns", "acts", "away", "before", "begin", "benefits", "closings", "codes", "end", "events",
        "exemptions", "facts", "groups", "held", "met", "next_change", "offers", "today", "traits",
    )  # fmt: skip

    def __init__(
        self,
        facts: Facts,
        today: date,
        categories_end: Mapping[str, CategoriesEnd] | None = None,
        same_benefit: Collection[frozenset[str]] = (),
    ) -> None:
        """`categories_end`, `same_benefit`: as `Packs` has them."""
        ending = categories_end or {}
        self.facts = facts
        self.today = today
        # One with a last day ended nothing: the same time on benefit went on in the citizen's next case.
        self.closings = sorted(
            e.on for e in facts.events if e.type == "case_closed" and e.until is None and e.on <= today
        )
        rows = _timeline(sorted(facts.groups, key=_group_order), self.closings, ending)
        moves = _moves(rows, self.closings, ending, [e for e in facts.events if e.on <= today])
        rows = _joined(_moved(rows, {at: day for at, day in moves.items() if day <= today}, ending),
                       self.closings)  # fmt: skip
        # Where a trait is told more than once, what began last holds.
        self.traits: list[Trait] = sorted(facts.traits, key=_trait_order, reverse=True)
        # Those of an earlier case matter only to a time that takes more than a free month to be over (CNT-5).
        self.before, self.benefits = _by_case(facts)
        self.groups = on_own_benefit(rows, self.benefits, same_benefit)
        self.held: list[Contact] = sorted(
            (c for c in facts.contacts if c.status == "held" and c.on <= today),
            key=lambda c: (c.on, c.id, c.kind),
        )
        self.acts: list[Act] = sorted((a for a in facts.acts if a.on <= today), key=lambda a: (a.on, a.type))
        self.offers: list[Offer] = sorted(facts.offers, key=_offer_order)
        self.exemptions: list[Exemption] = sorted(
            facts.exemptions, key=lambda e: (e.from_, e.kind, _last(e.to))
        )
        self.events: dict[str, list[Event]] = {}
        for event in sorted(facts.events, key=_event_order):
            if event.on <= today:
                self.events.setdefault(event.type, []).append(event)
        self._withdraw()
        self.codes = self._codes()
        # Days on which each rule was met: what rules that wait for another rule are set going by.
        self.met: dict[str, list[Done]] = {}
        self.begin, self.end, change = ends(facts, today)
        self.next_change = min(
            (d for d in (change, *moves.values()) if d is not None and d > today), default=None
        )
        self._turns: list[date] | None = None
        self._there: dict[date, There] = {}
        self.away: dict[
            object, Any
        ] = {}  # what `away.absences` has found: many rules ask about the same groups

    def _withdraw(self) -> None:
        """Leave out a registration that was undone before any group or benefit began: it opens nothing.

        The next one, written as registering again, is the first then.
        """
        help_ = [record.from_ for records in (self.groups, self.benefits) for record in records]
        undone = [e.on for e in self.events.get("deregistered", ()) if e.on < min(help_, default=date.min)]
        told = self.events.get("registered", [])
        if not undone or not told or told[0].on > undone[-1]:
            return
        kept = [e for e in told if e.on > undone[-1]]
        again = self.events.get("re_registered", [])
        if not kept and (first := next((e for e in again if e.on > undone[-1]), None)) is not None:
            kept = [replace(first, type="registered")]
            self.events["re_registered"] = [e for e in again if e is not first]
        self.events["registered"] = kept
        self.events = {kind: found for kind, found in self.events.items() if found}

    def _codes(self) -> frozenset[str]:
        """Return the groups whose rules can concern the case; none (all of them) if something began after the last."""
        last = self.groups[-1].to if self.groups else None
        if last is not None:
            began = [e.on for found in self.events.values() for e in found] + [b.from_ for b in self.benefits]
            if any(last < day <= self.today for day in began):
                return frozenset()
        return frozenset(g.code for g in self.groups)

    def events_of(self, types: Iterable[str]) -> list[Event]:
        """Return the events of these types up to today, by day."""
        found: list[Event] = []
        for kind in types:
            found += self.events.get(kind, ())
        if len(found) > 1:
            found.sort(key=lambda e: (e.on, e.type, e.id))
        return found

    def trait(self, name: str, day: date) -> bool | date | None:
        """Return the value of a trait on a day, or None where nothing is recorded. Work makes employed."""
        for trait in self.traits:
            if trait.trait == name and _within(trait.from_, trait.to, day):
                return trait.value
        if name == "employed" and self.facts.work:
            if any(_within(w.from_, w.to, day) for w in self.facts.work):
                return True
            if any(w.to is not None and w.to < day for w in self.facts.work):
                return False  # the recorded work has ended, and no other has begun
        return None

    def benefits_from(self, start: date) -> list[Benefit]:
        """Return the benefits of this case, with those since `start` of a time that began in an earlier one."""
        return [b for b in self.before if b.to is not None and b.to >= start] + self.benefits

    def there(self, day: date) -> There:
        """Return the groups and the benefits that run on a day (remembered: many rules ask about the same days)."""
        found = self._there.get(day)
        if found is None:
            groups = tuple(g for g in self.groups if g.from_ <= day and (g.to is None or day <= g.to))
            found = groups, frozenset(b.type for b in self.benefits if _within(b.from_, b.to, day))
            self._there[day] = found
        return found

    def turns(self) -> list[date]:
        """Return the days, in order, on which a group, benefit, trait or work begins or is over."""
        if self._turns is None:
            days: set[date] = set()
            for records in (self.groups, self.benefits, self.traits, self.facts.work):
                for record in records:
                    if record.from_ is not None:
                        days.add(record.from_)
                    if record.to is not None:
                        days.add(record.to + ONE_DAY)
            self._turns = sorted(days)
        return self._turns


def birthday(born: date, age: int) -> date:
    """Return the first day on which somebody is so old: for 29 February 1 March, as `age_on` counts."""
    year = born.year + age
    if (born.month, born.day) == (2, 29) and not isleap(year):
        return date(year, 3, 1)
    return born.replace(year=year)


def is_break(last: date, again: date, convention: Convention) -> bool:
    """Return whether the days between `last` and `again` break an unbroken period (CNT-4).

    One calendar month off breaks it: a named month, or 30 days, as the pack says.
    """
    return broken_from(last, convention) <= again


def broken_from(last: date, convention: Convention) -> date:
    """Return the first day on which a period is broken if nothing follows its last day."""
    off = last + ONE_DAY
    if convention.calendar_month == "thirty_days":
        return off + timedelta(days=_ONE_MONTH_OFF)
    first = off if off.day == 1 else (off.replace(day=1) + timedelta(days=32)).replace(day=1)
    return (first + timedelta(days=32)).replace(day=1)


def _within(start: date | None, end: date | None, day: date) -> bool:
    return (start is None or start <= day) and (end is None or day <= end)


def _last(day: date | None) -> date:
    return day or date.max


def _group_order(group: Group) -> tuple[object, ...]:
    rest = (str(group.visited_as), str(group.insured), str(group.match), str(group.category))
    return (group.from_, group.code, _last(group.to), *rest)


def _trait_order(trait: Trait) -> tuple[object, ...]:
    # Of one first day the shorter period says more: it is the exception from the longer one.
    return (trait.from_ or date.min, date.max - _last(trait.to), str(trait.value))


def _event_order(event: Event) -> tuple[object, ...]:
    days = (_last(event.until), _last(event.expected_on))
    return (event.on, event.id, *days, event.by or "", event.benefit or "", event.by_post)


def _offer_order(offer: Offer) -> tuple[object, ...]:
    return (offer.from_, offer.id, offer.type, _last(offer.to), _last(offer.granted_on), offer.education_aim)


def _by_case(facts: Facts) -> tuple[list[Benefit], list[Benefit]]:
    """Return the benefits of earlier cases and those of this one, each in order.

    Benefits are the citizen's, groups and events the case's, with those of the case it goes on from.
    """
    first = min([g.from_ for g in facts.groups] + [e.on for e in facts.events], default=date.min)
    return parted(facts.benefits, first)


def running_into(benefits: Iterable[Benefit], first: date) -> list[Benefit]:
    """Return the benefits in order, without those before the time that a day belongs to."""
    return parted(benefits, first)[1]


def parted(benefits: Iterable[Benefit], first: date) -> tuple[list[Benefit], list[Benefit]]:
    """Return the benefits before the time that a day belongs to, and the others, in order.

    What lies before the day belongs to its time only where it runs on into it without a free calendar month (CNT-4):
    nobody knows what was done in another case.
    """
    found = sorted(benefits, key=lambda b: (b.from_, _last(b.to), b.type))
    for place in reversed(range(len(found))):
        benefit = found[place]
        if benefit.to is not None and benefit.to < first and is_break(benefit.to, first, _NAMED_MONTHS):
            return found[: place + 1], found[place + 1 :]
        first = min(first, benefit.from_)
    return [], found


def _timeline(
    groups: list[Group], closings: list[date], categories_end: Mapping[str, CategoriesEnd]
) -> list[Group]:
    """End a group that has no end on the day before the next one begins, and give it the category that stands on."""
    found: list[Group] = []
    known: int | None = None
    for place, group in enumerate(groups):
        later = groups[place + 1] if place + 1 < len(groups) else None
        if group.to is None and later is not None and later.from_ > group.from_:
            group = replace(group, to=later.from_ - ONE_DAY)
        last = found[-1] if found else None
        goes_on = last is not None and _goes_on(last, group, closings)
        known = known if goes_on else None
        if (end := categories_end.get(group.code)) is not None:
            group = _in_category(group, last if goes_on else None, known, end)
        known = group.category or known
        found.append(group)
    return found


def _joined(groups: list[Group], closings: list[date]) -> list[Group]:
    """Return rows that say the same and adjoin as one, unless the case was closed on the last day of the first."""
    found: list[Group] = []
    for group in groups:
        last = found[-1] if found else None
        if last is not None and last.to is not None and last.to + ONE_DAY == group.from_:
            same = replace(group, from_=last.from_) == replace(last, to=group.to)
            if same and last.to not in closings:
                found[-1] = replace(last, to=group.to)
                continue
        found.append(group)
    return found


def _moves(
    groups: list[Group],
    closings: list[date],
    categories_end: Mapping[str, CategoriesEnd],
    events: list[Event],
) -> dict[int, date]:
    """Return, by row, the day from which on it counts as the category into which whoever is ill so long comes.

    Since the law has no categories nobody can write the move any more.
    """
    found: dict[int, date] = {}
    first = date.min
    for place, group in enumerate(groups):
        if not place or not _goes_on(groups[place - 1], group, closings):
            first = group.from_
        end = categories_end.get(group.code)
        if end is None or end.moved is None or group.category not in end.moved.category:
            continue
        # One of after that day goes by the rules of then, which know no category.
        days = [e.on for e in events if e.type == "first_absence_day" and e.on < end.from_]
        ill = max((day for day in days if _is_of(day, first, closings, end.moved)), default=None)
        day = max(end.from_, end.moved.after.after(ill), group.from_) if ill is not None else None
        if day is not None and (group.to is None or day <= group.to):
            found[place] = day
    return found


def _is_of(absent: date, first: date, closings: list[date], moved: CategoryMove) -> bool:
    """Return whether a first day of absence belongs to a time in a group that began on a day."""
    if any(absent <= day < first for day in closings):
        return False
    return first <= moved.begun_within.after(absent) or not is_break(absent, first, _NAMED_MONTHS)


def _moved(
    groups: list[Group], days: Mapping[int, date], categories_end: Mapping[str, CategoriesEnd]
) -> list[Group]:
    """Return the rows, each in its other category from its day on."""
    found: list[Group] = []
    for place, group in enumerate(groups):
        day = days.get(place)
        if day is None:
            found.append(group)
            continue
        if group.from_ < day:
            found.append(replace(group, to=day - ONE_DAY))
        found.append(replace(group, from_=day, category=categories_end[group.code].otherwise))
    return found


def _goes_on(last: Group, group: Group, closings: list[date]) -> bool:
    """Return whether a row belongs to the same unbroken time in a group as the one before it."""
    if last.code != group.code or last.to is None:
        return False
    closed = any(last.to <= day < group.from_ for day in closings)
    return not closed and not is_break(last.to, group.from_, _NAMED_MONTHS)


def _in_category(group: Group, before: Group | None, known: int | None, end: CategoriesEnd) -> Group:
    """Return a group with its category where the law had none any more when it began, so that nobody can be asked.

    That is the last one known in the same time in the group; without any the one that all come to. Where the row
    before leaves it open, it is still asked what it was then.
    """
    if group.category is not None or group.from_ < end.from_:
        return group
    if known is None and before is not None:
        return group
    return replace(group, category=known or end.otherwise)


def ends(facts: Facts, today: date) -> tuple[date, date, date | None]:
    """Return the first and the last day that anything recorded (or today) lies on, and the next change.

    The next change is the next day after today on which a recorded fact begins, happens or has ended.
    """
    starts: list[date] = [e.on for e in facts.events]
    starts += [c.on for c in facts.contacts if c.status == "held"]
    starts += [a.on for a in facts.acts]
    starts += [o.granted_on for o in facts.offers if o.granted_on is not None]
    starts += [e.assessed.on for e in facts.exemptions if e.assessed is not None]
    stops: list[date] = [e.until for e in facts.events if e.until is not None]
    starts += [e.expected_on for e in facts.events if e.expected_on is not None]
    for records in (facts.groups, facts.benefits, facts.work, facts.offers, facts.exemptions, facts.traits):
        for one in records:
            if one.from_ is not None:
                starts.append(one.from_)
            if one.to is not None:
                stops.append(one.to)
    later = [day for day in starts if day > today] + [day + ONE_DAY for day in stops if day >= today]
    # An offer has ended on its last day, everything else the day after.
    later += [o.to for o in facts.offers if o.to is not None and o.to > today]
    if (born := facts.citizen.birth_date) is not None and born <= today:
        # Rules that hold from or up to an age begin and end on a birthday.
        later.append(birthday(born, age_on(born, today) + 1))
    first = min(starts, default=today)
    last = max(max(starts, default=today), max(stops, default=today), today)
    return min(first, today), last + _AFTER_LAST, min(later, default=None)
