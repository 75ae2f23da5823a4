"""`caseworker print`: the plan or a summons as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from caseworker.base.errors import UserError
from caseworker.base.files import not_written, write_out
from caseworker.base.text import t
from caseworker.cli.context import Context

if TYPE_CHECKING:
    from caseworker.cli.main import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add("print", t("print the plan or a summons as PDF"))
    parser.add_argument(
        "what",
        choices=("plan", "summons"),
        help=commands.say(t("plan: the plan; summons: a letter that calls to a talk")),
    )
    parser.add_argument(
        "--case",
        required=True,
        metavar="ID",
        help=commands.say(t("the id, or the short number, of the case")),
    )
    parser.add_argument(
        "--edition",
        choices=("citizen",),
        default="citizen",
        help=commands.say(t("which edition of the plan; only citizen: the citizen's edition")),
    )
    parser.add_argument(
        "-o", dest="out", type=Path, required=True, metavar="F.pdf", help=commands.say(t("where to write it"))
    )
    parser.set_defaults(run=run)


def run(context: Context) -> int:
    """Write the PDF; answer with its path, pages and the version it shows. Warnings about it go to stderr."""
    from caseworker.prints.collect import print_plan, print_summons

    office = context.office()
    make = print_plan if context.arguments.what == "plan" else print_summons
    with office.read() as session:
        printed = make(session, context.arguments.case, office.clock, language=context.language)
    try:
        write_out(context.arguments.out, printed.pdf)
    except (OSError, ValueError) as error:  # ValueError: a path without a file name
        raise UserError(not_written(context.arguments.out, error)) from error
    office.note_view([printed.citizen_id], f"print {context.arguments.what}")
    context.tell(*printed.warnings)
    return context.answer(
        {"pdf": context.arguments.out.absolute(), "pages": printed.pages, "version": printed.version}
    )
