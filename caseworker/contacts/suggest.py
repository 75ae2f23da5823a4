"""When to meet next: the day that is in time for the most pressing duty and serves the most at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile

from caseworker.base.clock import ZONE, at
from caseworker.base.text import Text, t
from caseworker.base.workdays import add_workdays, is_workday, next_workday, on_or_after

# A talk on the very last day leaves nothing for illness or a burst pipe: so many working days are kept free.
SLACK = 3
# Two talks closer than this are one talk to the citizen (the packs' default min_gap, domain.md 4.1).
MIN_GAP = timedelta(days=7)
_LOOKED_AHEAD = 15  # working days: three weeks
OPEN = frozenset({"open", "due_soon", "missed"})
# Tried in this order where the usual time of day is taken.
TIMES = (
    time(10),
    time(13),
    time(9),
    time(11),
    time(14),
    time(9, 30),
    time(10, 30),
    time(13, 30),
    time(14, 30),
)
# The first free time of a day, or None where all are taken.
Room = Callable[[date], datetime | None]
# The kinds that count as a talk of ours (jobsamtale).
_OURS = frozenset(
    {"first", "follow_up", "joint", "availability", "citizen_requested", "drop_in", "re_registration"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What a deadline asks, as far as a talk can meet it.

    `met_by` holds the contact kinds that meet it (`talk` stands for any of ours) and `measurement` where a
    measurement taken at the talk does. Days are calendar days; `due_on` is the law's, `work_date` the working day
    for it, and `last_safe_date` the last day for the next talk that leaves room for those still asked for after it.
    """

    key: str
    title: Text
    status: str
    work_date: date | None
    due_on: date | None = None
    last_safe_date: date | None = None
    earliest_on: date | None = None
    met_by: frozenset[str] = frozenset({"talk"})
    exempt: tuple[tuple[date, date | None], ...] = ()

    @property
    def limit(self) -> date | None:
        """The last day on which the next talk is in time."""
        days = [day for day in (self.work_date, self.last_safe_date) if day is not None]
        return min(days, default=None)

    @property
    def is_one_of_more(self) -> bool:
        """Whether the next talk is wanted before the date itself, to leave room for others."""
        return self.limit is not None and self.work_date is not None and self.limit < self.work_date

    def rest_on(self, day: date) -> tuple[date, date | None] | None:
        """Return the time without a duty that lies over the day, or None."""
        return next((one for one in self.exempt if one[0] <= day and (one[1] is None or day <= one[1])), None)


@dataclass(frozen=True, slots=True)
class Booked:
    """A time that is taken: `kind` of a talk with this citizen, or empty for somebody else's. `at` is UTC."""

    at: datetime
    minutes: int = 45
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """When and as what kind to meet next. `serves` are the keys of the duties, the most pressing first."""

    day: date
    at: datetime
    kind: str
    serves: tuple[str, ...]
    reason: Text


def suggest(
    duties: Iterable[Duty],
    booked: Sequence[Booked],
    today: date,
    *,
    met_before: bool = True,
    usual: time | None = None,
    minutes: int = 45,
    slack: int = SLACK,
) -> Suggestion | None:
    """Suggest the next talk, or None when no duty asks for one that is not booked already.

    `booked` holds the talks planned with this citizen and the caseworker's other times, `met_before` says
    whether a talk was ever held, `usual` is the time of day the citizen is used to. Only working days after
    today are suggested: in time for the most pressing duty, at a time that is free, with `slack` working
    days to spare where that is possible, and there the latest. What is late gets the first day with room, but
    one before a coming exemption even where none has room. No day in which the citizen is exempt is suggested: one
    before that, else one after.
    """
    first = next_workday(today)
    room = _rooms(booked, usual, minutes)
    lasts = {
        duty: _last(duty, days, first, room)
        for duty in duties
        if _waits(duty, booked, today) and (days := _possible(duty, first))
    }
    if not lasts:
        return None
    waiting = list(lasts)
    pressing = min(waiting, key=lambda duty: (lasts[duty], _limit(duty) < first, duty.key))
    kind = _kind_for(pressing, met_before)
    suited = [duty for duty in waiting if _meets(kind, duty)]
    own = [_day(one) for one in booked if one.kind]
    days = _possible(pressing, first)
    if _limit(pressing) < first:
        days = [_soonest(pressing, days[0], room)]
    last = max(lasts[pressing], first)

    def rank(day: date) -> tuple[bool, bool, int, bool, bool, int]:
        spare = add_workdays(day, slack) <= last
        alone = all(abs(day - other) >= MIN_GAP for other in own)
        free, served = room(day) is not None, len(_served(suited, day, first))
        # Nobody is asked to come twice on one day while another serves.
        return free, day not in own, served, alone, spare, day.toordinal() if spare else -day.toordinal()

    day = max(days, key=rank)
    served = _served(suited, day, first) or [pressing]
    moment = room(day)
    reason = _reason(served, day, today)
    if moment is None:
        hour = usual or TIMES[0]
        moment = at(day, hour.hour, hour.minute)
        reason = t("{reason} Your calendar has no free time before then: move another talk.", reason=reason)
    elif _limit(served[0]) < day and not any(served[0].rest_on(one) for one in (_limit(served[0]), first)):
        reason = t("{reason} This is the first day with room.", reason=reason)
    return Suggestion(day, moment, kind, tuple(duty.key for duty in served), reason)


