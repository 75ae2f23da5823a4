"""Works the real window from inside its own process: finds what a person sees, clicks, types and looks.

A journey is a plain function that takes a `Driver` and runs on a thread of its own, so that it reads from
top to bottom also where a dialog waits for an answer. Everything that touches Qt is handed to the window's
thread; clicks are posted and not waited for, since a click may open a dialog that returns much later.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QTextEdit,
    QWidget,
)

from tests.journeys.looking import index_of, page, seen, widgets, words_of

T = TypeVar("T")
PATIENCE = 20.0  # seconds until something that does not appear counts as missing
STEP = 0.03  # seconds between two looks
STILL = 0.2  # seconds a list must stand before a row of it is clicked
LOOKS = 10  # a window that does not stand still after so many looks is photographed as it is
TABS = 80  # more presses of the Tab key than this lead nowhere


class Lost(AssertionError):
    """What the journey looked for did not appear."""


class Bridge(QObject):
    """Lives on the window's thread and runs there what the journey hands over."""

    handed_over = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.handed_over.connect(self._run)
        self.longest_block = self.recent_block = 0.0
        self._beat = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._heart)

    def _run(self, work: Callable[[], Any], result: Future[Any]) -> None:
        if not self._timer.isActive():
            self._beat = time.perf_counter()
            self._timer.start(10)
        self._heart()
        try:
            result.set_result(work())
        except BaseException as error:  # noqa: BLE001 - it belongs to the journey, which waits for it
            result.set_exception(error)
        self._beat = time.perf_counter()  # what the journey itself took to look is no fault of the window

    def _heart(self) -> None:
        now = time.perf_counter()
        self.recent_block = max(self.recent_block, now - self._beat - 0.01)
        self.longest_block = max(self.longest_block, self.recent_block)
        self._beat = now


