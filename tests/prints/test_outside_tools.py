"""Tools that others wrote agree: the PDF/UA checker, poppler's reader, and the golden texts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.prints.write_golden import DOCUMENTS, GOLDEN, outline


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_words_and_structure_are_the_golden_ones(name: str) -> None:
    assert outline(name) == (GOLDEN / f"{name}.txt").read_text("utf-8")


def test_pdfua_finds_nothing(tmp_path: Path) -> None:
    files = [_written(tmp_path, name) for name in sorted(DOCUMENTS)]
    command = [sys.executable, "-m", "pdfua", "check", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("PASS (no findings)") == len(files)


def test_pdfinfo_reads_the_plan_in_order(tmp_path: Path) -> None:
    text = _pdfinfo(_written(tmp_path, "plan_da"))
    parts = [
        "Jonas’ plan",
        "Jeg begynder på grundforløb",
        "når folk spørger.«",
        "Du møder nu 3 dage om ugen",
        "Praktik hos Vestervang Auto",
        "Så du prøver, om faget passer til dig",
        "Hjælp til penge og breve",
        "finder breve fra banken",
        "Karen aftaler fredag med Vestervang",
        "Karen Holm",
        "Ved livsfare",
        "Du sagde ja til planen",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)
    assert "side 1 af" not in text


def test_pdfinfo_reads_the_letter_in_order(tmp_path: Path) -> None:
    text = _pdfinfo(_written(tmp_path, "letter_da"))
    parts = [
        "Jonas Lind",
        "Indkaldelse til en samtale",
        "Samtale om din plan",
        "Godt at vide",
        "Venlig hilsen",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def _written(folder: Path, name: str) -> Path:
    path = folder / f"{name}.pdf"
    path.write_bytes(DOCUMENTS[name]().pdf)
    return path


def _pdfinfo(path: Path) -> str:
    command = ["pdfinfo", "-struct-text", "-enc", "UTF-8", str(path)]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
    return " ".join(text.split())
