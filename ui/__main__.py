"""The entry point `caseworker`: hands the window to the command line. No Qt at module level."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from caseworker.cli.context import Front
from caseworker.cli.main import main as run_command_line


class LazyFront:
    """Imports the window only when a command needs it."""

    def window(self, data_dir: Path, language: str | None) -> int:
        """Open the window."""
        return self._front().window(data_dir, language)

    def tour(self, out: Path, language: str) -> dict[str, Any]:
        """Run the main job without a display."""
        return self._front().tour(out, language)

    def selfcheck(self) -> list[str]:
        """Name what the window lacks."""
        return self._front().selfcheck()

    def _front(self) -> Front:
        return cast(Front, importlib.import_module("ui.app").QtFront())


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program."""
    return run_command_line(argv, front=LazyFront())


if __name__ == "__main__":
    sys.exit(main())
