"""Into which target group a visitation leads, and which planned changes it replaces: said before and after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caseworker.base.text import Text, raw, t, tn
from caseworker.people.groups import GroupChoice, move_of, visited_into
from caseworker.people.queries import GroupRow
from caseworker.people.words import group_words, visited_words


def replaced(groups: Sequence[GroupRow], visited_as: str, today: date) -> tuple[GroupRow, ...]:
    """Return the planned periods of a case that give way to a category found today, the earliest first.

    `groups` come the newest first.
    """
    choice = _found(groups, visited_as, today)
    return tuple(reversed(move_of(groups, choice, today, today).gone)) if choice is not None else ()


def joined_group(groups: Sequence[GroupRow], visited_as: str, today: date) -> Text | None:
    """Say into which other target group a category found today leads; None where the group stays."""
    choice = _found(groups, visited_as, today)
    present = next((one.code for one in groups if one.from_on <= today), "")
    if choice is None or choice.code == present:
        return None
    return t("The target group becomes “{group}” when you finish the screening.",
             group=group_words(choice.code, choice.visited_as))  # fmt: skip


def _found(groups: Sequence[GroupRow], visited_as: str, today: date) -> GroupChoice | None:
    """Return where a category found today leads, if that is another place than the present one."""
    present = next((one for one in groups if one.from_on <= today), None)
    if present is None or not visited_as:
        return None
    choice = visited_into(present.code, visited_as)
    return choice if (choice.code, choice.visited_as) != (present.code, present.visited_as) else None


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
