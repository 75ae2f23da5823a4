"""What screens, prints and exports read of talks, wishes for a talk and outreach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from caseworker.base.clock import at as moment_of
from caseworker.base.clock import day_of
from caseworker.contacts import words
from caseworker.contacts.absence import Attempt, next_attempt
from caseworker.contacts.model import Outreach, Talk, TalkRequest
from caseworker.contacts.service import Participant
from caseworker.people.model import CaseFile, Citizen, Staff

# A bound far above what a caseload plans ahead, so that no list is without one.
_MANY = 20_000


@dataclass(frozen=True, slots=True)
class TalkRow:
    """A talk, planned or past. Codes as in words.py; `at` is UTC; `staff_name` is empty where nobody is named."""

    id: str
    citizen_id: str
    case_id: str
    kind: str
    status: str
    at: datetime
    minutes: int
    channel: str
    place: str
    by: str
    requested_by: str
    for_availability: bool
    staff_id: str | None
    staff_name: str
    participants: tuple[Participant, ...]
    purpose: str
    outcome: str
    attendance: str
    absence_reason: str
    plan_reviewed: str
    rebooking_allowed: bool
    summoned_at: datetime | None
    cancelled_reason: str

    @property
    def without_citizen(self) -> bool:
        """Whether a joint meeting was set and the citizen was not there (R-063)."""
        return self.kind == "joint" and self.attendance in ("absent_notice", "absent_no_notice")


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A talk in a day list, with the citizen it is with."""

    talk: TalkRow
    name: str
    call_name: str
    case_no: int
    interpreter: str
    phone: str


@dataclass(frozen=True, slots=True)
class PlannedTime:
    """A time taken by a planned talk: whose case, what kind, when, for how many minutes, who holds it and how."""

    case_id: str
    kind: str
    at: datetime
    minutes: int
    talk_id: str
    name: str
    by: str
    channel: str


@dataclass(frozen=True, slots=True)
class DaySummary:
    """How many talks of one day were held, missed and cancelled."""

    day: date
    held: int
    no_show: int
    cancelled: int


@dataclass(frozen=True, slots=True)
class OutreachTask:
    """A citizen who did not come and is not reached yet: one line per case.

    `talk_id` is the last missed talk (attempts are written to it), `since` the first one missed, `attempts`
    how often was tried since then, `try_on` the day to try next.
    """

    case_id: str
    citizen_id: str
    name: str
    phone: str
    talk_id: str
    since: datetime
    attempts: int
    try_on: date


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One attempt to reach a citizen."""

    id: str
    talk_id: str
    at: datetime
    channel: str
    result: str
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A wish for a talk. `waiting_days` counts calendar days from the wish until today or until it closed.

    `booked_at` is when the talk booked for it is to be, `talk_id` that talk or the one that met it.
    """

    id: str
    citizen_id: str
    case_id: str
    name: str
    requested_on: date
    by: str
    wish: str
    waiting_days: int
    talk_id: str | None
    booked_at: datetime | None
    closed_on: date | None
    closed_reason: str
    event_id: str = ""


def talks_of(session: Session, case_id: str, limit: int = 500) -> list[TalkRow]:
    """Return the talks of a case, planned ones included, the newest first."""
    return _talks(session, _with_staff().where(Talk.case_id == case_id).order_by(Talk.at.desc()).limit(limit))


def talk(session: Session, talk_id: str) -> TalkRow | None:
    """Return one talk, or None."""
    found = _talks(session, _with_staff().where(Talk.id == talk_id))
    return found[0] if found else None


def is_written_down(session: Session, talk_id: str) -> bool:
    """Return whether the talk is held, cancelled or missed: then a draft of it has done its work."""
    row = talk(session, talk_id)
    return row is not None and row.status != "planned"


def next_planned(session: Session, case_id: str, now: datetime) -> TalkRow | None:
    """Return the next planned talk of a case that is not over at this moment, or None."""
    ahead = _with_staff().where(Talk.case_id == case_id, Talk.status == "planned", Talk.at >= now)
    found = _talks(session, ahead.order_by(Talk.at).limit(1))
    return found[0] if found else None


def last_held(session: Session, case_id: str) -> TalkRow | None:
    """Return the last talk held in a case, or None."""
    held = _with_staff().where(Talk.case_id == case_id, Talk.status == "held")
    found = _talks(session, held.order_by(Talk.at.desc()).limit(1))
    return found[0] if found else None


def todays_meetings(session: Session, day: date) -> list[MeetingRow]:
    """Return the talks of a day in all open cases by time, without the cancelled ones."""
    return _meetings(session, _on(day), Talk.status != "cancelled", CaseFile.closed_on.is_(None))


