"""The plan's shorter forms: end goal, interim goal, agreement, person, coordinator, pause, stop."""

from __future__ import annotations

from collections.abc import Callable

from caseworker.base.text import t, tc
from caseworker.plan.content import ActivityLine, AgreementLine, GoalLine, PersonLine
from ui.kit.chips import ChoiceChips
from ui.kit.day_field import DateField
from ui.kit.field import NumberField, SelectField, TextField
from ui.kit.form import Form
from ui.kit.long_text import LongText
from ui.kit.words import say
from ui.plan.presenter import PlanPresenter, new_record_id
from ui.plan.sheet import Fold, Sheet
from ui.plan.words import CONFIRMED, END_GOAL_CHOICES, SIDES, person_role

Close = Callable[[], None]


def end_goal_sheet(presenter: PlanPresenter) -> Sheet:
    """Return the form of the end goal, with what holds for the whole plan folded below it."""
    state = presenter.state
    assert state is not None
    view = state.view
    goal = view.end_goal if view is not None else None
    form = Form()
    form.add("kind", t("What is it?"), ChoiceChips(END_GOAL_CHOICES, keep_one=True),
             required=t("Choose whether the goal is a job or an education."))  # fmt: skip
    form.add("words", t("The end goal"), LongText(lines=2, most_lines=4),
             required=t("Write the goal in the citizen's own way of saying it."))  # fmt: skip
    form.add("due_on", tc("field label", "When"), DateField(presenter.today), note=t("may wait"))
    form.add(
        "own_words",
        t("In {name}'s own words", name=state.head.call_name),
        LongText(lines=2, readers=t("Printed unchanged in the citizen's plan")),
    )
    fold = Fold(form, ("weekly_capacity", "rules", "strategy"))
    form.add_wide(fold)
    form.add(
        "weekly_capacity", t("Hours a week that the citizen finds possible"),
        NumberField(unit=tc("unit", "hours"), decimals=1, least=0, most=168),
    )  # fmt: skip
    form.add("rules", t("Rules that are agreed"), LongText(lines=2))
    form.add("strategy", tc("field label", "Strategy"), LongText(lines=2), help_text=t("Why this way to the goal"))
    fold.set_open(on=False)
    if view is not None:
        form.set_values(
            {
                "kind": goal.kind if goal else None,
                "words": goal.words if goal else "",
                "due_on": goal.due_on if goal else None,
                "own_words": view.own_words,
                "weekly_capacity": view.content.weekly_capacity,
                "rules": view.rules,
                "strategy": view.content.strategy,
            }
        )
    record_id = goal.id if goal is not None else f"goal:{presenter.case_id}"[:36]
    return Sheet(
        "end_goal", record_id, t("The end goal"), form, t("Save the end goal"), is_new=goal is None, fold=fold,
        first="kind" if goal is None else "words",
    )  # fmt: skip


def goal_sheet(presenter: PlanPresenter, goal: GoalLine | None, close: Close) -> Sheet:
    """Return the form of an interim goal."""
    state = presenter.state
    assert state is not None
    view = state.view
    assert view is not None
    form = Form(columns=2)
    form.add("words", t("What is to be reached?"), TextField(), required=t("Write what is to be reached."), span=2)
    form.add(
        "sign", t("How can it be seen that it is reached?"), LongText(lines=2, most_lines=4), span=2,
        help_text=t("A visible sign: what the citizen and others will notice"),
    )  # fmt: skip
    form.add("due_on", t("To be reached by"), DateField(presenter.today))
    form.add("follow_up_on", t("Looked at together"), DateField(presenter.today))
    live = [a for a in state.activities if state.live(a)]
    if live:
        chips = ChoiceChips([(a.id, a.title) for a in live], multi=True)
        form.add("activities", t("Efforts that work on it"), chips, span=2)
    if goal is None:
        return Sheet(
            "interim_goal", new_record_id(), t("New interim goal"), form, t("Save the interim goal"),
            is_new=True, again=t("Save and write another"), first="words",
        )  # fmt: skip
    form.set_values(
        {
            "words": goal.words,
            "sign": goal.sign,
            "due_on": goal.due_on,
            "follow_up_on": goal.follow_up_on,
            "activities": [a.id for a in live if goal.id in a.goal_ids],
        }
    )
    sheet = Sheet(
        "interim_goal", goal.id, t("Interim goal"), form, t("Save the interim goal"), first="words"
    )
    sheet.acts = goal_acts(presenter, goal, close)
    return sheet


def goal_acts(presenter: PlanPresenter, goal: GoalLine, close: Close) -> list[tuple[object, Close]]:  # type: ignore[return]
    """Return what else can be done with an interim goal."""
    raise NotImplementedError(close, presenter, goal)
