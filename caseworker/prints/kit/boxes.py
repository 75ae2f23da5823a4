"""The things that stand on a page: they know their height, can be split, and draw themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from caseworker.prints.kit.canvas import Canvas
from caseworker.prints.kit.fonts import Style, font, width_of
from caseworker.prints.kit.lines import Line
from caseworker.prints.kit.structure import Element

Label = Literal["bullet", "open", "done", "reached"]
LABEL_WIDTH = 15.0  # points from the edge of a list to its words
QUOTE_INDENT = 13.0
WHOLE_ROW = 200.0  # a table row up to this height (points) is never split


class Box(Protocol):
    """Something with a height that stands below what came before it."""

    @property
    def height(self) -> float:
        """Return the height in points, without the space before it."""

    @property
    def before(self) -> float:
        """Return the space in points between this and what stands above it."""

    @property
    def keeps_next(self) -> bool:
        """Say whether a page may not end right after this."""

    @property
    def least(self) -> float:
        """Return the height of the smallest part that may stand alone at the end of a page."""

    def split(self, room: float) -> tuple[Box | None, Box | None]:
        """Return what fits into `room` points and the rest."""

    def draw(self, canvas: Canvas, x: float, top: float, *, repeated: bool = False) -> None:
        """Draw with the upper left corner at (x, top). What is repeated is an artifact."""


@dataclass(frozen=True, slots=True)
class TextBox:
    """Lines that belong to one element: a heading, a paragraph, a quote, the words of a cell."""

    element: Element
    lines: tuple[Line, ...]
    leading: float
    before: float = 0
    keeps_next: bool = False
    quoted: bool = False
    outline: tuple[int, str] | None = None
    written_on: float = 0  # width of a line to write on, above the words

    @property
    def height(self) -> float:
        """Return the height of all lines."""
        return len(self.lines) * self.leading

    @property
    def least(self) -> float:
        """Return the height of two lines, or of all if there are at most three."""
        return self.leading * (2 if len(self.lines) > 3 else len(self.lines))

    def split(self, room: float) -> tuple[Box | None, Box | None]:
        """Split between lines; no single line is left alone on either page."""
        count, fit = len(self.lines), int((room + 0.01) // self.leading)
        if fit >= count:
            return self, None
        fit = min(fit, count - 2)
        if fit < 2:
            return None, self
        # Only the first part carries the bookmark.
        rest = replace(self, lines=self.lines[fit:], before=0, outline=None)
        return replace(self, lines=self.lines[:fit], keeps_next=False), rest

    def draw(self, canvas: Canvas, x: float, top: float, *, repeated: bool = False) -> None:
        """Draw the words as content of the element; frames and bars as artifacts beside it."""
        left = x + (QUOTE_INDENT if self.quoted else 0)
        rows = [(line, top - self.leading * row - self._drop()) for row, line in enumerate(self.lines)]
        if self.outline:
            canvas.bookmark(*self.outline, top)
        if any(self.lines):
            if repeated:
                with canvas.artifact("Pagination", "Header"):
                    canvas.lines(rows, left, None)
            else:
                canvas.lines(rows, left, self.element)
        if self.written_on:
            with canvas.artifact():
                canvas.bar(x, top + 2, self.written_on, 0.6, 0.2)
        if self.quoted:
            with canvas.artifact():
                canvas.bar(x, top - self.height, 2.2, self.height, 0.08)
        if any(piece.framed for line in self.lines for piece in line):
            with canvas.artifact():
                for line, y in rows:
                    canvas.frames(line, left, y)

    def _drop(self) -> float:
        """Return the way from the top of a line to its base line; words stand in the middle of it."""
        style = self.lines[0][0].style if self.lines[0] else Style()
        face = font(style.font).face
        return self.leading / 2 + float(face.ascent + face.descent) / 2000 * style.size


@dataclass(frozen=True, slots=True)
class ItemBox:
    """A list item: its label and its words. The label stands only before the first part."""

    body: TextBox
    label: Element | None
    kind: Label = "bullet"
    before: float = 0
    keeps_next: bool = False

    @property
    def height(self) -> float:
        """Return the height of the words."""
        return self.body.height

    @property
    def least(self) -> float:
        """Return the least height of the words."""
        return self.body.least

    def split(self, room: float) -> tuple[Box | None, Box | None]:
        """Split the words; the label stays with the first part."""
        head, tail = self.body.split(room)
        if head is None or tail is None:
            return (self, None) if head else (None, self)
        first = replace(self, body=head) if isinstance(head, TextBox) else None
        rest = replace(self, body=tail, before=0) if isinstance(tail, TextBox) else None
        return first, replace(rest, label=None) if first and rest else rest

    def draw(self, canvas: Canvas, x: float, top: float, *, repeated: bool = False) -> None:
        """Draw label and words."""
        if self.label:
            with canvas.tagged(self.label):
                self._draw_label(canvas, x, top)
        self.body.draw(canvas, x + LABEL_WIDTH, top, repeated=repeated)

    def _draw_label(self, canvas: Canvas, x: float, top: float) -> None:
        middle = top - self.body.leading / 2
        if self.kind in ("open", "done"):
            canvas.check_box(x + 0.5, middle - 4.4, 8.8, done=self.kind == "done")
        else:
            canvas.words("•" if self.kind == "bullet" else "✓", Style(), x + 1, middle - 4)


@dataclass(frozen=True, slots=True)
class FigureBox:
    """A picture with words that say what it shows."""

    element: Element
    width: float
    height: float
    paint: Callable[[Canvas, float, float], None]
    before: float = 0
    keeps_next: bool = False

    @property
    def least(self) -> float:
        """Return the whole height: a picture is never split."""
        return self.height

    def split(self, room: float) -> tuple[Box | None, Box | None]:
        """Keep the picture whole."""
        return (self, None) if room >= self.height else (None, self)

    def draw(self, canvas: Canvas, x: float, top: float, *, repeated: bool = False) -> None:
        """Draw the picture with its lower left corner below the top."""
        del repeated
        self.element.box = (x, top - self.height, x + self.width, top)
        with canvas.tagged(self.element):
            self.paint(canvas, x, top - self.height)


@dataclass(frozen=True, slots=True)
class Rule:
    """Lines above and below a row, in points and grey (0 black to 1 white). Zero points: no line."""

    above: float = 0
    below: float = 0
    grey: float = 0.72


@dataclass(frozen=True, slots=True)
class RowBox:
    """Stacks of boxes side by side: a table row, two columns. `header` is repeated on each new page."""

    stacks: tuple[tuple[Box, ...], ...]
    places: tuple[float, ...]
    width: float
    padding: float = 0
    rule: Rule = Rule()
    before: float = 0
    keeps_next: bool = False
    whole: bool = True
    header: RowBox | None = None

    @property
    def height(self) -> float:
        """Return the height of the tallest stack and the padding."""
        return max((stack_height(stack) for stack in self.stacks), default=0) + 2 * self.padding

    @property
    def least(self) -> float:
        """Return the least height at the end of a page."""
        if self.whole and self.height <= WHOLE_ROW:
            return self.height
        least = [chain_height(stack) for stack in self.stacks]
        return max(least, default=0) + 2 * self.padding

    def split(self, room: float) -> tuple[Box | None, Box | None]:
        """Split every stack at the same height; a short row stays whole."""
        if room + 0.01 >= self.height:
            return self, None
        if room < self.least:
            return None, self
        parts = [split_stack(stack, room - 2 * self.padding) for stack in self.stacks]
        heads, tails = tuple(head for head, _ in parts), tuple(tail for _, tail in parts)
        first = replace(self, stacks=heads, rule=replace(self.rule, below=0), keeps_next=False)
        return first, replace(self, stacks=tails, before=0)

    def draw(self, canvas: Canvas, x: float, top: float, *, repeated: bool = False) -> None:
        """Draw the stacks and the rules."""
        for stack, place in zip(self.stacks, self.places, strict=True):
            draw_stack(canvas, stack, x + place, top - self.padding, repeated=repeated)
        if self.rule.above or self.rule.below:
            with canvas.artifact():
                if self.rule.above:
                    canvas.bar(x, top, self.width, self.rule.above, self.rule.grey)
                if self.rule.below:
                    canvas.bar(x, top - self.height, self.width, self.rule.below, self.rule.grey)


@dataclass(frozen=True, slots=True)
class Lacking:
    """Letters that the font cannot draw, and the heading they stand under (empty: above all headings)."""

    letters: str
    heading: str


def lacking_in(boxes: Sequence[Box]) -> tuple[Lacking, ...]:
    """Return what is drawn as hollow squares, each once, in the order of reading."""
    heading, found = "", {}
    for text in _texts(boxes):
        heading = text.outline[1] if text.outline else heading
        for piece in (piece for line in text.lines for piece in line if piece.boxes):
            found[Lacking(piece.words, heading)] = True
    return tuple(found)


def _texts(boxes: Sequence[Box]) -> Iterator[TextBox]:
    for box in boxes:
        if isinstance(box, TextBox):
            yield box
        elif isinstance(box, ItemBox):
            yield box.body
        elif isinstance(box, RowBox):
            for stack in box.stacks:
                yield from _texts(stack)


def tightened(box: Box, share: float) -> Box:
    """Return the box with a share of the white above it and in its rows. Room left on purpose stays."""
    if isinstance(box, RowBox):
        if not box.stacks:
            return box
        stacks = tuple(tuple(tightened(inner, share) for inner in stack) for stack in box.stacks)
        header = tightened(box.header, share) if box.header else None
        assert header is None or isinstance(header, RowBox)
        return replace(
            box, stacks=stacks, header=header, padding=box.padding * share, before=box.before * share
        )
    if isinstance(box, (TextBox, ItemBox, FigureBox)):
        return replace(box, before=box.before * share)
    return box


def stack_height(stack: Sequence[Box]) -> float:
    """Return the height of boxes that stand on each other; nothing stands before the first."""
    return sum(box.height + (box.before if index else 0) for index, box in enumerate(stack))


def chain_height(stack: Sequence[Box], start: int = 0) -> float:
    """Return the height of the boxes from `start` that may not be parted, to the least part of the last."""
    total = 0.0
    for index in range(start, len(stack)):
        box = stack[index]
        total += box.before if index > start else 0
        if not box.keeps_next or index == len(stack) - 1:
            return total + box.least
        total += box.height
    return total


def split_stack(stack: Sequence[Box], room: float) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """Return the boxes that fit into `room` points and the rest."""
    placed: list[Box] = []
    used = 0.0
    for index, box in enumerate(stack):
        gap = box.before if placed else 0
        if used + gap + chain_height(stack, index) > room + 0.01 and placed:
            return tuple(placed), tuple(stack[index:])
        head, tail = box.split(room - used - gap)
        if head:
            placed.append(head)
            used += gap + head.height
        if tail:
            return tuple(placed), (tail, *stack[index + 1 :])
    return tuple(placed), ()


def draw_stack(canvas: Canvas, stack: Sequence[Box], x: float, top: float, *, repeated: bool = False) -> None:
    """Draw boxes one below the other."""
    for index, box in enumerate(stack):
        top -= box.before if index else 0
        box.draw(canvas, x, top, repeated=repeated)
        top -= box.height


def fitted(words: str, style: Style, width: float) -> str:
    """Return the words cut to a width. Only for margins, which repeat what the text says in full."""
    if width_of(words, style) <= width:
        return words
    while words and width_of(words + "…", style) > width:
        words = words[:-1]
    return words.rstrip() + "…"
