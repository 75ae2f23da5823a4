"""Reading what leaves: changed records, and what registrations, calendar and the page need beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session, aliased

from caseworker.contacts.model import Talk
from caseworker.deadlines.model import DeadlineRow
from caseworker.exchange.kinds import exported_kinds, links_of
from caseworker.exchange.model import LOCAL_KINDS, SentBundle
from caseworker.exchange.outbox import Past, Touched, is_netted_out, known_base
from caseworker.exchange.records import RecordLine, field_names
from caseworker.people.model import CaseFile, Citizen, GroupPeriod, Staff
from caseworker.plan.model import Agreement
from caseworker.store.log import ChangePayload, ChangeRow
from caseworker.store.record import Record

_BITE = 2000  # ids asked for at a time


@dataclass(frozen=True, slots=True)
class SentRow:
    """A bundle that has left, as lists show it. `size` in bytes, `recipient` an age public key."""

    sequence: int
    sealed_at: datetime
    through_seq: int
    file_name: str
    sha256: str
    size: int
    records: dict[str, int]
    citizens: int
    faults: int
    recipient: str
    recipient_name: str


@dataclass(frozen=True, slots=True)
class CitizenName:
    """Whose records leave. `case_no` is that of the newest case."""

    id: str
    name: str
    sort_key: str
    cpr: str
    case_no: int | None


def sent_bundles(session: Session) -> list[SentRow]:
    """Return every bundle that has left, the newest first."""
    rows = session.scalars(select(SentBundle).order_by(SentBundle.sequence.desc()))
    return [
        SentRow(
            row.sequence, row.sealed_at, row.through_seq, row.file_name, row.sha256, row.size, dict(row.records),
            row.citizens, row.faults, row.recipient, row.recipient_name,
        )
        for row in rows
    ]  # fmt: skip


def log_end(session: Session) -> int:
    """Return the place of the newest change in the log, 0 where there is none."""
    return session.execute(select(func.max(ChangeRow.seq))).scalar_one() or 0


def touched(session: Session, after: int, through: int) -> list[Touched]:
    """Return the records with a change in the log after `after` and up to `through`."""
    span = (
        select(
            ChangeRow.record_id, func.min(ChangeRow.seq).label("first"), func.max(ChangeRow.seq).label("last")
        )
        .where(ChangeRow.seq > after, ChangeRow.seq <= through, ChangeRow.kind.not_in(LOCAL_KINDS))
        .group_by(ChangeRow.record_id)
        .subquery()
    )
    first, last = aliased(ChangeRow), aliased(ChangeRow)
    rows = session.execute(
        select(first.kind, first.record_id, first.operation, first.base_change_id, last.at, last.actor)
        .select_from(span)
        .join(first, first.seq == span.c.first)
        .join(last, last.seq == span.c.last)
    )
    return [Touched(*row) for row in rows]


def lines(
    session: Session, found: Iterable[Touched], ends: Sequence[int]
) -> Iterator[tuple[str, RecordLine]]:
    """Give each touched record as it stands now, kind by kind, in the order in which they were made.

    `ends` is how far each earlier bundle reached. What nobody else ever saw is left out.
    """
    by_kind: dict[str, dict[str, Touched]] = {}
    for one in found:
        by_kind.setdefault(one.kind, {})[one.record_id] = one
    for name, kind in exported_kinds().items():
        if wanted := by_kind.get(name):
            for line in _lines_of(session, name, kind, wanted, ends):
                yield name, line


def _lines_of(
    session: Session, name: str, kind: type[Record], wanted: dict[str, Touched], ends: Sequence[int]
) -> Iterator[RecordLine]:
    table = cast(Table, kind.__table__)
    fields = field_names(kind)
    columns = [table.c.id, table.c.change_id, table.c.deleted_at, *(table.c[field] for field in fields)]
    for bite in _bites(sorted(wanted)):
        for row in session.execute(select(*columns).where(table.c.id.in_(bite)).order_by(table.c.id)):
            one, deleted = wanted[row[0]], row[2] is not None
            base = _base(session, one, ends)
            if is_netted_out(base, deleted=deleted):
                continue
            yield RecordLine(
                kind=name, id=row[0], change_id=row[1], base_change_id=base, changed_at=one.changed_at,
                changed_by=one.changed_by, deleted=deleted, fields=dict(zip(fields, row[3:], strict=True)),
            )  # fmt: skip


def _base(session: Session, one: Touched, ends: Sequence[int]) -> str:
    """Return the change the receiver has the record at. Only a record that came back needs its history."""
    if one.first_operation != "restore":
        return one.base_change_id
    rows = session.execute(
        select(ChangeRow.seq, ChangeRow.change_id, ChangeRow.operation)
        .where(ChangeRow.record_id == one.record_id)
        .order_by(ChangeRow.seq)
    )
    return known_base([Past(*row) for row in rows], ends)


def deleted_targets(session: Session) -> dict[str, set[str]]:
    """Return, by kind, the ids of deleted records of every kind that another record can refer to."""
    kinds = exported_kinds()
    targets = {target for kind in kinds.values() for target in links_of(kind).values()}
    found: dict[str, set[str]] = {}
    for name in sorted(targets & kinds.keys()):
        table = cast(Table, kinds[name].__table__)
        found[name] = set(session.scalars(select(table.c.id).where(table.c.deleted_at.is_not(None))))
    return found


def citizen_names(session: Session, ids: Iterable[str]) -> dict[str, CitizenName]:
    """Return who these citizens are, deleted ones included."""
    found: dict[str, CitizenName] = {}
    for bite in _bites(sorted(ids)):
        newest = (
            select(CaseFile.citizen_id, func.max(CaseFile.case_no).label("case_no"))
            .where(CaseFile.citizen_id.in_(bite))
            .group_by(CaseFile.citizen_id)
            .subquery()
        )
        rows = session.execute(
            select(Citizen.id, Citizen.name, Citizen.sort_key, Citizen.cpr, newest.c.case_no)
            .outerjoin(newest, newest.c.citizen_id == Citizen.id)
            .where(Citizen.id.in_(bite))
            .execution_options(include_deleted=True)
        )
        found |= {row[0]: CitizenName(*row) for row in rows}
    return found


def case_numbers(session: Session, ids: Iterable[str]) -> dict[str, int]:
    """Return the short numbers of cases by id."""
    return _by_id(session, CaseFile.id, CaseFile.case_no, ids)


def staff_by_id(session: Session) -> dict[str, Staff]:
    """Return everybody who works or worked here."""
    rows = session.scalars(select(Staff).execution_options(include_deleted=True))
    return {row.id: row for row in rows}


def agreements_of_talks(session: Session, talk_ids: Iterable[str]) -> dict[str, list[Agreement]]:
    """Return the agreements made in these talks, by talk."""
    found: dict[str, list[Agreement]] = {}
    for bite in _bites(sorted(talk_ids)):
        for row in session.scalars(
            select(Agreement).where(Agreement.talk_id.in_(bite)).order_by(Agreement.id)
        ):
            found.setdefault(row.talk_id or "", []).append(row)
    return found


def talks_that_were_held(
    session: Session, talk_ids: Iterable[str], after: int, through: int
) -> frozenset[str]:
    """Return those of the talks that were held before their status changed in this part of the log."""
    first: dict[str, str | None] = {}
    for bite in _bites(sorted(talk_ids)):
        rows = session.execute(
            select(ChangeRow.record_id, ChangePayload.fields)
            .join(ChangePayload, ChangePayload.seq == ChangeRow.seq)
            .where(ChangeRow.record_id.in_(bite), ChangeRow.seq > after, ChangeRow.seq <= through)
            .order_by(ChangeRow.seq)
        )
        for talk_id, fields in rows:
            if "status" in fields:
                first.setdefault(talk_id, fields["status"][0])
    return frozenset(talk_id for talk_id, status in first.items() if status == "held")


def groups_of_cases(session: Session, case_ids: Iterable[str]) -> dict[str, list[GroupPeriod]]:
    """Return the target groups of these cases, by case, the earliest first."""
    found: dict[str, list[GroupPeriod]] = {}
    for bite in _bites(sorted(case_ids)):
        rows = session.scalars(
            select(GroupPeriod)
            .where(GroupPeriod.case_id.in_(bite))
            .order_by(GroupPeriod.from_on, GroupPeriod.id)
        )
        for row in rows:
            found.setdefault(row.case_id, []).append(row)
    return found


@dataclass(frozen=True, slots=True)
class CalendarTalk:
    """A talk ahead, for the calendar. `revision` rises with each change; `name` is the citizen's."""

    id: str
    status: str
    kind: str
    at: datetime
    minutes: int
    channel: str
    place: str
    revision: int
    case_no: int
    name: str


