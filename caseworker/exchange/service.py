"""Gathering what leaves in one bundle, writing down that it left, and remembering what calendars were told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

import msgspec
from sqlalchemy import Table, bindparam, delete, insert, inspect, select
from sqlalchemy.orm import Session

from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.exchange import queries
from caseworker.exchange.faults import Checker, Fault, checked_fields
from caseworker.exchange.kinds import citizen_of, exported_kinds
from caseworker.exchange.model import CalendarEntry, SentBundle
from caseworker.exchange.outbox import Tally, Touched, never_planned
from caseworker.exchange.queries import SentRow
from caseworker.exchange.records import RecordLine, field_names
from caseworker.exchange.registering import SOURCES, Around, is_first_contact, needs_summons, registrations
from caseworker.exchange.registrations import Registrations
from caseworker.exchange.vcalendar import Entry
from caseworker.people.staff import setting
from caseworker.store.record import Record
from caseworker.store.work import Work


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What changed since the last bundle, counted and checked. It reaches from `after` to `through` in the log."""

    after: int
    through: int
    last: SentRow | None
    tally: Tally
    faults: tuple[Fault, ...]

    @property
    def sequence(self) -> int:
        """The number of the bundle that this would be."""
        return self.last.sequence + 1 if self.last else 1


@dataclass(frozen=True, slots=True)
class Collected(Surveyed):
    """Everything that changed since the last bundle, as it stands at one moment.

    `files` holds the JSON Lines of each kind, in the order in which the records were made.
    """

    files: dict[str, bytes]
    registrations: Registrations


def survey(session: Session, now: datetime, today: date) -> Surveyed:
    """Count and check what leaves, reading no more than that takes. The session sees one state of the store."""
    return _Pass(session, now, today).surveyed()


def collect(session: Session, now: datetime, today: date) -> Collected:
    """Gather, count and check what leaves. The session sees one state of the store from beginning to end."""
    one = _Pass(session, now, today, whole=True)
    found = one.surveyed()
    return Collected(
        found.after, found.through, found.last, found.tally, found.faults, one.files,
        _registrations(session, one.sources, found.after, found.through),
    )  # fmt: skip


class _Pass:
    """Goes once through what changed. `whole`: also writes the files and keeps what registrations are made of."""

    def __init__(self, session: Session, now: datetime, today: date, *, whole: bool = False) -> None:
        past = queries.sent_bundles(session)
        self._session, self._whole = session, whole
        self._last = past[0] if past else None
        self._ends = sorted(one.through_seq for one in past)
        self._after, self._through = (past[0].through_seq if past else 0), queries.log_end(session)
        unit = setting(session, "unit")
        self._checker = Checker(now, today, queries.deleted_targets(session), unit)
        self._tally = Tally({}, {}, {})
        self.files: dict[str, bytes] = {}
        self.sources: list[RecordLine] = []

    def surveyed(self) -> Surveyed:
        """Go through all of it."""
        touched = queries.touched(self._session, self._after, self._through)
        for name, kind in exported_kinds().items():
            if wanted := touched.pop(name):
                self._kind(name, kind, wanted)
        for citizen_id, case_id, missing in queries.unknown_deadlines(self._session, self._tally.citizens):
            self._checker.unknown(citizen_id, case_id, missing)
        return Surveyed(self._after, self._through, self._last, self._tally, self._checker.found())

    def _kind(self, name: str, kind: type[Record], wanted: dict[str, Touched]) -> None:
        fields = field_names(kind) if self._whole else checked_fields(kind)
        encode, written = msgspec.json.Encoder().encode, list[bytes]()
        citizens: list[str | None] = []
        deleted = 0
        kept = name in SOURCES and (self._whole or name == "case_event")
        for line in queries.lines(self._session, wanted, self._ends, kind, fields):
            citizens.append(citizen_of(name, line.id, line.fields))
            deleted += line.deleted
            self._checker.check(line)
            if self._whole:
                written.append(encode(line))
            if kept:
                self.sources.append(line)
        self._tally.add(name, citizens, deleted)
        if name == "case_event":
            self._first_contacts()
        # A line begins with its kind and its id, which rises with time.
        if written:
            self.files[name] = b"\n".join((*sorted(written), b""))

    def _first_contacts(self) -> None:
        first = [line for line in self.sources if is_first_contact(line) and not line.deleted]
        grouped = queries.cases_with_group(self._session)
        for line in first:
            if line.fields["case_id"] not in grouped:
                self._checker.no_category(line.id, line.fields["citizen_id"])


