"""A field for many words: grows, counts, says who will read them, and keeps them as typed."""

from __future__ import annotations

import unicodedata
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from caseworker.base.text import Text, t
from ui.kit import tokens
from ui.kit.field import FieldWidget, too_long
from ui.kit.icons import IconMark
from ui.kit.labels import Label
from ui.kit.layout import column, row
from ui.kit.style import font, px, restyle
from ui.kit.words import say

LIMIT = 50_000


class _Words(QPlainTextEdit):
    """Asks for the height it was given as its least, so that what stands below it keeps its own place."""

    def sizeHint(self) -> QSize:
        """Return the usual width and the least height."""
        return QSize(super().sizeHint().width(), self.minimumHeight())


class LongText(FieldWidget):
    """Free text in the writer's own words and script.

    It grows with what is written, from `lines` up to `most_lines`. `readers` is the sentence under it that
    says who will read it. The counter shows when `limit` comes near, or always with `always_count`.
    Text over the limit is never cut: `problem()` asks to shorten it.
    """

    def __init__(
        self,
        *,
        lines: int = 2,
        most_lines: int = 12,
        limit: int = LIMIT,
        readers: Text | str = "",
        placeholder: Text | str = "",
        always_count: bool = False,
    ) -> None:
        super().__init__()
        self._lines, self._most, self._limit, self._always = lines, most_lines, limit, always_count
        self._loading = False
        self.edit: QPlainTextEdit = _Words()
        self.edit.setFont(font("body"))
        self.edit.setTabChangesFocus(True)
        self.edit.setPlaceholderText(say(placeholder))
        option = self.edit.document().defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.edit.document().setDefaultTextOption(option)
        self.edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.edit.textChanged.connect(self._edited)
        self._readers = Label(readers, "note", elide=True)
        self._eye = IconMark("eye", "ink_faint", 14)
        self._counter = Label("", "note")
        self._foot = QWidget()
        self._foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._foot.setLayout(row(self._eye, (self._readers, 1), self._counter, gap=6))
        self.setLayout(column(self.edit, self._foot, gap=tokens.XS))
        self._adopt(self.edit)
        self.set_readers(readers)
        self._grow()

    def value(self) -> str:
        """Return the text as typed: hard spaces, emoji and direction marks included."""
        return self.edit.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def set_value(self, value: Any) -> None:
        """Show a text; None is empty."""
        self._loading = True
        self.edit.setPlainText("" if value is None else str(value))
        self._loading = False
        self._grow()

    def is_empty(self) -> bool:
        """Return whether there is nothing but blanks."""
        return not self.value().strip()

    def problem(self) -> Text | None:
        """Return a sentence when the text is over the limit."""
        over = len(self.value()) - self._limit
        return too_long(over) if over > 0 else None

    def focus_target(self) -> QWidget:
        """Return the text."""
        return self.edit

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be read and copied but not changed."""
        self.edit.setReadOnly(read_only)
        restyle(self.edit, readOnly=read_only)
        self._count()

    def set_readers(self, readers: Text | str) -> None:
        """Say who will read the text."""
        self._readers.set_text(readers)
        self._eye.setVisible(bool(readers))
        self._count()

    def set_names(self, name: Text | str, description: Text | str = "") -> None:
        """Name the text; its description says who reads it."""
        parts = [say(description), self._readers.text()]
        super().set_names(name, ". ".join(part for part in parts if part))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to the new width."""
        super().resizeEvent(event)
        self._grow()

    def _edited(self) -> None:
        if self._loading:
            return
        self._grow()
        self.changed.emit()

    def _follow_script(self) -> None:
        """Set text that begins in a right-to-left script at the right edge, where its reader looks."""
        begins = self.edit.document().firstBlock().text().strip()[:64]
        sides = Qt.AlignmentFlag
        wanted = sides.AlignRight if _is_right_to_left(begins) else sides.AlignLeft
        option = self.edit.document().defaultTextOption()
        if option.alignment() != wanted:
            option.setAlignment(wanted)
            self.edit.document().setDefaultTextOption(option)

    def _grow(self) -> None:
        self._follow_script()
        used = int(self.edit.document().size().height())
        line = self.edit.fontMetrics().lineSpacing()
        shown = max(self._lines, min(used, self._most))
        margin = 2 * (px(tokens.XS) + int(self.edit.document().documentMargin()) + 1)
        self.edit.setFixedHeight(shown * line + margin)
        self.edit.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if used > self._most
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self._count()

    def _count(self) -> None:
        used = len(self.value())
        near = used > self._limit * 0.8
        self._counter.setVisible((near or self._always) and not self.edit.isReadOnly())
        words = t("{used} of {limit} characters", used=used, limit=self._limit)
        self._counter.set_text(words)
        self._foot.setVisible(bool(self._readers.text()) or near or self._always)


def _is_right_to_left(words: str) -> bool:
    strong = (unicodedata.bidirectional(letter) for letter in words)
    return next((kind for kind in strong if kind in {"L", "R", "AL"}), "L") != "L"
