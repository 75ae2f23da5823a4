"""Writes the golden texts anew: python -m tests.prints.write_golden, then look at the difference."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from caseworker.prints.plan import plan_pdf
from caseworker.prints.records import Printed
from caseworker.prints.summons import summons_pdf
from tests.prints.reader import TaggedPdf
from tests.prints.samples import EMPTY, JONAS, LETTER

GOLDEN = Path(__file__).parent / "golden"
DOCUMENTS: dict[str, Callable[[], Printed]] = {
    "plan_da": lambda: plan_pdf(JONAS, language="da"),
    "plan_en": lambda: plan_pdf(JONAS, language="en"),
    "plan_empty_da": lambda: plan_pdf(EMPTY, language="da"),
    "letter_da": lambda: summons_pdf(LETTER, language="da"),
    "letter_en": lambda: summons_pdf(LETTER, language="en"),
}


def outline(name: str) -> str:
    """Return the structure and the words of a document."""
    return TaggedPdf(DOCUMENTS[name]().pdf).outline()


if __name__ == "__main__":
    for document in DOCUMENTS:
        (GOLDEN / f"{document}.txt").write_text(outline(document), "utf-8")
