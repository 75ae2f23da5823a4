"""The thin model between records and the table: columns, Danish sorting, filter, CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from caseworker.base.danish import sort_key
from caseworker.base.dates import format_day
from caseworker.base.text import Text
from ui.kit.icons import icon
from ui.kit.style import colour, font
from ui.kit.tokens import LETTERS
from ui.kit.words import language, say

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    `value(record)` gives what is shown and sorted: a string, `Text`, number, date, bool or None. `sort`
    gives another key where the words do not sort as they should. `width` is in pixels at scale 1 (0 takes
    the room that is left). `kind` is a kind of `tokens.LETTERS` or a function of the record that returns
    one; `icon` gives an icon's name or "". `shown=False` columns are in the column chooser only.
    """

    key: str
    title: Text | str
    value: Callable[[Any], Any]
    width: int = 0
    sort: Callable[[Any], Any] | None = None
    kind: str | Callable[[Any], str] = "body"
    icon: Callable[[Any], str] | None = None
    tip: Callable[[Any], Text | str] | None = None
    align_right: bool = False
    shown: bool = True


def shown_words(value: Any) -> str:
    """Return a value as a table shows it, in the window's language."""
    if value is None:
        return ""
    if isinstance(value, Text):
        return say(value)
    if isinstance(value, bool):
        return "✓" if value else ""
    if isinstance(value, date):
        return format_day(value, "short_year", language())
    if isinstance(value, (float, Decimal)):
        words = f"{value:.2f}".rstrip("0").rstrip(".")
        return words.replace(".", ",") if language() == "da" else words
    return str(value)


def _sortable(value: Any) -> tuple[int, Any]:
    """Return a key that puts empty values last and words in Danish order."""
    if value is None or value == "":
        return (1, "")
    if isinstance(value, (Text, str)):
        return (0, sort_key(say(value)))
    return (0, value)


class RecordModel(QAbstractTableModel):
    """Records as rows. Sorting and filtering only reorder a list of references, never the records."""

    def __init__(
        self,
        columns: Sequence[Column],
        key: Callable[[Any], object] = id,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._all: list[Any] = []
        self._rows: list[Any] = []
        self._needle = ""
        self._sort_by: tuple[int, bool] | None = None

    def set_records(self, records: Sequence[Any]) -> None:
        """Show these records, in the order and filter that are on."""
        self.beginResetModel()
        self._all = list(records)
        self._arrange()
        self.endResetModel()

    def set_filter(self, words: str) -> None:
        """Show only the records in whose shown words all these words are found."""
        if words.strip() == self._needle:
            return
        self.beginResetModel()
        self._needle = words.strip()
        self._arrange()
        self.endResetModel()

    def records(self) -> list[Any]:
        """Return the records as shown: filtered and sorted."""
        return list(self._rows)

    def record(self, row: int) -> Any:
        """Return the record of a shown row."""
        return self._rows[row]

    def rows_of(self, keys: Sequence[object]) -> list[int]:
        """Return the shown rows of the records with these keys, in the order of the keys."""
        if not keys:
            return []
        wanted = set(keys)
        found = {key: row for row, record in enumerate(self._rows) if (key := self._key(record)) in wanted}
        return [found[key] for key in keys if key in found]

    def key(self, record: Any) -> object:
        """Return the key of a record."""
        return self._key(record)

    def sorted_by(self) -> tuple[int, bool] | None:
        """Return the column sorted by and whether descending, or None."""
        return self._sort_by

    def words(self, record: Any, column: Column) -> str:
        """Return what a cell shows."""
        return shown_words(column.value(record))

    def csv_text(self, keys: Sequence[str]) -> str:
        """Return the shown rows as CSV with semicolons, as Danish spreadsheets read it.

        Words that a spreadsheet would run as a formula get an apostrophe before them.
        """
        columns = [c for k in keys for c in self.columns if c.key == k]
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
        writer.writerow([say(c.title) for c in columns])
        for record in self._rows:
            writer.writerow([_harmless(c.value(record)) for c in columns])
        return out.getvalue()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """Return the number of shown records."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        """Return the number of columns, hidden ones included."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows or how."""
        if not index.isValid():
            return None
        record, column = self._rows[index.row()], self.columns[index.column()]
        roles = Qt.ItemDataRole
        if role in {roles.DisplayRole, roles.AccessibleTextRole}:
            return self.words(record, column)
        if role == roles.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.align_right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role in {roles.FontRole, roles.ForegroundRole}:
            kind = self._kind(record, column)
            return font(kind) if role == roles.FontRole else colour(_ink_of(kind))
        if role == roles.DecorationRole and column.icon is not None:
            name = column.icon(record)
            tone = _ink_of(self._kind(record, column))
            return icon(name, tone if tone != "ink" else "ink_soft", 16) if name else None
        if role == roles.ToolTipRole and column.tip is not None:
            return say(column.tip(record)) or None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the title of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return say(column.title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.align_right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; empty cells come last in both directions. A negative column takes sorting off."""
        self.layoutAboutToBeChanged.emit()
        held = [(i, self._rows[i.row()]) for i in self.persistentIndexList()]
        self._sort_by = (column, order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self._arrange()
        places = {id(record): row for row, record in enumerate(self._rows)}
        for old, record in held:
            self.changePersistentIndex(old, self.index(places[id(record)], old.column()))
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        rows = self._all
        if self._needle:
            needles = [sort_key(part) for part in self._needle.split()]
            rows = [r for r in rows if _has_all(self._haystack(r), needles)]
        if self._sort_by is not None:
            at, descending = self._sort_by
            column = self.columns[at]
            keyed = [(_sortable((column.sort or column.value)(r)), r) for r in rows]
            filled = [pair for pair in keyed if pair[0][0] == 0]
            filled.sort(key=lambda pair: pair[0][1], reverse=descending)
            rows = [r for _, r in filled] + [r for k, r in keyed if k[0] == 1]
        self._rows = list(rows)

    def _kind(self, record: Any, column: Column) -> str:
        return column.kind(record) if callable(column.kind) else column.kind

    def _haystack(self, record: Any) -> str:
        return sort_key(" ".join(self.words(record, column) for column in self.columns))


def _has_all(haystack: str, needles: Sequence[str]) -> bool:
    return all(needle in haystack for needle in needles)


def _harmless(value: Any) -> str:
    words = shown_words(value)
    risky = isinstance(value, (str, Text)) and words[:1] in {"=", "+", "-", "@", "\t", "\r"}
    return f"'{words}" if risky else words


def _ink_of(kind: str) -> str:
    return LETTERS[kind].colour
