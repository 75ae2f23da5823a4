"""`caseworker deadlines`: list, explain, schema."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from caseworker.base.clock import SystemClock
from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.cli.context import Context

if TYPE_CHECKING:
    from caseworker.cli.main import Commands


def add(commands: Commands) -> None:
    """Add the commands."""
    nested = commands.nested("deadlines", t("contact deadlines"))
    listing = nested.add("list", t("list the deadlines of all cases, or of one"))
    listing.add_argument(
        "--on", dest="on_day", metavar="DATE", help=nested.say(t("the day asked for; else today"))
    )
    listing.add_argument("--case", metavar="ID", help=nested.say(t("only this case")))
    listing.add_argument("--json", action="store_true", help=nested.say(t("answer in JSON (it always is)")))
    listing.set_defaults(run=run_list)
    explain = nested.add("explain", t("work out the deadlines of given facts, step by step"))
    explain.add_argument(
        "--facts", required=True, metavar="FILE", help=nested.say(t("facts as JSON; - reads them from input"))
    )
    explain.add_argument(
        "--on", dest="on_day", metavar="DATE", help=nested.say(t("the day asked for; else today"))
    )
    explain.add_argument("--json", action="store_true", help=nested.say(t("answer in JSON (it always is)")))
    explain.set_defaults(run=run_explain)
    nested.add("schema", t("print the JSON schema of facts and answers")).set_defaults(run=run_schema)


def run_list(context: Context) -> int:
    """Answer with the deadlines as they stand on the day."""
    from caseworker.deadlines.queries import answers_on

    office = context.office()
    with office.read() as session:
        answers = answers_on(session, office.packs, office.clock.today(), context.arguments.case)
    return context.answer(answers)


def run_explain(context: Context) -> int:
    """Answer with the deadlines of the facts in the file, each with its reason and trace. Needs no store."""
    from caseworker.deadlines import engine, facts, packs

    source = context.arguments.facts
    try:
        content = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        raise UserError(
            t("The file {file} cannot be opened. Check the name and that you may read it.", file=source)
        ) from error
    known = facts.decode_facts(content)
    today = context.on or SystemClock().today()
    context.tell(*facts.later_talks(known, today))
    answers = engine.deadlines(known, packs.load_packs(), today, trace=True)
    return context.answer([engine.answer_json(answer) for answer in answers])


def run_schema(context: Context) -> int:
    """Answer with the JSON schema. Needs no store."""
    from caseworker.deadlines import facts

    return context.answer(facts.schema())
