"""The unit's own rule packs, kept in the store: taken in from a day, dropped from a day."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from caseworker.base.errors import UserError
from caseworker.base.text import Text, t, tn
from caseworker.deadlines.pack_build import Source, read_source
from caseworker.deadlines.pack_checks import PackFault, left_out_words
from caseworker.deadlines.pack_intake import Checked, Finding, Tested, read_pack, run_cases, sentence
from caseworker.deadlines.pack_versions import Placed, first_day, placed
from caseworker.deadlines.packs import Packs, packs_from, read_file
from caseworker.people import staff
from caseworker.store.reading import Reading
from caseworker.store.work import Work

SETTING = "rule_packs"


@dataclass(frozen=True, slots=True)
class LocalPack:
    """A version of a pack of the unit's own: in force from a day until the day before `off_from` (None: on)."""

    id: str
    file: str
    text: str
    from_on: date
    off_from: date | None = None

    def on(self, today: date) -> bool:
        """Whether it has not been dropped on the day (its rules begin with `from_on`)."""
        return self.off_from is None or today < self.off_from

    @property
    def source(self) -> Source:
        """The file as it counts: from the day, or from its own first day if that is later."""
        return beginning(self.text.encode(), self.file, self.from_on)


@dataclass(frozen=True, slots=True)
class Look:
    """A file looked through before it is taken in: what is wrong, how its cases come out, the packs with it.

    `there` says which other versions it ends or replaces. `then` and `there` are None where the file cannot be
    taken in as it is.
    """

    checked: Checked
    tested: Tested | None = None
    then: Packs | None = None
    there: Placed | None = None


def local_packs(session: Reading) -> list[LocalPack]:
    """Return the packs taken in, the oldest first; also those dropped."""
    return [
        LocalPack(
            one["id"], one["file"], one["text"], date.fromisoformat(one["from"]),
            date.fromisoformat(one["off"]) if one.get("off") else None,
        )
        for one in staff.setting(session, SETTING).get("packs", ())
    ]  # fmt: skip


def of_unit(session: Reading, shipped: Packs, folder: Path, today: date) -> tuple[Packs, Text | None]:
    """Return the shipped packs with the unit's own ones: those of its data folder, then those taken in.

    One that is wrong or no longer fits is left out; the sentence says which and why.
    """
    waiting: list[tuple[str, Callable[[Packs], Packs]]] = [
        (file.name, partial(_with_file, file)) for file in sorted((folder / "rules").glob("*.toml"))
    ]
    waiting += [(one.file, partial(_with_taken_in, one)) for one in local_packs(session) if one.on(today)]
    found, problem = shipped, None
    # One may extend another that stands behind it, such as a mended file that was taken in anew: it has its turn again.
    while waiting:
        again, problem = [], None
        for name, put in waiting:
            try:
                found = put(found)
            except PackFault as fault:
                problem = problem or left_out_words(name, fault)
                again.append((name, put))
        if len(again) == len(waiting):
            break
        waiting = again
    return found, problem


def _with_file(file: Path, packs: Packs) -> Packs:
    return packs_from([*packs.sources, read_file(file)])


def _with_taken_in(one: LocalPack, packs: Packs) -> Packs:
    return packs_from(placed(packs.sources, one.source).sources)


def beginning(content: bytes, name: str, from_on: date) -> Source:
    """Return the pack file as the unit's own, in force from the day, or from its own first day if that is later."""
    source = read_source(content, name)
    first = source.data.get("valid_from")
    day = max(first, from_on) if isinstance(first, date) else from_on
    return replace(source, data=source.data | {"valid_from": day}, local=True)


