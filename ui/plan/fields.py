"""Fields of the plan's forms: typed times, and the catalogue of efforts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from caseworker.base.text import Text, t, tn
from caseworker.plan.catalogue import Entry
from caseworker.plan.wording import track_text
from ui.kit import tokens
from ui.kit.buttons import LinkButton
from ui.kit.field import FieldWidget, TextField
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, box, clear, column, row
from ui.kit.search_field import SearchField
from ui.kit.words import language, say
from ui.plan.bits import RowButton
from ui.plan.times import read_slots, read_steps, write_slots

_SHOWN = 5


class TimesField(TextField):
    """Fixed times typed as they are said. Below the line it says what was understood."""

    def __init__(self) -> None:
        super().__init__(placeholder=t("Tue 10-12, Thu 9-11.30"))

    def problem(self) -> Text | None:
        """Return what was not understood."""
        return read_slots(self.value()).problem

    def remark(self) -> Text | None:
        """Return what was understood, in words."""
        slots = read_slots(self.value()).slots
        if not slots:
            return None
        hours = sum((s.end.hour - s.start.hour) + (s.end.minute - s.start.minute) / 60 for s in slots)
        return tn(
            "{times} · {hours} hour a week",
            "{times} · {hours} hours a week",
            1 if hours == 1 else 2,
            times=write_slots(slots, language()),
            hours=hours,
        )


class StepsField(TextField):
    """A step-up of hours, typed: "3 fra uge 1, 8 fra uge 5"."""

    def __init__(self) -> None:
        super().__init__(placeholder=t("3 from week 1, 8 from week 5"))

    def problem(self) -> Text | None:
        """Return what was not understood."""
        return read_steps(self.value()).problem


class CatalogueField(FieldWidget):
    """A search in the catalogue. Enter takes the first kind found, a click the one clicked.

    `picked(code)` when a kind is taken; `value()` is its code, "" for an effort of one's own.
    """

    picked = Signal(str)

    def __init__(self, search: Callable[..., Sequence[Entry]], name_of: Callable[[str], str]) -> None:
        super().__init__()
        self._find, self._name_of = search, name_of
        self._code = ""
        self._all_ages = False
        self._entries: list[Entry] = []
        self.search = SearchField(
            t("Search, for example “practice” or “debt”"), name=t("Search the catalogue")
        )
        self.hits = column(gap=0)
        self._list = box(self.hits)
        self._chosen = Label("", "note", wrap=True)
        self._clear = LinkButton(t("my own instead"), on_click=self._own)
        self._chosen_row = box(row((self._chosen, 1), self._clear))
        self.setLayout(column(self.search, self._chosen_row, self._list, gap=tokens.XS))
        self._adopt(self.search.edit)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(policy.Policy.Minimum)
        self.setSizePolicy(policy)
        self.search.searched.connect(self._search)
        self.search.chosen.connect(self._take_first)
        self.search.left_down.connect(self._into_list)
        self._show_chosen()
        self._show_hits()

    def value(self) -> str:
        """Return the code of the kind taken."""
        return self._code

    def set_value(self, value: Any) -> None:
        """Show a kind as taken."""
        self._code = str(value or "")
        self._show_chosen()

    def told(self, value: Any) -> str:
        """Return the name of a kind."""
        return self._name_of(str(value))

    def focus_target(self) -> QWidget:
        """Return the search line."""
        return self.search.edit

    def set_read_only(self, read_only: bool) -> None:
        """Let the kind be read but not changed."""
        self.search.setVisible(not read_only)
        self._clear.setVisible(not read_only)

    def set_names(self, name: Text | str, description: Text | str = "") -> None:
        """Name the search line."""
        self.search.edit.setAccessibleName(say(name))
        self.search.edit.setAccessibleDescription(say(description))

    def found(self) -> list[Entry]:
        """Return the kinds shown now."""
        return self._entries

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move through the list with the arrow keys."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            buttons = self._list.findChildren(RowButton)
            if step is not None and watched in buttons:
                at = buttons.index(watched) + step
                target = buttons[at] if 0 <= at < len(buttons) else self.search.edit
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _search(self, words: str) -> None:
        self._entries = list(self._find(words, all_ages=self._all_ages)) if words.strip() else []
        self._show_hits(words.strip())

    def _show_hits(self, words: str = "") -> None:
        clear(self.hits)
        for entry in self._entries[:_SHOWN]:
            self.hits.addWidget(self._hit(entry))
        more = len(self._entries) - _SHOWN
        if more > 0:
            note = tn("{count} more: write another word", "{count} more: write another word", more)
            self.hits.addWidget(Label(note, "note"))
        if words and not self._entries:
            note = t("Nothing in the catalogue fits. Write the name yourself below.")
            self.hits.addWidget(Label(note, "note", wrap=True))
        if words and not self._all_ages:
            link = LinkButton(t("search for all ages"), on_click=self._widen)
            self.hits.addLayout(row(link, STRETCH))
        self._list.setVisible(self.hits.count() > 0)

    def _hit(self, entry: Entry) -> QWidget:
        name = entry.name.in_language(language())
        words = column(
            Label(name, "body", wrap=True),
            Label(track_text(entry.track), "note"),
            gap=0,
        )
        inside = row((words, 1), margins=(tokens.S, 4, tokens.S, 4))
        button = RowButton(inside, t("{name}, {track}", name=name, track=track_text(entry.track)),
                           lambda: self._take(entry.code))  # fmt: skip
        button.installEventFilter(self)
        return button

    def _take_first(self, words: str) -> None:
        if words.strip() and self._entries:
            self._take(self._entries[0].code)

    def _take(self, code: str) -> None:
        self._code = code
        self._entries = []
        self.search.set_value("")
        self._show_hits()
        self._show_chosen()
        self.changed.emit()
        self.picked.emit(code)

    def _own(self) -> None:
        self._code = ""
        self._show_chosen()
        self.changed.emit()

    def _widen(self) -> None:
        self._all_ages = True
        self._search(self.search.value())

    def _into_list(self) -> None:
        buttons = self._list.findChildren(RowButton)
        if buttons:
            buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _show_chosen(self) -> None:
        name = self._name_of(self._code) if self._code else ""
        self._chosen.set_text(t("From the catalogue: {name}", name=name) if name else "")
        self._chosen_row.setVisible(bool(name))
