"""One form of the plan as the panel shows it: its fields, what saving does, and what else can be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from caseworker.base.text import Text, t
from ui.kit.buttons import Button
from ui.kit.day_field import DateField
from ui.kit.form import Form
from ui.kit.standing import HALF, WAS
from ui.plan.small_acts import SmallAct


@dataclass(slots=True)
class Sheet:
    """A form in the panel.

    `key` names the form, `record_id` the record it writes or will make, `about` the record that an act
    without a form of its own concerns. `first` is the field that gets the focus. `again` are the words of
    "save and write one more". `acts` stand quietly at the bottom, `turns` beside them lead to another form,
    which gets what was typed in this one: its draft is `carried` there, and saved along.
    `above` are widgets over the fields; `follow` draws them as the plan stands now and returns whether the form can
    be saved by that. `stored` are the fields that show what stands in the record, None for
    all of them; of a new record there are none.
    """

    key: str
    record_id: str
    title: Text
    form: Form
    save_words: Text
    is_new: bool = False
    about: str = ""
    again: Text | None = None
    acts: list[SmallAct] = field(default_factory=list)
    turns: list[tuple[Text, Callable[[dict[str, Any] | None], object]]] = field(default_factory=list)
    above: list[QWidget] = field(default_factory=list)
    follow: Callable[[], bool] | None = None
    fold: Fold | None = None
    first: str = ""
    carried: dict[str, Any] | None = None
    stored: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        """Take what the form shows now for what stands in the record."""
        if not self.is_new:
            self.form.stands(self.stored)

    def follow_plan(self, save: QWidget) -> None:
        """Let what stands over the fields follow the plan; `save` can be pressed only where that leaves something."""
        if self.follow is not None:
            save.setEnabled(self.follow())

    def is_internal(self) -> bool:
        """Return whether what stands in it is marked as only for the internal edition."""
        return bool(self.form.values().get("internal") or (self.carried or {}).get("internal"))

    def typed(self) -> dict[str, Any]:
        """Return what stands in it as a draft keeps it."""
        return packed(self.form.draft())

    def restore(self, values: Mapping[str, Any]) -> None:
        """Show what a draft holds, unfolded where it is something else than what stood there."""
        stood = self.form.values()
        self.form.take_up(unpacked(self.form, values))
        if self.fold is not None:
            self.fold.open_for_change(stood)


class Fold(Button):
    """Folds the fields that are seldom needed away, and unfolds them."""

    def __init__(self, form: Form, names: Iterable[str]) -> None:
        super().__init__(t("More fields"), kind="quiet", icon="chevron-right", on_click=self.switch)
        self._form, self._names = form, tuple(names)
        self._open = False

    def switch(self) -> None:
        """Fold or unfold."""
        self.set_open(on=not self._open)

    def set_open(self, *, on: bool) -> None:
        """Show the fields or not."""
        self._open = on
        for name in self._names:
            self._form.show_field(name, shown=on)
        self.set_text(t("Fewer fields") if on else t("More fields"))
        self.set_icon("chevron-down" if on else "chevron-right")

    def open_for(self, name: str) -> None:
        """Unfold where a field in it is asked for."""
        if name in self._names:
            self.set_open(on=True)

    def open_for_problems(self) -> None:
        """Unfold where something in it cannot be saved as it stands."""
        if any(self._form.field(name).problem() for name in self._names):
            self.set_open(on=True)

    def open_for_change(self, stood: Mapping[str, Any]) -> None:
        """Unfold where something in it stands otherwise than it `stood`, or cannot be saved as it stands."""
        if any(self._form.field(name).value() != stood[name] for name in self._names):
            self.set_open(on=True)
        self.open_for_problems()


def packed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a form's values as plain JSON data, for a draft."""
    return {name: _packed(value) for name, value in values.items()}


def unpacked(form: Form, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a draft's values as the fields of the form take them. Names the form lacks are passed over."""
    found: dict[str, Any] = {}
    for name in form.names():
        if name not in values:
            continue
        value = values[name]
        is_day = isinstance(form.field(name), DateField)
        found[name] = date.fromisoformat(value) if is_day and value else value
    return found | {name: values.get(name, {}) for name in (HALF, WAS)}


def _packed(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return list(value) if isinstance(value, tuple) else value
