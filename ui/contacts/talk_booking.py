"""What becomes of a talk's booking while its form stands open: moved, called off, written down, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from caseworker.base.ids import new_id
from caseworker.base.text import Text, render, t
from caseworker.contacts.queries import TalkRow
from caseworker.contacts.words import PURPOSES
from caseworker.prints.known import in_print_language
from ui.contacts.state import TalkState
from ui.contacts.talk_values import PLANNED, opening_values


def purpose_of(row: TalkRow | None, kind: str, language: str) -> str:
    """Return what a talk is for: as it was booked, else what its kind is usually for.

    What the program wrote at the booking is said in the language of the window, as in the list.
    """
    booked = row.purpose if row is not None else ""
    return in_print_language(booked, language) or render(PURPOSES[kind], language)


def in_language(values: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Return the values of a draft with the purpose that the program wrote in the language of the window.

    What somebody wrote stays as it is. What stood in the booking follows all the same: else it would be told as
    changed elsewhere.
    """
    given = dict(values)
    if "purpose" in given and "purpose" not in given.get("touched", ()):
        given["purpose"] = in_print_language(given["purpose"] or "", language)
    stood = given.get("was", {}).get("stood", {})
    if stood.get("purpose"):
        stood = {**stood, "purpose": in_print_language(stood["purpose"], language)}
        given["was"] = {**given["was"], "stood": stood}
    return given


def planned_values(row: TalkRow, language: str) -> Mapping[str, Any]:
    """Return the fields of the form that a booking fills, by name."""
    values = opening_values(row, row.kind, row.at, purpose_of(row, row.kind, language))
    return {name: values[name] for name in PLANNED}


def followed(state: TalkState, booking_id: str, row: TalkRow | None, language: str) -> TalkState:
    """Return the state after its booking, which is now `row`; None where it is no more.

    What is written without its booking becomes a talk of its own, with its own id, until the booking stands again.
    """
    if not booking_id:
        return state
    if row is not None and row.status == "planned":
        return replace(
            state, talk_id=booking_id, planned=planned_values(row, language), unbooked=None,
            summoned=row.summoned_at is not None,
        )  # fmt: skip
    own_id = state.talk_id if state.talk_id != booking_id else new_id()
    return replace(state, talk_id=own_id, unbooked=_unbooked(row), summoned=False)


def _unbooked(row: TalkRow | None) -> Text:
    what = t("The talk was written down meanwhile.")
    if row is None:
        what = t("The booking of the talk was taken back meanwhile.")
    elif row.status == "cancelled":
        what = t("The talk was called off meanwhile.")
    return t("{what} What stands here is saved as a talk of its own.", what=what)
