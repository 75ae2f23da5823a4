"""`caseworker check`, `selfcheck` and `version`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import caseworker
from caseworker.base.errors import StoreProblem
from caseworker.base.text import Text, render, t
from caseworker.cli.context import Context

if TYPE_CHECKING:
    from caseworker.cli.main import Commands


def add(commands: Commands) -> None:
    """Add the commands."""
    commands.add("check", t("check that the store is whole")).set_defaults(run=check)
    commands.add("selfcheck", t("check that the program is whole")).set_defaults(run=selfcheck)
    commands.add("version", t("show the version")).set_defaults(run=version)


def check(context: Context) -> int:
    """Answer with whether store and keys are whole, and what is wrong if not: also where it cannot be opened."""
    from caseworker.casework.store_check import problems
    from caseworker.exchange.export import key_problems

    faults: list[Text] = []
    try:
        office = context.office(whole=False)
        faults += problems(office.store)
        faults += key_problems(office.store)
    except StoreProblem as problem:
        faults.append(problem.text)
    else:
        if office.packs_problem is not None:
            faults.append(office.packs_problem)
    found = [render(problem, context.language) for problem in faults]
    context.answer({"ok": not found, "problems": found})
    return 0 if not found else 4


def selfcheck(context: Context) -> int:
    """Answer with whether every part of the program is there: packages, words, fonts, rules."""
    from caseworker.cli.parts import missing_parts

    missing = missing_parts()
    if context.front is not None:
        missing += context.front.selfcheck()
    context.answer({"ok": not missing, "missing": missing})
    return 0 if not missing else 4


def version(context: Context) -> int:
    """Answer with the version."""
    return context.answer({"version": caseworker.__version__})
