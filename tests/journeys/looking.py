"""What a person sees in the window in front: its widgets, their words and the rows of its lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QWidget

W = TypeVar("W", bound=QWidget)
_HELD: list[QWidget] = []
_READ = ("text", "title", "placeholderText", "toPlainText", "currentText", "windowTitle")


def page() -> QWidget:
    """Return the window in front: an open menu, a dialog that waits for an answer, else the active window."""
    front = (
        QApplication.activePopupWidget() or QApplication.activeModalWidget() or QApplication.activeWindow()
    )
    if front is not None:
        return front
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert shown, "there is no window"
    return shown[-1]


def widgets(kind: type[W]) -> Sequence[W]:
    """Return the visible widgets of a kind in the window in front."""
    if not any(widget.isVisible() for widget in QApplication.topLevelWidgets()):
        return []
    front = page()
    # Held until the next look: when the wrapper of a dialog goes, those of its children go with it.
    _HELD[:] = [front]
    found = [front] if isinstance(front, kind) else []
    return found + [widget for widget in front.findChildren(kind) if widget.isVisible()]


def words_of(widget: QWidget) -> set[str]:
    """Return the words by which a person or a screen reader would name a widget, and its object name."""
    words = {widget.accessibleName(), widget.objectName()}
    for name in _READ:
        read = getattr(widget, name, None)
        if callable(read):
            words.add(str(read()).replace("&", ""))
    return words - {""}


def seen() -> list[str]:
    """Return all words in the window in front, those of list rows as well."""
    lines = {line for widget in widgets(QWidget) for line in words_of(widget) - {widget.objectName()}}
    for view in widgets(QAbstractItemView):
        lines |= {words for index in _indexes(view) if (words := _words(index))}
    return sorted(lines)


def index_of(view: QAbstractItemView, words: str) -> QModelIndex | None:
    """Return the first cell of a view in which these words stand."""
    return next((index for index in _indexes(view) if words in _words(index)), None)


def _words(index: QModelIndex) -> str:
    return str(index.data(Qt.ItemDataRole.DisplayRole) or "")


def _indexes(view: QAbstractItemView) -> list[QModelIndex]:
    model = view.model()
    if model is None:
        return []
    root = view.rootIndex()
    # A list shows one column of its model; models of lists keep their number of columns to themselves.
    columns = [view.modelColumn()] if isinstance(view, QListView) else range(model.columnCount(root))
    return [
        model.index(row, column, root) for row in range(min(model.rowCount(root), 500)) for column in columns
    ]
