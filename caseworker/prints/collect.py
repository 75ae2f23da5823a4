"""Collects what a print says from the store, and makes the print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from caseworker.base.clock import ZONE, Clock, day_of
from caseworker.base.errors import UserError
from caseworker.base.text import Text, raw, render, t
from caseworker.contacts import queries as contacts
from caseworker.contacts.queries import TalkRow
from caseworker.people import queries as people
from caseworker.people import staff
from caseworker.people.queries import CaseHead
from caseworker.people.words import role_words
from caseworker.plan import queries as plans
from caseworker.plan.compare import Change
from caseworker.plan.content import ActivityLine as PlannedActivity
from caseworker.plan.content import AgreementLine
from caseworker.plan.view import PlanView
from caseworker.prints import records
from caseworker.prints.plan import plan_pdf
from caseworker.prints.summons import summons_pdf
from caseworker.store.reading import Reading

# The setting of the unit that holds what every letter says: rules on absence, emergency number, address.
UNIT_SETTING = "unit"
# What has changed for the citizen in a line of the plan. Codes, law and who pays stay out of this print.
_TOLD = frozenset(
    {
        "title", "words", "own_words", "sign", "due_on", "from_on", "to_on", "status", "contribution", "slots",
        "hours_per_week", "with_whom", "place", "phone", "suspended_until", "name", "does", "rules",
    }
)  # fmt: skip
_TOLD_SECTIONS = frozenset({"", "end_goals", "interim_goals", "activities", "people"})


@dataclass(frozen=True, slots=True)
class Made:
    """A finished print with what it was made from. `version` is the plan's version number, or None."""

    pdf: bytes
    pages: int
    title: str
    version: int | None
    data_version: str
    citizen_id: str
    case_id: str


def print_plan(
    session: Reading,
    reference: str,
    clock: Clock,
    *,
    language: str = "da",
    since: date | None = None,
    since_version: int | None = None,
) -> Made:
    """Print the citizen's edition of the plan. Raises UserError where there is no plan.

    `since` is the day of the citizen's last copy and `since_version` the version it showed (else the one in
    force at the end of that day): what changed after it is marked and listed.
    """
    today = clock.today()
    head = people.case_head(session, reference, today)
    view = plans.printed_view(session, head.case_id, today)
    if view is None:
        raise UserError(t("{name} has no plan yet. Make the plan first.", name=head.name))
    version = view.shown_version
    unit = staff.setting(session, UNIT_SETTING)
    changes = _changes_since(session, view, since, since_version)
    changed = {change.record_id for change in changes}
    last = contacts.last_held(session, head.case_id)
    made = version.made_with if version else None
    printed = plan_pdf(
        records.PlanPrint(
            unit=unit.get("name", ""),
            print_day=today,
            citizen_name=head.name,
            called=head.call_name,
            version=version.number if version else None,
            version_hash=version.hash if version else "",
            made_with=records.MadeWith(made.on, made.where, made.how) if made else None,
            end_goal=_end_goal(view),
            reached=tuple(
                records.ReachedGoal(goal.words, goal.reached_on, goal.due_on) for goal in view.reached_goals
            ),
            activities=tuple(_activity(a, changed) for a in view.live_activities if not a.internal),
            next_goals=tuple(
                records.NextGoal(goal.words, goal.due_on, goal.sign) for goal in view.open_goals
            ),
            citizen_promises=_promises(view, "citizen", last),
            unit_promises=_promises(view, "municipality", last),
            contacts=_contacts(view, head),
            changes=tuple(change.text for change in changes),
            last_copy_on=since,
            rules=tuple(_lines(view.rules)),
            absence=tuple(_lines(unit.get("absence", ""))),
            urgent=_urgent(unit.get("emergency_phone", "")),
            signers=(records.Signer(head.name), records.Signer(head.contact_name, t("your caseworker"))),
        ),
        language=language,
    )
    label = f"plan {version.number} {version.short_hash}" if version else "plan draft"
    return Made(
        printed.pdf, printed.pages, printed.title, version.number if version else None, label, head.citizen_id,
        head.case_id,
    )  # fmt: skip


