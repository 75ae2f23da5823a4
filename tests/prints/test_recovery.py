"""The recovery code on paper."""

from __future__ import annotations

import pytest

from caseworker.prints.recovery import recovery_pdf
from tests.prints.reader import TaggedPdf

CODE = "ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-2345"


@pytest.mark.parametrize("language", ["da", "en"])
def test_one_calm_page_with_the_whole_code(language: str) -> None:
    printed = recovery_pdf(CODE, language=language)
    read = TaggedPdf(printed.pdf)
    assert printed.pages == 1
    assert read.faults == []
    words = read.root.text()
    assert "ABCD-EFGH-JKMN-PQRS" in words
    assert "TVWX-YZ01-2345" in words
    assert len(read.root.find("H1")) == 1
    assert len(read.root.find("LI")) == 6


def test_the_sheet_speaks_the_language_asked_for() -> None:
    assert recovery_pdf(CODE, language="da").title == "Gendannelseskode"
    assert recovery_pdf(CODE, language="en").title == "Recovery code"


def test_the_same_code_gives_the_same_bytes() -> None:
    assert recovery_pdf(CODE, language="da").pdf == recovery_pdf(CODE, language="da").pdf
    assert recovery_pdf(CODE, language="da").pdf != recovery_pdf(CODE[::-1], language="da").pdf
