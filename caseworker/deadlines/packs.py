"""Reads rule packs from TOML files, merges what they extend, and refuses what does not hold together."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from caseworker.base import paths
from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.deadlines import problems
from caseworker.deadlines.pack_checks import at_place, check_days, check_rule, check_shadows, covers
from caseworker.deadlines.rules import Pack, PackHead, Rule

_T = TypeVar("_T")
_FOREVER = date.max
_RULE_PARTS = ("rule", "case")


class Entry(Struct, frozen=True):
    """One rule of one pack with the days on which it can be set going, and shortcuts for the engine."""

    pack: Pack
    rule: Rule
    first_day: date
    last_day: date
    clock: int = 0  # entries of the same number are set going by the same things (0: by their own)
    events: frozenset[str] = (
        frozenset()
    )  # without one of these nothing sets it going (empty: other things may)


class Packs:
    """All packs that were read, ready for the engine."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        self.packs = tuple(sorted(packs, key=lambda p: (p.head.valid_from, p.head.id)))
        self.entries = tuple(_in_order(_entries(self.packs)))
        self._chosen: dict[
            tuple[frozenset[str], frozenset[str] | None, frozenset[str]], tuple[Entry, ...]
        ] = {}

    def version_label(self, on: date) -> str:
        """Return the label of the employment-act pack in force on a day ("LAB 2026-07"), or an empty string."""
        for pack in self.packs:
            if pack.head.area == "lab" and covers(pack.head, on):
                return pack.head.label
        return ""

    def pack(self, pack_id: str) -> Pack | None:
        """Return the pack with the id."""
        return next((p for p in self.packs if p.head.id == pack_id), None)

    def rule(self, rule_id: str, pack_id: str) -> Rule | None:
        """Return a rule of a pack (the first variant where it has several)."""
        pack = self.pack(pack_id)
        return next((r for r in pack.rules if r.id == rule_id), None) if pack else None

    def chosen(
        self, groups: frozenset[str], areas: frozenset[str] | None, off_rules: frozenset[str]
    ) -> tuple[Entry, ...]:
        """Return the entries that can concern someone who is or was in these groups (none known: all)."""
        key = (groups, areas, off_rules)
        found = self._chosen.get(key)
        if found is None:
            found = tuple(
                e
                for e in self.entries
                if (areas is None or e.pack.head.area in areas)
                and e.rule.id not in off_rules
                and (not groups or not e.rule.applies_to.groups or e.rule.applies_to.groups & groups)
            )
            self._chosen[key] = found
        return found


def load_packs(folder: Path | None = None, extra: list[Path] | None = None) -> Packs:
    """Read every pack of the folder (default: the shipped ones) and the `extra` files.

    Raises `UserError` naming the file, the rule and the reason.
    """
    base = folder if folder is not None else paths.resource("rules")
    files = sorted(base.glob("*.toml")) + list(extra or [])
    raw = [_read(file) for file in files]
    by_id: dict[str, tuple[str, dict[str, Any]]] = {}
    for name, data in raw:
        if not isinstance(data.get("id"), str):
            raise UserError(at_place(name, "id", t("the field {field} is missing", field="id")))
        if data["id"] in by_id:
            raise UserError(at_place(name, "id", t("another pack already has the id {id}", id=data["id"])))
        by_id[data["id"]] = (name, data)
    packs = _ended([_build(pack_id, by_id) for pack_id in by_id])
    check_days(packs)
    check_shadows(packs)
    return Packs(packs)


def _read(file: Path) -> tuple[str, dict[str, Any]]:
    try:
        return file.name, tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        # tomllib says "... (at line 3, column 7)": the place is in its words.
        raise UserError(
            at_place(file.name, "*", t("the value cannot be read ({problem})", problem=str(error)))
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            at_place(file.name, "*", t("the file cannot be read ({problem})", problem=str(error)))
        ) from None


def _build(pack_id: str, by_id: dict[str, tuple[str, dict[str, Any]]]) -> Pack:
    name, data = by_id[pack_id]
    merged = _merged(pack_id, by_id, ())
    head_data = {k: v for k, v in data.items() if k not in _RULE_PARTS}
    parent = data.get("extends")
    if parent and "convention" not in head_data:
        head_data["convention"] = _inherited(parent, by_id)
    head = _convert(head_data, PackHead, name, "")
    if head.valid_to is not None and head.valid_to < head.valid_from:
        raise UserError(at_place(name, "valid_to", t("the pack ends before it begins")))
    rules: list[Rule] = []
    for rule_id, rule in merged.items():
        rules += [_convert(one, Rule, name, rule_id) for one in _variants(rule)]
    for rule_ in rules:
        check_rule(rule_, name)
    own = frozenset(r["id"] for r in data.get("rule", []))
    for rule_id in sorted(own - {r.id for r in rules if _window(head, r) is not None}):
        raise UserError(at_place(name, rule_id, t("the rule is never in force while the pack is")))
    return Pack(
        head=head,
        rules=tuple(r for r in rules if _window(head, r) is not None),
        own_rules=own,
        source_file=name,
        cases=tuple(data.get("case", [])),
    )


