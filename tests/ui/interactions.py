"""Counts what a user does: a click, a key command and a choice are one each; typing and Tab are free.

Typing plus Enter in a list is one. Each way drives the real widget and fails where a user could not do it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from ui.kit import ChoiceChips, FieldWidget, SelectField, spoken_name


class Interactions:
    """One user at the window. `count` is what was needed so far, `log` says what it was.

    `settle` is called after each interaction, so that what it sets going has come back.
    """

    def __init__(self, qtbot: QtBot, settle: Callable[[], None] = lambda: None) -> None:
        self._qtbot, self._settle = qtbot, settle
        self.log: list[str] = []

    @property
    def count(self) -> int:
        """The number of interactions so far."""
        return len(self.log)

    def click(self, widget: QWidget | None) -> None:
        """Click a widget."""
        target = self._usable(widget)
        place = QPoint(8, target.height() // 2) if isinstance(target, QCheckBox) else target.rect().center()
        name = spoken_name(target)
        self._qtbot.mouseClick(target, Qt.MouseButton.LeftButton, pos=place)
        self._did("click", name)

    def key(
        self,
        widget: QWidget | None,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a key or a key command in a widget. Getting there with Tab is free."""
        target = self._usable(widget)
        name = spoken_name(target)
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self._qtbot.keyClick(target, key, modifier)
        self._did(f"key {key.name}", name)

    def choose(self, field: FieldWidget, *words: str) -> None:
        """Choose chips, or a line of a list, by the words on them: one interaction each."""
        for one in words:
            if isinstance(field, ChoiceChips):
                chip = next((c for c in field.chips() if c.accessibleName() == one), None)
                assert chip is not None, f"{one!r} is not among {[c.accessibleName() for c in field.chips()]}"
                before = field.value()
                self._qtbot.mouseClick(self._usable(chip), Qt.MouseButton.LeftButton)
                assert field.value() != before, f"{one!r} was chosen already"
                self._did("choose", one)
            else:
                assert isinstance(field, SelectField)
                combo = field.combo
                self._usable(combo)
                assert combo.findText(one) >= 0, f"{one!r} is not in the list"
                combo.setCurrentIndex(combo.findText(one))
                combo.activated.emit(combo.currentIndex())
                self._did("choose", one)

    def write(self, field: FieldWidget | QWidget, words: str) -> None:
        """Type into a field in place of what stands there: free."""
        target = self._usable(field.focus_target() if isinstance(field, FieldWidget) else field)
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self._qtbot.keyClick(target, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self._qtbot.keyClick(target, Qt.Key.Key_Delete)
        self._qtbot.keyClicks(target, words)

    def write_and_enter(self, field: FieldWidget | QWidget, words: str) -> None:
        """Type into a field and press Enter: one."""
        self.write(field, words)
        target = field.focus_target() if isinstance(field, FieldWidget) else field
        name = spoken_name(target)
        self._qtbot.keyClick(target, Qt.Key.Key_Return)
        self._did("enter", name)

    def _usable(self, widget: QWidget | None) -> QWidget:
        assert widget is not None, "there is nothing to use"
        assert widget.isVisible(), f"{spoken_name(widget)!r} is not on the screen"
        assert widget.isEnabled(), f"{spoken_name(widget)!r} cannot be used"
        return widget

    def _did(self, what: str, name: str) -> None:
        self.log.append(f"{what}: {name}")
        self._settle()