def print_summons(
    session: Reading, reference: str, clock: Clock, *, language: str = "da", talk_id: str = ""
) -> Made:
    """Print the letter that calls to a talk: the one named, else the next that is planned.

    Raises UserError where no talk is planned.
    """
    today = clock.today()
    head = people.case_head(session, reference, today)
    talk = (
        contacts.talk(session, talk_id)
        if talk_id
        else contacts.next_planned(session, head.case_id, clock.now())
    )
    if talk is None or talk.case_id != head.case_id:
        raise UserError(t("{name} has no talk planned. Book a talk first.", name=head.name))
    if talk.status != "planned":
        raise UserError(t("The talk is no longer planned, so there is no letter to print."))
    unit = staff.setting(session, UNIT_SETTING)
    start = talk.at.astimezone(ZONE)
    end = start + timedelta(minutes=talk.minutes)
    here = talk.channel in _AT_THE_UNIT
    address = () if head.protected_address else _address(head)
    letter = records.SummonsPrint(
        unit=unit.get("name", ""),
        print_day=today,
        recipient=head.name,
        called=head.call_name,
        address=address,
        sender_address=tuple(_lines(unit.get("address", ""))),
        day=day_of(talk.at),
        start=start.time(),
        end=end.time() if talk.minutes and end.date() == start.date() else None,
        form=_FORMS.get(talk.channel, "in_person"),
        purpose=raw(talk.purpose) if talk.purpose else t("How you are, and what comes next"),
        place=talk.place or _place(talk.channel, unit, language),
        place_address=tuple(_lines(unit.get("address", ""))) if here else (),
        participants=tuple(one.name for one in talk.participants if one.name not in ("", talk.staff_name)),
        caseworker=talk.staff_name or head.contact_name,
        phone=head.contact_phone or unit.get("phone", ""),
        rebooking=records.Rebooking(talk.rebooking_allowed, None, _rebooking(head)),
        consequences=tuple(_lines(unit.get("consequences", ""))),
        guidance=tuple(_lines(unit.get("guidance", ""))),
        reference=str(head.case_no),
    )
    printed = summons_pdf(letter, language=language)
    return Made(
        printed.pdf, printed.pages, printed.title, None, f"talk {talk.id}", head.citizen_id, head.case_id
    )


_FORMS: dict[str, records.TalkForm] = {
    "meeting": "in_person",
    "phone": "phone",
    "video": "video",
    "home_visit": "in_person",
    "text": "phone",
    "letter": "in_person",
}
# Where the citizen comes to us; a call, a video talk or a visit at home has no way to describe.
_AT_THE_UNIT = ("meeting", "letter")


def _end_goal(view: PlanView) -> records.EndGoal | None:
    goal = view.end_goal
    if goal is None:
        return None
    kind: records.GoalKind = "education" if goal.kind == "education" else "job"
    return records.EndGoal(goal.words, kind, view.own_words)


def _activity(line: PlannedActivity, changed: set[str]) -> records.ActivityLine:
    slots = tuple(records.WeekSlot(slot.weekday, slot.start, slot.end) for slot in line.slots)
    return records.ActivityLine(
        what=line.title, why=line.contribution, slots=slots, starts=line.from_on, ends=line.to_on,
        with_whom=line.with_whom, changed=line.id in changed,
    )  # fmt: skip


def _promises(view: PlanView, side: str, last: TalkRow | None) -> tuple[records.Promise, ...]:
    """Return the open agreements of a side, and those settled since the last talk: a tick is worth seeing."""
    lines: list[AgreementLine] = [a for a in view.agreements if a.side == side]
    shown = [
        a for a in lines
        if a.status == "open" or (a.status == "done" and last and a.done_on and a.done_on >= day_of(last.at))
    ]  # fmt: skip
    municipality = side == "municipality"
    return tuple(
        records.Promise(
            f"{a.owner}: {a.words}" if municipality and a.owner else a.words, a.due_on, a.status == "done"
        )
        for a in shown
    )


def _contacts(view: PlanView, head: CaseHead) -> tuple[records.Contact, ...]:
    found = [
        records.Contact(p.name, role_words(p.role), p.does, p.phone, coordinator=p.is_coordinator)
        for p in view.people
    ]
    if not any(contact.name == head.contact_name for contact in found):
        found.insert(0, records.Contact(head.contact_name, t("your caseworker"), "", head.contact_phone))
    return tuple(found)


def _changes_since(
    session: Reading, view: PlanView, since: date | None, since_version: int | None
) -> list[Change]:
    """Return what changed for the citizen between the version of the last copy and the one printed."""
    shown = view.shown_version
    if since is None or shown is None:
        return []
    older = [
        row for row in plans.versions_of(session, view.case_id)
        if not row.withdrawn
        and row.number < shown.number
        and (row.number <= since_version if since_version is not None else day_of(row.at) <= since)
    ]  # fmt: skip
    if not older:
        return []
    internal = {activity.id for activity in view.activities if activity.internal}
    return [
        change
        for change in plans.compare_versions(session, older[0].id, shown.id)
        if _is_told(change) and change.record_id not in internal
    ]


def _is_told(change: Change) -> bool:
    """Return whether a difference belongs on the citizen's copy."""
    if change.section not in _TOLD_SECTIONS:
        return False
    whole = change.new or change.old
    if isinstance(whole, dict) and whole.get("internal"):
        return False
    return change.kind != "changed" or change.field in _TOLD


def _place(channel: str, unit: dict[str, Any], language: str) -> str:
    """Return where a talk is when nobody wrote a place for it."""
    if channel == "home_visit":
        return render(t("At your home"), language)
    return str(unit.get("place", "")) if channel in _AT_THE_UNIT else ""


def _urgent(phone: str) -> tuple[records.HelpLine, ...]:
    return (records.HelpLine(t("Around the clock, when it is urgent"), phone),) if phone.strip() else ()


def _address(head: CaseHead) -> tuple[str, ...]:
    town = f"{head.postal_code} {head.city}".strip()
    return tuple(line for line in (head.address, town) if line)


def _rebooking(head: CaseHead) -> Text:
    if head.contact_phone:
        return t("Call {phone} if you need another time.", phone=head.contact_phone)
    return t("Call us if you need another time.")


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]
