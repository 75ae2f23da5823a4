"""Opens "why this date?" beside the link that asked."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from caseworker.base.text import t
from ui.kit import LinkButton, Why, WhyPopover, WhyStep, say
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
    panel = popover.findChild(QFrame)
    inside = panel.layout() if panel is not None else None
    assert inside is not None
    for what, place in found.lacks:
        link = LinkButton(t("Write {what}", what=what))
        link.clicked.connect(popover.close)
        link.clicked.connect(lambda _on=False, to=place: desk.navigation.go(to))
        inside.addWidget(link)
    popover.show_at(anchor)
    return popover
