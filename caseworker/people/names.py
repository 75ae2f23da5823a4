"""What may stand as a citizen's name. Pure: words in, the tidied name or the reason out."""

from __future__ import annotations

import re
import unicodedata

from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.store.log import tidied

_LONGEST = 200  # characters
# Signs without a shape of their own: zero-width spaces, control signs, letters that are blank.
_SHAPELESS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\u00ad\u115f\u1160\u2800\u3164\uffa0]"
)  # fmt: skip


def visible(words: str) -> str:
    """Return a name without signs that cannot be seen; "" where no other sign is left of it."""
    name = " ".join(_SHAPELESS.sub("", tidied(words)).split())
    # Joiners and marks belong inside some names, but are none by themselves.
    return name if any(unicodedata.category(sign)[0] not in "CZM" for sign in name) else ""


def checked_name(words: str) -> str:
    """Return the name as it is kept. Raises UserError for none at all, or one too long."""
    name = visible(words)
    if not name:
        raise UserError(t("Write the citizen's name."), Place("citizen", field="name"))
    if len(name) > _LONGEST:
        raise UserError(
            t("The name is longer than {count} characters. Check it.", count=_LONGEST),
            Place("citizen", field="name"),
        )
    return name
