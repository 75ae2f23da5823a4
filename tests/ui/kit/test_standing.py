"""What was typed in a form is laid over the record as it stands now; what clashes is named."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.kit.conftest import today
from ui.kit import CheckField, ChoiceChips, DateField, Form, NumberField, SelectField, TextField, set_language
from ui.kit.standing import WAS

Show = Callable[[QWidget], QWidget]
STORED: dict[str, Any] = {
    "phone": "11", "day": date(2026, 11, 24), "hours": Decimal("7.5"), "goals": ["a"], "who": "k", "safe": False,
}  # fmt: skip
CHANGED: dict[str, Any] = {
    "phone": "77", "day": date(2026, 12, 1), "hours": Decimal(8), "goals": ["b"], "who": "m", "safe": True,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("da")


def opened(stored: dict[str, Any]) -> Form:
    """Return a form opened on a record."""
    form = Form()
    form.add("phone", "Phone", TextField())
    form.add("day", "Day", DateField(today))
    form.add("hours", "Hours", NumberField(decimals=1))
    form.add("goals", "Goals", ChoiceChips([("a", "Debt"), ("b", "Work")], multi=True))
    form.add("who", "Who", SelectField([("k", "Karen"), ("m", "Mette")]))
    form.add("safe", "Care", CheckField("The address is protected"))
    form.set_values(stored)
    form.stands()
    return form


def drafted(form: Form) -> dict[str, Any]:
    """Return the form's draft after a way through the drafts file."""
    kept = form.draft()
    assert json.loads(json.dumps(kept[WAS])) == kept[WAS]
    return kept


@pytest.mark.parametrize("name", STORED)
def test_only_what_was_typed_is_laid_over_the_record(name: str) -> None:
    form = opened(STORED)
    form.set_values({name: CHANGED[name]})
    now = opened(CHANGED | {name: STORED[name]})
    now.take_up(drafted(form))
    assert now.values() == CHANGED
    assert now.standing.clash_words() == ""
    assert "changed elsewhere meanwhile" in now.standing.news_words()
    assert now.standing.typed() == [name]


@pytest.mark.parametrize(
    ("name", "typed", "there"),
    [
        ("phone", "99", "77"),
        ("day", date(2026, 11, 30), "01-12-2026"),
        ("hours", Decimal(9), "8"),
        ("goals", ["a", "b"], "Work"),
        ("who", None, "Mette"),
    ],
)
def test_what_both_have_changed_keeps_the_words_and_is_named(name: str, typed: Any, there: str) -> None:
    form = opened(STORED)
    form.set_values({name: typed})
    now = opened(STORED | {name: CHANGED[name]})
    now.take_up(drafted(form))
    assert now.values() == STORED | {name: typed}
    label = name.capitalize()
    assert now.standing.clash_words() == (
        f"“{label}” was changed elsewhere to “{there}”. Your words stand here: look before you save."
    )
    assert now.standing.news_words() == ""
    again = opened(STORED | {name: CHANGED[name]})
    again.take_up(drafted(now))  # typed on, put away, and gone on with once more
    assert again.standing.clash_words() == now.standing.clash_words()
    again.set_values({name: STORED[name]})  # the old value is what is wished now
    last = opened(STORED | {name: CHANGED[name]})
    last.take_up(drafted(again))
    assert last.values() == STORED


def test_both_having_written_the_same_is_no_clash() -> None:
    form = opened(STORED)
    form.set_values({"phone": "77"})
    now = opened(STORED | {"phone": "77"})
    now.take_up(drafted(form))
    assert now.standing.told() == []


def test_what_is_no_value_yet_counts_as_typed() -> None:
    form = opened(STORED)
    edit = form.field("day").focus_target()
    assert isinstance(edit, QLineEdit)
    edit.setText("31-")
    edit.textEdited.emit("31-")
    now = opened(CHANGED)
    now.take_up(drafted(form))
    assert now.half() == {"day": ["31-"]}
    assert now.standing.clashes() == ["day"]
    assert now.values() | {"day": None} == CHANGED | {"day": None}


def test_an_open_form_follows_its_record_and_keeps_what_is_typed(shown: Show, qtbot: QtBot) -> None:
    form = opened(STORED)
    shown(form)
    form.focus_field("phone")
    qtbot.keyClicks(form.field("phone").focus_target(), "9")
    now = opened(CHANGED)
    now.standing.follow(opened(CHANGED))  # nothing typed, nothing changed: nothing to say
    assert now.standing.told() == []
    form.standing.follow(now)
    assert form.values() == CHANGED | {"phone": form.values()["phone"]}
    assert "9" in form.values()["phone"]
    assert "“Phone” was changed elsewhere to “77”." in form.standing.clash_words()
    assert form.standing.news_words() == (
        "“Day”, “Hours”, “Goals”, “Who”, “The address is protected” were changed elsewhere meanwhile, "
        "and are shown as they stand now."
    )
    form.standing.follow_values({"phone": ""})
    assert form.standing.clash_words().startswith("“Phone” was emptied elsewhere.")


def test_a_draft_that_does_not_say_what_was_typed_is_shown_whole() -> None:
    form = opened(CHANGED)
    form.take_up({"phone": "99", "day": None})
    assert form.values() == CHANGED | {"phone": "99", "day": None}


def test_a_form_of_a_new_record_keeps_nothing_of_one() -> None:
    form = Form()
    form.add("phone", "Phone", TextField())
    assert form.draft() == {"phone": ""}
