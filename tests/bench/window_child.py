"""A process that is measured from outside: it opens a window and says when it is ready and what it takes up.

`empty`: a window with one label. `lock`: the program up to its lock screen. `pages`: the program with every page
of the store opened once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

_KB = 1024


def main() -> None:
    """Open what is asked for, say so in one line, and end without tidying up."""
    what, *rest = sys.argv[1:]
    if what == "empty":
        _empty()
    elif what == "lock":
        _lock(rest[0])
    else:
        _pages(int(rest[0]))
    print(f"ready {resident_mb():.1f}", flush=True)
    os._exit(0)


def resident_mb() -> float:
    """Return the memory that this process takes up, in MB."""
    try:
        status = Path("/proc/self/status").read_text("utf-8")
    except OSError:
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / _KB / (_KB if sys.platform == "darwin" else 1)
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / _KB


def _empty() -> None:
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QLabel("ready"))
    window.resize(1366, 768)
    window.show()
    _paint(app)
    globals()["_kept"] = window


def _lock(folder: str) -> None:
    """Start as the command does; where it would wait for the user, it is ready."""
    from PySide6.QtWidgets import QApplication

    import ui.__main__

    def ready() -> int:
        _paint(QApplication.instance())
        print(f"ready {resident_mb():.1f}", flush=True)
        os._exit(0)

    QApplication.exec = staticmethod(ready)  # type: ignore[method-assign]
    ui.__main__.main(["--data-dir", folder])


def _pages(citizens: int) -> None:
    from tests.bench.stores import Bench
    from tests.bench.window import PAGES, ROOMS, Window

    bench = Bench(citizens)
    window = Window(bench)
    for kind in PAGES:
        window.go(kind)
    for kind, field in ROOMS:
        window.go(kind, bench.done.case_id, field)
    globals()["_kept"] = window


def _paint(app: object) -> None:
    for _ in range(3):
        app.processEvents()  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
