"""The citizen's name in a form: it has a letter, and the first name stands first."""

from __future__ import annotations

from caseworker.base.text import Text, t
from caseworker.people.names import NO_LETTER, has_letter, turned, visible
from ui.kit import TextField


class NameField(TextField):
    """A name. With the last name first it can be saved, but that is said: letters are headed with it as it stands."""

    def problem(self) -> Text | None:
        """Return a sentence where there is no letter in it."""
        words = visible(self.value())
        return super().problem() or (NO_LETTER if words and not has_letter(words) else None)

    def remark(self) -> Text | None:
        """Say how the name is written with the first name first."""
        name = visible(self.value())
        if (usual := turned(name)) == name:
            return None
        return t("Is the last name first? Then write “{name}”.", name=usual)
