"""The kit's gallery as scenes, with the popover open and the focus visible."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from caseworker.base.text import t, tc
from tests.screenshots.scenes import Context, Scene
from ui.kit import STRETCH, Button, CprField, Form, TextField, WhyLink, column
from ui.kit.gallery import SECTIONS


def _section(name: str) -> Callable[[Context], QWidget]:
    return lambda _context: SECTIONS[name]()


def _open_why(page: QWidget) -> QWidget:
    """Open the first "why?" and lay its picture over that of the page, as the screen shows them."""
    link = page.findChild(WhyLink)
    assert link is not None
    link.open()
    QApplication.processEvents()
    popover = link.popover
    assert popover is not None
    both = QLabel()
    both.setFixedSize(page.size())
    picture: QPixmap = page.grab()
    popover.render(picture, page.mapFromGlobal(popover.mapToGlobal(QPoint(0, 0))))
    both.setPixmap(picture)
    popover.close()
    return both


def _focus(_context: Context) -> QWidget:
    page = QWidget()
    page.setProperty("ground", "canvas")
    form = Form(columns=2)
    form.add("name", tc("field", "Name"), TextField())
    form.add("cpr", t("CPR number"), CprField())
    page.setLayout(column(form, Button(tc("button", "Save"), kind="filled"), STRETCH, margins=24))
    return page


def _focus_filled(page: QWidget) -> None:
    button = page.findChild(Button)
    assert button is not None
    button.setFocus()


SCENES = [
    *(Scene(f"kit-{name}", _section(name)) for name in SECTIONS),
    Scene("kit-why-open", _section("day"), settle=_open_why, whole_page=False),
    Scene("kit-focus", _focus, settle=_focus_filled, whole_page=False),
]
