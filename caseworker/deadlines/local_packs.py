"""The unit's own rule packs, kept in the store: taken in from a day, dropped from a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from caseworker.base.errors import UserError
from caseworker.base.text import Text, t, tn
from caseworker.deadlines.pack_build import Source, read_source
from caseworker.deadlines.pack_checks import PackFault
from caseworker.deadlines.pack_intake import Checked, Finding, Tested, read_pack, run_cases, sentence
from caseworker.deadlines.packs import Packs, packs_from, read_file
from caseworker.people import staff
from caseworker.store.reading import Reading
from caseworker.store.work import Work

SETTING = "rule_packs"


@dataclass(frozen=True, slots=True)
class LocalPack:
    """A pack of the unit's own: in force from a day, and until the day before `off_from` (None: on)."""

    id: str
    file: str
    text: str
    from_on: date
    off_from: date | None = None

    def on(self, today: date) -> bool:
        """Whether it has not been dropped on the day (its rules begin with `from_on`)."""
        return self.off_from is None or today < self.off_from


@dataclass(frozen=True, slots=True)
class Look:
    """A file looked through before it is taken in: what is wrong, how its cases come out, the packs with it.

    `then` is None where the file cannot be taken in as it is.
    """

    checked: Checked
    tested: Tested | None = None
    then: Packs | None = None


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
    found, problem = shipped, None
    for file in sorted((folder / "rules").glob("*.toml")):
        try:
            found = packs_from([*found.sources, read_file(file)])
        except PackFault as fault:
            problem = problem or fault.text
    for one in local_packs(session):
        if not one.on(today):
            continue
        try:
            found = packs_from([*found.sources, beginning(one.text.encode(), one.file, one.from_on)])
        except PackFault as fault:
            problem = problem or fault.text
    return found, problem


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
    others = [one for one in packs.sources if not (one.local and one.id == checked.source.id)]
    try:
        return Look(checked, tested, packs_from([*others, beginning(content, name, from_on)]))
    except PackFault as fault:
        finding = Finding("error", fault.problem, fault.rule, fault.path, fault.line)
        return Look(Checked(checked.source, None, None, (*checked.findings, finding)), tested)


def take_in_pack(work: Work, packs: Packs, content: bytes, name: str, from_on: date) -> str:
    """Take a pack file in for the unit, in force from the day, in place of an older one of the same id.

    Returns the pack's id. Raises UserError, with nothing changed, for a file with errors or cases that fail.
    """
    look = look_through(content, name, packs, from_on)
    source = look.checked.source
    if source is None or look.then is None or look.tested is None:
        raise UserError(sentence(next(one for one in look.checked.findings if one.level == "error"), name))
    if look.tested.failed:
        raise UserError(
            tn("One case of the file does not come out as written. Nothing is taken in.",
               "{count} cases of the file do not come out as written. Nothing is taken in.",
               look.tested.cases - look.tested.passed)
        )  # fmt: skip
    kept = [one for one in local_packs(work.session) if one.id != source.id]
    _write(work, [*kept, LocalPack(source.id, name, source.text, from_on)])
    return source.id


def drop_pack(work: Work, pack_id: str, from_on: date) -> None:
    """Let a pack of the unit's own no longer count from a day: today, or one to come."""
    if from_on < work.today():
        raise UserError(t("Rules are switched from today or a later day. Nothing is changed."))
    kept = local_packs(work.session)
    if all(one.id != pack_id for one in kept):
        raise UserError(t("The unit has no rule pack with the id {id}.", id=pack_id))
    _write(work, [_dropped(one, from_on) if one.id == pack_id else one for one in kept])


def _dropped(one: LocalPack, from_on: date) -> LocalPack:
    return LocalPack(one.id, one.file, one.text, one.from_on, from_on)


def _write(work: Work, packs: list[LocalPack]) -> None:
    rows: list[dict[str, Any]] = [
        {
            "id": one.id, "file": one.file, "text": one.text, "from": one.from_on.isoformat(),
            "off": one.off_from.isoformat() if one.off_from else None,
        }
        for one in packs
    ]  # fmt: skip
    staff.put_setting(work, SETTING, {"packs": rows})
