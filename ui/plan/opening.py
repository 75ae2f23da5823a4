"""From a place, a draft or a wish to the form that opens: which form, on what, with the focus where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from caseworker.base.place import Place
from ui.kit.form import Form
from ui.plan.activity_form import activity_sheet
from ui.plan.forms import (
    agreement_sheet,
    coordinator_sheet,
    end_goal_sheet,
    goal_sheet,
    pause_sheet,
    person_sheet,
    stop_sheet,
)
from ui.plan.presenter import PlanPresenter
from ui.plan.sheet import Sheet
from ui.plan.state import DraftRow
from ui.plan.version_form import version_sheet

# What a field of the plan itself opens.
_OF_PLAN = {
    "end_goal": "end_goal",
    "own_words": "end_goal",
    "weekly_capacity": "end_goal",
    "rules": "end_goal",
    "strategy": "end_goal",
    "coordinator": "coordinator",
    "coordinator_id": "coordinator",
    "reason": "plan_version",
    "made_on": "plan_version",
}


@dataclass(frozen=True, slots=True)
class Target:
    """Where a place leads on the page: a form (by key and record), or a part of the page to be looked at."""

    kind: Literal["form", "part", "draft", "none"]
    key: str = ""
    record_id: str = ""
    field: str = ""


def target_of(place: Place, case_id: str) -> Target:
    """Return where a place leads."""
    field, _, record_id = place.field.partition(":")
    if field == "draft" and place.id == case_id:
        return Target("draft", place.kind, record_id)
    if place.kind == "plan":
        if place.field in _OF_PLAN:
            return Target("form", _OF_PLAN[place.field], field=place.field)
        return Target("part", place.field) if place.field else Target("none")
    if place.kind == "activity" and place.field in ("suspended_from", "suspended_until"):
        return Target("form", "activity_pause", place.id, place.field)
    if place.kind == "plan_version":
        return Target("part", "versions")
    if place.kind in ("activity", "interim_goal", "end_goal", "agreement", "plan_person"):
        return Target("form", place.kind, "" if place.id == case_id else place.id, place.field)
    return Target("none")


def make_sheet(presenter: PlanPresenter, key: str, record_id: str) -> Sheet | None:
    """Return the form of a key on a record; a new record for an empty id; None where it is no longer there."""
    view = presenter.view()
    if key == "end_goal":
        return end_goal_sheet(presenter)
    if key == "agreement":
        agreement = presenter.agreement(record_id)
        return agreement_sheet(presenter, agreement) if agreement or not record_id else None
    if view is None:
        return None
    if key in ("coordinator", "plan_version"):
        return coordinator_sheet(presenter) if key == "coordinator" else version_sheet(presenter)
    if key == "interim_goal":
        goal = presenter.goal(record_id)
        return goal_sheet(presenter, goal) if goal or not record_id else None
    if key == "plan_person":
        person = next((p for p in view.content.people if p.id == record_id and not p.is_coordinator), None)
        return person_sheet(presenter, person) if person or not record_id else None
    return _of_activity(presenter, key, record_id)


def is_for(sheet: Sheet, key: str, record_id: str) -> bool:
    """Return whether a form that is open is the one of a key on a record."""
    same = record_id in (sheet.record_id, sheet.about) or (not record_id and sheet.is_new)
    return sheet.key == key and (same or key == "end_goal")


def sheet_of_draft(presenter: PlanPresenter, draft: DraftRow) -> Sheet | None:
    """Return the form that a draft belongs to, under the draft's own id; None where its record is gone."""
    record = draft.about if draft.form in ("activity_pause", "activity_stop") else draft.record_id
    sheet = make_sheet(presenter, draft.form, "" if draft.is_new else record)
    if sheet is None:
        return None
    sheet.record_id = draft.record_id
    if draft.carried is not None and presenter.activity(draft.about) is not None:
        sheet.carried = dict(draft.carried)
    return sheet


def carried_form(presenter: PlanPresenter, sheet: Sheet) -> Form | None:
    """Return the effort's form with what a form carries of it laid over the effort as it stands now."""
    effort = make_sheet(presenter, "activity", sheet.about) if sheet.carried is not None else None
    if effort is None:
        return None
    effort.restore(sheet.carried or {})
    return effort.form


def changed_elsewhere(presenter: PlanPresenter, sheet: Sheet) -> list[tuple[str, str]]:
    """Return what is to be said of changes made elsewhere, of what a form carries too: words with their tones."""
    carried = carried_form(presenter, sheet)
    return [*sheet.form.standing.told(), *(carried.standing.told() if carried is not None else ())]


def _of_activity(presenter: PlanPresenter, key: str, record_id: str) -> Sheet | None:
    activity = presenter.activity(record_id)
    if activity is None:
        return activity_sheet(presenter, None) if key == "activity" and not record_id else None
    if key == "activity":
        return activity_sheet(presenter, activity)
    return (pause_sheet if key == "activity_pause" else stop_sheet)(presenter, activity)
