"""Importér: choose a file, see what its columns are taken for and what would happen, then take it in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from caseworker.base.place import Place
from caseworker.base.text import Text, t, tc, tn
from caseworker.office import Changes
from caseworker.people.caseload import MAX_ROWS
from caseworker.people.caseload_words import is_unknown_word
from caseworker.people.words import CASELOAD_COLUMNS
from ui.kit import (
    STRETCH,
    Banner,
    BusyButton,
    Button,
    Card,
    EmptyState,
    IconMark,
    Label,
    LinkButton,
    Page,
    SelectField,
    box,
    clear,
    column,
    px,
    row,
    say,
    say_count,
    tokens,
)
from ui.people.import_presenter import (
    CHOOSE,
    DONE,
    Fate,
    FileColumn,
    ImportPresenter,
    ImportState,
    same_reasons,
)
from ui.people.understood_card import UnderstoodCard
from ui.ports import Desk

_WHICH_WORDS = t("See the words that are understood")
_REASONS_SHOWN = 8
_LINES_NAMED = 4
_SIDE_WIDTH = 372
_FIELD_WIDTH = 250


class DropCard(Card):
    """The place to drop a file on. `dropped(path)`."""

    dropped = Signal(Path)

    def __init__(self) -> None:
        super().__init__(padding=tokens.XXL)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file, and light up."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()
            self.set_tone("accent")

    def dragLeaveEvent(self, _event: object) -> None:
        """Calm down again."""
        self.set_tone("")

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the file on."""
        self.set_tone("")
        self.dropped.emit(Path(event.mimeData().urls()[0].toLocalFile()))


