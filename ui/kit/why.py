"""The answer to "why?": rule, steps, paragraph and source of a date, a number or an advice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLayout, QScrollArea, QWidget
from shiboken6 import isValid

from caseworker.base.dates import format_day
from caseworker.base.text import Text, t, tc
from ui.kit import tokens
from ui.kit.buttons import IconButton, LinkButton
from ui.kit.chips import Chip
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, box, column, hairline, row
from ui.kit.popup import Popup
from ui.kit.style import px, restyle
from ui.kit.words import language, say

_WIDTH = 420
_MOST_HEIGHT = 600
_FEW_STEPS = 8  # that stand without scrolling


@dataclass(frozen=True, slots=True)
class WhyStep:
    """One step on the way to the answer: what happened or was counted, and on which day.

    `lead` stands in the place of the day where there is none.
    """

    text: Text | str
    day: date | None = None
    lead: Text | str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """What a "why?" shows.

    `answer` is the sentence first read, `basis` the paragraph of the law, `source` where it can be looked
    up, `mark` how sure the rule is ("Confirmed", "Proposal", "Local rule").
    """

    title: Text | str
    answer: Text | str = ""
    steps: tuple[WhyStep, ...] = ()
    basis: Text | str = ""
    source: str = ""
    mark: Text | str = ""


class WhyPopover(Popup):
    """A panel beside the thing it explains."""

    closed = Signal()

    def __init__(self, why: Why, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._anchor: QWidget | None = None
        panel = why_panel(why, on_close=self.close)
        layout = column(panel)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setLayout(layout)
        self.setFixedWidth(px(_WIDTH))
        self.setAccessibleName(say(why.title))
        self.setAccessibleDescription(say(why.answer))

    def show_at(self, anchor: QWidget) -> None:
        """Open clear of the card with the widget that asked, or below or above that; the widget is marked."""
        self._anchor = anchor
        restyle(anchor, asked=True)
        layout = self.layout()
        assert layout is not None
        height = min(layout.heightForWidth(px(_WIDTH)), px(_MOST_HEIGHT))
        self.open_beside(anchor, px(_WIDTH), height)
        # The panel itself has the focus, so that it is read out and Escape closes it; a ring would mark a
        # button that nobody has reached for.
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def hideEvent(self, event: object) -> None:
        """Give the focus back to where the question was asked."""
        super().hideEvent(event)  # type: ignore[arg-type]
        anchor = self._anchor
        if anchor is not None and isValid(anchor):  # its page may have been drawn anew
            restyle(anchor, asked=False)
            if anchor.isVisible():
                anchor.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()


def why_panel(why: Why, *, on_close: Callable[[], object] | None = None) -> QFrame:
    """Return the inside of the popover, which can also stand on a page."""
    panel = QFrame()
    panel.setProperty("kind", "popover")
    head = row((Label(why.title, "heading", wrap=True), 1), gap=tokens.S)
    if on_close is not None:
        head.addWidget(
            IconButton("x", tc("button", "Close"), on_click=on_close), 0, Qt.AlignmentFlag.AlignTop
        )
    inner = column(head, gap=tokens.S, margins=(tokens.L, tokens.M, tokens.M, tokens.M))
    if why.answer:
        inner.addWidget(Label(why.answer, "body", wrap=True))
    if why.steps:
        inner.addWidget(_steps(why.steps))
    foot = _foot(why)
    if foot is not None:
        inner.addWidget(hairline())
        inner.addWidget(foot)
    panel.setLayout(inner)
    panel.setAccessibleName(say(why.title))
    return panel


def _steps(steps: tuple[WhyStep, ...]) -> QWidget:
    grid = QGridLayout()
    grid.setContentsMargins(0, px(tokens.XS), 0, px(tokens.XS))
    grid.setHorizontalSpacing(px(tokens.M))
    grid.setVerticalSpacing(px(6))
    grid.setColumnStretch(1, 1)
    for line, step in enumerate(steps):
        when = Label(format_day(step.day, "short_year", language()) if step.day else step.lead, "label")
        when.setContentsMargins(0, px(tokens.XS), 0, 0)
        grid.addWidget(when, line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Label(step.text, "body", wrap=True), line, 1)
    if len(steps) <= _FEW_STEPS:
        return box(grid)
    grid.setRowStretch(len(steps), 1)  # the rows stay together in a high popover
    return _Steps(box(grid))


class _Steps(QScrollArea):
    """Many steps: as high as they are, and less where the popover would grow too high."""

    def __init__(self, steps: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._steps = steps
        steps.setMinimumHeight(1)  # or it is taken to be as high as Qt guesses before it has its width
        self.setWidget(steps)
        self.setMinimumHeight(px(220))
        self.setAccessibleName(say(t("Steps to the answer")))

    def sizeHint(self) -> QSize:
        """Return the height of all steps in the width of the popover."""
        width = px(_WIDTH - tokens.L - tokens.M) - 2
        layout = self._steps.layout()
        assert layout is not None
        return QSize(width, layout.heightForWidth(width) + 1)


def _foot(why: Why) -> QWidget | None:
    mark = say(why.mark)
    if not (say(why.basis) or why.source or mark):
        return None
    words = column(gap=2)
    if why.basis:
        words.addWidget(Label(why.basis, "label", wrap=True, selectable=True))
    if why.source:
        words.addWidget(Label(why.source, "note", wrap=True, selectable=True))
    line = row((words, 1), gap=tokens.M)
    if mark:
        line.addWidget(Chip(mark, "outline"), 0, Qt.AlignmentFlag.AlignTop)
    return box(column(line, STRETCH, gap=0))


class WhyLink(LinkButton):
    """A small "why?" that opens the answer. The answer is worked out when asked for."""

    def __init__(self, answer: Callable[[], Why], text: Text | str = "", *, name: Text | str = "") -> None:
        super().__init__(text or tc("link", "Why?"), name=name)
        self._answer = answer
        self.popover: WhyPopover | None = None
        self.clicked.connect(lambda _checked=False: self.open())

    def open(self) -> None:
        """Show the answer."""
        self.popover = WhyPopover(self._answer(), self.window())
        self.popover.closed.connect(self._forget)
        self.popover.show_at(self)

    def _forget(self) -> None:
        self.popover = None