def _waits(duty: Duty, booked: Sequence[Booked], today: date) -> bool:
    """Whether the duty asks for a talk and none that is planned with the citizen comes in time."""
    if duty.status not in OPEN or duty.limit is None or not duty.met_by:
        return False
    days = [_day(one) for one in booked if one.kind and _meets(one.kind, duty)]
    # Late is late: for what is missed already the next one booked will do, and so it will once the day is past that
    # would have left room for all the others.
    end = (
        date.max
        if duty.status == "missed"
        else duty.limit
        if duty.limit >= today
        else duty.work_date or duty.limit
    )
    return not any(max(today, duty.earliest_on or today) <= day <= end for day in days)


def _day(one: Booked) -> date:
    return one.at.astimezone(ZONE).date()


def _limit(duty: Duty) -> date:
    return duty.limit or date.max


def _by_limit(duty: Duty) -> tuple[date, str]:
    return _limit(duty), duty.key


def _kind_for(duty: Duty, met_before: bool) -> str:
    """Return the kind of talk to plan for a duty."""
    if not met_before and duty.met_by & {"talk", "first"}:
        return "first"
    if duty.met_by & {"talk", "follow_up", "measurement"}:
        return "follow_up"
    return min(duty.met_by)


def _meets(kind: str, duty: Duty) -> bool:
    return kind in duty.met_by or (kind in _OURS and bool(duty.met_by & {"talk", "measurement"}))


def _served(duties: Iterable[Duty], day: date, first: date) -> list[Duty]:
    """Return the duties that a talk on this day meets, in time or as soon as can be; most pressing first."""
    return sorted(
        (
            duty
            for duty in duties
            if (duty.earliest_on or first) <= day
            and (day <= max(_limit(duty), first) or _limit(duty) < first)
            and not duty.rest_on(day)
        ),
        key=_by_limit,
    )


def _last(duty: Duty, days: Sequence[date], first: date, room: Room) -> date:
    """Return the last day in time; where the duty rests then the last possible, where it is late then the soonest."""
    rests = duty.rest_on(_limit(duty)) is not None
    if days[0] > first and (_limit(duty) < first or (not rests and _limit(duty) < days[0])):
        return _soonest(duty, days[0], room)
    return days[-1] if rests else _limit(duty)


def _possible(duty: Duty, first: date) -> list[date]:
    """Return the working days in time on which the duty does not rest; where there is none, those after the rest.

    `first` is the first day at all. Empty where no end of the rest is known.
    """
    days = _workdays(max(first, duty.earliest_on or first), max(_limit(duty), first))
    if possible := [day for day in days if not duty.rest_on(day)]:
        return possible
    day = days[0]
    while (rest := duty.rest_on(day)) is not None:
        if rest[1] is None:
            return []
        day = on_or_after(rest[1] + timedelta(days=1))
    return [one for one in _workdays(day, max(duty.work_date or day, day)) if not duty.rest_on(one)]


