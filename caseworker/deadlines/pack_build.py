"""Makes packs of what stands in their files: merges what they extend, and tells each fault with its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from caseworker.base.text import Text, t
from caseworker.deadlines import problems
from caseworker.deadlines.pack_checks import (
    PackFault,
    Report,
    check_days,
    check_rule,
    check_shadows,
    check_waits,
    control_sign,
    refuse,
)
from caseworker.deadlines.pack_numbers import convention_number, empty_list, head_problem
from caseworker.deadlines.rules import Pack, PackHead, Rule

_T = TypeVar("_T")
_FOREVER = date.max
_RULE_PARTS = ("rule", "case")
_DEEPEST = 20  # tables and lists within each other; a pack has about eight
_ID = re.compile(r"[\w.-]+")  # ids are parts of keys, commands and file names


class Source(Struct, frozen=True):
    """A pack file as it was read: its name, its tables, and its text for the place of a fault.

    `local`: the unit's own, not shipped. `told_id`: the id in the file, where an older version has one of its own.
    `until`: the day before the next version of it begins.
    """

    name: str
    data: dict[str, Any]
    text: str = ""
    local: bool = False
    told_id: str = ""
    until: date | None = None

    @property
    def id(self) -> str:
        """The pack's id, or an empty word."""
        found = self.data.get("id")
        return found if isinstance(found, str) else ""

    @property
    def file_id(self) -> str:
        """The pack's id as it stands in the file: the same for every version of it."""
        return self.told_id or self.id


def read_source(content: bytes, name: str) -> Source:
    """Read a pack file. Raises `PackFault` with the line where it is not TOML."""
    try:
        text = content.decode("utf-8-sig")  # Notepad puts a mark in front
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise PackFault(name, t("the file is not text in UTF-8"), line=line) from None
    try:
        data = tomllib.loads(text)
        if _depth(data) > _DEEPEST:
            raise RecursionError
        return Source(name, data, text)
    except RecursionError:
        raise PackFault(name, t("too many brackets or names stand within each other")) from None
    except tomllib.TOMLDecodeError as error:
        problem = t("the file is not written as TOML here. Look for a missing comma, quotation mark or bracket, "
                    "or a name that stands twice")  # fmt: skip
        raise PackFault(name, problem, line=problems.toml_line(text, str(error))) from None


def _depth(data: object) -> int:
    """Return how many tables and lists stand within each other (at most one more than the deepest there may be)."""
    deep, parts = 0, [data]
    while parts and deep <= _DEEPEST:
        tables = [part for part in parts if isinstance(part, dict | list)]
        parts = [one for part in tables for one in (part.values() if isinstance(part, dict) else part)]
        deep += bool(tables)
    return deep


def build_packs(sources: Iterable[Source], report: Report = refuse) -> list[Pack]:
    """Return the packs of these files.

    Each fault goes to `report`: as it is, the first one is raised. A pack or rule with a fault is left out.
    """
    by_id: dict[str, Source] = {}
    for source in sources:
        if not source.id:
            report(PackFault(source.name, t("the field {field} is missing", field="id"), path="id"))
        elif source.id in by_id:
            report(PackFault(source.name, t("another pack already has the id {id}", id=source.id), path="id"))
        else:
            by_id[source.id] = source
    made = [_build(source, by_id, report) for source in by_id.values()]
    packs = _ended([pack for pack in made if pack is not None], by_id)
    check_days(packs, report)
    check_shadows(packs, report)
    check_waits(packs, report)
    return packs


def window(head: PackHead, rule: Rule) -> tuple[date, date] | None:
    """Return the days on which both pack and rule are in force, or None if there are none."""
    first = max(head.valid_from, rule.valid_from or head.valid_from)
    last = min(head.valid_to or _FOREVER, rule.valid_to or _FOREVER)
    return (first, last) if first <= last else None


