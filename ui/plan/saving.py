"""From what stands in the plan's forms to what the plan's services take. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import Text, render, t
from caseworker.journal.model import LANGUAGE
from caseworker.plan import service
from caseworker.plan.content import (
    ActivityData,
    ActivityLine,
    AgreementData,
    AgreementLine,
    GoalData,
    GoalLine,
    MadeWith,
    PersonData,
    to_json,
)
from caseworker.plan.versions import freeze
from caseworker.plan.view import PlanView
from caseworker.plan.wording import near_day
from caseworker.store.work import Work
from ui.plan.state import QUICK, moved_goal
from ui.plan.times import read_slots, read_steps

Values = Mapping[str, Any]
Act = Callable[[Work], str]

# Which kind of record a form's draft belongs to: that is how the draft finds its way back to this page.
KIND_OF_FORM = {
    "end_goal": "end_goal",
    "interim_goal": "interim_goal",
    "activity": "activity",
    "activity_pause": "activity",
    "activity_stop": "activity",
    "agreement": "agreement",
    QUICK: "agreement",
    "plan_person": "plan_person",
    "coordinator": "plan_person",
    "plan_version": "plan_version",
}


def end_goal(case_id: str, values: Values) -> Act:
    """Write the end goal with the citizen's own words and what holds for the whole plan; begins a plan."""

    def act(work: Work) -> str:
        plan_id = service.ensure_plan(work, case_id)
        work.flush()
        goal_id = service.set_end_goal(
            work, plan_id, values["kind"] or "", values["words"], values.get("due_on")
        )
        for field in ("own_words", "rules", "strategy"):
            if field in values:
                service.set_words(work, plan_id, field, values[field])
        if "weekly_capacity" in values:
            service.set_weekly_capacity(work, plan_id, _float(values["weekly_capacity"]))
        return goal_id

    return act


def interim_goal(view: PlanView, goal_id: str | None, values: Values, offered: Iterable[ActivityLine]) -> Act:
    """Add or change an interim goal, and link those of the efforts offered that are chosen to it."""
    data = GoalData(
        words=values["words"], sign=values["sign"], due_on=values["due_on"],
        follow_up_on=values["follow_up_on"],
    )  # fmt: skip

    def act(work: Work) -> str:
        if goal_id is None:
            made = service.add_goal(work, view.plan_id, data)
            work.flush()
        else:
            service.change_goal(work, goal_id, data)
            made = goal_id
        if "activities" in values:
            _link(work, offered, made, frozenset(values["activities"]))
        return made

    return act


def _link(work: Work, activities: Iterable[ActivityLine], goal_id: str, chosen: frozenset[str]) -> None:
    for activity in activities:
        linked = goal_id in activity.goal_ids
        if linked == (activity.id in chosen):
            continue
        ids = tuple(one for one in activity.goal_ids if one != goal_id)
        service.change_activity(
            work, activity.id, replace(activity, goal_ids=ids if linked else (*ids, goal_id))
        )


def activity(view: PlanView, line: ActivityLine | None, values: Values) -> Act:
    """Add or change an effort. Fields that the form does not show keep what they hold."""
    data = activity_data(line, values)

    def act(work: Work) -> str:
        if line is None:
            return service.add_activity(work, view.plan_id, data)
        service.change_activity(work, line.id, data)
        return line.id

    return act


def activity_data(line: ActivityLine | None, values: Values) -> ActivityData:
    """Return an effort's data out of the form's values, over what the line holds."""
    known = {field.name for field in fields(ActivityData)}
    given: dict[str, Any] = {name: value for name, value in values.items() if name in known}
    for name in ("goal_ids", "barrier_ids", "visible_to"):
        if name in values:
            given[name] = tuple(values[name])
    given["slots"] = read_slots(values["slots"]).slots
    given["step_up"] = read_steps(values["step_up"]).steps
    given["hours_per_week"] = _float(values["hours_per_week"])
    for name in ("track", "type_code", "offer_type", "legal_basis"):
        given[name] = values.get(name) or ""
    if line is not None:
        return replace(line, **given)
    return ActivityData(**given)


def pause(activity_id: str, values: Values) -> Act:
    """Let an effort rest."""

    def act(work: Work) -> str:
        service.suspend_activity(work, activity_id, values["suspended_from"], values["suspended_until"])
        return activity_id

    return act


def stop(activity_id: str, values: Values) -> Act:
    """Stop an effort before its time."""

    def act(work: Work) -> str:
        service.stop_activity(work, activity_id, values["stop_reason"], values["to_on"])
        return activity_id

    return act


