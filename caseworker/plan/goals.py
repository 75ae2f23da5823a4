"""What can be done with the end goal and the interim goals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.plan.content import EndGoalLine, GoalData
from caseworker.plan.model import Activity, EndGoal, InterimGoal, Plan
from caseworker.plan.owned import open_plan, required, whose, write
from caseworker.plan.refusals import refuse_days, refuse_long
from caseworker.store.work import Work

END_GOAL_KINDS = ("job", "education")
GOAL_STATUSES = ("open", "reached", "adjusted", "given_up")


def set_end_goal(work: Work, plan_id: str, kind: str, words: str, due_on: date | None = None) -> str:
    """Set the one end goal (R-027), in place of the one there is. `kind` is job or education. Returns its id."""
    plan = open_plan(work, plan_id)
    place = Place("plan", plan_id, "end_goal")
    if kind not in END_GOAL_KINDS:
        raise UserError(t("Choose whether the goal is a job or an education."), place)
    words = required(words, t("Write the goal in the citizen's own way of saying it."), place)
    goals = work.find(EndGoal, EndGoal.plan_id == plan_id, order_by=EndGoal.id)
    given, kept = EndGoalLine(id="", kind=kind, words=words, due_on=due_on), goals[0] if goals else None
    refuse_days(work, plan.citizen_id, given, ("due_on",), Place("end_goal", kept.id if kept else ""), kept)
    if not goals:
        return work.add(EndGoal(kind=kind, words=words, due_on=due_on, **whose(plan))).id
    first, *others = goals
    first.kind, first.words, first.due_on = kind, words, due_on
    for other in others:
        work.delete(other)
    return first.id


def add_goal(work: Work, plan_id: str, data: GoalData) -> str:
    """Add an interim goal after the others. Returns its id."""
    plan = open_plan(work, plan_id)
    data = _checked(work, plan, data, None)
    others = work.find(InterimGoal, InterimGoal.plan_id == plan_id)
    position = 1 + max((goal.position for goal in others), default=-1)
    goal = InterimGoal(
        words=data.words, sign=data.sign, due_on=data.due_on, follow_up_on=data.follow_up_on,
        position=position, **whose(plan),
    )  # fmt: skip
    return work.add(goal).id


def change_goal(work: Work, goal_id: str, data: GoalData) -> None:
    """Write an interim goal anew. A line of the plan will do as data."""
    goal = _goal(work, goal_id)
    write(goal, _checked(work, goal, data, goal), GoalData)


def remove_goal(work: Work, goal_id: str) -> None:
    """Take an interim goal out. Activities that served it stay and no longer name it."""
    goal = _goal(work, goal_id)
    for activity in work.find(Activity, Activity.plan_id == goal.plan_id):
        if goal_id in activity.goal_ids:
            activity.goal_ids = [other for other in activity.goal_ids if other != goal_id]
    work.delete(goal)


def reach_goal(work: Work, goal_id: str, on: date | None = None) -> None:
    """Mark an interim goal as reached, today unless said (R-116)."""
    goal = _goal(work, goal_id)
    day = on or work.today()
    if day > work.today():
        raise UserError(
            t("A goal can be reached today or earlier."), Place("interim_goal", goal_id, "reached_on")
        )
    goal.status, goal.reached_on = "reached", day


def set_goal_status(work: Work, goal_id: str, status: str) -> None:
    """Open an interim goal again, adjust it or give it up. To reach one: `reach_goal`."""
    goal = _goal(work, goal_id)
    if status not in GOAL_STATUSES:
        raise UserError(
            t("Choose how it goes with the interim goal."), Place("interim_goal", goal_id, "status")
        )
    if status == "reached":
        return reach_goal(work, goal_id)
    goal.status, goal.reached_on = status, None
    return None


def order_goals(work: Work, plan_id: str, goal_ids: Sequence[str]) -> None:
    """Put the interim goals in this order; those not named follow."""
    open_plan(work, plan_id)
    place = {goal_id: number for number, goal_id in enumerate(goal_ids)}
    goals = work.find(InterimGoal, InterimGoal.plan_id == plan_id, order_by=InterimGoal.position)
    for number, goal in enumerate(sorted(goals, key=lambda goal: place.get(goal.id, len(place)))):
        goal.position = number


def _goal(work: Work, goal_id: str) -> InterimGoal:
    goal = work.get(InterimGoal, goal_id)
    open_plan(work, goal.plan_id)
    return goal


def _checked(work: Work, of: Plan | InterimGoal, data: GoalData, kept: InterimGoal | None) -> GoalData:
    place = Place("interim_goal", kept.id if kept else "", "words")
    words = required(data.words, t("Write what is to be reached."), place)
    data = replace(data, words=words, sign=data.sign.strip())
    refuse_long(data, ("words",), place, kept)
    refuse_days(work, of.citizen_id, data, ("due_on", "follow_up_on"), place, kept)
    return data
