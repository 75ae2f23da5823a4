"""Reading what leaves: changed records, and what registrations, calendar and the page need beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, String, Table, and_, case, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from caseworker.contacts.model import Talk
from caseworker.deadlines.model import DeadlineRow
from caseworker.deadlines.queries import has_date, known_condition, to_do_condition
from caseworker.exchange.kinds import exported_kinds, links_of
from caseworker.exchange.model import LOCAL_KINDS, SentBundle
from caseworker.exchange.outbox import Past, Touched, is_netted_out, known_base
from caseworker.exchange.records import RecordLine
from caseworker.exchange.registrations import Agreed, Visited
from caseworker.people.model import CaseFile, Citizen, GroupPeriod, Staff
from caseworker.plan.model import Agreement
from caseworker.store.log import ChangePayload, ChangeRow
from caseworker.store.record import Record

_BITE = 2000  # ids asked for at a time
_SHARE = 3  # from a third of a table on it is read from end to end


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


def touched(session: Session, after: int, through: int) -> dict[str, dict[str, Touched]]:
    """Return, by kind and id, the records with a change in the log after `after` and up to `through`.

    One pass over that part of the log: two look-ups per record take five times as long on a large store.
    """
    log = cast(Table, ChangeRow.__table__).c
    rows = session.execute(
        select(
            log.kind, log.record_id, log.operation, log.base_change_id, type_coerce(log.at, String), log.actor
        )
        .where(log.seq > after, log.seq <= through, log.kind.not_in(LOCAL_KINDS))
        .order_by(log.seq)
    )
    found: dict[str, dict[str, Touched]] = {name: {} for name in exported_kinds()}
    for bite in rows.partitions(_BITE):
        for kind, record_id, operation, base, at, actor in bite:
            ids = found.setdefault(kind, {})
            if (one := ids.get(record_id)) is None:
                ids[record_id] = Touched(record_id, operation, base, at, actor)
            else:
                one.changed_at, one.changed_by = at, actor
    return found


def lines(
    session: Session,
    wanted: Mapping[str, Touched],
    ends: Sequence[int],
    kind: type[Record],
    fields: Sequence[str],
) -> Iterator[RecordLine]:
    """Give each touched record of a kind as it stands now, with these of its fields, in no order.

    `ends` is how far each earlier bundle reached. What nobody else ever saw is left out.
    """
    name = kind.__tablename__
    for row in _rows_of(session, kind, fields, wanted):
        if (one := wanted.get(row[0])) is None:
            continue
        base, deleted = _base(session, one, ends), bool(row[2])
        if is_netted_out(base, deleted=deleted):
            continue
        yield RecordLine(
            kind=name, id=row[0], change_id=row[1], base_change_id=base, deleted=deleted,
            changed_at=datetime.fromisoformat(one.changed_at), changed_by=one.changed_by,
            fields=dict(zip(fields, row[3:], strict=True)),
        )  # fmt: skip


def _rows_of(
    session: Session, kind: type[Record], fields: Sequence[str], wanted: Collection[str]
) -> Iterator[Any]:
    """Read records by their ids, or the whole table where that is less work than finding each one."""
    table = cast(Table, kind.__table__)
    columns = (table.c[field] for field in fields)
    rows = select(table.c.id, table.c.change_id, table.c.deleted_at.is_not(None), *columns)
    size = session.scalar(select(func.count()).select_from(table)) or 0
    if len(wanted) * _SHARE > size:
        for part in session.execute(rows).partitions(_BITE):
            yield from part
    else:
        for bite in _bites(sorted(wanted)):
            yield from session.execute(rows.where(table.c.id.in_(bite))).all()


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


def agreements_of_talks(session: Session, talk_ids: Collection[str]) -> dict[str, list[Agreed]]:
    """Return the agreements made in these talks, by talk, in the order in which they were made."""
    rows = session.execute(
        select(Agreement.id, Agreement.talk_id, Agreement.side, Agreement.words, Agreement.due_on)
        .where(Agreement.talk_id.is_not(None))
        .order_by(Agreement.id)
    )
    wanted, found = set(talk_ids), dict[str, list[Agreed]]()
    for _id, talk_id, side, words, due_on in rows:
        if talk_id in wanted:
            found.setdefault(talk_id, []).append(Agreed(side=side, words=words, due_on=due_on))
    return found


def talks_that_were_held(
    session: Session, talk_ids: Iterable[str], after: int, through: int
) -> frozenset[str]:
    """Return those of the talks that were held before their status changed in this part of the log."""
    first: dict[str, str | None] = {}
    for talk_id, fields in logged_changes(session, talk_ids, ChangeRow.seq > after, ChangeRow.seq <= through):
        if fields is not None and "status" in fields:
            first.setdefault(talk_id, fields["status"][0])
    return frozenset(talk_id for talk_id, status in first.items() if status == "held")


def logged_changes(
    session: Session, ids: Iterable[str], *part: ColumnElement[bool]
) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """Give the changes of records in a part of the log, in their order: id and fields, None for those purged."""
    for bite in _bites(sorted(ids)):
        rows = session.execute(
            select(ChangeRow.record_id, ChangePayload.fields)
            .outerjoin(ChangePayload, ChangePayload.seq == ChangeRow.seq)
            .where(ChangeRow.record_id.in_(bite), *part)
            .order_by(ChangeRow.seq)
        )
        yield from ((record_id, fields) for record_id, fields in rows)


def groups_of_cases(session: Session) -> dict[str, list[tuple[date, Visited]]]:
    """Return the target groups of every case with the day each began, by case, the earliest first."""
    rows = session.execute(
        select(
            GroupPeriod.case_id, GroupPeriod.from_on, GroupPeriod.code, GroupPeriod.visited_as, GroupPeriod.match,
            GroupPeriod.category,
        ).order_by(GroupPeriod.from_on, GroupPeriod.id)
    )  # fmt: skip
    found: dict[str, list[tuple[date, Visited]]] = {}
    for case_id, from_on, code, visited_as, match, category in rows:
        visited = Visited(group=code, visited_as=visited_as, match=match, category=category)
        found.setdefault(case_id, []).append((from_on, visited))
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
    """A deadline that stands with a date (`has_date`) and is not met, for the calendar. `answer` is the engine's."""

    case_id: str
    key: str
    rule: str
    answer: dict[str, Any]
    case_no: int
    name: str


