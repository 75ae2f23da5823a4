"""The entry point `caseworker`: hands the window to the command line. No Qt at module level."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.cli.context import Front
from caseworker.cli.main import main as run_command_line


def has_display() -> bool:
    """Whether Qt will find something to draw on."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in names)


class LazyFront:
    """Imports the window only when a command needs it."""

    def window(self, data_dir: Path, language: str | None) -> int:
        """Open the window. Raises UserError where there is no display to open it on."""
        if not has_display():
            raise UserError(t("There is no display here. Use a command, or “tour --out FOLDER”; see --help."))
        return self._front().window(data_dir, language)

    def tour(self, out: Path, language: str) -> dict[str, Any]:
        """Run the main job without a display."""
        return self._front().tour(out, language)

    def selfcheck(self) -> list[str]:
        """Name what the window lacks."""
        return self._front().selfcheck()

    def _front(self) -> Front:
        if not has_display():
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        return cast(Front, importlib.import_module("ui.app").QtFront())


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program."""
    return run_command_line(argv, front=LazyFront())


if __name__ == "__main__":
    sys.exit(main())
