"""What can be done with the activities (indsatser) of a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.people.model import Citizen
from caseworker.plan.catalogue import Catalogue
from caseworker.plan.content import ActivityData, slot_data
from caseworker.plan.facts import TRACKS
from caseworker.plan.model import Activity, InterimGoal, Plan
from caseworker.plan.owned import open_plan, required, whose, write
from caseworker.plan.refusals import refuse_day, refuse_days, refuse_long, refuse_order
from caseworker.store.work import Work

# Further than any plan reaches, and near enough for the calendar to go on.
_FURTHEST = 36_525  # days
_DAYS = ("from_on", "to_on", "granted_on", "asked_on")
_NAMES = ("title", "with_whom", "carries_out", "decides", "follows_up", "place", "phone", "payer")


def add_activity(work: Work, plan_id: str, data: ActivityData) -> str:
    """Add an activity. Returns its id. What is missing is told by the checks, never refused (R-127)."""
    plan = open_plan(work, plan_id)
    data = _checked(work, plan, data, None)
    activity = Activity(track=data.track, title=data.title, **whose(plan))
    write(activity, data, ActivityData, **_stored(data))
    return work.add(activity).id


def from_catalogue(catalogue: Catalogue, code: str) -> ActivityData:
    """Return what the catalogue says of an activity type, in Danish, ready to be changed and added (R-043).

    Raises UserError for a code that the catalogue does not have.
    """
    entry = catalogue.entry(code)
    if entry is None:
        raise UserError(
            t("The catalogue no longer has this kind of effort. Choose another, or write it yourself.")
        )
    return ActivityData(
        track=entry.track, title=entry.name.da, type_code=entry.code, contribution=entry.purpose.da,
        legal_basis=entry.legal_basis, offer_type=entry.offer_type, education_aim=entry.education_aim,
    )  # fmt: skip


def change_activity(work: Work, activity_id: str, data: ActivityData) -> None:
    """Write an activity anew. A line of the plan will do as data."""
    activity = _activity(work, activity_id)
    data = _checked(work, activity, data, activity)
    write(activity, data, ActivityData, **_stored(data))


def move_activity(work: Work, activity_id: str, days: int) -> None:
    """Move an activity with its pause by a number of days, forwards or back."""
    activity = _activity(work, activity_id)
    place = Place("activity", activity_id, "from_on")
    if activity.from_on is None and activity.to_on is None:
        raise UserError(
            t("“{activity}” has no dates yet. Write when it starts.", activity=activity.title), place
        )
    if abs(days) > _FURTHEST:
        days = _FURTHEST if days > 0 else -_FURTHEST
    born, moved = work.get(Citizen, activity.citizen_id).birth_date, {}
    for name in ("from_on", "to_on", "suspended_from", "suspended_until"):
        if (day := getattr(activity, name)) is not None:
            moved[name] = day + timedelta(days=days)
            refuse_day(moved[name], born, work.today(), replace(place, field=name))
    for name, day in moved.items():
        setattr(activity, name, day)


def place_activity(work: Work, activity_id: str, from_on: date | None, to_on: date | None) -> None:
    """Give an activity its first and last day: what dragging an edge of the time line does."""
    activity = _activity(work, activity_id)
    _check_day(work, activity, "from_on", from_on)
    _check_day(work, activity, "to_on", to_on)
    refuse_order(from_on, to_on, Place("activity", activity_id, "to_on"))
    activity.from_on, activity.to_on = from_on, to_on


def suspend_activity(
    work: Work, activity_id: str, from_on: date | None = None, until: date | None = None
) -> None:
    """Let an activity rest from a day (today) until the day it goes on, which may be open for now (R-039)."""
    activity = _activity(work, activity_id)
    start = from_on or work.today()
    _check_day(work, activity, "suspended_from", start)
    _check_day(work, activity, "suspended_until", until)
    if until is not None and until <= start:
        raise UserError(
            t("The day it goes on must lie after {day}.", day=start),
            Place("activity", activity_id, "suspended_until"),
        )
    activity.suspended_from, activity.suspended_until = start, until


def resume_activity(work: Work, activity_id: str, on: date | None = None) -> None:
    """Let a resting activity go on from a day, today unless said. A pause that had not begun is dropped."""
    activity = _activity(work, activity_id)
    day = on or work.today()
    if activity.suspended_from is None or day <= activity.suspended_from:
        activity.suspended_from = activity.suspended_until = None
    else:
        activity.suspended_until = day


def stop_activity(work: Work, activity_id: str, reason: str, on: date | None = None) -> None:
    """Stop an activity before its time, with the reason. Its last day is the day (today).

    One that had not begun never took place: it gets no last day, and rests from the day of the stop for good.
    """
    activity = _activity(work, activity_id)
    reason = required(reason, t("Write why it stops."), Place("activity", activity_id, "stop_reason"))
    day = on or work.today()
    _check_day(work, activity, "to_on", day)
    if activity.from_on is not None and activity.from_on <= work.today():
        refuse_order(activity.from_on, day, Place("activity", activity_id, "to_on"))
    activity.status, activity.stop_reason = "stopped", reason
    if activity.from_on is not None and activity.from_on > day:
        activity.to_on, activity.suspended_from, activity.suspended_until = None, day, None
    else:
        activity.to_on = day


def end_activity(work: Work, activity_id: str, on: date | None = None) -> None:
    """End an activity that has done its work. Its last day is the day (today). Raises UserError before its first."""
    activity = _activity(work, activity_id)
    day = on or work.today()
    if activity.from_on is not None and activity.from_on > work.today():
        raise UserError(
            t("“{activity}” has not begun yet. Stop it instead, or take it out of the plan.",
              activity=activity.title),
            Place("activity", activity_id, "to_on"),
        )  # fmt: skip
    refuse_order(activity.from_on, day, Place("activity", activity_id, "to_on"))
    activity.status, activity.to_on = "ended", day


def remove_activity(work: Work, activity_id: str) -> None:
    """Take an activity out of the plan: for one put in by mistake. Else: `stop_activity`."""
    work.delete(_activity(work, activity_id))


def _activity(work: Work, activity_id: str) -> Activity:
    activity = work.get(Activity, activity_id)
    open_plan(work, activity.plan_id)
    return activity


def _check_day(work: Work, activity: Activity, name: str, day: date | None) -> None:
    if day != getattr(activity, name):
        born = work.get(Citizen, activity.citizen_id).birth_date
        refuse_day(day, born, work.today(), Place("activity", activity.id, name))


def _checked(work: Work, of: Plan | Activity, data: ActivityData, kept: Activity | None) -> ActivityData:
    plan_id = kept.plan_id if kept else of.id
    place = Place("activity", kept.id if kept else "", "title")
    title = required(data.title, t("Write what the effort is called."), place)
    if data.track not in TRACKS:
        raise UserError(t("Choose a track for “{activity}”.", activity=title), replace(place, field="track"))
    refuse_long(data, _NAMES, place, kept)
    refuse_days(work, of.citizen_id, data, _DAYS, place, kept)
    if kept is None or (kept.from_on, kept.to_on) != (data.from_on, data.to_on):
        refuse_order(data.from_on, data.to_on, replace(place, field="to_on"))
    known = {goal.id for goal in work.find(InterimGoal, InterimGoal.plan_id == plan_id)}
    goals = tuple(goal_id for goal_id in data.goal_ids if goal_id in known)
    return replace(data, title=title, contribution=data.contribution.strip(), goal_ids=goals)


def _stored(data: ActivityData) -> dict[str, Any]:
    return {
        "slots": [slot_data(slot) for slot in data.slots],
        "step_up": [{"from_week": step.from_week, "hours": step.hours} for step in data.step_up],
    }
