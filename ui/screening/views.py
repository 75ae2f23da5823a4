"""The other faces of the room: before the first screening, the comparison, and a finished screening."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from caseworker.base.text import Text, raw, t, tc
from caseworker.screening.view import ScreeningRow
from ui.kit import (
    STRETCH,
    Banner,
    Button,
    Card,
    EmptyState,
    IconMark,
    Label,
    LinkButton,
    box,
    clear,
    column,
    hairline,
    language,
    px,
    row,
    say,
    tokens,
)
from ui.kit.layout import Item
from ui.screening.readout import goals_words
from ui.screening.single_click import single_click
from ui.screening.state import ReadSection, ScreeningState, ThenNow
from ui.screening.words import outcome_words

_START_WIDTH = 520


def start_view(state: ScreeningState, on_begin: Callable[[], object]) -> QWidget:
    """Return what stands here before the first screening: what it is, and the button that begins it."""
    if state.closed_on is not None:
        words = t("The case was closed on {day}. Open a new case to begin a screening.", day=state.closed_on)
        return EmptyState(t("No screening was made"), words, icon="clipboard-list")
    begin = single_click(Button(t("Begin screening"), kind="filled", on_click=on_begin))
    words = t(
        "Here you and {name} find out together what {name} wants, can do and needs, and what stands in the way. "
        "It may take several talks. Everything can be skipped and filled in later. It ends with a "
        "decision and the first interim goals.",
        name=state.call_name,
    )
    if state.last is not None:
        words = t(
            "{text} You begin with what was said in the screening of {day:short_year}.",
            text=words,
            day=state.last.finished_on,
        )
    text = Label(words, "soft", wrap=True)
    text.setFixedWidth(px(_START_WIDTH))
    inside = column(
        IconMark("clipboard-list", "ink_faint", 28),
        Label(t("No screening yet"), "heading"),
        text,
        gap=tokens.M,
    )
    inside.addSpacing(px(tokens.XS))
    inside.addWidget(begin)
    if state.waits is not None:
        inside.addWidget(Label(state.waits, "note"))
    card = Card()
    card.add(box(column(STRETCH, row(STRETCH, inside, STRETCH), STRETCH, STRETCH)), stretch=1)
    card.setAccessibleName(say(t("No screening yet")))
    return card


class CompareView(QWidget):
    """The last screening beside this one, question by question; each line leads to its field."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.links: dict[str, LinkButton] = {}
        self._drawn: object = None
        self._inside = column(gap=tokens.M)
        self.setLayout(self._inside)

    def draw(self, state: ScreeningState) -> None:
        """Show the comparison of a state."""
        if state.last is None or state.compared == self._drawn:
            return
        self._drawn = state.compared
        clear(self._inside)
        self.links = {}
        self._inside.addWidget(Label(t("What has changed since last time?"), "goal", wrap=True))
        lead = t(
            "The last screening was finished {day}. What was said then stands here already. Change only what is new.",
            day=state.last.finished_on,
        )
        self._inside.addWidget(Label(lead, "soft", wrap=True))
        titles = {line.key: line.title for line in state.steps}
        for key, title in titles.items():
            lines = [line for line in state.compared if line.section == key]
            if lines:
                self._inside.addWidget(hairline())
                self._inside.addWidget(Label(title, "strong"))
                self._inside.addLayout(self._grid(lines))
        self._inside.addStretch(1)

    def _grid(self, lines: list[ThenNow]) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(tokens.M))
        grid.setVerticalSpacing(px(6))
        grid.setColumnMinimumWidth(0, px(130))
        grid.setColumnStretch(1, 1)
        for number, line in enumerate(lines):
            grid.addWidget(_top(Label(line.question, "label", wrap=True)), number, 0)
            grid.addWidget(_top(_then_now(line)), number, 1)
            link = LinkButton(tc("answer", "Change"), name=t("Change: {question}", question=line.question))
            link.clicked.connect(lambda _on=False, key=line.question_id: self.wanted.emit(key))
            self.links[line.question_id] = link
            grid.addWidget(_top(link), number, 2)
        return grid


def _then_now(line: ThenNow) -> QWidget:
    """Return then and now: one of them where nothing has changed, both where it has."""
    if not line.changed:
        return box(column(*[Label(words, "body", wrap=True) for words in line.then], gap=0))
    parts: list[Item] = [Label(t("Then: {answer}", answer=words), "note", wrap=True) for words in line.then]
    now = line.now or (t("nothing written"),)
    parts += [Label(t("Now: {answer}", answer=words), "strong", wrap=True) for words in now]
    return box(column(*parts, gap=0))