def _soonest(duty: Duty, start: date, room: Room) -> date:
    """Return the first day with room for what is late; where none has it before a rest, the last day before that.

    Late is late: rather a later day with room than a time that is taken, but rather that than wait for the end of
    a rest. `start` is the first day that is possible; it is returned where none of the days looked at has room.
    """
    ahead = [start, *(add_workdays(start, number) for number in range(1, _LOOKED_AHEAD))]
    before = list(takewhile(lambda day: not duty.rest_on(day), ahead))
    return next((day for day in before if room(day)), start if before == ahead else before[-1])


def _workdays(start: date, last: date) -> list[date]:
    """Return the working days from start to last; where there is none, the next one after."""
    days = (start + timedelta(days=n) for n in range((last - start).days + 1))
    return [day for day in days if is_workday(day)] or [on_or_after(max(start, last))]


def _rooms(booked: Iterable[Booked], usual: time | None, minutes: int) -> Room:
    """Return what finds the first free time of a day in the calendar."""
    taken: dict[date, list[Booked]] = {}
    for one in booked:
        taken.setdefault(_day(one), []).append(one)
    return lambda day: _free_time(day, taken.get(day, []), usual, minutes)


def _free_time(day: date, taken: Sequence[Booked], usual: time | None, minutes: int) -> datetime | None:
    """Return the first time of the day that nothing else overlaps, the usual one first; None when all are taken."""
    for one in (usual, *TIMES) if usual else TIMES:
        start = at(day, one.hour, one.minute)
        end = start + timedelta(minutes=minutes)
        if not any(other.at < end and start < other.at + timedelta(minutes=other.minutes) for other in taken):
            return start
    return None


def _reason(served: Sequence[Duty], day: date, today: date) -> Text:
    pressing = served[0]
    limit = _limit(pressing)
    if (rest := pressing.rest_on(limit)) is not None and (rest[1] is None or rest[1] >= today):
        return _around(pressing, rest, day)
    if limit < day:
        due = pressing.due_on or pressing.work_date or limit
        if pressing.status == "missed":
            return t(
                "“{duty}” was due {limit:weekday}.", duty=pressing.title, limit=pressing.work_date or due
            )
        if pressing.is_one_of_more:
            return t(
                "“{duty}” is due {due:weekday} at the latest "
                "(last safe day of the next of its talks: {limit:weekday}).",
                duty=pressing.title, due=due, limit=limit,
            )  # fmt: skip
        return t("“{duty}” is due {due:weekday} at the latest.", duty=pressing.title, due=due)
    if len(served) == 1 and pressing.is_one_of_more:
        return t(
            "In time for “{duty}”: the next of its talks should be held by {limit:weekday}.",
            duty=pressing.title,
            limit=limit,
        )
    if len(served) == 1:
        return t("In time for “{duty}”, due {limit:weekday} at the latest.", duty=pressing.title, limit=limit)
    names = joined([t("“{words}”", words=duty.title) for duty in served])
    if pressing.is_one_of_more:
        return t(
            "One talk serves {duties}. For the first of them it should be held by {limit:weekday}.",
            duties=names,
            limit=limit,
        )
    return t(
        "One talk serves {duties}. The first of them is due {limit:weekday} at the latest.",
        duties=names,
        limit=limit,
    )


def _around(duty: Duty, rest: tuple[date, date | None], day: date) -> Text:
    """Say that the last safe day lies in a time in which the citizen is exempt, so that another one is chosen."""
    if day < rest[0]:
        return t(
            "In time for “{duty}”: from {first:weekday} the citizen is exempt.",
            duty=duty.title,
            first=rest[0],
        )
    return t(
        "For “{duty}”: until {last:weekday} the citizen is exempt.", duty=duty.title, last=rest[1] or day
    )


def joined(parts: Sequence[Text]) -> Text:
    """Return the parts as a list in a sentence: “a, b and c”."""
    whole = parts[0]
    for part in parts[1:-1]:
        whole = t("{list}, {next}", list=whole, next=part)
    return t("{list} and {next}", list=whole, next=parts[-1]) if len(parts) > 1 else whole
