"""`pip install .` gives a working `caseworker` with its resources and its catalogue."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Run a command and return what it prints; fail with what it complains about."""
    result = subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, f"{command}\n{result.stdout}\n{result.stderr}"
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the package as pip would, with what is installed already."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (made,) = folder.glob("*.whl")
    return made


def test_the_package_holds_what_ships_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    shipped = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "resources").rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc", ".po"}
    }
    assert "resources/locale/da/LC_MESSAGES/caseworker.mo" in shipped
    assert shipped <= names
    packages = {name.partition("/")[0] for name in names if ".dist-info/" not in name}
    assert packages == {"caseworker", "ui", "resources"}
    assert not [
        name for name in names if name.endswith((".po", ".pyc")) or name.startswith("resources/locale/b")
    ]


def test_the_installed_program_runs_and_speaks_danish(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "Fælles plan"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    python = (sys.executable, "-P", "-m", "ui")
    version = json.loads(run(*python, "version", cwd=elsewhere, PYTHONPATH=str(place)))
    assert version["version"] in wheel.name
    danish = run(*python, "--lang", "da", "--help", cwd=elsewhere, PYTHONPATH=str(place))
    english = run(*python, "--lang", "en", "--help", cwd=elsewhere, PYTHONPATH=str(place))
    assert "Fælles plan" in danish
    assert danish != english
