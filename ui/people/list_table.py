"""The table of citizens: columns as wide as their words, more lines where words are longer still."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics

from ui.kit import RecordTable, px, tokens
from ui.kit.style import font, make_font
from ui.kit.table_model import Column, shown_words

_PADDING = 24  # of a cell, left and right together, with room for rounding
_MARK = 22  # an icon and the room beside it
_ABOVE_AND_BELOW = 14  # the words of a row of several lines
_LEAST = 104
_FIRST_SHARE = 0.45  # of the room that is left, for the first of the columns that share it
_MOST = 240  # of a column that is as wide as its words: names may be long, and others need room
_LOOKED_AT = 40  # of the longest words: letters differ in width, but not so much


class CitizensTable(RecordTable):
    """A record table that cuts no words: what is too long for its column goes on in the next line.

    Columns made with a width get that of their widest words; the others share what is left, the first of
    them no more than it needs.
    """

    def fit(self, records: Sequence[Any]) -> None:
        """Give the columns the width that the words of these records need."""
        self.setWordWrap(True)
        self._widest = [_width(column, records) for column in self._model.columns]
        self._share_room()

    def set_records(self, records: Sequence[Any]) -> None:
        """Show these records, each as high as its words need."""
        super().set_records(records)
        self._set_heights()

    _widest: Sequence[int] = ()

    def _share_room(self) -> None:
        if not self._widest:
            return
        columns = self._model.columns
        shown = [at for at in range(len(columns)) if not self.isColumnHidden(at)]
        free = [at for at in shown if not columns[at].width]
        for at in set(shown) - set(free):
            self.setColumnWidth(at, self._widest[at])
        room = self.viewport().width() - sum(self.columnWidth(at) for at in shown if at not in free)
        for at in free[:-1]:
            width = max(px(_LEAST), min(self._widest[at], int(room * _FIRST_SHARE)))
            self.setColumnWidth(at, width)
            room -= width
        # More room than any words need goes to all columns: no hole in the middle of a wide window.
        takers = [at for at in shown if not columns[at].align_right]
        for at in free[-1:]:
            more = max(room - self._widest[at], 0) // len(takers)
            for other in takers:
                self.setColumnWidth(other, self.columnWidth(other) + more)
            self.setColumnWidth(at, max(px(_LEAST), room - more * (len(takers) - 1)))
        self._set_heights()

    def _set_heights(self) -> None:
        """Make each row as high as the words of the columns that share the room need."""
        columns = [
            (column, QRect(0, 0, self.columnWidth(at) - px(_PADDING), 0), QFontMetrics(font(_kind(column))))
            for at, column in enumerate(self._model.columns)
            if not self.isColumnHidden(at) and not column.width
        ]
        known: dict[tuple[str, str], int] = {}
        for row, record in enumerate(self._model.records()):
            wanted = px(tokens.ROW)
            for column, room, letters in columns:
                words = shown_words(column.value(record))
                if (column.key, words) not in known:
                    needs = letters.boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()
                    lines = needs > letters.lineSpacing() + 2
                    known[column.key, words] = needs + px(_ABOVE_AND_BELOW) if lines else 0
                wanted = max(wanted, known[column.key, words])
            if self.rowHeight(row) != wanted:
                self.setRowHeight(row, wanted)


def _kind(column: Column) -> str:
    return column.kind if isinstance(column.kind, str) else "strong"


def _width(column: Column, records: Sequence[Any]) -> int:
    """Return the width of a column in pixels: that of its title or of its widest words."""
    letters = QFontMetrics(font(_kind(column)))
    words = {shown_words(column.value(record)) for record in records}
    widest = max(map(letters.horizontalAdvance, sorted(words, key=len)[-_LOOKED_AT:]), default=0)
    title = QFontMetrics(make_font(12, tokens.SEMIBOLD)).horizontalAdvance(shown_words(column.title))
    mark = px(_MARK) if column.icon is not None and widest else 0
    wanted = max(widest + mark, title) + px(_PADDING)
    return min(wanted, px(_MOST)) if column.width else wanted
