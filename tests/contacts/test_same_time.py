"""Two talks of one citizen cannot begin in the same minute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock, at
from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.contacts.service import BookingData, book, cancel
from caseworker.office import Office
from tests.making import make_citizen, make_office

WHEN = at(date(2026, 12, 2), 10)


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    office = make_office(tmp_path / "store", clock)
    yield office
    office.close()


def test_a_time_is_booked_once_and_free_again_when_called_off(office: Office) -> None:
    _citizen, case_id = make_citizen(office)

    def booked() -> str:
        data = BookingData(case_id=case_id, kind="follow_up", at=WHEN)
        return office.run(t("Book"), lambda work: book(work, data))

    first = booked()
    with pytest.raises(UserError, match="at that very time"):
        booked()
    office.run(t("Call off"), lambda work: cancel(work, first, "illness", by_citizen=True))
    assert booked() != first
