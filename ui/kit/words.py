"""The language the window speaks now. Pages are built anew after a switch."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from caseworker.base.text import LANGUAGES, Text, format_count, render


class _Speech:
    """The language in force and the translator of Qt's own words."""

    language: str = "da"
    translator: QTranslator | None = None


def language() -> str:
    """Return the language of the window, "da" or "en"."""
    return _Speech.language


def set_language(chosen: str) -> None:
    """Make the window speak "da" or "en", Qt's own buttons and menus included.

    Raises ValueError for another language.
    """
    if chosen not in LANGUAGES:
        raise ValueError(chosen)
    _Speech.language = chosen
    QLocale.setDefault(
        QLocale(QLocale.Language.Danish, QLocale.Country.Denmark)
        if chosen == "da"
        else QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    )
    app = QCoreApplication.instance()
    if app is None:
        return
    if _Speech.translator is not None:
        app.removeTranslator(_Speech.translator)
        _Speech.translator = None
    if chosen == "da":
        translator = QTranslator(app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load("qtbase_da", folder):
            app.installTranslator(translator)
            _Speech.translator = translator


def say(text: Text | str) -> str:
    """Put a text into words in the window's language. A plain string passes unchanged."""
    return render(text, _Speech.language)


def say_count(number: int) -> str:
    """Put how many there are into the window's language, with thousands apart."""
    return format_count(number, _Speech.language)
