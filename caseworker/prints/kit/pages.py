"""Puts boxes on pages: headings stay with their text, table heads return on each page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caseworker.prints.kit.boxes import Box, RowBox, chain_height
from caseworker.prints.kit.canvas import PAGE_HEIGHT

MARGIN = 45.0
TOP = PAGE_HEIGHT - 66.0
BOTTOM = 58.0
HEADER_Y = PAGE_HEIGHT - 49.0
FOOTER_Y = 31.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A box on a page, `top` points above the lower edge. A repeated table head is an artifact."""

    box: Box
    top: float
    repeated: bool = False


def paginate(boxes: Sequence[Box]) -> list[list[Placed]]:
    """Return the pages, at least one."""
    maker = _Maker()
    for index, box in enumerate(boxes):
        maker.place(box, chain_height(boxes, index))
    return maker.pages


class _Maker:
    def __init__(self) -> None:
        self.pages: list[list[Placed]] = [[]]
        self._y = TOP

    def place(self, box: Box, least: float) -> None:
        """Place a box, over as many pages as it needs; at least `least` points of what it begins stay together."""
        if self.pages[-1] and self._y - box.before - least < BOTTOM:
            self._new_page(box)
        rest: Box | None = box
        while rest:
            gap = rest.before if self.pages[-1] else 0
            head, tail = rest.split(self._y - gap - BOTTOM)
            if head is None and not self._fresh():
                self._new_page(rest)
                continue
            # Something taller than a page that cannot be split stands at the top of its own.
            head = head or rest
            self._put(head, gap)
            rest = tail if tail is not rest else None
            if rest:
                self._new_page(rest)

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
