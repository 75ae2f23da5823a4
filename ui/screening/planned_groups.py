"""Which planned changes of target group a visitation replaces, said before it is finished and once it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caseworker.base.text import Text, raw, t, tn
from caseworker.people.groups import GroupChoice, move_of
from caseworker.people.queries import GroupRow
from caseworker.people.words import visited_words


def replaced(groups: Sequence[GroupRow], visited_as: str, today: date) -> tuple[GroupRow, ...]:
    """Return the planned periods of a case that give way to a category found today, the earliest first.

    `groups` come the newest first.
    """
    present = next((one for one in groups if one.from_on <= today), None)
    if present is None or visited_as in ("", present.visited_as):
        return ()
    return tuple(reversed(move_of(groups, GroupChoice(present.code, visited_as), today, today).gone))


def told_before(gone: Sequence[GroupRow]) -> Text | None:
    """Say what is replaced when the screening is finished; None where nothing is."""
    return _in_a_row(
        [
            t(
                "A change to “{group}” is planned for {day:short_year} already. "
                "It is replaced when you finish the screening.",
                group=_words(one),
                day=one.from_on,
            )
            for one in gone
        ]
    )


def told_after(gone: Sequence[GroupRow]) -> Text | None:
    """Say what was replaced; None where nothing was."""
    if len(gone) > 1:
        return tn("{count} planned change is replaced.", "{count} planned changes are replaced.", len(gone))
    return _in_a_row(
        [
            t(
                "The planned change to “{group}” {day:short_year} is replaced.",
                group=_words(one),
                day=one.from_on,
            )
            for one in gone
        ]
    )


def _words(one: GroupRow) -> Text:
    return visited_words(one.code, one.visited_as) or raw(one.code)


def _in_a_row(said: Sequence[Text]) -> Text | None:
    words = said[0] if said else None
    for one in said[1:]:
        words = t("{first} {second}", first=words, second=one)
    return words
