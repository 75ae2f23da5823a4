"""What is measured of the window: start, unlock, a citizen, memory."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from statistics import median

from tests.bench.core_rows import ask
from tests.bench.measuring import Heard, Rounds, Row, in_turn, listening, once
from tests.bench.stores import FOLDER, MIDDLE, SMALL, Bench

_LINES = 16  # about as many as the list of "My day" shows


def start_rows(rounds: Rounds) -> Iterator[Row]:
    """From the command to a lock screen that takes the passphrase."""
    bench = Bench(SMALL)
    window = partial(_child, "lock", str(bench.folder))
    mine, other = in_turn(window, partial(_child, "empty"), rounds.few)
    yield Row("start to the lock screen", mine, other, "empty PySide6 window", most=2.0)


def unlock_rows(rounds: Rounds) -> Iterator[Row]:
    """From the key to a filled and painted "My day"; deriving the key is left out."""
    from tests.bench.window import Window

    for citizens in (SMALL, MIDDLE):
        bench = Bench(citizens)
        kept: list[Window] = []

        def unlock(bench: Bench = bench, kept: list[Window] = kept) -> None:
            kept.append(Window(bench))
            kept[-1].go("today")

        with listening() as heard:
            unlock()
        kept.pop().close()
        ours, others = [], []
        for _ in range(rounds.few):
            ours.append(once(unlock))
            kept.pop().close()
            others.append(once(partial(_raw_day, bench, heard)))
        yield Row(
            f"unlock to a filled “My day”, {citizens:,} cases", median(ours), median(others),
            "raw cursor + one painted table", most=2.5, note=f"{len(heard.reads)} queries",
        )  # fmt: skip


def citizen_rows(rounds: Rounds) -> Iterator[Row]:
    """Open a citizen with five years of history: the head, and the whole overview."""
    from tests.bench.window import Window
    from ui.ports import Desk
    from ui.shell.citizen_presenter import CitizenHeadPresenter

    bench = Bench(MIDDLE)
    window, plain = Window(bench), bench.raw()
    try:
        window.go("today")
        desk: Desk = window.frame.desk
        head = CitizenHeadPresenter(desk, bench.long_case)
        with listening() as heard:
            head.reload()
        mine, other = in_turn(head.reload, partial(ask, plain, heard), rounds.many)
        yield Row("head of a citizen", mine, other, "the same reads by raw cursor", limit=16.7)
        ours, others = [], []
        for _ in range(rounds.few + 1):
            for case_id in bench.some_cases:
                window.go(
                    "overview", case_id
                )  # the window keeps the last few citizens: this one is to be new
            with listening() as heard:
                ours.append(once(partial(window.show, "overview", bench.long_case)))
            window.settle()
            others.append(once(partial(ask, plain, heard)))
        yield Row(
            "open a citizen with 5 years of history", median(ours[1:]), median(others[1:]),
            "the same reads by raw cursor", most=3.0, note=f"{len(heard.reads)} queries, page built and painted",
        )  # fmt: skip
    finally:
        plain.close()
        window.close()


def memory_rows(rounds: Rounds) -> Iterator[Row]:
    """Every page opened once."""
    del rounds
    Bench(MIDDLE)
    mine, other = _child("pages", str(MIDDLE)), _child("empty")
    yield Row(
        f"memory with {MIDDLE:,} cases, all pages opened", mine, other, "empty PySide6 window", most=120.0, unit="MB"
    )  # fmt: skip


def _child(*arguments: str) -> float:
    """Run a process until it says that it is ready; return the memory that it then takes up, in MB."""
    home = str((FOLDER / "home").absolute())
    environment = os.environ | {"HOME": home, "XDG_CONFIG_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("CASEWORKER_PASSPHRASE", None)
    command = [sys.executable, "-m", "tests.bench.window_child", *arguments]
    ended = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    line = next(line for line in ended.stdout.splitlines() if line.startswith("ready "))
    return float(line.split()[1])


def _raw_day(bench: Bench, heard: Heard) -> None:
    """Open the file, ask the queries of the day, and paint one table with the first lines found."""
    from PySide6.QtWidgets import QApplication, QTableWidget, QTableWidgetItem

    connection = bench.raw()
    found = [connection.execute(statement, values).fetchall() for statement, values in heard.reads]
    connection.close()
    table = QTableWidget(_LINES, 5)
    longest = max(found, key=len)
    for line, record in enumerate(longest[:_LINES]):
        for column, value in enumerate(record[:5]):
            table.setItem(line, column, QTableWidgetItem(str(value)))
    table.resize(1366, 768)
    table.show()
    QApplication.processEvents()
    QApplication.processEvents()
    table.close()
    table.deleteLater()
