"""Runs the program with a journey inside: `python -m tests.journeys.child MODULE:FUNCTION OUT [ARGUMENT ...]`.

The arguments after OUT are those of the program. The window opens as for anyone; the journey starts when it
is there, and the program is asked to quit when the journey is over.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from caseworker.base import clock
from tests.journeys.driver import Bridge, Driver

BEGIN = clock.at(date(2026, 11, 24))


def run_day_from(begin: datetime) -> None:
    """Let every system clock begin at this moment and go on from there."""
    started = time.monotonic()

    def now(_clock: clock.SystemClock) -> datetime:
        return (begin + timedelta(seconds=time.monotonic() - started)).astimezone(UTC)

    clock.SystemClock.now = now  # type: ignore[method-assign]


def named(words: str) -> Callable[..., object]:
    """Return the function that `module:name` names."""
    module, _, name = words.partition(":")
    return getattr(importlib.import_module(module), name)


def travel(journey: Callable[[Driver], object], driver: Driver) -> None:
    """Run the journey and end the program, roughly if the journey failed."""
    try:
        while QApplication.instance() is None:
            time.sleep(0.01)
        driver.window()
        journey(driver)
        driver.mark("over", longest_block_ms=round(driver.longest_block * 1000))
        driver.on_window(QApplication.quit)
    except BaseException:  # noqa: BLE001 - whatever it was, the test outside must hear of it
        with contextlib.suppress(BaseException):  # the first failure is the one to tell
            driver.photograph("lost")
        driver.mark("lost", why=traceback.format_exc())
        os._exit(1)


def main(arguments: list[str]) -> int:
    """Run the program named by JOURNEY_PROGRAM (the real one unless told otherwise)."""
    journey, out, program = named(arguments[0]), Path(arguments[1]), arguments[2:]
    begin = os.environ.get("JOURNEY_BEGIN")
    run_day_from(datetime.fromisoformat(begin) if begin else BEGIN)
    bridge = Bridge()
    traveller = threading.Thread(
        target=travel, args=(journey, Driver(bridge, out)), name="journey", daemon=True
    )
    traveller.start()
    status = named(os.environ.get("JOURNEY_PROGRAM", "ui.__main__:main"))(program)
    traveller.join(1.0)
    bridge.deleteLater()  # kept until here, since it must end on the thread it lives on
    return status if isinstance(status, int) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
