"""Looks a rule pack file through before it is used: what is wrong, what its cases say, what it changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from caseworker.base.errors import UserError
from caseworker.base.text import Text, render, t
from caseworker.deadlines.facts import FIRST_YEAR, LAST_YEAR, FactsFault, facts_from
from caseworker.deadlines.pack_build import Source, build_packs, read_source, window
from caseworker.deadlines.pack_cases import Difference, PackCase, cases_of, run_case
from caseworker.deadlines.pack_checks import PackFault, fault_words, gaps
from caseworker.deadlines.pack_versions import Placed, placed
from caseworker.deadlines.packs import Packs, packs_from
from caseworker.deadlines.rules import Pack

_TABLE = re.compile(r"^[ \t]*\[\[\s*(?P<kind>rule|case)\s*\]\]", re.MULTILINE)
_VARIANTS = re.compile(r"^[ \t]*\[\[\s*rule\s*\.\s*variant\s*\]\]", re.MULTILINE)
_VARIANT = re.compile(r"variant\[(?P<number>\d+)\]\.?")
_NUMBERED = re.compile(r"(?P<kind>rule|case)\[(?P<number>\d+)\]")
CASES_EACH = 2  # so many cases of its own show what a rule does: a plain one and one at an edge


class Finding(Struct, frozen=True):
    """Something about a pack file: an error bars it, a warning does not. The place is rule, path and line."""

    level: Literal["error", "warning"]
    text: Text
    rule: str = ""
    path: str = ""
    line: int | None = None

    def data(self) -> dict[str, Any]:
        """Return the finding as plain data, in both languages."""
        return {
            "level": self.level, "rule": self.rule, "path": self.path, "line": self.line,
            "da": render(self.text, "da"), "en": render(self.text, "en"),
        }  # fmt: skip


class Checked(Struct, frozen=True):
    """A pack file looked through. `pack` and `packs` (all with this one among them) are None where it is barred."""

    source: Source | None
    pack: Pack | None
    packs: Packs | None
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether the file can be used."""
        return self.pack is not None


class Tested(Struct, frozen=True):
    """How the cases of a pack came out."""

    cases: int
    failed: tuple[Difference, ...]

    @property
    def passed(self) -> int:
        """How many cases came out as written."""
        return self.cases - len({id(one.case) for one in self.failed})


class RuleChanges(Struct, frozen=True):
    """The rule ids that one pack has and the other has not, and those that say something else."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


def read_pack(content: bytes, name: str, packs: Packs) -> Checked:
    """Look a pack file through beside the packs there are. Reads no file and changes nothing.

    Among packs of the unit's own with the same id it takes its place as `placed` says.
    """
    try:
        source = read_source(content, name)
    except PackFault as fault:
        return Checked(None, None, None, (_error(fault),))
    source = replace(source, local=True)
    there = placed(packs.sources, source)
    faults: list[PackFault] = []
    built = build_packs(there.sources, faults.append)
    pack = next((p for p in built if p.head.id == there.source.id and p.source_file == name), None)
    if pack is not None and not faults:
        faults += _case_faults(pack)
    findings = [_error(fault, source.text) for fault in faults]
    if faults or pack is None:
        return Checked(source, None, None, tuple(findings))
    findings += [*_gap_findings(pack, packs, built, there), *_few_cases(pack, source.text)]
    findings += _of_no_group(pack, built, source.text)
    return Checked(source, pack, Packs(built, there.sources), tuple(findings))


def sentence(finding: Finding, name: str) -> Text:
    """Return a finding as a sentence of its own, with its place in the file."""
    return fault_words(name, finding.text, rule=finding.rule, path=finding.path, line=finding.line)


def run_cases(pack: Pack, packs: Packs) -> Tested:
    """Run the cases written in the pack's file against all packs, this one among them."""
    cases = cases_of(pack)
    return Tested(len(cases), tuple(one for case in cases for one in run_case(case, packs)))


def rule_changes(before: Pack | None, after: Pack | None) -> RuleChanges:
    """Compare two packs rule by rule, variants and what they extend included."""
    old, new = _by_id(before), _by_id(after)
    return RuleChanges(
        added=tuple(sorted(new.keys() - old.keys())),
        removed=tuple(sorted(old.keys() - new.keys())),
        changed=tuple(sorted(r for r in old.keys() & new.keys() if old[r] != new[r])),
    )


