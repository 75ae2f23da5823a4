"""Icons: there when named, in the colour asked for, sharp."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from caseworker.base.paths import resource
from ui.kit import colour, icon

UI = Path(__file__).parents[3] / "ui"
NAMED = re.compile(r'(?:\bicon=|IconMark\(|IconButton\(\s*|set_icon\(|NavEntry\([^()]*,\s*)"([a-z0-9-]+)"')


def test_every_icon_named_in_the_window_is_shipped() -> None:
    named = {
        (name, path.name) for path in UI.rglob("*.py") for name in NAMED.findall(path.read_text("utf-8"))
    }
    assert len(named) > 10
    assert sorted((n, p) for n, p in named if not resource("icons", f"{n}.svg").is_file()) == []


def test_an_icon_is_drawn_in_its_colour() -> None:
    picture = icon("sun", "alarm", 24).pixmap(24, 24).toImage()
    inks = [
        QColor(picture.pixelColor(x, y))
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() > 250
    ]
    assert inks
    wanted = colour("alarm")
    assert all(abs(ink.red() - wanted.red()) < 4 and abs(ink.blue() - wanted.blue()) < 4 for ink in inks)


def test_an_icon_has_a_picture_for_dense_screens() -> None:
    assert icon("sun", "ink", 20).pixmap(20, 20).width() == 20
    sizes = {(size.width(), size.height()) for size in icon("sun", "ink", 20).availableSizes()}
    assert {(20, 20)} <= sizes


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


def test_the_licences_lie_beside_what_they_cover() -> None:
    assert "SIL OPEN FONT LICENSE" in resource("fonts", "LICENSE-OFL.txt").read_text("utf-8")
    assert "ISC License" in resource("icons", "LICENSE.txt").read_text("utf-8")
