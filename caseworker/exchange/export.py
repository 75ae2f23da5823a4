"""The export: what would leave, and sealing it into one file for the jobcentre."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar

from caseworker.base.danish import masked_cpr
from caseworker.base.errors import UserError
from caseworker.base.text import Text, t
from caseworker.deadlines.packs import Packs
from caseworker.exchange import bundle, folder, ics, queries, seal, service, signing
from caseworker.exchange.faults import Fault
from caseworker.exchange.manifest import Receiver, Sender
from caseworker.exchange.queries import SentRow
from caseworker.exchange.seal import Recipient
from caseworker.exchange.service import Collected
from caseworker.people import staff
from caseworker.store import keys
from caseworker.store.store import Store
from caseworker.store.work import Work

T = TypeVar("T")

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_LONGEST_NAME = 40


class Run(Protocol):
    """How an act is run: the office's way, which also tells the screens."""

    def __call__(self, name: Text, do: Callable[[Work], T], /) -> T:
        """Run one act in one transaction."""


@dataclass(frozen=True, slots=True)
class CitizenLine:
    """How much of one citizen leaves. `records` counts by kind."""

    citizen_id: str
    name: str
    cpr_masked: str
    case_no: int | None
    records: dict[str, int]

    @property
    def total(self) -> int:
        """How many records that is."""
        return sum(self.records.values())


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault with whose it is. Name and case number are empty for what belongs to no citizen."""

    fault: Fault
    name: str
    case_no: int | None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What would leave now: counts by kind, citizens in Danish order, faults, to whom, and the last bundle."""

    records: dict[str, int]
    citizens: int
    per_citizen: tuple[CitizenLine, ...]
    faults: tuple[Fault, ...]
    recipient: Recipient
    last: SentRow | None

    def fault_lines(self) -> list[FaultLine]:
        """Return the faults with whose they are, citizen by citizen; what belongs to none comes last."""
        order = {line.citizen_id: place for place, line in enumerate(self.per_citizen)}
        none = CitizenLine("", "", "", None, {})
        found = []
        for fault in self.faults:
            place = order.get(fault.citizen_id or "", len(order))
            whose = self.per_citizen[place] if place < len(order) else none
            found.append((place, FaultLine(fault, whose.name, whose.case_no)))
        return [line for _place, line in sorted(found, key=lambda one: one[0])]


@dataclass(frozen=True, slots=True)
class Exported:
    """What has left. `path` is None where there was nothing new; then nothing was written."""

    path: Path | None
    records: dict[str, int]
    citizens: int
    faults: tuple[Fault, ...]
    recipient: Recipient


def outgoing(store: Store) -> Outgoing:
    """Return what an export would take along. Changes nothing."""
    with store.read() as session:
        found = service.survey(session, store.clock.now(), store.clock.today())
        names = queries.citizen_names(session, found.tally.citizens)
        recipient = seal.recipient_of(staff.setting(session, seal.SETTING))
    lines = [
        CitizenLine(one.id, one.name, masked_cpr(one.cpr), one.case_no, found.tally.citizens[one.id])
        for one in sorted(names.values(), key=lambda one: (one.sort_key, one.id))
    ]
    kinds = dict(sorted(found.tally.kinds.items()))
    return Outgoing(kinds, len(found.tally.citizens), tuple(lines), found.faults, recipient, found.last)


def sent(store: Store) -> list[SentRow]:
    """Return the bundles that have left, the newest first."""
    with store.read() as session:
        return queries.sent_bundles(session)


def export_to(store: Store, packs: Packs, run: Run, to: Path, *, names_in_calendar: bool = False) -> Exported:
    """Seal what is new into one file in the folder `to`, then write down that it left.

    The file is whole before the store knows of it: a failure leaves neither half a file nor a gap.
    Raises UserError when the folder cannot take it or a key cannot be used.
    """
    now, today = store.clock.now(), store.clock.today()
    with store.read() as session:
        found = service.collect(session, now, today)
        who = staff.me(session)
        unit = str(staff.setting(session, "unit").get("name", ""))
        recipient = seal.recipient_of(staff.setting(session, seal.SETTING))
        if not found.files:
            return Exported(None, {}, 0, (), recipient)
        events = ics.calendar(
            queries.calendar_talks(session, now),
            queries.calendar_deadlines(session),
            packs,
            now,
            names=names_in_calendar,
        )
    recipient = seal.with_key(recipient, store.folder, now)
    store_id = _store_id(store)
    key = signing.device_key(store.folder, store.key, store_id)
    sender = Sender(
        name=who.name, unit=unit, device=store.device, store_id=store_id, public_key=signing.public_key(key)
    )
    content = bundle.build(
        bundle.Contents(
            base=base_name(who.name, found.sequence, today),
            sender=sender,
            recipient=Receiver(name=recipient.name, public_key=recipient.public_key),
            created=now,
            today=today,
            previous=found.last.sha256 if found.last else "",
            calendar=events,
            collected=found,
        ),
        key,
    )
    sealed = seal.seal(content, recipient.public_key)
    path = folder.put(to, f"{base_name(who.name, found.sequence, today)}.bag.zip.age", sealed)
    _write_down(run, found, path, sealed, recipient)
    kinds = dict(sorted(found.tally.kinds.items()))
    return Exported(path.absolute(), kinds, len(found.tally.citizens), found.faults, recipient)


def key_problems(store: Store) -> list[Text]:
    """Return why a key would stop every export: an empty list when none does. Keys still to be made are not made."""
    with store.read() as session:
        recipient = seal.recipient_of(staff.setting(session, seal.SETTING))

    def signing_key() -> None:
        if (store.folder / signing.KEY_NAME).exists():
            signing.device_key(store.folder, store.key, _store_id(store))

    def receivers_key() -> None:
        if not recipient.is_demo or (store.folder / seal.DEMO_KEY_NAME).exists():
            seal.seal(b"", seal.with_key(recipient, store.folder, store.clock.now()).public_key)

    found = []
    for used in (signing_key, receivers_key):
        try:
            used()
        except UserError as problem:
            found.append(problem.text)
    return found


def _store_id(store: Store) -> str:
    return str(keys.read_header(store.folder)["store_id"])


def base_name(sender: str, sequence: int, day: date) -> str:
    """Return the name of a bundle: who sent it, its number and its day; never a citizen."""
    words = unicodedata.normalize("NFKD", sender.casefold().translate(_LETTERS))
    plain = re.sub(r"[^a-z0-9]+", "-", words.encode("ascii", "ignore").decode()).strip("-")
    return f"{plain[:_LONGEST_NAME].strip('-') or 'caseworker'}-{sequence:06d}-{day.isoformat()}"


def _write_down(run: Run, found: Collected, path: Path, sealed: bytes, recipient: Recipient) -> None:
    def act(work: Work) -> None:
        service.record_sent(
            work,
            found,
            name=path.name,
            sha256=hashlib.sha256(sealed).hexdigest(),
            size=len(sealed),
            recipient=(recipient.name, recipient.public_key),
        )

    try:
        run(t("Export to {recipient}", recipient=recipient.name), act)
    except BaseException:
        # The store does not know of the file, so the next export has the same number: it must not lie about.
        with suppress(OSError):
            path.unlink()
        raise
