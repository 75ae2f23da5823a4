"""Where overlong words may be broken, and that they are copied whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.labels import Label, breakable

_MAY_BREAK = "\N{ZERO WIDTH SPACE}"


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("2 sider: indkaldelse-1101-2026-12-08.pdf", ["2 sider: indkaldelse-", "1101-", "2026-", "12-", "08.pdf"]),
        ("Rindfleischetikettierung", ["Rindfleischetikettierung"]),
        (f"ja-{'a' * 31}", [*"ja-", *"a" * 31]),
        ("-" * 31, [*"-" * 31]),
    ],
)  # fmt: skip
def test_an_overlong_name_is_broken_between_its_parts_and_any_other_word_anywhere(
    words: str, parts: list[str]
) -> None:
    assert breakable(words).split(_MAY_BREAK) == parts


def test_an_overlong_word_that_can_be_marked_is_not_cut_and_is_copied_whole(
    shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    link = f"https://nordby.example/{'lang' * 40}"
    label = Label(f"Se {link} i dag", wrap=True, selectable=True)
    label.setFixedWidth(300)
    shown(label)
    assert label.heightForWidth(300) > 3 * label.fontMetrics().height()
    label.setSelection(0, len(breakable(f"Se {link} i dag")))
    label.setFocus()
    qtbot.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == f"Se {link} i dag"
