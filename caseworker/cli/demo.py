"""`caseworker demo`: add a made-up caseload."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseworker.base.text import t
from caseworker.cli.context import Context

if TYPE_CHECKING:
    from caseworker.cli.main import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add("demo", t("add a made-up caseload to the store"))
    parser.add_argument(
        "--citizens", type=int, default=200, metavar="NUMBER", help=commands.say(t("how many citizens"))
    )
    parser.add_argument(
        "--seed",
        type=int,
        default=1,
        metavar="NUMBER",
        help=commands.say(t("the same seed gives the same people")),
    )
    parser.add_argument(
        "--on",
        dest="on_day",
        metavar="DATE",
        help=commands.say(t("the day the caseload is around; else today")),
    )
    parser.set_defaults(run=run)


def run(context: Context) -> int:
    """Add the caseload; answer with how much there is of it."""
    from caseworker.demo.caseload import fill

    made = fill(context.office(), context.arguments.citizens, context.arguments.seed)
    return context.answer({"citizens": made.citizens, "cases": made.cases})
