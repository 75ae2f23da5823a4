"""What must not stand in the code: law, clocks of its own, unfinished notes, places on one machine."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.tree import PROGRAM, ROOT, literals, python_files, source, tree

# Law belongs in the rule packs, where it changes with a file. Docstrings, comments and the `source=` of a
# finding may cite it: a citation decides nothing.
LAW = re.compile(r"§|\bLAB\b|\bLAS\b|\bKL 10\b")

# Both are written in pieces so that this file does not find itself.
UNFINISHED = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"]) + r")\b")
PLACES = re.compile(
    r"(?<![\w.*{}-])(" + "|".join(["/wo" + "rk/", "/ro" + "ot/", "/ho" + r"me/\w", "/t" + "mp/"]) + ")"
)

SPECIMENS = Path("ui/kit/gallery")  # shows what a date with its reasons looks like
CLOCKS = {"now", "today", "utcnow"}
MAY_ASK = {Path("caseworker/base/clock.py")}


def citations(module: ast.Module) -> set[int]:
    sources = [
        node.value for node in ast.walk(module) if isinstance(node, ast.keyword) and node.arg == "source"
    ]
    return {id(part) for source in sources for part in ast.walk(source)}


def test_no_law_in_the_code() -> None:
    found = [
        f"{path}:{node.lineno} {node.value!r}"
        for path in python_files(*PROGRAM)
        if not path.is_relative_to(SPECIMENS)
        for node in literals(tree(path))
        if LAW.search(str(node.value)) and id(node) not in citations(tree(path))
    ]
    assert found == []


def test_only_the_clock_asks_the_time() -> None:
    found = [
        f"{path}:{node.lineno} {ast.unparse(node.func)}"
        for path in python_files("caseworker", "ui")
        if path not in MAY_ASK
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
        and ast.unparse(node.func.value).split(".")[-1] in {"date", "datetime"}
    ]
    assert found == []


def test_nothing_is_left_for_later() -> None:
    found = [
        f"{path}:{number}"
        for path in python_files(*PROGRAM, "tests", ".ci")
        for number, line in enumerate(source(path).splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert found == []


def test_no_place_of_one_machine() -> None:
    if not shutil.which("git"):
        pytest.skip("no git here")
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git clone")
    found = []
    for name in listed.stdout.splitlines():
        try:
            words = (ROOT / name).read_text("utf-8")
        except (UnicodeDecodeError, OSError):
            continue  # a font, a picture, or a file that was just removed
        found += [
            f"{name}:{words[: match.start()].count(chr(10)) + 1} {match[0]}"
            for match in PLACES.finditer(words)
        ]
    assert found == []
