"""`make run` makes the demo once, and says nothing of a recovery code that it does not show."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from tests.cli.conftest import Run

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not here")


def make(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Make the demo in a folder of its own, small."""
    line = [
        "make",
        "-f",
        str(ROOT / "Makefile"),
        "build/demo.stamp",
        f"PY={sys.executable}",
        "DEMO_CITIZENS=3",
        *words,
    ]
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    env |= {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(line, cwd=place, env=env, capture_output=True, text=True, encoding="utf-8")


def test_the_demo_is_made_without_a_word_about_a_recovery_code(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout == "Making the demo: 3 made-up citizens (once)\n"
    monkeypatch.setenv("CASEWORKER_PASSPHRASE", "rolige heste under egen")
    assert len(run("citizens", "--data-dir", tmp_path / "build" / "demo").data) == 3
    assert (tmp_path / "build" / "demo" / "demo.mark").exists()
    again = make(tmp_path)
    assert (again.returncode, "Making" in again.stdout) == (0, False)


def test_a_demo_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    failed = make(tmp_path, "DEMO_PASSPHRASE=kort")
    assert failed.returncode != 0
    assert "mindst 10 tegn" in failed.stderr
    assert not (tmp_path / "build" / "demo.stamp").exists()
