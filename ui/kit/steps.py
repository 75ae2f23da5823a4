"""The way through something long: steps with their state, and what is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseworker.base.text import Text, tc
from ui.kit import tokens
from ui.kit.buttons import ListButton
from ui.kit.icons import IconMark, paint_icon
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, clear, column, row
from ui.kit.style import colour, make_font, px
from ui.kit.words import say

_LEFT = 38
_ICONS = {
    "done": ("circle-check", "reached"),
    "todo": ("circle", "ink_soft"),
    "attention": ("circle-alert", "ink"),
    "skipped": ("minus", "ink_faint"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: stable key, words, and state "todo", "done", "skipped" or "attention"."""

    key: str
    text: Text | str
    state: str = "todo"


class StepItem(ListButton):
    """One step in the list: icon of its state and its words, over several lines if need be."""

    def __init__(self, step: Step) -> None:
        super().__init__()
        self.setProperty("kind", "nav")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.step = step
        self.set_state(step.state)

    def set_state(self, state: str) -> None:
        """Show another state. Raises KeyError for an unknown one."""
        spoken = {
            "done": tc("step", "filled in"),
            "todo": tc("step", "not filled in"),
            "attention": tc("step", "needs a look"),
            "skipped": tc("step", "skipped"),
        }[state]
        self.step = replace(self.step, state=state)
        self.setAccessibleName(f"{say(self.step.text)}, {say(spoken)}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size at a usual width."""
        return QSize(px(200), self.heightForWidth(max(self.width(), px(120))))

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(px(120), px(tokens.ROW))

    def hasHeightForWidth(self) -> bool:
        """Say that long words run over several lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height the words need in a width."""
        metrics = QFontMetrics(make_font(14, tokens.SEMIBOLD))
        room = QRect(0, 0, width - px(_LEFT + tokens.XS), 10_000)
        words = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, say(self.step.text))
        return max(px(tokens.ROW), words.height() + px(16))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height the words need in the new width."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the step."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, here = QRectF(self.rect()), self.isChecked()
        ground = "accent_ground" if here else ("hover" if self.underMouse() else "")
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(ground))
            painter.drawRoundedRect(area, px(6), px(6))
        name, tone = _ICONS[self.step.state]
        if here and self.step.state == "todo":
            name, tone = "circle-dot", "accent"
        size = px(tokens.ICON)
        paint_icon(painter, name, QRectF(px(11), (self.height() - size) / 2, size, size), tone)
        painter.setFont(make_font(14, tokens.SEMIBOLD if here else tokens.REGULAR))
        painter.setPen(colour("accent" if here else ("ink_faint" if self.step.state == "skipped" else "ink")))
        words = self.rect().adjusted(px(_LEFT), 0, -px(tokens.XS), 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, say(self.step.text))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), px(6), px(6))


class Stepper(QWidget):
    """Steps below each other; any can be gone to at any time. `chosen(key)` when the user goes to one."""

    chosen = Signal(str)

    def __init__(self, steps: Sequence[Step] = (), name: Text | str = "") -> None:
        super().__init__()
        self._items: dict[str, StepItem] = {}
        self._layout = column(gap=2)
        self.setLayout(self._layout)
        self.setAccessibleName(say(name))
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps; the current one is kept if it is still there."""
        kept = self.current()
        if [step.key for step in steps] == list(self._items):
            for step in steps:
                self.set_state(step.key, step.state)
            return
        clear(self._layout)
        self._items = {}
        for step in steps:
            item = StepItem(step)
            item.clicked.connect(lambda _on, key=step.key: self.chosen.emit(key))
            self._layout.addWidget(item)
            self._items[step.key] = item
        self.set_current(kept)

    def current(self) -> str:
        """Return the key of the current step, or ""."""
        return next((key for key, item in self._items.items() if item.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Mark a step without emitting `chosen`; an unknown key does nothing."""
        if key in self._items:
            self._items[key].setChecked(True)

    def set_state(self, key: str, state: str) -> None:
        """Show another state of a step. Raises KeyError for an unknown key or state."""
        self._items[key].set_state(state)

    def state(self, key: str) -> str:
        """Return the state of a step. Raises KeyError for an unknown key."""
        return self._items[key].step.state

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrow keys."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        items = list(self._items.values())
        at = next((i for i, item in enumerate(items) if item.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        items[(at + step) % len(items)].setFocus(Qt.FocusReason.TabFocusReason)


class Checklist(QWidget):
    """What is there and what is missing, one line each. Not to be ticked by hand."""

    def __init__(self, items: Sequence[tuple[Text | str, bool]] = ()) -> None:
        super().__init__()
        self._layout = column(gap=6)
        self.setLayout(self._layout)
        self._items: list[tuple[Text | str, bool]] = []
        self.set_items(items)

    def set_items(self, items: Sequence[tuple[Text | str, bool]]) -> None:
        """Show these lines: words, and whether it is done."""
        clear(self._layout)
        self._items = list(items)
        spoken = []
        for words, done in items:
            mark = IconMark("circle-check" if done else "circle", "reached" if done else "ink_soft", 16)
            label = Label(words, "faint" if done else "body", wrap=True)
            self._layout.addLayout(row(column(2, mark, STRETCH, gap=0), (label, 1), gap=6))
            spoken.append(
                f"{say(words)}: {say(tc('checklist', 'done') if done else tc('checklist', 'missing'))}"
            )
        self.setAccessibleName(". ".join(spoken))

    def missing(self) -> int:
        """Return how many lines are not done."""
        return sum(not done for _, done in self._items)
