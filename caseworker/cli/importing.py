"""`caseworker import`: take a caseload file in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from caseworker.base.errors import UserError
from caseworker.base.files import write_atomic
from caseworker.base.text import render, t
from caseworker.cli.context import Context

if TYPE_CHECKING:
    from caseworker.cli.main import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add("import", t("take in a caseload from a CSV file"))
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--dry-run", action="store_true", help=commands.say(t("only say what would happen")))
    parser.add_argument(
        "--rejected",
        type=Path,
        metavar="OUT.csv",
        help=commands.say(t("write rejected rows here, with the reason")),
    )
    parser.set_defaults(run=run)


def run(context: Context) -> int:
    """Import; answer with the count of each fate."""
    from caseworker.casework.import_caseload import import_caseload
    from caseworker.people import caseload

    columns = caseload.load_columns()
    file = caseload.read_file(context.arguments.file, columns)
    if context.arguments.rejected is not None and _same(context.arguments.file, context.arguments.rejected):
        raise UserError(
            t("The rejected rows would replace the file itself. Give another name. Nothing is read.")
        )
    office = context.office()
    if context.arguments.dry_run:
        result = office.rehearse(lambda work: import_caseload(work, file, file.mapping, columns))
    else:
        name = t("Import of {file}", file=context.arguments.file.name)
        result = office.run(name, lambda work: import_caseload(work, file, file.mapping, columns))
    for line, warning in result.warnings:
        context.tell(t("Line {line}: {what}", line=line, what=warning))
    for record, reason in result.rejected:
        context.tell(t("Line {line} is rejected: {what}", line=record.line, what=reason))
    if context.arguments.rejected is not None:
        rows = [(record, render(reason, context.language)) for record, reason in result.rejected]
        heading = render(t("Reason for rejection"), context.language)
        try:
            write_atomic(context.arguments.rejected, caseload.rejected_csv(file, rows, heading))
        except (OSError, ValueError) as error:  # ValueError: a path without a file name
            raise UserError(
                t(
                    "The file {file} cannot be written. The import itself stands.",
                    file=str(context.arguments.rejected),
                )
            ) from error
    return context.answer(
        {
            "read": result.read,
            "accepted": result.accepted,
            "updated": result.updated,
            "unchanged": result.unchanged,
            "rejected": len(result.rejected),
        }
    )


def _same(one: Path, other: Path) -> bool:
    return other.exists() and one.samefile(other)
