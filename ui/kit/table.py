"""The table of records: sort in Danish, find, copy, choose columns, hand out as CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from caseworker.base.files import write_out
from caseworker.base.text import Text, tc
from ui.kit import tokens
from ui.kit.buttons import Button
from ui.kit.icons import paint_icon
from ui.kit.style import colour, make_font, px
from ui.kit.table_model import Column, Index, RecordModel
from ui.kit.words import say

_LEAST = 160  # pixels at scale 1 of a column that takes what room is left


class _Header(QHeaderView):
    """Column titles with our own arrow at the sorted one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionsMovable(True)
        self.setMinimumSectionSize(px(48))
        self.setStretchLastSection(False)
        self.setFont(make_font(12, tokens.SEMIBOLD))

    def sizeHint(self) -> QSize:
        """Return the height of a row of the table."""
        return QSize(super().sizeHint().width(), px(tokens.ROW))

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:
        """Draw a title and its arrow."""
        painter.save()
        super().paintSection(painter, rect, index)
        painter.restore()
        model = self.model()
        sorted_by = model.sorted_by() if isinstance(model, RecordModel) else None
        if sorted_by is None or sorted_by[0] != index:
            return
        words = str(model.headerData(index, Qt.Orientation.Horizontal))
        size = px(14)
        letters = QFontMetrics(make_font(12, tokens.SEMIBOLD))
        left = rect.left() + px(11) + letters.horizontalAdvance(words) + px(4)
        place = QRectF(min(left, rect.right() - size), rect.center().y() - size / 2, size, size)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, "arrow-down" if sorted_by[1] else "arrow-up", place, "accent")


class _Cell(QStyledItemDelegate):
    """Draws a bar at the left edge of a chosen row, so that it is not marked by colour alone.

    Where several can be chosen, the row that the keys stand on has a line above and below.
    """

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Keep icons at text size and give numbers their room."""
        super().initStyleOption(option, index)
        option.decorationSize = QSize(px(16), px(16))
        # A chosen row keeps its inks: what is overdue stays red.
        if (ink := index.data(Qt.ItemDataRole.ForegroundRole)) is not None:
            option.palette.setBrush(QPalette.ColorRole.HighlightedText, ink)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell."""
        super().paint(painter, option, index)
        view = option.widget
        if not isinstance(view, QTableView) or view.selectionModel() is None:
            return
        first = view.horizontalHeader().visualIndex(index.column()) == 0
        if first and view.selectionModel().isRowSelected(index.row()):
            box = option.rect
            painter.fillRect(QRect(box.left(), box.top(), px(3), box.height() - 1), colour("accent"))
        if isinstance(view, RecordTable) and view.stands_on(index.row()):
            box, line = option.rect, px(2)
            for top in (box.top(), box.bottom() - line):
                painter.fillRect(QRect(box.left(), top, box.width(), line), colour("focus"))


