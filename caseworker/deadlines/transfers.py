"""Which transfers to a benefit begin a period on it (CNT-2 to CNT-4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caseworker.deadlines.case import Case, is_break
from caseworker.deadlines.facts import Benefit, Event
from caseworker.deadlines.rules import Convention
from caseworker.deadlines.spans import NEAR_DAYS
from caseworker.deadlines.time_within import spans_of


def source_of(event: Event) -> str:
    """Return the event's id, or a name made of its type and day."""
    return event.id or f"{event.type}@{event.on}"


def transfers_to(case: Case, types: frozenset[str], convention: Convention) -> list[Event]:
    """Return the transfers to these benefits that may begin a period, by day.

    One that is written far behind the first day on the benefit, which has run on since, is no new benefit (CNT-3). Nor
    is one on coming back to it with no free calendar month (CNT-4) and no other benefit between. One written far ahead
    of a time on it, and far from every other, is about none that began: that time counts from its own first day.
    """
    found = [e for e in case.events.get("transferred", ()) if e.benefit in types]
    return [e for e in found if not _goes_on(case, e, types, convention)]


def _goes_on(case: Case, event: Event, types: frozenset[str], convention: Convention) -> bool:
    """Return whether the benefit of a transfer, or the period on it, had begun before and goes on."""
    spans = spans_of([b for b in case.benefits if b.type == event.benefit], date.min)
    near = [place for place, (first, _) in enumerate(spans) if abs((event.on - first).days) <= NEAR_DAYS]
    if not near:
        return any(event.on <= last for _, last in spans)
    # Of two beginnings it speaks of the nearer one.
    first = spans[min(near, key=lambda one: abs((event.on - spans[one][0]).days))][0]
    # What is one benefit under two names goes on from one to the other, where both are asked about.
    same = next((one for one in convention.same_benefit if event.benefit in one), frozenset()) & types
    own = [b for b in case.benefits if b.type == event.benefit or b.type in same]
    before = [b.to or date.max for b in own if b.from_ < first]
    return bool(before) and _same_period(case, max(before), first, own, convention)


def _same_period(case: Case, last: date, first: date, own: list[Benefit], convention: Convention) -> bool:
    """Return whether nothing parts two times on a benefit: no free month, no other benefit, no closing."""
    others = [b for b in case.benefits if b not in own]
    return (
        not is_break(last, first, convention)
        and not any(b.from_ < first and (b.to is None or b.to > last) for b in others)
        and not any(last <= day < first for day in case.closings)
    )


def is_told(benefit: Benefit, transfers: Sequence[Event]) -> bool:
    """Return whether a transfer stands for the beginning of this benefit."""
    return any(e.benefit == benefit.type and abs((e.on - benefit.from_).days) <= NEAR_DAYS for e in transfers)
