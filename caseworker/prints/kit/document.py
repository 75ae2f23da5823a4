"""Builds a document: what is said in reading order, then pages, then the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock

from caseworker.prints.kit import boxes
from caseworker.prints.kit.boxes import (
    Box,
    FigureBox,
    ItemBox,
    Label,
    Lacking,
    RowBox,
    Rule,
    TextBox,
    fitted,
    lacking_in,
)
from caseworker.prints.kit.canvas import PAGE_WIDTH, Canvas
from caseworker.prints.kit.fonts import SEMIBOLD, Style, letters_of, width_of
from caseworker.prints.kit.lines import Run, break_lines, clean
from caseworker.prints.kit.pages import FOOTER_Y, HEADER_Y, MARGIN, paginate
from caseworker.prints.kit.structure import Element

BODY = Style()
STRONG = Style(font=SEMIBOLD)
NOTE = Style(size=9, leading=13, grey=0.32)
LEAD = Style(size=11.5, leading=16.5, grey=0.25)
GOAL = Style(size=15, leading=20, font=SEMIBOLD)
TAG = Style(size=8, leading=13, font=SEMIBOLD, grey=0.15)
_HEADINGS = {
    1: (Style(size=22, leading=28, font=SEMIBOLD), 0.0),
    2: (Style(size=12.5, leading=17, font=SEMIBOLD), 18.0),
    3: (Style(size=11, leading=15.5, font=SEMIBOLD), 9.0),
}
_HEAD_CELL = Style(size=9, leading=13, font=SEMIBOLD, grey=0.2)
_GAP = 12.0  # points between columns
_HAIR = 0.6  # points: the thinnest rule that every printer draws
_ROW_RULE = Rule(below=_HAIR)

# One writer at a time: reportlab's font objects keep a reading position while they cut subsets.
_writing = Lock()

Words = str | Sequence[Run]


@dataclass(frozen=True, slots=True)
class Item:
    """A list item. Its label is a bullet, a box to tick (open or done) or a tick for what is reached.

    `spoken` is what a reader says instead of a drawn label.
    """

    words: Words
    label: Label = "bullet"
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands in the margins of each page. `footer_right` is given the page and the number of pages."""

    header_left: str
    header_right: str
    footer_left: str
    footer_right: Callable[[int, int], str]
    header_mark: str = ""
    first_header: bool = True


