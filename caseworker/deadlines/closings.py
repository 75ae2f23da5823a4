"""What goes on in a case although it was closed: the closing ended every clock, so it begins anew there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from caseworker.deadlines.case import Case
from caseworker.deadlines.codes import EventType
from caseworker.deadlines.periods import Run, Start
from caseworker.deadlines.spans import NEAR_DAYS
from caseworker.deadlines.time_within import spans_of

_OPENS: tuple[EventType, ...] = (
    "first_contact", "registered", "re_registered", "first_absence_day", "first_payment", "transferred",
    "visited", "taken_over",
)  # fmt: skip
_NEAR = timedelta(days=NEAR_DAYS)


def closed_between(case: Case, first: date, later: date) -> bool:
    """Return whether the case was closed from a day on and before a later one."""
    return any(first <= day < later for day in case.closings)


def begun_anew(
    case: Case, stretches: Sequence[Run], found: Sequence[Start], *, counts_on: bool
) -> Iterator[Start]:
    """Yield the beginnings, after closings, of what is counted on stretches on a benefit that run on over them.

    `found`: the beginnings there are. `counts_on`: the time on the benefit is the citizen's, so it counts on from where
    it began; but nothing falls due before the case went on. Else it counts from there.
    """
    known = list(found)
    for closed in case.closings:
        for run in stretches:
            back = _goes_on(case, closed, {b.type for b in run.records})
            if back is None or run.first > closed:
                continue
            # A stretch is in order of its days.
            here = next((b for b in run.records if b.to is None or b.to >= back), None)
            day = max(here.from_, back) if here is not None else date.max
            if here is None or day > case.today or _known(known, closed, day):
                continue
            start = Start(day, f"{here.type}@{day}", "benefit", here.type)
            if counts_on:
                first = max((s for s in known if run.first <= s.on <= closed), key=lambda s: s.on)
                start = replace(start, on=first.on, missing=first.missing, anew=day)
            known.append(start)
            yield start


def _known(found: Iterable[Start], closed: date, day: date) -> bool:
    """Return whether something begins anew between a closing and a day, or by a transfer about that day."""
    return any(
        closed < s.begins and (s.begins <= day or (s.why == "transfer" and s.begins - day <= _NEAR))
        for s in found
    )


def _goes_on(case: Case, closed: date, types: Iterable[str]) -> date | None:
    """Return the first day after a closing, up to today, on which the case went on, or None where it ended.

    Then a group or such a benefit began, or help was asked for.
    """
    wanted = frozenset(types)
    days = [group.from_ for group in case.groups]
    days += [event.on for event in case.events_of(_OPENS)]
    days += [first for first, _ in spans_of([b for b in case.benefits if b.type in wanted], date.min)]
    return min((day for day in days if closed < day <= case.today), default=None)
