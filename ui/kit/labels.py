"""Words on the page: labels, key hints and initials."""

from __future__ import annotations

import html
import re
import unicodedata

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QSizePolicy, QWidget

from caseworker.base.danish import initials
from caseworker.base.text import Text, tc
from ui.kit import tokens
from ui.kit.style import colour, font, make_font, px
from ui.kit.words import say

_LONG = re.compile(r"\S{31,}")  # longer than any word of the language that stands in a narrow card
_PARTS = re.compile(r"[^-_/]*[-_/]+|[^-_/]+")  # of a name, each with what joins it to the next
_LEAST_OF_NAME = 3  # at least one third of the room
_SHORT = 12  # letters of a part that the narrowest card has room for
_MAY_BREAK = "\N{ZERO WIDTH SPACE}"


class Label(QLabel):
    """Words in one of the kinds of `tokens.LETTERS` ("title", "heading", "body", "soft", "note" ...).

    `wrap` lets them run over several lines, `elide` cuts them to one line and shows all of them in a
    tool tip, `selectable` lets them be marked and copied. Where words wrap, one
    too long for any column (a link) is broken anywhere, for drawing only: a screen reader gets it whole, and so
    does who marks and copies it.
    """

    def __init__(
        self,
        text: Text | str = "",
        kind: str = "body",
        *,
        wrap: bool = False,
        elide: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = ""
        self._elide = elide
        self._kept = 0
        self._selectable, self._told = selectable, ""
        self.setProperty("kind", kind)
        self.setFont(font(kind))
        self.setWordWrap(wrap)
        self.setTextFormat(Qt.TextFormat.RichText if wrap else Qt.TextFormat.PlainText)
        if wrap:
            # The line height adds its room below the letters; this sets them in the middle again.
            self.setContentsMargins(0, px(2), 0, 0)
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.set_text(text)

    def set_text(self, text: Text | str, *, lead: Text | str = "") -> None:
        """Show other words. `lead` is set in bold before them (only where they wrap)."""
        before = say(lead)
        self._words = f"{before} {say(text)}" if before else say(text)
        if self.wordWrap():
            bold = f"<b>{html.escape(before)}</b> " if before else ""
            lines = bold + html.escape(breakable(say(text))).replace("\n", "<br>")
            leading = _leading(self.font().pixelSize())
            super().setText(f'<div style="line-height:{leading}%">{lines}</div>')
        else:
            super().setText(self._words)
        self._tell_unbroken()
        self._tell_whole()
        self._keep_height()

    def text(self) -> str:
        """Return the words as they were given."""
        return self._words

    def setText(self, text: str) -> None:
        """Show other words (Qt's name for `set_text`)."""
        self.set_text(text)

    def sizeHint(self) -> QSize:
        """Return as high as wrapped words are now: at Qt's guess of a width they would be higher."""
        hint = super().sizeHint()
        return QSize(hint.width(), self._kept) if self._kept and self.wordWrap() else hint

    def minimumSizeHint(self) -> QSize:
        """Let cut words be narrow, and wrapped ones as high as they are now."""
        hint = super().minimumSizeHint().expandedTo(QSize(0, self._kept if self.wordWrap() else 0))
        return QSize(px(tokens.XXL), hint.height()) if self._elide else hint

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy what is marked, without the breaks."""
        if event.matches(QKeySequence.StandardKey.Copy) and self.hasSelectedText():
            self._copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy what is marked."""
        if not self._selectable:
            super().contextMenuEvent(event)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(say(tc("table", "Copy")), self._copy).setEnabled(self.hasSelectedText())
        menu.popup(event.globalPos())

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.selectedText().replace(_MAY_BREAK, ""))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the whole of cut words in a tool tip."""
        super().resizeEvent(event)
        self._tell_whole()
        self._keep_height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, cut with an ellipsis where asked."""
        if not self._elide:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.font())
        box = self.contentsRect()
        words = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, self.alignment() | Qt.AlignmentFlag.AlignVCenter, words)

    def _keep_height(self) -> None:
        """Ask for the height the wrapped words need now, so that no tight layout cuts their last line."""
        if self.wordWrap() and self.isVisible():
            # Not as the minimum height: Qt would never again say that the words need less.
            kept = self.heightForWidth(self.width())
            if kept != self._kept:
                self._kept = kept
                self.updateGeometry()

    def _tell_unbroken(self) -> None:
        """Give a screen reader the words without breaks, unless somebody else has named the label."""
        told = self._words if self.wordWrap() and _LONG.search(self._words) else ""
        if told != self._told and self.accessibleName() == self._told:
            self.setAccessibleName(told)
            self._told = told

    def _tell_whole(self) -> None:
        if self._elide:
            cut = self.fontMetrics().horizontalAdvance(self._words) > self.contentsRect().width()
            self.setToolTip(self._words if cut else "")


def cut_name(letters: QFont, name: str, mark: str, room: int) -> str:
    """Return a name that fits so many pixels; the `mark` at its end, which tells its bearer apart, stays whole.

    It is cut itself where less than a third would be left for the name: a mark alone says nothing.
    """
    metrics = QFontMetrics(letters)
    if not mark or metrics.horizontalAdvance(name) <= room:
        return metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
    end = f", {mark}"
    left = room - metrics.horizontalAdvance(end)
    if left < room / _LEAST_OF_NAME:
        return metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
    return metrics.elidedText(name.removesuffix(end), Qt.TextElideMode.ElideRight, left) + end


def breakable(words: str) -> str:
    """Return words for drawing: the overlong ones among them may be broken.

    A name of short parts (a file's) between them, any other after any letter.
    """
    return _LONG.sub(lambda match: _broken(match[0]), words)


def _broken(word: str) -> str:
    parts = _PARTS.findall(word)
    if max(map(len, parts)) <= _SHORT:
        return _MAY_BREAK.join(parts)
    # A mark belongs to the letter before it.
    return "".join(
        f"{_MAY_BREAK}{c}" if n and not unicodedata.combining(c) else c for n, c in enumerate(word)
    )


def _leading(size: int) -> int:
    """Return the line height in percent of the typeface's own (1.3): 14/20, 12/17, 20/27."""
    return 110 if size < px(16) else 104


class KeyHint(QLabel):
    """The keys of a shortcut in a small frame."""

    def __init__(self, keys: str) -> None:
        super().__init__(keys)
        self.setProperty("kind", "key")
        self.setFont(font("note"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class InitialsAvatar(QWidget):
    """A round mark with the initials of a name."""

    def __init__(self, name: str, tone: str = "ink_soft", size: int = 26) -> None:
        super().__init__()
        self._initials, self._tone = initials(name), tone
        self.setFixedSize(px(size), px(size))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the circle and the letters."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour("hairline"))
        painter.setBrush(colour("inset"))
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(colour(self._tone))
        painter.setFont(make_font(12 if self.height() < px(40) else 14, tokens.SEMIBOLD))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._initials)
