"""Email and postal code: a slip is pointed out where it is typed."""

from __future__ import annotations

from caseworker.base.text import Text, t
from caseworker.people.names import email_problem
from ui.kit import TextField

_DIGITS = 4  # of a Danish postal code


class EmailField(TextField):
    """An email address. Words without an @ are not taken: nothing could be sent there."""

    def problem(self) -> Text | None:
        """Return a sentence when it can be no email address."""
        return email_problem(self.value()) or super().problem()


class PostalCodeField(TextField):
    """A postal code. A longer one stays: it may be from another country."""

    def remark(self) -> Text | None:
        """Ask for a second look at one that is too long for a Danish one."""
        if sum(sign.isdigit() for sign in self.value()) <= _DIGITS:
            return None
        return t("A Danish postal code has four digits. Look at it once more.")
