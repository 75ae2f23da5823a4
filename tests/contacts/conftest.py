"""A desk for every test here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock
from tests.contacts.desk import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """Open a desk on an encrypted store of its own."""
    with open_desk(tmp_path / "store", clock) as desk:
        yield desk
