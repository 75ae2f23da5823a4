"""The page "Exchange" (Udveksling): what will leave, to whom, what is wrong with it, and what has left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLayout, QWidget

from caseworker.base.clock import day_of
from caseworker.base.place import Place
from caseworker.base.text import t, tc, tn
from caseworker.exchange.export import CitizenLine, FaultLine
from caseworker.exchange.queries import SentRow
from caseworker.office import Changes
from ui.exchange.calendar_card import CalendarCard
from ui.exchange.presenter import ExchangePresenter, FaultGroup, kind_lines, lead_words, size_words
from ui.kit import (
    STRETCH,
    Banner,
    BusyButton,
    Button,
    Card,
    Column,
    EmptyState,
    IconMark,
    Label,
    LinkButton,
    Page,
    RecordTable,
    box,
    column,
    px,
    row,
    say,
    say_count,
    tokens,
)
from ui.kit.layout import ending
from ui.ports import Desk

_SIDE = 340
_KIND_COLUMNS = 3
_MOST_ROWS = 6


class ExchangePage(Page):
    """The dry run, one button that sends, and the list of what was sent.

    `choose_folder` asks the system; a tour puts its own answer in.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(tc("page", "Exchange"))
        self._desk = desk
        self.presenter = ExchangePresenter(desk)
        self.presenter.on_changed = self._draw
        self.choose_folder: Callable[[QWidget, Path | None], Path | None] = ask_folder
        self._problem: Banner | None = None
        self._drawn: object = None
        self._what = Card(t("This will leave"), divided=True)
        self.citizens = RecordTable(
            _citizen_columns(), name=t("Citizens with changes"), key=lambda line: line.citizen_id
        )
        self.citizens.row_chosen.connect(lambda line: desk.navigation.go(Place("citizen", line.citizen_id)))
        self._faults = Card(t("Worth mending first"), divided=True)
        self.sent = RecordTable(_sent_columns(), name=tc("card", "Sent"), key=lambda line: line.sequence)
        self._sent_card = Card(tc("card", "Sent"), divided=True)
        self.calendar = CalendarCard(desk)
        side = column(self._make_send_card(), self._faults, self.calendar, STRETCH, gap=tokens.L)
        holder = box(side)
        holder.setFixedWidth(px(_SIDE))
        left = column(self._what, self._sent_card, STRETCH, gap=tokens.L)
        columns = row((left, 1), holder, gap=tokens.L)
        self.add(columns)
        self.add_stretch()
        self._make_lists()

    def show_place(self, place: Place) -> None:
        """Make the dry run."""
        del place
        self.presenter.reload()
        self.calendar.presenter.reload()

    def heard(self, changes: Changes) -> None:
        """Make the dry run anew while the page is on the screen."""
        if self.isVisible():
            self.presenter.heard(changes)
            self.calendar.presenter.heard(changes)

    def save_draft(self) -> None:
        """Nothing is typed here."""

    # ---- building

    def _make_send_card(self) -> Card:
        self._recipient = Label("", "body", wrap=True)
        self._recipient_note = Label("", "note", wrap=True)
        self._folder = Label("", "body", wrap=True)
        self.folder_button = Button(t("Choose folder"), icon="folder-open", on_click=self._choose)
        self.send_button = BusyButton(
            t("Send to folder"), kind="filled", icon="send", on_click=self._send, busy_text=t("Sending …")
        )
        self._safe = Label(
            t("The file is sealed: only the receiver can open it. No name stands in the file's name."),
            "note", wrap=True,
        )  # fmt: skip
        card = Card(tc("card", "Send"), divided=True)
        card.add(
            column(Label(tc("exchange", "Receiver"), "label"), self._recipient, self._recipient_note, gap=2),
            column(
                Label(tc("exchange", "Folder"), "label"),
                self._folder,
                6,
                row(self.folder_button, STRETCH),
                gap=2,
            ),
            row(self.send_button, STRETCH),
            self._safe,
        )
        return card

    def _make_lists(self) -> None:
        self._kinds_place = QWidget()
        self._kinds = QGridLayout(self._kinds_place)
        self._kinds.setContentsMargins(0, 0, 0, 0)
        self._kinds.setHorizontalSpacing(px(tokens.S))
        self._kinds.setVerticalSpacing(px(tokens.XS))
        self._nothing = Label(
            t("There is nothing new. What you write from now on comes here."), "soft", wrap=True
        )
        inside = (tokens.L, tokens.L, tokens.L, tokens.L)
        self._summary = box(column(self._nothing, self._kinds_place, margins=inside))
        self._what.add_wide(box(column(self._summary, self.citizens, gap=0)))
        self._no_sent = box(
            column(Label(t("Nothing has been sent from here yet."), "soft", wrap=True), margins=inside)
        )
        self._sent_card.add_wide(box(column(self._no_sent, self.sent, gap=0)))

    # ---- drawing

    def _draw(self) -> None:
        state = self.presenter.state
        if state.hidden:
            words = t("What is sent concerns other citizens. It is hidden while the citizen sees the screen.")
            self.show_empty(EmptyState(t("The exchange is hidden"), words, icon="eye-off"))
            return
        if state.problem is not None:
            self.show_error(state.problem, on_retry=self.presenter.reload)
            return
        if state.outgoing is None:
            self.show_loading()
            return
        self.show_content()
        self.set_title(tc("page", "Exchange"), lead_words(state))
        self._draw_send()
        if self._drawn != (id(state.outgoing), state.faults):
            self._drawn = (id(state.outgoing), state.faults)
            self._draw_what()
            self._draw_faults()
            self._draw_sent()

    def _draw_send(self) -> None:
        state = self.presenter.state
        assert state.outgoing is not None
        recipient = state.outgoing.recipient
        self._recipient.set_text(recipient.name)
        note = (
            t(
                "The demo's own key, kept beside the store. A real jobcentre's key comes with the unit's settings."
            )
            if recipient.is_demo
            else t("Key {key} …", key=recipient.public_key[:16])
        )
        self._recipient_note.set_text(note)
        self._folder.set_text(str(state.folder) if state.folder else t("Not chosen yet."))
        self.folder_button.set_text(t("Another folder") if state.folder else t("Choose folder"))
        self.send_button.set_busy(state.sending)
        self.send_button.setEnabled(bool(state.counts))
        if self._problem is not None:
            self.remove_banner(self._problem)
            self._problem = None
        if state.send_problem is not None:
            self._problem = self.show_banner(Banner(state.send_problem, "attention", closable=True))
            self._problem.closed.connect(self._forget_problem)

    def _forget_problem(self) -> None:
        self._problem = None

    def _draw_what(self) -> None:
        state = self.presenter.state
        assert state.outgoing is not None
        while (item := self._kinds.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        lines = kind_lines(state.counts)
        for number, (words, count) in enumerate(lines):
            line, place = divmod(number, _KIND_COLUMNS)
            amount = Label(say_count(count), "strong")
            amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            # The number stands before its words: behind them it would lie closer to the next ones.
            self._kinds.addWidget(amount, line, place * 2)
            self._kinds.addWidget(Label(words, "soft"), line, place * 2 + 1)
        for place in range(_KIND_COLUMNS):
            self._kinds.setColumnStretch(place * 2 + 1, 1)
        self._kinds_place.setVisible(bool(lines))
        self.citizens.setVisible(bool(state.outgoing.per_citizen))
        self.citizens.set_records(state.outgoing.per_citizen)
        _fit_rows(self.citizens)
        self._nothing.setVisible(not lines)

    def _draw_faults(self) -> None:
        state = self.presenter.state
        self._faults.clear_body()
        self._faults.setVisible(bool(state.faults))
        for group in state.faults:
            self._add_fault(group)
        self._faults.add_footer(
            t("Faults keep nothing back. They are written into the file, so that the receiver knows.")
        )
        if self._faults.header is not None:
            self._faults.header.set_count(state.fault_count)

    def _add_fault(self, group: FaultGroup) -> None:
        words = column(Label(group.text, "body", wrap=True), Label(group.mend, "note", wrap=True), gap=0)
        for line in group.lines:
            words.addLayout(self._fault_line(line))
        if group.more:
            more = LinkButton(
                tn("{count} more", "{count} more", group.more),
                on_click=lambda: self.presenter.show_all(group),
            )
            words.addLayout(row(more, STRETCH))
        mark = column(2, IconMark("triangle-alert", "ink_soft", 16), STRETCH, gap=0)
        self._faults.add_row(mark, (words, 1))

    def _fault_line(self, line: FaultLine) -> QLayout:
        show = LinkButton(
            t("show me"), name=t("Show me: {fault}, {name}", fault=line.fault.text, name=line.name),
            on_click=lambda: self.presenter.show_fault(line),
        )  # fmt: skip
        return ending((Label(line.name or t("no citizen"), "note", elide=True), 1), show)

    def _draw_sent(self) -> None:
        state = self.presenter.state
        self._no_sent.setVisible(not state.sent)
        self.sent.setVisible(bool(state.sent))
        self.sent.set_records(state.sent)
        _fit_rows(self.sent)

    # ---- doing

    def _choose(self) -> bool:
        folder = self.choose_folder(self, self.presenter.state.folder)
        if folder is not None:
            self.presenter.choose_folder(folder)
        return folder is not None

    def _send(self) -> None:
        if self.presenter.state.folder is not None or self._choose():
            self.presenter.send()


def ask_folder(parent: QWidget, start: Path | None) -> Path | None:
    """Ask for a folder; None when the caseworker thinks better of it."""
    found = QFileDialog.getExistingDirectory(parent, say(t("Choose folder")), str(start or ""))
    return Path(found) if found else None


def _citizen_columns() -> list[Column]:
    def name(line: CitizenLine) -> str:
        return line.name

    return [
        Column("name", tc("column", "Citizen"), name, kind="strong"),
        Column("cpr", tc("column", "CPR"), lambda line: line.cpr_masked, 128, kind="soft"),
        Column("case", tc("column", "Case"), lambda line: line.case_no, 90, kind="soft"),
        Column(
            "records",
            tc("column", "Records"),
            lambda line: say_count(line.total),
            96,
            align_right=True,
            sort=lambda line: line.total,
        ),
    ]


def _record_count(line: SentRow) -> int:
    return sum(line.records.values())


def _records(line: SentRow) -> str:
    """Say how many: without its thousands apart 1984 reads as a year."""
    return say_count(_record_count(line))


def _sent_columns() -> list[Column]:
    def day(line: SentRow) -> object:
        return day_of(line.sealed_at)

    return [
        Column("number", tc("column", "No."), lambda line: line.sequence, 56, align_right=True),
        Column("day", tc("column", "Day"), day, 120),
        Column("records", tc("column", "Records"), _records, 88, align_right=True, sort=_record_count),
        Column("size", tc("column", "Size"), lambda line: size_words(line.size), 84, sort=lambda line: line.size),
        Column("state", tc("column", "State"), lambda _line: t("waits for a receipt"), 168, icon=lambda _line: "clock"),
        Column("file", tc("column", "File"), lambda line: line.file_name, kind="soft", tip=lambda line: line.file_name),
        Column("to", tc("column", "To"), lambda line: line.recipient_name, 150, kind="soft", shown=False),
    ]  # fmt: skip


def _fit_rows(table: RecordTable) -> None:
    """Make a table as high as its rows, up to a few; more of them scroll."""
    rows = min(max(len(table.records()), 1), _MOST_ROWS)
    table.setFixedHeight(px(tokens.ROW) * (rows + 1) + px(tokens.S))
