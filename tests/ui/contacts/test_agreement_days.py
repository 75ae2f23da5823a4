"""A day that cannot be, or is over, in the agreements of a talk: told, kept as typed, and no other in its place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from caseworker.plan.queries import agreements_of
from tests.ui.contacts.window import Window
from ui.contacts.agreements_field import AgreementsField
from ui.kit.labels import Label

_NO_DAY = "This is not a day. Write for example 12/3, tomorrow or +14."


def _agreements(window: Window) -> AgreementsField:
    field = window.talk.form.field("agreements")
    assert isinstance(field, AgreementsField)
    return field


def _error(window: Window) -> str:
    return window.talk.form.errors().get("agreements", "")


def _remark(window: Window) -> str:
    labels = window.talk.form.block("agreements").findChildren(Label)
    return " ".join(one.text() for one in labels if one.isVisible() and one.text().startswith("“"))


@pytest.mark.parametrize("typed", ["32/13", "31/2", "onsdagg"])
def test_a_day_that_cannot_be_is_told_kept_and_not_saved(window: Window, typed: str) -> None:
    window.go("talk", window.case.book(), "start")
    field, form = _agreements(window), window.talk.form
    window.user.write_and_enter(field.entry, "Vi sender brev, 10/12")
    (one,) = field.rows()
    window.write(one.day, typed)
    field.entry.setFocus()
    assert (one.day.text(), _error(window)) == (typed, _NO_DAY)
    assert field.value()[0]["due_on"] is None
    window.user.write(form.field("purpose"), "Samtale")
    window.talk.save()
    window.settle()
    assert (one.day.text(), _error(window)) == (typed, _NO_DAY), "nothing is saved with another day"
    assert not window.case.read(agreements_of, window.case.case_id)
    window.reopen()
    window.go("talk", field="draft")
    (one,) = _agreements(window).rows()
    assert one.day.text() == typed, "the draft keeps what was typed"
    one.side.click()
    assert one.day.text() == typed
    window.write(one.day, "11/12")
    assert _agreements(window).value()[0]["due_on"] == "2026-12-11"
    assert _error(window) == ""


def test_escape_brings_the_day_back_that_stood_there(window: Window) -> None:
    window.go("talk", window.case.book(), "start")
    field = _agreements(window)
    window.user.write_and_enter(field.entry, "Vi sender brev, 10/12")
    (one,) = field.rows()
    window.write(one.day, "32/13")
    window.qtbot.keyClick(one.day, Qt.Key.Key_Escape)
    assert (field.value()[0]["due_on"], field.problem()) == ("2026-12-10", None)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Vi sender kurset, 31/2", "31/2"),
        ("Vi sender kurset senest 31/2", "31/2"),
        ("Vi sender kurset, onsdagg", "onsdagg"),
    ],
)
def test_a_line_whose_day_cannot_be_stays_and_says_so(window: Window, line: str, day: str) -> None:
    window.go("talk", window.case.book(), "start")
    field, told = _agreements(window), f"“{day}” is not a day. Write for example 12/3, or leave the day out."
    window.user.write_and_enter(field.entry, line)
    assert (field.value(), field.pending(), _error(window)) == ([], line, told)
    window.user.write(field.entry, f"{line}x")
    assert _error(window) == ""
    window.user.write(field.entry, line)
    window.talk.save()  # takes in what waits for Enter
    window.settle()
    assert (field.pending(), _error(window)) == (line, told)
    assert not window.case.read(agreements_of, window.case.case_id)


def test_a_line_whose_day_is_over_stays_and_says_so(window: Window) -> None:
    window.go("talk", window.case.book(), "start")
    field, line = _agreements(window), "Vi ringer til banken, 1/11"
    told = "1 November 2026 has passed. Write a day to come, or leave the day out."
    window.user.write_and_enter(field.entry, line)
    assert (field.value(), field.pending(), _error(window)) == ([], line, told)
    window.talk.save()
    window.settle()
    assert (field.pending(), _error(window)) == (line, told)
    assert not window.case.read(agreements_of, window.case.case_id)
    window.user.write_and_enter(field.entry, f"{line}-27")
    assert [one["due_on"] for one in field.value()] == ["2027-11-01"]
    assert _error(window) == ""
    # A day that is over inside what is agreed is no day to be done by.
    window.user.write_and_enter(field.entry, "Vi sender referatet af mødet den 1/11")
    assert field.value()[1]["words"] == "Vi sender referatet af mødet den 1/11"


def test_what_is_wrong_in_words_that_are_back_is_said_at_once(window: Window) -> None:
    window.go("talk", window.case.book(), "start")
    line, told = (
        "Vi sender kurset, 31/2",
        "“31/2” is not a day. Write for example 12/3, or leave the day out.",
    )
    window.write(_agreements(window).entry, line)
    window.write(window.talk.foot.next_at.day.edit, "31/2")
    window.reopen()
    window.go("talk", field="draft")
    assert (_agreements(window).pending(), _error(window)) == (line, told)
    assert window.talk.foot.next_at.day.edit.text() == "31/2"
    assert window.talk.foot.error() != ""
    window.write(_agreements(window).entry, "Vi sender kurset")
    assert _error(window) == ""
    window.user.write_and_enter(_agreements(window).entry, "Vi sender brev, 10/12")
    (one,) = _agreements(window).rows()
    window.write(one.day, "onsdagg")
    window.reopen()
    window.go("talk", field="draft")
    assert _error(window) == _NO_DAY


def test_what_may_be_no_day_is_a_remark_and_keeps_nothing_from_being_saved(window: Window) -> None:
    window.go("talk", window.case.book(), "start")
    field, form = _agreements(window), window.talk.form
    for words in ("Hans møder på hold 2/19", "Hans tager bus 3/14"):
        window.user.write_and_enter(field.entry, words)
    assert [(one["words"], one["due_on"]) for one in field.value()] == [
        ("Hans møder på hold 2/19", None), ("Hans tager bus 3/14", None),
    ]  # fmt: skip
    assert _error(window) == ""
    assert field.problem() is None
    assert _remark(window) == "“2/19”, “3/14” are not read as days."
    window.user.write(form.field("purpose"), "Samtale")
    window.talk.save()
    window.settle()
    assert len(window.case.read(agreements_of, window.case.case_id)) == 2


def test_every_line_whose_day_is_over_or_cannot_be_is_named(window: Window) -> None:
    window.go("talk", window.case.book(), "start")
    field = _agreements(window)
    for words in ("Vi ringer til banken 1/11", "Vi sender brev 31/2", "Hans ringer 2/11", "Vi mødes 10/12"):
        window.user.write_and_enter(field.entry, words)
    day = "2026-11-25"  # the next working day: ours had none
    assert [one["due_on"] for one in field.value()] == [day, day, None, "2026-12-10"]
    odd, over = "“31/2” is not read as a day.", "have passed and do not become the dates of the agreements."
    assert _remark(window) == f"{odd} “1/11”, “2/11” {over}"
    window.user.write(field.entry, "Vi skriver 3/11")
    assert _remark(window) == f"{odd} “1/11”, “2/11”, “3/11” {over}"
    window.reopen()
    window.go("talk", field="draft")
    assert _remark(window) == f"{odd} “1/11”, “2/11”, “3/11” {over}", "of what waits for Enter too"
    field = _agreements(window)
    window.user.write(field.entry, "")
    for one in field.rows()[:2]:
        window.write(one.day, "11/12")
    assert _remark(window) == "“2/11” has passed and does not become the date of the agreement."
