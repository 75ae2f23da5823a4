"""The day at the end of an agreement on one line, as people write it."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.plan.due_words import split_day

TODAY = date(2026, 12, 1)
TENTH, FRIDAY = date(2026, 12, 10), date(2026, 12, 4)


@pytest.mark.parametrize(
    ("line", "words", "day"),
    [
        ("Vi ringer, 10/12", "Vi ringer", TENTH),
        ("Vi ringer, inden 10/12", "Vi ringer", TENTH),
        ("Vi ringer, senest 10/12", "Vi ringer", TENTH),
        ("Vi ringer inden fredag", "Vi ringer", FRIDAY),
        ("Vi ringer, på fredag", "Vi ringer", FRIDAY),
        ("Vi ringer senest 10. december kl. 9", "Vi ringer senest 10. december kl. 9", TENTH),
        ("Møder hver fredag", "Møder hver fredag", None),
        ("Ringer, når det passer", "Ringer, når det passer", None),
    ],
)
def test_the_day_is_read_and_the_words_stay(line: str, words: str, day: date | None) -> None:
    assert split_day(line, TODAY) == (words, day)
