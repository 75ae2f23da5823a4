"""The values of the talk's form: what it opens with, and what is saved of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.ids import new_id
from caseworker.base.text import Text, t, tc, tn
from caseworker.casework.talk import TalkData
from caseworker.contacts import words
from caseworker.contacts.queries import TalkRow
from caseworker.contacts.reaching import OutreachData
from caseworker.contacts.service import BookingData, TalkResult
from ui.contacts.agreement_words import agreement_data
from ui.contacts.drafts import moment_of, moment_words
from ui.contacts.participant_words import participants_text, read_participants

HELD = ("met", "late")
# What a booking knows of the talk.
PLANNED = (
    "kind", "at", "minutes", "channel", "by", "requested_by", "for_availability", "participants", "purpose",
)  # fmt: skip


def opening_values(row: TalkRow | None, kind: str, at: datetime, purpose: str) -> dict[str, Any]:
    """Return what the form opens with: everything the booking knows, so that nothing is asked twice."""
    return {
        "booking": row.id if row else "",
        "attendance": "met",
        "kind": kind,
        "at": moment_words(at),
        "minutes": row.minutes if row else 45,
        "channel": row.channel if row else "meeting",
        "by": row.by if row else "municipality",
        "requested_by": row.requested_by if row else "jobcentre",
        "for_availability": row.for_availability if row else kind == "availability",
        "participants": participants_text(row.participants) if row else "",
        "purpose": purpose,
        "outcome": "",
        "facts": "",
        "citizen_says": "",
        "assessment": "",
        "agreements": [],
        "agreement_line": "",
        "plan_reviewed": None,
        "measured": False,
        "absence_reason": None,
        "outreach_channel": None,
        "outreach_result": None,
        "outreach_words": "",
        "next_at": None,
        "next_half": [],
        "half": {},
        "print_plan": False,
        "next_id": new_id(),
        "outreach_id": new_id(),
        "touched": [],
    }


def outcome_words(values: Mapping[str, Any]) -> Text | None:
    """Return the outcome as far as the form knows it, for the field until somebody writes it better."""
    reviewed = {
        "confirmed": t("The plan is confirmed"),
        "changed": t("The plan is to be changed"),
        "not_discussed": t("The plan was not discussed"),
    }.get(values["plan_reviewed"] or "")
    count = len(values["agreements"])
    agreed = tn("{count} agreement", "{count} agreements", count) if count else None
    if reviewed is not None and agreed is not None:
        return t("{plan}, {agreed}", plan=reviewed, agreed=agreed)
    return reviewed or agreed


def consequences(values: Mapping[str, Any], *, has_next: bool) -> Text:
    """Say what saving will write."""
    parts: list[Text] = [t("journal note")]
    if count := len(values["agreements"]):
        parts.append(tn("{count} promise", "{count} promises", count))
    if values["attendance"] in HELD and values["measured"]:
        parts.append(tc("saved with a talk", "measurement"))
    if values["attendance"] == "absent_no_notice" and values["outreach_channel"]:
        parts.append(t("attempt at contact"))
    if has_next:
        parts.append(t("next talk"))
    whole = parts[0]
    for part in parts[1:]:
        whole = t("{list}, {next}", list=whole, next=part)
    return t("When you save: {parts} and new deadlines. Nothing is written twice.", parts=whole)


def talk_data(
    values: Mapping[str, Any],
    *,
    case_id: str,
    talk_id: str,
    row: TalkRow | None,
    started: datetime,
    next_kind: str,
    next_purpose: str,
) -> TalkData:
    """Return what is saved of the form.

    A talk held before its time was held when the form was opened (`started`), unless its time was typed.
    """
    attendance = values["attendance"]
    held = attendance in HELD
    at = moment_of(values["at"])
    if held and at is not None and at > started and "at" not in values["touched"]:
        at = started
    result = TalkResult(
        case_id=case_id,
        talk_id=talk_id,
        attendance=attendance,
        kind=values["kind"],
        at=at,
        minutes=values["minutes"],
        channel=values["channel"],
        by=values["by"],
        requested_by=values["requested_by"],
        for_availability=values["for_availability"],
        participants=read_participants(values["participants"], row.participants if row else ()),
        purpose=values["purpose"],
        outcome=values["outcome"] if held else "",
        absence_reason=absence_reason(values),
        plan_reviewed=(values["plan_reviewed"] or "") if held else "",
    )
    return TalkData(
        result=result,
        facts=values["facts"],
        citizen_says=values["citizen_says"],
        assessment=values["assessment"],
        agreements=agreement_data(values["agreements"]),
        measured=held and values["measured"],
        next_talk=_next_talk(values, case_id, row, next_kind, next_purpose),
        outreach=_outreach(values, talk_id),
    )


def field_of(error: CaseworkerError, next_id: str) -> str:
    """Return the name of the field that an error is about, or "". `next_id` is the id of the next talk."""
    place = error.place if isinstance(error, UserError) else None
    if place is None:
        return ""
    if place.kind == "talk" and place.id == next_id:
        return "next_at"
    return {"agreement": "agreements", "outreach": f"outreach_{place.field}"}.get(place.kind, place.field)


def absence_reason(values: Mapping[str, Any]) -> str:
    """Return why the citizen did not come; nothing where they came."""
    return "" if values["attendance"] in HELD else values["absence_reason"] or ""


def _outreach(values: Mapping[str, Any], talk_id: str) -> OutreachData | None:
    if values["attendance"] != "absent_no_notice" or not values["outreach_channel"]:
        return None
    return OutreachData(
        talk_id=talk_id,
        channel=values["outreach_channel"],
        result=values["outreach_result"] or "",
        words=values["outreach_words"],
        outreach_id=values["outreach_id"],
    )


def _next_talk(
    values: Mapping[str, Any], case_id: str, row: TalkRow | None, kind: str, purpose: str
) -> BookingData | None:
    at = moment_of(values["next_at"])
    if at is None:
        return None
    return BookingData(
        case_id=case_id,
        kind=kind,
        at=at,
        minutes=values["minutes"] or 45,
        channel=values["channel"] if values["channel"] in words.CHANNELS else "meeting",
        place=row.place if row else "",
        purpose=purpose,
        talk_id=values["next_id"],
    )
