"""Turns the pages of a PDF into pictures, from memory: nothing of it lies on the disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from caseworker.base.errors import UserError
from caseworker.base.text import t

POINTS = 72  # per inch, the unit of a PDF
# PDFium puts each letter on a whole pixel, so that words on a coarse screen stand too close or too far.
# Below this many dots per inch a page for the screen is drawn twice as fine, to be shown at half its size.
_COARSE = 200

# PDFium may be called by one thread at a time.
_drawing = Lock()


@dataclass(frozen=True, slots=True)
class PageSize:
    """How large a page is, in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageImage:
    """A drawn page in shades of grey, one byte per pixel, `stride` bytes per line.

    `words` is what stands on it, in reading order, for those who listen. `fine` is how many pixels there are,
    along each side, for one dot of what was asked for.
    """

    width: int
    height: int
    stride: int
    pixels: bytes
    words: str = ""
    fine: int = 1


def page_sizes(pdf: bytes) -> tuple[PageSize, ...]:
    """Return the size of each page. Raises UserError when the file is not a PDF that can be read."""
    with _drawing:
        document = _open(pdf)
        try:
            return tuple(PageSize(*document.get_page_size(number)) for number in range(len(document)))
        finally:
            document.close()


def draw_pages(
    pdf: bytes, dots_per_inch: float, note: Callable[[int, int], None] = lambda _done, _of: None
) -> tuple[PageImage, ...]:
    """Draw every page in grey for the screen. `note` is told (done, of) before each page."""
    count = len(page_sizes(pdf))
    fine = 2 if dots_per_inch < _COARSE else 1
    pages = []
    for number in range(count):
        note(number, count)
        pages.append(draw_page(pdf, number, dots_per_inch, fine))
    return tuple(pages)


def draw_page(pdf: bytes, number: int, dots_per_inch: float, fine: int = 1) -> PageImage:
    """Draw one page, as an office printer does; the first has number 0."""
    with _drawing:
        document = _open(pdf)
        try:
            page = document[number]
            bitmap = page.render(scale=fine * dots_per_inch / POINTS, grayscale=True)
            text = page.get_textpage()
            words = " ".join(text.get_text_bounded().split())
            drawn = PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer), words, fine)
            for part in (text, bitmap, page):
                part.close()
        finally:
            document.close()
    return drawn


def _open(pdf: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise UserError(t("The file is not a PDF that can be shown. It is left as it is.")) from error
