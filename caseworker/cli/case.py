"""`caseworker case`: everything about one case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseworker.base.text import t
from caseworker.cli.context import Context

if TYPE_CHECKING:
    from caseworker.cli.main import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add("case", t("show one case"))
    parser.add_argument("id", metavar="ID", help=commands.say(t("the id, or the short number, of the case")))
    parser.add_argument("--json", action="store_true", help=commands.say(t("answer in JSON (it always is)")))
    parser.set_defaults(run=run)


def run(context: Context) -> int:
    """Answer with the case; the look is logged."""
    from caseworker.casework.case_data import case_data

    office = context.office()
    with office.read() as session:
        data = case_data(session, context.arguments.id, office.clock.today())
    office.note_view([data["citizen"]["id"]], "cli case")
    return context.answer(data)
