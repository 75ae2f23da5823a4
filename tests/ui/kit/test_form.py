"""The form: errors under fields, nothing cleared, drafts as one types."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.kit.conftest import TODAY, today
from ui.kit import CheckField, ChoiceChips, DateField, Form, LongText, TextField, say, unnamed

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def form(shown: Show) -> Form:
    made = Form(columns=2)
    made.add("purpose", "Purpose", TextField(), required="Write the purpose: it is in the letter.")
    made.add("next", "Next talk", DateField(today), help_text="A working day")
    made.add("notes", "Notes", LongText(), note="(facts)", span=2)
    made.add("how", "How", ChoiceChips([("m", "Meeting"), ("p", "Phone")]), required="Choose how you met.")
    made.add("print", "Afterwards", CheckField("Print"))
    shown(made)
    return made


def typed(form: Form, qtbot: QtBot, name: str, words: str) -> None:
    """Type into a field as a user does."""
    form.focus_field(name)
    qtbot.keyClicks(form.field(name).focus_target(), words)


def test_errors_stand_under_their_fields_and_the_first_gets_the_focus(form: Form, qtbot: QtBot) -> None:
    typed(form, qtbot, "next", "not a day")
    typed(form, qtbot, "notes", "kept")
    assert not form.validate()
    assert list(form.errors()) == ["purpose", "next", "how"]
    assert form.errors()["purpose"] == "Write the purpose: it is in the letter."
    assert form.field("purpose").focus_target().hasFocus()
    assert form.values()["notes"] == "kept"
    assert "Write the purpose" in form.field("purpose").focus_target().accessibleDescription()


def test_an_error_goes_when_its_field_is_changed(form: Form, qtbot: QtBot) -> None:
    form.validate()
    typed(form, qtbot, "purpose", "F")
    assert list(form.errors()) == ["how"]


def test_a_hidden_field_is_not_asked_for(form: Form) -> None:
    form.show_field("how", shown=False)
    form.set_values({"purpose": "Follow-up"})
    assert form.validate()


def test_values_go_in_and_out_without_making_it_dirty(form: Form) -> None:
    values = {"purpose": "Follow-up", "next": TODAY, "notes": "a\nb", "how": "p", "print": True}
    form.set_values({**values, "unknown": 1})
    assert form.values() == values
    assert not form.is_dirty()


def test_typing_makes_dirty_and_a_draft_within_two_seconds(form: Form, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.drafted, timeout=2000) as drafted:
        typed(form, qtbot, "notes", "hel")
        assert form.is_dirty()
    assert drafted.args is not None
    assert drafted.args[0]["notes"] == "hel"
    form.mark_clean()
    assert not form.is_dirty()


def test_one_who_never_pauses_still_gets_drafts(form: Form, qtbot: QtBot) -> None:
    drafts: list[dict[str, object]] = []
    form.drafted.connect(drafts.append)
    form.focus_field("notes")
    for _ in range(22):
        qtbot.keyClicks(form.field("notes").focus_target(), "x")
        qtbot.wait(100)
    assert drafts, "no draft though typing went on for over two seconds"


def test_what_is_saved_leaves_no_draft_behind(form: Form, qtbot: QtBot) -> None:
    drafts: list[object] = []
    form.drafted.connect(drafts.append)
    typed(form, qtbot, "notes", "a")
    form.mark_clean()
    form.flush_draft()
    assert not drafts
    typed(form, qtbot, "notes", "b")
    form.flush_draft()
    form.flush_draft()
    assert len(drafts) == 1


def test_tab_goes_through_the_fields_in_order(form: Form, qtbot: QtBot) -> None:
    form.focus_field("purpose")
    order = []
    for _ in range(5):
        focused = form.window().focusWidget()
        assert focused is not None
        order.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    wanted = [form.field(name).focus_target() for name in ("purpose", "next", "notes", "how")]
    assert order[:4] == wanted


def test_ctrl_enter_submits_and_plain_enter_does_not(form: Form, qtbot: QtBot) -> None:
    target = form.field("purpose").focus_target()
    with qtbot.waitSignal(form.submitted):
        qtbot.keyClick(target, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    with qtbot.assertNotEmitted(form.submitted):
        qtbot.keyClick(target, Qt.Key.Key_Return)


def test_every_field_has_a_name(form: Form) -> None:
    assert unnamed(form) == []
    assert form.field("purpose").focus_target().accessibleName() == "Purpose"


def test_read_only_keeps_the_words_readable(form: Form, qtbot: QtBot) -> None:
    form.set_values({"purpose": "Follow-up", "notes": "kept"})
    form.set_read_only(True)
    for name in ("purpose", "notes"):
        qtbot.keyClicks(form.field(name).focus_target(), "x")
    assert form.values()["purpose"] == "Follow-up"
    assert form.values()["notes"] == "kept"
    assert form.field("purpose").focus_target().isEnabled()


def test_half_a_day_is_in_the_draft_and_stands_there_again(shown: Show) -> None:
    form = Form()
    day = DateField(today)
    form.add("day", "Day", day)
    shown(form)
    day.edit.setText("14/1x")
    day.edit.textEdited.emit("14/1x")
    drafts: list[dict[str, Any]] = []
    form.drafted.connect(drafts.append)
    form.flush_draft()
    assert drafts == [{"day": None, "half": {"day": ["14/1x"]}}]
    form.set_values({"day": date(2026, 12, 1)})
    assert form.half() == {}
    assert form.errors() == {}
    form.set_values(drafts[0])
    assert day.edit.text() == "14/1x"
    assert form.errors() == {"day": say(day.problem() or "")}  # said at once, not only when it is left again
    assert not form.validate()


def test_an_impossible_day_is_told_when_its_field_is_left(shown: Show, qtbot: QtBot) -> None:
    form = Form()
    field, other = DateField(today, earliest=TODAY), TextField()
    form.add("day", "Day", field)
    form.add("other", "Other", other)
    shown(form)
    for typed, said in (
        ("31-02-2026", "This is not a day. Write for example 12/3, tomorrow or +14."),
        ("01-02-2026", "The day must be 24 November 2026 or later."),
    ):
        field.edit.setFocus()
        field.edit.clear()
        qtbot.keyClicks(field.edit, typed)
        assert form.errors() == {}  # not while it is typed
        qtbot.keyClick(field.edit, Qt.Key.Key_Tab)
        assert form.errors() == {"day": said}
        assert (field.edit.text(), other.edit.hasFocus()) == (typed, True)
    field.edit.setFocus()
    qtbot.keyClicks(field.edit, "x")
    assert form.errors() == {}
    field.edit.clear()
    qtbot.keyClick(field.edit, Qt.Key.Key_Tab)
    assert form.errors() == {}
