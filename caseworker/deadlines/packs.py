"""All rule packs together, ready for the engine; and how they are read from their TOML files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from caseworker.base import paths
from caseworker.base.text import t
from caseworker.deadlines.pack_build import Source, build_packs, read_source, window
from caseworker.deadlines.pack_checks import PackFault, covers
from caseworker.deadlines.rules import CategoriesEnd, Pack, Rule, Words


class Entry(Struct, frozen=True):
    """One rule of one pack with the days on which it can be set going, and shortcuts for the engine."""

    pack: Pack
    rule: Rule
    first_day: date
    last_day: date
    clock: int  # entries of the same number are set going by the same things (0: by their own)
    events: frozenset[str]  # without one of these nothing sets it going (empty: other things may)
    family: int = 0  # variants of a rule that differ in the group alone have the same number
    awaited: bool = False  # other rules wait for it
    before: Words | None = None  # the title of the rule it waits for, which may be one of an earlier pack
    floor: date | None = None  # what began before this day counts too: from this day on

    def takes(self, day: date, today: date) -> bool:
        """Return whether what begins on a day is, by today, a matter of this version of the rule."""
        return self.first_day <= day <= self.last_day or (
            self.floor is not None and day < self.floor <= today
        )

    def counts_from(self, trigger: date, day: date, today: date) -> bool:
        """Return whether a clock set going on `trigger`, that counts from `day`, is a matter of this version."""
        return self.first_day <= day <= self.last_day and (self.floor or trigger) <= max(trigger, today)


class Packs:
    """All packs that were read, ready for the engine."""

    def __init__(self, packs: Iterable[Pack], sources: tuple[Source, ...] = ()) -> None:
        self.sources = sources
        self.packs = tuple(sorted(packs, key=lambda p: (p.head.valid_from, p.head.id)))
        self.entries = tuple(_in_order(_entries(self.packs)))
        self.circles = _circles(self.entries)
        self.categories_end: dict[str, CategoriesEnd] = {
            end.group: end for pack in self.packs for end in pack.head.convention.categories_end
        }
        self.same_benefit = frozenset(
            family for pack in self.packs for family in pack.head.convention.same_benefit
        )
        self._chosen: dict[
            tuple[frozenset[str], frozenset[str] | None, frozenset[str]], tuple[tuple[Entry, ...], ...]
        ] = {}

    @cached_property
    def measurement_rules(self) -> frozenset[str]:
        """The ids of the rules that a progression measurement meets."""
        return self._ids(lambda rule: "measurement" in rule.met_by.acts)

    @cached_property
    def talk_rules(self) -> frozenset[str]:
        """The ids of the rules that a talk meets."""
        return self._ids(lambda rule: bool(rule.met_by.talks or rule.met_by.contacts))

    @cached_property
    def asked_rules(self) -> frozenset[str]:
        """The ids of the rules that run from a citizen's wish for a talk: the wish itself is what waits."""
        return self._ids(lambda rule: "meeting_requested" in rule.trigger.event)

    @cached_property
    def offer_rules(self) -> frozenset[str]:
        """The ids of the rules of law that ask for an offer in time (R-041)."""
        return self._ids(
            lambda rule: (
                bool(rule.met_by.offers)
                and rule.kind in ("within", "cumulated")
                and rule.standing == "statute"
            )
        )

    @cached_property
    def single_acts(self) -> dict[str, str]:
        """For each rule that one kind of act alone meets, that kind."""
        return {
            rule.id: next(iter(rule.met_by.acts))
            for pack in self.packs
            for rule in pack.rules
            if len(rule.met_by.acts) == 1
            and not (rule.met_by.talks or rule.met_by.contacts or rule.met_by.offers)
        }

    def _ids(self, wanted: Callable[[Rule], bool]) -> frozenset[str]:
        return frozenset(rule.id for pack in self.packs for rule in pack.rules if wanted(rule))

    def next_floor(self, today: date) -> date | None:
        """Return the next day after today on which a rule begins to hold for what began before it."""
        return min((e.floor for e in self.entries if e.floor is not None and e.floor > today), default=None)

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

    def is_met_in_ways(self, rule_id: str, pack_id: str) -> bool:
        """Return whether different things meet the variants of a rule of a pack, so that none alone tells."""
        pack = self.pack(pack_id)
        variants = [rule for rule in pack.rules if rule.id == rule_id] if pack is not None else []
        return any(one.met_by != variants[0].met_by for one in variants[1:])

    def chosen(
        self, groups: frozenset[str], areas: frozenset[str] | None, off_rules: frozenset[str]
    ) -> tuple[tuple[Entry, ...], ...]:
        """Return the entries that can concern someone who is or was in these groups (none known: all), by family."""
        key = (groups, areas, off_rules)
        found = self._chosen.get(key)
        if found is None:
            families: dict[int, tuple[Entry, ...]] = {}
            for e in self.entries:
                if (
                    (areas is None or e.pack.head.area in areas)
                    and e.rule.id not in off_rules
                    and (not groups or not e.rule.applies_to.groups or e.rule.applies_to.groups & groups)
                ):
                    families[e.family] = (*families.get(e.family, ()), e)
            found = self._chosen[key] = tuple(families.values())
        return found


