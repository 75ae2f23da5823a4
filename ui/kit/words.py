"""The language the window speaks now. Pages are built anew after a switch."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from caseworker.base.text import LANGUAGES, Text, format_count, render

# What Qt's own Danish leaves in English, by context.
_GAPS = {
    ("QFileDialog", "&Look in:"): "&Placering:",
    ("QFileDialog", "Files of &type:"): "Fil&type:",
    ("QFileDialog", "&Directory:"): "&Mappe:",
    ("QAbstractFileIconProvider", "Folder"): "Mappe",
    ("QAbstractFileIconProvider", "File Folder"): "Mappe",
    ("QAbstractFileIconProvider", "File"): "Fil",
    ("QAbstractFileIconProvider", "%1 File"): "%1-fil",
    ("QAbstractFileIconProvider", "Drive"): "Drev",
}


class _Gaps(QTranslator):
    """Translates what Qt's own translation lacks. Asked last, so it costs nothing else."""

    def translate(self, context: str, words: str, _note: str | None = None, _count: int = -1) -> str | None:
        """Return the Danish words, or nothing."""
        return _GAPS.get((context, words))

    def isEmpty(self) -> bool:
        """Say that there is something to find."""
        return False


class _Speech:
    """The language in force and the translators of Qt's own words."""

    language: str = "da"
    translators: tuple[QTranslator, ...] = ()


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
    for old in _Speech.translators:
        app.removeTranslator(old)
    _Speech.translators = ()
    if chosen == "da":
        own = QTranslator(app)
        own.load("qtbase_da", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        _Speech.translators = (_Gaps(app), own)  # the one installed last is asked first
        for translator in _Speech.translators:
            app.installTranslator(translator)


def say(text: Text | str) -> str:
    """Put a text into words in the window's language. A plain string passes unchanged."""
    return render(text, _Speech.language)


def say_count(number: int) -> str:
    """Put how many there are into the window's language, with thousands apart."""
    return format_count(number, _Speech.language)
