"""Finding the plan that a change belongs to, and refusing to change one that is closed."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.people.closed import refuse_closed
from caseworker.plan.model import Plan
from caseworker.store.record import Record
from caseworker.store.work import Work


def open_plan(work: Work, plan_id: str) -> Plan:
    """Return a plan that may be changed. Raises UserError when it is gone or closed, or its case is."""
    plan = work.get(Plan, plan_id)
    if plan.status == "closed":
        raise UserError(
            t("This plan is closed and stays as it is. Open the present plan."), Place("plan", plan_id)
        )
    refuse_closed(work, plan.case_id)
    return plan


def whose(plan: Plan) -> dict[str, Any]:
    """Return the keys that a new record of the plan carries."""
    return {"citizen_id": plan.citizen_id, "case_id": plan.case_id, "plan_id": plan.id}


def write(record: Record, data: Any, kind: type[Any], **instead: Any) -> None:
    """Write the fields of a data class over a record's. `instead` gives what is stored in another shape."""
    for field in fields(kind):
        value = instead[field.name] if field.name in instead else getattr(data, field.name)
        value = list(value) if isinstance(value, tuple) else value
        if getattr(record, field.name) != value:
            setattr(record, field.name, value)


def required(words: str, sentence: Any, place: Place) -> str:
    """Return words without the blanks around them. Raises UserError at the field when none are left."""
    tidy = words.strip()
    if not tidy:
        raise UserError(sentence, place)
    return tidy