def as_if_lasting(packs: Packs, pack_id: str) -> Packs:
    """Return the packs as if this one had stayed in force: nothing of its area comes after it.

    Its rules last too, where their own last day is the one before a pack that comes after it, or the pack's own.
    """
    chosen = packs.pack(pack_id)
    if chosen is None:
        raise UserError(t("There is no rule pack with the id {id}.", id=pack_id))
    later = {
        p.head.id: p.head.valid_from
        for p in packs.packs
        if p.head.area == chosen.head.area and p.head.valid_from > chosen.head.valid_from
    }
    ends = {chosen.head.valid_to, *(day - timedelta(days=1) for day in later.values())}
    line = {pack_id}
    while (parents := {str(one.data.get("extends")) for one in packs.sources if one.id in line}) - line:
        line |= parents
    return packs_from(
        _lasting(one, ends, of_pack=one.id == pack_id) if one.id in line else one
        for one in packs.sources
        if one.id not in later
    )


def _lasting(source: Source, ends: Collection[date | None], *, of_pack: bool) -> Source:
    """Return a file with no end of its rules on these days, and none of the pack (`of_pack`)."""

    def kept(table: object) -> object:
        if not isinstance(table, dict) or table.get("valid_to") not in ends:
            return table
        return {k: v for k, v in table.items() if k != "valid_to"}

    rules = []
    for rule in source.data.get("rule", []):
        variants = rule.get("variant")
        rules.append(
            kept(rule | ({"variant": [kept(one) for one in variants]} if isinstance(variants, list) else {}))
        )
    data = source.data | ({"rule": rules} if rules else {})
    if of_pack:
        data = {k: v for k, v in data.items() if k != "valid_to"}
    return replace(source, data=data, until=None if of_pack else source.until)


def _error(fault: PackFault, text: str = "") -> Finding:
    field = str(dict(fault.problem.values).get("field", ""))
    if fault.path.endswith("[...]") and (code := dict(fault.problem.values).get("code")):
        field = f'"{code}"'  # the decoder does not say which field of the table it is
    line = fault.line if fault.line is not None else _line_of(text, fault.rule, fault.path, field)
    return Finding("error", fault.problem, fault.rule, fault.path, line)


def _line_of(text: str, rule: str, path: str = "", field: str = "") -> int | None:
    """Return the line of a field: that of its own where it is found, else of the rule, case or table it stands in."""
    table = _NUMBERED.match(path)
    if not rule and table is None:
        return _line_in_head(text, path, field)
    block = _numbered(text, table["kind"], int(table["number"])) if table else _of_rule(text, rule)
    if block is None:
        return None
    path = path[table.end() :] if table else path
    if (variant := _VARIANT.match(path)) is not None:
        starts = [m.start() for m in _VARIANTS.finditer(text, *block)]
        number = int(variant["number"])
        if number < len(starts):  # else they are written on one line
            block = starts[number], (*starts, block[1])[number + 1]
            path = path[variant.end() :]
    at = _last_found(text, block, [*_names(path), *([field] if field else ())])
    return text[:at].count("\n") + 1


def _names(path: str) -> list[str]:
    return [step for step in re.split(r"[.[]", path) if step and not step.endswith("]")]


def _last_found(text: str, block: tuple[int, int], names: Iterable[str]) -> int:
    """Return where the last of these names stands that is found, each within the one before it."""
    at, end = block
    for name in names:
        # In a line of its own, in a table written on one line, or as the name of a table.
        word = re.escape(name)
        pattern = word if name.startswith('"') else rf"(?<![\w.-]){word}\s*[=.\]]|\.{word}\s*[=.\]]"
        found = re.compile(pattern).search(text, at, end)
        at = found.start() if found else at
    return at


def _line_in_head(text: str, path: str, field: str) -> int | None:
    """Return the line of what is not a rule's: it stands before the first table, or in the table of its name."""
    names = _names(path)
    for number in range(len(names), 0, -1):
        dotted = r"\s*\.\s*".join(re.escape(name) for name in names[:number])
        if found := re.search(rf"^[ \t]*\[+\s*{dotted}\s*\]", text, re.MULTILINE):
            end = text.find("\n[", found.end())
            block = found.end(), end if end >= 0 else len(text)
            at = _last_found(text, block, [*names[number:], *([field] if field else ())])
            return text[:at].count("\n") + 1
    head = text.partition("\n[")[0]
    found = None
    if names:
        name = re.escape(names[0])
        found = re.search(rf"^\s*{name}\s*=", head, re.MULTILINE) or re.search(
            rf"^\[+\s*{name}\b", text, re.MULTILINE
        )
    return text[: found.end()].count("\n") + 1 if found else None


def _numbered(text: str, kind: str, number: int) -> tuple[int, int] | None:
    """Return where the table of a rule or case begins and ends, by its number in the file."""
    tables = [(m.start(), m["kind"]) for m in _TABLE.finditer(text)]
    ends = [start for start, _ in tables[1:]] + [len(text)]
    found = [(start, end) for (start, name), end in zip(tables, ends, strict=True) if name == kind]
    return found[number] if number < len(found) else None


