"""A page for every part of the kit in every state. `.venv/bin/python -m ui.kit.gallery` opens it."""

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
# What the sections are called, in Danish and English.
TITLES: dict[str, tuple[str, str]] = {
    "day": ("Dagen", "The day"),
    "plan": ("Planen", "The plan"),
    "guidance": ("Vejvisning", "Guidance"),
    "letters": ("Skrift og farver", "Type and colours"),
    "buttons": ("Knapper", "Buttons"),
    "surfaces": ("Flader", "Surfaces"),
    "counters": ("Veje og tal", "Ways and numbers"),
    "fields": ("Felter", "Fields"),
    "faults": ("Fejl ved felter", "Errors at fields"),
    "tables": ("Tabeller", "Tables"),
}
