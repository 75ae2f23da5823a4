"""The main window: first start, lock screen or the open program, and what holds everywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPlainTextEdit, QTextEdit, QWidget

from caseworker.base import settings
from caseworker.base.clock import Clock
from caseworker.base.place import Place
from caseworker.base.settings import MachineSettings
from ui.kit import style, words
from ui.shell.entrance import UNFORESEEN, Entrance
from ui.shell.fitting import fit
from ui.shell.stores import Stores
from ui.shell.tasks import QtTasks

if TYPE_CHECKING:
    from ui.shell.frame import Frame

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
_DAY_CHECK_MS = 60_000


class MainWindow(QMainWindow):
    """One window, one store. Locking closes the store and forgets its key; drafts are kept first."""

    opened = Signal()
    locked = Signal()

    def __init__(
        self,
        folder: Path,
        machine: MachineSettings,
        clock: Clock,
        *,
        settings_folder: Path | None = None,
        usual: Path | None = None,
    ) -> None:
        super().__init__()
        self.setWindowTitle("Fælles plan")
        self.resize(1366, 768)
        self.machine = machine
        self._settings_folder = settings_folder
        self.tasks = QtTasks(self)
        self.stores = Stores(folder, clock, usual=usual)
        self.entrance = Entrance(self, self.stores, self.tasks)
        self.entrance.opened.connect(self.show_frame)
        self.frame: Frame | None = None
        # By folder: what one comes back to is of one store alone.
        self._left: dict[Path, tuple[Place, bool]] = {}
        self.idle = QTimer(self, singleShot=True)
        self.idle.timeout.connect(self.lock)
        self._days = QTimer(self, interval=_DAY_CHECK_MS)
        self._days.timeout.connect(self._new_day)
        self._make_shortcuts()
        if machine.window:
            self.restoreGeometry(QByteArray.fromHex(machine.window.encode()))
        fit(self)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self.entrance.show()

    # ---- the three states

    def lock(self) -> None:
        """Keep drafts, close the store, forget its key and show the lock screen."""
        if self.frame is None:
            return
        self._remember(self.frame)
        self._close_office()
        self.entrance.show()
        self.locked.emit()

    def show_frame(self) -> None:
        """Show the open program where one was before."""
        # The store's packages load while the passphrase is typed (stores.preload), not before the lock screen.
        from ui.people.taking_in import tell_left
        from ui.shell.frame import Frame

        assert self.stores.office is not None
        place, hidden = self._left.get(self.stores.folder, (Place("today"), False))
        try:
            self.frame = Frame(self.stores.office, self.tasks, words.language(), citizen_view=hidden)
        except Exception:  # the crash window has it; the lock screen is not to say for ever that it opens
            self.frame = None
            self._close_office()
            self.entrance.show(UNFORESEEN)
            raise
        self.frame.lock_requested.connect(self.lock)
        self.frame.language_requested.connect(self.switch_language)
        self.frame.machine_changed.connect(self.take_machine)
        self.setCentralWidget(self.frame)
        self.frame.go(place)
        tell_left(self.frame.desk, self.frame.problem)
        QTimer.singleShot(0, self._free_focus)
        self._restart_idle()
        self._days.start()
        self.opened.emit()

    def _remember(self, frame: Frame) -> None:
        """Come back to where one is, and to what is hidden from who looks on."""
        from ui.shell.routes import place_of  # not before the lock screen

        place = place_of(frame.stack.currentWidget(), frame.place())
        self._left[self.stores.folder] = (place, frame.desk.citizen_view)

    def _free_focus(self) -> None:
        """Take the focus from the navigation, where it lands by itself, unless the page has taken it."""
        focused = QApplication.focusWidget()
        if self.frame is not None and (focused is None or self.frame.navigation.isAncestorOf(focused)):
            self.frame.stack.setFocus()

    def switch_language(self) -> None:
        """Speak the other language: every page is built anew, drafts are kept."""
        self.machine.language = "en" if words.language() == "da" else "da"
        settings.save(self.machine, self._settings_folder)
        words.set_language(self.machine.language)
        if self.frame is None:
            self.entrance.show()
            return
        self._remember(self.frame)
        self.frame.shut()
        self.show_frame()

    def take_machine(self, machine: MachineSettings) -> None:
        """Take over new settings of this machine; a new look means that every page is built anew."""
        look = (self.machine.contrast, self.machine.reduced_motion)
        window, self.machine = self.machine.window, replace(machine)
        self.machine.window = window
        self._restart_idle()
        app = QApplication.instance()
        if look != (machine.contrast, machine.reduced_motion) and isinstance(app, QApplication):
            style.apply(app, machine.contrast, reduced_motion=machine.reduced_motion)
            if self.frame is not None:
                self._remember(self.frame)
                self.frame.shut()
                self.show_frame()

    # ---- what holds everywhere

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Start the idle time over on every key and movement."""
        if event.type() in _INPUT and self.frame is not None:
            self._restart_idle()
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and _is_of_acts(event, watched)
        ):
            event.ignore()  # a text field would take it for its own, or for its redo
            return True
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep drafts and the window's place, then close."""
        self.machine.window = bytes(self.saveGeometry().toHex().data()).decode()
        settings.save(self.machine, self._settings_folder)
        self._close_office()
        self.tasks.close()
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        super().closeEvent(event)

    def save_drafts(self) -> None:
        """Keep what is being typed, as the crash window asks."""
        if self.frame is not None:
            self.frame.save_drafts()

    def _close_office(self) -> None:
        self.idle.stop()
        self._days.stop()
        if self.frame is not None:
            self.frame.shut()
            self.frame = None
            self.setCentralWidget(QWidget())
            self.repaint()  # nothing of a citizen is seen while what runs comes to its end
        if self.stores.office is not None:
            self.stores.office.leave_off()
        self.tasks.settle()
        self.stores.close()

    def _restart_idle(self) -> None:
        self.idle.start(max(self.machine.idle_minutes, 1) * 60_000)

    def _new_day(self) -> None:
        if self.frame is not None:
            self.frame.dates.catch_up()

    def _make_shortcuts(self) -> None:
        for keys, act in (
            ("Ctrl+L", self.lock),
            ("Ctrl+K", self.open_palette),
            ("F9", self.switch_citizen_view),
            ("Alt+Left", self._back),
            ("Ctrl+Shift+Z", self.undo_act),
        ):
            QShortcut(QKeySequence(keys), self, act)
        # In a text field Ctrl+Z is the field's own; elsewhere it takes the last act back.
        QShortcut(QKeySequence("Ctrl+Z"), self, self._undo)
        QShortcut(QKeySequence("F1"), self, self._help)

    def _undo(self) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit | QPlainTextEdit | QTextEdit) and not _is_untouched(focused):
            focused.undo()
        else:
            self.undo_act()

    def undo_act(self) -> None:
        """Take the last act back."""
        if self.frame is not None:
            self.frame.undo()

    def open_palette(self) -> None:
        """Open the command palette."""
        if self.frame is not None:
            self.frame.palette_list.open()

    def switch_citizen_view(self) -> None:
        """Hide or show what only the caseworker sees."""
        if self.frame is not None:
            self.frame.switch_citizen_view()

    def _back(self) -> None:
        if self.frame is not None:
            self.frame.back()

    def _help(self) -> None:
        if self.frame is not None:
            from ui.shell.help import show_help

            show_help(self.frame)


def _is_of_acts(event: QKeyEvent, watched: QObject) -> bool:
    """Return whether a key takes an act back: always Ctrl+Shift+Z, and Ctrl+Z in a line with nothing to take back."""
    keys = QKeySequence(event.keyCombination())
    return keys == QKeySequence("Ctrl+Shift+Z") or (keys == QKeySequence("Ctrl+Z") and _is_untouched(watched))


def _is_untouched(field: QObject | None) -> bool:
    if not isinstance(field, QLineEdit) or field.text():
        return False
    return not field.isUndoAvailable() and not field.isRedoAvailable()
