"""Reads the command line and hands it to one command."""

from __future__ import annotations

import argparse
import gettext
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from caseworker.base import log, paths, settings
from caseworker.base.errors import StoreProblem, UserError
from caseworker.base.text import LANGUAGES, Text, render, t, tc
from caseworker.cli import (
    case,
    check,
    citizens,
    deadlines,
    demo,
    export,
    importing,
    init,
    printing,
    rules,
    tour,
)
from caseworker.cli.context import Context, Front
from caseworker.cli.parser import Parser

USER_ERROR, STORE_PROBLEM, STOPPED = 3, 4, 130


class Command(Protocol):
    """One command: adds its words and options, and later runs."""

    def add(self, commands: Commands) -> None:
        """Add the command to the parser."""


class Commands:
    """Where commands add themselves: a thin cover that puts help into the language and adds common options."""

    def __init__(self, parser: Parser, common: Parser, language: str, *, required: bool = False) -> None:
        self._inner = parser.add_subparsers(
            dest="command", metavar=render(tc("metavar", "COMMAND"), language), required=required
        )
        self._common, self.language = common, language

    def add(self, name: str, help_text: Text) -> Parser:
        """Add a command and return its parser."""
        words = render(help_text, self.language)
        parser = self._inner.add_parser(name, help=words, description=words, parents=[self._common])
        parser.language, parser.is_command = self.language, True
        return parser

    def nested(self, name: str, help_text: Text) -> Commands:
        """Add a command that has commands of its own."""
        return Commands(self.add(name, help_text), self._common, self.language, required=True)

    def say(self, words: Text) -> str:
        """Put a help text into the language."""
        return render(words, self.language)


def main(argv: Sequence[str] | None = None, *, front: Front | None = None) -> int:
    """Run one command and return its exit code: 0 ok, 2 usage, 3 user error, 4 store problem, 130 stopped."""
    _keep_standard_places()
    arguments = list(sys.argv[1:] if argv is None else argv)
    language = _language(arguments)
    log.set_up()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A file name need not be text: what cannot be said is escaped, which JSON reads back.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        parsed = build_parser(language).parse_args(arguments)
    except SystemExit as usage:
        return int(usage.code or 0)
    context = Context(parsed, language, front)
    try:
        run = getattr(parsed, "run", None)
        return int(run(context)) if run else tour.open_window(context)
    except UserError as error:
        context.tell(error.text)
        return USER_ERROR
    except StoreProblem as error:
        context.tell(error.text)
        return STORE_PROBLEM
    except KeyboardInterrupt:
        context.tell(t("Stopped. What was saved before is safe, and nothing is half done."))
        return STOPPED
    finally:
        context.close()


def build_parser(language: str) -> argparse.ArgumentParser:
    """Return the whole parser with its help in the language."""
    _translate_argparse(language)
    common = Parser(add_help=False)
    common.language = language
    common.add_argument(
        "--data-dir", type=Path, default=argparse.SUPPRESS, metavar="DIR",
        help=render(t("the folder of the store"), language),
    )  # fmt: skip
    common.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=argparse.SUPPRESS,
        help=render(t("language of words and messages"), language),
    )
    common.add_argument(
        "--passphrase-file", type=Path, default=argparse.SUPPRESS, metavar="FILE",
        help=render(t("a file whose first line is the passphrase; else CASEWORKER_PASSPHRASE"), language),
    )  # fmt: skip
    parser = Parser(
        prog="caseworker",
        parents=[common],
        description=render(
            t(
                "Fælles plan: screening, one plan, contact deadlines, prints and exchange. "
                "Without a command the window opens."
            ),
            language,
        ),
        epilog=render(t("Results are JSON. Exit code: 0 ok, 2 usage, 3 input, 4 store."), language),
    )
    parser.language = language
    commands = Commands(parser, common, language)
    for command in (init, demo, importing, citizens, case, deadlines, rules, printing, export, check, tour):
        command.add(commands)
    return parser


def _language(arguments: list[str]) -> str:
    """Find the language before parsing, since the help itself is in it."""
    for number, word in enumerate(arguments):
        if word == "--lang" and number + 1 < len(arguments) and arguments[number + 1] in LANGUAGES:
            return arguments[number + 1]
        if word.startswith("--lang=") and word[7:] in LANGUAGES:
            return word[7:]
    return settings.load().language


def _keep_standard_places() -> None:
    """Fill the places of input, output and messages where they are closed: a file opened there would be written to."""
    for place in range(3):
        try:
            os.fstat(place)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - as long as the program runs


def _translate_argparse(language: str) -> None:
    """Let argparse find its own words ("usage", "required") in our catalogue, the way gettext offers."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("caseworker", str(paths.resource("locale")))
    gettext.textdomain("caseworker")
