"""Takes the pictures of one window size in all languages and themes. Runs in a process of its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from tests.screenshots.scenes import Context, Scene, settle, still
from ui.kit import apply, set_language, unnamed

LANGUAGES = ("da", "en")
THEMES = ("light", "contrast")
_MOST_PARTS = 4
_WORTH_A_PICTURE = 48  # pixels below the fold


@dataclass(frozen=True, slots=True)
class Size:
    """A screen: its name, the logical size of the window, and how many pixels a logical one has."""

    name: str
    width: int
    height: int
    ratio: float


SIZES = (Size("1366x768", 1366, 768, 1.0), Size("1920x1080-150", 1280, 720, 1.5))


def take_all(
    scenes: Sequence[Scene], size: Size, out: Path, languages: Sequence[str], themes: Sequence[str]
) -> list[str]:
    """Photograph the scenes into `out/<size>-<language>-<theme>/`; return faults seen on the way."""
    app = QApplication.instance() or QApplication([])
    qInstallMessageHandler(_pass_on)
    assert isinstance(app, QApplication)
    faults = []
    for language in languages:
        for theme in themes:
            set_language(language)
            apply(app, theme, reduced_motion=True)
            folder = out / f"{size.name}-{language}-{theme}"
            folder.mkdir(parents=True, exist_ok=True)
            for scene in scenes:
                context = Context(app, language, theme, size.width, size.height)
                with context.closing:
                    faults += [f"{folder.name}/{fault}" for fault in take(scene, context, folder)]
    return faults


def take(scene: Scene, context: Context, folder: Path) -> list[str]:
    """Photograph one scene, part by part if it is longer than the window; return faults."""
    widget = scene.make(context)
    widget.resize(context.width, context.height)
    widget.show()
    settle()
    if (focused := context.app.focusWidget()) is not None:
        focused.clearFocus()
    subject = (scene.settle(widget) if scene.settle else None) or widget
    settle()
    for number, picture in enumerate(_parts(subject, whole=scene.whole_page), start=1):
        suffix = f"-{number}" if number > 1 else ""
        picture.save(str(folder / f"{scene.name}{suffix}.png"))
    faults = [f"{scene.name}: {type(one).__name__} has no name" for one in unnamed(widget)]
    for window in {widget, subject}:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return faults


def _parts(widget: QWidget, *, whole: bool) -> Iterator[QPixmap]:
    yield still(widget)
    areas = [
        area
        for area in widget.findChildren(QScrollArea)
        if area.isVisible() and area.verticalScrollBar().maximum() > _WORTH_A_PICTURE
    ]
    if not whole or not areas:
        return
    bar = max(areas, key=lambda area: area.height() * area.width()).verticalScrollBar()
    for _ in range(_MOST_PARTS - 1):
        before = bar.value()
        bar.setValue(before + bar.pageStep() - 40)
        if bar.value() - before < _WORTH_A_PICTURE:
            return
        yield still(widget)


def _pass_on(_kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    """Pass on what Qt says, but for the offscreen platform's word on having no window manager."""
    if not words.startswith("This plugin does not support"):
        print(words, file=sys.stderr)
