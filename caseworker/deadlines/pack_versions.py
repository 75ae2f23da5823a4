"""Versions of a pack of the unit's own: files of one id, each in force until the day before the next begins.

The newest is known by the id in the file, an older one by that id and its first day ("ours.2026-01-01").
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from caseworker.deadlines.pack_build import Source


class Placed(Struct, frozen=True):
    """Pack files with one more among them.

    `source` is that one as it stands there. `ended` is the version in force until it begins, with its new last
    day; `gone` are those that give way to it, because they would begin while it is in force.
    """

    sources: tuple[Source, ...]
    source: Source
    ended: Source | None = None
    gone: tuple[Source, ...] = ()


def first_day(source: Source) -> date:
    """Return the first day of a pack file, the earliest there is where it says none."""
    return _day(source, "valid_from") or date.min


def last_day(source: Source) -> date | None:
    """Return the last day of a pack file, or None where it has none: its own, or that before the next version."""
    return min((day for day in (_day(source, "valid_to"), source.until) if day is not None), default=None)


def placed(sources: Iterable[Source], new: Source) -> Placed:
    """Put a pack file of the unit's own among others.

    From its first day on it stands in place of the other versions of its id: the one before ends the day before,
    and one that would begin while the new one is in force falls away. So does the very same shipped file.
    What extends the id extends the version that is in force when it begins.
    """
    kept = [one for one in sources if one.local or one.id != new.id or one.data != new.data]
    base = str(new.data.get("extends"))
    if bases := sorted((one for one in kept if one.local and one.file_id == base), key=first_day):
        new = _extending(new, frozenset({base}), bases)
    mine = [one for one in kept if one.local and one.file_id == new.file_id]
    begins, ends = first_day(new), last_day(new)
    before = sorted((one for one in mine if first_day(one) < begins), key=first_day)
    after = sorted((one for one in mine if ends is not None and first_day(one) > ends), key=first_day)
    gone = tuple(one for one in mine if one not in before and one not in after)
    until = begins - timedelta(days=1) if before else begins
    ended = before[-1] if before and (last_day(before[-1]) or date.max) > until else None
    if ended is not None:
        ended = before[-1] = replace(ended, until=until)
    versions = _named([*before, new, *after])
    names = frozenset({new.file_id, *(one.id for one in mine)})
    others = [_extending(one, names, versions) for one in kept if one not in mine]
    at = len(before)
    return Placed((*others, *versions), versions[at], versions[at - 1] if ended is not None else None, gone)


def _named(versions: list[Source]) -> list[Source]:
    *older, newest = versions
    return [
        *(_with(one, "id", f"{one.file_id}.{first_day(one).isoformat()}") for one in older),
        _with(newest, "id", newest.file_id),
    ]


def _extending(one: Source, names: frozenset[str], versions: list[Source]) -> Source:
    """Return a pack file that extends one of these names with the version in force when it begins."""
    if not one.local or str(one.data.get("extends")) not in names:
        return one
    begun = [version for version in versions if first_day(version) <= first_day(one)]
    return _with(one, "extends", (begun[-1] if begun else versions[0]).id)


def _with(source: Source, field: str, words: str) -> Source:
    if str(source.data.get(field, "")) == words:
        return source
    return replace(source, data=source.data | {field: words}, told_id=source.file_id)


def _day(source: Source, field: str) -> date | None:
    value = source.data.get(field)
    return value if type(value) is date else None  # a date and time is told of by who builds the pack
