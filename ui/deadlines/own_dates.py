"""One's own date beside the legal one: saving, taking away, and keeping what is half written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from caseworker.base.text import t
from caseworker.deadlines import overrides
from ui.deadlines.keeping import Keeper
from ui.deadlines.lines import Item
from ui.ports import Desk, Failed


class OwnDates:
    """The acts of the form. Only deadlines with a line have it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._keeper = Keeper(desk)

    def today(self) -> date:
        """Return the Danish day."""
        return self._desk.office.clock.today()

    def save(self, item: Item, day: date, reason: str, then: Callable[[], object], failed: Failed) -> None:
        """Write one's own date with its reason."""
        line = item.line
        assert line is not None

        def done(_id: str) -> None:
            words = t("Your own date is kept. The deadline is the same as before.")
            self._desk.notices.done(words, undo=True)
            then()

        self._desk.act(
            t("Own date for a deadline: {name}", name=item.name),
            lambda work: overrides.own_date(work, line.case_id, line.key, day, reason),
            done,
            failed,
            spends=_draft_id(item),
        )

    def drop(self, item: Item) -> None:
        """Take one's own date away again."""
        line = item.line
        assert line is not None
        self._desk.act(
            t("Own date taken away: {name}", name=item.name),
            lambda work: overrides.drop_own_date(work, line.case_id, line.key),
            lambda _none: self._desk.notices.done(t("Your own date is taken away."), undo=True),
        )

    def keep(self, item: Item, values: Mapping[str, Any]) -> None:
        """Keep what is typed so far."""
        line = item.line
        assert line is not None
        kept = {**values, "form": "own_date", "key": line.key}
        self._keeper.keep(_draft_id(item), line.citizen_id, line.case_id, kept)

    def kept(self, item: Item) -> dict[str, Any] | None:
        """Return what was half written for a deadline, or None."""
        return self._keeper.kept(_draft_id(item), "own_date")

    def forget(self, item: Item) -> None:
        """Throw away what was half written."""
        self._keeper.forget(_draft_id(item))


def _draft_id(item: Item) -> str:
    return f"own date {item.id}"
