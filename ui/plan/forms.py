"""The plan's shorter forms: end goal, interim goal, agreement, person, coordinator, pause, stop."""

from __future__ import annotations

from caseworker.base.danish import genitive
from caseworker.base.text import Text, t, tc
from caseworker.people.words import ROLES
from caseworker.plan.content import ActivityLine, AgreementLine, GoalLine, PersonLine
from caseworker.plan.refusals import LONGEST_NAME
from ui.kit.chips import ChoiceChips
from ui.kit.day_field import DateField
from ui.kit.field import NumberField, SelectField, TextField
from ui.kit.form import Form
from ui.kit.long_text import LongText
from ui.kit.words import language, say
from ui.plan.bits import form_columns
from ui.plan.presenter import PlanPresenter, new_record_id
from ui.plan.sheet import Fold, Sheet
from ui.plan.small_acts import agreement_acts, goal_acts, person_acts
from ui.plan.state import PlanState
from ui.plan.words import END_GOAL_CHOICES, SIDES, shortened


def end_goal_sheet(presenter: PlanPresenter) -> Sheet:
    """Return the form of the end goal, with what holds for the whole plan folded below it."""
    state = _state(presenter)
    view = state.view
    goal = view.end_goal if view is not None else None
    form = Form()
    form.add(
        "kind", t("What is it?"), ChoiceChips(END_GOAL_CHOICES, keep_one=True),
        required=t("Choose whether the goal is a job or an education."),
    )  # fmt: skip
    form.add(
        "words", tc("field label", "The end goal"), LongText(lines=2, most_lines=4),
        required=t("Write the goal in the citizen's own way of saying it."),
    )  # fmt: skip
    form.add("due_on", tc("field label", "When"), DateField(presenter.today), note=t("may wait"))
    form.add(
        "own_words", t("{owner} own words", owner=_owner(state.head.call_name)),
        LongText(lines=2, readers=t("Printed unchanged in the citizen's plan")),
    )  # fmt: skip
    folded = ["weekly_capacity", "rules"] if state.confidential else ["weekly_capacity", "rules", "strategy"]
    fold = Fold(form, folded)
    form.add_wide(fold)
    form.add(
        "weekly_capacity", t("Hours a week that the citizen finds possible"),
        NumberField(unit=tc("unit", "hours"), decimals=1, least=0, most=168),
    )  # fmt: skip
    form.add("rules", t("Rules that are agreed"), LongText(lines=2))
    if not state.confidential:
        form.add(
            "strategy",
            tc("field label", "Strategy"),
            LongText(lines=2),
            help_text=t("Why this way to the goal"),
        )
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
    fold.set_open(on=False)
    return Sheet(
        "end_goal", goal.id if goal else new_record_id(), t("The end goal of the plan"), form,
        t("Save the end goal"), is_new=goal is None, fold=fold, first="words" if goal else "kind",
    )  # fmt: skip


def goal_sheet(presenter: PlanPresenter, goal: GoalLine | None) -> Sheet:
    """Return the form of an interim goal."""
    form = Form(columns=form_columns())
    form.add(
        "words",
        t("What is to be reached?"),
        TextField(limit=LONGEST_NAME),
        required=t("Write what is to be reached."),
        span=2,
    )
    form.add(
        "sign", t("How can it be seen that it is reached?"), LongText(lines=2, most_lines=4), span=2,
        help_text=t("A visible sign: what the citizen and others will notice"),
    )  # fmt: skip
    form.add("due_on", t("To be reached by"), DateField(presenter.today))
    form.add("follow_up_on", t("Looked at together"), DateField(presenter.today))
    live = presenter.linkable()
    if live:
        chips = ChoiceChips([(a.id, shortened(a.title)) for a in live], multi=True)
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
    return Sheet(
        "interim_goal", goal.id, t("Interim goal"), form, t("Save the interim goal"), first="words",
        acts=goal_acts(goal),
    )  # fmt: skip


def agreement_sheet(presenter: PlanPresenter, agreement: AgreementLine | None) -> Sheet:
    """Return the form of an agreement."""
    form = Form(columns=form_columns())
    form.add(
        "side", t("Whose agreement is it?"), ChoiceChips(SIDES, keep_one=True), span=2,
        required=t("Choose whose agreement it is."),
    )  # fmt: skip
    form.add(
        "words",
        t("What is agreed?"),
        LongText(lines=2, most_lines=5),
        required=t("Write what is agreed."),
        span=2,
    )
    form.add(
        "due_on", tc("field label", "By"), DateField(presenter.today),
        help_text=t("Without a day, ours is due on the next working day"),
    )  # fmt: skip
    form.add("owner", t("Who does it?"), TextField())
    form.add("made_on", t("Agreed on"), DateField(presenter.today, latest=presenter.today()))
    form.add("confirmed_how", t("How was it confirmed?"), TextField())
    if agreement is None:
        form.set_values({"made_on": presenter.today(), "side": "citizen"})
        return Sheet(
            "agreement", new_record_id(), t("New agreement"), form, t("Save the agreement"), is_new=True,
            again=t("Save and write another"), first="words",
        )  # fmt: skip
    names = ("side", "words", "due_on", "owner", "made_on", "confirmed_how")
    form.set_values({name: getattr(agreement, name) for name in names})
    return Sheet(
        "agreement", agreement.id, tc("form", "Agreement"), form, t("Save the agreement"), first="words",
        acts=agreement_acts(agreement),
    )  # fmt: skip


