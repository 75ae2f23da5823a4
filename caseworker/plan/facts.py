"""What the plan checks know about a plan: plain frozen values, put together by `casework`.

Every list may stand in any order. Days are local calendar days, hours are hours per week unless said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal

Track = Literal["employment", "education", "social", "treatment", "health"]
TRACKS: tuple[Track, ...] = ("employment", "education", "social", "treatment", "health")
# Tracks whose activities lead straight towards a job or an education (domain.md 3).
JOB_DIRECTED: frozenset[Track] = frozenset({"employment", "education"})

GoalStatus = Literal["open", "reached", "adjusted", "given_up"]
ActivityStatus = Literal["planned", "running", "suspended", "ended", "stopped"]
Side = Literal["citizen", "municipality", "company"]


def minute_of_day(moment: time) -> int:
    """Return minutes since midnight."""
    return moment.hour * 60 + moment.minute


def _earlier(end: date | None, day: date) -> date:
    return day if end is None else min(end, day)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to and including `end`; None: no end is known."""

    start: date
    end: date | None

    def holds(self, day: date) -> bool:
        """Return whether the day lies in the period."""
        return self.start <= day and (self.end is None or day <= self.end)

    def shared(self, other: Period) -> Period | None:
        """Return the days that lie in both periods, or None."""
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends, default=None)
        return Period(start, end) if end is None or start <= end else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A fixed time in the week: weekday 0 is Monday, start and end are local wall-clock times."""

    weekday: int
    start: time
    end: time


@dataclass(frozen=True, slots=True, kw_only=True)
class EndGoal:
    """What it all is for (slutmål). `kind` is "education" or "job" (R-027)."""

    id: str
    words: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterimGoal:
    """A step on the way (delmål) with its date and the visible sign that it is reached (R-029).

    `follow_up_on` is the day on which it is looked at together: all that a goal of the screening has at first.
    """

    id: str
    words: str = ""
    due_on: date | None = None
    follow_up_on: date | None = None
    sign: str = ""
    status: GoalStatus = "open"
    reached_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Return whether somebody still works on the goal."""
        return self.status in ("open", "adjusted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One effort of the plan (indsats); with an `offer_type` it is an offer in the sense of the law.

    `travel_minutes` is the way to the place; None means the usual buffer of the limits.
    `suspended_from` to `suspended_until` is a pause; `suspended_until` is the restart date (R-039).
    `visible_to` holds ids of the parties whose edition shows the line.
    """

    id: str
    title: str = ""
    type_code: str = ""
    track: Track = "employment"
    status: ActivityStatus = "planned"
    from_on: date | None = None
    to_on: date | None = None
    slots: tuple[Slot, ...] = ()
    hours_per_week: float | None = None
    travel_minutes: int | None = None
    contribution: str = ""
    decides: str = ""
    carries_out: str = ""
    follows_up: str = ""
    offer_type: str = ""
    granted_on: date | None = None
    education_aim: bool = False
    suspended_from: date | None = None
    suspended_until: date | None = None
    goal_ids: frozenset[str] = frozenset()
    visible_to: frozenset[str] = frozenset()

    @property
    def is_live(self) -> bool:
        """Return whether the activity is planned, running or paused, not ended and not stopped."""
        return self.status in ("planned", "running", "suspended")

    @property
    def never_began(self) -> bool:
        """Return whether the activity was stopped before its first day: then it has no last one."""
        return self.status == "stopped" and self.to_on is None

    @property
    def is_paused(self) -> bool:
        """Return whether a pause is written down, begun or coming."""
        return bool(self.status == "suspended" or self.suspended_from or self.suspended_until)

    def periods(self, undated_from: date) -> tuple[Period, ...]:
        """Return when the activity takes place, its pause left out.

        Without a start date it counts from `undated_from`. A pause without a first day counts from the start.
        """
        start = self.from_on or undated_from
        whole = Period(start, self.to_on)
        if not self.is_paused:
            parts = [whole]
        else:
            pause = self.suspended_from or start
            parts = [Period(start, _earlier(self.to_on, pause - timedelta(days=1)))]
            if self.suspended_until is not None:
                parts.append(Period(max(start, self.suspended_until), self.to_on))
        return tuple(p for p in parts if p.end is None or p.start <= p.end)

    def runs_on(self, day: date) -> bool:
        """Return whether the activity takes place on the day: begun, not over, not stopped, not paused."""
        if not self.is_live or self.from_on is None:
            return False
        return any(period.holds(day) for period in self.periods(self.from_on))

    @property
    def weekly_hours(self) -> float:
        """Return hours per week: the number given, else what the fixed times add up to."""
        return self.fixed_hours if self.hours_per_week is None else self.hours_per_week

    @property
    def fixed_hours(self) -> float:
        """Return the hours per week that the fixed times add up to."""
        minutes = sum(max(0, minute_of_day(s.end) - minute_of_day(s.start)) for s in self.slots)
        return round(minutes / 60, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Something agreed (aftale); on the municipality's side it is a promise with an owner (R-037)."""

    id: str
    side: Side
    words: str = ""
    owner: str = ""
    due_on: date | None = None
    status: Literal["open", "kept", "broken", "cancelled"] = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody around the citizen."""

    id: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """Residential treatment, hospital stay or prison (R-039). `restart_on`: when the plan goes on."""

    id: str
    kind: Literal["residential_treatment", "hospital", "prison"]
    from_on: date
    to_on: date | None = None
    restart_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierEffort:
    """An effort tried before this plan (R-021). `worked` is None where nobody wrote down how it went."""

    id: str
    type_code: str
    title: str = ""
    to_on: date | None = None
    worked: bool | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """The citizen's consent that a party sees lines of the plan; no `activity_ids` means every line."""

    party_id: str
    from_on: date
    to_on: date | None = None
    activity_ids: frozenset[str] = frozenset()

    def covers(self, party_id: str, activity_id: str, day: date) -> bool:
        """Return whether the party may see the activity's line on the day."""
        in_force = self.from_on <= day and (self.to_on is None or day <= self.to_on)
        named = not self.activity_ids or activity_id in self.activity_ids
        return self.party_id == party_id and in_force and named


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """A coming change (move, law, unit, school) or the handover made for one.

    `kind` is "move", "law", "unit", "school" or "age_18", "age_24", "age_30".
    """

    id: str
    kind: str
    on: date
    handed_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """Everything `checks.check` looks at.

    `capacity_hours` is what the citizen says is possible in a week; None: not asked.
    `first_offer_due_on` is the legal date worked out by the deadlines; None: met or no such duty.
    `education_exception`: special grounds are written down (R-042).
    """

    plan_id: str
    today: date
    birth_date: date | None = None
    qualified: bool | None = None
    education_exception: bool = False
    end_goals: tuple[EndGoal, ...] = ()
    interim_goals: tuple[InterimGoal, ...] = ()
    activities: tuple[Activity, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    coordinators: tuple[Person, ...] = ()
    contact_persons: tuple[Person, ...] = ()
    capacity_hours: float | None = None
    stays: tuple[Stay, ...] = ()
    earlier_efforts: tuple[EarlierEffort, ...] = ()
    consents: tuple[Consent, ...] = ()
    parties: tuple[Person, ...] = ()
    first_offer_due_on: date | None = None
    measurement_planned_on: date | None = None
    transitions: tuple[Transition, ...] = ()

    @property
    def live_activities(self) -> tuple[Activity, ...]:
        """Return the planned and running activities that are not already over."""
        return tuple(a for a in self.activities if a.is_live and not (a.to_on and a.to_on < self.today))

    @property
    def open_goals(self) -> tuple[InterimGoal, ...]:
        """Return the interim goals somebody still works on."""
        return tuple(g for g in self.interim_goals if g.is_open)
