"""What a plan says, as plain frozen values: what is written, what is shown, and what a version freezes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

import msgspec

from caseworker.plan import facts
from caseworker.plan.facts import ActivityStatus, GoalStatus, PlanFacts, Side, Slot, Track

COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True, kw_only=True)
class EndGoalLine:
    """The end goal: `kind` is "job" or "education"."""

    id: str
    kind: str
    words: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalData:
    """What is written about an interim goal."""

    words: str
    sign: str = ""
    due_on: date | None = None
    follow_up_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLine(GoalData):
    """An interim goal as it stands in the plan."""

    id: str
    status: GoalStatus = "open"
    reached_on: date | None = None
    position: int = 0

    @property
    def is_open(self) -> bool:
        """Return whether somebody still works on the goal."""
        return self.status in ("open", "adjusted")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepUp:
    """From a week of the activity on (1 is its first) it takes so many hours a week."""

    from_week: int
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityData:
    """What is written about an activity. Field meanings: `plan.model.Activity`."""

    track: Track
    title: str
    type_code: str = ""
    contribution: str = ""
    goal_ids: tuple[str, ...] = ()
    from_on: date | None = None
    to_on: date | None = None
    hours_per_week: float | None = None
    step_up: tuple[StepUp, ...] = ()
    slots: tuple[Slot, ...] = ()
    with_whom: str = ""
    place: str = ""
    phone: str = ""
    decides: str = ""
    carries_out: str = ""
    follows_up: str = ""
    legal_basis: str = ""
    payer: str = ""
    offer_type: str = ""
    granted_on: date | None = None
    education_aim: bool = False
    asked_on: date | None = None
    barrier_ids: tuple[str, ...] = ()
    internal: bool = False
    visible_to: tuple[str, ...] = ()
    travel_minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityLine(ActivityData):
    """An activity as it stands in the plan. `status` is planned, ended or stopped; see `status_on`."""

    id: str
    status: ActivityStatus = "planned"
    suspended_from: date | None = None
    suspended_until: date | None = None
    stop_reason: str = ""

    @property
    def never_began(self) -> bool:
        """Return whether it was stopped before its first day; `suspended_from` is the day of that, where known."""
        return self.status == "stopped" and self.from_on is not None and self.to_on is None

    def runs_out(self, day: date) -> bool:
        """Return whether it is stopped or ended with a last day to come. One that was stopped runs on that day too."""
        if self.status not in ("ended", "stopped") or self.to_on is None:
            return False
        begun = self.from_on is not None and self.from_on <= day and not self._rests_on(day)
        return day < self.to_on or (self.status == "stopped" and begun and day == self.to_on)

    def status_on(self, day: date) -> ActivityStatus:
        """Return what the activity is on a day: planned, running, suspended, ended or stopped.

        One that is stopped with a last day to come goes on until then; on its last day it still runs.
        """
        if self.status in ("ended", "stopped") and not self.runs_out(day):
            return self.status
        if self.to_on is not None and self.to_on < day:
            return "ended"
        if self._rests_on(day):
            return "suspended"
        return "running" if self.from_on is not None and self.from_on <= day else "planned"

    def _rests_on(self, day: date) -> bool:
        begun = self.suspended_from is not None and self.suspended_from <= day
        return begun and (self.suspended_until is None or day < self.suspended_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementData:
    """What is agreed. Empty owner and dates get their defaults when it is saved (R-037)."""

    side: Side
    words: str
    owner: str = ""
    due_on: date | None = None
    made_on: date | None = None
    talk_id: str | None = None
    confirmed_how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementLine(AgreementData):
    """An agreement as it stands."""

    id: str
    status: str = "open"
    done_on: date | None = None

    def overdue(self, today: date) -> bool:
        """Return whether it is open and its day has passed."""
        return self.status == "open" and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonData:
    """What is written about somebody around the citizen."""

    name: str
    role: str = ""
    does: str = ""
    phone: str = ""
    party_id: str | None = None
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine(PersonData):
    """Somebody around the citizen. The coordinator has the role "coordinator" and the staff id as `id`."""

    id: str

    @property
    def is_coordinator(self) -> bool:
        """Return whether this is the coordinator (tovholder)."""
        return self.role == COORDINATOR


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacedPlan:
    """A plan of another authority that this one takes the place of (R-024)."""

    id: str
    name: str
    kind: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeWith:
    """That a version was made with the citizen: when, where, and how it was confirmed (R-124)."""

    on: date
    where: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContent:
    """Everything a plan says. `people` begins with the coordinator; goals stand in their order."""

    end_goals: tuple[EndGoalLine, ...] = ()
    own_words: str = ""
    interim_goals: tuple[GoalLine, ...] = ()
    activities: tuple[ActivityLine, ...] = ()
    people: tuple[PersonLine, ...] = ()
    agreements: tuple[AgreementLine, ...] = ()
    rules: str = ""
    strategy: str = ""
    weekly_capacity: float | None = None
    replaces: tuple[ReplacedPlan, ...] = ()


# What became of an earlier effort: the words that mean it worked, and those that mean it did not.
_WORKED = frozenset({"helped", "completed", "job", "education"})
_FAILED = frozenset({"no_help", "interrupted"})


def effort_worked(result: str) -> bool | None:
    """Return whether an earlier effort with this result worked; None where that is not known."""
    if result in _WORKED:
        return True
    return False if result in _FAILED else None


def to_json(content: PlanContent) -> dict[str, Any]:
    """Return a plan as plain JSON data: what a version freezes."""
    data: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(content))
    return data


def from_json(data: dict[str, Any]) -> PlanContent:
    """Read a frozen plan back. Fields that came later get their defaults."""
    return msgspec.convert(data, PlanContent)


def slot_data(slot: Slot) -> dict[str, Any]:
    """Return a fixed time as it is stored: {"weekday", "start": "09:00", "end": "12:00"}."""
    return {"weekday": slot.weekday, "start": f"{slot.start:%H:%M}", "end": f"{slot.end:%H:%M}"}


def slot_of(data: dict[str, Any]) -> Slot:
    """Read a stored fixed time back."""
    return Slot(
        weekday=data["weekday"], start=time.fromisoformat(data["start"]), end=time.fromisoformat(data["end"])
    )


def facts_of(content: PlanContent, plan_id: str, today: date) -> PlanFacts:
    """Return what the plan's own records say to the checks. What other rooms know is added by casework."""
    people = content.people
    return PlanFacts(
        plan_id=plan_id,
        today=today,
        end_goals=tuple(facts.EndGoal(id=g.id, words=g.words, kind=g.kind) for g in content.end_goals),
        interim_goals=tuple(goal_fact(goal) for goal in content.interim_goals),
        activities=tuple(activity_fact(activity, today) for activity in content.activities),
        agreements=tuple(_agreement_fact(agreement) for agreement in content.agreements),
        coordinators=tuple(facts.Person(id=p.id, name=p.name) for p in people if p.is_coordinator),
        contact_persons=tuple(
            facts.Person(id=p.id, name=p.name) for p in people if p.to_on is None or p.to_on >= today
        ),
        capacity_hours=content.weekly_capacity,
    )


