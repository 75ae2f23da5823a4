"""`caseworker init`: make a store."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

from caseworker.base.text import render, t
from caseworker.cli.context import Context

if TYPE_CHECKING:
    from caseworker.cli.main import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add("init", t("make an encrypted store"))
    parser.add_argument("--name", metavar="NAME", help=commands.say(t("your name")))
    parser.add_argument("--unit", metavar="UNIT", help=commands.say(t("your unit, as it stands on prints")))
    parser.add_argument(
        "--phone",
        default="",
        metavar="PHONE",
        help=commands.say(t("your phone number, as it stands on prints")),
    )
    parser.set_defaults(run=run)


def run(context: Context) -> int:
    """Make the store; answer with its folder and the recovery code."""
    from caseworker.office import Office
    from caseworker.people.names import visible

    given, unit = context.arguments.name, context.arguments.unit
    name = visible(given) if given is not None else _login() or "?"
    unit = visible(unit) if unit is not None else render(t("The municipality"), context.language)
    office, code = Office.create(
        context.folder, context.passphrase, name, unit, phone=context.arguments.phone
    )
    context.adopt(office)
    context.tell(
        t(
            "The store is made. Write the recovery code down and keep it apart from the computer: it is shown only now."
        )
    )
    return context.answer({"store": context.folder.absolute(), "recovery_code": code})


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
