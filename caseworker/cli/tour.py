"""`caseworker tour` and the window: both are made by the front that is handed in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.cli.context import Context

if TYPE_CHECKING:
    from caseworker.cli.main import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add("tour", t("run the whole main job without a display, with pictures of each page"))
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help=commands.say(t("where to put the results"))
    )
    parser.set_defaults(run=run)


def run(context: Context) -> int:
    """Run the tour; answer with where the results lie."""
    if context.front is None:
        raise UserError(t("The tour needs the window, which is not installed."))
    out = Path(os.path.abspath(context.arguments.out))
    return context.answer(context.front.tour(out, context.language))


def open_window(context: Context) -> int:
    """Open the window."""
    if context.front is None:
        raise UserError(t("The window is not installed. Run a command, or see --help."))
    return context.front.window(context.folder, getattr(context.arguments, "lang", None))