@dataclass(frozen=True, slots=True)
class CalendarDeadline:
    """A deadline that still runs or is missed, for the calendar. `answer` is the engine's."""

    case_id: str
    key: str
    rule: str
    answer: dict[str, Any]
    case_no: int
    name: str


def calendar_talks(session: Session, since: datetime) -> list[CalendarTalk]:
    """Return the talks from a moment on that are planned or were cancelled, by time."""
    rows = session.execute(
        select(
            Talk.id, Talk.status, Talk.kind, Talk.at, Talk.minutes, Talk.channel, Talk.place, Talk.revision,
            CaseFile.case_no, Citizen.name,
        )
        .join(CaseFile, CaseFile.id == Talk.case_id)
        .join(Citizen, Citizen.id == Talk.citizen_id)
        .where(Talk.status.in_(("planned", "cancelled")), Talk.at >= since)
        .order_by(Talk.at, Talk.id)
    )  # fmt: skip
    return [CalendarTalk(*tuple(row)) for row in rows]


def calendar_deadlines(session: Session) -> list[CalendarDeadline]:
    """Return the stored deadlines with a date that are not met, by date."""
    rows = session.execute(
        select(
            DeadlineRow.case_id, DeadlineRow.key, DeadlineRow.rule, DeadlineRow.answer, CaseFile.case_no,
            Citizen.name,
        )
        .join(CaseFile, CaseFile.id == DeadlineRow.case_id)
        .join(Citizen, Citizen.id == DeadlineRow.citizen_id)
        .where(DeadlineRow.status.in_(("missed", "due_soon", "open")), DeadlineRow.due_on.is_not(None))
        .order_by(DeadlineRow.due_on, DeadlineRow.case_id, DeadlineRow.key)
    )  # fmt: skip
    return [CalendarDeadline(*row) for row in rows]


