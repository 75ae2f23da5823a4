"""An office with one citizen who has everything that an export takes along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock
from caseworker.office import Office
from tests.exchange import working
from tests.making import make_office


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    office = make_office(tmp_path / "store", clock)
    working.fill(office)
    yield office
    office.close()
