"""Checks on what hangs together: end goal, interim goals, activities and what they contribute."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.base.place import Place
from caseworker.base.text import Text, t, tc, tn
from caseworker.plan.facts import Activity, InterimGoal, PlanFacts
from caseworker.plan.finding import Finding
from caseworker.plan.limits import Limits
from caseworker.plan.wording import near_day


def check(facts: PlanFacts, limits: Limits) -> Iterator[Finding]:
    """Check the chain from end goal over interim goals to activities."""
    yield from _end_goal(facts)
    yield from _interim_goals(facts, limits)
    known = frozenset(goal.id for goal in facts.interim_goals)
    for activity in facts.live_activities:
        yield from _activity(activity, known)
        yield from _tried_before(activity, facts)


def activity_name(activity: Activity) -> Text | str:
    """Return what an activity is called in a sentence."""
    return activity.title or tc("plan", "an effort without a name")


def goal_name(goal: InterimGoal) -> Text | str:
    """Return what an interim goal is called in a sentence."""
    return goal.words or tc("plan", "an interim goal without words")


def _end_goal(facts: PlanFacts) -> Iterator[Finding]:
    if not facts.end_goals:
        yield Finding(
            id="plan.no_end_goal",
            severity="error",
            text=t("The plan has no end goal yet"),
            detail=t("Choose education or job together with the citizen."),
            source="R-027",
            place=Place("plan", facts.plan_id, "end_goal"),
        )
    elif len(facts.end_goals) > 1:
        count = len(facts.end_goals)
        yield Finding(
            id="plan.two_end_goals",
            severity="error",
            text=t("The plan has {count} end goals", count=count),
            detail=t("One plan has one end goal. The others can become interim goals."),
            source="R-027",
            place=Place("plan", facts.plan_id, "end_goal"),
        )
    for goal in facts.end_goals:
        if goal.kind not in ("education", "job") or not goal.words.strip():
            yield Finding(
                id="end_goal.unclear",
                severity="error",
                text=t("The end goal does not say which job or which education"),
                detail=t("Choose education or job, and write the goal so that the citizen recognises it."),
                source="R-027",
                place=Place("end_goal", goal.id, "kind" if goal.words.strip() else "words"),
            )


def _interim_goals(facts: PlanFacts, limits: Limits) -> Iterator[Finding]:
    worked_on = {goal_id for a in facts.live_activities for goal_id in a.goal_ids}
    for goal in facts.open_goals:
        name = goal_name(goal)
        if goal.id not in worked_on:
            yield Finding(
                id="goal.no_activity",
                severity="warning",
                text=t("No effort works on “{goal}”", goal=name),
                detail=t("Link an effort to it, or let the goal wait."),
                source="R-028",
                place=Place("interim_goal", goal.id, "activities"),
            )
        if goal.due_on is None and goal.follow_up_on is None:
            yield Finding(
                id="goal.no_date",
                severity="warning",
                text=t("“{goal}” has no date", goal=name),
                detail=t("A date makes it clear when you look at it together."),
                source="R-029",
                place=Place("interim_goal", goal.id, "due_on"),
            )
        elif goal.due_on is not None and goal.due_on < facts.today:
            yield Finding(
                id="goal.past_date",
                severity="hint",
                text=t(
                    "“{goal}” was to be reached by {day}",
                    goal=name,
                    day=near_day(goal.due_on, facts.today, short=False),
                ),
                detail=t("Is it reached, or does it need another date?"),
                source="R-071",
                place=Place("interim_goal", goal.id, "due_on"),
            )
        if not goal.sign.strip():
            yield Finding(
                id="goal.no_sign",
                severity="warning",
                text=t("“{goal}” does not say how you can see that it is reached", goal=name),
                detail=t("Write what the citizen and others will notice."),
                source="R-029",
                place=Place("interim_goal", goal.id, "sign"),
            )
    count, most = len(facts.open_goals), limits.open_interim_goals.whole
    if count > most:
        yield Finding(
            id="plan.too_many_goals",
            severity="warning",
            text=tn("{count} interim goal is open at once", "{count} interim goals are open at once", count),
            detail=t("More than {most} are hard to keep track of. Some could wait.", most=most),
            source="R-029",
            place=Place("plan", facts.plan_id, "interim_goals"),
        )


def _activity(activity: Activity, known_goals: frozenset[str]) -> Iterator[Finding]:
    name = activity_name(activity)
    if not activity.goal_ids & known_goals:
        yield Finding(
            id="activity.no_goal",
            severity="warning",
            text=t("“{activity}” does not belong to an interim goal", activity=name),
            detail=t("Choose the interim goal that it works on."),
            source="R-028",
            place=Place("activity", activity.id, "goal_ids"),
        )
    if not activity.contribution.strip():
        yield Finding(
            id="activity.no_contribution",
            severity="error",
            text=t("“{activity}” does not say what it does for the goal", activity=name),
            detail=t("Every effort contributes. One sentence is enough."),
            source="R-026",
            place=Place("activity", activity.id, "contribution"),
        )
    if activity.from_on and activity.to_on and activity.to_on < activity.from_on:
        yield Finding(
            id="activity.ends_before_start",
            severity="warning",
            text=t("“{activity}” ends before it starts", activity=name),
            detail=t("It starts {start} and ends {end}.", start=activity.from_on, end=activity.to_on),
            source="R-121",
            place=Place("activity", activity.id, "to_on"),
        )


def _tried_before(activity: Activity, facts: PlanFacts) -> Iterator[Finding]:
    same = [e for e in facts.earlier_efforts if activity.type_code and e.type_code == activity.type_code]
    failed = [e for e in same if e.worked is False]
    if not failed:
        return
    last = max(failed, key=lambda e: (e.to_on is not None, e.to_on or facts.today, e.id))
    again = t("Talk about what should be different this time.")
    if last.to_on and last.reason:
        detail = t(
            "Ended {day}: {reason}. {again}", day=last.to_on, reason=last.reason.rstrip(". "), again=again
        )
    elif last.to_on:
        detail = t("Ended {day}. {again}", day=last.to_on, again=again)
    else:
        detail = again
    yield Finding(
        id="activity.tried_before",
        severity="hint",
        text=t("“{activity}” was tried before and did not help then", activity=activity_name(activity)),
        detail=detail,
        source="R-021",
        place=Place("activity", activity.id, "type_code"),
    )
