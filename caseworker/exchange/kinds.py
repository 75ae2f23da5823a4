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
    "activity": tc("record kind", "Efforts"),
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
# One word may be another kind's or another room's as well, so the plural forms of gettext, which know no context,
# do not serve here; Danish and English tell one from all other numbers alike.
_ONE: Mapping[str, Text] = MappingProxyType({
    "activity": tc("one record", "Effort"),
    "agreement": tc("one record", "Agreement"),
    "barrier": tc("one record", "Barrier"),
    "benefit_period": tc("one record", "Benefit period"),
    "case_act": tc("one record", "Act in the case"),
    "case_event": tc("one record", "Event in the case"),
    "case_file": tc("one record", "Case"),
    "citizen": tc("one record", "Citizen"),
    "consent": tc("one record", "Consent"),
    "deadline_override": tc("one record", "Own date for a deadline"),
    "document": tc("one record", "Document"),
    "earlier_effort": tc("one record", "Earlier effort"),
    "end_goal": tc("one record", "End goal"),
    "exemption": tc("one record", "Exemption"),
    "finding": tc("one record", "Finding"),
    "group_period": tc("one record", "Target group"),
    "interim_goal": tc("one record", "Interim goal"),
    "life_event": tc("one record", "Life event"),
    "note": tc("one record", "Journal note"),
    "other_plan": tc("one record", "Other plan"),
    "outreach": tc("one record", "Attempt to reach the citizen"),
    "party": tc("one record", "Partner"),
    "plan": tc("one record", "Plan"),
    "plan_person": tc("one record", "Person in the plan"),
    "plan_version": tc("one record", "Version of the plan"),
    "planned_goal": tc("one record", "Goal from the screening"),
    "primary_contact": tc("one record", "Primary contact"),
    "resource": tc("one record", "Resource"),
    "screening": tc("one record", "Screening"),
    "screening_session": tc("one record", "Screening session"),
    "staff": tc("one record", "Member of staff"),
    "status_change": tc("one record", "Change of status"),
    "talk": tc("one record", "Talk"),
    "talk_request": tc("one record", "Wish for a talk"),
    "trait": tc("one record", "Fact about the citizen"),
    "unit_setting": tc("one record", "Setting of the unit"),
    "work_period": tc("one record", "Work period"),
})  # fmt: skip


def exported_kinds() -> dict[str, type[Record]]:
    """Return the record kinds that leave, by name, in the order of their names."""
    return {name: kind for name, kind in sorted(kinds().items()) if name not in LOCAL_KINDS}


def kind_name(kind: str, count: int = 2) -> Text:
    """Return what so many records of a kind are called."""
    return (_ONE if count == 1 else _NAMES).get(kind, raw(kind))


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