def load_packs(
    folder: Path | None = None, extra: Iterable[Path] = (), sources: Iterable[Source] = ()
) -> Packs:
    """Read every pack of the folder (default: the shipped ones), the `extra` files, and what was read before.

    Raises `PackFault` naming the file, the rule and the reason.
    """
    base = folder if folder is not None else paths.resource("rules")
    files = [*sorted(base.glob("*.toml")), *extra]
    return packs_from([*(read_file(file) for file in files), *sources])


def packs_from(sources: Iterable[Source]) -> Packs:
    """Return the packs of these files, ready for the engine. Raises `PackFault` for the first that is wrong."""
    kept = tuple(sources)
    return Packs(build_packs(kept), kept)


def read_file(file: Path) -> Source:
    """Read a pack file from disk. Raises `PackFault` where it cannot be read or is not TOML."""
    try:
        return read_source(file.read_bytes(), file.name)
    except OSError as error:
        raise PackFault(file.name, t("the file cannot be read ({problem})", problem=str(error))) from None


def _entries(packs: Sequence[Pack]) -> list[Entry]:
    found = []
    awaited = {rule.trigger.met for pack in packs for rule in pack.rules}
    clocks: dict[bytes, int] = {}
    titles: dict[str, Words] = {}
    floors = _Floors()
    for pack in packs:
        titles |= {rule.id: rule.title for rule in pack.rules}
        convention = msgspec.json.encode(pack.head.convention, order="sorted")
        for rule in pack.rules:
            days = window(pack.head, rule)
            if days is not None:
                found.append(
                    Entry(
                        pack, rule, *days, *_clock(rule, convention, clocks), awaited=rule.id in awaited,
                        before=titles.get(rule.trigger.met), floor=floors.of(pack, rule, days[0]),
                    )
                )  # fmt: skip
        floors.add(pack)
    return _in_families(found)


class _Floors:
    """Which rules take what began before their first day: read pack by pack, the oldest first."""

    def __init__(self) -> None:
        self._groups: dict[str, set[str]] = {}
        self._first: dict[str, date] = {}

    def of(self, pack: Pack, rule: Rule, first_day: date) -> date | None:
        """Return the day from which a rule holds for those whose clock began before it; None where it does not.

        A series runs on under the law of today: where no earlier pack of the area knows the groups, that of the first
        which does. What counts from the day of coming under it has its version from that day, and begins with the
        first version. Else the law of the trigger day decides.
        """
        if rule.standing != "statute" or not rule.applies_to.groups:
            return None
        if rule.from_joining:
            return self._first.setdefault(rule.id, first_day)
        known = self._groups.get(pack.head.area, set())
        opens = first_day == pack.head.valid_from and known.isdisjoint(rule.applies_to.groups)
        # Enough within the last months may come together long after the first day on benefit.
        goes_on = rule.series or (rule.cumulated is not None and rule.trigger.break_years is not None
                                  and rule.cumulated.in_months is not None)  # fmt: skip
        runs_on = goes_on and rule.until is None and rule.version_by == "trigger"
        return first_day if runs_on and opens else None

    def add(self, pack: Pack) -> None:
        """Take in the groups of a pack that has been read."""
        groups = (rule.applies_to.groups for rule in pack.rules)
        self._groups.setdefault(pack.head.area, set()).update(*groups)


def _in_families(entries: list[Entry]) -> list[Entry]:
    """Give the variants of a rule between which somebody may change the same number, all else one of its own."""
    numbers: dict[object, int] = {}
    found = []
    for place, entry in enumerate(entries, 1):
        rule, family = entry.rule, place
        if rule.kind == "within" and rule.judged == "group_each_day" and not rule.exempt_when:
            key = (entry.pack.head.id, rule.id, rule.trigger, entry.first_day, entry.last_day)
            family = numbers.setdefault(key, place)
        found.append(replace(entry, family=family))
    return found


def _clock(rule: Rule, convention: bytes, clocks: dict[bytes, int]) -> tuple[int, frozenset[str]]:
    """Return the number of the rule's clock, and the events without which it never runs."""
    trigger = rule.trigger
    events: frozenset[str] = frozenset()
    if not trigger.expected:
        events = trigger.event or trigger.course
    if trigger.group_start or trigger.met or trigger.any_offer_end or trigger.offer_end:
        return 0, events  # what else the rule says decides on them too
    ahead = b"1" if rule.kind == "window_before" else b"0"
    key = ahead + convention + msgspec.json.encode(trigger, order="sorted")
    return clocks.setdefault(key, len(clocks) + 1), events


def _circles(entries: Iterable[Entry]) -> dict[int, frozenset[str]]:
    """Return for each clock the groups that have it: to move from one to another of them begins no new one."""
    found: dict[int, frozenset[str]] = {}
    for entry in entries:
        if entry.rule.trigger.expected:
            groups: frozenset[str] = entry.rule.applies_to.groups
            found[entry.clock] = found.get(entry.clock, frozenset()) | groups
    return found


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
