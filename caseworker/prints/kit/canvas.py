"""The drawing surface: every mark on a page belongs to an element of the structure or is an artifact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from io import BytesIO
from itertools import groupby
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen import canvas as reportlab_canvas

from caseworker.prints.kit.fonts import BOX_WIDTH, REGULAR, Style, font, width_of
from caseworker.prints.kit.lines import TAG_PADDING, Line, Piece
from caseworker.prints.kit.structure import Element, write_tree

PAGE_WIDTH, PAGE_HEIGHT = A4
PRODUCER = "Fælles plan"
LOCALES = {"da": "da-DK", "en": "en-GB"}


class Canvas(reportlab_canvas.Canvas):  # type: ignore[misc]  # reportlab has no types
    """Draws a tagged document. Coordinates are points from the lower left corner of an A4 page."""

    def __init__(self, *, title: str, language: str, day: date) -> None:
        """Start a document. `day` is the date the file carries; the same input gives the same bytes."""
        self._out = BytesIO()
        font(REGULAR)
        super().__init__(
            self._out,
            pagesize=A4,
            pageCompression=1,
            invariant=1,
            initialFontName=REGULAR,
            pdfVersion=(1, 7),  # what PDF/UA-1 builds on
        )
        self._locale = LOCALES[language]
        self._owners: list[list[Element]] = [[]]
        self._title, self._day = title, day
        self._bookmarks, self._depth = 0, -1
        self._describe()

    def _describe(self) -> None:
        self.setTitle(self._title)
        self.setAuthor(PRODUCER)
        self.setSubject("")
        self.setCreator(PRODUCER)
        self.setProducer(PRODUCER)
        self.setDateFormatter(lambda *_: f"D:{self._day:%Y%m%d}")
        self.setViewerPreference("DisplayDocTitle", "true")
        catalog = self._doc.Catalog
        catalog.Lang = pdfdoc.PDFString(self._locale)
        catalog.Metadata = pdfdoc.XMP(creator=lambda _doc: _xmp(self._title, self._locale, self._day))

    @contextmanager
    def tagged(self, element: Element) -> Iterator[None]:
        """Draw content that belongs to an element."""
        owners = self._owners[-1]
        element.content.append((len(self._owners) - 1, len(owners)))
        # A span tells here, too, what to read, for programs that copy text without the structure.
        told = (
            f" /ActualText <feff{element.actual.encode('utf-16-be').hex()}>" if element.tag == "Span" else ""
        )
        self._code.append(f"/{element.tag} <</MCID {len(owners)}{told}>> BDC")
        owners.append(element)
        yield
        self._code.append("EMC")

    @contextmanager
    def artifact(self, kind: str = "Layout", part: str = "") -> Iterator[None]:
        """Draw what readers skip: rules, frames, headers, footers, repeated table heads."""
        subtype = f" /Subtype /{part}" if part else ""
        self._code.append(f"/Artifact <</Type /{kind}{subtype}>> BDC")
        yield
        self._code.append("EMC")

    def lines(self, rows: Iterable[tuple[Line, float]], x: float, element: Element | None) -> None:
        """Set lines with their left edge at x, each with its base line at its own y.

        They become content of the element; with None they are part of the artifact being drawn.
        Letters that the font lacks become a span in the element that tells what they are.
        """
        for missing, pieces in groupby(
            ((piece, y) for line, y in rows for piece in line), lambda pair: pair[0].boxes > 0
        ):
            for owner, group in _owned(element, list(pieces), missing=missing):
                with self.tagged(owner) if owner else nullcontext():
                    for piece, y in group:
                        self._piece(piece, x + piece.x, y)

    def _piece(self, piece: Piece, x: float, y: float) -> None:
        if piece.boxes:
            self._boxes(piece, x, y)
        else:
            left = x + (TAG_PADDING if piece.framed else 0)
            self._code.append(f"BT {self._words(piece.words, piece.style, left, y)} ET")

    def words(self, words: str, style: Style, x: float, y: float, *, right: bool = False) -> None:
        """Set words of the font at a place; with `right` they end there."""
        left = x - width_of(words, style) if right else x
        self._code.append(f"BT {self._words(words, style, left, y)} ET")

    def _words(self, words: str, style: Style, x: float, y: float) -> str:
        face = font(style.font)
        shown = [
            f"{face.getSubsetInternalName(subset, self._doc)} {style.size:g} Tf ({self._escape(codes)}) Tj"
            for subset, codes in face.splitString(words, self._doc)
        ]
        return f"{style.grey:g} g 1 0 0 1 {x:.2f} {y:.2f} Tm {' '.join(shown)}"

    def _boxes(self, piece: Piece, x: float, y: float) -> None:
        """Draw hollow squares for letters that the font lacks."""
        size = piece.style.size
        # Unseen question marks under the squares give programs that copy text a place for the words.
        self._code.append(f"BT 3 Tr {self._words('?' * piece.boxes, piece.style, x, y)} 0 Tr ET")
        self._code.append(f"q {piece.style.grey:g} G {size * 0.06:.2f} w")
        side = size * 0.5
        for number in range(piece.boxes):
            left = x + number * BOX_WIDTH * size + size * (BOX_WIDTH - 0.5) / 2
            self._code.append(f"{left:.2f} {y:.2f} {side:.2f} {side * 1.2:.2f} re S")
        self._code.append("Q")

    def frames(self, line: Line, x: float, y: float) -> None:
        """Draw the frames of the tags in a line. Call it inside `artifact`."""
        for piece in line:
            if piece.framed:
                size = piece.style.size
                low, height = y - size * 0.38, size * 1.42
                self.line_box(x + piece.x, low, piece.width, height, radius=2)

    def line_box(self, x: float, y: float, width: float, height: float, radius: float = 0) -> None:
        """Draw a thin dark frame."""
        self.setLineWidth(0.7)
        self.setStrokeGray(0.2)
        if radius:
            self.roundRect(x, y, width, height, radius)
        else:
            self.rect(x, y, width, height)

    def bar(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        """Fill a bar: a rule or the bar beside a quote."""
        self._code.append(f"{grey:g} g {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def check_box(self, x: float, y: float, size: float, *, done: bool) -> None:
        """Draw a box to tick, with its tick if done."""
        self.line_box(x, y, size, size)
        if done:
            self.setLineWidth(1.3)
            path = self.beginPath()
            path.moveTo(x + size * 0.2, y + size * 0.5)
            path.lineTo(x + size * 0.43, y + size * 0.24)
            path.lineTo(x + size * 0.82, y + size * 0.8)
            self.drawPath(path)

    def bookmark(self, level: int, words: str, top: float) -> None:
        """Add an entry of level 1 or 2 to the bookmarks, pointing at a height of this page."""
        self._bookmarks += 1
        key = f"heading{self._bookmarks}"
        self.bookmarkHorizontal(key, 0, top + 8)
        # Bookmarks may not skip a level, even where the document begins with a lower heading.
        self._depth = min(level - 1, self._depth + 1)
        self.addOutlineEntry(words, key, self._depth)

    def end_page(self) -> None:
        """End the page."""
        self._doc.updateSignature("\n".join(self._code))
        self.showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]  # entries reportlab does not know
        page.StructParents = len(self._owners) - 1
        page.Tabs = pdfdoc.PDFName("S")
        self._owners.append([])

    def finish(self, root: Element) -> bytes:
        """Return the file. The last page must have been ended."""
        write_tree(self._doc, root, self._owners[:-1])
        self.save()
        return self._out.getvalue()


def _owned(
    element: Element | None, pieces: list[tuple[Piece, float]], *, missing: bool
) -> Iterator[tuple[Element | None, list[tuple[Piece, float]]]]:
    """Yield the pieces with the element that owns them: each missing word is its own span."""
    if not missing or element is None:
        yield element, pieces
        return
    for piece, y in pieces:
        yield element.add("Span", actual=piece.words), [(piece, y)]


def _xmp(title: str, locale: str, day: date) -> bytes:
    words = escape(title)
    packet = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{words}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{PRODUCER}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{locale}</rdf:li></rdf:Bag></dc:language>
<dc:format>application/pdf</dc:format>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
<xmp:CreateDate>{day:%Y-%m-%d}</xmp:CreateDate>
<xmp:ModifyDate>{day:%Y-%m-%d}</xmp:ModifyDate>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""
    return packet.encode()
