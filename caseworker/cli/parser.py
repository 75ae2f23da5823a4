"""The parser of the command line: speaks the language in usage, help and errors, down to the single word."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from gettext import gettext
from pathlib import Path
from typing import Any

from caseworker.base.text import Text, render, t, tc

_METAVARS: dict[str, Text] = {
    "COMMAND": tc("metavar", "COMMAND"),
    "DATE": tc("metavar", "DATE"),
    "DIR": tc("metavar", "DIR"),
    "FILE": tc("metavar", "FILE"),
    "NAME": tc("metavar", "NAME"),
    "NUMBER": tc("metavar", "NUMBER"),
    "OUT.csv": tc("metavar", "OUT.csv"),
    "PHONE": tc("metavar", "PHONE"),
    "UNIT": tc("metavar", "UNIT"),
    "WORDS": tc("metavar", "WORDS"),
}


class Parser(argparse.ArgumentParser):
    """A parser that takes no shortened options, and works its last words out only when asked for help.

    That of a command (`is_command`) tells itself of what it does not know, with its own usage.
    """

    language = "da"
    is_command = False
    last_words: Callable[[], str] | None = None

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)

    def add_argument(self, *names: Any, **options: Any) -> argparse.Action:
        """Add an argument; what stands for its value, and what is said of a wrong one, is in the language."""
        shown = options.get("metavar")
        if shown in _METAVARS:
            options["metavar"] = render(_METAVARS[shown], self.language)
        elif shown is None and options.get("choices") and not names[0].startswith("-"):
            options["metavar"] = (
                f"{{{','.join(options['choices'])}}}"  # else an error names it by our own name
            )
        kind = options.get("type")
        if kind in (int, Path):
            options["type"] = self._whole_number if kind is int else self._path
        return super().add_argument(*names, **options)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Return what was read and what is left over: of a command nothing is."""
        found, left = super().parse_known_args(args, namespace)
        if left and self.is_command:
            self.error(gettext("unrecognized arguments: %s") % " ".join(left))
        return found, left

    def format_help(self) -> str:
        """Return the help."""
        if self.last_words is not None:
            self.epilog = self.last_words()
        return super().format_help()

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Say what is none of the choices, a command too, in the quotation marks of every other message."""
        if action.choices is not None and value not in action.choices:
            told = t(
                "“{value}” is not known (choose from {choices})",
                value=str(value)[:40],
                choices=", ".join(map(str, action.choices)),
            )
            raise argparse.ArgumentError(action, render(told, self.language))

    def _whole_number(self, words: str) -> int:
        try:
            return int(words)
        except ValueError:
            told = t("“{words}” is not a whole number", words=words[:40])
            raise argparse.ArgumentTypeError(render(told, self.language)) from None

    def _path(self, words: str) -> Path:
        if not words.strip():
            told = t("here must stand the name of a file or a folder")
            raise argparse.ArgumentTypeError(render(told, self.language))
        return Path(words)
