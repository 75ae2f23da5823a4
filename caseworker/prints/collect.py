"""Collects what a print says from the store, and makes the print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
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
from caseworker.plan.content import AgreementLine, MadeWith
from caseworker.plan.view import PlanView
from caseworker.prints import records
from caseworker.prints.known import EffortWords, in_print_language
from caseworker.prints.plan import plan_pdf
from caseworker.prints.summons import summons_pdf
from caseworker.prints.warnings import letters_warning, phone_warning
from caseworker.store.reading import Reading

# The setting of the unit that holds what every letter says: rules on absence, emergency number, address.
UNIT_SETTING = "unit"
# What has changed for the citizen in a line of the plan. Codes, law and who pays stay out of this print.
_TOLD = frozenset(
    {
        "title", "words", "own_words", "sign", "due_on", "from_on", "to_on", "status", "contribution", "slots",
        "hours_per_week", "with_whom", "place", "phone", "suspended_until", "stopped_on", "name", "does", "rules",
    }
)  # fmt: skip
_TOLD_SECTIONS = frozenset({"", "end_goals", "interim_goals", "activities", "people"})


@dataclass(frozen=True, slots=True)
class Made:
    """A finished print with what it was made from. `version` is the plan's version number, or None.

    `warnings` are for whoever prints it: what on the paper will not do as it is.
    """

    pdf: bytes
    pages: int
    title: str
    version: int | None
    data_version: str
    citizen_id: str
    case_id: str
    warnings: tuple[Text, ...] = ()


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
    last = contacts.last_held(session, head.case_id)
    ahead = contacts.next_planned(session, head.case_id, clock.now())
    efforts = EffortWords(language)
    around = _contacts(view, head, unit, efforts)
    printed = plan_pdf(
        records.PlanPrint(
            unit=unit.get("name", ""),
            print_day=today,
            citizen_name=head.name,
            called=head.call_name,
            version=version.number if version else None,
            version_hash=version.hash if version else "",
            closed_on=head.closed_on,
            made_with=_made_with(version.made_with, language) if version and version.made_with else None,
            end_goal=_end_goal(view),
            reached=tuple(records.ReachedGoal(g.words, g.reached_on, g.due_on) for g in view.reached_goals),
            activities=_activities(view, {change.record_id for change in changes}, efforts),
            ended=_ended(view, efforts),
            next_talk=_next_talk(ahead, unit, language) if ahead else None,
            next_goals=_next_goals(view),
            citizen_promises=_promises(view, "citizen", last),
            unit_promises=_promises(view, "municipality", last),
            contacts=around,
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
        head.case_id, _warnings(printed, head, _has_phone(around, head)),
    )  # fmt: skip


def _next_goals(view: PlanView) -> tuple[records.NextGoal, ...]:
    return tuple(records.NextGoal(g.words, g.due_on, g.sign, g.follow_up_on) for g in view.open_goals)


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
    start, end = _hours(talk)
    phone = head.contact_phone or str(unit.get("phone", ""))
    address = () if head.protected_address else _address(head)
    letter = records.SummonsPrint(
        unit=unit.get("name", ""),
        print_day=today,
        recipient=head.name,
        called=head.call_name,
        address=address,
        sender_address=tuple(_lines(unit.get("address", ""))),
        day=day_of(talk.at),
        start=start,
        end=end,
        form=_FORMS.get(talk.channel, "in_person"),
        purpose=raw(in_print_language(talk.purpose, language)) if talk.purpose else _PURPOSE,
        place=talk.place or _place(talk.channel, unit, language),
        place_address=_place_address(talk.channel, unit),
        participants=tuple(one.name for one in talk.participants if one.name not in ("", talk.staff_name)),
        caseworker=talk.staff_name or head.contact_name,
        phone=phone,
        rebooking=records.Rebooking(talk.rebooking_allowed, None, _rebooking(phone)),
        consequences=tuple(_lines(unit.get("consequences", ""))),
        guidance=tuple(_lines(unit.get("guidance", ""))),
        reference=str(head.case_no),
    )
    printed = summons_pdf(letter, language=language)
    return Made(
        printed.pdf, printed.pages, printed.title, None, f"talk {talk.id}", head.citizen_id, head.case_id,
        _warnings(printed, head, bool(phone.strip())),
    )  # fmt: skip


_PURPOSE = t("How you are, and what comes next")
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
    return records.EndGoal(goal.words, kind, view.own_words, goal.due_on)


def _activities(view: PlanView, changed: set[str], efforts: EffortWords) -> tuple[records.ActivityLine, ...]:
    """Return what runs, rests or is to come, what concerns no citizen left out."""
    lines = [a for a in view.live_activities if not a.internal]
    return tuple(_activity(line, view.today, changed, efforts) for line in lines)


def _activity(
    line: PlannedActivity, today: date, changed: set[str], efforts: EffortWords
) -> records.ActivityLine:
    slots = tuple(records.WeekSlot(slot.weekday, slot.start, slot.end) for slot in line.slots)
    return records.ActivityLine(
        what=efforts.title(line), why=efforts.purpose(line), slots=slots, starts=line.from_on, ends=line.to_on,
        when=_rest(line, today), with_whom=line.with_whom, changed=line.id in changed,
        later=line.status_on(today) != "running",
    )  # fmt: skip


def _rest(line: PlannedActivity, today: date) -> Text | str:
    """Return what the days of an effort leave out: that it rests, is going to, or has no first day yet."""
    first, again = line.suspended_from, line.suspended_until
    if line.status_on(today) == "suspended":
        return t("On a break, goes on {day}", day=again) if again else t("On a break for now")
    if first is not None and first > today and again:
        return t("Break from {day}, goes on {again}", day=first, again=again)
    if first is not None and first > today:
        return t("Break from {day}", day=first)
    return "" if line.from_on else t("The day is not agreed yet")


def _made_with(made: MadeWith, language: str) -> records.MadeWith:
    return records.MadeWith(made.on, made.where, in_print_language(made.how, language))


def _ended(view: PlanView, efforts: EffortWords) -> tuple[records.EndedActivity, ...]:
    """Return what is over, the newest first."""
    today = view.today
    over = [a for a in view.activities if a.status_on(today) in ("ended", "stopped") and not a.internal]
    over.sort(key=lambda a: (_over_on(a) or date.min, a.id), reverse=True)
    return tuple(
        records.EndedActivity(efforts.title(a), _over_on(a), never_began=a.never_began) for a in over
    )


def _over_on(line: PlannedActivity) -> date | None:
    return line.suspended_from if line.never_began else line.to_on


def _next_talk(talk: TalkRow, unit: dict[str, Any], language: str) -> records.NextTalk:
    place = talk.place or _place(talk.channel, unit, language)
    lines = [part for part in (place, *_place_address(talk.channel, unit)) if part]
    if not lines and talk.channel in _AT_THE_UNIT:
        lines = [unit.get("name", "")]
    form = _FORMS.get(talk.channel, "in_person")
    return records.NextTalk(day_of(talk.at), *_hours(talk), form, ", ".join(lines))


def _hours(talk: TalkRow) -> tuple[time, time | None]:
    """Return when a talk begins and ends; one without a length, or that runs past midnight, has no end."""
    start = talk.at.astimezone(ZONE)
    end = start + timedelta(minutes=talk.minutes)
    return start.time(), end.time() if talk.minutes and end.date() == start.date() else None


def _promises(view: PlanView, side: str, last: TalkRow | None) -> tuple[records.Promise, ...]:
    """Return the open agreements of a side, and those kept since the last talk: a tick is worth seeing.

    What a company has promised stands with the municipality's, as it does in the window.
    """
    sides = ("municipality", "company") if side == "municipality" else (side,)
    shown = [
        a for a in view.agreements
        if a.side in sides
        and (a.status == "open" or (a.status == "kept" and last and a.done_on and a.done_on >= day_of(last.at)))
    ]  # fmt: skip
    return tuple(records.Promise(_promised(a), a.due_on, a.status == "kept") for a in shown)


def _promised(line: AgreementLine) -> records.Plain:
    if line.side == "citizen":
        return line.words
    if line.owner:
        return f"{line.owner}: {line.words}"
    return t("The company: {words}", words=line.words) if line.side == "company" else line.words


def _contacts(
    view: PlanView, head: CaseHead, unit: dict[str, Any], efforts: EffortWords
) -> tuple[records.Contact, ...]:
    """Return who the citizen can turn to, each with what they do: as written, else the efforts they are in."""
    desk = str(unit.get("phone", ""))
    ours = head.contact_phone or desk
    live = [a for a in view.live_activities if not a.internal]
    found = []
    for p in view.people:
        mine = [efforts.title(a) for a in live if p.name in (a.with_whom, a.carries_out)]
        does = p.does or ", ".join(dict.fromkeys(mine)) or (_GATHERS if p.is_coordinator else "")
        phone = p.phone or (ours if p.name == head.contact_name else desk if p.is_coordinator else "")
        found.append(records.Contact(p.name, role_words(p.role), does, phone, coordinator=p.is_coordinator))
    if not any(contact.name == head.contact_name for contact in found):
        found.insert(0, records.Contact(head.contact_name, t("your caseworker"), "", ours))
    return tuple(found)


def _has_phone(around: tuple[records.Contact, ...], head: CaseHead) -> bool:
    """Whether the print says how to reach us: the coordinator, or the caseworker."""
    return any(one.phone.strip() for one in around if one.coordinator or one.name == head.contact_name)


_GATHERS = t("Keeps the threads of your plan together")


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


def _place_address(channel: str, unit: dict[str, Any]) -> tuple[str, ...]:
    return tuple(_lines(unit.get("address", ""))) if channel in _AT_THE_UNIT else ()


def _urgent(phone: str) -> tuple[records.HelpLine, ...]:
    return (records.HelpLine(t("Around the clock, when it is urgent"), phone),) if phone.strip() else ()


def _address(head: CaseHead) -> tuple[str, ...]:
    town = f"{head.postal_code} {head.city}".strip()
    return tuple(line for line in (head.address, town) if line)


def _rebooking(phone: str) -> Text:
    if phone:
        return t("Call {phone} if you need another time.", phone=phone)
    return t("Let us know if you need another time.")


def _warnings(printed: records.Printed, head: CaseHead, has_phone: bool) -> tuple[Text, ...]:
    letters = letters_warning(printed.lacking)
    phone = None if has_phone else phone_warning(head.contact_name)
    return tuple(warning for warning in (letters, phone) if warning)


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]
