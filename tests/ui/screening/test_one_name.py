"""One thing has one English name across the rooms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

_PO = Path(__file__).parents[3] / "resources" / "locale" / "da"
# Names that another one has taken the place of.
_OTHERS = ("Activities", "In person", "Screening started", "conversation")


@pytest.mark.parametrize("word", _OTHERS)
def test_a_second_english_name_is_not_used(word: str) -> None:
    texts = [
        text
        for file in sorted(_PO.glob("*.po"))
        for text in re.findall(r'^(?:msgid|msgid_plural) "(.*)"$', file.read_text("utf-8"), re.MULTILINE)
    ]
    assert texts
    assert [text for text in texts if re.search(rf"\b{word}s?\b", text)] == []