def person_sheet(presenter: PlanPresenter, person: PersonLine | None) -> Sheet:
    """Return the form of somebody around the citizen."""
    form = Form(columns=form_columns())
    form.add(
        "name",
        tc("field label", "Name"),
        TextField(limit=LONGEST_NAME),
        required=t("Write the name."),
        span=2,
    )
    form.add("role", tc("field label", "Role"), RoleField(limit=LONGEST_NAME))
    form.add("phone", tc("field label", "Phone"), TextField(limit=LONGEST_NAME))
    form.add("does", t("What does the person do in the plan?"), LongText(lines=2, most_lines=4), span=2)
    form.add("from_on", tc("field label", "From"), DateField(presenter.today), note=t("may wait"))
    form.add("to_on", tc("field label", "Until"), DateField(presenter.today), note=t("may wait"))
    if person is None:
        return Sheet(
            "plan_person", new_record_id(), t("New person around the citizen"), form, t("Save the person"),
            is_new=True, again=t("Save and write another"), first="name",
        )  # fmt: skip
    names = ("name", "role", "phone", "does", "from_on", "to_on")
    form.set_values({name: getattr(person, name) for name in names})
    return Sheet(
        "plan_person", person.id, t("Person around the citizen"), form, t("Save the person"), first="name",
        acts=person_acts(person),
    )  # fmt: skip


class RoleField(TextField):
    """A role in plain words; one of the known roles is kept as its code."""

    def value(self) -> str:
        """Return the code of a known role, else the words as typed."""
        words = super().value().strip()
        return next((code for code, name in ROLES.items() if say(name).casefold() == words.casefold()), words)

    def set_value(self, value: object) -> None:
        """Show a role in words."""
        known: Text | None = ROLES.get(str(value or ""))
        super().set_value(say(known) if known is not None else value)


def coordinator_sheet(presenter: PlanPresenter) -> Sheet:
    """Return the form that makes somebody else the coordinator."""
    state = _state(presenter)
    view = state.view
    assert view is not None
    form = Form()
    form.add(
        "coordinator_id", t("Who gathers the threads?"), SelectField([(s.id, s.name) for s in state.staff]),
        required=t("A plan always has a coordinator. Choose who takes over."),
        help_text=t("The one whom the citizen calls first. The new name is part of the next version."),
    )  # fmt: skip
    form.set_values({"coordinator_id": view.coordinator.id if view.coordinator else None})
    return Sheet(
        "coordinator", new_record_id(), tc("form", "Coordinator"), form, t("Save the coordinator"),
        about=view.plan_id, first="coordinator_id",
    )  # fmt: skip


def pause_sheet(presenter: PlanPresenter, activity: ActivityLine) -> Sheet:
    """Return the form that lets an effort rest."""
    form = Form(columns=form_columns())
    form.add(
        "suspended_from",
        t("Rests from"),
        DateField(presenter.today),
        required=t("Write the first day it rests."),
    )
    form.add(
        "suspended_until", t("Goes on again on"), DateField(presenter.today), note=t("may wait"),
        help_text=t("It can be moved"),
    )  # fmt: skip
    form.set_values(
        {
            "suspended_from": activity.suspended_from or presenter.today(),
            "suspended_until": activity.suspended_until,
        }
    )
    title = t("Pause “{effort}”", effort=shortened(activity.title))
    return Sheet(
        "activity_pause", new_record_id(), title, form, t("Pause the effort"), about=activity.id,
        first="suspended_until",
        stored=("suspended_from", "suspended_until") if activity.suspended_from else ("suspended_until",),
    )  # fmt: skip


def stop_sheet(presenter: PlanPresenter, activity: ActivityLine) -> Sheet:
    """Return the form that stops an effort before its time."""
    form = Form()
    form.add(
        "stop_reason", t("Why does it stop?"), LongText(lines=2, readers=t("Stands in the plan's next version")),
        required=t("Write why it stops."),
    )  # fmt: skip
    form.add(
        "to_on", t("Last day"), DateField(presenter.today), required=t("Write its last day."),
    )  # fmt: skip
    form.set_values({"to_on": presenter.today()})
    title = t("Stop “{effort}”", effort=shortened(activity.title))
    return Sheet(
        "activity_stop", new_record_id(), title, form, t("Stop the effort"), about=activity.id,
        first="stop_reason", stored=(),
    )  # fmt: skip


def _owner(name: str) -> str:
    return genitive(name) if language() == "da" else f"{name}'s"


def _state(presenter: PlanPresenter) -> PlanState:
    assert presenter.state is not None
    return presenter.state
