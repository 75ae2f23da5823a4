"""The stores that are measured: made once, kept under build/bench/, made anew when tables or recipe change."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.schema import CreateIndex, CreateTable

from caseworker.base import paths, workdays
from caseworker.base.clock import FixedClock, at
from caseworker.base.files import STORE_NAME
from caseworker.base.text import t
from caseworker.demo.caseload import fill
from caseworker.demo.life import live
from caseworker.demo.main_job import Done, do_main_job
from caseworker.demo.stories import load_stories
from caseworker.office import Office
from caseworker.people import service
from caseworker.store.record import Base
from caseworker.store.store import Store
from caseworker.store.work import Work
from tests.bench.multiply import READ_BY_WORKLIST, add_notes, multiply
from tests.making import PASSPHRASE, make_office

FOLDER = Path("build", "bench")
TODAY = date(2026, 11, 24)
SMALL, MIDDLE, LARGE = 200, 5_000, 50_000
NOTES = 100_000
_RECIPE = "3"  # raised when the stores are to be made anew
_SEED = 1


def clock() -> FixedClock:
    """Return the clock that stands at the reference day."""
    return FixedClock(at(TODAY, 9))


class Bench:
    """One store: its folder and key, and what stands in it that rows ask for."""

    def __init__(self, citizens: int) -> None:
        self.citizens = citizens
        self.folder = FOLDER / str(citizens)
        if not self._is_fresh():
            self._make()
        about = json.loads((self.folder / "about.json").read_text("utf-8"))
        self.key = bytes.fromhex(about["key"])
        self.done = Done(**about["done"])
        self.long_case: str = about["long_case"]

    def open(self) -> Office:
        """Open the store without deriving its key, which is slow on purpose."""
        now = clock()
        return Office(Store.open_with_key(self.folder, self.key, now), now)

    @property
    def some_cases(self) -> list[str]:
        """A few cases, more than the window keeps built."""
        connection = self.raw()
        rows = connection.execute("SELECT id FROM case_file WHERE closed_on IS NULL ORDER BY case_no LIMIT 4")
        found = [row[0] for row in rows]
        connection.close()
        return found

    def raw(self) -> Any:
        """Return a plain cursor's connection on the encrypted file, as another program would open it."""
        return raw(self.folder, self.key)

    def _is_fresh(self) -> bool:
        about = self.folder / "about.json"
        return about.exists() and json.loads(about.read_text("utf-8")).get("recipe") == recipe()

    def _make(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        print(f"making a store of {self.citizens} citizens (once) ...", file=sys.stderr, flush=True)
        if self.citizens == SMALL:
            self._fill()
        else:
            self._grow()

    def _fill(self) -> None:
        office = make_office(self.folder, clock())
        try:
            fill(office, self.citizens, _SEED)
            done = do_main_job(office)
            self._note(office.store.key, done, done.case_id)
        finally:
            office.close()

    def _grow(self) -> None:
        small = Bench(SMALL)
        shutil.copytree(small.folder, self.folder)
        (self.folder / "about.json").unlink()
        connection = small.raw_of(self.folder)
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        everything = self.citizens <= MIDDLE
        multiply(connection, self.citizens // SMALL - 1, None if everything else READ_BY_WORKLIST)
        if everything:
            add_notes(connection, NOTES, vocabulary())
        connection.execute("COMMIT")
        connection.execute("PRAGMA optimize")
        connection.close()
        long_case = small.done.case_id
        if everything:
            now = clock()
            office = Office(Store.open_with_key(self.folder, small.key, now), now)
            try:
                long_case = office.run(t("Five years"), _five_years)
            finally:
                office.close()
        self._note(small.key, small.done, long_case)

    def raw_of(self, folder: Path) -> Any:
        """Return a connection to another store with this one's key."""
        return raw(folder, self.key)

    def _note(self, key: bytes, done: Done, long_case: str) -> None:
        names = ("citizen_id", "case_id", "screening_id", "plan_id", "talk_id")
        about = {
            "recipe": recipe(), "key": key.hex(), "done": {name: getattr(done, name) for name in names},
            "long_case": long_case, "passphrase": PASSPHRASE,
        }  # fmt: skip
        (self.folder / "about.json").write_text(json.dumps(about, indent=2), "utf-8")


def raw(folder: Path, key: bytes) -> Any:
    """Open the encrypted file with nothing in between."""
    import sqlcipher3.dbapi2 as dbapi

    connection = dbapi.connect(str(folder / STORE_NAME), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -16000")
    return connection


def recipe() -> str:
    """Tell one way of making the stores from another: by their tables, the stories and the recipe's number."""
    parts = [_RECIPE, paths.resource("demo", "stories.toml").read_text("utf-8")]
    for table in Base.metadata.sorted_tables:
        parts += [str(CreateTable(table)), *sorted(str(CreateIndex(index)) for index in table.indexes)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def vocabulary() -> list[str]:
    """Return the words that notes are made of: those that our own Danish texts use."""
    found: set[str] = set()
    for folder in ("demo", "catalogue", "instruments"):
        for file in paths.resource(folder).glob("*.toml"):
            found |= set(re.findall(r"[a-zæøå]{4,}", file.read_text("utf-8").lower()))
    return sorted(found)


def _five_years(work: Work) -> str:
    """Add a citizen whose case was opened five years ago, and let it run until today."""
    import random

    stories = load_stories()
    story = next(story for story in stories.story if "lab-3" in story.groups)
    opened = workdays.on_or_before(TODAY.replace(year=TODAY.year - 5))
    work.undoable = False
    with work.as_of(at(opened, 9)):
        citizen = service.add_citizen(
            work, service.CitizenData(name="Gerda Lund", birth_date=date(1975, 5, 5), sex="f")
        )
        case = service.open_case(
            work, citizen.id,
            service.Intake(opened_on=opened, group="lab-3", visited_as="activity_ready", benefit="cash_benefit",
                           benefit_from=opened, first_contact_on=opened, referred_on=opened),
        )  # fmt: skip
    live(work, case, "lab-3", story, stories, random.Random(_SEED), TODAY)
    return case.id
