"""What a change of target group does, in words: said before it is saved, and once it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caseworker.base.text import Text, t, tn
from caseworker.people.groups import GroupChoice, Move, move_of
from caseworker.people.queries import GroupRow
from caseworker.people.words import group_words

CHANGED = (
    t("Change of target group"),
    t("The target group is changed, and the deadlines with it."),
)
_PLANNED = t("Planned change of target group")
_CALLED_OFF = (
    t("Planned change of target group called off"),
    t("The planned change of target group is called off, and the deadlines follow."),
)


def told_before(groups: Sequence[GroupRow], choice: GroupChoice, from_on: date, today: date) -> Text | None:
    """Say which period is corrected and what becomes of changes that are planned already, or None."""
    move = move_of(groups, choice, from_on, today)
    said = _corrected(move, today)
    said += [_before(one, move) for one in (*reversed(move.gone), *reversed(move.kept))]
    return _in_a_row(said)


def names(groups: Sequence[GroupRow], choice: GroupChoice, from_on: date, today: date) -> tuple[Text, Text]:
    """Return what the act is called, and what is said when it is done: what lies ahead has not happened."""
    move = move_of(groups, choice, from_on, today)
    if move.only_stays:
        return _CALLED_OFF
    name, done = CHANGED
    old = _replaced(move)
    if old is not None:
        name = t("Correction of target group")
        done = t(
            "The period from {day:short_year} is corrected from “{old}” to “{group}”, and the deadlines follow.",
            day=old.from_on,
            old=_words(old),
            group=group_words(choice.code, choice.visited_as),
        )
    elif from_on > today:
        name = _PLANNED
        group = group_words(choice.code, choice.visited_as)
        done = t("The target group changes to “{group}” {day:short_year}.", group=group, day=from_on)
    if len(move.gone) > 1:
        more = tn(
            "{count} planned change is replaced.", "{count} planned changes are replaced.", len(move.gone)
        )
        return name, t("{first} {second}", first=done, second=more)
    if move.gone:
        more = t(
            "The planned change to “{group}” {day:short_year} is replaced.",
            group=_words(move.gone[0]),
            day=move.gone[0].from_on,
        )
        return name, t("{first} {second}", first=done, second=more)
    return name, done


def _replaced(move: Move[GroupRow]) -> GroupRow | None:
    """Return the period that another group takes the place of from its first day on."""
    old, new = move.before, move.choice
    same = old is None or (old.code, old.visited_as) == (new.code, new.visited_as)
    return old if move.corrects and not same else None


def _corrected(move: Move[GroupRow], today: date) -> list[Text]:
    old = _replaced(move)
    if old is None:
        return []
    group = group_words(move.choice.code, move.choice.visited_as)
    said = t(
        "This corrects the period “{old}” from {day:short_year}: it becomes “{group}”.",
        old=_words(old), day=old.from_on, group=group,
    )  # fmt: skip
    return [said] if old.from_on == today else [said, t("If the change begins today, write today's date.")]


def _before(one: GroupRow, move: Move[GroupRow]) -> Text:
    named = {"group": _words(one), "day": one.from_on}
    if one in move.kept:
        return t("The change to “{group}” that is planned for {day:short_year} stays.", **named)
    if move.only_stays:
        return t(
            "A change to “{group}” is planned for {day:short_year} already. It falls away when you save.",
            **named,
        )
    return t(
        "A change to “{group}” is planned for {day:short_year} already. It is replaced when you save.",
        **named,
    )


def _in_a_row(said: Sequence[Text]) -> Text | None:
    if not said:
        return None
    words = said[0]
    for one in said[1:]:
        words = t("{first} {second}", first=words, second=one)
    return words


def _words(group: GroupRow) -> Text:
    return group_words(group.code, group.visited_as)
