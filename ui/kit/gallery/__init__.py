"""A page for every part of the kit in every state. `python -m ui.kit.gallery` opens it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.kit.gallery import core, forms, plan

SECTIONS: dict[str, Callable[[], QWidget]] = {
    "day": plan.day,
    "plan": plan.plan,
    "guidance": plan.guidance,
    "letters": core.letters,
    "buttons": core.buttons,
    "surfaces": core.surfaces,
    "counters": core.counters,
    "fields": forms.fields,
    "faults": forms.faults,
    "tables": forms.tables,
}