def look_through(content: bytes, name: str, packs: Packs, from_on: date) -> Look:
    """Look a file through, run its cases, and put it among the packs as from the day. Nothing is changed.

    The cases run against the pack as it is written: they may lie before the day.
    """
    checked = read_pack(content, name, packs)
    if checked.source is None or checked.pack is None or checked.packs is None:
        return Look(checked)
    tested = run_cases(checked.pack, checked.packs)
    there = placed(packs.sources, beginning(content, name, from_on))
    try:
        return Look(checked, tested, packs_from(there.sources), there)
    except PackFault as fault:
        finding = Finding("error", fault.problem, fault.rule, fault.path, fault.line)
        return Look(Checked(checked.source, None, None, (*checked.findings, finding)), tested)


def take_in_pack(work: Work, packs: Packs, content: bytes, name: str, from_on: date) -> str:
    """Take a pack file in for the unit, in force from the day.

    An older version of the same id is kept and counts until then; one that would begin later gives way.
    Returns the pack's id. Raises UserError, with nothing changed, for a file with errors or cases that fail.
    """
    look = look_through(content, name, packs, from_on)
    source = look.checked.source
    if source is None or look.there is None or look.tested is None:
        raise UserError(sentence(next(one for one in look.checked.findings if one.level == "error"), name))
    if look.tested.failed:
        raise UserError(
            tn("One case of the file does not come out as written. Nothing is taken in.",
               "{count} cases of the file do not come out as written. Nothing is taken in.",
               look.tested.cases - look.tested.passed)
        )  # fmt: skip
    # Of its own versions those that count beside it: not one that was dropped, or that no longer fitted.
    beside = {first_day(one) for one in look.there.sources if one.local and one.file_id == source.id}
    beside.discard(first_day(look.there.source))
    kept = [
        one
        for one in local_packs(work.session)
        if one.id != source.id or (one.on(work.today()) and first_day(one.source) in beside)
    ]
    _write(work, [*kept, LocalPack(source.id, name, source.text, from_on)])
    return source.id


def drop_pack(work: Work, packs: Packs, pack_id: str, from_on: date) -> date | None:
    """Let a pack of the unit's own no longer count from a day: today, or one to come.

    Returns the first day of its version before, which then counts on, or None. Raises UserError, with nothing
    changed, where another pack of the unit's own is built on it.
    """
    if from_on < work.today():
        raise UserError(t("Rules are switched from today or a later day. Nothing is changed."))
    kept = local_packs(work.session)
    source = next((one for one in packs.sources if one.local and one.id == pack_id), None)
    gone = [one for one in kept if source is not None and _is(one, source)]
    if source is None or not gone:
        raise UserError(t("The unit has no rule pack with the id {id}.", id=pack_id))
    still = {(one.id, first_day(one.source)) for one in kept if one.on(from_on)}
    others = [one for one in packs.sources if (one.file_id, first_day(one)) in still]
    built_on = [one for one in others if one.data.get("extends") == pack_id]
    if built_on:
        raise UserError(
            tn("The rule pack “{names}” is built on this one and would fall away with it. "
               "Take it out of use first, or take in a file of it that is not. Nothing is changed.",
               "The rule packs “{names}” are built on this one and would fall away with it. "
               "Take them out of use first, or take in files of them that are not. Nothing is changed.",
               len(built_on), names=", ".join(one.data["title"]["da"] for one in built_on))
        )  # fmt: skip
    _write(work, [dataclasses.replace(one, off_from=from_on) if one in gone else one for one in kept])
    before = [first_day(one) for one in others if one.file_id == source.file_id]
    return max((day for day in before if day < first_day(source)), default=None)


def _is(one: LocalPack, source: Source) -> bool:
    return one.id == source.file_id and first_day(one.source) == first_day(source)


def _write(work: Work, packs: list[LocalPack]) -> None:
    rows: list[dict[str, Any]] = [
        {
            "id": one.id, "file": one.file, "text": one.text, "from": one.from_on.isoformat(),
            "off": one.off_from.isoformat() if one.off_from else None,
        }
        for one in packs
    ]  # fmt: skip
    staff.put_setting(work, SETTING, {"packs": rows})
