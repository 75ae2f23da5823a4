"""The commands of the README work as they stand there, one after the other, in one folder."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseworker.base.clock import FixedClock, at
from caseworker.demo.caseload import fill
from caseworker.prints.collect import print_plan
from tests.architecture.tree import ROOT
from tests.making import create_office

README = (ROOT / "README.md").read_text("utf-8")


def block() -> str:
    """Return the block of commands below the heading of the command line."""
    section = README.split("\n## The command line\n", 1)[1].split("\n## ", 1)[0]
    return "\n".join(re.findall(r"^```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL))


@pytest.mark.skipif(sys.platform == "win32", reason="the block is written for the shell of Unix")
def test_every_command_of_the_readme_runs(tmp_path: Path) -> None:
    program = tmp_path / "bin" / "caseworker"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m ui "$@"\n', "utf-8")
    program.chmod(0o755)
    place = tmp_path / "her"
    place.mkdir()
    env = {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
    del env["CASEWORKER_PASSPHRASE"]  # the block says itself where it comes from
    done = subprocess.run(
        ["sh", "-eu", "-c", block()], cwd=place, env=env, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    commands = re.findall(r"^caseworker (?:--data-dir D )?(.+)$", block(), re.MULTILINE)
    told = dict(zip(commands, _answers(done.stdout), strict=True))

    def of(command: str) -> Any:
        return next(answer for line, answer in told.items() if line.startswith(command))

    assert (of("import")["accepted"], of("import")["rejected"]) == (2, 1)
    assert len((place / "afvist.csv").read_text("utf-8-sig").splitlines()) == 2
    assert "Jonas Bruun" in [row["name"] for row in of("citizens")]
    assert of("case")["plan"]
    assert of("deadlines list")
    assert all(row["trace"] and row["reason"] for row in of("deadlines explain"))
    assert {"open", "missed"} <= {row["status"] for row in of("deadlines explain")}
    assert (place / "plan.pdf").read_bytes().startswith(b"%PDF-")
    assert Path(of("export")["bundle"]).parent == place / "ud"
    assert of("open-bundle")["records"] == of("export")["records"]


def _answers(words: str) -> Iterator[object]:
    reader = json.JSONDecoder()
    while words := words.lstrip():
        answer, end = reader.raw_decode(words)
        yield answer
        words = words[end:]


@pytest.mark.parametrize("day", [date(2026, 1, 2), date(2027, 7, 4), date(2028, 2, 29)])
def test_the_case_whose_plan_the_readme_prints_has_one_on_any_day(tmp_path: Path, day: date) -> None:
    demo = re.search(r"demo --citizens (\d+)\b", block())
    case = re.search(r"print plan --case (\d+)\b", block())
    assert demo is not None
    assert case is not None
    before = (
        int(case[1]) - 1000
    )  # they are numbered as they are made, and who is made later changes none of them
    assert before <= int(demo[1])
    office = create_office(tmp_path / "store", clock := FixedClock(at(day)))
    fill(office, before, 1)
    with office.read() as session:
        assert print_plan(session, case[1], clock, language="da").pages >= 1
    office.close()


def test_the_keys_of_the_readme_are_those_that_f1_lists() -> None:
    source = (ROOT / "ui" / "shell" / "help.py").read_text("utf-8")
    keys = next(
        node.value for node in ast.parse(source).body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == "_KEYS"
    )  # fmt: skip
    assert isinstance(keys, ast.Tuple)
    listed = [
        one.elts[0].value
        for one in keys.elts
        if isinstance(one, ast.Tuple) and isinstance(one.elts[0], ast.Constant)
    ]
    table = README.split("| key | does |\n|---|---|\n", 1)[1].split("\n\n", 1)[0]
    assert [line.split(" | ")[0].removeprefix("| ") for line in table.splitlines()] == listed