def goal_fact(goal: GoalLine) -> facts.InterimGoal:
    """Return an interim goal as the checks and the time line take it."""
    return facts.InterimGoal(
        id=goal.id, words=goal.words, due_on=goal.due_on, follow_up_on=goal.follow_up_on, sign=goal.sign,
        status=goal.status, reached_on=goal.reached_on,
    )  # fmt: skip


def activity_fact(activity: ActivityLine, today: date) -> facts.Activity:
    """Return an activity as the checks, the week and the time line take it on a day."""
    return facts.Activity(
        id=activity.id, title=activity.title, type_code=activity.type_code, track=activity.track,
        status="planned" if activity.runs_out(today) else activity.status,
        from_on=activity.from_on, to_on=activity.to_on, slots=activity.slots,
        hours_per_week=activity.hours_per_week, travel_minutes=activity.travel_minutes,
        contribution=activity.contribution, decides=activity.decides, carries_out=activity.carries_out,
        follows_up=activity.follows_up, offer_type=activity.offer_type, granted_on=activity.granted_on,
        education_aim=activity.education_aim, suspended_from=activity.suspended_from,
        suspended_until=activity.suspended_until, goal_ids=frozenset(activity.goal_ids),
        visible_to=frozenset(activity.visible_to),
    )  # fmt: skip


def _agreement_fact(agreement: AgreementLine) -> facts.Agreement:
    return facts.Agreement(
        id=agreement.id, side=agreement.side, words=agreement.words, owner=agreement.owner,
        due_on=agreement.due_on, status=agreement.status,  # type: ignore[arg-type]
    )  # fmt: skip