def agreement(case_id: str, line: AgreementLine | None, values: Values) -> Act:
    """Add or change an agreement. A new day may not lie before the one on which it is made."""
    data = AgreementData(
        side=values["side"], words=values["words"], owner=values["owner"], due_on=values["due_on"],
        made_on=values["made_on"], confirmed_how=values["confirmed_how"],
    )  # fmt: skip

    made_on, due_on = data.made_on, data.due_on
    stood = line is not None and (line.made_on, line.due_on) == (made_on, due_on)

    def act(work: Work) -> str:
        if made_on is not None and due_on is not None and due_on < made_on and not stood:
            sentence = t("It cannot be due before it is agreed on {day}. Choose a later day.", day=made_on)
            raise UserError(sentence, Place("agreement", line.id if line else "", "due_on"))
        if line is None:
            return service.add_agreement(work, case_id, data)
        service.change_agreement(work, line.id, data)
        return line.id

    return act


def quick_agreement(case_id: str, side: Any, words: str, due_on: date | None) -> Act:
    """Add an agreement written on one line."""
    return lambda work: service.add_agreement(
        work, case_id, AgreementData(side=side, words=words, due_on=due_on)
    )


def person(view: PlanView, person_id: str | None, values: Values) -> Act:
    """Add or change somebody around the citizen."""
    before = next((one for one in view.content.people if one.id == person_id), None)
    data = PersonData(
        name=values["name"], role=values["role"], does=values["does"], phone=values["phone"],
        party_id=before.party_id if before else None, from_on=values["from_on"], to_on=values["to_on"],
    )  # fmt: skip

    def act(work: Work) -> str:
        if person_id is None:
            return service.add_person(work, view.plan_id, data)
        service.change_person(work, person_id, data)
        return person_id

    return act


def coordinator(view: PlanView, values: Values) -> Act:
    """Make somebody else the coordinator."""

    def act(work: Work) -> str:
        service.set_coordinator(work, view.plan_id, values["coordinator_id"])
        return view.plan_id

    return act


def version(view: PlanView, values: Values) -> Act:
    """Put the plan in force, or agree on a new version of one that is."""
    made_with = MadeWith(on=values["made_on"], where=values["made_where"], how=values["made_how"] or "")

    def act(work: Work) -> str:
        if view.status == "draft":
            return service.activate(work, view.plan_id, made_with, values["reason"])
        # What is undone while the form is sent must not make a version of something else than it listed.
        if freeze(work, view.plan_id) != to_json(view.content):
            raise UserError(
                t(
                    "The plan has just been changed, so no version was made. Look at what has changed, and save again."
                )
            )
        return service.new_version(work, view.plan_id, values["reason"], made_with)

    return act


def move_goal(goal: GoalLine, day: date) -> Act:
    """Give an interim goal another day, as `moved_goal` says."""

    def act(work: Work) -> str:
        service.change_goal(work, goal.id, moved_goal(goal, day))
        return goal.id

    return act


def stored_words(text: Text) -> str:
    """Return words as they are kept in the file: always in the file's language."""
    return render(text, LANGUAGE)


def act_name(form: str, *, is_new: bool) -> Text:
    """Return what saving a form is called: in the change log, and by undo."""
    names = {
        "end_goal": (t("End goal"), t("End goal")),
        "interim_goal": (t("New interim goal"), t("Change an interim goal")),
        "activity": (t("New effort"), t("Change an effort")),
        "activity_pause": (t("Pause an effort"), t("Pause an effort")),
        "activity_stop": (t("Stop an effort"), t("Stop an effort")),
        "agreement": (t("New agreement"), t("Change an agreement")),
        "plan_person": (t("New person in the plan"), t("Change a person in the plan")),
        "coordinator": (t("Change of coordinator"), t("Change of coordinator")),
        "plan_version": (t("Agree on a version of the plan"), t("Agree on a version of the plan")),
    }
    return names[form][0 if is_new else 1]


def done_text(form: str, activity: ActivityLine | None, today: date) -> Text:
    """Return what is said when a form is saved; `activity` is the effort as it stands now that the form was about."""
    coming = _coming(form, activity, today) if activity is not None else None
    if coming is not None:
        return coming
    return {
        "end_goal": t("The end goal is saved."),
        "interim_goal": t("The interim goal is saved."),
        "activity": t("The effort is saved."),
        "activity_pause": t("The effort is paused."),
        "activity_stop": t("The effort is stopped."),
        "agreement": t("The agreement is saved."),
        "plan_person": t("The person is saved."),
        "coordinator": t("The plan has another coordinator."),
    }[form]


def _coming(form: str, activity: ActivityLine, today: date) -> Text | None:
    """Say on which day to come an effort rests or stops."""
    first, last = activity.suspended_from, activity.to_on
    if form == "activity_pause" and first is not None and first > today:
        return t("The effort rests from {day}.", day=near_day(first, today, short=False))
    if form == "activity_stop" and activity.runs_out(today) and last is not None and last > today:
        return t("The effort stops on {day}.", day=near_day(last, today, short=False))
    return None


def _float(number: Any) -> float | None:
    return None if number is None else float(number)
