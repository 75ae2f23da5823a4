"""The fonts of all prints: embedded, measured, and honest about the letters they lack."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

from reportlab.pdfbase import pdfmetrics, ttfonts

from caseworker.base.paths import resource

REGULAR = "IBMPlexSans-Regular"
SEMIBOLD = "IBMPlexSans-SemiBold"
BOX_WIDTH = 0.62  # ems: the hollow square drawn for a letter that the font lacks, with its side bearings
_BLOCK = 100  # entries a CMap section may hold (ISO 32000-1, 9.10.3 and the CMap specification)

_fonts: dict[str, Any] = {}
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of words looks. Sizes in points; `grey` goes from 0 (black) to 1 (white)."""

    size: float = 11
    leading: float = 15.5
    font: str = REGULAR
    grey: float = 0.08


class _PrintFont(ttfonts.TTFont):  # type: ignore[misc]  # reportlab has no types
    """A TrueType font with a ToUnicode table that keeps to the standard.

    reportlab maps the unused code 0 to U+0000 (forbidden by PDF/UA-1, 7.21.7) and writes more than 100
    letters into one section.
    """

    def addObjects(self, doc: Any) -> None:  # reportlab's name
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = f"{ttfonts.SUBSETN(number).decode()}+{self.face.name.decode()}"
            doc.idToObject[f"toUnicodeCMap:{name}"].content = _to_unicode(name, subset)


def _to_unicode(name: str, letters: list[int]) -> str:
    known = [(code, letter) for code, letter in enumerate(letters) if letter]
    sections = []
    for start in range(0, len(known), _BLOCK):
        block = known[start : start + _BLOCK]
        sections += [f"{len(block)} beginbfchar"]
        sections += [f"<{code:02X}> <{chr(letter).encode('utf-16-be').hex()}>" for code, letter in block]
        sections += ["endbfchar"]
    head = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    foot = ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join([*head, *sections, *foot])


def font(name: str) -> Any:
    """Return the registered font, read from resources/fonts the first time."""
    with _lock:
        if name not in _fonts:
            _fonts[name] = _PrintFont(name, str(resource("fonts", f"{name}.ttf")), asciiReadable=0)
            pdfmetrics.registerFont(_fonts[name])
        return _fonts[name]


@lru_cache(maxsize=8)
def letters_of(name: str) -> frozenset[int]:
    """Return the code points that the font can draw."""
    return frozenset(font(name).face.charToGlyph)


@lru_cache(maxsize=20_000)
def em_width(name: str, words: str) -> float:
    """Return the width of the words in ems; they hold only letters of the font."""
    face = font(name).face
    widths, default = face.charWidths, face.defaultWidth
    return float(sum(widths.get(ord(letter), default) for letter in words)) / 1000


def width_of(words: str, style: Style) -> float:
    """Return the width of the words in points."""
    return em_width(style.font, words) * style.size
