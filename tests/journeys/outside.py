"""Looks at a store from outside the window: by the command line, and byte by byte."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.journeys.conftest import ROOT
from tests.journeys.day import PASSPHRASE

# Words of the day about citizens. None of them may stand in a file of the store or in what leaves it.
SECRETS = (
    "Jonas",
    "Bruun",
    "Ødegård",
    "120304",
    "1203044111",
    "Nordby Auto",
    "Bostøtten ringer",
    "hænge sammen",
)


def caseworker(*arguments: str | Path) -> Any:
    """Run the command line as its user would, and return what it answers."""
    command = [sys.executable, "-m", "ui", *map(str, arguments)]
    secret = {"CASEWORKER_PASSPHRASE": PASSPHRASE}
    ran = subprocess.run(command, cwd=ROOT, env=os.environ | secret, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    return json.loads(ran.stdout)


def plain_words_in(*folders: Path) -> list[str]:
    """Return which words about citizens can be read in the files of these folders, and where."""
    found = []
    for file in (file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()):
        content = file.read_bytes()
        for word in SECRETS:
            if any(word.encode(coding) in content for coding in ("utf-8", "utf-16-le")):
                found.append(f"{word} in {file.name}")
    return found
