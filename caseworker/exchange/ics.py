"""The calendar of talks and deadlines (RFC 5545), without names unless they are asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from caseworker.base.text import Text, render, t
from caseworker.contacts.words import KINDS
from caseworker.deadlines.packs import Packs
from caseworker.exchange.queries import CalendarDeadline, CalendarTalk

_DOMAIN = "faelles-plan"
_MAX_WORDS = 200


def calendar(
    talks: Iterable[CalendarTalk],
    deadlines: Iterable[CalendarDeadline],
    packs: Packs,
    stamp: datetime,
    *,
    names: bool = False,
    language: str = "da",
) -> bytes:
    """Return the calendar file. The same talk or deadline has the same UID in every bundle.

    Without `names` an entry shows the case number alone, and no place of a home visit. Never a CPR
    number and no free text of a case. `stamp` (UTC) is when it was made.
    """
    found = Calendar()
    found.add("prodid", "-//Faelles plan//Exchange 1//DA")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    for talk in talks:
        found.add_component(_talk(talk, stamp, names, language))
    for deadline in deadlines:
        found.add_component(_deadline(deadline, packs, stamp, names, language))
    return bytes(found.to_ical())


def talk_uid(talk_id: str) -> str:
    """Return the UID of a talk."""
    return f"talk-{talk_id}@{_DOMAIN}"


def deadline_uid(case_id: str, key: str) -> str:
    """Return the UID of a deadline, the same as long as the deadline is the same."""
    return f"deadline-{hashlib.sha256(f'{case_id} {key}'.encode()).hexdigest()[:32]}@{_DOMAIN}"


def _talk(talk: CalendarTalk, stamp: datetime, names: bool, language: str) -> Event:
    entry = Event()
    entry.add("uid", talk_uid(talk.id))
    entry.add("dtstamp", stamp)
    entry.add("sequence", talk.revision - 1)
    entry.add("dtstart", talk.at)
    entry.add("dtend", talk.at + timedelta(minutes=talk.minutes))
    what = render(KINDS[talk.kind], language) if talk.kind in KINDS else talk.kind
    entry.add("summary", _whose(what, talk.case_no, talk.name, names, language))
    entry.add("status", "CANCELLED" if talk.status == "cancelled" else "CONFIRMED")
    if talk.place and (names or talk.channel != "home_visit"):
        entry.add("location", talk.place[:_MAX_WORDS])
    return entry


def _deadline(deadline: CalendarDeadline, packs: Packs, stamp: datetime, names: bool, language: str) -> Event:
    answer = deadline.answer
    day = date.fromisoformat(answer["due_on"])
    entry = Event()
    entry.add("uid", deadline_uid(deadline.case_id, deadline.key))
    entry.add("dtstamp", stamp)
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    rule = packs.rule(deadline.rule, answer["pack"])
    title = (rule.title.da if language == "da" else rule.title.en) if rule else deadline.rule
    what = render(t("Deadline: {title}", title=title), language)
    entry.add("summary", _whose(what, deadline.case_no, deadline.name, names, language))
    lines: list[Text] = [t("Rule {rule}, {basis}", rule=deadline.rule, basis=answer["legal_basis"])]
    if answer["work_date"] and answer["work_date"] != answer["due_on"]:
        lines.append(t("Last working day: {day:weekday}", day=date.fromisoformat(answer["work_date"])))
    entry.add("description", "\n".join(render(line, language) for line in lines))
    return entry


def _whose(what: str, case_no: int, name: str, names: bool, language: str) -> str:
    if names:
        return render(t("{what} · {name} (case {number})", what=what, name=name, number=case_no), language)
    return render(t("{what} · case {number}", what=what, number=case_no), language)
