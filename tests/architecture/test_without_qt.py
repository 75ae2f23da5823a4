"""The core, the presenters and their ports can be imported where no Qt is installed."""

from __future__ import annotations

import subprocess
import sys

from tests.architecture.tree import ROOT, python_files

CODE = """
import importlib, sys
from tests.without_qt import refuse_qt
refuse_qt()
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def test_core_and_presenters_import_without_qt() -> None:
    files = [path for path in python_files("caseworker") if path.name != "__main__.py"]
    files += [
        path
        for path in python_files("ui")
        if path.stem.startswith("presenter") or path.stem.endswith("presenter") or path.stem == "ports"
    ]
    names = [".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in files]
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", CODE, *names],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
