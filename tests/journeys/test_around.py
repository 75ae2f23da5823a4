"""The window by keyboard, in both languages and while a citizen sees it, on a small made-up caseload."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.conftest import Start
from tests.journeys.outside import caseworker

pytestmark = pytest.mark.journey


def test_everything_is_reached_by_keyboard(start: Start, tmp_path: Path) -> None:
    store = tmp_path / "store"
    caseworker("--data-dir", store, "init", "--name", "Karen Holm", "--unit", "Nordby Kommune")
    caseworker("--data-dir", store, "demo", "--citizens", "20", "--seed", "7", "--on", "2026-11-24")
    over = start("tests.journeys.around:walk_around", "--data-dir", store).finish()
    print(f"{over['interactions']} interactions, blocks up to {over['longest_block_ms']} ms")