def unknown_deadlines(session: Session, citizen_ids: Iterable[str]) -> list[tuple[str, str, int]]:
    """Return (citizen, case, how many) for deadlines that cannot be worked out because facts are missing."""
    found: list[tuple[str, str, int]] = []
    for bite in _bites(sorted(citizen_ids)):
        rows = session.execute(
            select(DeadlineRow.citizen_id, DeadlineRow.case_id, func.count())
            .where(DeadlineRow.status == "unknown", DeadlineRow.citizen_id.in_(bite))
            .group_by(DeadlineRow.citizen_id, DeadlineRow.case_id)
            .order_by(DeadlineRow.case_id)
        )
        found += [(row[0], row[1], row[2]) for row in rows]
    return found


def _by_id(session: Session, key: Any, value: Any, ids: Iterable[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for bite in _bites(sorted(ids)):
        rows = session.execute(
            select(key, value).where(key.in_(bite)).execution_options(include_deleted=True)
        )
        found |= {row[0]: row[1] for row in rows}
    return found


def _bites(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _BITE):
        yield ids[start : start + _BITE]


def unsent_citizens(session: Session) -> int:
    """Return how many citizens have changes that are in no bundle yet."""
    through = select(func.coalesce(func.max(SentBundle.through_seq), 0)).scalar_subquery()
    wanted = select(func.count(ChangeRow.citizen_id.distinct())).where(
        ChangeRow.seq > through, ChangeRow.kind.not_in(LOCAL_KINDS)
    )
    return session.execute(wanted).scalar_one()
