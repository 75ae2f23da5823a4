"""Files, classes and functions stay small enough to be read."""

from __future__ import annotations

import ast

from tests.architecture.tree import PROGRAM, length, python_files, source, tree

FILE_LINES = 400
CLASS_LINES = 250
FUNCTION_LINES = 60


def test_files_are_short() -> None:
    lengths = {path: source(path).count("\n") for path in python_files(*PROGRAM, "tests", ".ci")}
    assert {str(path): lines for path, lines in lengths.items() if lines >= FILE_LINES} == {}


def test_classes_and_functions_are_short() -> None:
    too_long = []
    for path in python_files(*PROGRAM, ".ci"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                limit = CLASS_LINES
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                limit = FUNCTION_LINES
            else:
                continue
            if length(node) >= limit:
                too_long.append(f"{path}:{node.lineno} {node.name} has {length(node)} lines")
    assert too_long == []
