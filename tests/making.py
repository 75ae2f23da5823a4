"""What many tests begin with: an open office on a real encrypted store, with a citizen or two."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from caseworker.base.clock import Clock
from caseworker.base.text import t
from caseworker.office import Office
from caseworker.store.keys import KdfCost
from caseworker.store.work import Work

PASSPHRASE = "fire helt almindelige ord"
# The cheapest Argon2id there is: tests unlock hundreds of stores.
CHEAP = KdfCost(time=1, memory=64, lanes=1)


def make_office(folder: Path, clock: Clock) -> Office:
    """Return an open office of Karen Holm, Nordby Kommune, in a new store."""
    office, _code = Office.create(
        folder,
        PASSPHRASE,
        "Karen Holm",
        "Job og Uddannelse, Nordby Kommune",
        phone="00 00 00 01",
        clock=clock,
        cost=CHEAP,
    )
    return office


def make_citizen(
    office: Office,
    name: str = "Jonas Bruun",
    born: date = date(2004, 3, 12),
    group: str = "lab-3",
    visited_as: str = "activity_ready",
    since: date = date(2026, 10, 5),
) -> tuple[str, str]:
    """Add a citizen with an open case and a first contact. Returns (citizen id, case id)."""
    from caseworker.people import service

    def act(work: Work) -> tuple[str, str]:
        citizen = service.add_citizen(work, service.CitizenData(name=name, birth_date=born))
        case = service.open_case(
            work,
            citizen.id,
            service.Intake(opened_on=since, group=group, visited_as=visited_as, first_contact_on=since),
        )
        return citizen.id, case.id

    return office.run(t("New citizen"), act)
