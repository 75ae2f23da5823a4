"""Puts boxes on pages: headings stay with their text, table heads return on each page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caseworker.prints.kit.boxes import Box, RowBox, chain_height, tightened
from caseworker.prints.kit.canvas import PAGE_HEIGHT

MARGIN = 45.0
TOP = PAGE_HEIGHT - 66.0
BOTTOM = 58.0
HEADER_Y = PAGE_HEIGHT - 49.0
FOOTER_Y = 31.0
SPARSE = 240.0  # points: a last page that holds less than this looks forgotten
_TIGHTER = (0.85, 0.7)  # shares of the white that are tried, the gentlest first
_STEP = 24.0
_FULL = 0.75  # share of a page; one that ends with less before the last has a hole at its foot


@dataclass(frozen=True, slots=True)
class Placed:
    """A box on a page, `top` points above the lower edge. A repeated table head is an artifact."""

    box: Box
    top: float
    repeated: bool = False


def paginate(boxes: Sequence[Box]) -> list[list[Placed]]:
    """Return the pages, at least one.

    Where the last page would be nearly empty, its content is taken in by tighter white; where that is
    not enough, the page before it ends earlier, so that more stands on the last one: as long as that
    leaves no hole at its foot, as where a whole section would move.
    """
    pages = _placed(boxes)
    if len(pages) == 1 or _filled(pages[-1]) >= SPARSE:
        return pages
    for share in _TIGHTER:
        tighter = _placed([tightened(box, share) for box in boxes])
        if len(tighter) < len(pages):
            return tighter
    spared, best = _STEP, pages
    while spared < (TOP - BOTTOM) / 2:
        moved = _placed(boxes, len(pages) - 2, spared)
        if len(moved) > len(pages) or _filled(moved[-2]) < _FULL * (TOP - BOTTOM):
            break
        best = moved
        if _filled(moved[-1]) >= SPARSE:
            break
        spared += _STEP
    return best


def _placed(boxes: Sequence[Box], early: int = -1, spared: float = 0) -> list[list[Placed]]:
    maker = _Maker(early, spared)
    for index, box in enumerate(boxes):
        maker.place(box, chain_height(boxes, index))
    return maker.pages


def _filled(page: Sequence[Placed]) -> float:
    """Return how far down a page reaches, in points from the top of its text."""
    return max((TOP - placed.top + placed.box.height for placed in page), default=0.0)


class _Maker:
    """Places box after box. `spared` points stay free at the foot of the page with the index `early`."""

    def __init__(self, early: int = -1, spared: float = 0) -> None:
        self.pages: list[list[Placed]] = [[]]
        self._y = TOP
        self._early, self._spared = early, spared

    def place(self, box: Box, least: float) -> None:
        """Place a box, over as many pages as it needs; at least `least` points of what it begins stay together."""
        if self.pages[-1] and self._y - box.before - least < self._bottom():
            self._new_page(box)
        rest: Box | None = box
        while rest:
            gap = rest.before if self.pages[-1] else 0
            head, tail = rest.split(self._y - gap - self._bottom())
            if head is None and not self._fresh():
                self._new_page(rest)
                continue
            # Something taller than a page that cannot be split stands at the top of its own.
            head = head or rest
            self._put(head, gap)
            rest = tail if tail is not rest else None
            if rest:
                self._new_page(rest)

    def _bottom(self) -> float:
        return BOTTOM + (self._spared if len(self.pages) - 1 == self._early else 0)

    def _fresh(self) -> bool:
        return all(placed.repeated for placed in self.pages[-1])

    def _put(self, box: Box, gap: float) -> None:
        self.pages[-1].append(Placed(box, self._y - gap))
        self._y -= gap + box.height

    def _new_page(self, box: Box) -> None:
        self.pages.append([])
        self._y = TOP
        if isinstance(box, RowBox) and box.header:
            self.pages[-1].append(Placed(box.header, TOP, repeated=True))
            self._y -= box.header.height