def calendar_talks(session: Session, since: datetime) -> list[CalendarTalk]:
    """Return the talks from a moment on that are planned or were cancelled, by time."""
    return _talks(session, Talk.status.in_(("planned", "cancelled")), Talk.at >= since)


def own_talks(session: Session, staff_id: str, since: datetime) -> list[CalendarTalk]:
    """Return a caseworker's talks from a moment on, also those that have been held, by time."""
    mine = or_(Talk.staff_id == staff_id, and_(Talk.staff_id.is_(None), _own_cases(staff_id)))
    return _talks(session, Talk.status != "cancelled", Talk.at >= since, mine)


def calendar_deadlines(session: Session) -> list[CalendarDeadline]:
    """Return the stored deadlines with a date that are not met, by date; none from before its case came here."""
    return _deadlines(session)


def own_deadlines(session: Session, staff_id: str) -> list[CalendarDeadline]:
    """Return those of `calendar_deadlines` in a caseworker's cases, by date."""
    return _deadlines(session, _own_cases(staff_id))


def _own_cases(staff_id: str) -> ColumnElement[bool]:
    return or_(CaseFile.owner_id == staff_id, CaseFile.primary_contact_id == staff_id)


def _talks(session: Session, *wanted: ColumnElement[bool]) -> list[CalendarTalk]:
    rows = session.execute(
        select(
            Talk.id, Talk.status, Talk.kind, Talk.at, Talk.minutes, Talk.channel, Talk.place, Talk.revision,
            CaseFile.case_no, Citizen.name,
        )
        .join(CaseFile, CaseFile.id == Talk.case_id)
        .join(Citizen, Citizen.id == Talk.citizen_id)
        .where(*wanted)
        .order_by(Talk.at, Talk.id)
    )  # fmt: skip
    return [CalendarTalk(*tuple(row)) for row in rows]


