"""Paper from the window: the recovery code."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from caseworker.base.errors import UserError
from caseworker.base.text import Text
from ui.kit.words import language


def print_recovery_code(parent: QWidget, code: str, problem: Callable[[Text], None]) -> None:
    """Print the recovery code on one page, from memory: it never lies on the disk."""
    from caseworker.prints.recovery import recovery_pdf
    from ui.prints.printer import print_pdf

    try:
        print_pdf(parent, recovery_pdf(code, language=language()).pdf)
    except UserError as error:
        problem(error.text)
