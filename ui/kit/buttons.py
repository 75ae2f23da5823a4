"""Buttons: outline, filled (one per view), quiet, link, icon, and one that shows it is working."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QIcon, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QPushButton, QSizePolicy

from caseworker.base.text import Text, t
from ui.kit import tokens
from ui.kit.icons import icon as make_icon
from ui.kit.style import colour, make_font, motion_allowed, px, restyle
from ui.kit.words import say

_ARC = 12  # across, of what turns while a button's work is under way


class Button(QPushButton):
    """A button that says what it does with a verb.

    `kind`: "outline", "filled" (at most one per view), "quiet", or "name" (a name that leads to the whole
    person). `shortcut` is a Qt key sequence and is told in the tool tip; `tip` explains more. `name` is what
    a screen reader says where the words alone are not enough ("Start samtale med Maryam").
    """

    def __init__(
        self,
        text: Text | str = "",
        *,
        kind: str = "outline",
        icon: str = "",
        on_click: Callable[[], object] | None = None,
        shortcut: str = "",
        tip: Text | str = "",
        name: Text | str = "",
    ) -> None:
        super().__init__()
        self._icon = icon
        self.setProperty("kind", kind)
        weight = {"filled": tokens.SEMIBOLD, "name": tokens.SEMIBOLD, "outline": tokens.MEDIUM}.get(
            kind, tokens.REGULAR
        )
        self.setFont(make_font(12 if kind in {"link", "option"} else 14, weight))
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_text(text)
        if icon:
            self.set_icon(icon)
        if shortcut:
            self.setShortcut(QKeySequence(shortcut))
        self.set_tip(tip)
        if name:
            self.setAccessibleName(say(name))
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())

    def set_text(self, text: Text | str) -> None:
        """Show other words. An ampersand stays an ampersand."""
        keys = self.shortcut()
        self.setText(say(text).replace("&", "&&"))
        self.setShortcut(keys)

    def set_icon(self, name: str, tone: str = "") -> None:
        """Put an icon before the words."""
        kind = self.property("kind")
        chosen = tone or {"filled": "on_accent", "outline": "ink", "link": "accent"}.get(kind, "ink_soft")
        size = 16 if kind == "outline" else tokens.ICON
        gap = 5 if self.text() else 0
        self.setIcon(make_icon(name, chosen, size, gap=gap))
        self.setIconSize(QSize(px(size + gap), px(size)))

    def set_tip(self, tip: Text | str) -> None:
        """Explain the button in a tool tip, its keys included."""
        keys = self.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        words = say(tip)
        whole = (f"{words} ({keys})" if words else keys) if keys else words
        self.setToolTip(whole)
        self.setAccessibleDescription(whole)

    def set_kind(self, kind: str) -> None:
        """Change how the button looks."""
        restyle(self, kind=kind)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button; a filled one gets a light ring inside when it has focus."""
        super().paintEvent(event)
        if self.hasFocus() and self.property("kind") == "filled":
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour("on_accent"), 1.5))
            inner = QRectF(self.rect()).adjusted(3, 3, -3, -3)
            painter.drawRoundedRect(inner, px(4), px(4))


class ListButton(QPushButton):
    """A button in a list that leaves the arrow keys to the list: they move the focus and press nothing."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass the arrow keys on."""
        arrows = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right}
        if event.key() in arrows:
            event.ignore()
        else:
            super().keyPressEvent(event)


class LinkButton(Button):
    """A small underlined link in the running page: "hvorfor?", "vis mig"."""

    def __init__(
        self,
        text: Text | str,
        *,
        on_click: Callable[[], object] | None = None,
        tip: Text | str = "",
        name: Text | str = "",
    ) -> None:
        super().__init__(text, kind="link", on_click=on_click, tip=tip, name=name)
        made = self.font()
        made.setUnderline(True)
        self.setFont(made)


class IconButton(Button):
    """A button that is only an icon; `name` is said by a screen reader and shown as a tool tip."""

    def __init__(
        self,
        icon: str,
        name: Text | str,
        *,
        on_click: Callable[[], object] | None = None,
        shortcut: str = "",
    ) -> None:
        super().__init__(kind="icon", icon=icon, on_click=on_click, shortcut=shortcut, tip=name, name=name)


class BusyButton(Button):
    """A button that shows its work is under way and takes no second click meanwhile."""

    _busy = False  # read by event(), which Qt calls before the constructor is through

    def __init__(
        self,
        text: Text | str,
        *,
        busy_text: Text | str = "",
        kind: str = "outline",
        icon: str = "",
        on_click: Callable[[], object] | None = None,
        shortcut: str = "",
        tip: Text | str = "",
        name: Text | str = "",
    ) -> None:
        super().__init__(text, kind=kind, icon=icon, on_click=on_click, shortcut=shortcut, tip=tip, name=name)
        self._calm_text: Text | str = text
        self._busy_text: Text | str = busy_text or t("Working …")
        self._calm_icon, self._calm_size = self.icon(), self.iconSize()
        self._angle = 0
        self._timer = QTimer(self, interval=60)
        self._timer.timeout.connect(self._turn)

    def is_busy(self) -> bool:
        """Return whether the work is under way."""
        return self._busy

    def set_busy(self, busy: bool, text: Text | str = "") -> None:
        """Say that the work has begun or ended. The button keeps its width and the focus."""
        if busy:
            self.setMinimumWidth(self.width() if self.isVisible() else self.sizeHint().width())
        if busy and not self._busy:
            self._calm_icon, self._calm_size = self.icon(), self.iconSize()
        turning, was_busy = busy and motion_allowed(), self._busy
        self._busy = busy
        self.set_text((text or self._busy_text) if busy else self._calm_text)
        if turning:
            self._turn()
            self._timer.start()
        elif was_busy:
            self._timer.stop()
            self.setIcon(self._calm_icon)
            self.setIconSize(self._calm_size)
        if not busy:
            self.setMinimumWidth(0)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Swallow the shortcut while working."""
        if self._busy and event.type() == QEvent.Type.Shortcut:
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Swallow Space and Enter while working; Tab still leads on."""
        if not (self._busy and event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Swallow clicks while working."""
        if not self._busy:
            super().mousePressEvent(event)

    def _turn(self) -> None:
        """Show an arc before the words, a little further round each time."""
        self._angle = (self._angle + 24) % 360
        size, gap, ratio = px(_ARC), px(5), self.devicePixelRatioF()
        picture = QPixmap(QSize(round((size + gap) * ratio), round(size * ratio)))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = "on_accent" if self.property("kind") == "filled" else "accent"
        painter.setPen(QPen(colour(tone), 2))
        painter.drawArc(QRectF(1, 1, size - 2, size - 2), -self._angle * 16, 270 * 16)
        painter.end()
        self.setIcon(QIcon(picture))
        self.setIconSize(QSize(size + gap, size))
