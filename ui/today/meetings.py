"""The talks of the day on "My day": each with its hour, its citizen and the ways to prepare and to start it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from caseworker.base.place import Place
from caseworker.base.text import raw, t, tc, tn
from caseworker.casework.happenings import clock_words
from caseworker.contacts.queries import MeetingRow
from caseworker.contacts.words import CHANNELS, KINDS
from caseworker.people.namesakes import with_mark
from ui.kit import STRETCH, Button, Card, Label, LinkButton, column, cut_name, px, row, say, tokens
from ui.ports import Desk
from ui.today.presenter import TodayPresenter, next_day_words, summary_words
from ui.today.work_list import same_width

# Pixels at scale 1 for the hour; of a name where it must be cut, and where the buttons stand beside it.
_TIME_WIDTH, _NAME_LEAST, _NAME_BESIDE = 48, 80, 224
_FRAME = 4  # around the rows of a card


class Meetings(Card):
    """The talks of the day, and of the next working day where today has few.

    Where names and buttons have no room beside each other, the buttons stand below (see `fit`).
    """

    def __init__(self, desk: Desk, presenter: TodayPresenter) -> None:
        super().__init__(tc("card", "Today"), divided=True)
        self._desk, self._presenter = desk, presenter
        self._lines: list[_Line] = []

    def draw(self) -> None:
        """Show the talks of the day."""
        state = self._presenter.state
        self.clear_body()
        self._lines = []
        first = next((m.talk.id for m in state.meetings if m.talk.status == "planned"), "")
        same_width([self._add(m, is_next=m.talk.id == first) for m in state.meetings])
        if state.more_meetings:
            words = tn("{count} more", "{count} more", state.more_meetings)
            self.add_row(LinkButton(words, on_click=self._presenter.show_more_meetings))
        if not state.meetings:
            self.add_row(Label(t("No talks are planned for today."), "soft", wrap=True))
        if state.coming and state.next_day is not None:
            tomorrow = say(next_day_words(state.next_day, state.day))
            heading = Label(tomorrow[:1].upper() + tomorrow[1:], "label")
            self.add_row(heading, margins=(tokens.L, tokens.M, tokens.L, 0))
        for meeting in state.coming:
            self._add(meeting, is_next=False, can_start=False)
        if state.yesterday is not None:
            self.add_footer(summary_words(state.yesterday, state.day))

    def fit(self, width: int) -> None:
        """Let the rows stand in so many pixels: names whole and the buttons beside them, else the buttons below."""
        beside = max((line.beside() for line in self._lines), default=0) <= width
        for line in self._lines:
            line.arrange(beside=beside)

    def _add(self, meeting: MeetingRow, *, is_next: bool, can_start: bool = True) -> QWidget:
        """Add the meeting's row and return what stands last in it."""
        talk = meeting.talk
        clock = Label(clock_words(talk.at), "strong")
        clock.setFixedWidth(px(_TIME_WIDTH))
        mark = self._presenter.state.marks.get(talk.case_id, "")
        whole = with_mark(meeting.name, mark) if mark else meeting.name
        parts = [mark] if mark else []
        parts += [say(KINDS[talk.kind]), say(raw(talk.place) if talk.place else CHANNELS[talk.channel])]
        if meeting.interpreter:
            parts.append(say(t("with interpreter")))
        go = self._desk.navigation.go
        name = _Name(meeting.name, lambda: go(Place("overview", talk.case_id)))
        name.setAccessibleName(whole)
        note = Label(" · ".join(parts), "note", wrap=True)
        note.setContentsMargins(
            px(3), 0, 0, 0
        )  # under the letters of the name, which leaves room for its focus
        line = _Line(name, note, self._buttons(meeting, whole, is_next=is_next)[: 2 if can_start else 1])
        self._lines.append(line)
        self.add_row(clock, (line.layout, 1), ground="accent" if is_next else "none",
                     margins=(tokens.L, tokens.M, tokens.L, tokens.M))  # fmt: skip
        return line.buttons[-1]

    def _buttons(self, meeting: MeetingRow, whole: str, *, is_next: bool) -> list[QWidget]:
        if meeting.talk.status != "planned":
            return [Label(t("written down"), "note")]
        place = Place("talk", meeting.talk.id, "start")
        start = Button(
            tc("button", "Start"), kind="filled" if is_next else "outline",
            name=t("Start talk with {name}", name=whole),
            on_click=lambda: self._desk.navigation.go(place),
        )  # fmt: skip
        prepare = Button(
            tc("button", "Prepare"), name=t("Prepare talk with {name}", name=whole),
            on_click=lambda: self._desk.navigation.go(Place("overview", meeting.talk.case_id)),
        )  # fmt: skip
        return [prepare, start]


class _Line:
    """Name and note of a talk with its buttons beside them, or below."""

    def __init__(self, name: _Name, note: Label, buttons: list[QWidget]) -> None:
        self.buttons, self._name, self._note = buttons, name, note
        words = column(STRETCH, name, note, STRETCH, gap=0)
        self.layout: QBoxLayout = row((words, 1), row(*buttons, STRETCH), gap=tokens.M)

    def beside(self) -> int:
        """Return how wide the card must be for the buttons beside a name.

        By the widgets alone: a layout counts none that was made a moment ago.
        """
        words = max(
            min(self._name.sizeHint().width(), px(_NAME_BESIDE)), self._note.minimumSizeHint().width()
        )
        buttons = sum(max(one.sizeHint().width(), one.minimumWidth()) for one in self.buttons)
        gaps = 2 * px(tokens.M) + px(tokens.S) * (len(self.buttons) - 1)
        return 2 * px(tokens.L) + px(_TIME_WIDTH) + words + buttons + gaps + _FRAME

    def arrange(self, *, beside: bool) -> None:
        """Put the buttons beside the words or below them."""
        ways = QBoxLayout.Direction
        self._name.set_least(px(_NAME_BESIDE if beside else _NAME_LEAST))
        way = ways.LeftToRight if beside else ways.TopToBottom
        if self.layout.direction() != way:
            self.layout.setDirection(way)
            self.layout.setSpacing(px(tokens.M if beside else tokens.XS))


class _Name(Button):
    """A name that leads to the whole person; in less room than it needs it is cut, and its tip says all of it."""

    def __init__(self, name: str, on_click: Callable[[], object]) -> None:
        super().__init__(name, kind="name", on_click=on_click)
        self._whole, self._least = name, px(_NAME_LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_least(self, least: int) -> None:
        """Say how many pixels of a longer name are shown at least."""
        if least != self._least:
            self._least = least
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return what the whole name takes, also while it is cut."""
        hint, metrics = super().sizeHint(), self.fontMetrics()
        shown = metrics.horizontalAdvance(self.text().replace("&&", "&"))
        return QSize(hint.width() + metrics.horizontalAdvance(self._whole) - shown, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Let it be cut."""
        hint = self.sizeHint()
        return QSize(min(self._least, hint.width()), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the name as there is room for."""
        super().resizeEvent(event)
        is_cut = self.width() < self.sizeHint().width()
        self.set_text(cut_name(self.font(), self._whole, "", self.width() - px(8)) if is_cut else self._whole)
        self.setToolTip(self._whole if is_cut else "")
