"""Reads a tagged PDF as a screen reader does: the structure tree with the words of its marked content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf

PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Tj", "TJ", "'", '"', "Do", "sh", "INLINE IMAGE"}


@dataclass
class Node:
    """One element: its tag, its own words, its kids, and the pages its content lies on."""

    tag: str
    entry: pikepdf.Object
    pdf: pikepdf.Pdf  # held so that the file stays open as long as one of its nodes
    words: str = ""
    kids: list[Node] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def find(self, tag: str) -> list[Node]:
        """Return all nodes with a tag, in reading order."""
        return [node for node in self.walk() if node.tag == tag]

    def text(self) -> str:
        """Return the words of this node and all below it."""
        return " ".join(node.words for node in self.walk() if node.words)


@dataclass
class Mark:
    """One marked-content sequence on a page."""

    tag: str
    number: int | None
    kind: str
    words: str = ""


class TaggedPdf:
    """A PDF opened for checks. `faults` lists what no reader could make sense of."""

    def __init__(self, pdf: bytes) -> None:
        """Read the file, its pages and its tree."""
        self.pdf = pikepdf.open(BytesIO(pdf))
        self.faults: list[str] = []
        self.marks: list[list[Mark]] = [self._marks(number) for number in range(len(self.pdf.pages))]
        self._order = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}
        self.root = self._node(self.pdf.Root.StructTreeRoot.K)

    def artifacts(self, kind: str) -> list[list[str]]:
        """Return for each page the words of its artifacts of a kind, such as "/Pagination/Header"."""
        return [[mark.words for mark in marks if mark.kind == kind] for marks in self.marks]

    def outline(self) -> str:
        """Return the tree as text: a line for each element that has words of its own, indented by depth."""
        return "\n".join(_outlined(self.root, 0)) + "\n"

    def _marks(self, number: int) -> list[Mark]:
        page = self.pdf.pages[number]
        letters = {name: _letters(font) for name, font in page.Resources.Font.items()}
        marks: list[Mark] = []
        open_marks: list[Mark] = []
        current: dict[int, str] = {}
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                if open_marks:
                    self.faults.append(f"page {number + 1}: marked content inside marked content")
                open_marks.append(_mark(operands))
                marks.append(open_marks[-1])
            elif name == "EMC":
                open_marks.pop()
            elif name == "Tf":
                current = letters[str(operands[0])]
            elif name in PAINTING and not open_marks:
                self.faults.append(f"page {number + 1}: {name} outside marked content")
            if name == "Tj" and open_marks:
                open_marks[-1].words += "".join(current[code] for code in bytes(operands[0]))
        return marks

    def _node(self, entry: pikepdf.Object) -> Node:
        node = Node(str(entry.S)[1:], entry, self.pdf)
        content = entry.get("/K", pikepdf.Array())
        for part in content if isinstance(content, pikepdf.Array) else [content]:
            if isinstance(part, int):
                self._take(node, entry.Pg, part)
            elif "/MCID" in part:
                self._take(node, part.Pg, int(part.MCID))
            else:
                kid = self._node(part)
                node.kids.append(kid)
                if kid.tag == "Span":
                    node.words += str(kid.entry.ActualText)
        return node

    def _take(self, node: Node, page: pikepdf.Object, number: int) -> None:
        index = self._order[page.objgen]
        found = [mark for mark in self.marks[index] if mark.number == number]
        if len(found) != 1 or found[0].tag != node.tag:
            self.faults.append(f"page {index + 1}: content {number} does not fit its {node.tag}")
        # What a span tells counts, not what is drawn for it; its words go to the element it stands in.
        if node.tag != "Span":
            node.words += "".join(mark.words for mark in found)
        node.pages.append(index)


def _mark(operands: list[pikepdf.Object]) -> Mark:
    tag = str(operands[0])[1:]
    entries = operands[1] if len(operands) > 1 else pikepdf.Dictionary()
    kind = str(entries.get("/Type", "")) + str(entries.get("/Subtype", ""))
    number = int(entries.MCID) if "/MCID" in entries else None
    return Mark(tag, number, kind)


def _letters(font: pikepdf.Object) -> dict[int, str]:
    """Return what each code of a font means, from its ToUnicode table."""
    table = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"^<([0-9A-Fa-f]{2})> <([0-9A-Fa-f]{4,})>$", table, re.MULTILINE)
    # A space that holds words together on a line is heard as any other.
    known = {int(code, 16): bytes.fromhex(letters).decode("utf-16-be") for code, letters in pairs}
    return {code: letter.replace("\u00a0", " ") for code, letter in known.items()}


def _outlined(node: Node, depth: int) -> Iterator[str]:
    words = " ".join(node.words.split())
    told = str(node.entry.get("/ActualText", ""))
    yield "  " * depth + " ".join(part for part in (node.tag, words, f"[{told}]" if told else "") if part)
    for kid in node.kids:
        yield from _outlined(kid, depth + 1)