def _inherited(pack_id: str, by_id: dict[str, tuple[str, dict[str, Any]]]) -> Any:
    """Return the convention of the nearest extended pack that has one (cycles were refused before)."""
    data = by_id[pack_id][1]
    if "convention" in data or not data.get("extends"):
        return data.get("convention", {})
    return _inherited(data["extends"], by_id)


def _merged(
    pack_id: str, by_id: dict[str, tuple[str, dict[str, Any]]], seen: tuple[str, ...]
) -> dict[str, dict[str, Any]]:
    """Return the raw rules by id: those of the extended pack, changed by what this file lists."""
    name, data = by_id[pack_id]
    if pack_id in seen:
        circle = " > ".join((*seen[seen.index(pack_id) :], pack_id))
        raise UserError(
            at_place(name, "extends", t("the packs extend each other in a circle: {circle}", circle=circle))
        )
    rules: dict[str, dict[str, Any]] = {}
    if parent := data.get("extends"):
        if parent not in by_id:
            raise UserError(at_place(name, "extends", t("there is no pack with the id {id}", id=parent)))
        if by_id[parent][1].get("area") != data.get("area"):
            raise UserError(
                at_place(name, "extends", t("the extended pack {id} is of another area", id=parent))
            )
        rules |= _merged(parent, by_id, (*seen, pack_id))
    for gone in data.get("removes", []):
        if gone not in rules:
            raise UserError(at_place(name, "removes", t("there is no rule {id} to remove", id=gone)))
        del rules[gone]
    own: set[str] = set()
    for place, rule in enumerate(_rule_tables(data, name)):
        rule_id = rule.get("id")
        if not isinstance(rule_id, str):
            raise UserError(at_place(name, f"rule[{place}]", t("the field {field} is missing", field="id")))
        if rule_id in own:
            raise UserError(at_place(name, rule_id, t("the id {id} is used twice", id=rule_id)))
        own.add(rule_id)
        rules[rule_id] = {**rules.get(rule_id, {}), **rule}
    return rules


def _rule_tables(data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rules = data.get("rule", [])
    if not isinstance(rules, list) or not all(isinstance(r, dict) for r in rules):
        raise UserError(at_place(name, "rule", t("rules are written as [[rule]] tables")))
    return rules


def _variants(rule: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rule once for each of its variants: the same duty with other people, clocks or marks."""
    base = {k: v for k, v in rule.items() if k != "variant"}
    variants = rule.get("variant")
    return [base | v for v in variants] if variants else [base]


def _convert(data: Any, kind: type[_T], name: str, rule_id: str) -> _T:
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        place, problem = problems.words(str(error))
        raise UserError(at_place(name, f"{rule_id} {place}".strip(), problem)) from None


def _window(head: PackHead, rule: Rule) -> tuple[date, date] | None:
    """Return the days on which both pack and rule are in force, or None if there are none."""
    first = max(head.valid_from, rule.valid_from or head.valid_from)
    last = min(head.valid_to or _FOREVER, rule.valid_to or _FOREVER)
    return (first, last) if first <= last else None


def _ended(packs: list[Pack]) -> list[Pack]:
    """End a pack without an end on the day before a pack that extends it begins."""
    begins = {p.head.extends: p.head.valid_from for p in packs if p.head.extends}
    found = []
    for pack in packs:
        later = begins.get(pack.head.id)
        if pack.head.valid_to is None and later is not None and later > pack.head.valid_from:
            head = msgspec.structs.replace(pack.head, valid_to=later - timedelta(days=1))
            pack = msgspec.structs.replace(pack, head=head)
        found.append(pack)
    return found


def _entries(packs: Iterable[Pack]) -> list[Entry]:
    found = []
    clocks: dict[bytes, int] = {}
    for pack in packs:
        convention = msgspec.json.encode(pack.head.convention, order="sorted")
        for rule in pack.rules:
            window = _window(pack.head, rule)
            if window is not None:
                found.append(Entry(pack, rule, *window, *_clock(rule, convention, clocks)))
    return found


def _clock(rule: Rule, convention: bytes, clocks: dict[bytes, int]) -> tuple[int, frozenset[str]]:
    """Return the number of the rule's clock, and the events without which it never runs."""
    trigger = rule.trigger
    events: frozenset[str] = frozenset()
    if not trigger.expected:
        events = trigger.event or trigger.course
    if trigger.group_start or trigger.met:
        return 0, events
    ahead = b"1" if rule.kind == "window_before" else b"0"
    key = ahead + convention + msgspec.json.encode(trigger, order="sorted")
    return clocks.setdefault(key, len(clocks) + 1), events


def _in_order(entries: list[Entry]) -> list[Entry]:
    """Put rules that wait for another rule behind it; the order of the files else."""
    depth: dict[str, int] = {}
    waits = {e.rule.id: e.rule.trigger.met for e in entries if e.rule.trigger.met}

    def steps(rule_id: str, seen: tuple[str, ...] = ()) -> int:
        if rule_id not in waits or rule_id in seen:
            return 0
        if rule_id not in depth:
            depth[rule_id] = 1 + steps(waits[rule_id], (*seen, rule_id))
        return depth[rule_id]

    return sorted(entries, key=lambda e: steps(e.rule.id))
