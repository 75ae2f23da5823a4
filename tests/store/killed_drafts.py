"""Run as a program: opens a damaged file of drafts again and again, killed one line of the code further each time.

Takes a folder with `drafts.db` in it; leaves a folder for each kill beside it, and prints how many.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from caseworker.base.clock import FixedClock, SystemClock
from caseworker.store.drafts import Drafts

KEY = b"k" * 32
# What changes files, and so what a kill can cut in two.
_STEPS = {"_open", "_begin_anew", "_write_new", "_put_in", "keep_aside", "put_away", "_copy"}
_OURS = ("drafts_file.py", "salvage.py")
_KILLED = 9


def _opened(folder: Path, last: int) -> None:
    """Open, and end without a word at the given line."""
    lines = 0

    def step(frame: FrameType, event: str, _value: object) -> Any:
        nonlocal lines
        if frame.f_code.co_name not in _STEPS or not frame.f_code.co_filename.endswith(_OURS):
            return None
        if event == "line":
            lines += 1
            if lines == last:
                os._exit(_KILLED)
        return step

    sys.settrace(step)
    Drafts(folder, KEY, FixedClock(SystemClock().now()), in_use=True)
    os._exit(0)


def main(first: Path) -> int:
    """Return at how many lines it was killed."""
    for last in range(1, 2000):
        folder = first.with_name(f"killed-{last}")
        shutil.copytree(first, folder)
        if (child := os.fork()) == 0:
            _opened(folder, last)
        _pid, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) == 0:
            shutil.rmtree(folder)
            return last - 1
        assert os.waitstatus_to_exitcode(status) == _KILLED
    return 0


if __name__ == "__main__":
    print(main(Path(sys.argv[1])))
