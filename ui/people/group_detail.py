"""The second question of some target groups: the insurance, or the sickness category."""

from __future__ import annotations

from typing import Any

from caseworker.base.text import Text, tc
from caseworker.people.groups import DETAIL
from caseworker.people.words import CATEGORIES, INSURED
from ui.kit import Form, SelectField

_DETAIL = {"insured": tc("field", "Insured"), "category": tc("field", "Category")}


def show_detail(form: Form, group: str) -> None:
    """Show the second question of a target group, where it has one: insurance or sickness category."""
    asked = DETAIL.get(group.partition(" ")[0])
    form.show_field("detail", shown=asked is not None)
    field = form.field("detail")
    assert isinstance(field, SelectField)
    choices: list[tuple[Any, Text]] = [*INSURED.items()] if asked == "insured" else [*CATEGORIES.items()]
    field.set_choices(choices if asked else [])
    form.block("detail").set_label(_DETAIL.get(asked or "", tc("field", "Category")))
