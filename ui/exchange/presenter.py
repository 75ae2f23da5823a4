"""What the page of the exchange shows and does: the dry run, sending to a folder, and what has left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.text import Text, raw, t, tn
from caseworker.exchange import export
from caseworker.exchange.export import Exported, FaultLine, Outgoing
from caseworker.exchange.kinds import kind_name
from caseworker.exchange.queries import SentRow
from caseworker.office import Changes
from ui.exchange import remembered
from ui.ports import Desk, Presenter, ProgressNote

NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class FaultGroup:
    """The same fault at several citizens, and how to mend it. `more` is how many of them are not shown."""

    text: Text
    mend: Text
    lines: tuple[FaultLine, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ExchangeState:
    """The page. `outgoing` is the dry run, None until it has been made; `sent` what has left, newest first.

    `counts` says how many records of each kind leave. `hidden`: the citizen sees the screen.
    """

    outgoing: Outgoing | None = None
    faults: tuple[FaultGroup, ...] = ()
    fault_count: int = 0
    sent: tuple[SentRow, ...] = ()
    folder: Path | None = None
    loading: bool = True
    sending: bool = False
    hidden: bool = False
    problem: Text | None = None
    send_problem: Text | None = None
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def may_send(self) -> bool:
        """Whether there is something to send and a folder to send it to."""
        return bool(self.counts) and self.folder is not None and not self.sending and not self.loading


class ExchangePresenter(Presenter):
    """Makes the dry run in the pool: it reads everything that has changed since the last bundle."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.state = ExchangeState(folder=remembered.last_folder())
        self._asked = 0
        self._whole: set[Text] = set()

    def is_concerned(self, changes: Changes) -> bool:
        """Every change waits to be sent."""
        return bool(changes.changes)

    def reload(self) -> None:
        """Make the dry run anew."""
        if self.desk.citizen_view:
            self._show(replace(self.state, hidden=True, loading=False))
            return
        self._asked += 1
        asked, store = self._asked, self.desk.office.store
        self._show(replace(self.state, loading=True, hidden=False))

        def read(note: ProgressNote) -> tuple[Outgoing, list[SentRow]]:
            note(0, 0)
            return export.outgoing(store), export.sent(store)

        def done(found: tuple[Outgoing, list[SentRow]]) -> None:
            if asked == self._asked:
                self._take(*found)

        def failed(error: CaseworkerError) -> None:
            if asked == self._asked:
                self._show(replace(self.state, loading=False, problem=error.text))

        self.desk.tasks.pool(t("Looking at what is to be sent"), read, done, failed)

    def choose_folder(self, folder: Path) -> None:
        """Send to this folder, now and next time."""
        # A machine that cannot keep the folder can still send to it.
        with suppress(OSError):
            remembered.remember(folder)
        self._show(replace(self.state, folder=folder, send_problem=None))

    def send(self) -> None:
        """Seal what is new into one file in the folder."""
        folder, office = self.state.folder, self.desk.office
        if folder is None or not self.state.may_send:
            return
        self._show(replace(self.state, sending=True, send_problem=None))

        def seal(note: ProgressNote) -> Exported:
            note(0, 0)
            if not folder.is_dir():  # made anew it would lie on this computer, and stand here as sent
                raise UserError(
                    t("The folder {folder} is not there any more. Put the stick back in, or choose another folder. "
                      "Nothing is sent.", folder=str(folder))
                )  # fmt: skip
            return export.export_to(office.store, office.packs, office.run, folder)

        def done(exported: Exported) -> None:
            self._show(replace(self.state, sending=False))
            self.desk.notices.done(_sent_words(exported))
            self.reload()

        def failed(error: CaseworkerError) -> None:
            self._show(replace(self.state, sending=False, send_problem=error.text))

        self.desk.tasks.pool(t("Sealing and sending"), seal, done, failed)

    def show_fault(self, line: FaultLine) -> None:
        """Go to the field that a fault is about."""
        self.desk.navigation.go(line.fault.place)

    def show_all(self, group: FaultGroup) -> None:
        """Show every citizen with this fault."""
        self._whole.add(group.text)
        if self.state.outgoing is not None:
            self._take(self.state.outgoing, list(self.state.sent))

    def _take(self, outgoing: Outgoing, sent: list[SentRow]) -> None:
        self._show(
            replace(
                self.state,
                outgoing=outgoing,
                counts=outgoing.records,
                faults=tuple(self._groups(outgoing)),
                fault_count=len(outgoing.faults),
                sent=tuple(sent),
                loading=False,
                problem=None,
            )
        )

    def _groups(self, outgoing: Outgoing) -> Iterator[FaultGroup]:
        by_text: dict[Text, list[FaultLine]] = {}
        for line in outgoing.fault_lines():
            by_text.setdefault(line.fault.text, []).append(line)
        for text, lines in by_text.items():
            most = len(lines) if text in self._whole else NAMES_SHOWN
            yield FaultGroup(text, lines[0].fault.mend, tuple(lines[:most]), max(len(lines) - most, 0))

    def _show(self, state: ExchangeState) -> None:
        self.state = state
        self.on_changed()


def kind_lines(counts: Mapping[str, int]) -> list[tuple[Text, int]]:
    """Return what each kind of record is called with how many there are, the most first."""
    return [
        (kind_name(kind, count), count) for kind, count in sorted(counts.items(), key=lambda one: -one[1])
    ]


def lead_words(state: ExchangeState) -> Text | str:
    """Say in one sentence what there is to send. That it has not been sent stands above every page."""
    if state.outgoing is None:
        return ""
    if not state.counts:
        return t("Everything has been sent.")
    records = tn("{count} record", "{count} records", sum(state.counts.values()))
    if not state.outgoing.citizens:
        return t("{records} ready to be sent.", records=records)
    citizens = tn("{count} citizen", "{count} citizens", state.outgoing.citizens)
    return t("{records} about {citizens} ready to be sent.", records=records, citizens=citizens)


def size_words(size: int) -> Text:
    """Say how large a file is: "14 kB", "2.3 MB"."""
    if size < 1_000_000:
        return t("{count} kB", count=max(1, round(size / 1000)))
    return t("{count} MB", count=round(size / 1_000_000, 1))


def _sent_words(exported: Exported) -> Text:
    if exported.path is None:
        return t("There was nothing new to send.")
    return t(
        "Sent to {recipient} as {file}.", recipient=raw(exported.recipient.name), file=exported.path.name
    )
