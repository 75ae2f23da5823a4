"""The command line, called in this process or as a program of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseworker.base.clock import FixedClock, at
from caseworker.cli.main import main
from caseworker.demo.caseload import fill
from tests.architecture.tree import ROOT
from tests.making import PASSPHRASE, make_office

ON = "2026-11-24"


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it wrote where."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The answer."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep this machine's settings and store out of it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("CASEWORKER_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("LANGUAGE", "da")  # main sets it; the fixture puts it back


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Call the command line in this process, without a window."""

    def call(*arguments: object, front: Any = None) -> Ran:
        capfd.readouterr()
        code = main([str(one) for one in arguments], front=front)
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return call


@pytest.fixture
def program() -> Run:
    """Start the command line as a program of its own."""

    def call(*arguments: object, **options: Any) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "ui", *map(str, arguments)],
            cwd=ROOT, capture_output=True, **options,
        )  # fmt: skip
        return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return call


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return the folder of a store with a made-up caseload, which no test may change."""
    folder = tmp_path_factory.mktemp("cli") / "store"
    office = make_office(folder, FixedClock(at(date(2026, 11, 24))))
    fill(office, 8, seed=5)
    office.close()
    yield folder


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Path:
    """Return a copy of the filled store, to be changed."""
    shutil.copytree(filled, tmp_path / "store")
    return tmp_path / "store"
