"""`caseworker citizens`: the list of citizens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseworker.base.text import t
from caseworker.cli.context import Context

if TYPE_CHECKING:
    from caseworker.cli.main import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add(
        "citizens", t("list the citizens with their next deadline, the citizen's own included")
    )
    parser.add_argument(
        "--search",
        default="",
        metavar="WORDS",
        help=commands.say(t("only those whose name or CPR begins so")),
    )
    parser.add_argument(
        "--closed", action="store_true", help=commands.say(t("those whose case is closed, instead"))
    )
    parser.add_argument("--json", action="store_true", help=commands.say(t("answer in JSON (it always is)")))
    parser.set_defaults(run=run)


def run(context: Context) -> int:
    """Answer with the list."""
    from caseworker.casework.citizens import citizen_list

    office = context.office()
    with office.read() as session:
        asked = context.arguments
        rows = citizen_list(session, office.clock.today(), search=asked.search, closed=asked.closed)
    return context.answer(
        [
            {
                "id": row.citizen_id,
                "case_id": row.case_id,
                "case_no": row.case_no,
                "name": row.name,
                "cpr_masked": row.cpr_masked,
                "group": row.group,
                "closed_on": row.closed_on,
                "next_deadline": row.next_deadline_json(),
            }
            for row in rows
        ]
    )
