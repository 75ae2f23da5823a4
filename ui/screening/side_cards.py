"""The right side of the screening: advice so far, what is missing, and the last screening."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from caseworker.base.text import Text, t, tc, tn
from caseworker.screening.advice import Advice
from caseworker.screening.basis import because
from caseworker.screening.finish import Missing
from ui.kit import (
    STRETCH,
    Button,
    Card,
    IconMark,
    Label,
    LinkButton,
    Why,
    WhyPopover,
    WhyStep,
    column,
    hairline,
    px,
    row,
    say,
    tokens,
)
from ui.kit.layout import Flush, flush
from ui.screening.state import ScreeningState

_SHORT = 3  # findings named in the card; the whole reason names all
_SHOWN = 1  # proposals beside the decision that stand there without asking
_CHANGES = 2


class AdviceCard(Card):
    """Advice on the decision with its reason, then activities and the rest. The caseworker decides."""

    used = Signal(object)
    other_wanted = Signal()
    plan_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(label=t("Advice so far"))
        self.popover: WhyPopover | None = None
        self._drawn: object = None
        self._all = False

    def draw(self, state: ScreeningState) -> None:
        """Show the advice of a state; nothing is built anew where nothing is new."""
        now = (state.advice, state.in_plan, state.departs, self._all)
        if now == self._drawn:
            return
        self._drawn = now
        hold_still(self)
        self.clear_body()
        outcome = next((one for one in state.advice if one.kind == "outcome"), None)
        others = [one for one in state.advice if one.kind != "outcome"]
        if outcome is not None:
            self._add_outcome(outcome, state)
        elif not others:
            self.add(Label(t("Advice comes when a little is written down."), "soft", wrap=True))
        shown = others if self._all else others[:_SHOWN]
        if shown and outcome is not None:
            self.add(hairline())
        for one in shown:
            self._add_other(one, state)
        if len(others) > _SHOWN:
            rest = len(others) - _SHOWN
            words = (
                t("Show fewer") if self._all else tn("{count} more proposal", "{count} more proposals", rest)
            )
            self.add(flush(LinkButton(words, on_click=lambda: self._turn(state))))

    def _turn(self, state: ScreeningState) -> None:
        self._all = not self._all
        self.draw(state)

    def _add_outcome(self, advice: Advice, state: ScreeningState) -> None:
        why = LinkButton(t("see the whole reason"))
        why.clicked.connect(lambda _on=False: self._explain(advice, why))
        use = Button(
            tc("button", "Use"),
            on_click=lambda: self.used.emit(advice),
            name=_named(tc("button", "Use"), advice),
        )
        other = Button(t("Choose something else"), on_click=self.other_wanted.emit)
        reason = column(Label(because(advice.findings[:_SHORT]), "note", wrap=True), flush(why), gap=0)
        self.add(Label(advice.title, "strong", wrap=True), reason, row(use, other, STRETCH, gap=tokens.S))
        if state.departs:
            self.add(
                Label(t("You have chosen something else. Write why under the decision."), "note", wrap=True)
            )

    def _add_other(self, advice: Advice, state: ScreeningState) -> None:
        why = LinkButton(tc("link", "Why?"), name=_named(tc("link", "Why?"), advice))
        why.clicked.connect(lambda _on=False: self._explain(advice, why))
        links = Flush()
        links.setSpacing(px(tokens.M))
        links.addWidget(why)
        if advice.kind == "activity" and advice.proposes in state.in_plan:
            links.addWidget(Label(t("stands in the plan"), "note"))
        elif advice.kind == "activity":
            put = LinkButton(t("Put in the plan"), name=_named(t("Put in the plan"), advice))
            put.clicked.connect(lambda _on=False: self.plan_wanted.emit(advice))
            links.addWidget(put)
        elif advice.kind == "suitability":
            use = LinkButton(tc("button", "Use"), name=_named(tc("button", "Use"), advice))
            use.clicked.connect(lambda _on=False: self.used.emit(advice))
            links.addWidget(use)
        links.addStretch(1)
        self.add(column(Label(advice.title, "body", wrap=True), links, gap=0))

    def _explain(self, advice: Advice, anchor: QWidget) -> None:
        """Show everything the advice rests on, and the paragraph where there is one."""
        law = [part for part in advice.source.split(", ") if not part.startswith("R-")]
        why = Why(
            title=advice.title, answer=t("The advice rests on what is written down:"),
            steps=tuple(WhyStep(basis.text) for basis in advice.findings), basis=", ".join(law),
            source=say(t("You decide. Advice never looks at diagnoses.")),
        )  # fmt: skip
        self.popover = WhyPopover(why, self.window())
        self.popover.closed.connect(self._forget)
        self.popover.show_at(anchor)

    def _forget(self) -> None:
        self.popover = None


class MissingCard(Card):
    """What is missing before the screening can be finished. Each line leads to its field."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(label=t("Missing before you can finish"))
        self.links: dict[str, Button] = {}
        self._drawn: tuple[Missing, ...] | None = None

    def draw(self, state: ScreeningState) -> None:
        """Show what a state misses: what blocks first, then what would be good to have."""
        if state.missing == self._drawn:
            return
        self._drawn = state.missing
        hold_still(self)
        self.clear_body()
        self.links = {}
        blocking = [one for one in state.missing if one.blocks]
        rest = [one for one in state.missing if not one.blocks]
        if not blocking:
            mark = IconMark("circle-check", "reached", 16)
            self.add(
                row(mark, (Label(t("Nothing is missing. You can finish."), "body", wrap=True), 1), gap=6)
            )
        if blocking:
            self.add(flush(*[self._line(one) for one in blocking]))
        if rest:
            lines = [self._line(one) for one in rest]
            self.add(column(Label(t("Also good to have"), "note"), flush(*lines), gap=0))

    def _line(self, missing: Missing) -> Button:
        """Return a line that leads to the field."""
        link = LinkButton(missing.text)
        if missing.blocks:
            link.set_icon("circle", "ink_soft")
        link.clicked.connect(lambda _on=False: self.wanted.emit(missing.place.field))
        link.setAccessibleName(say(t("Missing: {what}", what=missing.text)))
        self.links[missing.id] = link
        return link


