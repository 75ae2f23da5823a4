"""The card beside list and calendar: one line in detail, a day's list, one's own date, or "what if I book here?"."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QSizePolicy, QWidget

from caseworker.base.text import t, tc, tn
from caseworker.casework.missing_facts import missing_words
from ui.deadlines.ask_panel import AskPanel, marked
from ui.deadlines.asking import AskPresenter, AskState
from ui.deadlines.days import closed_words, load_words
from ui.deadlines.detail import details, missing_places
from ui.deadlines.lines import Item, long_day
from ui.deadlines.month import mark_of
from ui.deadlines.own_dates import OwnDates
from ui.deadlines.own_form import OwnDateForm
from ui.deadlines.presenter import DeadlinesPresenter
from ui.kit import (
    STRETCH,
    Button,
    Card,
    Chip,
    FlowLayout,
    IconMark,
    Label,
    LinkButton,
    box,
    clear,
    column,
    cut_name,
    font,
    px,
    restyle,
    row,
    say,
    tokens,
)
from ui.kit.layout import flush, set_margins
from ui.ports import Desk
from ui.why.popover import show_why

WIDTH = 288
_NAME_ROOM = WIDTH - 40  # pixels at scale 1 of a name: the card without its edges
_ROWS = 40  # of a day at once: a row is three widgets


class SideCard(Card):
    """Shows whatever was chosen last. The page asks it to draw; the buttons at its foot are for what it shows."""

    def __init__(self, desk: Desk, presenter: DeadlinesPresenter, asking: AskPresenter) -> None:
        super().__init__(padding=0)
        self._desk, self._presenter, self._asking = desk, presenter, asking
        self._own_dates = OwnDates(desk)
        self.setFixedWidth(px(WIDTH))
        self._inside = column(gap=tokens.S)
        self._foot = column(gap=tokens.S)
        self._foot_box = box(self._foot, line="above")
        self._area = _Area(box(self._inside))
        self._area.verticalScrollBar().rangeChanged.connect(self._part_foot)
        self.add(box(column(self._area, self._foot_box, gap=0)))
        self.why_button = Button(t("Why this date?"))
        self.own_form: OwnDateForm | None = None
        self.question: AskPanel | None = None
        self._own_of = ""
        self._thrown: tuple[str, dict[str, Any]] = ("", {})  # of which line, until another date is written
        self._day, self._most = date.min, _ROWS

    def draw(self, today: date) -> None:
        """Show the question, the form, the line or the day, whichever was asked for last."""
        state = self._presenter.state
        if self._asking.state is not None:
            self._draw_question(self._asking.state, today)
        elif self.own_form is not None and state.chosen is not None and state.chosen.id == self._own_of:
            self.own_form.follow(state.chosen)  # somebody is writing
        elif state.chosen is not None:
            self._draw_item(state.chosen, today)
        elif state.view in ("month", "week"):
            self._draw_day(state.day, state.day_items, today)
        else:
            self._empty()
            self._inside.addWidget(Label(t("Choose a deadline to see more about it."), "soft", wrap=True))

    # ---- one line

    def _draw_item(self, item: Item, today: date) -> None:
        if item.line is not None and self._own_dates.kept(item) is not None:
            self.write_own_date(item, focus=False)  # left half written, or undone
            return
        self._empty()
        self._set_room(tokens.S)  # a name above and links below bring room of their own
        if self._presenter.state.view in ("month", "week"):
            back = LinkButton(
                long_day(self._presenter.state.day, today), on_click=lambda: self._presenter.choose(None)
            )
            back.set_icon("chevron-left")
            self._inside.addWidget(back)
        if self._thrown[0] == item.id:
            fetch = Button(t("Fetch it back"), on_click=lambda: self._fetch_own_date(item))
            thrown = Label(t("Your own date is thrown away."), "soft", wrap=True)
            self._inside.addLayout(column(thrown, row(fetch, STRETCH), gap=tokens.XS))
        self._inside.addLayout(
            flush(name_button(item.name, item.mark, lambda: self._presenter.open_entry(item), _NAME_ROOM))
        )
        self._inside.addWidget(Label(item.title, "heading", wrap=True))
        marks = FlowLayout(gap=tokens.S)
        if item.alarm:
            marks.addWidget(Chip(item.when, "alarm", icon="circle-alert"))
        for mark in item.marks:
            marks.addWidget(Chip(mark, "outline"))
        if marks.count():
            self._inside.addWidget(box(marks))
        for fact, value in details(item, self._desk.office.packs, today):
            self._inside.addLayout(column(Label(fact, "label"), Label(value, "body", wrap=True), gap=0))
        for settled in self._presenter.settled_by(item):
            words = t("“{duty}”, due {day}", duty=settled.title, day=long_day(settled.day or today, today))
            self._inside.addLayout(marked("circle-check", "reached", words))
        self._fill_foot(self._buttons(item))

    def _buttons(self, item: Item) -> Iterable[QWidget | QLayout]:
        yield Button(
            t("Open citizen"), kind="filled", name=t("Open {name}", name=item.name),
            on_click=lambda: self._presenter.open_entry(item),
        )  # fmt: skip
        line = item.line
        if line is not None:
            self.why_button = Button(t("Why this date?"))
            self.why_button.clicked.connect(
                lambda: show_why(self._desk, self.why_button, line.case_id, line.key)
            )
            yield self.why_button
        links = []
        for name, place in missing_places(item):
            write = LinkButton(t("Write {what}", what=missing_words(name, line.missing if line else ())))
            write.clicked.connect(lambda _on=False, to=place: self._desk.navigation.go(to))
            links.append(write)
        what_if = t("What if I move it?") if item.talk is not None else t("What if I book a talk?")
        links.append(LinkButton(what_if, on_click=lambda: self.ask(item)))
        if line is not None and line.own is not None:
            links.append(LinkButton(t("Change own date"), on_click=lambda: self.write_own_date(item)))
            links.append(LinkButton(t("Remove own date"), on_click=lambda: self._own_dates.drop(item)))
        elif line is not None and line.due_on is not None:
            links.append(LinkButton(t("Set own date"), on_click=lambda: self.write_own_date(item)))
        yield flush(*links)

    def ask(self, item: Item, day: date | None = None) -> None:
        """Ask what a talk does: on the suggested day, or on this one."""
        self.question = None
        self._asking.ask(item, day)

    # ---- a day

    def _draw_day(self, day: date, items: tuple[Item, ...], today: date) -> None:
        self._empty()
        heading = say(long_day(day, today))
        self._inside.addWidget(Label(heading[:1].upper() + heading[1:], "heading", wrap=True))
        for words in (closed_words(day), load_words(items)):
            if words is not None:
                self._inside.addWidget(Label(words, "note"))
        if not items:
            self._inside.addWidget(Label(t("Nothing lies on this day."), "soft", wrap=True))
        if day != self._day:
            self._day, self._most = day, _ROWS
        for item in items[: self._most]:
            self._inside.addWidget(_DayRow(item, partial(self._presenter.choose, item)))
        if (rest := len(items) - self._most) > 0:
            more = tn("{count} more", "{count} more", rest)
            self._inside.addLayout(flush(LinkButton(more, on_click=self._show_more)))
        self._inside.addStretch(1)

    def _show_more(self) -> None:
        self._most += _ROWS
        self._presenter.on_changed()

    # ---- one's own date

    def write_own_date(self, item: Item, *, focus: bool = True) -> None:
        """Open the form for one's own date."""
        assert item.line is not None
        self._empty()
        form = OwnDateForm(self._own_dates, item)
        self.own_form, self._own_of, self._thrown = form, item.id, ("", {})
        self._inside.addWidget(Label(item.name, "strong", wrap=True))
        self._inside.addWidget(Label(item.title, "heading", wrap=True))
        self._inside.addWidget(form)
        form.ended.connect(self._end_own_date)
        form.failed.connect(self._desk.notices.problem)
        self._fill_foot(
            [
                Button(tc("button", "Save"), kind="filled", on_click=form.save, shortcut="Ctrl+S"),
                Button(tc("button", "Cancel"), on_click=self._end_own_date),
            ]
        )
        form.show()
        if focus:
            form.focus_field("own_date")

    def _end_own_date(self) -> None:
        if self.own_form is not None:
            typed = self.own_form.give_up()
            self._thrown = (self._own_of, typed) if typed else ("", {})
            self.own_form = None
            self._presenter.on_changed()

    def _fetch_own_date(self, item: Item) -> None:
        """Open the form again with what was thrown away last."""
        typed = self._thrown[1]
        self.write_own_date(item)
        assert self.own_form is not None
        self.own_form.fetch_back(typed)

    # ---- what if

    def _draw_question(self, state: AskState, today: date) -> None:
        if self.question is None:
            self._empty()
            back = LinkButton(tc("button", "Back"), on_click=self._asking.close)
            back.set_icon("chevron-left")
            self._inside.addWidget(back)
            self.question = AskPanel(self._asking, state)
            self._inside.addWidget(self.question)
            go = t("Move talk") if state.moving else t("Book talk")
            book = Button(go, kind="filled", on_click=self._asking.book)
            self.question.sound.connect(book.setEnabled)
            self._fill_foot([book])
        self.question.draw(state, today)

    # ---- drawing

    def _empty(self) -> None:
        if self.own_form is not None:  # what is typed is kept when something else is looked at
            self.own_form.flush_draft()
            self.own_form = None
        clear(self._inside)
        clear(self._foot)
        self._set_room(tokens.L)
        self.question = None
        self._foot_box.hide()

    def _set_room(self, edge: int) -> None:
        """Set the room above what is shown and below the foot."""
        set_margins(self._inside, (tokens.L, edge, tokens.L, tokens.S))
        set_margins(self._foot, (tokens.L, tokens.S, tokens.L, edge))

    def _fill_foot(self, parts: Iterable[QWidget | QLayout]) -> None:
        for part in parts:
            if isinstance(part, QLayout):
                self._foot.addLayout(part)
                continue
            if isinstance(part, Button):
                part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._foot.addWidget(part)
        self._foot_box.show()

    def _part_foot(self, _least: int, most: int) -> None:
        """Part the foot from what goes on under it with a line, where there is no room for all of it."""
        restyle(self._foot_box, line="above" if most > 0 else "")


