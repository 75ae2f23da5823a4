"""Words that the program has written into a record, found again so that a print says them in its own language."""

from __future__ import annotations

from caseworker.base.text import Text, phrase_of, render, t, tc
from caseworker.contacts.words import PURPOSES
from caseworker.plan.catalogue import Catalogue, load_catalogue
from caseworker.plan.content import ActivityLine

# Ways to confirm a plan and purposes of a talk that the window offers. They are kept as plain words, since
# whoever writes them may write others; those stand as they are written.
PHRASES: tuple[Text, ...] = (
    t("Agreed in the talk"),
    tc("confirmed", "Signed"),
    t("Confirmed on the phone"),
    t("Confirmed in writing"),
    *PURPOSES.values(),
)


def in_print_language(words: str, language: str) -> str:
    """Return a phrase of the program in "da" or "en"; words that somebody wrote are returned unchanged."""
    phrase = phrase_of(words, PHRASES)
    return words if phrase is None else render(phrase, language)


class EffortWords:
    """Titles and purposes of efforts. Those that stand as the catalogue offers them are put into a language."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._catalogue: Catalogue | None = None

    def title(self, line: ActivityLine) -> str:
        """Return what an effort is called."""
        return self._words(line.type_code, line.title)

    def purpose(self, line: ActivityLine) -> str:
        """Return what an effort does for the citizen."""
        return self._words(line.type_code, line.contribution)

    def _words(self, code: str, words: str) -> str:
        if not code:
            return words
        if self._catalogue is None:
            self._catalogue = load_catalogue()
        if entry := self._catalogue.entry(code):
            for offered in (entry.name, entry.purpose):
                if words.strip() in (offered.da, offered.en):
                    return offered.in_language(self._language)
        return words
