"""Laying out: what is drawn anew leaves the page where it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget

from ui.kit import Button, Card, Label, LinkButton, box, clear, colour, column
from ui.kit.layout import Refit, draw_hairline, ending, flush, whole_pixels

Show = Callable[[QWidget], QWidget]


def _scrolling(*items: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.resize(300, 200)
    area.setWidget(box(column(*items)))
    return area


def test_a_card_drawn_anew_with_the_focus_in_it_does_not_scroll_the_page(shown: Show) -> None:
    inside = column(Button("Version 1"))
    space = QWidget()
    space.setFixedHeight(900)
    area = _scrolling(box(inside), space, Button("Far below"))
    shown(area)
    first = area.findChildren(QPushButton)[0]
    first.setFocus()
    clear(inside)
    assert area.verticalScrollBar().value() == 0


def test_what_follows_the_room_is_fitted_when_the_room_or_its_part_changes(
    shown: Show,
) -> None:
    part, owner = box(column(Button("One"))), QWidget()
    owner.setLayout(column(part))
    shown(owner)
    QApplication.processEvents()
    fitted: list[int] = []
    Refit(owner, part, lambda: fitted.append(owner.width()))
    owner.resize(432, 321)
    assert fitted[-1] == 432
    fitted.clear()
    part.layout().addWidget(Button("Two"))
    QApplication.processEvents()
    assert fitted
    fitted.clear()
    part.resize(11, 12)
    assert not fitted


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_a_hairline_is_everywhere_as_thick(ratio: float) -> None:
    drawn = set()
    for y in range(12):
        begin, thick = whole_pixels(y * ratio, ratio)
        first, last = y * ratio + begin * ratio, y * ratio + (begin + thick) * ratio
        assert first == pytest.approx(round(first))
        assert last <= (y + 1) * ratio + 1  # at 125 % a pixel of the next line may be the first whole one
        drawn.add(round(last - first))
    assert len(drawn) == 1


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("vertical", [False, True])
@pytest.mark.usefixtures("qapp")
def test_a_hairline_is_drawn_in_whole_pixels(ratio: float, *, vertical: bool) -> None:
    for at in range(12):
        image = QImage(60, 60, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill("#ffffff")
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        begin = QPointF(at, 0) if vertical else QPointF(0, at)
        draw_hairline(painter, begin, 60, vertical=vertical)
        painter.end()
        colours = [image.pixelColor(*((k, 5) if vertical else (5, k))).name() for k in range(60)]
        inked = [name for name in colours if name != "#ffffff"]
        assert inked == [colour("hairline").name()] * int(ratio)


def test_a_links_words_stand_in_line_with_the_words_above(shown: Show) -> None:
    label, link = Label("Advice"), LinkButton("Why?")
    page = box(column(label, flush(link), margins=16))
    shown(page)
    edge = (link.width() - link.fontMetrics().horizontalAdvance("Why?")) // 2
    assert link.mapTo(page, QPoint(edge, 0)).x() == label.mapTo(page, QPoint(0, 0)).x()


def test_links_at_the_right_edge_end_in_line_with_the_words_above(shown: Show) -> None:
    def link(words: str) -> LinkButton:
        made.append(LinkButton(words))
        return made[-1]

    made: list[LinkButton] = []
    card = Card("Deadlines", actions=[link("Change")], divided=True)
    card.resize(400, 300)
    filled = Label("Words " * 9)
    card.add_row((filled, 1))
    card.add_row((Label("First talk"), 1), link("why?"))
    card.add(ending((Label("Third talk"), 1), link("show")))
    shown(card)
    end = filled.mapTo(card, QPoint(filled.width(), 0)).x()
    ends = {}
    for one in made:
        edge = (one.width() - one.fontMetrics().horizontalAdvance(one.text())) // 2
        ends[one.text()] = one.mapTo(card, QPoint(one.width() - edge, 0)).x()
    assert ends == dict.fromkeys(ends, end)
