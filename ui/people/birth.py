"""The birth date beside a CPR number: where the two differ, that is said before anything is saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from caseworker.base.text import Text, t, tc
from ui.kit import CprField, DateField, Form


class BirthField(DateField):
    """A birth date that knows the CPR number it stands beside. They may differ: numbers are changed."""

    def __init__(self, today: Callable[[], date], cpr: CprField) -> None:
        super().__init__(today, width=0, example=tc("placeholder", "dd-mm-yyyy"))
        self._cpr = cpr

    def problem(self) -> Text | None:
        """Return a sentence when the words are no day: nobody is born tomorrow."""
        if self.is_empty() or self.value() is not None:
            return super().problem()
        return t("This is not a day. Write for example 03-12-1990.")

    def remark(self) -> Text | None:
        """Say which birth date the CPR number has, where it is another."""
        number, day = self._cpr.number(), self.value()
        if number is None or day is None or number.birth_date == day:
            return None
        return t(
            "The CPR number says {day:numeric}. That can be right: compare it with the citizen's papers.",
            day=number.birth_date,
        )


def add_birth(form: Form, today: Callable[[], date]) -> None:
    """Add the birth date to a form that has a CPR number already."""
    cpr = form.field("cpr")
    assert isinstance(cpr, CprField)
    form.add("birth_date", t("Birth date"), BirthField(today, cpr))
    cpr.changed.connect(lambda: form.block("birth_date").set_error(None))
