"""The language of the window and of Qt's own words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QLocale

from caseworker.base.text import raw, tc
from ui.kit import language, say, set_language


def test_words_follow_the_language() -> None:
    undo = tc("button", "Undo")
    assert say(undo) == "Undo"
    set_language("da")
    assert say(undo) == "Fortryd"
    assert language() == "da"
    assert QLocale().language() == QLocale.Language.Danish


def test_what_is_already_words_stays() -> None:
    assert say("Åse & {x}") == "Åse & {x}"
    assert say(raw("»Ja«")) == "»Ja«"


def test_qt_speaks_danish_too_and_stops_again() -> None:
    set_language("da")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Annuller"
    set_language("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="sv"):
        set_language("sv")


def test_the_file_dialog_is_danish_where_qt_s_own_danish_has_gaps() -> None:
    set_language("da")
    assert QCoreApplication.translate("QFileDialog", "&Look in:") == "&Placering:"
    assert QCoreApplication.translate("QFileDialog", "&Save") == "&Gem"
    set_language("en")
    assert QCoreApplication.translate("QFileDialog", "&Look in:") == "&Look in:"
