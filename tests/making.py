"""What many tests begin with: an open office on a real encrypted store, with a citizen or two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from stat import S_IMODE
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from caseworker.base.clock import Clock, FixedClock
from caseworker.base.text import t
from caseworker.office import Office
from caseworker.store.folder import LOCK_NAME, OWNER_NAME
from caseworker.store.keys import KdfCost
from caseworker.store.work import Work

T = TypeVar("T")

PASSPHRASE = "fire helt almindelige ord"
# The cheapest Argon2id there is: tests unlock hundreds of stores.
CHEAP = KdfCost(time=1, memory=64, lanes=1)


def create_office(folder: Path, clock: Clock) -> Office:
    """Return an open office in a store created from nothing.

    For tests of the creating itself, and for those that need two stores with keys and ids of their own.
    """
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


def make_office(folder: Path, clock: Clock) -> Office:
    """Return an open office of Karen Holm, Nordby Kommune, in a store of its own.

    Stores made at the same moment are copies of one (the same key, the same ids): to copy takes a fifth of the
    time that it takes to create.
    """
    return made_with(folder, clock, _nothing)[0]


def made_with(folder: Path, clock: Clock, fill: Callable[[Office], T]) -> tuple[Office, T]:
    """Return an office as `make_office` does, filled, with what `fill` returned.

    `fill` runs once per process and moment: a function of a module that leaves the clock alone.
    """
    made = _made(clock.now(), fill)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, (mode, content) in made.files.items():
        (folder / name).write_bytes(content)
        (folder / name).chmod(mode)
    return Office.open(folder, PASSPHRASE, clock=clock), made.answer


@dataclass(frozen=True)
class _Made:
    """A closed store: its files by name, with their rights, and what its filling returned."""

    files: dict[str, tuple[int, bytes]]
    answer: Any


@lru_cache(maxsize=64)
def _made(moment: datetime, fill: Callable[[Office], Any]) -> _Made:
    with TemporaryDirectory() as place:
        office = create_office(Path(place) / "store", FixedClock(moment))
        try:
            answer = fill(office)
        finally:
            office.close()
        files = {
            file.name: (S_IMODE(file.stat().st_mode), file.read_bytes())
            for file in office.folder.iterdir()
            if file.name not in (LOCK_NAME, OWNER_NAME)
        }
    return _Made(files, answer)


def _nothing(office: Office) -> None:
    """Leave the store as it is when it is new."""
    del office


def make_demo(folder: Path, clock: Clock) -> Office:
    """Return an office as `make_office` does, with the 40 made-up citizens of seed 1."""
    return made_with(folder, clock, _demo)[0]


def _demo(office: Office) -> None:
    from caseworker.demo.caseload import fill

    fill(office, 40, seed=1)


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


def without_job(office: Office) -> None:
    """Write down that the only citizen has no job: of the sick it is asked otherwise."""
    from caseworker.people.model import Citizen, Trait

    def act(work: Work) -> None:
        (citizen,) = work.find(Citizen)
        work.add(Trait(trait="employed", value="false", from_on=date(2026, 1, 1), citizen_id=citizen.id))

    office.run(t("Change"), act)
