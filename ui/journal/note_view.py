"""One signed note as the journal shows it, with its corrections under it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLayout, QWidget

from caseworker.base.clock import day_of
from caseworker.base.text import Text, t, tc
from caseworker.journal.queries import NoteRow
from ui.kit import STRETCH, Chip, Label, LinkButton, box, column, hairline, px, row, say, tokens

KINDS: dict[str, Text] = {
    "note": tc("note kind", "Note"),
    "talk": tc("note kind", "Talk"),
    "phone": t("Phone call"),
}
_WHEN_WIDTH = 112
_LONG = 900  # characters; what is longer opens with a click


class NoteView(QWidget):
    """Day and author on the left, the note on the right. `on_correct(note)` opens the correction."""

    def __init__(self, note: NoteRow, call_name: str, on_correct: Callable[[NoteRow], None] | None) -> None:
        super().__init__()
        self.note_id = note.id
        self._call_name = call_name
        head = row(Label(note.mark[0] if note.mark else note.title, "strong", wrap=True), gap=tokens.S)
        head.setStretch(0, 1)
        if note.kind in KINDS and note.kind != "note":
            head.addWidget(Chip(KINDS[note.kind]))
        if note.undone:
            head.addWidget(Chip(tc("note", "Undone"), "outline", icon="undo-2"))
        elif note.corrected:
            head.addWidget(Chip(tc("note", "Corrected"), "outline", icon="pencil"))
        if on_correct is not None and note.may_be_corrected:
            self.correct = LinkButton(
                tc("button", "Correct"), name=t("Correct the note “{title}”", title=note.title),
                on_click=lambda: on_correct(note),
            )  # fmt: skip
            head.addWidget(self.correct)
        body = column(head, gap=tokens.S)
        self._add_parts(body, note)
        for correction in note.corrections:
            body.addWidget(self._correction(correction))
        when = column(3, *_signature(note), STRETCH, gap=2)
        side = box(when)
        side.setFixedWidth(px(_WHEN_WIDTH))
        self.setLayout(row(side, (body, 1), gap=tokens.M, margins=(0, tokens.XS, 0, tokens.XS)))

    def _correction(self, note: NoteRow) -> QWidget:
        """Return a correction with a bar beside it: the old words stay readable above."""
        day = day_of(note.at)
        title = (
            t("Undone {day:short_year} by {name}", day=day, name=note.author)
            if note.kind == "undo"
            else t("Corrected {day:short_year} by {name}: it should say", day=day, name=note.author)
        )
        inner = column(Label(title, "label"), gap=tokens.S)
        self._add_parts(inner, note)
        return box(row(hairline(vertical=True), (inner, 1), gap=tokens.M))

    def _add_parts(self, target: QLayout, note: NoteRow) -> None:
        parts = (
            ("", say(note.mark[1]) if note.mark else note.facts),
            (t("{name} says", name=self._call_name), note.citizen_says),
            (t("Our assessment"), note.assessment),
        )
        for label, words in parts:
            if not words:
                continue
            text = _LongLabel(words)
            target.addItem(column(Label(label, "label"), text, gap=2) if label else column(text))


class _LongLabel(QWidget):
    """Wrapped words; very long ones are cut until somebody asks for the rest."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._label = Label(words, "body", wrap=True, selectable=True)
        layout = column(self._label, gap=2)
        if len(words) > _LONG:
            self._label.set_text(f"{words[:_LONG].rstrip()} …")
            self._more = LinkButton(t("Show the whole text"), on_click=lambda: self._show(words))
            layout.addWidget(self._more)
        self.setLayout(layout)

    def _show(self, words: str) -> None:
        self._more.hide()
        self._label.set_text(words)


def _signature(note: NoteRow) -> tuple[Label, Label, Label]:
    return (
        Label(t("{day:short_year}", day=day_of(note.at)), "body"),
        Label(t("at {at:clock}", at=note.at), "note"),
        Label(note.author, "note", wrap=True),
    )
