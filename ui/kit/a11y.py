"""Small helpers for screen readers: names, announcements, and a walk over what can be reached."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget

from caseworker.base.text import Text
from ui.kit.words import say


def describe(widget: QWidget, name: Text | str, description: Text | str = "") -> None:
    """Give a widget the name and description that a screen reader says."""
    widget.setAccessibleName(say(name))
    if description:
        widget.setAccessibleDescription(say(description))


def announce(widget: QObject, words: str) -> None:
    """Have a screen reader say something that has just appeared, without moving the focus."""
    if not (QAccessible.isActive() and words):
        return
    try:
        from PySide6.QtGui import QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
    except ImportError:
        QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))


def focusable(root: QWidget) -> Iterator[QWidget]:
    """Give every visible widget under `root` that the Tab key can reach."""
    for widget in [root, *root.findChildren(QWidget)]:
        reachable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if reachable and widget.isVisibleTo(root) and widget.isEnabled() and widget.focusProxy() is None:
            yield widget


def spoken_name(widget: QWidget) -> str:
    """Return the name that the accessibility tree gives a widget, or ""."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def unnamed(root: QWidget) -> list[QWidget]:
    """Return the reachable widgets under `root` without a name: a list that must be empty on every page."""
    return [widget for widget in focusable(root) if not spoken_name(widget).strip()]
