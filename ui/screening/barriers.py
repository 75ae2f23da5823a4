"""What stands in the way: the problem list as chips, and the detail of one of them on the side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseworker.base.ids import new_id
from caseworker.base.text import Text, raw, t, tc
from caseworker.screening.instrument import Problem, Problems
from caseworker.screening.limits import LONGEST_TEXT, since_problem
from caseworker.screening.records import BarrierLine
from ui.kit import (
    STRETCH,
    CheckField,
    ChoiceChips,
    FieldWidget,
    Form,
    Label,
    LinkButton,
    LongText,
    TextField,
    box,
    column,
    px,
    row,
    say,
    tokens,
)
from ui.kit.chips import OptionChip
from ui.kit.standing import HALF
from ui.screening.fields import SinceField
from ui.screening.letters import large_letters

_LIST_WIDTH = 248
_OWN = "own:"  # begins the key of a barrier that is no problem of the lists


class BarrierField(FieldWidget):
    """Barriers: a click on a problem takes it in and opens its detail; "take out" in the detail ends it.

    The value is the tuple of all barriers, those no longer in the way included. `show_inner` is False while
    the citizen sees the screen: then categories and diagnoses are hidden (their values stay).
    """

    def __init__(
        self,
        problems: Problems,
        age: int | None,
        language: str,
        today: Callable[[], date],
        *,
        born: date,
        show_inner: bool,
    ) -> None:
        super().__init__()
        self._problems, self._language = problems, language
        self._lines: dict[str, BarrierLine] = {}
        self._chips: dict[str, OptionChip] = {}
        self._active = ""
        self._question = ""
        self._own_id = ""
        self._half: dict[str, dict[str, list[str]]] = {}
        self._taken_out: dict[str, BarrierLine] = {}  # comes back as it was with a click on its chip
        first, self._second = problems.for_age(age)
        self._chip_rows = column(gap=tokens.S - 2)
        for problem in first:
            self._add_chip(problem.code, problem.label.in_language(language))
        self.own = TextField(placeholder=t("Something else, and Enter"))
        self.own.set_names(t("Something else in your own words"), t("Write and press Enter"))
        self.own.edit.returnPressed.connect(self._add_own)
        self.own.changed.connect(self.changed.emit)
        self.more_button = LinkButton(t("Show the other list as well"), on_click=self._show_second)
        left = box(column(self._chip_rows, self.own, self.more_button, STRETCH, gap=tokens.S))
        if not large_letters():
            left.setFixedWidth(px(_LIST_WIDTH))
        self.detail = BarrierDetail(problems, language, today, born, show_inner=show_inner)
        self.detail.changed.connect(self._detail_changed)
        self.detail.remove_button.clicked.connect(lambda _on=False: self._remove())
        self.setLayout((column if large_letters() else row)(left, (self.detail, 1), gap=tokens.M))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._open("")

    def value(self) -> tuple[BarrierLine, ...]:
        """Return the barriers in the order they were added; words still on the line are one as well."""
        lines = [*self._lines.values(), *self._own_line()]
        return tuple(sorted(lines, key=lambda line: line.id))

    def set_value(self, value: Any) -> None:
        """Show these barriers; the detail stays with the one that was open."""
        lines: Sequence[BarrierLine] = value or ()
        self.own.set_value("")
        self._own_id, self._half = "", {}
        self._lines = {}
        for line in lines:
            key = (
                line.type_code if line.type_code and line.type_code not in self._lines else f"{_OWN}{line.id}"
            )
            self._lines[key] = line
            if key not in self._chips:
                self._add_chip(key, self._label(line))
        for key, chip in self._chips.items():
            chip.show_checked(on=key in self._lines)
            chip.setVisible(key in self._lines or not key.startswith(_OWN))
        self._open(self._active if self._active in self._lines else next(iter(self._lines), ""))

    def is_empty(self) -> bool:
        """Return whether nothing stands in the way."""
        return not self.value()

    def focus_target(self) -> QWidget:
        """Return the first chip."""
        return next(iter(self._chips.values()))

    def problem(self) -> Text | None:
        """Return what is wrong in a detail, which is opened for it."""
        wrong = self.detail.problem() if self._active else None
        if wrong is not None:
            return wrong
        for key, line in self._lines.items():
            if key != self._active and (self._half.get(key) or self.detail.cannot_be(line)):
                self._open(key)
                return self.detail.problem()
        return None

    def show_problems(self, *, untouched: bool = False) -> QWidget | None:
        """Say at its field what is wrong in the detail that `problem` opens, and return that field."""
        del untouched  # a barrier has no day that can have passed meanwhile
        self.problem()
        return self.detail.show_problems()

    def halves(self) -> dict[str, list[str]]:
        """Return words that are no value yet, by the id of their barrier and the name of their field."""
        return {
            f"{self._lines[key].id} {name}": words
            for key, half in self._half.items()
            if key in self._lines
            for name, words in half.items()
        }

    def show_halves(self, halves: Mapping[str, list[str]]) -> None:
        """Show such words again."""
        for place, words in halves.items():
            record_id, _, name = place.partition(" ")
            key = next((key for key, line in self._lines.items() if line.id == record_id), "")
            if key:
                self._half.setdefault(key, {})[name] = words
        self._open(self._active)

    def set_faulty(self, faulty: bool) -> None:
        """Nothing is drawn: each field of the detail says its own (see `show_problems`)."""

    def set_names(self, name: Text | str, description: Text | str = "") -> None:
        """Name the list by the question."""
        self._question = say(name)
        self.setAccessibleName(self._question)
        self.setAccessibleDescription(say(description))
        for chip in self._chips.values():
            chip.setAccessibleDescription(self._question)

    def set_read_only(self, read_only: bool) -> None:
        """Let the barriers be read only."""
        for widget in (*self._chips.values(), self.own, self.more_button, self.detail):
            widget.setEnabled(not read_only)

    def chip(self, key: str) -> OptionChip:
        """Return the chip of a problem by its code. Raises KeyError where it is not on the page."""
        return self._chips[key]

    # ---- inside

    def _add_chip(self, key: str, words: str) -> None:
        chip = OptionChip(words)
        chip.setAccessibleDescription(self._question)
        chip.clicked.connect(lambda _on=False: self._clicked(key))
        self._chips[key] = chip
        self._chip_rows.addWidget(chip)

    def _clicked(self, key: str) -> None:
        new = key not in self._lines
        if new:
            known = key in self._taken_out
            self._lines[key] = self._taken_out.pop(key) if known else self._new_line(key)
        self._chips[key].show_checked(on=True)
        self._open(key)
        if new:
            self.changed.emit()

    def _new_line(self, key: str) -> BarrierLine:
        problem = self._problems.problem(key)
        category = problem.categories[0] if problem is not None else "social"
        return BarrierLine(
            id=new_id(), type_code=problem.code if problem is not None else "", category=category
        )

    def _add_own(self) -> None:
        for line in self._own_line():
            self._take_own(line)

    def _own_line(self) -> tuple[BarrierLine, ...]:
        """Return the barrier whose words stand on the line, if there are any."""
        words = self.own.value().strip()
        if not words:
            return ()
        self._own_id = self._own_id or new_id()
        return (BarrierLine(id=self._own_id, category="social", words=words),)

    def _take_own(self, line: BarrierLine) -> None:
        self.own.set_value("")
        self._own_id = ""
        key = f"{_OWN}{line.id}"
        self._lines[key] = line
        self._add_chip(key, line.words)
        self._chips[key].show_checked(on=True)
        self._open(key)
        self.changed.emit()

    def _remove(self) -> None:
        key = self._active
        if key in self._lines:
            self._taken_out[key] = self._lines.pop(key)
        self._half.pop(key, None)
        self._chips[key].show_checked(on=False)
        self._open(next(iter(self._lines), ""))
        self.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _open(self, key: str) -> None:
        self._active = key
        line = self._lines.get(key)
        self.detail.show_line(line, self._label(line) if line is not None else "", self._half.get(key, {}))

    def _detail_changed(self) -> None:
        if self._active:
            self._lines[self._active] = self.detail.read(self._lines[self._active])
            self._half[self._active] = self.detail.form.half()
            self.changed.emit()

    def _show_second(self) -> None:
        self.more_button.hide()
        for problem in self._second:
            if problem.code not in self._chips:
                self._add_chip(problem.code, self._words(problem))

    def _label(self, line: BarrierLine) -> str:
        problem = self._problems.problem(line.type_code)
        return self._words(problem) if problem is not None else line.words

    def _words(self, problem: Problem) -> str:
        return problem.label.in_language(self._language)


class BarrierDetail(FieldWidget):
    """One barrier: how much, what it does to the day, what helps, since when, and quietly the rest."""

    def __init__(
        self, problems: Problems, language: str, today: Callable[[], date], born: date, *, show_inner: bool
    ) -> None:
        super().__init__()
        self._today, self._born = today, born
        self._title = Label("", "strong", wrap=True)
        self.remove_button = LinkButton(tc("link", "Take out"))
        self.form = Form(columns=1, gap=tokens.S)
        severities = [(int(s.code), s.label.in_language(language)) for s in problems.severities]
        self.form.add("severity", t("How much does it take up?"), ChoiceChips(severities))
        self.form.add("effect", t("Means in everyday life"), LongText(lines=2, limit=LONGEST_TEXT))
        self.form.add("support", t("What could help?"), TextField())
        categories = [(c.code, c.label.in_language(language)) for c in problems.categories]
        self.form.add("category", t("Most about"), ChoiceChips(categories, keep_one=True))
        states = [("open", t("In the way")), ("over", t("No longer in the way"))]
        self.form.add("status", tc("field", "Now"), ChoiceChips(states, keep_one=True))
        self.form.add("since_on", tc("field", "Since"), SinceField(today, born))
        self.form.add(
            "diagnosis", tc("field", "Diagnosis"), TextField(), note=t("never needed, never used for advice")
        )
        self.form.add("print_diagnosis", "", CheckField(t("May stand in prints")))
        self.more_button = LinkButton(t("Since when, diagnosis"), on_click=self._show_more)
        self._show_inner = show_inner
        self.form.show_field("category", shown=show_inner)
        if not show_inner:
            self.more_button.set_text(t("Since when"))
        self._hint = Label(t("Choose what takes up room, and write here what it means."), "soft", wrap=True)
        head = row((self._title, 1), self.remove_button, gap=tokens.S)
        self._inside = box(column(head, self.form, self.more_button, gap=tokens.S))
        inner = column(
            self._hint, self._inside, STRETCH, gap=0, margins=(tokens.S, tokens.M, tokens.S, tokens.M)
        )
        self.setLayout(column(box(inner, ground="canvas"), gap=0))
        self.form.field_changed.connect(lambda _name: self.changed.emit())

    def show_line(self, line: BarrierLine | None, words: str, half: Mapping[str, list[str]]) -> None:
        """Show one barrier, or the hint where none is chosen. `half` are words of its fields that are no value yet."""
        self._hint.setVisible(line is None)
        self._inside.setVisible(line is not None)
        if line is None:
            return
        self._title.set_text(words)
        self.remove_button.setAccessibleName(say(t("Take out: {barrier}", barrier=raw(words))))
        values = {name: getattr(line, name) for name in self.form.names()}
        values["status"] = "open" if line.status == "open" else "over"
        self.form.set_values(values | {HALF: half})
        self.form.set_errors({})
        self._fold(since=line.since_on is not None or "since_on" in half, diagnosis=bool(line.diagnosis))

    def read(self, line: BarrierLine) -> BarrierLine:
        """Return the barrier as it stands in the form."""
        values = self.form.values()
        return replace(
            line, severity=values["severity"], effect=values["effect"].strip(), support=values["support"].strip(),
            category=values["category"] or line.category, since_on=values["since_on"], status=values["status"],
            diagnosis=values["diagnosis"].strip(), print_diagnosis=values["print_diagnosis"],
        )  # fmt: skip

    def problem(self) -> Text | None:
        """Return the first thing that is wrong in the form."""
        found = (self.form.field(name).problem() for name in self.form.names())
        return next((problem for problem in found if problem is not None), None)

    def cannot_be(self, line: BarrierLine) -> bool:
        """Return whether a barrier cannot have begun on its day."""
        return (
            line.since_on is not None and since_problem(line.since_on, self._today(), self._born) is not None
        )

    def show_problems(self) -> QWidget | None:
        """Say at each field what is wrong with it, and return the first such field, unfolded."""
        first: QWidget | None = None
        for name in self.form.names():
            found = self.form.field(name).problem()
            self.form.block(name).set_error(found)
            if first is None and found is not None:
                first = self.form.field(name).focus_target()
        return first

    def focus_target(self) -> QWidget:
        """Return the first field."""
        return self.form.field("severity").focus_target()

    def _show_more(self) -> None:
        self._fold(since=True, diagnosis=True)
        self.form.focus_field("since_on")

    def _fold(self, *, since: bool, diagnosis: bool) -> None:
        """Show of the seldom fields those with something in them; a diagnosis never to the citizen."""
        inner = diagnosis and self._show_inner
        self.form.show_field("since_on", shown=since)
        self.form.show_field("diagnosis", shown=inner)
        self.form.show_field("print_diagnosis", shown=inner)
        self.more_button.setVisible(not since or (self._show_inner and not inner))
