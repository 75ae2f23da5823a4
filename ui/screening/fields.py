"""The field of a question by its type, and what it holds as the plain answer that is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from caseworker.base.text import Text, t, tc
from caseworker.plan.catalogue import Catalogue
from caseworker.screening.instrument import Question
from caseworker.screening.limits import (
    BEGUN,
    FOLLOW_UPS,
    LONGEST_TEXT,
    day_problem,
    follow_up_problem,
    since_problem,
)
from ui.kit import (
    ChoiceChips,
    DateField,
    FieldWidget,
    Label,
    LongText,
    NumberField,
    SelectField,
    TextField,
    column,
    px,
    row,
    say,
    tokens,
)
from ui.screening.entered import tidy
from ui.screening.letters import large_letters

_ANSWER_WIDTH = 98
# More options than this are a list, and in half the width already these few.
_MOST_CHIPS, _MOST_HALF = 6, 3


class FollowUpField(DateField):
    """A day on which something is followed up: from today on, and not years off."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(today, earliest=today())

    def problem(self) -> Text | None:
        """Return why it cannot be that day."""
        day = self.value()
        return super().problem() if day is None else follow_up_problem(day, self._today())


class BornDayField(DateField):
    """A day in the citizen's life: not before the birth, and not further ahead than any plan looks."""

    def __init__(self, today: Callable[[], date], born: date) -> None:
        super().__init__(today, earliest=born)
        self._born = born

    def problem(self) -> Text | None:
        """Return why it cannot be that day."""
        day = self.value()
        return (day_problem(day, self._today(), self._born) if day else None) or super().problem()


class SinceField(DateField):
    """The day on which something began that runs still: between the birth and today."""

    def __init__(self, today: Callable[[], date], born: date) -> None:
        super().__init__(today, earliest=born, latest=today())
        self._born = born

    def problem(self) -> Text | None:
        """Return why it cannot have begun on that day."""
        day = self.value()
        return super().problem() if day is None else since_problem(day, self._today(), self._born)


class YesLaterNo(FieldWidget):
    """One offer: yes, later or no, with the reason beside it. The value is {"answer", "reason"} or None."""

    def __init__(self, short: Text | str) -> None:
        super().__init__()
        self.label = Label(short, "body", wrap=True)
        self.label.setFixedWidth(px(_ANSWER_WIDTH))
        self.chips = ChoiceChips(
            [
                ("yes", tc("choice", "Yes")),
                ("later", tc("choice", "Later")),
                ("no", tc("choice", "No")),
            ],
            wrap=False,
        )
        self.reason = TextField(placeholder=tc("field", "why?"))
        parts = (self.label, self.chips, (self.reason, 1))
        self.setLayout(column(*parts, gap=tokens.XS) if large_letters() else row(*parts, gap=tokens.M))
        self.chips.changed.connect(self.changed.emit)
        self.reason.changed.connect(self.changed.emit)

    def value(self) -> Any:
        """Return the answer with its reason; None where neither is given."""
        return tidy({"answer": self.chips.value() or "", "reason": self.reason.value().strip()})

    def set_value(self, value: Any) -> None:
        """Show an answer with its reason."""
        given = value or {}
        self.chips.set_value(given.get("answer") or None)
        self.reason.set_value(given.get("reason") or "")

    def focus_target(self) -> QWidget:
        """Return the reason when an answer is chosen, else the chips."""
        return self.reason.focus_target() if self.chips.value() else self.chips.focus_target()

    def problem(self) -> Text | None:
        """Return a sentence when there is a reason without an answer."""
        given = self.value()
        return t("Choose yes, later or no as well.") if given and not given["answer"] else None

    def set_faulty(self, faulty: bool) -> None:
        """Draw the chips of a missing answer."""
        self.chips.set_faulty(faulty)

    def set_names(self, name: Text | str, description: Text | str = "") -> None:
        """Name the chips by the question and the reason after it."""
        self.chips.set_names(name, description)
        self.reason.set_names(t("{question} Why?", question=say(name)))
        self.label.setToolTip(say(name))

    def set_read_only(self, read_only: bool) -> None:
        """Let the answer be read only."""
        self.chips.set_read_only(read_only)
        self.reason.set_read_only(read_only)


def choices(question: Question, catalogue: Catalogue, language: str) -> Sequence[tuple[str, str]]:
    """Return what can be chosen: code and words."""
    if question.options_from == "industries":
        return [(one.code, one.name.in_language(language)) for one in catalogue.industries]
    return [(option.code, option.label.in_language(language)) for option in question.options]


def make_field(
    question: Question,
    catalogue: Catalogue,
    language: str,
    today: Callable[[], date],
    born: date,
    *,
    first: bool,
) -> FieldWidget:
    """Return the field for a question that is no list of records. `first` is the one under the heading."""
    match question.type:
        case "long_text":
            return LongText(lines=3 if first and question.own_words else 2, limit=LONGEST_TEXT)
        case "choice":
            options = choices(question, catalogue, language)
            if len(options) > (_MOST_HALF if question.half_width else _MOST_CHIPS):
                return SelectField(options)
            return ChoiceChips(options)
        case "multi_choice":
            return ChoiceChips(choices(question, catalogue, language), multi=True)
        case "scale" if question.scale is not None:
            steps = enumerate(question.scale.anchors, question.scale.low)
            return ChoiceChips([(n, f"{n} · {words.in_language(language)}") for n, words in steps])
        case "date":
            if question.role in BEGUN:
                return SinceField(today, born)
            return FollowUpField(today) if question.role in FOLLOW_UPS else BornDayField(today, born)
        case "number":
            unit = question.unit.in_language(language) if question.unit else ""
            least = None if question.least is None else int(question.least)
            most = None if question.most is None else int(question.most)
            return NumberField(unit=unit, decimals=1, least=least, most=most, width=200)
        case "yes_later_no":
            return YesLaterNo(question.short.in_language(language))
        case _:
            return TextField()


def to_plain(question: Question, value: Any) -> Any:
    """Return what a field holds as the answer is stored."""
    if isinstance(value, date):
        return value.isoformat()
    if question.type == "number":
        return None if value is None else float(value)
    return tidy(value)


def to_field(question: Question, plain: Any) -> Any:
    """Return a stored answer as its field takes it."""
    if plain is None:
        return [] if question.type == "multi_choice" else None
    if question.type == "date":
        return date.fromisoformat(str(plain))
    if question.type == "number":
        number = Decimal(str(plain))
        return int(number) if number == number.to_integral_value() else number
    return plain
