"""`caseworker deadlines`: list, explain, schema."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from caseworker.base.clock import SystemClock
from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.cli import calendar
from caseworker.cli.context import Context

if TYPE_CHECKING:
    from caseworker.cli.main import Commands

_MOST = 16 * 1024 * 1024  # bytes: far more than the facts of one case


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
        "--facts",
        required=True,
        metavar="FILE",
        help=nested.say(t("facts as JSON (“deadlines schema” describes them); - reads them from input")),
    )
    explain.add_argument(
        "--on", dest="on_day", metavar="DATE", help=nested.say(t("the day asked for; else today"))
    )
    explain.add_argument("--json", action="store_true", help=nested.say(t("answer in JSON (it always is)")))
    explain.set_defaults(run=run_explain)
    nested.add("schema", t("print the JSON schema of facts and answers")).set_defaults(run=run_schema)
    calendar.add(nested)


def run_list(context: Context) -> int:
    """Answer with the deadlines as they stand on the day: those that a case and its next deadline know as well.

    Promises of ours stand in the plan, in their own words. A closed case is in no list of all; asked for by itself it
    has what is settled and what was missed when it was closed, each with "case_closed_on". To ask for one is a look at
    its citizen, which is logged.
    """
    from caseworker.casework.closed_case import as_closed
    from caseworker.deadlines.projection import promise_rules
    from caseworker.deadlines.queries import answers_on
    from caseworker.people.queries import case_head

    office = context.office()
    with office.read() as session:
        today, reference = office.clock.today(), context.arguments.case
        answers = answers_on(session, office.packs, today, reference)
        looked_at = []
        if reference is not None:
            answers = as_closed(session, answers, today)
            looked_at.append(case_head(session, reference, today).citizen_id)
    office.store.clock = SystemClock()  # the log says when it was, not which day was asked about
    office.note_view(looked_at, "cli deadlines")
    promises = promise_rules(office.packs)
    return context.answer([answer for answer in answers if answer["rule"] not in promises])


def run_explain(context: Context) -> int:
    """Answer with the deadlines of the facts in the file, each with its reason and trace. Needs no store."""
    from caseworker.deadlines import engine, facts, packs

    source = context.arguments.facts
    try:
        content = _read(source)
    except OSError as error:
        raise UserError(
            t("The file {file} cannot be opened. Check the name and that you may read it.", file=source)
        ) from error
    if len(content) > _MOST:
        raise UserError(t("The file {file} is too long to be the facts of one case.", file=source))
    known = facts.decode_facts(content)
    today = context.on or SystemClock().today()
    loaded = packs.load_packs()
    context.tell(*facts.remarks(known, loaded, today))
    answers = engine.deadlines(known, loaded, today, trace=True)
    return context.answer([engine.answer_json(answer) for answer in answers])


def _read(source: str) -> bytes:
    if source != "-":
        with Path(source).open("rb") as file:
            return file.read(_MOST + 1)
    if sys.stdin is None:
        raise OSError(errno.EBADF, "no input")
    return sys.stdin.buffer.read(_MOST + 1)


def run_schema(context: Context) -> int:
    """Answer with the JSON schema. Needs no store."""
    from caseworker.deadlines import facts

    return context.answer(facts.schema())
