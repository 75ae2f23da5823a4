"""Very long words in the talk's notes: the count of characters stands below the words, never over them."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel, QWidget

from tests.ui.contacts.window import Window
from ui.kit import LongText

_TOO_MUCH = "ord og flere ord " * 3060


@pytest.mark.parametrize("height", [600, 720, 768, 1080])
def test_the_count_stands_below_the_words(window: Window, height: int) -> None:
    window.frame.resize(1280, height)
    window.go("talk", field="start")
    form = window.talk.form
    for name in ("facts", "citizen_says", "assessment"):
        field = form.field(name)
        assert isinstance(field, LongText)
        field.edit.setPlainText(_TOO_MUCH)
    window.settle()
    for name in ("facts", "citizen_says", "assessment"):
        field = form.field(name)
        assert isinstance(field, LongText)
        words, count = _place(field.edit, form), _place(field._foot, form)  # noqa: SLF001 - the line below
        assert field._counter.isVisible()  # noqa: SLF001 - the count
        assert count.top() > words.bottom(), name
        assert _place(form.block(name), form).contains(count), name
        assert _place(form.block(name), form).contains(words), name


def _place(widget: QWidget, within: QWidget) -> QRect:
    return QRect(widget.mapTo(within, QPoint(0, 0)), widget.size())


def test_a_very_long_outcome_leaves_room_for_the_other_talks(window: Window) -> None:
    window.case.was(date(2026, 11, 6), outcome="Aftalt en hel del. " * 200)
    window.case.was(date(2026, 11, 9), outcome="Kort")
    card = window.go("contacts").list.talks
    said = [label for label in card.findChildren(QLabel) if label.text().startswith("Aftalt")]
    assert len(said[0].text()) < 400
    window.user.click(window.button("Show all of it", card))
    assert len(said[0].text()) > 3000