class LastCard(Card):
    """The last screening beside this one in a few words, and the way to the whole comparison."""

    def __init__(self, on_compare: Callable[[], object]) -> None:
        super().__init__(label=t("From the last screening"))
        self.compare_button = LinkButton(tc("link", "Compare"), on_click=on_compare)
        self._drawn: object = None

    def draw(self, state: ScreeningState) -> None:
        """Show the first differences, or that there are none yet."""
        self.setVisible(state.last is not None)
        if state.last is None or (state.last.id, state.changes) == self._drawn:
            return
        self._drawn = (state.last.id, state.changes)
        hold_still(self)
        self.compare_button.setParent(None)
        self.clear_body()
        if self.header is not None:
            self.header.set_title(
                t("From the last screening ({year})", year=str(state.last.finished_on.year))
            )
        told = [change for change in state.changes if change.kind == "changed"] or list(state.changes)
        for change in told[:_CHANGES]:
            words = t("{question}. {change}", question=change.question, change=change.text)
            self.add(Label(words, "body", wrap=True))
        if not told:
            self.add(Label(t("Everything is as it was."), "soft", wrap=True))
        self.add(flush(self.compare_button))


def hold_still(widget: QWidget) -> None:
    """Let nothing be painted until what is put in anew has its place, so that nothing flickers while typing."""
    widget.setUpdatesEnabled(False)
    QTimer.singleShot(0, widget, lambda: widget.setUpdatesEnabled(True))


def _named(words: Text, advice: Advice) -> Text:
    return t("{action}: {what}", action=words, what=advice.title)
