"""The two kinds of expected failure. Everything else is a bug and opens the crash window."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caseworker.base.place import Place
    from caseworker.base.text import Text


class CaseworkerError(Exception):
    """An expected failure with a sentence for the caseworker."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.message)
        self.text = text


class UserError(CaseworkerError):
    """Something asked for that cannot be: says what happened, that nothing was lost, and what to do.

    `place` names the field where it should be shown, if there is one.
    """

    def __init__(self, text: Text, place: Place | None = None) -> None:
        super().__init__(text)
        self.place = place


class StoreProblem(CaseworkerError):
    """The store cannot be used: disk full, locked, damaged, too new, wrong passphrase.

    `code` is stable and language-free: "missing", "wrong_key", "damaged", "foreign", "too_new",
    "locked", "read_only", "disk_full", "disk_error", "network_path".
    """

    def __init__(self, code: str, text: Text) -> None:
        super().__init__(text)
        self.code = code
