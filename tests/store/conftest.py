"""A store to work in, and one to break."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock
from caseworker.office import Office
from tests.making import make_office


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    office = make_office(tmp_path / "store", clock)
    yield office
    office.close()


@pytest.fixture
def folder(tmp_path: Path, clock: FixedClock) -> Path:
    """Return the folder of a store that is closed."""
    make_office(tmp_path / "store", clock).close()
    return tmp_path / "store"
