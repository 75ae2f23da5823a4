"""One theme of the screening as a form: the first question as the heading, the others below it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from caseworker.base.danish import genitive
from caseworker.base.text import Text, raw, t
from caseworker.screening.instrument import RECORD_TYPES, Question, Section
from caseworker.screening.limits import too_long
from caseworker.screening.records import Records
from caseworker.screening.wording import listed
from ui.kit import FieldBlock, FieldWidget, Form, Label, announce, column, font, language, px, say, tokens
from ui.ports import Desk
from ui.screening.barriers import BarrierField
from ui.screening.entered import LIST_OF, Entered
from ui.screening.fields import YesLaterNo, make_field, to_field, to_plain
from ui.screening.letters import large_letters
from ui.screening.resources import ResourceField
from ui.screening.row_kinds import effort_kind, goal_kind, plan_kind
from ui.screening.rows import RecordRows
from ui.screening.state import ScreeningState
from ui.screening.words import who_words

_HALF = 188  # the least room for a label over a field of half the width
_LIVE_MS = 220  # after so long a pause in typing, advice and what is missing follow


class SectionForm(QWidget):
    """The form of one step. `entered` follows the typing, `drafted` asks for the draft at most 2 s behind."""

    entered = Signal()
    drafted = Signal()
    submitted = Signal()

    def __init__(self, desk: Desk, section: Section, state: ScreeningState) -> None:
        super().__init__()
        self._desk, self._section = desk, section
        self._name = state.call_name
        self._age, self._born = state.age, state.born
        assert state.view is not None
        self._problems = state.view.instrument.problems
        self._live = QTimer(self, singleShot=True, interval=_LIVE_MS)
        self._live.timeout.connect(self.entered.emit)
        self.form = Form(columns=1 if large_letters() else 2, gap=tokens.M)
        first = section.question[0]
        self._heading = Label(first.label.text(language()), "goal", wrap=True)
        self._notes: dict[str, str] = {}
        self._kept: frozenset[str] = frozenset()
        for question in section.question:
            self._add(question, first=question is first)
        self.form.field_changed.connect(lambda _name: self._live.start())
        self.form.drafted.connect(lambda _values: self._flush())
        self.form.submitted.connect(self.submitted.emit)
        self.setLayout(column(self._heading, self.form, gap=tokens.S))
        self.fill(state)
        self.follow(state)
        self._show_lengths()

    def key(self) -> str:
        """Return the id of the section."""
        return self._section.id

    def read(self) -> Entered:
        """Return what stands in the form."""
        values: dict[str, Any] = {}
        lists: dict[str, Any] = {}
        half: dict[str, dict[str, list[str]]] = {}
        for question in self._section.question:
            field = self.form.field(question.id)
            value = field.value()
            if words := _half(field):
                half[question.id] = words
            if question.type in RECORD_TYPES:
                lists[LIST_OF[question.type]] = value
            else:
                values[question.id] = to_plain(question, value)
        return Entered(values, Records(**lists), half)

    def fill(self, state: ScreeningState) -> None:
        """Show what counts now. Fields that show it already are left alone, with the cursor in them."""
        for question in self._section.question:
            field = self.form.field(question.id)
            half = state.half.get(question.id, {})
            wanted: Any
            if question.type in RECORD_TYPES:
                wanted = getattr(state.records, LIST_OF[question.type]) or ()
                same = tuple(field.value()) == tuple(wanted)
            else:
                plain = state.answers.get(question.id)
                wanted = to_field(question, plain)
                same = to_plain(question, field.value()) == plain
            if not same or _half(field) != half:
                field.set_value(wanted)
                _show_half(field, half)

    def follow(self, state: ScreeningState) -> None:
        """Ask what is to be asked now, and say beside each field what stood there last time."""
        for question in self._section.question:
            self.form.show_field(question.id, shown=question.id in state.asked)
            parts = [self._help(question)]
            if question.role == "outcome_reason" and state.departs:
                parts.append(say(t("This departs from the advice. Write why.")))
            if question.role in state.reasons:
                parts.append(
                    say(
                        t(
                            "Write nothing, and the reason of the advice stands: “{reason}”",
                            reason=state.reasons[question.role],
                        )
                    )
                )
            if question.role == "visited_as":
                parts += [say(words) for words in (state.joins, state.replaces) if words is not None]
            if (kept := question.id in state.kept) != (question.id in self._kept):
                self.form.field(question.id).set_read_only(kept)
            if question.id in state.said:
                parts.append(say(listed(state.said[question.id], apart=True)))
            if question.id in state.kept:
                parts.append(say(t("What counts now was said later. Choose that talk to change it.")))
            if question.id in state.carried:
                parts.append(say(state.carried[question.id]))  # last: it ends without a full stop
            words = " ".join(part for part in parts if part)
            if self._notes.get(question.id) != words:
                self._notes[question.id] = words
                self.form.block(question.id).set_help(words)
        self._kept = state.kept

    def validate(self, *, leaving: bool) -> bool:
        """Show what cannot be saved as it stands, and return whether one may go on.

        A text that is too long keeps nobody from `leaving` the step: the draft holds it as it is.
        """
        found = self.form.faults()
        if leaving:
            found = {name: text for name, text in found.items() if not _is_length(text)}
        self.show_errors(found)
        return not found

    def show_errors(self, errors: Mapping[str, Text | str]) -> None:
        """Show errors at their fields; what is wrong with a record at the field of the record."""
        names = self.form.names()
        found = {name: text for name, text in errors.items() if name in names}
        inside = {name: target for name in found if (target := self._show_problems(name)) is not None}
        self.form.set_errors({name: text for name, text in found.items() if name not in inside})
        first = next((name for name in names if name in found), "")
        if first in inside:
            inside[first].setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, say(found[first]))

    def _show_lengths(self) -> None:
        """Say at its field which text is too long, without taking the focus there."""
        for name, text in self.form.faults().items():
            if _is_length(text):
                self.form.block(name).set_error(text)

    def _show_problems(self, name: str, *, untouched: bool = False) -> QWidget | None:
        field = self.form.field(name)
        return (
            field.show_problems(untouched=untouched) if isinstance(field, RecordRows | BarrierField) else None
        )

    def focus(self, question_id: str = "") -> None:
        """Put the focus into a question, else into the first."""
        names = [name for name in self.form.names() if not self.form.block(name).isHidden()]
        if question_id in names:
            wrong = self._show_problems(question_id, untouched=True)
            if wrong is not None:
                wrong.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if question_id in names[1:]:
            self.form.focus_field(question_id)
        elif names:
            # The first may be higher than the window: its top stays in sight.
            self.form.field(names[0]).focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def is_pending(self) -> bool:
        """Return whether something is typed that was not yet told."""
        return self._live.isActive()

    def tell(self) -> None:
        """Tell of everything typed, without waiting for a pause."""
        if self._live.isActive():
            self._live.stop()
            self.entered.emit()

    def flush(self) -> None:
        """Tell of everything typed and have the draft kept: before locking and closing."""
        self.tell()
        self.form.flush_draft()

    def _flush(self) -> None:
        self.tell()
        self.drafted.emit()

    def _add(self, question: Question, *, first: bool) -> None:
        field = self._field(question, first=first)
        half = question.half_width and not first
        label, note = _fitting(question, say(who_words(question, self._name)), half=half)
        self.form.add(
            question.id, label, field, note=note, help_text=self._help(question), span=1 if half else 2
        )
        block = self.form.block(question.id)
        asked = question.label.in_language(language())
        field.set_names(
            asked, " ".join(filter(None, [say(who_words(question, self._name)), self._help(question)]))
        )
        block.label.setToolTip(f"{asked}\n{question.reason.text.in_language(language())}")
        if first or isinstance(field, YesLaterNo):
            _hide_head(block)

    def _field(self, question: Question, *, first: bool) -> FieldWidget:
        office = self._desk.office
        match question.type:
            case "barriers":
                return BarrierField(
                    self._problems, self._age, language(), office.clock.today,
                    born=self._born, show_inner=not self._desk.citizen_view,
                )  # fmt: skip
            case "resources":
                return ResourceField([(k.code, k.label.text(language())) for k in question.kinds])
            case "goals":
                return RecordRows(goal_kind(office.clock.today))
            case "efforts":
                return RecordRows(effort_kind(office.catalogue, self._age, language()))
            case "plans":
                return RecordRows(plan_kind(office.clock.today, self._born))
            case _:
                return make_field(
                    question, office.catalogue, language(), office.clock.today, self._born, first=first
                )

    def _help(self, question: Question) -> str:
        if question.help is not None:
            return question.help.in_language(language())
        if question.own_words:
            return say(t("{whose} own words. They are kept word for word.", whose=_whose(self._name)))
        return ""


def _half(field: FieldWidget) -> dict[str, list[str]]:
    """Return words of a question's field that are no value yet, by their place in it."""
    if isinstance(field, RecordRows | BarrierField):
        return field.halves()
    words = field.half()
    return {"": words} if words else {}


def _show_half(field: FieldWidget, half: Mapping[str, list[str]]) -> None:
    if isinstance(field, RecordRows | BarrierField):
        field.show_halves(half)
    else:
        field.show_half(half.get("", []))


def _is_length(text: Text | str) -> bool:
    return isinstance(text, Text) and text.message == too_long(1).message


def _hide_head(block: FieldBlock) -> None:
    """Take the small label away where the question stands above as a heading or beside the field."""
    layout = block.layout()
    top = layout.itemAt(0) if layout is not None else None
    head = top.layout() if top is not None else None
    while head is not None and (item := head.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()


def _whose(name: str) -> Text:
    return raw(genitive(name) if language() == "da" else f"{name}'s")


def _fitting(question: Question, who: str, *, half: bool) -> tuple[str, str]:
    """Return label and note as they fit above the field: in half the width the short label, or no note."""
    label, short = question.label.in_language(language()), question.short.in_language(language())
    if not half:
        return label, who
    metrics, room = QFontMetrics(font("label")), px(_HALF)
    if metrics.horizontalAdvance(label) > room:
        label = short
    return label, who if metrics.horizontalAdvance(f"{label}  {who}") <= room else ""
