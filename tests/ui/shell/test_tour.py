"""The tour clears away what an earlier one left, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.base.errors import UserError
from caseworker.demo import apart
from ui.tour import _fresh_store


def test_an_earlier_tour_is_cleared_away_with_what_its_key_opened(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / apart.MARK).touch()
    for name in ("karen-holm-000001-2026-11-22.bag.zip.age", "plan.pdf", "brev.zip.age"):
        (tmp_path / name).write_bytes(b"x")
    assert _fresh_store(tmp_path) == tmp_path / "store"
    assert {path.name for path in tmp_path.iterdir()} == {"plan.pdf", "brev.zip.age"}


def test_what_is_no_tour_is_left_alone(tmp_path: Path) -> None:
    sealed = tmp_path / "karen-holm-000001-2026-11-22.bag.zip.age"
    sealed.write_bytes(b"x")
    _fresh_store(tmp_path)
    (tmp_path / "store").mkdir()
    with pytest.raises(UserError):
        _fresh_store(tmp_path)
    assert sealed.exists()
    assert (tmp_path / "store").exists()
