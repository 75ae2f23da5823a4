"""Gathering what leaves in one bundle, and writing down that it left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import msgspec
from sqlalchemy.orm import Session

from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.exchange import queries
from caseworker.exchange.faults import Checker, Fault
from caseworker.exchange.model import SentBundle
from caseworker.exchange.outbox import Tally
from caseworker.exchange.queries import SentRow
from caseworker.exchange.records import RecordLine
from caseworker.exchange.registering import SOURCES, Around, registrations
from caseworker.exchange.registrations import Registrations
from caseworker.people.staff import setting
from caseworker.store.work import Work


@dataclass(frozen=True, slots=True)
class Collected:
    """Everything that changed since the last bundle, as it stands at one moment.

    It reaches from `after` to `through` in the change log. `files` holds the JSON Lines of each kind.
    """

    after: int
    through: int
    last: SentRow | None
    tally: Tally
    files: dict[str, bytes]
    registrations: Registrations
    faults: tuple[Fault, ...]

    @property
    def sequence(self) -> int:
        """The number of the bundle that this would be."""
        return self.last.sequence + 1 if self.last else 1


def collect(session: Session, now: datetime, today: date) -> Collected:
    """Gather and check what leaves. The session sees one state of the store from beginning to end."""
    past = queries.sent_bundles(session)
    last = past[0] if past else None
    after, through = (last.through_seq if last else 0), queries.log_end(session)
    ends = sorted(one.through_seq for one in past)
    checker = Checker(now, today, queries.deleted_targets(session))
    tally = Tally({}, {}, {})
    files: dict[str, bytearray] = {}
    sources: list[RecordLine] = []
    encode = msgspec.json.Encoder().encode_into
    for kind, line in queries.lines(session, queries.touched(session, after, through), ends):
        content = files.setdefault(kind, bytearray())
        encode(line, content, -1)
        content += b"\n"
        tally.add(line)
        checker.check(line)
        if kind in SOURCES:
            sources.append(line)
    made = _registrations(session, sources, after, through)
    for visitation in made.visitations:
        if visitation.visitation is None and visitation.change == "write":
            checker.no_category(visitation.id, visitation.citizen_id)
    for citizen_id, case_id, count in queries.unknown_deadlines(session, tally.citizens):
        checker.unknown(citizen_id, case_id, count)
    done = {kind: bytes(content) for kind, content in files.items()}
    return Collected(after, through, last, tally, done, made, tuple(checker.faults))


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
    names = queries.citizen_names(session, citizens)
    around = Around(
        cprs={one.id: one.cpr for one in names.values()},
        case_nos=queries.case_numbers(session, cases),
        staff=queries.staff_by_id(session),
        agreements=queries.agreements_of_talks(session, talks),
        groups=queries.groups_of_cases(session, cases),
        were_held=queries.talks_that_were_held(session, left, after, through),
        unit=setting(session, "unit"),
    )
    return registrations(sources, around)
