"""What is photographed: named scenes, gathered from the modules that know how to build them."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

# Modules with a list SCENES. A page of the window gets a module of its own beside the gallery's.
MODULES = ("tests.screenshots.kit_scenes", "tests.screenshots.page_scenes")

TODAY = date(2026, 11, 24)
_MOST_TURNS = 50


@dataclass(frozen=True, slots=True)
class Context:
    """What a scene is built in.

    `language` and `theme` are set before the scene is asked for; `width` and `height` are logical pixels.
    What a scene opens (a store, a folder) goes into `closing`, which is emptied after the picture.
    """

    app: QApplication
    language: str
    theme: str
    width: int
    height: int
    today: date = TODAY
    closing: ExitStack = field(default_factory=ExitStack)


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: a file name without suffix, and how its widget is made.

    `settle` is run after the widget is shown (to open a popover, choose a row); it may return the widget
    to photograph instead. `whole_page` also takes what lies below the fold, as further pictures.
    """

    name: str
    make: Callable[[Context], QWidget]
    settle: Callable[[QWidget], QWidget | None] | None = None
    whole_page: bool = True


def all_scenes() -> list[Scene]:
    """Return every scene of every module. Raises ValueError when two have the same name."""
    scenes = [scene for module in MODULES for scene in importlib.import_module(module).SCENES]
    names = [scene.name for scene in scenes]
    double = sorted({name for name in names if names.count(name) > 1})
    if double:
        raise ValueError(f"two scenes are named {double}")
    return scenes


def settle() -> None:
    """Let what was set going be done."""
    for _ in range(3):
        QApplication.processEvents()


def still(widget: QWidget) -> QPixmap:
    """Return the picture once two in a row are alike: a layout may take several turns on a busy machine."""
    before = widget.grab()
    for _ in range(_MOST_TURNS):
        settle()
        picture = widget.grab()
        if picture.toImage() == before.toImage():
            return picture
        before = picture
    return before
