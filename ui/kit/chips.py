"""Chips: small marks that say a state, and chips to choose with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QIcon, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from caseworker.base.text import Text, t
from ui.kit import tokens
from ui.kit.buttons import Button
from ui.kit.field import FieldWidget, line_edit
from ui.kit.flow import FlowLayout
from ui.kit.icons import IconMark, icon
from ui.kit.labels import Label
from ui.kit.layout import row
from ui.kit.style import make_font, px, restyle
from ui.kit.words import say

_WIDEST = 360  # of a chip: what the narrowest page has room for
_NARROWEST_CUT = 220
_RELEASED_MS = 50  # so often is looked whether the mouse has let go


class Chip(QFrame):
    """A small rounded mark. `tone`: neutral, outline, accent, reached, alarm or a track."""

    def __init__(
        self, text: Text | str, tone: str = "neutral", *, icon: str = "", tip: Text | str = ""
    ) -> None:
        super().__init__()
        self.setProperty("kind", "chip")
        self.setProperty("tone", tone)
        self._label = Label(text, "chip_text")
        self._mark = IconMark(icon or "check", _ink(tone), 14)
        self.setLayout(row(self._mark, self._label, gap=6, margins=(10, 0, 10, 0)))
        self._mark.setVisible(bool(icon))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setToolTip(say(tip))
        self.setAccessibleName(say(text))

    def set_text(self, text: Text | str, tone: str = "", icon: str = "") -> None:
        """Show other words, and another tone and icon where named."""
        self._label.set_text(text)
        self.setAccessibleName(say(text))
        if tone:
            restyle(self, tone=tone)
            restyle(self._label, tone=tone)
        if icon:
            self._mark.set_icon(icon, _ink(str(self.property("tone"))))
            self._mark.setVisible(True)


def _ink(tone: str) -> str:
    return "ink_soft" if tone in {"neutral", "outline"} else tone


class OptionChip(Button):
    """One chip to choose with. Its width always has room for the bold words of a chosen one.

    Words longer than a line are cut, and a tool tip says all of them.
    """

    def __init__(self, words: Text | str) -> None:
        super().__init__(words, kind="option")
        self.setCheckable(True)
        self.setAccessibleName(say(words))

    def show_checked(self, *, on: bool) -> None:
        """Choose the chip or not, with its mark."""
        self.setChecked(on)
        self.ensurePolished()  # or the first drawing puts the plain letters back, and measures by them
        self.setFont(make_font(12, tokens.SEMIBOLD if on else tokens.REGULAR))
        self.setIcon(icon("check", "accent", 16, gap=3) if on else QIcon())
        self.setIconSize(QSize(px(19), px(16)))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return room for words, mark and rounded ends."""
        words = _bold().horizontalAdvance(self._words())
        mark = px(19) + 4 if not self.icon().isNull() else 0
        return QSize(min(words + mark + px(22), px(_WIDEST)), px(tokens.TARGET))

    def minimumSizeHint(self) -> QSize:
        """Never be cut, but for words that no line of a page has room for."""
        return self.sizeHint().boundedTo(QSize(px(_NARROWEST_CUT), px(tokens.TARGET)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the words as there is room for."""
        if not self._is_cut():
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.width() - px(30) - (px(19) + 4 if not self.icon().isNull() else 0)
        option.text = _bold().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the whole of cut words in a tool tip."""
        super().resizeEvent(event)
        if self._is_cut():
            self.setToolTip(self._words())

    def _words(self) -> str:
        return self.text().replace("&&", "&")

    def _is_cut(self) -> bool:
        return _bold().horizontalAdvance(self._words()) > self.width()


def _bold() -> QFontMetrics:
    return QFontMetrics(make_font(12, tokens.SEMIBOLD))


class ChoiceChips(FieldWidget):
    """Chips to choose from with one click or the space bar; a chosen chip carries a check mark.

    `multi` lets several be chosen: `value()` is then a list in the order offered, else one value or None.
    `can_add` puts a chip at the end that takes words of the user's own (their value is the words): with Enter,
    when the line is left, and at the latest when the form is saved; until then they are `half()`.
    Arrow keys and Tab move between the chips. A single choice is taken back with Delete
    or a second click, unless `keep_one`. `wrap=False` keeps them on one line, for a heading.
    """

    def __init__(
        self,
        choices: Sequence[tuple[Any, Text | str]] = (),
        *,
        multi: bool = False,
        can_add: bool = False,
        keep_one: bool = False,
        wrap: bool = True,
    ) -> None:
        super().__init__()
        self._multi, self._keep_one = multi, keep_one
        self._chips: list[tuple[Any, OptionChip]] = []
        self._read_only = False
        self._flow: FlowLayout | QHBoxLayout = FlowLayout(gap=tokens.S) if wrap else row(gap=tokens.S)
        self.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self._entry: QLineEdit | None = None
        self._adder: Button | None = None
        if can_add:
            self._make_adder()
        for value, words in choices:
            self._add_chip(value, words)

    def value(self) -> Any:
        """Return the chosen value or None; with `multi` a list."""
        chosen = [value for value, chip in self._chips if chip.isChecked()]
        return chosen if self._multi else (chosen[0] if chosen else None)

    def set_value(self, value: Any) -> None:
        """Choose a value (with `multi` several); words not offered become chips where adding is allowed."""
        if self._entry is not None:
            self._entry.clear()
        self._choose(value)

    def is_empty(self) -> bool:
        """Return whether nothing is chosen, and nothing typed."""
        return super().is_empty() and not self.half()

    def half(self) -> list[str]:
        """Return the words on the line that are no chip yet."""
        typed = self._entry.text() if self._entry is not None else ""
        return [typed] if typed.strip() else []

    def show_half(self, words: Sequence[str]) -> None:
        """Show the line with such words."""
        for typed in words[:1]:
            if self._entry is not None and self._adder is not None:
                self._adder.hide()
                self._entry.show()
                self._entry.setText(typed)

    def settle(self) -> None:
        """Choose the words on the line, if there are any."""
        if self._entry is None or self._adder is None or self._read_only:
            return
        words, focused = self._entry.text().strip(), self._entry.hasFocus()
        if words:
            self._entry.clear()
            self._entry.hide()
            self._adder.show()
            if focused:
                self._adder.setFocus()
            self._take_own(words)

    def _choose(self, value: Any) -> None:
        wanted = list(value or ()) if self._multi else [value]
        known = [offered for offered, _ in self._chips]
        for one in wanted:
            if self._adder is not None and one not in known and isinstance(one, str) and one:
                self._add_chip(one, one)
        for offered, chip in self._chips:
            chip.show_checked(on=offered in wanted)

    def set_choices(self, choices: Sequence[tuple[Any, Text | str]]) -> None:
        """Offer other choices; what is chosen stays where it still can."""
        kept = self.value()
        for _, chip in self._chips:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._chips = []
        for value, words in choices:
            self._add_chip(value, words)
        self._choose(kept)

    def told(self, value: Any) -> str:
        """Return the words of what is chosen."""
        named = dict(self.choices())
        return ", ".join(named.get(one, str(one)) for one in (value if self._multi else [value]))

    def take_choices(self, other: FieldWidget) -> None:
        """Offer what the other chips offer."""
        if isinstance(other, ChoiceChips) and other.choices() != self.choices():
            self.set_choices(other.choices())

    def choices(self) -> list[tuple[Any, str]]:
        """Return what is offered, one's own words included: values with their words."""
        return [(value, chip.accessibleName()) for value, chip in self._chips]

    def chips(self) -> list[OptionChip]:
        """Return the chips in order."""
        return [chip for _, chip in self._chips]

    def focus_target(self) -> QWidget:
        """Return the chosen chip, or the first."""
        for _, chip in self._chips:
            if chip.isChecked() and not self._multi:
                return chip
        return self._chips[0][1] if self._chips else (self._adder or self)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the focus to the chosen chip, or the first."""
        self.focus_target().setFocus(reason)

    def set_faulty(self, faulty: bool) -> None:
        """Draw the chips of a choice that is missing."""
        for chip in self.chips():
            restyle(chip, faulty="true" if faulty else "false")

    def set_read_only(self, read_only: bool) -> None:
        """Show the choice without letting it be changed."""
        self._read_only = read_only
        for chip in self.chips():
            chip.setEnabled(not read_only)
        if self._adder is not None and self._entry is not None:
            self._adder.setVisible(not read_only and self._entry.isHidden())
            self._entry.setReadOnly(read_only)

    def set_names(self, name: Text | str, description: Text | str = "") -> None:
        """Name the group; each chip says the group's name in its description."""
        self.setAccessibleName(say(name))
        self.setAccessibleDescription(say(description))
        for chip in self.chips():
            chip.setAccessibleDescription(" ".join(filter(None, [say(name), say(description)])))
        if self._adder is not None and self._entry is not None:
            for part in (self._adder, self._entry):
                part.setAccessibleName(say(t("Add your own: {group}", group=name)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move between chips with the arrow keys."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self._entry:
                return self._entry_key(event)
            if isinstance(watched, OptionChip):
                return self._chip_key(watched, event)
        return super().eventFilter(watched, event)

    def _chip_key(self, chip: OptionChip, event: QKeyEvent) -> bool:
        key = event.key()
        chips = self.chips()
        if key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and chip.isChecked():
            chip.click()
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return False
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(key)
        )
        if step is None or chip not in chips:
            return False
        chips[(chips.index(chip) + step) % len(chips)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _add_chip(self, value: Any, words: Text | str) -> OptionChip:
        chip = OptionChip(words)
        chip.installEventFilter(self)
        chip.clicked.connect(lambda _checked: self._clicked(chip))
        if isinstance(self._flow, FlowLayout):
            self._flow.insert(len(self._chips), chip)
        else:
            self._flow.insertWidget(len(self._chips), chip)
        self._chips.append((value, chip))
        chip.setEnabled(not self._read_only)
        return chip

    def _clicked(self, chip: OptionChip) -> None:
        on = chip.isChecked() or (self._keep_one and not self._multi)
        self.settle()  # what was typed before came first
        if not self._multi:
            for other in self.chips():
                other.show_checked(on=on and other is chip)
        else:
            chip.show_checked(on=on)
        self.changed.emit()

    def _make_adder(self) -> None:
        self._adder = Button(t("+ add"), kind="option", on_click=self._open_entry, name=t("Add your own"))
        self._entry = line_edit(t("Write and press Enter"), letters="note")
        self._entry.setProperty("kind", "chip")
        self._entry.setFixedWidth(px(180))
        self._entry.setAccessibleName(say(t("Add your own")))
        self._entry.hide()
        self._entry.installEventFilter(self)
        self._entry.textEdited.connect(lambda _words: self.changed.emit())
        self._entry.editingFinished.connect(self._left)
        self._flow.addWidget(self._adder)
        self._flow.addWidget(self._entry)

    def _open_entry(self) -> None:
        if self._entry is not None and self._adder is not None:
            self._adder.hide()
            self._entry.show()
            self._entry.setFocus()

    def _left(self) -> None:
        """Choose the words, but move nothing away from under a button that the mouse is pressing."""
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            QTimer.singleShot(_RELEASED_MS, self, self._left)
        elif self._entry is not None and not self._entry.hasFocus():
            self.settle()

    def _entry_key(self, event: QKeyEvent) -> bool:
        assert self._entry is not None
        assert self._adder is not None
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            words = self._entry.text().strip()
            self._entry.clear()
            if words:
                self._take_own(words)
                return True
        elif event.key() != Qt.Key.Key_Escape:
            return False
        elif self.half():
            self._entry.clear()
            self.changed.emit()
        self._entry.hide()
        self._adder.show()
        self._adder.setFocus()
        return True

    def _take_own(self, words: str) -> None:
        known = {say(chip.accessibleName()).casefold(): chip for chip in self.chips()}
        chip = known.get(words.casefold()) or self._add_chip(words, words)
        if not chip.isChecked():
            chip.click()