class Flow:
    """A column of content that is filled from top to bottom."""

    def __init__(self, parent: Element, width: float) -> None:
        self.parent, self.width = parent, width
        self.boxes: list[Box] = []

    def heading(self, level: int, words: str) -> None:
        """Add a heading of level 1 to 3; levels 1 and 2 become bookmarks. Without words there is none."""
        words = " ".join(clean(words).split())
        if not words:
            return
        style, before = _HEADINGS[level]
        element = self.parent.add(f"H{level}")
        lines = tuple(break_lines([Run(words, style)], self.width))
        outline = (level, words) if level < 3 else None
        box = TextBox(element, lines, style.leading, before, keeps_next=True, outline=outline)
        self.boxes.append(box)

    def paragraph(
        self, words: Words, style: Style = BODY, *, before: float = 5, keeps_next: bool = False
    ) -> None:
        """Add one paragraph."""
        self._text(self.parent.add("P"), words, style, before, keeps_next=keeps_next)

    def prose(self, words: str, style: Style = BODY, *, before: float = 5) -> None:
        """Add free text; an empty line begins a new paragraph."""
        for part in _paragraphs(words):
            self.paragraph(part, style, before=before)

    def quote(self, words: str) -> None:
        """Add the citizen's own words with a bar beside them."""
        parts = _paragraphs(words)
        if not parts:
            return
        quote = self.parent.add("BlockQuote")
        for number, part in enumerate(parts):
            lines = tuple(break_lines(_runs(part, BODY), self.width - boxes.QUOTE_INDENT))
            box = TextBox(quote.add("P"), lines, BODY.leading, 0 if number else 7, quoted=True)
            self.boxes.append(box)

    def items(self, items: Sequence[Item], *, before: float = 5) -> None:
        """Add a list, if there is anything in it."""
        if not items:
            return
        numbering = "Disc" if all(item.label == "bullet" for item in items) else "None"
        element = self.parent.add("L", numbering=numbering)
        for number, item in enumerate(items):
            entry = element.add("LI")
            label = entry.add("Lbl", actual=item.spoken)
            lines = tuple(break_lines(_runs(item.words, BODY), self.width - boxes.LABEL_WIDTH))
            body = TextBox(entry.add("LBody"), lines, BODY.leading)
            self.boxes.append(ItemBox(body, label, item.label, 2 if number else before))

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[Words]], shares: Sequence[float]) -> None:
        """Add a table. The first cell of a row names it. `shares` are the widths of the columns as parts."""
        table = self.parent.add("Table")
        places, widths = _columns(self.width, shares)
        head_row = table.add("THead").add("TR")
        cells: list[tuple[Box, ...]] = []
        for head, width in zip(heads, widths, strict=True):
            lines = tuple(break_lines(_runs(head, _HEAD_CELL), width))
            cells.append((TextBox(head_row.add("TH", scope="Column"), lines, _HEAD_CELL.leading),))
        rule = Rule(below=0.9, grey=0.1)
        header = RowBox(tuple(cells), places, self.width, 4.5, rule, before=3, keeps_next=True)
        self.boxes.append(header)
        body = table.add("TBody")
        for row in rows:
            self._row(body.add("TR"), row, places, widths, header)

    def facts(self, rows: Sequence[tuple[str, Words]], shares: tuple[float, float] = (1, 4)) -> None:
        """Add a table of names and values without a head."""
        body = self.parent.add("Table").add("TBody")
        places, widths = _columns(self.width, shares)
        for number, (name, value) in enumerate(rows):
            rule = Rule(above=0 if number else _HAIR, below=_HAIR)
            before = 0 if number else 9
            self._row(body.add("TR"), ([Run(name, STRONG)], value), places, widths, None, before, rule)

    def columns(
        self, *fills: Callable[[Flow], None], shares: Sequence[float] = (1, 1), before: float = 4
    ) -> None:
        """Add columns side by side, each filled by its function. They are read one after the other."""
        places, widths = _columns(self.width, shares, gap=20)
        flows = [Flow(self.parent.add("Div"), width) for width in widths]
        for fill, flow in zip(fills, flows, strict=True):
            fill(flow)
        stacks = tuple(tuple(flow.boxes) for flow in flows)
        self.boxes.append(RowBox(stacks, places, self.width, before=before, whole=False))

    def keep_together(self, start: int) -> None:
        """Let no page end between the boxes from number `start` on, unless they fill more than a page."""
        for number in range(start, len(self.boxes) - 1):
            box = self.boxes[number]
            assert isinstance(box, (TextBox, ItemBox, RowBox, FigureBox))
            self.boxes[number] = replace(box, keeps_next=True)

    def space(self, height: float) -> None:
        """Leave room on the page before what comes next."""
        self.boxes.append(RowBox((), (), self.width, padding=height / 2))

    def figure(
        self, alt: str, width: float, height: float, paint: Callable[[Canvas, float, float], None]
    ) -> None:
        """Add a picture, `width` by `height` points; `paint` draws it at its lower left corner."""
        self.boxes.append(FigureBox(self.parent.add("Figure", alt=alt), width, height, paint, before=6))

    def blanks(self, labels: Sequence[str], *, places: int = 2, before: float = 36) -> None:
        """Add lines to write on, side by side in `places` columns, each with its words below."""
        for start in range(0, len(labels), places):
            self._blank_row(labels[start : start + places], places, before)

    def _blank_row(self, labels: Sequence[str], count: int, before: float) -> None:
        places, widths = _columns(self.width, [1] * count, gap=24)
        stacks = []
        for label, width in zip(labels, widths, strict=False):
            lines = tuple(break_lines(_runs(label, NOTE), width))
            stacks.append((TextBox(self.parent.add("P"), lines, NOTE.leading, written_on=width),))
        self.boxes.append(RowBox(tuple(stacks), places[: len(stacks)], self.width, before=before))

    def _text(
        self, element: Element, words: Words, style: Style, before: float, *, keeps_next: bool = False
    ) -> None:
        lines = tuple(break_lines(_runs(words, style), self.width))
        self.boxes.append(TextBox(element, lines, style.leading, before, keeps_next))

    def _row(
        self,
        element: Element,
        cells: Sequence[Words],
        places: tuple[float, ...],
        widths: tuple[float, ...],
        header: RowBox | None,
        before: float = 0,
        rule: Rule = _ROW_RULE,
    ) -> None:
        stacks: list[tuple[Box, ...]] = []
        for number, (words, width) in enumerate(zip(cells, widths, strict=True)):
            cell = element.add("TD") if number else element.add("TH", scope="Row")
            lines = tuple(break_lines(_runs(words, BODY), width))
            stacks.append((TextBox(cell, lines, BODY.leading),))
        row = RowBox(tuple(stacks), places, self.width, 4.25, rule, before, header=header)
        self.boxes.append(row)


