"""Compares the tagged plan with the same pages in plain reportlab: python -m tests.prints.compare_speed."""

from __future__ import annotations

import sys
import time as clock
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from statistics import median

from reportlab.lib import styles
from reportlab.lib.pagesizes import A4
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from caseworker.prints.kit.fonts import REGULAR, font
from caseworker.prints.plan import plan_pdf
from caseworker.prints.records import Promise
from tests.prints.reader import Node, TaggedPdf
from tests.prints.samples import JONAS

ROUNDS = 15


def four_pages() -> bytes:
    """Return the sample plan with enough activities and agreements for four pages."""
    promises = tuple(Promise(f"ringer til skolen om prøve nummer {number}") for number in range(40))
    plan = replace(JONAS, activities=JONAS.activities * 6, citizen_promises=promises)
    return plan_pdf(plan, language="da").pdf


def plain(root: Node) -> bytes:
    """Set the same words with reportlab's own paragraphs and tables, without any tags."""
    style = styles.ParagraphStyle("plain", fontName=REGULAR, fontSize=11, leading=15.5)
    story = []
    for node in root.kids:
        if node.tag == "Table":
            rows = [[Paragraph(cell.words, style) for cell in row.kids] for row in node.find("TR")]
            story.append(Table(rows, repeatRows=1))
        else:
            story += [Paragraph(part.words, style) for part in node.walk() if part.words]
    out = BytesIO()
    margins = {"leftMargin": 45, "rightMargin": 45, "topMargin": 66, "bottomMargin": 58}
    SimpleDocTemplate(out, pagesize=A4, pageCompression=1, **margins).build(story)
    return out.getvalue()


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of a few rounds."""
    taken = []
    for _ in range(ROUNDS):
        start = clock.perf_counter()
        work()
        taken.append(clock.perf_counter() - start)
    return median(taken)


if __name__ == "__main__":
    font(REGULAR)
    tagged = TaggedPdf(four_pages())
    ours, reference = seconds(four_pages), seconds(lambda: plain(tagged.root))
    sys.stdout.write(
        f"tagged: {len(tagged.pdf.pages)} pages, {ours * 1000:.1f} ms\n"
        f"plain:  {reference * 1000:.1f} ms\n"
        f"ratio:  {ours / reference:.2f}\n"
    )
