"""The page "Print" (Udskriv): what will lie on the table, and one button that prints and files it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from caseworker.base.place import Place
from caseworker.base.text import Text, raw, t, tc, tn
from caseworker.office import Changes
from caseworker.prints.copies import PLAN
from ui.kit import (
    STRETCH,
    Banner,
    BusyButton,
    Button,
    Card,
    ChoiceChips,
    EmptyState,
    IconButton,
    Label,
    Page,
    announce,
    box,
    clear,
    column,
    px,
    row,
    say,
    tokens,
)
from ui.ports import Desk, ProgressNote
from ui.prints.presenter import SCREEN_DOTS, PrintPresenter, copy_words, filed_words
from ui.prints.preview import DOCUMENT
from ui.prints.printer import ask_printer, paint_pdf
from ui.prints.raster import POINTS
from ui.prints.sheets import Sheets

_SIDE = 296
_ZOOMS = (50, 75, 100, 125, 150, 200)
_SHEET_POINTS = 595.3  # the width of A4


class PrintPage(Page):
    """Preview on the left, choices and what can be done on the right.

    `choose_printer` and `choose_file` ask the system; a tour puts its own answers in.
    """

    def __init__(self, desk: Desk) -> None:
        back = Button(tc("button", "Back"), kind="quiet", icon="arrow-left", on_click=desk.navigation.back)
        super().__init__(tc("page", "Print"), actions=(back,), scroll=False)
        self._desk = desk
        self.presenter = PrintPresenter(desk)
        self.presenter.on_changed = self._draw
        self.choose_printer: Callable[[QWidget, int, str], QPrinter | None] = ask_printer
        self.choose_file: Callable[[QWidget, str], Path | None] = ask_file
        self._zoom: int | None = None  # percent; None fits the sheet to the window
        self._drawn: object = None
        self._offered: tuple[str, ...] = ()
        self._stale_banner: Banner | None = None
        self._warned: tuple[Text, ...] = ()
        self.sheets = Sheets()
        self.sheets.page_changed.connect(self._draw_page_number)
        self.sheets.room_changed.connect(self._fit)
        self.add(row((self._make_view(), 1), self._make_side(), gap=tokens.L), 1)
        self._make_shortcuts()

    def show_place(self, place: Place) -> None:
        """Make the print that the place names."""
        self.presenter.open(place)

    def heard(self, changes: Changes) -> None:
        """Look whether the print is outdated, while it is on the screen."""
        if self.isVisible():
            self.presenter.heard(changes)

    def save_draft(self) -> None:
        """Nothing is typed here."""

    # ---- building

    def _make_view(self) -> QWidget:
        self._number = Label("", "soft")
        self._percent = Label("", "soft")
        self.fit_button = Button(t("Fit the width"), kind="quiet", on_click=self._zoom_to_fit)
        tools = row(
            IconButton("chevron-up", t("Page before"), on_click=lambda: self._turn(-1)),
            self._number,
            IconButton("chevron-down", t("Next page"), on_click=lambda: self._turn(1)),
            STRETCH,
            IconButton("minus", tc("button", "Smaller"), on_click=lambda: self._step_zoom(-1)),
            self._percent,
            IconButton("plus", tc("button", "Larger"), on_click=lambda: self._step_zoom(1)),
            self.fit_button,
        )
        self._warning_column = column(gap=tokens.S)
        self._warnings = box(self._warning_column)
        self._warnings.hide()
        return box(column(tools, self._warnings, (self.sheets, 1), gap=tokens.S))

    def _make_side(self) -> QWidget:
        self._choices = ChoiceChips(keep_one=True)
        self._choices.set_names(t("What is printed"))
        self._choices.changed.connect(lambda: self.presenter.choose(self._choices.value() or ""))
        self._languages = ChoiceChips(
            [("da", tc("language", "Danish")), ("en", tc("language", "English"))], keep_one=True
        )
        self._languages.set_names(tc("print", "Language"))
        self._languages.changed.connect(lambda: self.presenter.choose_language(self._languages.value() or ""))
        self._what = Card(label=t("What is printed"))
        self._what.add(
            self._choices, column(tokens.XS, Label(tc("print", "Language"), "label"), self._languages)
        )
        self._facts = Label("", "note", wrap=True)
        self._copy = Label("", "soft", wrap=True)
        self._filed = Label("", "reached", wrap=True)
        self._about = Card(label=t("This print"))
        self._about.add(self._filed, self._copy, self._facts)
        self.print_button = BusyButton(
            t("Print and file in the journal"), kind="filled", icon="printer", on_click=self._print,
            shortcut="Ctrl+P",
        )  # fmt: skip
        self.again_button = BusyButton(
            tc("button", "Print"), kind="filled", icon="printer", on_click=self._print
        )
        self.file_button = Button(
            t("File in the journal"), icon="archive", on_click=self.presenter.file,
            tip=t("Without paper, for example when it is sent by Digital Post"),
        )  # fmt: skip
        self.save_button = Button(t("Save as PDF"), icon="download", on_click=self._save)
        side = box(
            column(
                self._what, self._about, self.print_button, self.again_button, self.file_button,
                self.save_button, STRETCH,
                gap=tokens.M,
            )
        )  # fmt: skip
        side.setFixedWidth(px(_SIDE))
        for button in (self.print_button, self.again_button, self.file_button, self.save_button):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return side

    def _make_shortcuts(self) -> None:
        for keys, act in (
            (QKeySequence.StandardKey.ZoomIn, lambda: self._step_zoom(1)),
            (QKeySequence.StandardKey.ZoomOut, lambda: self._step_zoom(-1)),
        ):
            QShortcut(QKeySequence(keys), self, act)
        QShortcut(QKeySequence("Ctrl+0"), self, self._zoom_to_fit)

    # ---- drawing

    def _draw(self) -> None:
        state = self.presenter.state
        preview = state.preview
        is_document = preview is not None and preview.is_document
        self._draw_choices()
        if state.problem is not None:
            self._draw_warnings(())
            self._draw_problem(state.problem)
            return
        self._draw_banner()
        self._draw_warnings(preview.warnings if preview is not None else ())
        if preview is None:
            self.set_title(tc("page", "Print"))
            self.show_loading()
            return
        self.show_content()
        self.set_title(preview.title, preview.name)
        if self._drawn is not preview.pages:
            self._drawn = preview.pages
            self.sheets.set_pages(preview.pages)
            self._fit()
        pages = tn("{count} page", "{count} pages", len(preview.pages))
        self._facts.set_text(t("{pages}. As a file: {file}", pages=pages, file=preview.file_name))
        self._what.setVisible(not is_document)
        for label, words in ((self._copy, copy_words(state)), (self._filed, filed_words(state))):
            label.set_text(words)
            label.setVisible(bool(words))
        for button, shown in ((self.print_button, not is_document), (self.again_button, is_document)):
            button.setVisible(shown)
            button.set_busy(state.busy)
            button.set_kind("outline" if state.stale else "filled")
            button.setEnabled(state.may_print or state.busy)
        self.file_button.setVisible(not is_document)
        self.file_button.setEnabled(state.may_print and not state.filed)
        self.save_button.setEnabled(state.may_print)
        self._percent.set_text(raw(f"{round(100 * state.dots / self._dots_at(100))} %"))
        self._draw_page_number()

    def _draw_choices(self) -> None:
        state = self.presenter.state
        offered = tuple(choice.key for choice in state.choices)
        if offered != self._offered:
            self._offered = offered
            self._choices.set_choices([(choice.key, choice.words) for choice in state.choices])
        self._choices.set_value(self.presenter.key)
        self._languages.set_value(self.presenter.language)

    def _draw_problem(self, problem: Text) -> None:
        case_id, what = self.presenter.case_id, self.presenter.key.partition(":")[0]
        words, room = {
            PLAN: (t("Open the plan"), "plan"),
            DOCUMENT: (t("Open the journal"), "journal"),
        }.get(what, (t("Open contacts"), "contacts"))
        action = Button(words, kind="filled", on_click=lambda: self._desk.navigation.go(Place(room, case_id)))
        self.show_empty(EmptyState(t("There is nothing to print"), problem, icon="printer", action=action))

    def _draw_banner(self) -> None:
        stale = self.presenter.state.stale
        if stale and self._stale_banner is None:
            again = Button(tc("button", "Update"), kind="filled", on_click=self.presenter.reload)
            words = t("Something in it has changed since this preview was made. Update it before you print.")
            self._stale_banner = self.show_banner(Banner(words, "attention", actions=(again,)))
        elif not stale and self._stale_banner is not None:
            self.remove_banner(self._stale_banner)
            self._stale_banner = None

    def _draw_warnings(self, warnings: tuple[Text, ...]) -> None:
        """Say above the pages what on them will not do; each sentence is said aloud once."""
        if warnings == self._warned:
            return
        self._warned = warnings
        clear(self._warning_column)
        self._warnings.setVisible(bool(warnings))
        for words in warnings:
            banner = Banner(words, "attention")
            self._warning_column.addWidget(banner)
            banner.show()
            announce(banner, banner.text())

    def _draw_page_number(self) -> None:
        words = t("Page {page} of {pages}", page=self.sheets.page(), pages=self.sheets.count())
        self._number.set_text(words)

    # ---- looking

    def _turn(self, step: int) -> None:
        self.sheets.go_to(self.sheets.page() + step)

    def _step_zoom(self, step: int) -> None:
        now = round(100 * self.presenter.state.dots / self._dots_at(100))
        wanted = [z for z in _ZOOMS if (z > now if step > 0 else z < now)]
        if wanted:
            self._zoom = wanted[0] if step > 0 else wanted[-1]
            self.presenter.set_dots(self._dots_at(self._zoom))
            self._draw()

    def _zoom_to_fit(self) -> None:
        self._zoom = None
        self._fit()

    def _fit(self) -> None:
        if self._zoom is None and self.isVisible():
            across = self.sheets.room() / (_SHEET_POINTS / POINTS)
            dots = min(across, SCREEN_DOTS * 1.5) * self.devicePixelRatioF()
            self.presenter.set_dots(dots)

    def _dots_at(self, percent: int) -> float:
        return SCREEN_DOTS * self.devicePixelRatioF() * percent / 100

    # ---- doing

    def _print(self) -> None:
        preview = self.presenter.state.preview
        if preview is None or not self.presenter.state.may_print:
            return
        # The name of the job stands in the queue: the file's name, which holds no person.
        printer = self.choose_printer(self, len(preview.pages), preview.file_name)
        if printer is None:
            return

        def paint(pdf: bytes, note: ProgressNote) -> None:
            paint_pdf(printer, pdf, note)

        if preview.is_document:
            self.presenter.print_only(paint)
        else:
            self.presenter.print_and_file(paint)

    def _save(self) -> None:
        preview = self.presenter.state.preview
        if preview is not None and (path := self.choose_file(self, preview.file_name)) is not None:
            self.presenter.save_as(path)


def ask_file(parent: QWidget, name: str) -> Path | None:
    """Ask where a PDF is to lie; None when the caseworker thinks better of it."""
    path, _kind = QFileDialog.getSaveFileName(parent, say(t("Save as PDF")), name, "PDF (*.pdf)")
    if not path:
        return None
    return Path(path) if path.lower().endswith(".pdf") else Path(f"{path}.pdf")
