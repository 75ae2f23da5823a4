"""The source files and their syntax trees, read once for all checks of the house rules."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ("caseworker", "ui", "resources")


def python_files(*tops: str) -> list[Path]:
    """Return the Python files below these folders, relative to the root."""
    return sorted(path.relative_to(ROOT) for top in tops for path in (ROOT / top).rglob("*.py"))


@cache
def source(path: Path) -> str:
    """Return the words of a file, named relative to the root."""
    return (ROOT / path).read_text("utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a file, named relative to the root."""
    return ast.parse(source(path), str(path))


def length(node: ast.stmt) -> int:
    """Return how many lines a class or function takes up."""
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1


def literals(module: ast.Module) -> Iterator[ast.Constant]:
    """Give the texts in the code that are not docstrings."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(module)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node
