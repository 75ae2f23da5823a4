"""The naive engine's cases, written down as the engine reads them."""

from __future__ import annotations

from datetime import date

from caseworker.deadlines.earlier_cases import Earlier, with_earlier
from caseworker.deadlines.facts import (
    Act,
    Assessed,
    Benefit,
    Citizen,
    Contact,
    Event,
    Exemption,
    Facts,
    Group,
    Offer,
    Trait,
    Work,
)
from tests.deadlines.naive import Naive


def facts(case: Naive) -> Facts:
    """Return the case as the engine reads it, with the closed one before it."""
    old = case.old
    if old is None or old.closed is None or case.opened is None:
        return _facts(case)
    earlier = Earlier(min(group.start for group in old.groups), old.closed, _facts(old))
    return with_earlier(_facts(case), case.opened, [earlier])


def _facts(case: Naive) -> Facts:
    name = case.name
    events = [Event(type="first_contact", on=d, id=f"{name}s{i}") for i, d in enumerate(case.contacts)]
    events += [Event(type="registered", on=d, id=f"{name}j{i}") for i, d in enumerate(case.registered)]
    passed_over = tuple(f"{name}k{number}" for number in case.passed_over)
    events += [
        Event(type="meeting_requested", on=d, id=f"{name}r{i}", not_met_by=passed_over)
        for i, d in enumerate(case.requests)
    ]
    events += [Event(type="declined", on=d) for d in case.refusals]
    for place, (day, expected) in enumerate(case.absences):
        events.append(Event(type="first_absence_day", on=day, id=f"{name}a{place}", expected_on=expected))
    events += [Event(type="visited", on=d, id=f"{name}v{i}") for i, d in enumerate(case.visited)]
    events += [
        Event(type="transferred", on=d, id=f"{name}t{i}", benefit="flex_unemployment")
        for i, d in enumerate(case.transfers)
    ]
    events += [Event(type="first_payment", on=d, id=f"{name}y{i}") for i, d in enumerate(case.payments)]
    if case.plan is not None:
        events.append(Event(type="plan_activated", on=case.plan, id=f"{name}p"))
    if case.closed is not None:
        events.append(Event(type="case_closed", on=case.closed, id=f"{name}c"))
    return Facts(
        citizen=Citizen(birth_date=case.born),
        traits=tuple(Trait(trait=t.name, value=t.value, from_=t.start, to=t.end) for t in case.traits),  # type: ignore[arg-type]
        groups=tuple(
            Group(code=g.code, from_=g.start, to=g.end, category=g.category, insured=case.insured)  # type: ignore[arg-type]
            for g in case.groups
        ),
        benefits=tuple(
            Benefit(type=kind, from_=a, to=b, hours=_hours(case, place))  # type: ignore[arg-type]
            for place, (kind, a, b) in enumerate(case.benefits)
        ),
        work=tuple(Work(from_=a, to=b, hours_per_week=hours) for a, b, hours in case.work),
        events=tuple(events),
        contacts=tuple(
            Contact(kind="follow_up", status=status, on=day, channel=channel, id=f"{name}k{i}")  # type: ignore[arg-type]
            for i, (day, status, channel) in enumerate(case.talks)
        ),
        acts=tuple(Act(type=name, on=day) for name, days in case.acts.items() for day in days),  # type: ignore[arg-type]
        offers=tuple(
            Offer(type=kind, from_=a, to=b, id=f"{name}o{i}")  # type: ignore[arg-type]
            for i, (kind, a, b) in enumerate(case.offers)
        ),
        exemptions=tuple(_exemptions(case)),
    )


def _exemptions(case: Naive) -> list[Exemption]:
    found = [Exemption(kind=kind, from_=a, to=b) for kind, a, b in case.exempt]  # type: ignore[arg-type]
    for first, last, day in case.spared:
        found.append(
            Exemption(
                kind="cohort_assessed",
                from_=first,
                to=None if last == date.max else last,
                assessed=Assessed(by="MS", on=day),
            )
        )
    return found


def _hours(case: Naive, place: int) -> dict[str, float] | None:
    """Return the hours of a time on benefit, month by month; each month stands with the first that has it."""
    kind, start, end = case.benefits[place]
    if not case.hours or kind != "unemployment_benefit":
        return None
    first = min(a for _, a, _ in case.benefits)
    five_years = [_number(first) + n for n in range(60)]
    months = {m for m in five_years if _number(start) <= m and (end is None or m <= _number(end))}
    months -= {_number(day) for day in case.no_hours}
    for other, a, b in case.benefits[:place]:
        months -= {m for m in months if other == kind and b is not None and _number(a) <= m <= _number(b)}
    return {f"{m // 12}-{m % 12 + 1:02}": case.hours / 100 for m in months}


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1