class RecordTable(QTableView):
    """A table over frozen records.

    `key` tells records apart, so that the choice survives a reload; `multi` lets several be chosen, with
    Ctrl, Shift and Ctrl+A as in every list.
    Signals: `row_chosen(record)` on Enter or double click, `selection_changed(list)`,
    `columns_changed(list of keys)`. Ctrl+C copies the chosen rows with tabs, the title row's menu chooses
    columns, `csv_text` and `export_csv` hand out what is shown.
    """

    row_chosen = Signal(object)
    selection_changed = Signal(list)
    columns_changed = Signal(list)

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        name: Text | str = "",
        key: Callable[[Any], object] = id,
        multi: bool = False,
    ) -> None:
        super().__init__()
        self._model = RecordModel(columns, key, self)
        self.setHorizontalHeader(_Header(self))
        self.setItemDelegate(_Cell(self))
        self.setModel(self._model)
        self._set_behaviour(multi=multi)
        self.setAccessibleName(say(name or tc("accessible name", "Table")))
        self._dress_columns()
        self.selectionModel().selectionChanged.connect(
            lambda _new, _old: self.selection_changed.emit(self.selected())
        )
        self.activated.connect(lambda index: self.row_chosen.emit(self._model.record(index.row())))
        header = self.horizontalHeader()
        header.sectionClicked.connect(self._sort_clicked)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._header_menu)

    def set_records(self, records: Sequence[Any]) -> None:
        """Show these records; chosen ones stay chosen, the place stays where it was."""
        self._keeping(lambda: self._model.set_records(records))

    def set_filter(self, words: str) -> None:
        """Show only records in which all these words are found."""
        self._keeping(lambda: self._model.set_filter(words))

    def records(self) -> list[Any]:
        """Return the records as shown."""
        return self._model.records()

    def selected(self) -> list[Any]:
        """Return the chosen records from top to bottom."""
        # By stretches of rows: Qt's own list of them asks for each row on its own.
        stretches = sorted((one.top(), one.bottom()) for one in self.selectionModel().selection().toList())
        return [self._model.record(row) for top, bottom in stretches for row in range(top, bottom + 1)]

    def chosen_count(self) -> int:
        """Return how many records are chosen, without walking them."""
        return sum(one.height() for one in self.selectionModel().selection().toList())

    def select_keys(self, keys: Sequence[object]) -> None:
        """Choose the records with these keys and show the first."""
        wanted, rows = QItemSelection(), self._model.rows_of(keys)
        last = self._model.columnCount() - 1
        for top, bottom in _stretches(rows):
            wanted.select(self._model.index(top, 0), self._model.index(bottom, last))
        self.selectionModel().select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if rows:
            first = self._model.index(rows[0], self._first_column())
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(first)

    def stands_on(self, row: int) -> bool:
        """Whether the keys stand on a row in a way that what is chosen does not show already."""
        if self.selectionMode() != QAbstractItemView.SelectionMode.ExtendedSelection or not self.hasFocus():
            return False
        here = self.currentIndex().row() == row
        return here and not (self.chosen_count() == 1 and self.selectionModel().isRowSelected(row))

    def sort_by(self, key: str, *, descending: bool = False) -> None:
        """Sort by the column with a key; an unknown key does nothing."""
        for at, column in enumerate(self._model.columns):
            if column.key == key:
                order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
                self._model.sort(at, order)
                self.horizontalHeader().viewport().update()

    def shown_columns(self) -> list[str]:
        """Return the keys of the columns shown, from left to right."""
        header = self.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(len(self._model.columns))]
        return [self._model.columns[at].key for at in order if not self.isColumnHidden(at)]

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show these columns and no others; at least one is always shown."""
        wanted = [c.key for c in self._model.columns if c.key in keys] or [self._model.columns[0].key]
        for at, column in enumerate(self._model.columns):
            self.setColumnHidden(at, column.key not in wanted)
        self._share_room()
        self.columns_changed.emit(self.shown_columns())

    def copy_selected(self) -> str:
        """Put the chosen rows on the clipboard, cells parted by tabs, and return them."""
        columns = self._columns_shown()
        lines = ["\t".join(_one_line(self._model.words(r, c)) for c in columns) for r in self.selected()]
        words = "\n".join(lines)
        QGuiApplication.clipboard().setText(words)
        return words

    def csv_text(self) -> str:
        """Return the shown rows and columns as CSV."""
        return self._model.csv_text(self.shown_columns())

    def export_csv(self, path: Path) -> None:
        """Write the shown rows and columns to a CSV file that Danish spreadsheets open. Raises OSError."""
        write_out(path, self.csv_text().encode("utf-8-sig"))

    def columns_menu(self) -> QMenu:
        """Return a menu with one tick per column."""
        menu = QMenu(self)
        menu.setAccessibleName(say(tc("accessible name", "Columns")))
        for at, column in enumerate(self._model.columns):
            action = QAction(say(column.title), menu, checkable=True)
            action.setChecked(not self.isColumnHidden(at))
            action.toggled.connect(lambda _on, key=column.key: self._toggle_column(key))
            menu.addAction(action)
        return menu

    def columns_button(self) -> Button:
        """Return a button that opens the column chooser."""
        button = Button(tc("button", "Columns"), kind="quiet", icon="columns-3")
        button.clicked.connect(
            lambda _on=False: self.columns_menu().exec(button.mapToGlobal(button.rect().bottomLeft()))
        )
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy with Ctrl+C, choose with Enter."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selected()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.row_chosen.emit(self._model.record(self.currentIndex().row()))
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open on a double click; with Ctrl or Shift it is two quick clicks that choose."""
        held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if event.modifiers() & held:
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Draw the line around the row the keys stand on, where several can be chosen."""
        super().currentChanged(current, previous)
        if self.selectionMode() == QAbstractItemView.SelectionMode.ExtendedSelection:
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        super().resizeEvent(event)
        self._share_room()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy the chosen rows."""
        menu = QMenu(self)
        menu.addAction(say(tc("table", "Copy")), self.copy_selected)
        menu.exec(event.globalPos())

    def _set_behaviour(self, *, multi: bool) -> None:
        modes = QAbstractItemView.SelectionMode
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(modes.ExtendedSelection if multi else modes.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(px(tokens.ROW))
        rows.setMinimumSectionSize(px(tokens.ROW))

    def _dress_columns(self) -> None:
        header = self.horizontalHeader()
        for at, column in enumerate(self._model.columns):
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(at, px(column.width or _LEAST))
            self.setColumnHidden(at, not column.shown)

    def _share_room(self) -> None:
        """Give the room that is left to the columns without a width, but never less than can be read."""
        header = self.horizontalHeader()
        shown = [at for at in range(len(self._model.columns)) if not self.isColumnHidden(at)]
        free = [at for at in shown if not self._model.columns[at].width]
        taken = sum(header.sectionSize(at) for at in shown if at not in free)
        for at in free:
            header.resizeSection(at, max(px(_LEAST), (self.viewport().width() - taken) // len(free)))

    def _columns_shown(self) -> list[Column]:
        by_key = {column.key: column for column in self._model.columns}
        return [by_key[key] for key in self.shown_columns()]

    def _first_column(self) -> int:
        return next((at for at in range(len(self._model.columns)) if not self.isColumnHidden(at)), 0)

    def _toggle_column(self, key: str) -> None:
        shown = self.shown_columns()
        self.show_columns([k for k in shown if k != key] if key in shown else [*shown, key])

    def _sort_clicked(self, section: int) -> None:
        now = self._model.sorted_by()
        descending = now is not None and now == (section, False)
        self.sort_by(self._model.columns[section].key, descending=descending)

    def _header_menu(self, place: QPoint) -> None:
        self.columns_menu().exec(self.horizontalHeader().mapToGlobal(place))

    def _keeping(self, change: Callable[[], None]) -> None:
        kept = [self._model.key(record) for record in self.selected()]
        place = self.verticalScrollBar().value()
        blocked = self.selectionModel().blockSignals(True)
        change()
        self.select_keys(kept)
        self.selectionModel().blockSignals(blocked)
        self.verticalScrollBar().setValue(place)
        if [self._model.key(record) for record in self.selected()] != kept:
            self.selection_changed.emit(self.selected())


def _stretches(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Return rows as stretches of neighbours: first and last."""
    found: list[tuple[int, int]] = []
    for row in sorted(rows):
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found


def _one_line(words: str) -> str:
    return " ".join(words.split())