def _of_rule(text: str, rule: str) -> tuple[int, int] | None:
    """Return where a rule's id stands, and where its table ends."""
    found = re.search(rf"""^\s*id\s*=\s*["']{re.escape(rule)}["']""", text, re.MULTILINE)
    if found is None:
        return None
    following = _TABLE.search(text, found.end())
    return found.end(), following.start() if following else len(text)


def _case_faults(pack: Pack) -> list[PackFault]:
    """Return what is wrong with the cases as written: their form, their rule, their facts."""
    try:
        cases = cases_of(pack)
    except PackFault as fault:
        return [fault]
    known = {rule.id for rule in pack.rules} | set(pack.head.removes)
    found: list[PackFault] = []
    for place, case in enumerate(cases):
        if case.rule not in known:
            problem = t("the pack has no rule {id}", id=case.rule)
            found.append(PackFault(pack.source_file, problem, rule=case.rule, path=f"case[{place}].rule"))
        if not FIRST_YEAR <= case.on.year <= LAST_YEAR:
            problem = t("{day:numeric} cannot be right", day=case.on)
            found.append(PackFault(pack.source_file, problem, rule=case.rule, path=f"case[{place}].on"))
        try:
            facts_from(case.facts)
        except FactsFault as error:
            path = f"case[{place}].facts.{error.path}".removesuffix(".")
            found.append(PackFault(pack.source_file, error.problem, rule=case.rule, path=path))
    return found


def _few_cases(pack: Pack, text: str) -> Iterable[Finding]:
    written = Counter(case.rule for case in cases_of(pack))
    for rule in sorted(pack.own_rules):
        if written[rule] < CASES_EACH:
            words = t("the rule has {count} of the {wanted} cases that show what it does",
                      count=written[rule], wanted=CASES_EACH)  # fmt: skip
            yield Finding("warning", words, rule, "case", _line_of(text, rule))


def _of_no_group(pack: Pack, built: list[Pack], text: str) -> Iterable[Finding]:
    """Warn of rules that can never apply: no law knows any of their groups while they are in force."""
    law = [
        (days, rule.applies_to.groups)
        for one in built
        for rule in one.rules
        if rule.standing == "statute" and (days := window(one.head, rule)) is not None
    ]
    variants: dict[str, bool] = {}
    for rule in pack.rules:
        days, groups = window(pack.head, rule), rule.applies_to.groups
        if rule.id in pack.own_rules and days is not None:
            known = not groups or any(
                groups & theirs and first <= days[1] and days[0] <= last for (first, last), theirs in law
            )
            variants[rule.id] = known or variants.get(rule.id, False)
    for rule_id in sorted(rule for rule, known in variants.items() if not known):
        words = t("it can never apply: no law knows its groups while it is in force")
        yield Finding(
            "warning", words, rule_id, "applies_to.groups", _line_of(text, rule_id, "applies_to.groups")
        )


def _gap_findings(pack: Pack, packs: Packs, built: list[Pack], there: Placed) -> Iterable[Finding]:
    """Warn of days on which no pack of the area is in force because of this one."""
    area, text = pack.head.area, there.source.text
    for one, first, last in gaps(built):
        if one == area and (one, first, last) not in gaps(packs.packs):
            words = t("from {first:numeric} to {last:numeric} no pack of the area {area} is in force",
                      first=first, last=last, area=area)  # fmt: skip
            yield Finding("warning", words, path="valid_from", line=_line_of(text, "", "valid_from"))
    kept = {one.file_id for one in there.sources if one is not there.source}
    lasting = any(p.head.area == area and p.head.valid_to is None for p in packs.packs if p.head.id in kept)
    ends = max((p.head.valid_to or date.max for p in built if p.head.area == area), default=date.max)
    if lasting and ends < date.max:
        words = t("from {day:numeric} on no pack of the area {area} is in force",
                  day=ends + timedelta(days=1), area=area)  # fmt: skip
        yield Finding("warning", words, path="valid_to", line=_line_of(text, "", "valid_to"))


def _by_id(pack: Pack | None) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for rule in pack.rules if pack is not None else ():
        found.setdefault(rule.id, []).append(rule)
    return found


def case_data(one: Difference) -> dict[str, Any]:
    """Return a case that did not come out as plain data."""
    case: PackCase = one.case
    return {
        "rule": case.rule, "what": case.what, "field": one.field,
        "expected": _plain(one.expected), "found": _plain(one.found),
    }  # fmt: skip


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int | float | list):
        return value
    # The answer that a case expected not to be there.
    return getattr(value, "key", str(value))
