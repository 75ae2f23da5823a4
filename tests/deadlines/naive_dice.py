"""The dice that random cases are thrown with."""

from __future__ import annotations

import random
from datetime import date, timedelta


class Dice:
    """Random days and periods around the day a case begins."""

    def __init__(self, chance: random.Random, start: date) -> None:
        self.chance, self.start = chance, start

    def maybe(self, share: float) -> bool:
        return self.chance.random() < share

    def day(self, first: int, last: int) -> date:
        return self.start + timedelta(days=self.chance.randrange(first, last))

    def days(self, most: int, span: int) -> list[date]:
        return sorted({self.day(0, span) for _ in range(self.chance.randrange(0, most))})

    def cuts(self, most: int, span: int) -> list[tuple[date, date | None]]:
        """Return one to `most` periods in a row: adjoining, with a gap, now and then overlapping or early."""
        first = self.day(-40, 40) if self.maybe(0.2) else self.start
        found: list[tuple[date, date | None]] = []
        for _ in range(self.chance.randrange(0, most)):
            end = first + timedelta(
                days=self.chance.choice([3, 7, 20, 60, 150, span]) + self.chance.randrange(9)
            )
            found.append((first, end if self.maybe(0.8) else None))
            first = end + timedelta(days=self.chance.choice([1] * 8 + [2, 12, 35, 75]))
        found.append(
            (first, first + timedelta(days=self.chance.randrange(1, span)) if self.maybe(0.25) else None)
        )
        return found