def name_button(whose: str, mark: str, on_click: Callable[[], Any], room: int, *, name: str = "") -> Button:
    """Return a name as a button that fits so many pixels at scale 1, with its `mark` whole."""
    words = cut_name(font("strong"), whose, mark, px(room))
    tip = whose if words != whose else ""
    return Button(words, kind="name", on_click=on_click, name=name or whose, tip=tip)


class _Area(QScrollArea):
    """As high as what is in it, and less where there is no room: then it scrolls."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidget(inside)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another height when what is in it has one."""
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """Return the height of what is in it."""
        width = px(WIDTH) - 2
        layout = self._inside.layout()
        assert layout is not None
        wrapped = layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
        return QSize(width, max(wrapped, layout.minimumSize().height()))

    def minimumSizeHint(self) -> QSize:
        """Return a few lines."""
        return QSize(px(WIDTH) - 2, px(120))


class _DayRow(QFrame):
    """One thing on a day: whose it is as a button, what it is below."""

    def __init__(self, item: Item, on_click: Callable[[], Any]) -> None:
        super().__init__()
        self.setProperty("kind", "row")
        name = name_button(item.name, item.mark, on_click, _NAME_ROOM - 24, name=f"{item.name}: {item.title}")
        mark, tone = mark_of(item)
        # Under the letters of the name, which leaves room for its focus.
        words = column(
            Label(item.title, "body", wrap=True),
            Label(item.note, "note", wrap=True),
            gap=0,
            margins=(3, 0, 0, 0),
        )
        lines = column(name, words, gap=0)
        self.setLayout(row(column(9, IconMark(mark, tone, 14), STRETCH, gap=0), (lines, 1), gap=tokens.S))