def record_sent(
    work: Work, collected: Collected, *, name: str, sha256: str, size: int, recipient: tuple[str, str]
) -> None:
    """Write down that a bundle left, which moves the outbox on. Cannot be undone: it is out of the house.

    `recipient` is name and public key. Raises UserError when another bundle left in the meantime.
    """
    newest = work.first(SentBundle, order_by=SentBundle.sequence.desc())
    if (newest.sequence if newest else 0) + 1 != collected.sequence:
        raise UserError(t("Another export has just finished. Look at what is left to send, and try again."))
    work.undoable = False
    work.add(
        SentBundle(
            sequence=collected.sequence,
            sealed_at=work.now(),
            after_seq=collected.after,
            through_seq=collected.through,
            file_name=name,
            sha256=sha256,
            size=size,
            records=dict(collected.tally.kinds),
            citizens=len(collected.tally.citizens),
            faults=len(collected.faults),
            recipient_name=recipient[0],
            recipient=recipient[1],
        )
    )


def _registrations(session: Session, sources: list[RecordLine], after: int, through: int) -> Registrations:
    citizens = {line.fields["citizen_id"] for line in sources}
    cases = {line.fields["case_id"] for line in sources}
    talks = [line.id for line in sources if line.kind == "talk"]
    left = [line.id for line in sources if line.kind == "talk" and line.base_change_id]
    called = [line.id for line in sources if needs_summons(line)]
    names = queries.citizen_names(session, citizens)
    around = Around(
        cprs={one.id: one.cpr for one in names.values()},
        case_nos=queries.case_numbers(session, cases),
        staff=queries.staff_by_id(session),
        agreements=queries.agreements_of_talks(session, talks),
        groups=queries.groups_of_cases(session),
        uncalled=never_planned(queries.logged_changes(session, called)),
        were_held=queries.talks_that_were_held(session, left, after, through),
        unit=setting(session, "unit"),
    )
    return registrations(sources, around)


def told(session: Session) -> dict[str, Entry]:
    """Return what calendar programs were last told, by UID. Places and names are not kept."""
    if not inspect(session.connection()).has_table(CalendarEntry.__tablename__):
        return {}
    entries = CalendarEntry.__table__.c
    rows = session.execute(
        select(
            entries.uid, entries.sequence, entries.changed_at, entries.starts, entries.ends, entries.summary,
            entries.cancelled,
        )
    )  # fmt: skip
    return {
        uid: Entry(uid, sequence, at, _moment(starts), _moment(ends), summary, cancelled)
        for uid, sequence, at, starts, ends, summary, cancelled in rows
    }


def tell(session: Session, changed: Iterable[Entry], forgotten: Iterable[str]) -> None:
    """Remember what calendar programs are told now. A store from before there was a calendar gets its table."""
    table = cast(Table, CalendarEntry.__table__)
    rows = [
        {
            "uid": one.uid, "sequence": one.sequence, "changed_at": one.stamp, "starts": one.start.isoformat(),
            "ends": one.end.isoformat(), "summary": one.summary, "cancelled": one.cancelled,
        }
        for one in changed
    ]  # fmt: skip
    gone = [*forgotten]
    if not rows and not gone:
        return
    table.create(session.connection(), checkfirst=True)
    if rows:
        session.execute(insert(table).prefix_with("OR REPLACE"), rows)
    if gone:
        session.execute(
            delete(table).where(table.c.uid == bindparam("gone")), [{"gone": uid} for uid in gone]
        )


def _moment(words: str) -> date | datetime:
    return datetime.fromisoformat(words) if "T" in words else date.fromisoformat(words)
