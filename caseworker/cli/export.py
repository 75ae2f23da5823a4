"""`caseworker export` and `open-bundle`: sealed bundles out, and opening one with its key."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseworker.base.text import render, t, tn
from caseworker.cli.context import Context

if TYPE_CHECKING:
    from caseworker.cli.main import Commands
    from caseworker.exchange.export import FaultLine


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add("export", t("seal what is new for the jobcentre into one file"))
    parser.add_argument(
        "--to", type=Path, required=True, metavar="DIR", help=commands.say(t("the folder to write it to"))
    )
    parser.add_argument("--dry-run", action="store_true", help=commands.say(t("only say what would leave")))
    parser.set_defaults(run=run)
    opening = commands.add("open-bundle", t("open a sealed file with its key"))
    opening.add_argument("file", type=Path, metavar="FILE")
    opening.add_argument(
        "--key", type=Path, required=True, metavar="FILE", help=commands.say(t("the age key file"))
    )
    opening.add_argument(
        "--to", type=Path, required=True, metavar="DIR", help=commands.say(t("the folder to unpack to"))
    )
    opening.set_defaults(run=run_open)


def run(context: Context) -> int:
    """Export; answer with the bundle's path and what is in it. A dry run writes nothing and lists the faults."""
    from caseworker.exchange.export import export_to, outgoing

    office = context.office()
    answer: dict[str, Any]
    if context.arguments.dry_run:
        what = outgoing(office.store)
        path, records, citizens, faults = None, what.records, what.citizens, what.faults
        answer = {"faults": [_fault(line, context.language) for line in what.fault_lines()]}
    else:
        done = export_to(office.store, office.packs, office.run, context.arguments.to)
        path, records, citizens, faults = done.path, done.records, done.citizens, done.faults
        answer = {}
    if not records:
        context.tell(t("There is nothing new to send. Nothing is written."))
    elif faults:
        count = len(faults)
        context.tell(
            tn(
                "The check found {count} fault. It stands in the manifest and keeps nothing back.",
                "The check found {count} faults. They stand in the manifest and keep nothing back.",
                count,
            )
        )
    return context.answer({"bundle": path, "records": records, "citizens": citizens, **answer})


def _fault(line: FaultLine, language: str) -> dict[str, Any]:
    fault = line.fault
    return {
        "citizen_id": fault.citizen_id,
        "name": line.name,
        "case_no": line.case_no,
        "code": fault.code,
        "fault": render(fault.text, language),
        "mend": render(fault.mend, language),
        "kind": fault.place.kind,
        "id": fault.place.id,
        "field": fault.place.field,
    }


def run_open(context: Context) -> int:
    """Open a bundle; answer with the folder, the number of records and the signer's fingerprint. Needs no store."""
    from caseworker.exchange.bundle import open_bundle

    opened = open_bundle(context.arguments.file, context.arguments.key, context.arguments.to)
    context.tell(
        t("Signed with the key {fingerprint}. Compare it with the one agreed on.", fingerprint=opened.signer)
    )
    return context.answer(
        {"dir": context.arguments.to.absolute(), "records": opened.records, "signer": opened.signer}
    )
