"""An office with one citizen who has everything that an export takes along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock
from caseworker.office import Office
from tests.exchange import working
from tests.making import made_with


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    office, _ids = made_with(tmp_path / "store", clock, working.fill)
    yield office
    office.close()
