"""Starts journeys as child processes, listens to them and, when a test says so, kills them."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 240.0  # seconds for a whole journey


class Journey:
    """A running program with a journey inside. `marks` holds what it has told so far."""

    def __init__(self, script: str, out: Path, arguments: list[str], environment: dict[str, str]) -> None:
        out.mkdir(parents=True, exist_ok=True)
        self._errors = out / "stderr.txt"
        self.marks: list[dict[str, Any]] = []
        self._told: queue.Queue[dict[str, Any] | None] = queue.Queue()
        with self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-X",
                    "faulthandler",
                    "-m",
                    "tests.journeys.child",
                    script,
                    str(out),
                    *arguments,
                ],
                cwd=ROOT,
                env=os.environ | environment,
                stdout=subprocess.PIPE,
                stderr=errors,
                encoding="utf-8",
            )
        self._listener = threading.Thread(target=self._listen, name="listener")
        self._listener.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as said:
            for line in said:
                if line.startswith('{"mark"'):
                    self._told.put(json.loads(line))
        self._told.put(None)

    @property
    def errors(self) -> str:
        """Return what the program has written to stderr."""
        return self._errors.read_text("utf-8", "replace")

    def wait_for(self, name: str, patience: float = PATIENCE) -> dict[str, Any]:
        """Wait for a mark and return it; fail if the journey ends or is lost before."""
        while True:
            try:
                mark = self._told.get(timeout=patience)
            except queue.Empty:
                self.kill()
                pytest.fail(f"nothing heard for {patience:.0f} s while waiting for {name!r}\n{self.errors}")
            if mark is None:
                pytest.fail(f"the program ended before {name!r} (exit {self._process.wait()})\n{self.errors}")
            self.marks.append(mark)
            if mark["mark"] == "lost":
                pytest.fail(f"{mark['why']}\n{self.errors}")
            if mark["mark"] == name:
                return mark

    def finish(self) -> dict[str, Any]:
        """Wait for the end, which must be a clean one, and return the last mark."""
        over = self.wait_for("over")
        status = self._process.wait(60)
        self._listener.join()
        assert status == 0, f"exit {status}\n{self.errors}"
        assert self.errors == "", self.errors
        return over

    def kill(self) -> None:
        """Kill the program as a power cut would (kill -9), and wait until it is gone."""
        self._process.kill()
        self._process.wait(60)
        self._listener.join()


Start = Callable[..., Journey]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Give a function that starts the program with a journey inside.

    `start("tests.journeys.test_day:morning", "--data-dir", folder, out=..., environment={...})`. Pictures go
    to `out`, by default build/journeys/<name of the function>.
    """
    if sys.platform == "linux" and not os.environ.get("DISPLAY"):
        pytest.fail("a journey needs a display: run `make journeys`")
    running = []

    def begin(
        script: str,
        *arguments: str | Path,
        out: Path | None = None,
        environment: dict[str, str] | None = None,
    ) -> Journey:
        pictures = out or ROOT / "build" / "journeys" / script.rpartition(":")[2]
        homes = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config"), "PYTHONUTF8": "1"}
        if sys.platform == "linux":
            homes["QT_QPA_PLATFORM"] = "xcb"
        journey = Journey(script, pictures, [str(a) for a in arguments], homes | (environment or {}))
        running.append(journey)
        return journey

    yield begin
    for journey in running:
        journey.kill()
