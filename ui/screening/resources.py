"""Resources and competences as chips: one line of chips for each kind the question offers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from caseworker.base.ids import new_id
from caseworker.base.text import Text
from caseworker.screening.records import ResourceLine
from ui.kit import ChoiceChips, FieldWidget, Label, column, px, row, say, tokens

_KIND_WIDTH = 98


class ResourceField(FieldWidget):
    """What the citizen can and has. The value is the whole list; kinds that are not offered here pass through.

    A chip without its check mark is taken out when the step is saved, and can be chosen again until then.
    Words that still stand on an open line are a resource as well: nobody has to press Enter for them.
    """

    def __init__(self, kinds: Sequence[tuple[str, Text | str]]) -> None:
        super().__init__()
        self._lines: dict[tuple[str, str], ResourceLine] = {}
        self._others: list[ResourceLine] = []
        self._order: list[tuple[str, str]] = []
        self.chips: dict[str, ChoiceChips] = {}
        self._new_ids: dict[str, str] = {}  # of the resource that stands on the line of a kind
        rows = column(gap=tokens.S)
        for kind, words in kinds:
            label = Label(words, "body", wrap=True)
            label.setFixedWidth(px(_KIND_WIDTH))
            chips = ChoiceChips(multi=True, can_add=True)
            chips.changed.connect(self.changed.emit)
            self.chips[kind] = chips
            whole = row((chips, 1), gap=tokens.M)
            whole.insertWidget(0, label, 0, Qt.AlignmentFlag.AlignTop)
            rows.addLayout(whole)
        self._words = {kind: say(words) for kind, words in kinds}
        self.setLayout(rows)

    def value(self) -> tuple[ResourceLine, ...]:
        """Return all resources, in the order they were added."""
        chosen = [(kind, words) for kind, chips in self.chips.items() for words in chips.value()]
        for key in chosen:
            if key not in self._lines:
                # What stood on the line a moment ago has its id already: a save in between knows it by that.
                record_id = self._new_ids.pop(key[0], "") or new_id()
                self._lines[key] = ResourceLine(id=record_id, kind=key[0], words=key[1])
                self._order.append(key)
        mine = [self._lines[key] for key in self._order if key in chosen]
        everything = sorted([*self._others, *mine, *self._on_lines()], key=lambda line: line.id)
        return tuple(everything)

    def _on_lines(self) -> Iterator[ResourceLine]:
        """Yield what stands on an open line and is no chosen chip yet."""
        for kind, words in (
            (kind, one.strip()) for kind, chips in self.chips.items() for one in chips.half()
        ):
            same = next((one for one in self._order if one[0] == kind and _alike(one[1], words)), None)
            if same is None:
                record_id = self._new_ids.setdefault(kind, new_id())
                yield ResourceLine(id=record_id, kind=kind, words=words)
            elif same[1] not in self.chips[kind].value():
                yield self._lines[same]

    def set_value(self, value: Any) -> None:
        """Show the resources of the offered kinds."""
        lines: Sequence[ResourceLine] = value or ()
        self._others = [line for line in lines if line.kind not in self.chips]
        self._lines = {(line.kind, line.words): line for line in lines if line.kind in self.chips}
        self._order = list(self._lines)
        self._new_ids = {}
        for kind, chips in self.chips.items():
            words = [line.words for line in lines if line.kind == kind]
            chips.set_value([])  # else those that are gone would stay as chips without their mark
            chips.set_choices([(one, one) for one in words])
            chips.set_value(words)
            self._name(kind, chips)

    def is_empty(self) -> bool:
        """Return whether there is nothing."""
        return not self.value()

    def focus_target(self) -> QWidget:
        """Return where the first resource is added."""
        return next(iter(self.chips.values())).focus_target()

    def set_faulty(self, faulty: bool) -> None:
        """Draw the chips."""
        for chips in self.chips.values():
            chips.set_faulty(faulty)

    def set_names(self, name: Text | str, description: Text | str = "") -> None:
        """Name each line by its kind and describe it by the question."""
        self._question = say(name)
        self.setAccessibleName(say(name))
        self.setAccessibleDescription(say(description))
        for kind, chips in self.chips.items():
            self._name(kind, chips)

    def set_read_only(self, read_only: bool) -> None:
        """Let the resources be read only."""
        for chips in self.chips.values():
            chips.set_read_only(read_only)

    _question = ""

    def _name(self, kind: str, chips: ChoiceChips) -> None:
        chips.set_names(self._words[kind], self._question)


def _alike(one: str, other: str) -> bool:
    """Whether chips take the words for the same."""
    return one.casefold() == other.casefold()
