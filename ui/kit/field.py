"""What every field of a form can do, and the plain ones: a line of text, a number, a list, a box."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSizePolicy, QWidget

from caseworker.base.text import Text, t, tn
from ui.kit import tokens
from ui.kit.icons import paint_icon
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, row
from ui.kit.style import colour, font, px, restyle
from ui.kit.words import language, say

# Characters. A line cuts off what is longer without a word, so it takes more than anybody pastes by mistake;
# painting it stays far below what can be felt.
_LINE_TAKES = 200_000


class FieldWidget(QWidget):
    """The common ground of all fields.

    `changed` comes when the user changes something, never from `set_value`; `left_wrong(problem)` when the user
    leaves what cannot be read, in fields that can tell by then.
    """

    changed = Signal()
    left_wrong = Signal(object)

    def value(self) -> Any:
        """Return what the field holds; None or "" where it is empty."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value."""
        raise NotImplementedError

    def focus_target(self) -> QWidget:
        """Return the widget that takes the typing."""
        raise NotImplementedError

    def is_empty(self) -> bool:
        """Return whether nothing has been filled in."""
        return self.value() in (None, "", [], ())

    def problem(self) -> Text | None:
        """Return what is wrong with what stands in the field, or None."""
        return None

    def remark(self) -> Text | None:
        """Return what is odd about what stands in the field but may stay, or None."""
        return None

    def half(self) -> list[str]:
        """Return what stands in the field's lines and is no value yet, such as half a day; [] where there is none."""
        return []

    def show_half(self, words: Sequence[str]) -> None:
        """Show such words again, as they were typed."""

    def told(self, value: Any) -> Text | str:
        """Return a value of this field, or its JSON data, in words for a sentence."""
        return str(value)

    def called(self) -> str:
        """Return what the field is called where that is not its label, else ""."""
        return ""

    def take_choices(self, other: FieldWidget) -> None:
        """Offer what the same field of another form offers, if it offers anything."""

    def settle(self) -> None:
        """Take in what is typed and only waits for Enter: the form is about to be saved."""

    def set_faulty(self, faulty: bool) -> None:
        """Draw the edge of a field with an error."""
        restyle(self.focus_target(), faulty="true" if faulty else "false")

    def set_read_only(self, read_only: bool) -> None:
        """Let the value be read but not changed."""
        self.focus_target().setEnabled(not read_only)

    def set_names(self, name: Text | str, description: Text | str = "") -> None:
        """Give the field the name and description that a screen reader says."""
        self.focus_target().setAccessibleName(say(name))
        self.focus_target().setAccessibleDescription(say(description))

    def _adopt(self, edit: QWidget) -> None:
        self.setFocusProxy(edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


def line_edit(placeholder: Text | str = "", *, letters: str = "body") -> QLineEdit:
    """Return a bare line that cuts off nothing anybody types or pastes into it."""
    made = QLineEdit()
    made.setMaxLength(_LINE_TAKES)
    made.setFont(font(letters))
    made.setPlaceholderText(say(placeholder))
    return made


class LineField(FieldWidget):
    """A field around one QLineEdit."""

    def __init__(self, *, placeholder: Text | str = "", width: int = 0) -> None:
        super().__init__()
        self.edit = line_edit(placeholder)
        self.edit.textEdited.connect(self._edited)
        self.edit.editingFinished.connect(self._finished)
        if width:
            self.setMaximumWidth(px(width))
        self.setLayout(row(self.edit))
        self._adopt(self.edit)

    def focus_target(self) -> QWidget:
        """Return the line."""
        return self.edit

    def set_read_only(self, read_only: bool) -> None:
        """Let the line be read and copied but not changed."""
        self.edit.setReadOnly(read_only)
        restyle(self.edit, faulty="false")

    def half(self) -> list[str]:
        """Return the words of the line while they are no value."""
        return [self.edit.text()] if self.value() is None and self.edit.text().strip() else []

    def show_half(self, words: Sequence[str]) -> None:
        """Show such words again, read as if they were typed now."""
        self.blockSignals(True)
        for typed in words[:1]:
            self.edit.setText(typed)
            self.edit.textEdited.emit(typed)
        self.blockSignals(False)
        # Nobody types in words that are back, and they have been left once: what is wrong is said at once.
        if words and (problem := self.problem()) is not None:
            self.left_wrong.emit(problem)

    def _edited(self, _words: str) -> None:
        self.changed.emit()

    def _finished(self) -> None:
        """Tidy up what was typed; nothing to do for plain text."""


class TextField(LineField):
    """One line of text, kept as typed. `limit` is the number of characters that fit."""

    def __init__(self, *, placeholder: Text | str = "", limit: int = 0, width: int = 0) -> None:
        super().__init__(placeholder=placeholder, width=width)
        self._limit = limit

    def value(self) -> str:
        """Return the text."""
        return self.edit.text()

    def set_value(self, value: Any) -> None:
        """Show a text; None is empty."""
        self.edit.setText("" if value is None else str(value))
        self.edit.setCursorPosition(0)

    def is_empty(self) -> bool:
        """Return whether there is nothing but spaces."""
        return not self.edit.text().strip()

    def problem(self) -> Text | None:
        """Return a sentence when the text is too long."""
        over = len(self.edit.text()) - self._limit
        return too_long(over) if self._limit and over > 0 else None


def too_long(over: int) -> Text:
    """Return the sentence for a text that is over its limit by so many characters."""
    return tn(
        "The text is {count} character too long. Nothing is cut off: make it shorter or split it.",
        "The text is {count} characters too long. Nothing is cut off: make it shorter or split it.",
        over,
    )


class NumberField(LineField):
    """A number with its unit. Empty is None, whole numbers are int, others Decimal."""

    def __init__(
        self,
        *,
        unit: Text | str = "",
        decimals: int = 0,
        least: int | None = None,
        most: int | None = None,
        width: int = 140,
    ) -> None:
        super().__init__(width=width)
        self._decimals, self._least, self._most = decimals, least, most
        layout = self.layout()
        if unit and layout is not None:
            layout.addWidget(Label(unit, "soft"))

    def value(self) -> int | Decimal | None:
        """Return the number, or None where there is none."""
        words = self.edit.text().strip().replace(" ", "").replace(",", ".")
        try:
            number = Decimal(words)
        except InvalidOperation:
            return None
        if not number.is_finite() or number != round(number, self._decimals):
            return None
        return number if self._decimals else int(number)

    def set_value(self, value: Any) -> None:
        """Show a number; None is empty."""
        words = "" if value is None else f"{value}"
        self.edit.setText(words.replace(".", ",") if language() == "da" else words)

    def told(self, value: Any) -> str:
        """Return a number as it is written."""
        words = f"{value:g}" if isinstance(value, float) else f"{value}"
        return words.replace(".", ",") if language() == "da" else words

    def is_empty(self) -> bool:
        """Return whether nothing is typed."""
        return not self.edit.text().strip()

    def problem(self) -> Text | None:
        """Return a sentence when it is no number or out of bounds."""
        number = self.value()
        if self.is_empty():
            return None
        if number is None:
            return t("Write a whole number.") if not self._decimals else t("Write a number, for example 3.5.")
        if self._least is not None and number < self._least:
            return t("Write at least {least}.", least=self._least)
        if self._most is not None and number > self._most:
            return t("Write at most {most}.", most=self._most)
        return None


class _Combo(QComboBox):
    """A drop-down list with our own arrow, that the wheel does not change in passing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll instead."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow over the list."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = px(16)
        box = QRectF(self.width() - size - px(9), (self.height() - size) / 2, size, size)
        paint_icon(painter, "chevron-down", box, "ink_soft" if self.isEnabled() else "ink_faint")


class SelectField(FieldWidget):
    """One of a list. `choices` are pairs of value and words; without a value it is empty."""

    def __init__(
        self,
        choices: Sequence[tuple[Any, Text | str]] = (),
        *,
        placeholder: Text | str = "",
        width: int = 0,
    ) -> None:
        super().__init__()
        self._values: list[Any] = []
        self.combo = _Combo()
        self.combo.setFont(font("body"))
        self.combo.setPlaceholderText(say(placeholder or t("Choose …")))
        self.combo.activated.connect(lambda _index: self.changed.emit())
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(8)
        if width:
            self.setMaximumWidth(px(width))
        self.setLayout(row((self.combo, 1)))
        self._adopt(self.combo)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[Any, Text | str]]) -> None:
        """Offer other choices; the value is kept if it is still among them."""
        kept = self.value()
        self._values = [value for value, _ in choices]
        self.combo.clear()
        for _, words in choices:
            self.combo.addItem(say(words))
        self.set_value(kept)

    def told(self, value: Any) -> str:
        """Return the words of a choice."""
        return self.combo.itemText(self._values.index(value)) if value in self._values else str(value)

    def take_choices(self, other: FieldWidget) -> None:
        """Offer what the other list offers."""
        if isinstance(other, SelectField) and other.choices() != self.choices():
            self.set_choices(other.choices())

    def choices(self) -> list[tuple[Any, str]]:
        """Return what is offered: values with their words."""
        return [(value, self.combo.itemText(index)) for index, value in enumerate(self._values)]

    def focus_target(self) -> QWidget:
        """Return the list."""
        return self.combo

    def value(self) -> Any:
        """Return the chosen value or None."""
        index = self.combo.currentIndex()
        return self._values[index] if 0 <= index < len(self._values) else None

    def set_value(self, value: Any) -> None:
        """Choose a value; one that is not offered clears the field."""
        self.combo.setCurrentIndex(self._values.index(value) if value in self._values else -1)


class _Box(QCheckBox):
    """A tick box drawn with our own icons."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setFont(font("body"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Return room for the box and the words."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + px(tokens.ICON + 8 + 10)
        return QSize(width, px(tokens.TARGET))

    def minimumSizeHint(self) -> QSize:
        """Return the same as the wished size."""
        return self.sizeHint()

    def hitButton(self, _pos: QPoint) -> bool:
        """Take clicks on the words too."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw box, tick, words and focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = px(tokens.ICON)
        box = QRectF(px(4), (self.height() - size) / 2, size, size)
        tone = "accent" if self.isChecked() else "ink_soft"
        paint_icon(painter, "square-check" if self.isChecked() else "square", box, tone)
        painter.setPen(colour("ink" if self.isEnabled() else "ink_soft"))
        words = self.rect().adjusted(px(4) + size + px(8), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(6), px(6))


class CheckField(FieldWidget):
    """A box that is ticked or not."""

    def __init__(self, text: Text | str) -> None:
        super().__init__()
        self.box = _Box(say(text))
        self.box.clicked.connect(lambda _checked: self.changed.emit())
        self.setLayout(row(self.box, STRETCH))
        self._adopt(self.box)

    def focus_target(self) -> QWidget:
        """Return the box."""
        return self.box

    def set_names(self, name: Text | str, description: Text | str = "") -> None:
        """Name the box by its own words and describe it by the label."""
        self.box.setAccessibleName(self.box.text())
        self.box.setAccessibleDescription(say(description) or say(name))

    def called(self) -> str:
        """Return the words of the box."""
        return self.box.text()

    def is_empty(self) -> bool:
        """Return whether the box is unticked."""
        return not self.box.isChecked()

    def value(self) -> bool:
        """Return whether the box is ticked."""
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        """Tick the box or not."""
        self.box.setChecked(bool(value))
