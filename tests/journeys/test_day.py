"""One working day in the real window: first start, import, screening, plan, talk, print, export, power cut."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.journeys.conftest import Start
from tests.journeys.data import dirty_csv
from tests.journeys.outside import caseworker, plain_words_in

pytestmark = pytest.mark.journey
DAY = "tests.journeys.day"
EVENING = "2026-11-24T15:30:00+01:00"
SENT = {
    "citizen": 5,
    "screening": 1,
    "barrier": 3,
    "plan_version": 1,
    "activity": 3,
    "talk": 3,
    "agreement": 2,
    "outreach": 1,
    "document": 1,
}


def test_first_start_lock_and_unlock(start: Start, tmp_path: Path) -> None:
    over = start(f"{DAY}:first_start", "--data-dir", tmp_path / "store").finish()
    assert over["interactions"] < 40
    assert not re.search(rb"Karen", (tmp_path / "store" / "store.db").read_bytes())


def test_whole_day(start: Start, tmp_path: Path) -> None:
    store, folder = tmp_path / "store", tmp_path / "til jobcentret"
    file, pdf = tmp_path / "borgere.csv", tmp_path / "Jonas’ plan.pdf"
    file.write_bytes(dirty_csv())
    folder.mkdir()
    environment = {"JOURNEY_FILE": str(file), "JOURNEY_PDF": str(pdf), "JOURNEY_FOLDER": str(folder)}
    day = start(f"{DAY}:whole_day", "--data-dir", store, environment=environment)
    day.wait_for("typing")
    day.kill()
    assert day.errors == ""
    assert plain_words_in(store, folder) == []

    again = start(f"{DAY}:all_there", "--data-dir", store, environment={"JOURNEY_BEGIN": EVENING})
    over = again.finish()
    assert caseworker("--data-dir", store, "check") == {"ok": True, "problems": []}
    (bundle,) = folder.iterdir()
    opened = caseworker(
        "open-bundle", bundle, "--key", store / "demo-jobcentre.agekey", "--to", tmp_path / "opened"
    )
    sent = opened["records"]
    assert {kind: sent[kind] for kind in SENT} == SENT
    with pikepdf.open(pdf) as document:
        assert document.Root.MarkInfo.Marked
        pages = len(document.pages)
    if shutil.which("pdfinfo"):
        said = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
        assert re.search(rf"Pages: +{pages}$", said, re.MULTILINE)
        assert re.search(r"Tagged: +yes", said)
    assert plain_words_in(store, folder) == []
    report(day.marks, over)


def report(day: list[dict[str, Any]], over: dict[str, Any]) -> None:
    """Print what the acts of the day cost. Times are shown, never judged: they are the machine's as well."""
    for act in (mark for mark in day if mark["mark"] == "act"):
        print(
            f"{act['act']}: {act['used']} of {act['budget']} interactions, blocks up to {act['block_ms']} ms"
        )
    blocks = [mark["longest_block_ms"] for mark in (*day, over) if "longest_block_ms" in mark]
    print(f"{day[-1]['interactions'] + over['interactions']} interactions, blocks up to {max(blocks)} ms")
