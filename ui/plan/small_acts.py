"""Acts on one line of the plan that need no form: reached, given up, ended, taken out. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseworker.base.text import Text, t, tc
from caseworker.plan import service
from caseworker.plan.content import ActivityLine, AgreementLine, GoalLine, PersonLine
from caseworker.store.work import Work


@dataclass(frozen=True, slots=True)
class SmallAct:
    """The words of the button, the name of the act, what it does, and what is said when it is done.

    `removes`: what the form is about is gone afterwards; anything else is done along with saving the form.
    """

    words: Text
    name: Text
    do: Callable[[Work], Any]
    done: Text
    removes: bool = False


def goal_acts(goal: GoalLine) -> list[SmallAct]:
    """Return what can be done with an interim goal."""
    remove = SmallAct(
        t("Take it out"), t("Take an interim goal out"), lambda work: service.remove_goal(work, goal.id),
        t("The interim goal is taken out."), removes=True,
    )  # fmt: skip
    if not goal.is_open:
        reopen = SmallAct(
            t("Open it again"), t("Open an interim goal again"),
            lambda work: service.set_goal_status(work, goal.id, "open"), t("The interim goal is open again."),
        )  # fmt: skip
        return [reopen, remove]
    return [
        SmallAct(
            t("It is reached"), t("Interim goal reached"), lambda work: service.reach_goal(work, goal.id),
            t("The interim goal is reached."),
        ),
        SmallAct(
            t("Give it up"), t("Give an interim goal up"),
            lambda work: service.set_goal_status(work, goal.id, "given_up"),
            t("The interim goal is given up."),
        ),
        remove,
    ]  # fmt: skip


def activity_acts(activity: ActivityLine, today: date) -> list[SmallAct]:
    """Return what can be done with an effort, besides pausing and stopping it."""
    acts = []
    status = activity.status_on(today)
    if status == "suspended" or (activity.suspended_from is not None and status in ("planned", "running")):
        acts.append(
            SmallAct(
                t("Let it go on"), t("Go on with an effort"),
                lambda work: service.resume_activity(work, activity.id), t("The effort goes on from today."),
            )
        )  # fmt: skip
    begun = activity.from_on is None or activity.from_on <= today
    if status in ("running", "suspended") and begun:
        acts.append(
            SmallAct(
                t("End it today"), t("End an effort"), lambda work: service.end_activity(work, activity.id),
                t("The effort is ended."),
            )
        )  # fmt: skip
    acts.append(
        SmallAct(
            t("Take it out"), t("Take an effort out"), lambda work: service.remove_activity(work, activity.id),
            t("The effort is taken out of the plan."), removes=True,
        )
    )  # fmt: skip
    return acts


def agreement_acts(agreement: AgreementLine) -> list[SmallAct]:
    """Return what can be done with an agreement."""
    remove = SmallAct(
        t("Take it out"), t("Take an agreement out"),
        lambda work: service.remove_agreement(work, agreement.id), t("The agreement is taken out."),
        removes=True,
    )  # fmt: skip
    if agreement.status != "open":
        reopen = SmallAct(
            t("Open it again"), t("Open an agreement again"),
            lambda work: service.reopen_agreement(work, agreement.id), t("The agreement is open again."),
        )  # fmt: skip
        return [reopen, remove]
    return [
        SmallAct(
            tc("agreement", "It is kept"), t("Agreement kept"),
            lambda work: service.tick_agreement(work, agreement.id), t("The agreement is kept."),
        ),
        SmallAct(
            t("It was not kept"), t("Agreement not kept"),
            lambda work: service.settle_agreement(work, agreement.id, "broken"),
            t("The agreement is marked as not kept."),
        ),
        SmallAct(
            t("Call it off"), t("Call an agreement off"),
            lambda work: service.settle_agreement(work, agreement.id, "cancelled"),
            t("The agreement is called off."),
        ),
        remove,
    ]  # fmt: skip


def person_acts(person: PersonLine) -> list[SmallAct]:
    """Return what can be done with somebody around the citizen."""
    return [
        SmallAct(
            t("No longer part of it"), t("A person leaves the plan"),
            lambda work: service.end_person(work, person.id), t("Today is the last day in the plan."),
        ),
        SmallAct(
            t("Take the person out"), t("Take a person out of the plan"),
            lambda work: service.remove_person(work, person.id), t("The person is taken out."),
            removes=True,
        ),
    ]  # fmt: skip
