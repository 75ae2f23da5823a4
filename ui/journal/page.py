"""The room "Journal" of a citizen: notes on the left, the newest first; documents on the right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QScrollArea, QVBoxLayout, QWidget

from caseworker.base.clock import day_of
from caseworker.base.place import Place
from caseworker.base.text import t, tc, tn
from caseworker.journal.queries import DocumentRow, NoteRow
from caseworker.office import Changes
from ui.journal.begun import waiting_banner
from ui.journal.note_drafts import NoteForm
from ui.journal.note_form import NoteFormCard
from ui.journal.note_view import NoteView
from ui.journal.presenter import JournalPresenter
from ui.kit import (
    STRETCH,
    Banner,
    Button,
    Card,
    Chip,
    EmptyState,
    IconButton,
    IconMark,
    Label,
    LinkButton,
    Page,
    SearchField,
    box,
    clear,
    column,
    focusable,
    px,
    row,
    say,
    tokens,
)
from ui.ports import Desk

_NARROW = 760  # in a narrower page the documents stand below the notes


class JournalPage(Page):
    """The journal of one case. `choose_file` asks the system where a file is to lie."""

    def __init__(self, desk: Desk, case_id: str) -> None:
        self.search = SearchField(t("Search in the journal"), width=360)
        self.new_button = Button(
            t("New note"), kind="filled", icon="plus", shortcut="Ctrl+N", on_click=self._start
        )
        self.search.setMinimumWidth(px(320 if px(100) < 150 else 160))  # large letters leave less room
        side = tokens.XL
        super().__init__(
            header=box(row(self.search, STRETCH, self.new_button, margins=(side, tokens.L, side, 0)))
        )
        self.setAccessibleName(say(tc("room", "Journal")))
        self.presenter = JournalPresenter(desk, case_id)
        self.presenter.on_changed = self._draw
        self.choose_file: Callable[[QWidget, str], Path | None] = ask_file
        self.form_card: NoteFormCard | None = None
        self.notes: list[NoteView] = []
        self._shown: object = None
        self._form_place = column()
        self._notes_card = Card(tc("card", "Notes"), divided=True)
        self._documents_card = Card(tc("card", "Documents"), divided=True)
        self._fetch_button = Button(t("Fetch it back"), on_click=self._fetch)
        self._thrown = Banner("", "draft", actions=(self._fetch_button,))
        self._thrown.hide()
        self._begun = column(gap=tokens.S)
        self._waiting: object = ()
        left = column(self._form_place, self._thrown, self._begun, self._notes_card, gap=tokens.L)
        self._columns = row((left, 66), (self._documents_card, 34), gap=tokens.L)
        self._columns.setAlignment(self._documents_card, Qt.AlignmentFlag.AlignTop)
        self.add(self._columns)
        self.add_stretch()
        self.search.searched.connect(self.presenter.search)

    def show_place(self, place: Place) -> None:
        """Show the journal with what the place names lit up."""
        self.presenter.open(place)
        state = self.presenter.state
        if (
            state.form is not None
            and place.field.partition(":")[0] in ("draft", "new")
            and self.form_card is not None
        ):
            self.form_card.focus_first()
        lit = next((view for view in self.notes if view.note_id == state.lit), None)
        if lit is not None:
            self._scroll_to(lit)

    def heard(self, changes: Changes) -> None:
        """Reload when a note or document came; what is being typed stays."""
        self.presenter.heard(changes)

    def save_draft(self) -> None:
        """Keep the note being written."""
        if self.form_card is not None:
            self.form_card.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the documents below the notes where there is no room beside them."""
        super().resizeEvent(event)
        narrow = self.width() < px(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._columns.direction() != way:
            self._columns.setDirection(way)
            top = Qt.AlignmentFlag.AlignTop
            self._columns.setAlignment(self._documents_card, Qt.AlignmentFlag(0) if narrow else top)

    # ---- drawing

    def _draw(self) -> None:
        state = self.presenter.state
        self._draw_form()
        self._draw_begun()
        shown = (
            state.notes,
            state.more,
            state.newer,
            state.documents,
            state.lit,
            state.hidden,
            state.form is None,
        )
        if shown != self._shown:
            self._shown = shown
            self._draw_notes()
            self._draw_documents()

    def _draw_form(self) -> None:
        state = self.presenter.state
        form = state.form
        self.new_button.setVisible(form is None and not state.hidden)
        if self.form_card is not None and (form is None or form.record_id != self.form_card.record_id):
            self.form_card = None
            clear(self._form_place)
        if form is not None and self.form_card is None and not state.hidden:
            card = NoteFormCard(form, state.call_name)
            card.drafted.connect(self.presenter.keep_draft)
            card.saved.connect(self.presenter.save)
            card.closed.connect(self._put_away)
            card.thrown.connect(self.presenter.throw_away)
            self.form_card = card
            self._form_place.addWidget(card)
        if self.form_card is not None:
            self.form_card.show_state(state)
        if state.thrown is None or state.hidden:
            self._thrown.hide()
        elif self._thrown.isHidden():
            self._thrown.set_text(t("What was not saved is thrown away."))
            self._thrown.show()
            self._fetch_button.setFocus()  # what had it is thrown away

    def _draw_begun(self) -> None:
        """Say what was begun and put away, while no form is open."""
        state = self.presenter.state
        waiting = state.waiting if state.form is None and not state.hidden else ()
        if waiting == self._waiting:
            return
        self._waiting = waiting
        clear(self._begun)
        for form in waiting:
            self._begun.addWidget(waiting_banner(form, self._go_on, self.presenter.throw_waiting))

    def _draw_notes(self) -> None:
        state, card = self.presenter.state, self._notes_card
        card.clear_body()
        self.notes = []
        if state.hidden:
            card.add_row(Label(t("Notes are hidden while the citizen sees the screen."), "soft", wrap=True))
        elif not state.notes:
            self._draw_no_notes()
        if state.newer:
            newer = LinkButton(t("Show the newest notes"), on_click=self.presenter.show_newest)
            words = tn("{count} newer note", "{count} newer notes", state.newer)
            card.add_row(newer, Label(words, "note"), STRETCH)
        correct = self._correct if state.form is None else None
        for note in state.notes:
            view = NoteView(note, state.call_name, correct)
            lit = "accent" if note.id == state.lit else "none"
            card.add_row((view, 1), ground=lit)
            self.notes.append(view)
        if state.more:
            words = tn("{count} older note", "{count} older notes", state.more)
            self.more = LinkButton(tc("notes", "Show more"), on_click=self._show_more)
            card.add_row(self.more, Label(words, "note"), STRETCH)
        if card.header is not None:
            card.header.set_count(state.newer + len(state.notes) + state.more if state.notes else None)

    def _draw_no_notes(self) -> None:
        state = self.presenter.state
        if state.query:
            words = t("Nothing in the notes begins with these words. Try fewer or shorter ones.")
            self._notes_card.add_row(Label(words, "soft", wrap=True))
            return
        words = t("What you write in a talk comes here by itself. Everything else you write with “New note”.")
        self._notes_card.add(EmptyState(t("No notes yet"), words, icon="book-open"))

    def _draw_documents(self) -> None:
        state, card = self.presenter.state, self._documents_card
        card.clear_body()
        for document in state.documents:
            self._add_document(document)
        if not state.documents:
            words = (
                t("No document has these words in its title.")
                if state.query
                else t("Plans and letters you print are filed here.")
            )
            card.add_row(Label(words, "soft", wrap=True))
        if card.header is not None:
            card.header.set_count(len(state.documents) or None)

    def _add_document(self, document: DocumentRow) -> None:
        pages = tn("{count} page", "{count} pages", document.pages)
        facts = t(
            "{day:short_year}, {pages}, {name}", day=day_of(document.at), pages=pages, name=document.author
        )
        words: QVBoxLayout = column(
            Label(document.title, "body", wrap=True), Label(facts, "note", wrap=True), gap=2
        )
        if document.media_type == "application/pdf":
            show = LinkButton(
                t("Show and print"), name=t("Show and print “{title}”", title=document.title),
                on_click=lambda: self.presenter.show_document(document),
            )  # fmt: skip
            words.addLayout(row(show, STRETCH))
        save = IconButton(
            "download", t("Save “{title}” as a file", title=document.title),
            on_click=lambda: self._save_document(document),
        )  # fmt: skip
        if document.undone:
            words.addLayout(row(Chip(tc("note", "Undone"), "outline", icon="undo-2"), STRETCH))
        mark = column(2, IconMark("file-text", "ink_soft", 18), STRETCH, gap=0)
        self._documents_card.add_row(
            mark, (words, 1), column(save, STRETCH, gap=0),
            ground="accent" if document.id == self.presenter.state.lit else "none",
        )  # fmt: skip

    # ---- doing

    def _show_more(self) -> None:
        """Show the next notes, with the focus at the first of them."""
        before = len(self.notes)
        self.presenter.show_more()
        if len(self.notes) > before:
            first = next(focusable(self.notes[before]), None)
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start(self) -> None:
        self.presenter.start_note()
        self._to_form()

    def _put_away(self, written: dict[str, Any]) -> None:
        self.presenter.put_away(written)
        if self.form_card is None:
            self.new_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self, form: NoteForm) -> None:
        self.presenter.go_on(form)
        self._to_form()

    def _fetch(self) -> None:
        self.presenter.fetch_thrown()
        self._to_form()

    def _correct(self, note: NoteRow) -> None:
        self.presenter.start_correction(note)
        self._to_form()

    def _to_form(self) -> None:
        if self.form_card is not None:
            self._scroll_to(self.form_card)
            self.form_card.focus_first()

    def _scroll_to(self, widget: QWidget) -> None:
        area = self.findChild(QScrollArea)
        if area is not None:
            area.ensureWidgetVisible(widget)

    def _save_document(self, document: DocumentRow) -> None:
        path = self.choose_file(self, self.presenter.file_name(document))
        if path is not None:
            self.presenter.save_document(document, path)


def ask_file(parent: QWidget, name: str) -> Path | None:
    """Ask where a document is to lie; None when the caseworker thinks better of it."""
    path, _kind = QFileDialog.getSaveFileName(parent, say(t("Save the document")), name)
    return Path(path) if path else None
