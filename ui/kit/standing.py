"""What stood in a form's fields when it was opened on a record: typed words are laid over what stands there now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from caseworker.base.text import Text, t, tn
from ui.kit.words import say

if TYPE_CHECKING:
    from ui.kit.form import Form

HALF = "half"  # in a draft: what is no value yet, by the name of its field
WAS = "was"  # in a draft: what stood in the fields of the record, which were typed in, and which clash
_LONGEST = 80  # characters of what stands in the record, in a sentence about it


class Standing:
    """The record under one form, by the names of its fields.

    A field is typed in where it differs from the record, or holds what is no value yet. It clashes where the
    record was changed meanwhile too: the typed words stay, and `clash_words` says so. A field nobody typed in
    follows the record; `news_words` names those that did.
    """

    def __init__(self, form: Form) -> None:
        self._form = form
        self._was: dict[str, Any] = {}
        self._clash: list[str] = []
        self._news: list[str] = []

    def begin(self, names: Collection[str] | None = None) -> None:
        """Take what stands in the fields, all or those named, for what stands in the record."""
        values = self._form.values()
        self.begin_with({name: values[name] for name in values if names is None or name in names})

    def begin_with(self, values: Mapping[str, Any]) -> None:
        """Take these values of fields for what stands in the record."""
        self._was = {name: plain(value) for name, value in values.items()}
        self._clash, self._news = [], []

    def kept(self) -> dict[str, Any]:
        """Return what a draft keeps of this besides the values, as JSON data; {} where there is no record."""
        if not self._was:
            return {}
        return {WAS: {"stood": dict(self._was), "typed": self.typed(), "clash": self.clashes()}}

    def typed(self) -> list[str]:
        """Return the fields that hold something else than the record."""
        values, half = self._form.values(), self._form.half()
        return [name for name, was in self._was.items() if name in half or plain(values[name]) != was]

    def clashes(self) -> list[str]:
        """Return the fields that were typed in and changed elsewhere."""
        return [name for name in self.typed() if name in self._clash]

    def take_up(self, draft: Mapping[str, Any]) -> None:
        """Lay what was typed in a draft over the record as it stands; all of it where the draft does not say what."""
        before = draft.get(WAS)
        if not before or not self._was:
            self._form.set_values(draft)
            return
        stood, typed, clash = before["stood"], before["typed"], before["clash"]
        mine = {name: value for name, value in draft.items() if name in typed or name not in stood}
        half = {name: words for name, words in draft.get(HALF, {}).items() if name in mine}
        self._form.set_values(mine | {HALF: half})
        moved = [name for name, now in self._was.items() if name in stood and stood[name] != now]
        self._clash = [name for name in self._was if name in typed and (name in moved or name in clash)]
        self._news = [name for name in moved if name not in typed]

    def follow(self, now: Form) -> None:
        """Take over what stands in the fields of the same form, opened on the record as it is now."""
        for name in set(self._was) & set(now.names()):
            self._form.field(name).take_choices(now.field(name))
        self.follow_values(now.values())

    def follow_values(self, now: Mapping[str, Any]) -> None:
        """Take over what stands in the record now, by the names of the fields."""
        typed = set(self.typed())
        for name, value in now.items():
            if name not in self._was or plain(value) == self._was[name]:
                continue
            if name in typed:
                self._clash.append(name)
            else:
                self._form.set_values({name: value})
                self._news.append(name)
            self._was[name] = plain(value)

    def told(self) -> list[tuple[str, str]]:
        """Return what is to be said of changes made elsewhere, each with the tone of its banner."""
        lines = [(self.clash_words(), "attention"), (self.news_words(), "info")]
        return [(words, tone) for words, tone in lines if words]

    def clash_words(self) -> str:
        """Say which typed fields were changed elsewhere, and what stands there now; "" where none was."""
        clashes = self.clashes()
        if not clashes:
            return ""
        last = t("Your words stand here: look before you save.")
        return " ".join([*(say(self._clash_of(name)) for name in clashes), say(last)])

    def news_words(self) -> str:
        """Say which other fields were changed elsewhere; "" where none was."""
        typed = self.typed()
        names = [
            say(t("“{name}”", name=self._label(n))) for n in self._was if n in self._news and n not in typed
        ]
        if not names:
            return ""
        return say(
            tn(
                "{fields} was changed elsewhere meanwhile, and is shown as it stands now.",
                "{fields} were changed elsewhere meanwhile, and are shown as they stand now.",
                len(names),
                fields=", ".join(names),
            )
        )

    def _clash_of(self, name: str) -> Text:
        field, now = self._label(name), self._was[name]
        if now is None:
            return t("“{field}” was emptied elsewhere.", field=field)
        words = say(self._form.field(name).told(now))
        if len(words) > _LONGEST:
            words = f"{words[:_LONGEST].rstrip()} …"
        return t("“{field}” was changed elsewhere to “{value}”.", field=field, value=" ".join(words.split()))

    def _label(self, name: str) -> str:
        return self._form.field(name).called() or self._form.block(name).words()


def plain(value: Any) -> Any:
    """Return what stands in a field as JSON data; None where that is nothing."""
    if isinstance(value, str | tuple | list) and not value:
        return None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return [plain(one) for one in value] if isinstance(value, tuple | list) else value
