"""Every part in every state: named for screen readers, large enough, nothing cut, nothing left English."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTableView,
    QWidget,
)

from ui.kit import Label, apply, focusable, set_language, unnamed
from ui.kit.gallery import SECTIONS, TITLES
from ui.kit.gallery.__main__ import Gallery
from ui.kit.navigation import NavItem

Show = Callable[[QWidget], QWidget]
WIDTH = 1158  # what the list of sections leaves of 1366


@pytest.fixture(params=sorted(SECTIONS))
def section(request: pytest.FixtureRequest, qapp: QApplication, shown: Show) -> QWidget:
    set_language("da")
    page = SECTIONS[request.param]()
    page.resize(WIDTH, 650)
    shown(page)
    qapp.processEvents()
    return page


def test_everything_reachable_has_a_name(section: QWidget) -> None:
    assert [f"{type(w).__name__} {w.objectName()}" for w in unnamed(section)] == []


def test_every_target_can_be_hit(section: QWidget) -> None:
    small = [
        f"{type(w).__name__} {w.accessibleName()} {w.width()}x{w.height()}"
        for w in focusable(section)
        if min(w.width(), w.height()) < 32 and not isinstance(w, QLineEdit)
    ]
    assert not small


def test_no_words_are_cut(section: QWidget) -> None:
    cut = [
        f"{w.text()!r}: {w.width()} of {w.sizeHint().width()}"
        for w in section.findChildren(QWidget)
        if isinstance(w, (QLabel, QPushButton))
        and w.isVisibleTo(section)
        and not (
            isinstance(w, Label) and (w.wordWrap() or w.minimumSizeHint().width() < w.sizeHint().width())
        )
        and w.property("kind") not in {"nav", "counter"}
        and w.width() < w.sizeHint().width()
    ]
    assert not cut


def test_nothing_is_wider_than_the_page(section: QWidget) -> None:
    assert section.minimumSizeHint().width() <= WIDTH
    wide = [area for area in section.findChildren(QScrollArea) if area.horizontalScrollBar().maximum() > 0]
    assert not wide


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_list_of_sections_speaks_the_language_chosen(
    qapp: QApplication, shown: Show, language: str
) -> None:
    gallery = Gallery(qapp)
    gallery.choose("_language", language)
    shown(gallery)
    entries = gallery.findChildren(NavItem)
    assert len(entries) == len(SECTIONS)
    which = ("da", "en").index(language)
    assert [entry.accessibleName() for entry in entries] == [TITLES[name][which] for name in SECTIONS]
    set_language("da")


@pytest.mark.parametrize("name", sorted(SECTIONS))
def test_every_section_stands_at_double_size_in_high_contrast(
    qapp: QApplication, shown: Show, name: str
) -> None:
    apply(qapp, "contrast", 2.0, reduced_motion=True)
    page = SECTIONS[name]()
    page.resize(1178, 650)
    shown(page)
    assert unnamed(page) == []
    small = [label.text() for label in page.findChildren(Label) if label.font().pixelSize() < 24]
    assert not small


def test_one_filled_button_per_view(section: QWidget) -> None:
    filled = [b for b in section.findChildren(QPushButton) if b.property("kind") == "filled"]
    assert len(filled) <= 1


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", ["counters", "tables", "faults"])
def test_no_danish_words_stand_in_an_english_section(name: str) -> None:
    set_language("en")
    page = SECTIONS[name]()
    words = {label.text() for label in page.findChildren(QLabel)}
    words |= {part.accessibleName() for part in page.findChildren(QWidget)}
    words |= {button.text() for button in page.findChildren(QAbstractButton)}
    for tabs in page.findChildren(QTabBar):
        words |= {tabs.tabText(at) for at in range(tabs.count())}
    for table in page.findChildren(QTableView):
        model = table.model()
        words |= {
            str(model.index(at, column).data())
            for at in range(model.rowCount())
            for column in range(model.columnCount())
        }
    assert not words & {"Overblik", "Kontakter", "Telefon", "Jobparat", "Aktivitetsparat", "Sygedagpenge"}
    page.deleteLater()
    set_language("da")