def _build(source: Source, by_id: Mapping[str, Source], report: Report) -> Pack | None:
    head = _head(source, by_id, report)
    merged = _merged(source, by_id, (), report)
    if head is None or merged is None:
        return None
    convention = _inherited(source, by_id, ())
    kinds = convention.get("talk_kinds") if isinstance(convention, dict) else None
    own = frozenset(r["id"] for r in _rule_tables(source, _nobody) if isinstance(r.get("id"), str))
    rules: list[Rule] = []
    for rule_id, data in merged.items():
        # What is wrong in an extended pack is told of that pack alone.
        tell = report if rule_id in own else _nobody
        told: list[tuple[str, Text]] = []
        for place, one in enumerate(_variants(data)):
            say = _in_variant(data, place, tell, told)
            rule = _rule(one, source.name, rule_id, say)
            if (
                rule is not None
                and check_rule(rule, source.name, say)
                and _has_kinds(rule, kinds, source.name, say)
            ):
                rules.append(_with_channels(rule, head))
    in_force = tuple(r for r in rules if window(head, r) is not None)
    for rule_id in sorted(own & ({r.id for r in rules} - {r.id for r in in_force})):
        report(PackFault(source.name, t("the rule is never in force while the pack is"), rule=rule_id))
    return Pack(
        head=head,
        rules=in_force,
        own_rules=own,
        source_file=source.name,
        cases=_cases(source, report),
    )


def _in_variant(data: dict[str, Any], place: int, report: Report, told: list[tuple[str, Text]]) -> Report:
    """Return what tells of a fault of one variant: with the variant where the field is its own, and no fault twice."""
    variants = data.get("variant")
    variant = variants[place] if isinstance(variants, list) and place < len(variants) else {}
    fields = variant if isinstance(variant, dict) else {}

    def tell(fault: PackFault) -> None:
        name = re.split(r"[.[]", fault.path)[0] or dict(fault.problem.values).get("field", "")
        path = f"variant[{place}].{fault.path}".removesuffix(".") if name in fields else fault.path
        if (path, fault.problem) not in told:
            told.append((path, fault.problem))
            report(PackFault(fault.file, fault.problem, rule=fault.rule, path=path, line=fault.line))

    return tell


def _has_kinds(rule: Rule, kinds: object, name: str, report: Report) -> bool:
    """Return whether a rule that is met by talks has `kinds` of talk in its pack; tell of it if they are none."""
    if kinds != [] or not rule.met_by.talks or rule.met_by.contacts:
        return True
    problem = t("the pack names no kinds of talk (convention.talk_kinds)")
    report(PackFault(name, problem, rule=rule.id, path="met_by.talks"))
    return False


def _rule(data: dict[str, Any], name: str, rule_id: str, report: Report) -> Rule | None:
    wrong = empty_list(data) or control_sign(data)
    if not _ID.fullmatch(rule_id):
        wrong = ("id", _bad_id())
    if wrong is not None:
        report(PackFault(name, wrong[1], rule=rule_id, path=wrong[0]))
        return None
    return _convert(data, Rule, name, rule_id, report)


def _with_channels(rule: Rule, head: PackHead) -> Rule:
    """Give a rule that says nothing of channels those in which talks count in its pack."""
    met, channels = rule.met_by, head.convention.talk_channels
    if met.channels or not channels or not (met.talks or met.contacts):
        return rule
    return replace(rule, met_by=replace(met, channels=channels))


def _bad_id() -> Text:
    return t("an id has letters, digits, full stops and hyphens only")


def _nobody(_fault: PackFault) -> None:
    """Take a fault that is told elsewhere."""


def _head(source: Source, by_id: Mapping[str, Source], report: Report) -> PackHead | None:
    data = {k: v for k, v in source.data.items() if k not in _RULE_PARTS}
    if (sign := control_sign(data)) is not None:
        report(PackFault(source.name, sign[1], path=sign[0]))
        return None
    data["convention"] = _inherited(source, by_id, ())
    head = _convert(data, PackHead, source.name, "", report)
    if head is not None and head.valid_to is not None and head.valid_to < head.valid_from:
        report(PackFault(source.name, t("the pack ends before it begins"), path="valid_to"))
        return None
    wrong = (convention_number(head.convention) or head_problem(head)) if head is not None else None
    if head is not None and not _ID.fullmatch(head.id):
        wrong = ("id", _bad_id())
    if wrong is not None:
        report(PackFault(source.name, wrong[1], path=wrong[0]))
        return None
    return head


def _inherited(source: Source, by_id: Mapping[str, Source], seen: tuple[str, ...]) -> Any:
    """Return the convention of the nearest extended pack that has one."""
    parent = by_id.get(_extended(source))
    if "convention" in source.data or parent is None or source.id in seen:
        return source.data.get("convention", {})
    return _inherited(parent, by_id, (*seen, source.id))


