"""Garbage is collected on the window's thread alone.

Python collects on whichever thread happens to make objects. A page that was let go in a circle of references would
then be taken apart on the store's thread while the window's own is in the middle of Qt: that ends the program.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 1000


class GarbageKeeper(QObject):
    """Collects on the thread it lives in, as soon as Python would; nobody else does any more."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self, interval=_LOOK_MS)
        timer.timeout.connect(collect_due)
        timer.start()


def collect_due() -> None:
    """Collect the oldest generation whose threshold is passed, as Python itself does when it may."""
    limits = gc.get_threshold()
    due = [age for age, count in enumerate(gc.get_count()) if count > limits[age] > 0]
    if due:
        gc.collect(due[-1])
