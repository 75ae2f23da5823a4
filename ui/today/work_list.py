"""The list of "My day": what waits, the most important first, each line with its reason and its way on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QWidget

from caseworker.base.place import Place
from caseworker.base.text import Text, t, tc, tn
from caseworker.casework.worklist import WorkLine
from ui.kit import Button, Card, Label, LinkButton, cut_name, px, row, say
from ui.kit.style import font
from ui.ports import Desk
from ui.today.presenter import TodayPresenter, TodayState, overdue_words
from ui.why.popover import show_why

_WHEN_WIDTH, _NAME_WIDTH, _NAME_MOST = 94, 116, 224
# Longer words may need a second line beside a long name and two buttons in the smallest window.
_ONE_LINE = 12


class WorkList(Card):
    """Draws what is new only: a line is half a dozen widgets, and each takes its time."""

    def __init__(self, desk: Desk, presenter: TodayPresenter) -> None:
        super().__init__(
            t("What matters most first"), t("sorted by what it means for the citizen"), divided=True
        )
        self._desk, self._presenter = desk, presenter
        self._drawn: TodayState | None = None
        self._below: list[QFrame] = []  # what stands under the lines
        self._buttons: list[Button] = []
        self._name_width = px(_NAME_WIDTH)

    def draw(self, state: TodayState) -> None:
        """Show the list of a day."""
        before, self._drawn = self._drawn, state
        if before is not None and _key(before) == _key(state) and before.lines == state.lines:
            return
        drawn = before.lines if before is not None and _is_longer(before, state) else ()
        if drawn:
            for frame in self._below:
                self.take_row(frame)
        else:
            self.clear_body()
            self._buttons = []
            self._name_width = _width_of_names(state.lines)
            if state.off is not None:  # on top: it bears on all that is counted here
                self.add_row((Label(state.off, "note", wrap=True), 1))
        self._below = []
        self._tell(state)
        self._buttons += [self._add_line(line) for line in state.lines[len(drawn) :]]
        same_width(self._buttons)
        if not state.lines:
            done = t("Nothing waits here.") if state.chosen else t("Nothing waits for you.")
            self.add_row(Label(done, "soft", wrap=True))
        if state.more:
            more = LinkButton(
                tn("{count} more", "{count} more", state.more), on_click=self._presenter.show_more
            )
            self._below.append(self.add_row(more))
        if state.left_out and state.chosen in ("", "overdue"):
            self._add_left_out(state.left_out)

    def _tell(self, state: TodayState) -> None:
        """Say by what the list is sorted, or what is counted in it."""
        note = t("sorted by what it means for the citizen")
        if state.chosen == "overdue" and not state.more:
            note = overdue_words(state.lines)
        elif state.chosen == "due_soon":
            note = t("measurements and promises are counted on their own")
        if self.header is not None:
            self.header.set_title(t("What matters most first"), note)

    def _add_left_out(self, count: int) -> None:
        """Say which deadlines no counter counts, and where they are."""
        words = tn(
            "{count} deadline fell due before the case came here and is not counted.",
            "{count} deadlines fell due before the cases came here and are not counted.",
            count,
        )
        link = LinkButton(
            t("See them"),
            name=t("See the deadlines from before the cases came here"),
            on_click=lambda: self._desk.navigation.go(Place("deadlines", field="before")),
        )
        self._below.append(self.add_row((Label(words, "note", wrap=True), 1), link))

    def _add_line(self, line: WorkLine) -> Button:
        """Add the line and return its button."""
        when = Label(line.when, "alarm" if line.alarm else "body")
        when.setMinimumWidth(px(_WHEN_WIDTH))
        name = name_button(self._desk, line.name, line.case_id)
        name.setFixedWidth(self._name_width)
        room = self._name_width - px(8)
        name.set_text(cut_name(name.font(), line.name, line.mark, room))
        name.setToolTip(line.name)
        name.setAccessibleName(line.name)
        long = len(say(line.what)) > _ONE_LINE
        what = Label(line.what, "soft", wrap=long, elide=not long)
        ways: list[QWidget] = []
        if line.deadline_key:
            about = t("{name}, {facts}", name=line.name, facts=line.what)
            why = tc("link", "Why?")
            link = LinkButton(why, name=t("{action}: {name}", action=why, name=about))
            link.clicked.connect(
                lambda _on, at=link: show_why(self._desk, at, line.case_id, line.deadline_key)
            )
            ways.append(link)
        action_name = t("{action}: {name}", action=line.action, name=line.name)
        action = Button(line.action, name=action_name, on_click=lambda: self._presenter.act_on(line))
        self.add_row(when, name, (what, 1), row(*ways, action))
        return action


def name_button(desk: Desk, name: str, case_id: str) -> Button:
    """Return a name as a way to the whole person."""
    return Button(name, kind="name", on_click=lambda: desk.navigation.go(Place("overview", case_id)))


def same_width(last: Sequence[QWidget]) -> None:
    """Give the buttons that end the rows one width, so that what stands before them lines up too."""
    buttons = [item for item in last if isinstance(item, Button)]
    widest = max((button.sizeHint().width() for button in buttons), default=0)
    for button in buttons:
        button.setMinimumWidth(widest)


def _key(state: TodayState) -> tuple[str, int, int, Text | None]:
    return state.chosen, state.more, state.left_out, state.off


def _is_longer(before: TodayState, now: TodayState) -> bool:
    """Return whether more of the same list is shown."""
    same = (before.chosen, before.left_out, before.off) == (now.chosen, now.left_out, now.off)
    return same and bool(before.lines) and before.lines == now.lines[: len(before.lines)]


def _width_of_names(lines: Iterable[WorkLine]) -> int:
    letters = QFontMetrics(font("strong"))
    widest = max((letters.horizontalAdvance(line.name) for line in lines), default=0)
    return min(max(widest + px(10), px(_NAME_WIDTH)), px(_NAME_MOST))