class Document(Flow):
    """A whole document: fill it like a flow, then `finish` it."""

    def __init__(
        self, title: str, language: str, day: date, furniture: Furniture, margin: float = MARGIN
    ) -> None:
        """Start an A4 document. `day` is the date the file carries, `margin` the points at both sides."""
        super().__init__(Element("Document"), PAGE_WIDTH - 2 * margin)
        self.title, self._language, self._day = clean(title).replace("\n", " "), language, day
        self._furniture, self._margin = furniture, margin

    def finish(self) -> tuple[bytes, int]:
        """Return the file and its number of pages."""
        with _writing:
            canvas = Canvas(title=self.title, language=self._language, day=self._day)
            pages = paginate(self.boxes)
            for number, placed in enumerate(pages, 1):
                for item in placed:
                    item.box.draw(canvas, self._margin, item.top, repeated=item.repeated)
                self._draw_furniture(canvas, number, len(pages))
                canvas.end_page()
            return canvas.finish(self.parent), len(pages)

    def lacking(self) -> tuple[Lacking, ...]:
        """Return the letters that no font here can draw: hollow squares stand in their place."""
        return lacking_in(self.boxes)

    def _draw_furniture(self, canvas: Canvas, page: int, pages: int) -> None:
        parts = self._furniture
        if parts.first_header or page > 1:
            with canvas.artifact("Pagination", "Header"):
                self._spread(canvas, parts.header_left, parts.header_right, HEADER_Y, parts.header_mark)
        with canvas.artifact("Pagination", "Footer"):
            canvas.bar(self._margin, FOOTER_Y + 15, self.width, _HAIR, 0.55)
            self._spread(canvas, parts.footer_left, parts.footer_right(page, pages), FOOTER_Y)

    def _spread(self, canvas: Canvas, left: str, right: str, y: float, mark: str = "") -> None:
        """Set words at both edges; the left ones yield. A mark stands in a frame before the right ones."""
        edge = self._margin + self.width
        right = fitted(_printable(right), NOTE, self.width * 0.6)
        canvas.words(right, NOTE, edge, y, right=True)
        taken = width_of(right, NOTE)
        if mark := _printable(mark):
            width = width_of(mark, TAG) + 10
            start = edge - taken - 8 - width
            canvas.words(mark, TAG, start + 5, y)
            canvas.line_box(start, y - 3.2, width, 12.4, radius=2)
            taken += width + 8
        canvas.words(fitted(_printable(left), NOTE, self.width - taken - 16), NOTE, self._margin, y)


def _printable(words: str) -> str:
    """Return the words without letters the font lacks: margins only repeat what the text says in full."""
    letters = letters_of(NOTE.font)
    return "".join(c for c in clean(words).replace("\n", " ") if ord(c) in letters)


def _paragraphs(words: str) -> list[str]:
    parts = [part.strip("\n ") for part in clean(words).split("\n\n")]
    return [part for part in parts if part]


def _runs(words: Words, style: Style) -> Sequence[Run]:
    return [Run(words.strip(), style)] if isinstance(words, str) else words


def _columns(
    width: float, shares: Sequence[float], gap: float = _GAP
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the places and widths of columns that share a width."""
    free = width - gap * (len(shares) - 1)
    widths = tuple(free * share / sum(shares) for share in shares)
    places = tuple(sum(widths[:number]) + gap * number for number in range(len(shares)))
    return places, widths