class Driver:
    """The hands and eyes of a journey. Counts what a person would have had to do."""

    def __init__(self, bridge: Bridge, out: Path) -> None:
        self._bridge, self._out = bridge, out
        self.interactions = 0

    @property
    def longest_block(self) -> float:
        """Return the longest time in seconds for which the window did not answer so far."""
        return self._bridge.longest_block

    def recent_block(self) -> float:
        """Return the same for the time since this was asked last."""
        recent, self._bridge.recent_block = self._bridge.recent_block, 0.0
        return recent

    # ---- telling the test outside

    def mark(self, name: str, **facts: Any) -> None:
        """Tell the test outside how far the journey has come; it may answer by killing this process."""
        sys.stdout.write(json.dumps({"mark": name, "interactions": self.interactions} | facts) + "\n")
        sys.stdout.flush()

    def photograph(self, name: str) -> Path:
        """Save a picture of the window in front."""
        path = self._out / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        now = self._look()
        for _ in range(LOOKS):
            before = now
            time.sleep(5 * STEP)
            now = self._look()
            if now == before:
                break  # nothing is being filled in or moving any more
        assert now.save(str(path)), f"could not save {path}"
        self.mark("photograph", file=str(path))
        return path

    def _look(self) -> QImage:
        return self.on_window(lambda: page().grab().toImage())

    # ---- looking

    def on_window(self, work: Callable[[], T]) -> T:
        """Run something on the window's thread and return what it gives."""
        result: Future[T] = Future()
        self._bridge.handed_over.emit(work, result)
        return result.result(PATIENCE)

    def until(self, look: Callable[[], T], what: str, patience: float = PATIENCE) -> T:
        """Look until there is something (or raise Lost with a list of what there is instead)."""
        end = time.monotonic() + patience
        while not (found := self.on_window(look)):
            if time.monotonic() > end:
                there = self.on_window(seen)
                raise Lost(f"{what} did not appear within {patience:.0f} s; on the screen: {there}")
            time.sleep(STEP)
        return found

    def window(self) -> QWidget:
        """Wait for a window and return the one in front."""
        return self.until(lambda: page() if widgets(QWidget) else None, "a window")

    def find(self, label: str, kind: type[QWidget] = QWidget) -> QWidget:
        """Return the one usable widget with this text, accessible name, placeholder or object name."""

        def look() -> QWidget | None:
            found = [w for w in widgets(kind) if label in words_of(w) and w.isEnabled()]
            # A label inside a button says the same as the button: the inner one is enough.
            inner = [w for w in found if not any(w.isAncestorOf(other) for other in found if other is not w)]
            return inner[0] if len(inner) == 1 else None

        return self.until(look, f"exactly one {kind.__name__} {label!r} to use")

    def field(self, label: str) -> QWidget:
        """Return the one usable field one can type into with this name; its label does not count."""

        def look() -> QWidget | None:
            kinds = (QLineEdit, QPlainTextEdit, QTextEdit)
            found = [w for k in kinds for w in widgets(k) if label in words_of(w) and w.isEnabled()]
            return found[0] if len(found) == 1 else None

        return self.until(look, f"exactly one field {label!r} to write in")

    def see(self, words: str, patience: float = PATIENCE) -> None:
        """Wait until these words stand somewhere in the window in front."""
        self.until(lambda: any(words in line for line in seen()), repr(words), patience)

    def see_no_more(self, words: str) -> None:
        """Wait until these words are gone."""
        self.until(lambda: not any(words in line for line in seen()), f"a window without {words!r}")

    # ---- doing

    def click(self, target: str | QWidget, kind: type[QWidget] = QWidget) -> None:
        """Click the middle of a widget."""
        widget = self.find(target, kind) if isinstance(target, str) else target
        self._bring(widget)
        self._post(lambda: QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center()))

    def click_entry(self, words: str) -> None:
        """Click the entry of the left list with these words, whatever its count."""

        def look() -> QWidget | None:
            named = (w for w in widgets(QAbstractButton) if w.accessibleName().partition(",")[0] == words)
            return next(named, None)

        self.click(self.until(look, f"an entry {words!r}"))

    def click_in(self, group: str, words: str) -> None:
        """Click what has these words in the group with that name: one of the chips under a question."""

        def look() -> QWidget | None:
            inside = (
                w for g in widgets(QWidget) if g.accessibleName() == group for w in g.findChildren(QWidget)
            )
            return next((w for w in inside if words in words_of(w) and w.isVisible()), None)

        self.click(self.until(look, f"{words!r} under {group!r}"))

    def click_row(self, words: str, *, double: bool = False) -> None:
        """Click the row of a list, table or open drop-down in which these words stand."""

        def look() -> tuple[QAbstractItemView, QPoint] | None:
            for view in widgets(QAbstractItemView):
                if (index := index_of(view, words)) is not None:
                    view.scrollTo(index)
                    return view, view.visualRect(index).center()
            return None

        view, place = self.until(look, f"a row with {words!r}")
        time.sleep(STILL)  # a list that has just opened may be filled once more: a person sees that and waits
        view, place = self.until(look, f"a row with {words!r}")
        act = QTest.mouseDClick if double else QTest.mouseClick
        if double:
            self._post(lambda: QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place))
        self._post(lambda: act(view.viewport(), Qt.MouseButton.LeftButton, pos=place), counted=not double)

    def click_tab(self, words: str) -> None:
        """Click the tab with these words."""

        def look() -> tuple[QTabBar, QPoint] | None:
            for tabs in widgets(QTabBar):
                for index in range(tabs.count()):
                    if tabs.tabText(index) == words:
                        return tabs, tabs.tabRect(index).center()
            return None

        tabs, place = self.until(look, f"a tab {words!r}")
        self._post(lambda: QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=place))

    def choose(self, box: str | QWidget, words: str) -> None:
        """Open a drop-down and take the entry."""
        self.click(box)
        # A drop-down takes a second click within this time for a double click and stays open.
        time.sleep(self.on_window(QApplication.doubleClickInterval) / 1000 + STEP)
        self.click_row(words)

    def choose_from_menu(self, words: str) -> None:
        """Take the entry of the open menu."""

        def look() -> tuple[QMenu, QAction] | None:
            for menu in widgets(QMenu):
                for action in menu.actions():
                    if action.text().replace("&", "") == words and action.isEnabled():
                        return menu, action
            return None

        menu, action = self.until(look, f"the menu entry {words!r}")
        place = self.on_window(lambda: menu.actionGeometry(action).center())
        self._post(lambda: QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place))

    def write(self, target: str | QWidget, words: str) -> None:
        """Click a field, take away what stands in it and type the words."""
        widget = self.field(target) if isinstance(target, str) else target
        self._bring(widget)
        self._post(lambda: QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center()))
        self._post(lambda: QTest.keySequence(_typed(widget), QKeySequence("Ctrl+A")), counted=False)
        self._post(lambda: QTest.keyClick(_typed(widget), Qt.Key.Key_Delete), counted=False)
        self._post(lambda: QTest.keyClicks(_typed(widget), words), counted=False)

    def tab_to(self, label: str) -> QWidget:
        """Go with the Tab key until the widget with this name has the focus. Tab is free, as in ui.md."""

        def there() -> QWidget | None:
            focused = QApplication.focusWidget()
            return focused if focused is not None and label in words_of(focused) else None

        for _ in range(TABS):
            if (found := self.on_window(there)) is not None:
                return found
            self._post(lambda: QTest.keyClick(_typed(page()), Qt.Key.Key_Tab), counted=False)
        raise Lost(f"no Tab leads to {label!r}; on the screen: {self.on_window(seen)}")

    def walk(self) -> list[str]:
        """Go once round with the Tab key and return the names of all stops in order."""
        stops: list[QWidget] = []
        for _ in range(TABS):
            self._post(lambda: QTest.keyClick(_typed(page()), Qt.Key.Key_Tab), counted=False)
            stop = self.on_window(QApplication.focusWidget)
            if stop is None or stop in stops:
                break
            stops.append(stop)
        return self.on_window(lambda: [stop.accessibleName() or "".join(words_of(stop)) for stop in stops])

    def fill(self, label: str, words: str) -> None:
        """Go to a field with the Tab key, take away what stands in it and type the words: free, as in ui.md."""
        self.tab_to(label)
        self._post(lambda: QTest.keySequence(_typed(page()), QKeySequence("Ctrl+A")), counted=False)
        self._post(lambda: QTest.keyClick(_typed(page()), Qt.Key.Key_Delete), counted=False)
        self.type(words)

    def type(self, words: str) -> None:
        """Type where the focus is."""
        self._post(lambda: QTest.keyClicks(_typed(page()), words), counted=False)

    def take_file(self, path: str) -> None:
        """Name a file or folder in the file dialog that is open, and accept it."""

        def look() -> tuple[QFileDialog, QLineEdit] | None:
            dialog = QApplication.activeModalWidget()
            edit = dialog.findChild(QLineEdit) if isinstance(dialog, QFileDialog) else None
            return (dialog, edit) if isinstance(dialog, QFileDialog) and edit is not None else None

        dialog, edit = self.until(look, "a file dialog")
        # Pasted, not typed: the list that completes paths comes late and would take the Return key for itself.
        self._post(lambda: edit.setText(path))
        self._post(lambda: QTest.keyClick(edit, Qt.Key.Key_Return), counted=False)
        self.until(lambda: QApplication.activeModalWidget() is not dialog, "a window without a file dialog")

    def press(self, keys: str) -> None:
        """Press a key or a chord, written as Qt writes it: "Ctrl+K", "Return", "Esc"."""
        self._post(lambda: QTest.keySequence(_typed(page()), QKeySequence(keys)))

    def _bring(self, widget: QWidget) -> None:
        """Scroll until a widget is in sight, as a person would before using it; scrolling is not counted."""

        def bring() -> None:
            around = widget.parentWidget()
            while around is not None:
                if isinstance(around, QScrollArea):
                    around.ensureWidgetVisible(widget)
                around = around.parentWidget()

        self.on_window(bring)

    def _post(self, act: Callable[[], None], *, counted: bool = True) -> None:
        """Post an act to the window. It may open a dialog and so come back long after."""
        self.interactions += counted
        self.on_window(lambda: QTimer.singleShot(0, act))
        time.sleep(STEP)
        self.on_window(lambda: None)


def _typed(fallback: QWidget) -> QWidget:
    """Return where keys go now."""
    return QApplication.focusWidget() or fallback
