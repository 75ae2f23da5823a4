"""The acts of the overview: how each form begins, what it does to the case, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from caseworker.base.text import Text, t, tn
from caseworker.contacts import service as contacts
from caseworker.contacts.words import CASE_CLOSED
from caseworker.people import facts, groups, service, staff
from caseworker.people.fact_kinds import KINDS
from caseworker.people.groups import DETAIL, GroupChoice
from caseworker.store.work import Work
from ui.people import fact_values, group_change
from ui.people.fact_values import FACT, data_of
from ui.people.overview_state import OverviewState, booked_talks

EDIT, GROUP, CONTACT, CLOSE = "edit_citizen", "change_group", "change_contact", "close_case"
FORMS = (EDIT, GROUP, CONTACT, CLOSE, FACT)
OTHER_COLLEAGUE = "other"
EDITED = (
    "name", "call_name", "cpr", "birth_date", "phone", "email", "address", "postal_code", "city", "interpreter",
    "protected_address",
)  # fmt: skip
_NAMES: dict[str, tuple[Text, Text]] = {
    EDIT: (t("Change of the citizen's data"), t("The data is saved.")),
    GROUP: group_change.CHANGED,
    CONTACT: (t("Handover to a colleague"), t("The case is handed over.")),
    CLOSE: (t("Close the case"), t("The case is closed.")),
}


def names(
    kind: str, values: Mapping[str, Any], subject: str, state: OverviewState | None = None
) -> tuple[Text, Text]:
    """Return what an act is called, and what is said when it is done. Without `state` only the first is true."""
    if kind == CLOSE and state is not None and state.booked:
        return _NAMES[kind][0], _closed_words(state, values.get("end_state") or "")
    if kind == GROUP and state is not None:
        return group_change.names(state.groups, choice_of(values), values["from_on"], state.today)
    if kind != FACT:
        return _NAMES[kind]
    fact = KINDS.get(values.get("what") or "")
    what = fact.words if fact is not None else ""
    name = t("Changed fact: {what}", what=what) if subject else t("New fact: {what}", what=what)
    return name, t("It is written down, and the deadlines follow.")


def can_be_told(end_state: str) -> bool:
    """Whether there is somebody to tell of a talk that is cancelled with the case."""
    return end_state != "deceased"


def _closed_words(state: OverviewState, end_state: str) -> Text:
    done = tn(
        "The case is closed, and the booked talk is cancelled.",
        "The case is closed, and {count} booked talks are cancelled.", len(state.booked),
    )  # fmt: skip
    if not state.summoned or not can_be_told(end_state):
        return done
    tell = tn(
        "Let the citizen know: the summons is sent already.",
        "Let the citizen know: {count} summonses are sent already.",
        len(state.summoned),
    )
    return t("{first} {second}", first=done, second=tell)


def usual(state: OverviewState, kind: str, today: date) -> dict[str, Any]:
    """Return what stands in a form when it is opened."""
    if kind == EDIT:
        return stored(state, kind, "") or {}
    if kind == GROUP:
        now = state.running_group
        asked = DETAIL.get(now.code) if now is not None else None
        detail = getattr(now, asked) or None if asked else None
        group = f"{state.head.group} {state.head.visited_as}".strip() or None
        return {"group": group, "from_on": usual_day(state, group, today), "detail": detail}
    return {} if kind == CONTACT else {"closed_on": today}


def stored(state: OverviewState, kind: str, subject: str) -> dict[str, Any] | None:
    """Return what a form shows of the record that it changes, by field; None where it changes none."""
    if kind == EDIT:
        return {name: getattr(state.data, name) for name in EDITED}
    if kind == GROUP:
        return {"group": f"{state.head.group} {state.head.visited_as}".strip() or None}
    return fact_values.stored(state, subject) if kind == FACT else None


def usual_day(state: OverviewState, group: str | None, today: date) -> date:
    """Return from when a group usually holds that is chosen: today, as another one does.

    What was not known yet of the present one is true of its whole period.
    """
    now = state.running_group
    asked = DETAIL.get(now.code) if now is not None else None
    if now is None or asked is None or getattr(now, asked):
        return today
    return now.from_on if group == f"{now.code} {now.visited_as}".strip() else today


def choice_of(values: Mapping[str, Any]) -> GroupChoice:
    """Return the place in a target group that a form names."""
    code, _, visited_as = (values.get("group") or "").partition(" ")
    detail = values.get("detail")
    asked = {DETAIL[code]: detail} if code in DETAIL and detail else {}
    return GroupChoice(code, visited_as, **asked)


def is_present(state: OverviewState, choice: GroupChoice, from_on: date) -> bool:
    """Whether the case has this place in the group on that day and keeps it, by what is planned as well."""
    now = state.groups[0] if state.groups else None
    return (
        now is not None
        and (now.code, now.visited_as) == (choice.code, choice.visited_as)
        and choice.insured in ("", now.insured)
        and choice.category in (None, now.category)
        and now.from_on <= from_on
    )


def run(
    work: Work,
    state: OverviewState,
    kind: str,
    values: Mapping[str, Any],
    subject: str,
    record_id: str,
) -> None:
    """Do what a form asks for. Raises UserError at the field."""
    head = state.head
    if kind == FACT:
        data = data_of(values, state.facts, subject)
        if subject:
            facts.change_fact(work, head.case_id, subject, data)
        else:
            facts.write_fact(work, head.case_id, data, record_id)
    elif kind == EDIT:
        service.edit_citizen(work, head.citizen_id, replace(state.data, **_tidy(values)))
    elif kind == GROUP:
        reason = (values.get("reason") or "").strip()
        groups.change(work, head.case_id, choice_of(values), values["from_on"], reason)
    elif kind == CONTACT:
        chosen = values["staff"]
        if chosen == OTHER_COLLEAGUE:
            chosen = staff.find_or_add(work, values["colleague"]).id
            work.flush()
        service.change_primary_contact(
            work, head.case_id, chosen, (values.get("reason") or "").strip(), values["handover_note"]
        )
    else:
        note = (values.get("note") or "").strip()
        for talk in booked_talks(work.session, head.case_id, work.now()):
            contacts.cancel(work, talk.id, CASE_CLOSED)
        service.close_case(work, head.case_id, values["end_state"], values["closed_on"], note)


def _tidy(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value := values.get(name), str) else value for name in EDITED}