def _top(widget: QWidget) -> QWidget:
    return box(column(widget, STRETCH, gap=0))


class FinishedView(QWidget):
    """A finished screening: the decision, and under it everything as it was frozen."""

    plan_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sections: dict[str, QWidget] = {}
        self._inside = column(gap=tokens.M)
        self.setLayout(self._inside)

    def draw(self, state: ScreeningState) -> None:
        """Show the screening of a state."""
        decision = state.decision
        if decision is None:
            return
        clear(self._inside)
        self.sections = {}
        self._inside.addWidget(Label(decision.line, "note", wrap=True))
        self._inside.addWidget(Label(decision.title, "goal", wrap=True))
        if decision.reason:
            self._inside.addWidget(Label(decision.reason, "body", wrap=True, selectable=True))
        if decision.goals_in_plan:
            to_plan = Button(t("Open the plan"), kind="filled", on_click=self.plan_wanted.emit)
            self._inside.addWidget(Banner(goals_words(decision.goals_in_plan), "done", actions=(to_plan,)))
        for section in state.read:
            part = _read_section(section)
            self.sections[section.key] = part
            self._inside.addWidget(part)
        self._inside.addStretch(1)


def _read_section(section: ReadSection) -> QWidget:
    inside = column(hairline(), Label(section.title, "heading"), gap=tokens.S)
    for line in section.lines:
        inside.addWidget(Label(line.question, "label", wrap=True))
        for words in line.answers:
            inside.addWidget(Label(words, "body", wrap=True, selectable=True))
        for words in line.earlier:
            inside.addWidget(Label(words, "note", wrap=True, selectable=True))
        inside.addSpacing(px(tokens.XS))
    part = box(inside)
    part.setAccessibleName(say(section.title))
    return part


class FinishedSide(QWidget):
    """Beside a finished screening: a new one, how it compares with the advice, and the others."""

    again_wanted = Signal()
    look_wanted = Signal(str)

    def __init__(self, *, show_advice: bool) -> None:
        super().__init__()
        self._show_advice = show_advice
        self._inside = column(gap=tokens.M)
        self.setLayout(self._inside)
        self.again_button: Button | None = None

    def draw(self, state: ScreeningState) -> None:
        """Show what goes with the screening of a state."""
        clear(self._inside)
        decision, view = state.decision, state.view
        if decision is None or view is None:
            return
        if state.closed_on is None:
            card = Card(label=t("When things change"))
            self.again_button = single_click(Button(t("New screening"), on_click=self.again_wanted.emit))
            words = t(
                "A new screening begins with what was said in this one. This one stays as it was decided."
            )
            card.add(Label(words, "soft", wrap=True), row(self.again_button, STRETCH))
            self._inside.addWidget(card)
        if self._show_advice and decision.as_advised is not None:
            card = Card(label=t("Advice at the time"))
            card.add(Label(decision.as_advised, "body", wrap=True))
            card.add(column(*[_bullet(title) for title in decision.advice], gap=tokens.XS))
            card.add_footer(decision.versions)
            self._inside.addWidget(card)
        others = [one for one in state.earlier if one.id != view.screening_id]
        if others:
            card = Card(label=t("Other screenings"))
            for other in others:
                card.add(row(self._other(other.id, _row_words(state, other)), STRETCH))
            self._inside.addWidget(card)
        self._inside.addStretch(1)

    def _other(self, screening_id: str, words: Text) -> LinkButton:
        link = LinkButton(words)
        link.clicked.connect(lambda _on=False: self.look_wanted.emit(screening_id))
        return link


def _bullet(words: Text) -> QWidget:
    """Return a line of a list; its second line stands under the first word, not under the dot."""
    line = Label(words, "note", wrap=True)
    policy = line.sizePolicy()
    policy.setVerticalPolicy(policy.Policy.Preferred)  # else a line that just fits is given the height of two
    line.setSizePolicy(policy)
    return box(row(column(Label(raw("·"), "note", wrap=True), STRETCH, gap=0), (line, 1), gap=6))


def _row_words(state: ScreeningState, other: ScreeningRow) -> Text:
    assert state.view is not None
    if other.finished_on is None:
        return t("Begun {day:short_year}, still open", day=other.started_on)
    outcome = outcome_words(state.view.instrument, other.outcome, language())
    return t("{day:short_year}: {outcome}", day=other.finished_on, outcome=outcome)
