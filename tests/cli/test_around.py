"""What may be wrong around the command line: closed streams, endless devices, paths that cannot be."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from tests.cli.conftest import Run

LONG = "x" * 300

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="devices and descriptors of Unix")


def closed(which: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command with some of its streams closed."""
    line = [sys.executable, "-m", "ui", "--lang", "en", *map(str, arguments)]
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {which}', "sh", *line], cwd=ROOT, capture_output=True, text=True
    )


def test_closed_streams_are_a_sentence_and_never_written_into_a_file(filled: Path) -> None:
    mute = closed(">&-", "citizens", "--data-dir", filled)
    assert (mute.returncode, mute.stderr) == (
        3,
        "The result could not be written out. What was done is saved.\n",
    )
    silent = closed("2>&-", "case", "9999", "--data-dir", filled)
    assert (silent.returncode, silent.stdout) == (
        3,
        "",
    )  # a sentence among the JSON would break whoever reads it
    deaf = closed("<&-", "deadlines", "explain", "--facts", "-")
    assert (deaf.returncode, deaf.stdout) == (3, "")
    assert deaf.stderr.startswith("The file - cannot be opened.")


def test_what_never_ends_is_not_read_to_the_end(run: Run, filled: Path) -> None:
    zero = Path("/dev/zero")
    if not zero.exists():
        pytest.skip("no such device here")
    for command in (("import", zero, "--data-dir", filled), ("deadlines", "explain", "--facts", zero)):
        ran = run(*command)
        assert (ran.code, ran.out) == (3, "")
        assert "/dev/zero" in ran.err
    assert run("citizens", "--data-dir", filled, "--passphrase-file", zero).code == 4


def test_a_path_too_long_is_a_sentence(run: Run, filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    file.write_text("Navn;CPR\n")
    for command in (
        ("citizens", "--data-dir", tmp_path / LONG), ("init", "--data-dir", tmp_path / LONG),
        ("import", file, "--rejected", tmp_path / LONG, "--data-dir", filled),
        ("import", tmp_path / LONG, "--data-dir", filled), ("deadlines", "explain", "--facts", tmp_path / LONG),
    ):  # fmt: skip
        ran = run(*command)
        assert (ran.code, ran.out) == (3, "")
        assert ran.err.count("\n") == 1


def test_words_of_a_file_do_not_steer_the_terminal(run: Run, filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    file.write_bytes(b"Navn;CPR;\x1b[2Jx;\x9b2J\n\x1b[31mHans;12;;\n")
    ran = run("import", file, "--dry-run", "--data-dir", filled)
    assert ran.code == 0
    assert ran.data["rejected"] == 1
    assert not {"\x1b", "\x9b"} & set(ran.err)


def test_a_folder_that_may_not_be_written_in_is_no_store_in_use(run: Run) -> None:
    place = Path("/proc")
    if not place.is_dir() or os.access(place / "1" / "nothing", os.W_OK):
        pytest.skip("no such folder here")
    ran = run("init", "--data-dir", place)
    assert (ran.code, ran.out) == (4, "")
    assert "må ikke skrive i /proc" in ran.err


@pytest.mark.parametrize("name", ["store.db", "store.json", "drafts.db", "nyt/udskrift.pdf"])
@pytest.mark.parametrize(
    "command",
    [
        ("print", "plan", "--case", "1001", "-o"),
        ("deadlines", "calendar", "-o"),
        ("import", "SOURCE", "--dry-run", "--rejected"),
    ],
)
def test_nothing_is_written_over_the_store(
    run: Run, store: Path, tmp_path: Path, command: tuple[str, ...], name: str
) -> None:
    source = tmp_path / "sager.csv"
    source.write_text("navn;cpr\n;x\n", "utf-8")
    before = {path: path.read_bytes() for path in (store / "store.db", store / "store.json")}
    words = (str(source) if one == "SOURCE" else one for one in command)
    said = run(*words, store / name, "--data-dir", store)
    assert said.code == 3, said.err
    assert "Vælg e" in said.err
    assert {path: path.read_bytes() for path in before} == before
    assert run("check", "--data-dir", store).code == 0


@pytest.mark.parametrize(
    "command",
    [
        ("print", "plan", "--case", "1001", "-o"),
        ("deadlines", "calendar", "-o"),
    ],
)
def test_a_folder_that_is_not_there_is_not_made_for_a_file(
    run: Run, store: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    said = run(*command, tmp_path / "stavet" / "forkert" / "fil", "--data-dir", store)
    assert (said.code, said.out) == (3, "")
    assert f"Mappen {tmp_path / 'stavet' / 'forkert'} findes ikke. Opret den først" in said.err
    assert "Intet er skrevet" in said.err
    assert list(tmp_path.glob("stavet")) == []
