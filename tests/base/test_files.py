"""Files that are written where a person wants to have them."""

from __future__ import annotations

import errno
from pathlib import Path

from caseworker.base.files import not_written
from caseworker.base.text import render


def test_a_full_disk_is_named_where_a_file_is_wanted(tmp_path: Path) -> None:
    full = not_written(tmp_path / "plan.pdf", OSError(errno.ENOSPC, "No space left on device"))
    assert render(full, "en").startswith("There is no room for the file")
    other = not_written(tmp_path / "plan.pdf", PermissionError(errno.EACCES, "Permission denied"))
    assert render(other, "en").endswith("cannot be written. Choose another place.")
