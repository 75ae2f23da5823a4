"""The camera of the screenshots."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from tests.screenshots.camera import take
from tests.screenshots.scenes import Context, Scene, all_scenes
from tests.screenshots.sheet import make_sheet
from ui.kit import Button, Label, Page, unnamed


def test_every_section_of_the_gallery_is_a_scene() -> None:
    names = [scene.name for scene in all_scenes()]
    assert {"kit-day", "kit-plan", "kit-why-open"} <= set(names)
    assert len(names) == len(set(names))


def long_page(_context: Context) -> Page:
    """Return a page of two windows with a nameless button."""
    page = Page("Long")
    for number in range(40):
        page.add(Label(f"Line {number}"))
    page.add(Button(""))
    return page


def test_a_long_page_is_taken_in_parts_and_faults_are_told(qapp: QApplication, tmp_path: Path) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    faults = take(Scene("long", long_page), Context(qapp, "en", "light", 800, 600), folder)
    assert faults == ["long: Button has no name"]
    files = sorted(file.name for file in folder.iterdir())
    assert files == ["long-2.png", "long.png"] or files == ["long-2.png", "long-3.png", "long.png"]
    with Image.open(folder / "long.png") as picture:
        assert picture.size == (800, 600)
        assert len(picture.getcolors(maxcolors=100_000) or []) > 20
    with Image.open(make_sheet(folder)) as sheet:
        assert sheet.width > 2000


def test_an_empty_set_has_no_sheet(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no pictures"):
        make_sheet(tmp_path)


def test_what_a_scene_opens_is_closed(qapp: QApplication) -> None:
    closed: list[int] = []
    context = Context(qapp, "da", "light", 100, 100)
    with context.closing:
        context.closing.callback(closed.append, 1)
    assert closed == [1]
    page = long_page(context)
    assert len(unnamed(page)) == 1
    page.deleteLater()
