"""Borgere: everybody on the list, found as one types, filtered by one click, opened with Enter, or several marked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent

from caseworker.base.place import Place
from caseworker.base.text import t, tc
from caseworker.office import Changes
from ui.kit import (
    Banner,
    Button,
    Card,
    ChoiceChips,
    Column,
    EmptyState,
    Label,
    Page,
    SearchField,
    box,
    clear,
    column,
    px,
    row,
    say,
    say_count,
    tokens,
)
from ui.kit.frames import clear_of_corners
from ui.people import taking_in
from ui.people.list_handover import HandoverPlace
from ui.people.list_handover_presenter import HandoverPresenter
from ui.people.list_marked import LEAST, InPlaceOf, MarkedBar
from ui.people.list_presenter import FILTERS, CitizensPresenter, Line, Nobody
from ui.people.list_print_presenter import ListPrintPresenter, Written, written_words
from ui.people.list_table import CitizensTable
from ui.ports import Desk


def _columns() -> list[Column]:
    """Return the columns. A width of 1 stands for "as wide as the words"; the others share what is left."""
    return [
        Column("name", tc("column", "Name"), lambda r: r.name, sort=lambda r: r.rank, kind="strong"),
        Column("age", tc("column", "Age"), lambda r: r.age, width=1, align_right=True),
        Column("group", t("Target group"), lambda r: r.group, width=1, tip=lambda r: r.group),
        Column("when", t("Our deadline"), lambda r: r.when, width=1, sort=lambda r: r.due,
               kind=lambda r: "alarm" if r.alarm else "body", tip=lambda r: r.due_words),
        Column("what", t("Deadline for"), lambda r: r.what, kind="soft", tip=lambda r: r.what),
        Column("plan", tc("column", "Plan"), lambda r: r.plan, width=1),
        Column("seen", t("Last talk"), lambda r: r.seen_words, width=1, sort=lambda r: r.seen),
        Column("contact", t("Contact person"), lambda r: r.contact, width=1, tip=lambda r: r.contact),
        Column("coordinator", tc("column", "Coordinator"), lambda r: r.coordinator, width=1, shown=False),
        Column("marks", tc("column", "Marks"), lambda r: r.marks, width=1, kind="soft",
               icon=lambda r: r.mark_icon, tip=lambda r: r.marks_whole),
        Column("case_no", t("Case number"), lambda r: r.case_no, width=1, shown=False),
        Column("closed", tc("column", "Closed"), lambda r: r.closed_on, width=1, shown=False),
    ]  # fmt: skip


_USUAL = ("name", "age", "group", "when", "what", "plan", "seen", "marks")
_SEARCH_WIDTH = 264


class CitizensPage(Page):
    """The list of citizens."""

    def __init__(self, desk: Desk) -> None:
        self.table = CitizensTable(
            _columns(), name=tc("page", "Citizens"), key=lambda line: line.case_id, multi=True
        )
        self._chooser = self.table.columns_button()
        self._import = Button(t("Import a caseload"), icon="upload", on_click=lambda: self._go("import"))
        self._new = Button(
            t("New citizen"), icon="plus", shortcut="Ctrl+N", on_click=lambda: self._go("new_citizen")
        )
        super().__init__(
            tc("page", "Citizens"), actions=[self._chooser, self._import, self._new], scroll=False
        )
        self._desk = desk
        self.presenter = CitizensPresenter(desk)
        self.presenter.on_changed = self._draw
        self.presenter.on_failed = lambda text: self.show_error(text, on_retry=self.presenter.reload)
        self.search = SearchField(t("Name, CPR or case number"))
        self.search.setFixedWidth(px(_SEARCH_WIDTH))
        self.search.searched.connect(self.presenter.search)
        self.search.chosen.connect(lambda _words: self._open_first())
        self.search.left_down.connect(self._into_table)
        self.filters = ChoiceChips(FILTERS, keep_one=True)
        self.filters.set_names(t("Show only"))
        self.filters.set_value(self.presenter.state.chosen)
        self.filters.changed.connect(lambda: self.presenter.choose(self.filters.value()))
        self.table.row_chosen.connect(self.presenter.open)
        self.table.columns_changed.connect(self._columns_changed)
        self.table.selection_changed.connect(lambda _lines: self._draw_marked())
        handover = HandoverPresenter(desk, lambda: self.presenter.everybody)
        self.handing = HandoverPlace(handover)
        self.handing.switched.connect(self._draw_form)
        self.marked = MarkedBar(self.table, handover, ListPrintPresenter(desk))
        self.marked.prints.on_written = self._tell_written
        handover.on_saved = self.marked.clear
        self._top = InPlaceOf(self.filters, self.marked)
        self.off = Label("", "note", wrap=True)
        self._nothing_place = column(gap=0)
        self._nothing = box(self._nothing_place)
        self._nothing_shown: Nobody | None = None
        self._card = Card()
        self._card.add(row(self.search, (self._top, 1), gap=tokens.L))
        self._card.add(self.off)
        self._card.add_wide(clear_of_corners(self.table, self._nothing), 1)
        self.add(self.handing)
        self.add(self._card, 1)
        self._drawn = ("", "")  # search and filter that the lines shown were found by
        self._left_out: Banner | None = None  # what the last print left out
        self._restoring = False
        self._fitted: tuple[Line, ...] = ()
        self._unread = True

    def show_place(self, place: Place) -> None:
        """Show the list; `field` may name a filter or a column to choose from."""
        if self._unread:
            self._unread = False
            self.show_loading()
            self.presenter.reload()
        self.handing.presenter.reload()
        taking_in.tell_left(
            self._desk, lambda words: self.show_banner(Banner(words, "info", closable=True)), by_name=True
        )
        if place.field in dict(FILTERS):
            self.filters.set_value(place.field)
            self.presenter.choose(place.field)
        if place.field.partition(":")[0] == "draft" and not self._desk.citizen_view:
            self.handing.go_on(place.field.partition(":")[2])
        self._take_focus()

    def heard(self, changes: Changes) -> None:
        """Read anew when citizens, talks or plans have changed; at once only while the list is looked at."""
        if not self.presenter.is_concerned(changes):
            return
        if self.isVisible():
            self.presenter.reload()
            self.handing.presenter.reload()
        else:
            self._unread = True

    def save_draft(self) -> None:
        """Keep what is typed in the open form."""
        self.handing.save_draft()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear the marks on Escape; an open form is put away by it first."""
        if event.key() == Qt.Key.Key_Escape and self.handing.form is not None:
            self.handing.form.put_away()
        elif event.key() == Qt.Key.Key_Escape and self.table.chosen_count() >= LEAST:
            self.marked.clear()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the focus where one begins to type."""
        super().showEvent(event)
        self._take_focus()

    def _take_focus(self) -> None:
        if self.handing.form is None:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.handing.form.take_focus()

    def _draw(self) -> None:
        state = self.presenter.state
        self.set_title(tc("page", "Citizens"), "" if state.nobody or state.hidden else state.lead)
        for button in (self._chooser, self._import, self._new):
            beside_form = button is self._chooser and self.handing.form is not None
            button.setVisible(not (state.hidden or state.nobody or beside_form))
        if state.hidden:
            self.show_empty(EmptyState(
                t("The list is hidden while the citizen sees the screen"),
                t("End citizen view to see it again."), icon="eye-off",
            ))  # fmt: skip
            return
        if state.nobody:
            self.show_empty(self._first_start())
            return
        self._apply_columns()
        self.off.set_text(state.off or "")
        self.off.setVisible(state.off is not None)
        counts = dict(state.counts)
        for (key, words), chip in zip(FILTERS, self.filters.chips(), strict=True):
            chip.setText(f"{say(words)} {say_count(counts.get(key, 0))}")
        self.filters.set_value(state.chosen)
        if self.search.value() != state.search:
            self.search.set_value(state.search)
        if self._fitted is not self.presenter.everybody:
            self._fitted = self.presenter.everybody
            self.table.fit(self._fitted)
        self.table.set_records(state.lines)
        if self._drawn != (state.search, state.chosen) or self.table.chosen_count() < LEAST:
            self._mark_found()
        self._drawn = (state.search, state.chosen)
        self.table.setVisible(bool(state.lines))
        self._nothing.setVisible(not state.lines)
        self._draw_nobody(state.nobody_fits)
        self.show_content()

    def _mark_found(self) -> None:
        """Mark the first that was found, as Enter opens that one."""
        state = self.presenter.state
        if state.search.strip() and state.lines:
            self.table.select_keys([self.table.records()[0].case_id])
        elif not state.search.strip():
            self.table.clearSelection()

    def _draw_marked(self) -> None:
        self._top.show_other(shown=self.marked.draw())

    def _draw_form(self) -> None:
        """Show the form in place of the list, or the list again with the marks it had."""
        form = self.handing.form
        self._card.setVisible(form is None)
        self._chooser.setVisible(form is None)
        if form is None:
            self._into_table()
        else:
            form.take_focus()

    def _tell_written(self, written: Written) -> None:
        if self._left_out is not None:
            self.remove_banner(self._left_out)
        words = " ".join(say(one) for one in written_words(written))
        self._left_out = self.show_banner(Banner(words, "info", closable=True)) if words else None
        if self._left_out is not None:
            self._left_out.closed.connect(self._forget_left_out)

    def _forget_left_out(self) -> None:
        self._left_out = None

    def _draw_nobody(self, nobody: Nobody | None) -> None:
        """Say why the list is empty, and offer what helps."""
        if nobody is None or nobody == self._nothing_shown:
            return
        self._nothing_shown = nobody
        clear(self._nothing_place)
        action = Button(nobody.button, on_click=self._help_out)
        self._nothing_place.addWidget(EmptyState(nobody.title, nobody.lead, icon="search", action=action))

    def _first_start(self) -> EmptyState:
        start = Button(
            t("Import a caseload"), kind="filled", icon="upload", on_click=lambda: self._go("import")
        )
        one = Button(t("Write a citizen in by hand"), kind="quiet", on_click=lambda: self._go("new_citizen"))
        holder = box(row(start, one, gap=tokens.M))
        return EmptyState(
            t("Import your caseload first"),
            t("You see what happens before anything is saved."),
            icon="users", action=holder,
        )  # fmt: skip

    def _apply_columns(self) -> None:
        state = self.presenter.state
        shown = list(state.columns or _USUAL)
        if state.columns is None and state.several_contacts:
            shown.append("contact")
        if state.columns is None and state.other_coordinators:
            shown.append("coordinator")
        if state.columns is None and state.chosen == "closed":
            shown = [key for key in shown if key not in {"when", "what"}] + ["closed"]
        if sorted(self.table.shown_columns()) != sorted(shown):
            self._restoring = True
            self.table.show_columns(shown)
            self._restoring = False

    def _columns_changed(self, keys: list[str]) -> None:
        if not self._restoring:
            self.presenter.keep_columns(keys)

    def _open_first(self) -> None:
        lines: list[Line] = self.table.selected() or self.table.records()[:1]
        if self.search.value().strip() and lines:
            self.presenter.open(lines[0])
        else:
            self._into_table()

    def _into_table(self) -> None:
        if self.table.isVisible() and self.table.records():
            if not self.table.selected():
                self.table.select_keys([self.table.records()[0].case_id])
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _help_out(self) -> None:
        self.presenter.help_out()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, kind: str) -> None:
        self.presenter.go(kind)
