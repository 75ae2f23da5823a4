"""The window of these tests. Qt is imported only where it is to be had."""

from __future__ import annotations

from contextlib import suppress

with suppress(ImportError):
    from tests.ui.shell.opened import open_window, store  # noqa: F401 - fixtures