def _deadlines(session: Session, *wanted: ColumnElement[bool]) -> list[CalendarDeadline]:
    rows = session.execute(
        select(
            DeadlineRow.case_id, DeadlineRow.key, DeadlineRow.rule, DeadlineRow.answer, CaseFile.case_no,
            Citizen.name,
        )
        .join(CaseFile, CaseFile.id == DeadlineRow.case_id)
        .join(Citizen, Citizen.id == DeadlineRow.citizen_id)
        .where(
            DeadlineRow.status.in_(("missed", "due_soon", "open", "suspended")),
            DeadlineRow.due_on.is_not(None),
            to_do_condition(),
            known_condition(),
            *wanted,
        )
        .order_by(DeadlineRow.due_on, DeadlineRow.case_id, DeadlineRow.key)
    )  # fmt: skip
    return [one for one in (CalendarDeadline(*row) for row in rows) if has_date(one.answer)]


def unknown_deadlines(session: Session, citizen_ids: Collection[str]) -> list[tuple[str, str, list[str]]]:
    """Return (citizen, case, what is missing) of cases with deadlines that cannot be worked out."""
    rows = session.execute(
        select(DeadlineRow.citizen_id, DeadlineRow.case_id, DeadlineRow.answer)
        .where(DeadlineRow.status == "unknown")
        .order_by(DeadlineRow.case_id, DeadlineRow.key)
    )
    found: dict[tuple[str, str], dict[str, None]] = {}
    for citizen_id, case_id, answer in rows:
        if citizen_id in citizen_ids:
            found.setdefault((citizen_id, case_id), {}).update(dict.fromkeys(answer["missing"]))
    return [(*whose, list(missing)) for whose, missing in found.items()]


def cases_with_group(session: Session) -> set[str]:
    """Return the cases that have a target group."""
    return set(session.scalars(select(GroupPeriod.case_id)))


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
    """Return how many citizens have changes that are in no bundle yet.

    What was made and taken back again since the last bundle does not leave, so it does not count.
    """
    through = session.scalar(select(func.coalesce(func.max(SentBundle.through_seq), 0))) or 0
    new = ChangeRow.seq > through
    # One pass over the log, which is asked for after every act: records taken away are few, and looked up.
    gone = func.group_concat(case((ChangeRow.operation == "delete", ChangeRow.record_id)))
    rows = session.execute(
        select(func.count(), gone)
        .where(new, ChangeRow.kind.not_in(LOCAL_KINDS), ChangeRow.citizen_id.is_not(None))
        .group_by(ChangeRow.citizen_id)
    )
    changes: list[tuple[int, set[str]]] = [
        (count, set(ids.split(",")) if ids else set()) for count, ids in rows
    ]
    netted_out = _netted_out(session, new, {one for _count, ids in changes for one in ids})
    return sum(count > sum(netted_out.get(one, 0) for one in ids) for count, ids in changes)


def _netted_out(session: Session, new: ColumnElement[bool], ids: Collection[str]) -> dict[str, int]:
    """Return the records that were made and taken away again since the last bundle, with their changes."""
    steps: dict[str, list[str]] = {}
    for bite in _bites(sorted(ids)):
        wanted = select(ChangeRow.record_id, ChangeRow.operation).where(new, ChangeRow.record_id.in_(bite))
        for record_id, operation in session.execute(wanted.order_by(ChangeRow.seq)):
            steps.setdefault(record_id, []).append(operation)
    return {one: len(done) for one, done in steps.items() if done[0] == "insert" and done[-1] == "delete"}
