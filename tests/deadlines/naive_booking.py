"""The naive engine's talk after an order to book, and after registering again (rows G20-10, -11), and random lives."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date

from dateutil.relativedelta import relativedelta

from caseworker.deadlines.facts import Contact, Event, Facts, Group
from tests.deadlines import naive
from tests.deadlines.naive import ONE, Result


@dataclass
class Register:
    """What happened to somebody insured: (day, what), orders to book with their last day, and talks."""

    happened: list[tuple[date, str]]
    orders: list[tuple[date, date | None]] = field(default_factory=list)
    talks: list[tuple[date, str]] = field(default_factory=list)  # day, status
    closed: date | None = None


def draw(chance: random.Random) -> tuple[Register, date]:
    """Return a life and the day to ask on."""
    day = date(2024, 1, 8) + chance.randrange(1000) * ONE
    start, found = day, Register([(day, "registered")] if chance.random() < 0.8 else [])
    for _ in range(chance.randrange(1, 4)):
        day += chance.choice([20, 60, 120]) * ONE
        if chance.random() < 0.5:
            given = day - chance.randrange(12) * ONE
            last = None if chance.random() < 0.1 else given + chance.choice([8, 10, 60]) * ONE
            found.orders.append((given, last))
        if chance.random() < 0.5:
            found.happened.append((day + chance.choice([0, 0, 0, -3, 4, 25]) * ONE, "booking_missed"))
        if chance.random() < 0.8:
            found.happened.append((day + chance.choice([0, 0, 1, 5]) * ONE, "deregistered"))
        day += chance.choice([0, 3, 8, 30, 85, 89, 90, 91, 92, 120]) * ONE
        found.happened.append((day, "registered" if chance.random() < 0.1 else "re_registered"))
    length = (day - start).days + 40
    for _ in range(chance.randrange(5)):
        found.talks.append(
            (start + chance.randrange(length) * ONE, chance.choice(["held", "held", "planned"]))
        )
    if chance.random() < 0.2:
        found.closed = start + chance.randrange(length) * ONE
    return found, start + chance.randrange(length) * ONE


def facts(life: Register) -> Facts:
    """Return a life as the engine reads it."""
    happened = [*life.happened] + ([(life.closed, "case_closed")] if life.closed else [])
    events = [Event(type=what, on=day, id=f"e{i}") for i, (day, what) in enumerate(happened)]  # type: ignore[arg-type]
    events += [Event(type="booking_order", on=a, until=b, id=f"o{i}") for i, (a, b) in enumerate(life.orders)]
    talks = [
        Contact(kind="follow_up", on=day, status=status, id=f"k{i}")  # type: ignore[arg-type]
        for i, (day, status) in enumerate(life.talks)
    ]
    return Facts(
        groups=(Group(code="lab-1", from_=date(2023, 1, 2)),), events=tuple(events), contacts=tuple(talks)
    )


def answers(life: Register, today: date) -> dict[date, Result]:
    """Return what there is to do after each time the citizen registered again, by its day."""
    found = {}
    words = ("re_registered", "registered")
    for back in {day for day, what in life.happened if what in words and day <= today}:
        owed = is_owed(life, back, told=(back, "re_registered") in life.happened)
        if owed is False:
            continue
        closed = life.closed if life.closed is not None and back <= life.closed <= today else None
        last = today if closed is None else min(today, closed)
        due = back + 10 * ONE
        met = min((day for day, how in life.talks if how == "held" and back <= day <= last), default=None)
        work = naive.work_before(due, back)
        result = Result(due, work, naive.status(naive.Moment(due, work, today, 5, closed), met), met)
        if owed is None and result.status not in ("met", "moot"):
            result = naive.UNKNOWN
        found[back] = result
    return found


def ordered(life: Register, today: date) -> dict[str, Result]:
    """Return what there is to do after each order to book, by the name of the order."""
    found = {}
    for number, (given, last) in enumerate(life.orders):
        if given > today:
            continue
        stop = taken_off(life, given, last or given, today)
        if life.closed is not None and given <= life.closed <= today:
            stop = min(stop or life.closed, life.closed)
        if last is None:
            over = stop is not None and stop <= today
            found[f"o{number}"] = Result(None, None, "moot" if over else "unknown")
            continue
        until = min(today, stop or today)
        met = min((day for day, how in life.talks if how == "held" and given < day <= until), default=None)
        due = last + 7 * ONE
        work = naive.work_before(due, last)
        status = naive.status(naive.Moment(due, work, today, 5, stop), met)
        found[f"o{number}"] = Result(due, work, status, met)
    return found


def taken_off(life: Register, given: date, last: date, today: date) -> date | None:
    """Return the day of leaving the register after an order, unless back on it by its last day: walked day by day."""
    off = None
    day = given + ONE
    while day <= today:
        here = {what for on, what in life.happened if on == day}
        if here & {"registered", "re_registered"} and day <= last:
            off = None
        if "deregistered" in here:
            off = off or day
        day += ONE
    return off


def is_owed(life: Register, back: date, *, told: bool) -> bool | None:
    """Say whether a talk must be booked on coming back on a day: the time off walked day by day, back to front.

    None: nobody knows. `told`: that it is coming back. Else the time off, or the missed booking, must tell it.
    """
    missed = off = None
    asked = False
    day = back
    first = min(day for day, _ in [*life.happened, *life.orders])
    while day >= first:
        here = {what for on, what in life.happened if on == day}
        if day < back and here & {"registered", "re_registered"}:
            break
        missed = missed or (day if "booking_missed" in here else None)
        off = off or (day if "deregistered" in here else None)
        for given, last in life.orders:
            if (last or given) == day < back:
                asked = asked or not any(given < on <= back for on, _ in life.talks)
        day -= ONE
    if not told and off is None and missed is None:
        return False
    if off is not None and off + relativedelta(months=3) <= back:
        return False
    if missed is not None:
        return True if off is not None or missed + relativedelta(months=3) > back else None
    return None if asked or off is None else False