def absences(session: Session, day: date) -> list[MeetingRow]:
    """Return the talks of a day that the citizen missed or called off, by time (R-065)."""
    return _meetings(session, _on(day), Talk.attendance.in_(("absent_notice", "absent_no_notice")))


def not_written_down(session: Session, now: datetime, limit: int = 100) -> list[MeetingRow]:
    """Return the planned talks whose time is over, the newest first: how they went is not yet known."""
    planned = (Talk.status == "planned", Talk.at < now, CaseFile.closed_on.is_(None))
    return _meetings(session, *planned, newest_first=True, limit=limit)


def planned_between(session: Session, first: date, last: date) -> list[MeetingRow]:
    """Return the planned talks in open cases of the days from first to last, both included, by time."""
    planned = (_between(first, last), Talk.status == "planned", CaseFile.closed_on.is_(None))
    return _meetings(session, *planned, limit=_MANY)


def planned_times(session: Session, first: date, last: date, case_id: str = "") -> list[PlannedTime]:
    """Return when talks are planned in open cases, or in one, by time: what is taken in the calendar."""
    wanted = (
        # Columns, not records: a year has thousands of them.
        select(Talk.case_id, Talk.kind, Talk.at, Talk.minutes, Talk.id, Citizen.name, Talk.by, Talk.channel)
        .join(Citizen, Citizen.id == Talk.citizen_id)
        .join(CaseFile, CaseFile.id == Talk.case_id)
        .where(_between(first, last), Talk.status == "planned", CaseFile.closed_on.is_(None))
        .order_by(Talk.at, Citizen.sort_key)
        .limit(_MANY)
    )
    if case_id:
        wanted = wanted.where(Talk.case_id == case_id)
    return [PlannedTime(*row) for row in session.execute(wanted)]


def day_summary(session: Session, day: date) -> DaySummary:
    """Count how the talks of a day went."""
    rows = session.execute(select(Talk.status, func.count(Talk.id)).where(_on(day)).group_by(Talk.status))
    counts: dict[str, int] = {status: number for status, number in rows}  # noqa: C416 - rows are no pairs to mypy
    return DaySummary(day, counts.get("held", 0), counts.get("no_show", 0), counts.get("cancelled", 0))


def open_outreach(session: Session, case_id: str | None = None) -> list[OutreachTask]:
    """Return who did not come and is not reached since, the longest waiting first; of open cases only.

    A held talk, or an attempt that reached the citizen, ends the task (R-057, NS-1).
    """
    restored = _contact_restored(session, case_id)
    missed = (
        select(Talk.id, Talk.case_id, Talk.citizen_id, Talk.at, Citizen.name, Citizen.phone)
        .join(Citizen, Citizen.id == Talk.citizen_id)
        .join(CaseFile, CaseFile.id == Talk.case_id)
        .where(Talk.status == "no_show", CaseFile.closed_on.is_(None))
        .order_by(Talk.at)
    )
    if case_id is not None:
        missed = missed.where(Talk.case_id == case_id)
    by_case: dict[str, list[Any]] = defaultdict(list)
    for row in session.execute(missed):
        last = restored.get(row.case_id)
        if last is None or row.at > last:
            by_case[row.case_id].append(row)
    attempts = _attempts(session, list(by_case))
    tasks = []
    for rows in by_case.values():
        first, newest = rows[0], rows[-1]
        tried = [
            Attempt(day_of(one.at), one.channel, one.result)
            for one in attempts.get(first.case_id, [])
            if one.at >= first.at
        ]
        tasks.append(
            OutreachTask(
                case_id=first.case_id,
                citizen_id=first.citizen_id,
                name=first.name,
                phone=first.phone,
                talk_id=newest.id,
                since=first.at,
                attempts=len(tried),
                try_on=next_attempt(day_of(newest.at), tried),
            )
        )
    return sorted(tasks, key=lambda task: (task.since, task.name))


def attempts_of(session: Session, case_id: str) -> list[AttemptRow]:
    """Return every attempt to reach the citizen of a case, the newest first."""
    return list(reversed(_attempts(session, [case_id]).get(case_id, [])))


def open_requests(session: Session, today: date) -> list[RequestRow]:
    """Return the wishes for a talk that still wait, the longest waiting first; of open cases only."""
    return _requests(session, today, TalkRequest.closed_on.is_(None), CaseFile.closed_on.is_(None))


def requests_of(session: Session, case_id: str, today: date) -> list[RequestRow]:
    """Return all wishes for a talk in a case, the oldest first."""
    return _requests(session, today, TalkRequest.case_id == case_id)