class ImportPage(Page):
    """The import of a caseload."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("Import a caseload"), t("Nothing is saved before you have seen what happens."))
        self.presenter = ImportPresenter(desk)
        self.presenter.on_changed = self._draw
        self.choose_button = BusyButton(
            t("Choose a file"),
            kind="filled",
            icon="folder-open",
            on_click=self._choose,
            busy_text=t("Reading …"),
        )
        self._start = DropCard()
        self._start.dropped.connect(self.presenter.open_file)
        self._problem = Label("", "error")
        self._problem_row = box(row(IconMark("circle-alert", "ink", 16), self._problem))
        limit = t("A CSV file from your case system, with at most {count} rows.", count=MAX_ROWS)
        for item in (
            IconMark("upload", "ink_soft", 28), Label(t("Drop the file here"), "heading"), Label(limit, "soft"),
            Label(t("The same file twice changes nothing."), "note"), self.choose_button, self._problem_row,
            LinkButton(_WHICH_WORDS, on_click=self._show_words),
        ):  # fmt: skip
            self._start.add(row(STRETCH, item, STRETCH))
        self._columns = Card(
            t("What the columns hold"), tc("import", "guessed from the titles"), divided=True
        )
        self._side = column(gap=0)
        self._holder = holder = box(column(self._side, STRETCH, gap=0))
        holder.setFixedWidth(px(_SIDE_WIDTH))
        self._work = box(row((box(column(self._columns, STRETCH, gap=0)), 1), holder, gap=tokens.L))
        self.add(self._start)
        self.add(self._work)
        self.words = UnderstoodCard()
        self.add(self.words)
        self.add_stretch()
        self._drawn: tuple[FileColumn, ...] = ()
        self._news: tuple[Text, Banner] | None = None
        self.fields: dict[int, SelectField] = {}
        self.act_button: BusyButton | None = None
        self._step = CHOOSE
        self._all_reasons = False
        self._owed = False  # the focus is still to go to the first control of the step
        self._draw()
        if desk.citizen_view:
            words = t("A file of citizens concerns others. It is hidden while the citizen sees the screen.")
            self.show_empty(EmptyState(t("The import is hidden"), words, icon="eye-off"))

    def show_place(self, place: Place) -> None:
        """Show the page where it was left; after an import it begins anew."""
        del place
        self.presenter.tell_left()
        if self.presenter.state.step == DONE:
            self.presenter.start_over()
        if self.presenter.state.step == CHOOSE:
            self.choose_button.setFocus()

    def heard(self, changes: Changes) -> None:
        """Pass on what has changed: what would happen, or has happened, may be another thing now."""
        self.presenter.heard(changes)

    def save_draft(self) -> None:
        """Nothing is typed here."""

    def _draw(self) -> None:
        state = self.presenter.state
        held = QApplication.focusWidget()
        stepped, self._step = state.step != self._step, state.step
        if stepped:
            self._all_reasons = False
        in_side = held is not None and self._holder.isAncestorOf(held)
        choosing = state.step == CHOOSE
        self._start.setVisible(choosing)
        self._work.setVisible(not choosing)
        self.choose_button.set_busy(choosing and state.busy)
        self._problem.set_text(state.problem or "")
        self._problem_row.setVisible(choosing and state.problem is not None)
        self._draw_news(state.news)
        if choosing:
            self._drawn = ()
        else:
            self._draw_columns(state)
            clear(self._side)
            card = self._fate_card(state)
            self._side.addWidget(card)
            card.show()  # now, not a moment later: what is not shown cannot take the focus
        if self.isVisible():
            self._lead_focus(held, stepped=stepped, in_side=in_side)

    def _draw_news(self, news: Text | None) -> None:
        if self._news is not None and self._news[0] != news:
            self.remove_banner(self._news[1])
            self._news = None
        if self._news is None and news is not None:
            self._news = (news, self.show_banner(Banner(news, "info")))

    def _lead_focus(self, held: QWidget | None, *, stepped: bool, in_side: bool) -> None:
        """Keep the focus on the page: at the first control of a new step, or at the button that was pressed."""
        state = self.presenter.state
        if held is not None and self._columns.isAncestorOf(held) and held.isEnabled() and held.isVisible():
            return
        self._owed = (self._owed or stepped) and not in_side
        if state.step == CHOOSE:
            target: QWidget | None = self.choose_button if stepped else None
        elif self._owed and not state.busy and state.step != DONE:
            target, self._owed = next(iter(self.fields.values())).focus_target(), False
        else:
            target = self.act_button if self._owed or in_side or stepped else None
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw_columns(self, state: ImportState) -> None:
        rows = tn("{file}, {count} row", "{file}, {count} rows", state.rows, file=state.file_name)
        if state.remembered:
            rows = t("{rows}. Read as you last chose it", rows=rows)
        if self._columns.header is not None:
            self._columns.header.set_title(t("What the columns hold"), rows)
        if state.columns != self._drawn:
            same = [c.number for c in state.columns] == list(self.fields) and bool(self._drawn)
            self._drawn = state.columns
            if not same:
                self._build_columns(state)
            for found in state.columns:
                self.fields[found.number].set_value(found.field)
        for field in self.fields.values():
            field.set_read_only(state.busy or state.step == DONE)

    def _build_columns(self, state: ImportState) -> None:
        self._columns.clear_body()
        self.fields = {}
        choices: list[tuple[str, Text | str]] = [("", t("Is not used")), *CASELOAD_COLUMNS.items()]
        for found in state.columns:
            title = found.title or say(t("Column {number}", number=found.number + 1))
            field = SelectField(choices)
            field.setFixedWidth(px(_FIELD_WIDTH))
            field.set_names(title, t("what the column holds"))
            field.changed.connect(
                lambda number=found.number, field=field: self.presenter.set_field(number, field.value() or "")
            )
            samples = " · ".join(found.samples) or say(t("The column is empty."))
            words = column(Label(title, "strong", elide=True), Label(samples, "note", elide=True), gap=0)
            self._columns.add_row((box(words), 1), IconMark("arrow-right", "ink_faint", 16), field)
            self.fields[found.number] = field

    def _fate_card(self, state: ImportState) -> Card:
        if state.fate is None:
            card = Card(t("Before anything is saved"))
            lacking = state.problem
            card.add(
                Label(lacking or t("Try the file out and see what becomes of each row."), "soft", wrap=True)
            )
            button = BusyButton(
                t("Try the file out"),
                kind="filled",
                on_click=self.presenter.try_out,
                busy_text=t("Trying it out …"),
            )
            button.setEnabled(lacking is None)
            card.add(self._buttons(state, button))
            return card
        done = state.step == DONE
        card = Card(t("This has happened") if done else t("This will happen"), divided=True)
        if state.undone:
            undone = Label(t("The import was undone. Everything is as it was before."), "body", wrap=True)
            card.add_row(IconMark("info", "ink_soft", 16), (undone, 1))
        _counts(card, state.fate, done=done)
        if done:
            button = BusyButton(t("See the citizens"), kind="filled", on_click=self.presenter.show_citizens)
        elif state.fate.taken:
            words = tn("Import {count} citizen", "Import {count} citizens", state.fate.taken)
            button = BusyButton(
                words, kind="filled", on_click=self.presenter.take_in, busy_text=t("Importing …")
            )
        else:
            button = BusyButton(t("Nothing to import"), kind="filled")
            button.setEnabled(False)
        card.add_row((self._buttons(state, button), 1), margins=(tokens.L, tokens.M, tokens.L, tokens.M))
        _reasons(card, state.fate, None if self._all_reasons else self._show_reasons)
        if any(is_unknown_word(reason) for _line, reason in (*state.fate.rejected, *state.fate.remarks)):
            link = LinkButton(_WHICH_WORDS, on_click=self._show_words)
            card.add_row(link, STRETCH, margins=(tokens.L, tokens.M, tokens.L, tokens.M))
        return card

    def _buttons(self, state: ImportState, main: BusyButton) -> QWidget:
        main.set_busy(state.busy)
        self.act_button = main
        lines = column(gap=tokens.S)
        if state.step == DONE and state.fate is not None:
            # Where "Import" stood stands no button: the second half of a double click shall not leave the page.
            done = box(row(IconMark("circle-check", "reached", 18), (_done_words(state.fate), 1)))
            done.setMinimumHeight(main.sizeHint().height())
            lines.addWidget(done)
        lines.addLayout(row(main, STRETCH))
        if state.fate is not None and state.fate.rejected:
            lines.addLayout(
                row(
                    Button(t("Save the rejected rows"), icon="download", on_click=self._save_rejected),
                    STRETCH,
                )
            )
        other = Button(t("Choose another file"), kind="quiet", on_click=self._choose)
        other.setEnabled(not state.busy)
        lines.addLayout(row(other, STRETCH))
        return box(lines)

    def _choose(self) -> None:
        kinds = f"{say(t('Caseload (CSV)'))} (*.csv *.txt *.tsv);;{say(t('All files'))} (*)"
        chosen, _kind = QFileDialog.getOpenFileName(self, say(t("Choose a file")), "", kinds)
        if chosen:
            self.presenter.open_file(Path(chosen))

    def _show_words(self) -> None:
        self.words.open()

    def _show_reasons(self) -> None:
        self._all_reasons = True
        self._draw()

    def _save_rejected(self) -> None:
        stem = Path(self.presenter.state.file_name).stem
        proposed = f"{stem}-{say(tc('file name', 'rejected'))}.csv"
        chosen, _kind = QFileDialog.getSaveFileName(
            self, say(t("Save the rejected rows")), proposed, f"{say(t('Caseload (CSV)'))} (*.csv)"
        )
        if chosen:
            self.presenter.save_rejected(Path(chosen))


def _done_words(fate: Fate) -> Label:
    words = tn("{count} citizen is imported.", "{count} citizens are imported.", fate.taken)
    return Label(words if fate.taken else t("Nothing in the file was new."), "reached", wrap=True)


def _counts(card: Card, fate: Fate, *, done: bool) -> None:
    lines = (
        (t("New citizens"), fate.accepted),
        (t("Updated with new data") if done else t("Get new data"), fate.updated),
        (t("Unchanged, as they were"), fate.unchanged),
        (
            t("Rejected, with a reason each") if done else t("Are rejected, with a reason each"),
            len(fate.rejected),
        ),
    )
    for words, number in lines:
        count = Label(say_count(number), "strong" if number else "faint")
        card.add_row((Label(words, "body" if number else "faint"), 1), count)


def _reasons(card: Card, fate: Fate, show_all: Callable[[], object] | None) -> None:
    """Say why rows are rejected or odd: the first reasons, and the rest when asked for (`show_all` is None then)."""
    for title, lines in ((t("Why rows are rejected"), fate.rejected), (t("Worth a look"), fate.remarks)):
        if not lines:
            continue
        words = column(Label(title, "label"), gap=tokens.XS)
        reasons = same_reasons(lines)
        shown = reasons if show_all is None else reasons[:_REASONS_SHOWN]
        for numbers, reason in shown:
            first = ", ".join(str(number) for number in numbers[:_LINES_NAMED])
            more = len(numbers) - _LINES_NAMED
            where = t("{first} and {count} more", first=first, count=more) if more > 0 else first
            words.addWidget(Label(t("Line {line}: {what}", line=where, what=reason), "note", wrap=True))
        if len(reasons) > len(shown):
            rest = len(reasons) - len(shown)
            more_link = LinkButton(tn("Show {count} more", "Show {count} more", rest), on_click=show_all)
            words.addLayout(row(more_link, STRETCH))
        card.add_row((box(words), 1), margins=(tokens.L, tokens.M, tokens.L, tokens.M))