def _merged(
    source: Source, by_id: Mapping[str, Source], seen: tuple[str, ...], report: Report
) -> dict[str, dict[str, Any]] | None:
    """Return the raw rules by id: those of the extended pack, changed by what this file lists."""
    rules: dict[str, dict[str, Any]] = {}
    if parent := _extended(source):
        inherited = _of_parent(source, parent, by_id, (*seen, source.id), report)
        if inherited is None:
            return None
        rules |= inherited
    removes = source.data.get("removes")
    for gone in removes if isinstance(removes, list) else ():
        if not isinstance(gone, str):
            continue  # the decoder says what is wrong with it
        if gone not in rules:
            problem = t("there is no rule {id} to remove", id=gone)
            report(PackFault(source.name, problem, path="removes"))
        rules.pop(gone, None)
    own: set[str] = set()
    for place, rule in enumerate(_rule_tables(source, report)):
        rule_id = rule.get("id")
        if not isinstance(rule_id, str):
            problem = t("the field {field} is missing", field="id")
            report(PackFault(source.name, problem, path=f"rule[{place}]"))
            continue
        if rule_id in own:
            report(PackFault(source.name, t("the id {id} is used twice", id=rule_id), rule=rule_id))
        own.add(rule_id)
        rules[rule_id] = {**rules.get(rule_id, {}), **rule}
    return rules


def _extended(source: Source) -> str:
    """Return the id of the pack that this one extends, or an empty word (also where it is no word)."""
    parent = source.data.get("extends")
    return parent if isinstance(parent, str) else ""


def _of_parent(
    source: Source, parent: str, by_id: Mapping[str, Source], seen: tuple[str, ...], report: Report
) -> dict[str, dict[str, Any]] | None:
    """Return the raw rules of the pack that this one extends, or None with the fault told."""
    chain = [source.id, parent]
    while chain[-1] in by_id and chain[-1] not in chain[:-1]:
        chain.append(_extended(by_id[chain[-1]]))
    if chain[-1] == source.id:
        problem = t("the packs extend each other in a circle: {circle}", circle=" > ".join(chain))
    elif parent in seen:
        return None  # a circle further on, told of the packs in it
    elif parent not in by_id:
        problem = t("there is no pack with the id {id}", id=parent)
    elif by_id[parent].data.get("area") != source.data.get("area"):
        problem = t("the extended pack {id} is of another area", id=parent)
    else:
        return _merged(by_id[parent], by_id, seen, _nobody)  # its own faults are told of it alone
    report(PackFault(source.name, problem, path="extends"))
    return None


def _rule_tables(source: Source, report: Report) -> list[dict[str, Any]]:
    rules = source.data.get("rule", [])
    if isinstance(rules, list) and all(isinstance(r, dict) for r in rules):
        return rules
    report(PackFault(source.name, t("rules are written as [[rule]] tables"), path="rule"))
    return []


def _cases(source: Source, report: Report) -> tuple[Any, ...]:
    cases = source.data.get("case", [])
    if isinstance(cases, list):
        if (sign := control_sign(cases, "case")) is not None:
            report(PackFault(source.name, sign[1], path=sign[0]))
        return tuple(cases)
    report(PackFault(source.name, t("cases are written as [[case]] tables"), path="case"))
    return ()


def _variants(rule: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rule once for each of its variants: the same duty with other people, clocks or marks."""
    variants = rule.get("variant", [{}])
    if not isinstance(variants, list) or not variants or not all(isinstance(v, dict) for v in variants):
        return [rule]  # the decoder says that it knows no such field
    base = {k: v for k, v in rule.items() if k != "variant"}
    return [base | v for v in variants]


def _convert(data: Any, kind: type[_T], name: str, rule_id: str, report: Report) -> _T | None:
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        place, problem = problems.words(str(error))
        # What stands in no table of its own is found by its name.
        place = place if place != "*" else "" if rule_id else problems.unknown_field(str(error))
        report(PackFault(name, problem, rule=rule_id, path=place))
        return None


def _ended(packs: list[Pack], by_id: Mapping[str, Source]) -> list[Pack]:
    """End a pack before its next version, and one without an end on the day before a pack that extends it begins."""
    begins: dict[str, date] = {}
    for pack in packs:
        if parent := pack.head.extends:
            begins[parent] = min(pack.head.valid_from, begins.get(parent, _FOREVER))
    found = []
    for pack in packs:
        later = begins.get(pack.head.id)
        if pack.head.valid_to is None and later is not None and later > pack.head.valid_from:
            pack = _until(pack, later - timedelta(days=1))
        found.append(_until(pack, by_id[pack.head.id].until))
    return found


def _until(pack: Pack, last: date | None) -> Pack:
    head = pack.head
    if last is None or (head.valid_to is not None and head.valid_to <= last):
        return pack
    return replace(pack, head=replace(head, valid_to=last))