def _with_staff() -> Select[Talk, str]:
    return select(Talk, Staff.name).outerjoin(Staff, Staff.id == Talk.staff_id)


def _talks(session: Session, wanted: Select[Talk, str]) -> list[TalkRow]:
    return [_talk_row(row, name) for row, name in session.execute(wanted)]


def _meetings(
    session: Session, *conditions: ColumnElement[bool], newest_first: bool = False, limit: int = 500
) -> list[MeetingRow]:
    wanted = (
        select(
            Talk,
            Staff.name,
            Citizen.name,
            Citizen.call_name,
            CaseFile.case_no,
            Citizen.interpreter,
            Citizen.phone,
        )
        .outerjoin(Staff, Staff.id == Talk.staff_id)
        .join(Citizen, Citizen.id == Talk.citizen_id)
        .join(CaseFile, CaseFile.id == Talk.case_id)
        .where(*conditions)
        .order_by(Talk.at.desc() if newest_first else Talk.at, Citizen.sort_key)
        .limit(limit)
    )
    return [
        MeetingRow(_talk_row(row, staff), name, call_name, number, interpreter, phone)
        for row, staff, name, call_name, number, interpreter, phone in session.execute(wanted)
    ]


def _on(day: date) -> ColumnElement[bool]:
    return _between(day, day)


def _between(first: date, last: date) -> ColumnElement[bool]:
    return and_(Talk.at >= moment_of(first, 0), Talk.at < moment_of(last + timedelta(days=1), 0))


def _contact_restored(session: Session, case_id: str | None) -> dict[str, datetime]:
    """Return by case when the citizen was last met or reached."""
    held = select(Talk.case_id, func.max(Talk.at)).where(Talk.status == "held").group_by(Talk.case_id)
    reached = (
        select(Outreach.case_id, func.max(Outreach.at))
        .where(Outreach.result.in_(words.REACHED))
        .group_by(Outreach.case_id)
    )
    missed = select(Talk.case_id).where(Talk.status == "no_show")
    if case_id is not None:
        missed = missed.where(Talk.case_id == case_id)
    found: dict[str, datetime] = {}
    for case, at in session.execute(held.where(Talk.case_id.in_(missed))):
        found[case] = at
    for case, at in session.execute(reached.where(Outreach.case_id.in_(missed))):
        found[case] = max(at, found.get(case, at))
    return found


def _attempts(session: Session, case_ids: Sequence[str]) -> dict[str, list[AttemptRow]]:
    """Return the attempts of these cases by case, the oldest first."""
    found: dict[str, list[AttemptRow]] = defaultdict(list)
    rows = session.scalars(
        select(Outreach).where(Outreach.case_id.in_(case_ids)).order_by(Outreach.at, Outreach.id)
    )
    for row in rows:
        found[row.case_id].append(
            AttemptRow(row.id, row.talk_id, row.at, row.channel, row.result, row.words, row.by)
        )
    return found


def _requests(session: Session, today: date, *conditions: ColumnElement[bool]) -> list[RequestRow]:
    rows = session.execute(
        select(TalkRequest, Citizen.name, Talk.status, Talk.at)
        .join(Citizen, Citizen.id == TalkRequest.citizen_id)
        .join(CaseFile, CaseFile.id == TalkRequest.case_id)
        .outerjoin(Talk, Talk.id == TalkRequest.met_by_id)
        .where(*conditions)
        .order_by(TalkRequest.requested_on, Citizen.sort_key)
    )
    return [_request_row(row, name, status, at, today) for row, name, status, at in rows]


def _request_row(
    row: TalkRequest, name: str, status: str | None, at: datetime | None, today: date
) -> RequestRow:
    return RequestRow(
        id=row.id,
        citizen_id=row.citizen_id,
        case_id=row.case_id,
        name=name,
        requested_on=row.requested_on,
        by=row.by,
        wish=row.wish,
        waiting_days=((row.closed_on or today) - row.requested_on).days,
        talk_id=row.met_by_id,
        booked_at=at if status == "planned" else None,
        closed_on=row.closed_on,
        closed_reason=row.closed_reason,
        event_id=row.event_id or "",
    )


def _participants(stored: Iterable[Any]) -> tuple[Participant, ...]:
    return tuple(Participant(one["name"], one.get("role", ""), one.get("form", "")) for one in stored)


_SAME = tuple(one.name for one in fields(TalkRow) if one.name not in ("staff_name", "participants"))


def _talk_row(row: Talk, staff_name: str | None) -> TalkRow:
    same: dict[str, Any] = {name: getattr(row, name) for name in _SAME}
    return TalkRow(**same, staff_name=staff_name or "", participants=_participants(row.participants))
