"""Which record kinds leave, and what each is called. Importing this module makes every kind known."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import caseworker.contacts.model
import caseworker.deadlines.model
import caseworker.journal.model
import caseworker.people.model
import caseworker.plan.model
import caseworker.screening.model  # noqa: F401 - the imports register the record kinds
from caseworker.base.text import Text, raw, tc
from caseworker.exchange.model import LOCAL_KINDS
from caseworker.store.record import Record, kinds

_NAMES: Mapping[str, Text] = MappingProxyType({
    "activity": tc("record kind", "Activities"),
    "agreement": tc("record kind", "Agreements"),
    "barrier": tc("record kind", "Barriers"),
    "benefit_period": tc("record kind", "Benefit periods"),
    "case_act": tc("record kind", "Acts in the case"),
    "case_event": tc("record kind", "Events in the case"),
    "case_file": tc("record kind", "Cases"),
    "citizen": tc("record kind", "Citizens"),
    "consent": tc("record kind", "Consents"),
    "deadline_override": tc("record kind", "Own dates for deadlines"),
    "document": tc("record kind", "Documents"),
    "earlier_effort": tc("record kind", "Earlier efforts"),
    "end_goal": tc("record kind", "End goals"),
    "exemption": tc("record kind", "Exemptions"),
    "finding": tc("record kind", "Findings"),
    "group_period": tc("record kind", "Target groups"),
    "interim_goal": tc("record kind", "Interim goals"),
    "life_event": tc("record kind", "Life events"),
    "note": tc("record kind", "Journal notes"),
    "other_plan": tc("record kind", "Other plans"),
    "outreach": tc("record kind", "Attempts to reach the citizen"),
    "party": tc("record kind", "Partners"),
    "plan": tc("record kind", "Plans"),
    "plan_person": tc("record kind", "People in the plan"),
    "plan_version": tc("record kind", "Versions of the plan"),
    "planned_goal": tc("record kind", "Goals from the screening"),
    "primary_contact": tc("record kind", "Primary contacts"),
    "resource": tc("record kind", "Resources"),
    "screening": tc("record kind", "Screenings"),
    "screening_session": tc("record kind", "Screening sessions"),
    "staff": tc("record kind", "Staff"),
    "status_change": tc("record kind", "Changes of status"),
    "talk": tc("record kind", "Talks"),
    "talk_request": tc("record kind", "Wishes for a talk"),
    "trait": tc("record kind", "Facts about the citizen"),
    "unit_setting": tc("record kind", "Settings of the unit"),
    "work_period": tc("record kind", "Work periods"),
})  # fmt: skip


def exported_kinds() -> dict[str, type[Record]]:
    """Return the record kinds that leave, by name, in the order of their names."""
    return {name: kind for name, kind in sorted(kinds().items()) if name not in LOCAL_KINDS}


def kind_name(kind: str) -> Text:
    """Return what a record kind is called, in the plural."""
    return _NAMES.get(kind, raw(kind))


def citizen_of(kind: str, record_id: str, fields: Mapping[str, object]) -> str | None:
    """Return the id of the citizen a record is about, or None for registers."""
    if kind == "citizen":
        return record_id
    found = fields.get("citizen_id")
    return found if isinstance(found, str) else None


def links_of(kind: type[Record]) -> dict[str, str]:
    """Return the fields of a record kind that name another record, each with that record's kind."""
    found = {
        column.name: key.column.table.name for column in kind.__table__.columns for key in column.foreign_keys
    }
    return found | _MORE_LINKS.get(kind.__tablename__, {})


# Links that the store does not enforce, because the two records come in any order.
_MORE_LINKS: Mapping[str, dict[str, str]] = MappingProxyType({
    "agreement": {"talk_id": "talk"},
    "planned_goal": {"goal_id": "interim_goal"},
})  # fmt: skip
