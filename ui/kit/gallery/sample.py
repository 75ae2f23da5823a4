"""Made-up words, people and days that the gallery shows. Not part of the product's catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ui.kit.words import language

TODAY = date(2026, 11, 24)


def today() -> date:
    """Return the gallery's day: Tuesday 24 November 2026."""
    return TODAY


def both(danish: str, english: str) -> str:
    """Return the words in the window's language."""
    return danish if language() == "da" else english


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up citizen as the table shows one."""

    id: int
    name: str
    age: int
    group: str
    coordinator: str
    deadline: date | None
    late: bool
    last_contact: date | None


GROUPS = {
    "Jobparat": "Job-ready", "Aktivitetsparat": "Activity-ready", "Sygedagpenge": "Sickness benefit",
    "Integration": "Integration", "Ressourceforløb": "Resource course",
}  # fmt: skip

PEOPLE = [
    Person(1, "Søren O’Neill", 34, "Jobparat", "Karen Holm", date(2026, 11, 20), True, date(2026, 10, 2)),
    Person(
        2, "Åse Ødegård", 51, "Aktivitetsparat", "Karen Holm", date(2026, 11, 23), True, date(2026, 11, 9)
    ),
    Person(
        3, "Jonas Bruun", 22, "Aktivitetsparat", "Karen Holm", date(2026, 12, 7), False, date(2026, 11, 6)
    ),
    Person(4, "Nguyễn Thị Ánh", 29, "Jobparat", "Mette Lund", date(2026, 11, 26), False, date(2026, 11, 16)),
    Person(5, "Ærlend Aagaard", 45, "Sygedagpenge", "Mette Lund", date(2027, 1, 4), False, None),
    Person(6, "Lise Bøgh", 38, "Jobparat", "Karen Holm", date(2026, 11, 27), False, date(2026, 10, 28)),
    Person(
        7, "Maryam El-Khatib", 41, "Integration", "Karen Holm", date(2026, 11, 30), False, date(2026, 11, 24)
    ),
    Person(8, "Bent Friis", 57, "Ressourceforløb", "Per Sand", None, False, None),
]
