"""`caseworker rules`: list, check, test, diff. Rule packs looked through before they are used."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.cli.context import Context

if TYPE_CHECKING:
    from caseworker.cli.main import Commands
    from caseworker.deadlines.pack_intake import Checked
    from caseworker.deadlines.packs import Packs
    from caseworker.deadlines.rules import Pack

_FAULTS = 3  # as for other input that cannot be used


def add(commands: Commands) -> None:
    """Add the commands."""
    nested = commands.nested("rules", t("rule packs: list, check, test and compare"))
    listing = nested.add("list", t("list the rule packs with areas, days and marks"))
    listing.add_argument(
        "--store", action="store_true", help=nested.say(t("also the unit's own, and what is on"))
    )
    listing.set_defaults(run=run_list)
    check = nested.add("check", t("look a rule pack file through beside the shipped packs"))
    check.add_argument("file", type=Path, metavar="FILE")
    check.set_defaults(run=run_check)
    test = nested.add("test", t("run the cases that are written in a rule pack file"))
    test.add_argument("file", type=Path, metavar="FILE")
    test.set_defaults(run=run_test)
    diff = nested.add("diff", t("compare two packs: which rules differ, and which citizens get other dates"))
    for name in ("a", "b"):
        diff.add_argument(name, metavar=name.upper(), help=nested.say(t("a file, or the id of a pack")))
    diff.add_argument("--store", action="store_true", help=nested.say(t("also the cases whose dates change")))
    diff.add_argument(
        "--on", dest="on_day", metavar="DATE", help=nested.say(t("the day asked for; else today"))
    )
    diff.set_defaults(run=run_diff)


def run_list(context: Context) -> int:
    """Answer with every pack: its area, its days, how well its rules are confirmed."""
    from caseworker.deadlines.packs import load_packs
    from caseworker.deadlines.switches import to_come, unit_rules

    if not context.arguments.store:
        shipped = load_packs()
        return context.answer({"packs": [_pack_data(pack, shipped) for pack in shipped.packs]})

    office = context.office()
    today = office.clock.today()
    with office.read() as session:
        areas, off_rules = unit_rules(session, today)
        later = to_come(session, today)
    return context.answer(
        {
            "packs": [_pack_data(pack, office.packs) for pack in office.packs.packs],
            "areas": sorted(areas),
            "off_rules": sorted(off_rules),
            "later": [{"from": s.from_on, "kind": s.kind, "name": s.name, "on": s.on} for s in later],
        }
    )


def run_check(context: Context) -> int:
    """Answer with what is wrong or doubtful in a file. Needs no store."""
    checked = _checked(context)
    own = checked.pack.own_rules if checked.pack is not None else frozenset()
    context.answer(
        {
            "ok": checked.ok,
            "pack": checked.source.id if checked.source is not None else "",
            "rules": len(own),
            "findings": [finding.data() for finding in checked.findings],
        }
    )
    return 0 if checked.ok else _FAULTS


def run_test(context: Context) -> int:
    """Answer with how the cases of a file come out. Needs no store."""
    from caseworker.deadlines import pack_intake

    checked = _checked(context)
    if checked.pack is None or checked.packs is None:
        _tell_errors(context, checked, context.arguments.file.name)
        context.answer({"ok": False, "cases": 0, "passed": 0, "failed": []})
        return _FAULTS
    tested = pack_intake.run_cases(checked.pack, checked.packs)
    if not tested.cases:
        context.tell(
            t("The file has no cases, so nothing is tested. Write at least two [[case]] for each rule.")
        )
    context.answer(
        {
            "ok": not tested.failed,
            "cases": tested.cases,
            "passed": tested.passed,
            "failed": [pack_intake.case_data(one) for one in tested.failed],
        }
    )
    return 0 if not tested.failed else _FAULTS


def run_diff(context: Context) -> int:
    """Answer with the rules that differ between two packs, and with --store the cases whose dates change."""
    from caseworker.deadlines.pack_intake import rule_changes
    from caseworker.deadlines.packs import load_packs

    base = context.office().packs if context.arguments.store else load_packs()
    before, packs_before = _world(context, context.arguments.a, base)
    after, packs_after = _world(context, context.arguments.b, base)
    rules = rule_changes(before, after)
    answer: dict[str, Any] = {
        "rules": {"added": rules.added, "removed": rules.removed, "changed": rules.changed}
    }
    if context.arguments.store:
        answer |= _moved(context, packs_before, packs_after)
    return context.answer(answer)


def _moved(context: Context, packs_before: Packs, packs_after: Packs) -> dict[str, Any]:
    from caseworker.casework.pack_changes import changes_under

    office = context.office()
    with office.read() as session:
        preview = changes_under(session, packs_before, packs_after, office.clock.today())
    return {
        "cases": preview.cases,
        "of": preview.of,
        "changes": [
            {
                "case_id": one.case_id, "case_no": one.case_no, "name": one.name, "rule": one.rule,
                "before": one.before, "after": one.after,
            }
            for one in preview.changes
        ],
    }  # fmt: skip


def _world(context: Context, reference: str, base: Packs) -> tuple[Pack, Packs]:
    """Return a pack and the packs as they are with it: a file taken in, or a known pack that stays in force."""
    from caseworker.deadlines.pack_intake import as_if_lasting, read_pack

    file = Path(reference)
    if base.pack(reference) is None and (file.suffix or file.exists()):
        checked = read_pack(_content(file), file.name, base)
        if checked.pack is None or checked.packs is None:
            _tell_errors(context, checked, file.name)
            raise UserError(t("The rule file {file} has errors. Nothing is compared.", file=file.name))
        return checked.pack, checked.packs
    packs = as_if_lasting(base, reference)
    pack = packs.pack(reference)
    if pack is None:
        raise UserError(t("There is no rule pack with the id {id}.", id=reference))
    return pack, packs


def _checked(context: Context) -> Checked:
    from caseworker.deadlines.pack_intake import read_pack
    from caseworker.deadlines.packs import load_packs

    file: Path = context.arguments.file
    return read_pack(_content(file), file.name, load_packs())


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except (OSError, ValueError) as error:
        raise UserError(
            t("The file {file} cannot be opened. Check the name and that you may read it.", file=str(file))
        ) from error


def _tell_errors(context: Context, checked: Checked, name: str) -> None:
    from caseworker.deadlines.pack_intake import sentence

    context.tell(*(sentence(finding, name) for finding in checked.findings if finding.level == "error"))


def _pack_data(pack: Pack, packs: Packs) -> dict[str, Any]:
    head = pack.head
    return {
        "id": head.id,
        "area": head.area,
        "label": head.label,
        "title": {"da": head.title.da, "en": head.title.en},
        "valid_from": head.valid_from,
        "valid_to": head.valid_to,
        "extends": head.extends,
        "source": head.source,
        "local": any(source.local for source in packs.sources if source.id == head.id),
        "rules": len({rule.id for rule in pack.rules}),
        "own_rules": len(pack.own_rules),
        "marks": dict(sorted(Counter({r.id: r.confirmed for r in pack.rules}.values()).items())),
        "not_computed": [one.id for one in head.not_computed],
    }
