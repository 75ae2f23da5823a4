"""A short sentence on what was just done, with undo, that goes away by itself."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, QTimer, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QWidget

from caseworker.base.text import Text, tc
from ui.kit import tokens
from ui.kit.a11y import announce
from ui.kit.buttons import Button, IconButton
from ui.kit.icons import icon
from ui.kit.labels import Label, breakable
from ui.kit.layout import row
from ui.kit.style import motion_allowed, px, restyle
from ui.kit.toast_place import Watch, place
from ui.kit.words import say

SHOWN_MS = 8000


class Toast(QFrame):
    """Floats over the lower edge of its host; one sentence at a time, a new one replaces the old.

    It covers no button and no field: where there is one, also one that comes later, it gives way. Where another page
    or another size of the window leaves room again, it goes back to the lower edge.
    It waits while the mouse is over it or the focus in it, and what it offers stays available elsewhere
    (Ctrl+Z), so nothing depends on being quick. A long sentence runs over several lines.
    """

    undo_requested = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setProperty("kind", "toast")
        self._label = Label()
        self._label.setWordWrap(False)
        self._undo = Button(tc("button", "Undo"), kind="link", on_click=self._ask_undo)
        restyle(self._undo, ground="dark")
        self._close = IconButton("x", tc("button", "Close"), on_click=self.hide)
        restyle(self._close, ground="dark")
        self._close.setIcon(icon("x", "surface", 16))
        self.setLayout(
            row(self._label, self._undo, self._close, gap=tokens.M, margins=(tokens.L, 1, tokens.S, 1))
        )
        self._offers_undo = False
        self._mouse_was = QPoint()
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self._leave)
        self._watch = Watch(host, self, self._give_way)
        self._glide = QPropertyAnimation(self, b"pos", self)
        self._glide.setDuration(140)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._glide.finished.connect(self._watch.ask)  # what came meanwhile was let come
        host.installEventFilter(self)
        self.hide()

    def show_message(self, text: Text | str, *, undo: Text | str | None = None) -> None:
        """Show a sentence. `undo` offers to take it back; give the words of the button, or "" for "Undo"."""
        self._offers_undo = undo is not None
        self._undo.setVisible(self._offers_undo)
        self._undo.set_text(undo or tc("button", "Undo"))
        self.setAccessibleName(say(text))
        self._fit(say(text))
        spot = self._place()
        low = spot.y() + self.height() == self._host().height()
        self.show()
        self.raise_()
        self._watch.begin()
        self._glide.stop()
        if motion_allowed() and low:
            self._glide.setStartValue(spot + QPoint(0, px(tokens.L)))
            self._glide.setEndValue(spot)
            self._glide.start()
        else:
            self.move(spot)
        self._timer.start()
        self._mouse_was = QCursor.pos()
        announce(self, say(text))

    def text(self) -> str:
        """Return the sentence shown."""
        return self._label.text()

    def offers_undo(self) -> bool:
        """Return whether it is on the screen with its button."""
        return self.isVisible() and self._offers_undo

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the lower edge when the host changes its size."""
        if event.type() == QEvent.Type.Resize and watched is self.parent() and not self.isHidden():
            self._glide.stop()
            self._fit(self._label.text())
            self.move(self._place())
        return super().eventFilter(watched, event)

    def _fit(self, words: str) -> None:
        """Give the sentence one line where there is room for it, else as many as it needs."""
        label, host = self._label, self._host()
        label.setWordWrap(False)
        label.setMinimumSize(0, 0)
        label.set_text(words)
        buttons = sum(one.sizeHint().width() for one in (self._undo, self._close) if not one.isHidden())
        room = max(host.width() - buttons - px(tokens.XXL * 2), px(200))
        if label.sizeHint().width() > room:
            QLabel.setText(label, breakable(words))
            label.setWordWrap(True)
            label.setMinimumSize(room, label.heightForWidth(room))
        self.adjustSize()

    def _place(self) -> QPoint:
        return place(self._host(), self.size(), self)

    def _give_way(self) -> None:
        """Stand elsewhere when something that is used has come under it; back at the foot once there is room."""
        # A mouse that lay here before it came belongs to what is underneath.
        reached_for = self.underMouse() and QCursor.pos() != self._mouse_was
        resting = self._glide.state() != QPropertyAnimation.State.Running and not reached_for
        if resting and (spot := self._place()) != self.pos():
            self.move(spot)

    def _host(self) -> QWidget:
        host = self.parentWidget()
        assert host is not None
        return host

    def _ask_undo(self) -> None:
        self.hide()
        self.undo_requested.emit()

    def _leave(self) -> None:
        focused = QApplication.focusWidget()
        if self.underMouse() or (focused is not None and self.isAncestorOf(focused)):
            self._timer.start()
            return
        self.hide()

    def leaveEvent(self, event: QEvent) -> None:
        """Give way to what came while somebody reached for it."""
        self._watch.ask()
        super().leaveEvent(event)

    def hideEvent(self, event: object) -> None:
        """Stop the clock."""
        self._timer.stop()
        self._watch.end()
        super().hideEvent(event)  # type: ignore[arg-type]
