"""Cases written in a pack file itself: facts in, expected answer out. They are the pack's own tests."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from caseworker.base.text import Text, t
from caseworker.deadlines import problems
from caseworker.deadlines.answer import Answer
from caseworker.deadlines.engine import deadlines
from caseworker.deadlines.facts import facts_from
from caseworker.deadlines.pack_checks import PackFault
from caseworker.deadlines.packs import Packs
from caseworker.deadlines.rules import Pack

# In TOML a value cannot be empty: "none" is expected where there is no date.
_NOTHING = "none"


class PackCase(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One case: the last answer of the rule on the day must have the expected fields, or there is none."""

    rule: str
    what: str
    on: date
    facts: dict[str, Any]
    expect: dict[str, Any] = {}
    none: bool = False


class Difference(Struct, frozen=True):
    """A case that does not come out as written: field, what was expected, what was found."""

    case: PackCase
    field: str
    expected: object
    found: object


def cases_of(pack: Pack) -> list[PackCase]:
    """Return the cases of a pack file. Raises `PackFault` for one that is not well formed."""
    found = []
    for place, raw in enumerate(pack.cases):
        try:
            case = msgspec.convert(raw, PackCase)
        except msgspec.ValidationError as error:
            where, problem = problems.words(str(error))
            path = f"case[{place}]" if where == "*" else f"case[{place}].{where}"
            raise PackFault(pack.source_file, problem, path=path) from None
        if (wrong := _expectation(case)) is not None:
            raise PackFault(pack.source_file, wrong, rule=case.rule, path=f"case[{place}]")
        found.append(case)
    return found


def _expectation(case: PackCase) -> Text | None:
    """Return what is wrong with what a case expects, or None."""
    if unknown := set(case.expect) - set(Answer.__struct_fields__):
        return t("the field {field} is not known", field=min(unknown))
    if not (case.expect or case.none):
        return t("the field {field} is missing", field="expect")
    if case.expect and case.none:
        return t("where there is to be no answer, nothing can be expected of it")
    return None


def run_case(case: PackCase, packs: Packs) -> list[Difference]:
    """Return how the engine's answer differs from what the case expects."""
    answers = [a for a in deadlines(facts_from(case.facts), packs, case.on) if a.rule == case.rule]
    if case.none:
        return [Difference(case, "rule", "no answer", a) for a in answers]
    if not answers:
        return [Difference(case, "rule", case.rule, "no answer")]
    found = []
    for name, expected in case.expect.items():
        value: object = getattr(answers[-1], name)
        if name == "cohort" and isinstance(expected, bool):
            value = value is not None
        if isinstance(expected, list) and isinstance(value, tuple):
            value = list(value)
        if value != (None if expected == _NOTHING else expected):
            found.append(Difference(case, name, expected, value))
    return found
