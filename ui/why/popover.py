"""Opens "why this date?" beside the link that asked."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.kit import Why, WhyPopover, WhyStep, say
from ui.ports import Desk
from ui.why.presenter import why


def show_why(desk: Desk, anchor: QWidget, case_id: str, key: str) -> WhyPopover:
    """Explain the deadline with this key beside the anchor, and return the popover."""
    found = why(desk, case_id, key)
    popover = WhyPopover(
        Why(
            title=found.title,
            answer=found.reason,
            steps=tuple(WhyStep(words, day) for day, words in found.steps),
            basis=found.legal_basis,
            source=say(found.standing),
            mark=found.mark,
        )
    )
    popover.show_at(anchor)
    return popover
