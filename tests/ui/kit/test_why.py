"""The answer to "why?" lies clear of what it explains, and says who asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

from ui.kit import Card, Label, LinkButton, Why, WhyLink, WhyPopover, WhyStep, column, row
from ui.kit.popup import below, beside
from ui.kit.why import _Steps

Show = Callable[[QWidget], QWidget]
SCREEN = QRect(0, 0, 1366, 768)
POPOVER = QSize(420, 318)


@pytest.mark.parametrize(
    ("card", "x"),
    [
        (QRect(1022, 160, 320, 350), 1022 - 12 - 420),  # on the right: left of it
        (QRect(100, 160, 320, 350), 100 + 320 + 12),  # on the left: right of it
    ],
)
def test_it_lies_clear_of_a_narrow_card_level_with_who_asked(card: QRect, x: int) -> None:
    anchor = QRect(card.right() - 60, 220, 50, 32)
    assert beside(anchor, card, POPOVER, SCREEN) == QPoint(x, 208)
    low = anchor.translated(0, 500)
    spot = beside(low, card, POPOVER, SCREEN)
    assert spot is not None
    assert spot.y() + POPOVER.height() <= 768


def test_without_room_beside_the_card_it_lies_below_or_above() -> None:
    anchor, card = QRect(300, 100, 50, 32), QRect(100, 80, 1200, 400)
    assert beside(anchor, card, POPOVER, SCREEN) is None
    assert below(anchor, POPOVER, SCREEN) == QPoint(300, 136)
    assert below(anchor.translated(0, 560), POPOVER, SCREEN).y() == 660 - 318 - 4


def test_the_pressed_link_is_marked_until_the_answer_closes(shown: Show) -> None:
    link, card = WhyLink(lambda: Why("Why?", "So.")), Card("Next")
    card.add(link)
    card.setFixedWidth(200)
    page = QWidget()
    page.setLayout(row(card, (QWidget(), 1)))
    page.resize(700, 300)
    shown(page)
    link.click()
    popover = link.popover
    assert popover is not None
    assert link.property("asked") is True
    over = QRect(popover.pos(), popover.size())
    assert not over.intersects(QRect(card.mapToGlobal(QPoint(0, 0)), card.size()))
    popover.close()
    assert link.property("asked") is False


def test_many_steps_stand_whole_where_there_is_room(shown: Show) -> None:
    page = QWidget()
    link = LinkButton("Why?")
    page.setLayout(column(Label("Page"), link))
    shown(page)
    popover = WhyPopover(Why("Help", "Keys", tuple(WhyStep(f"does {n}", lead=f"F{n}") for n in range(13))))
    popover.show_at(link)
    area = popover.findChildren(_Steps)[0]
    assert area.verticalScrollBar().maximum() == 0
    popover.close()
