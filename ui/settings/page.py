"""The page "Settings" (Indstillinger): four tabs, each saved by itself."""

from __future__ import annotations

import os

from PySide6.QtCore import SIGNAL, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from caseworker.base.place import Place
from caseworker.base.text import t, tc
from caseworker.office import Changes
from ui.kit import Label, Page, Tabs, box, column, say, tokens
from ui.ports import Desk
from ui.settings.presenter import SettingsPresenter
from ui.settings.program_tab import ProgramTab
from ui.settings.recovery_card import RecoveryPresenter
from ui.settings.rules_tab import RulesTab
from ui.settings.store_tab import StoreTab
from ui.settings.unit_tab import UnitTab

_TABS = [
    ("program", t("The program and you")),
    ("unit", tc("settings", "Unit")),
    ("rules", tc("settings", "Rules")),
    ("store", t("Store and about")),
]


class SettingsPage(Page):
    """Each tab is saved by itself.

    Signals: `language_requested()` asks for the other language; `machine_changed(MachineSettings)` tells the
    window of new settings of the machine (idle time, look), which it keeps and applies; `print_requested(code)`
    asks for a new recovery code on paper.
    """

    language_requested = Signal()
    machine_changed = Signal(object)
    print_requested = Signal(str)

    def __init__(self, desk: Desk) -> None:
        self.tabs = Tabs(_TABS, tc("page", "Settings"))
        side = tokens.XL
        head = column(
            Label(tc("page", "Settings"), "title"), self.tabs, gap=tokens.S, margins=(side, 18, side, 0)
        )
        super().__init__(header=box(head))
        self.setAccessibleName(say(tc("page", "Settings")))
        self._desk = desk
        self.presenter = SettingsPresenter(desk)
        self.presenter.on_changed = self._draw
        self.presenter.on_machine = self.machine_changed.emit
        self.program = ProgramTab(self.presenter)
        self.unit = UnitTab(self.presenter)
        self.rules = RulesTab(self.presenter)
        folder = os.path.abspath(desk.office.folder)
        self.store = StoreTab(self.presenter, folder, RecoveryPresenter(desk))
        self._parts: dict[str, QWidget] = {
            "program": self.program, "unit": self.unit, "rules": self.rules, "store": self.store,
        }  # fmt: skip
        for part in self._parts.values():
            self.add(part)
        self.add_stretch()
        self.program.language_requested.connect(self.language_requested.emit)
        self.store.recovery.print_requested.connect(self.print_requested.emit)
        self.store.recovery.can_print = lambda: self.receivers(SIGNAL("print_requested(QString)")) > 0
        self.tabs.chosen.connect(self._choose_tab)
        self._show_tab("program")

    def show_place(self, place: Place) -> None:
        """Show the settings; the place may name a tab."""
        self.presenter.reload()
        if place.field in self._parts:
            self.tabs.set_current(place.field)
            self._show_tab(place.field)

    def heard(self, changes: Changes) -> None:
        """Reload; what is being typed stays."""
        self.presenter.heard(changes)

    def save_draft(self) -> None:
        """Keep what is typed about oneself and the unit. Passphrases are never kept."""
        self.program.flush()
        self.unit.flush()

    def _choose_tab(self, key: str) -> None:
        """Go to a tab as to a place of its own: after a lock, and on the way back, one is there again."""
        self._show_tab(key)
        self._desk.navigation.go(Place("settings", field=key))

    def _show_tab(self, key: str) -> None:
        for name, part in self._parts.items():
            part.setVisible(name == key)
        area = self.findChild(QScrollArea)
        if area is not None:
            area.verticalScrollBar().setValue(0)

    def _draw(self) -> None:
        for part in (self.program, self.unit, self.rules, self.store):
            part.draw()
