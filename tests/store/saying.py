"""What every refusal must be: one clear sentence in both languages, without a code or an open placeholder."""

from __future__ import annotations

import re

from caseworker.base.errors import CaseworkerError
from caseworker.base.text import render

_ODD = re.compile(r"[{}]|Traceback|Error\b|Exception|\b0x[0-9a-f]{6}|!")


def sentences(error: CaseworkerError) -> tuple[str, str]:
    """Return the error's Danish and English, checked: translated, whole, and saying what to do."""
    danish, english = render(error.text, "da"), render(error.text, "en")
    assert danish != english
    for words in (danish, english):
        assert words[0].isupper() or words[0] in "»“"
        assert words.endswith(".")
        assert not _ODD.search(words), words
    return danish, english
