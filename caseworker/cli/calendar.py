"""`caseworker deadlines calendar`: the caseworker's talks and deadlines as a file for a calendar program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from caseworker.base.text import t
from caseworker.cli.context import Context

if TYPE_CHECKING:
    from caseworker.cli.main import Commands


def add(nested: Commands) -> None:
    """Add the command below `deadlines`."""
    parser = nested.add("calendar", t("write talks and deadlines as a file for a calendar program"))
    parser.add_argument(
        "-o", "--out", type=Path, required=True, metavar="F.ics", help=nested.say(t("the calendar file to write"))
    )  # fmt: skip
    parser.add_argument(
        "--names", action="store_true", help=nested.say(t("show citizens' names; else only case numbers"))
    )
    parser.set_defaults(run=run)


def run(context: Context) -> int:
    """Write the file; answer with its path, how many events it holds and how many of them are cancelled."""
    from caseworker.exchange import calendar

    office = context.office()
    done = calendar.write(
        office.store, office.packs, office.me.id, context.arguments.out,
        names=context.arguments.names, language=context.language,
    )  # fmt: skip
    return context.answer(
        {"calendar": done.file.absolute(), "events": done.events, "cancelled": done.cancelled}
    )
