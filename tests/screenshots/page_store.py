"""The store behind the photographs of pages: 40 made-up citizens and the main job, made once per process."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtCore import QElapsedTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select

from caseworker.base.clock import FixedClock, at
from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.contacts.model import Talk
from caseworker.demo.caseload import CASEWORKER, UNIT, fill
from caseworker.demo.main_job import INSTRUMENT, do_main_job
from caseworker.office import Office
from caseworker.screening import service as screenings
from caseworker.screening.instrument import current
from tests.making import CHEAP, make_citizen
from tests.screenshots.scenes import TODAY, Context
from ui.kit.layout import column
from ui.ports import Desk
from ui.shell.frame import Frame
from ui.shell.tasks import QtTasks

PASSPHRASE = "rolige heste under egen"
CITIZENS = 40
_SEED = 1
_QUIET_MS, _PATIENCE_MS = 250, 20_000

CASELOAD = """Navn;CPR-nummer;Målgruppe;Første kontakt;Telefon;Tolk
Amira Haddad;120304-2000;aktivitetsparat;03-11-2026;00 00 00 11;arabisk
Bo Lund;311290-1111;jobparat;10-11-2026;00 00 00 12;
Ça Øster;;aktivitetsparat;17-11-2026;00 00 00 13;
Dorte Friis;010182-4444;uddannelsesparat;i går;00 00 00 14;
Emil Ågård;050599-1235;jobparat;2026-11-19;00 00 00 15;
"""


@dataclass(frozen=True, slots=True)
class Made:
    """The store's folder, and the cases that pages are opened on."""

    folder: Path
    case_id: str
    next_talk_id: str
    new_case: str


@cache
def made() -> Made:
    """Make the store that all pictures of this process begin with."""
    holder = tempfile.TemporaryDirectory(prefix="pictures-")
    atexit.register(holder.cleanup)
    folder = Path(holder.name) / "store"
    office, _code = Office.create(folder, PASSPHRASE, CASEWORKER, UNIT, clock=_clock(), cost=CHEAP)
    try:
        fill(office, CITIZENS, _SEED)
        done = do_main_job(office)
        _citizen, new_case = make_citizen(office, "Sofie Holm", since=TODAY.replace(day=20))
        instrument = current(office.instruments.values(), INSTRUMENT, TODAY)
        assert instrument is not None
        office.run(t("Screening begun"), lambda work: screenings.start(work, new_case, instrument))
        with office.read() as session:
            wanted = (
                select(Talk.id)
                .where(Talk.case_id == done.case_id, Talk.status == "planned")
                .order_by(Talk.at)
            )
            next_talk = session.scalars(wanted).first() or ""
    finally:
        office.close()
    return Made(folder, done.case_id, next_talk, new_case)


class Program(QWidget):
    """The open program on a copy of the store. It puts itself away when it is closed."""

    def __init__(self, context: Context, folder: Path) -> None:
        super().__init__()
        copy = Path(context.closing.enter_context(tempfile.TemporaryDirectory())) / "store"
        shutil.copytree(folder, copy)
        self.folder = copy.parent
        self._closing = ExitStack()
        office = Office.open(copy, PASSPHRASE, clock=_clock())
        context.closing.callback(self._closing.close)
        self._closing.callback(office.close)
        self.tasks = QtTasks()
        self._closing.callback(self.tasks.close)
        self.frame = Frame(office, self.tasks, context.language)
        self._closing.callback(self.frame.shut)
        self.setLayout(column(self.frame, gap=0))

    @property
    def desk(self) -> Desk:
        """What the pages are given."""
        return self.frame.desk

    def go(self, place: Place) -> None:
        """Go to a place and wait until the page stands."""
        self.frame.go(place)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing runs and nothing has changed for a moment."""
        whole, quiet = QElapsedTimer(), QElapsedTimer()
        whole.start()
        quiet.start()
        while quiet.elapsed() < _QUIET_MS and whole.elapsed() < _PATIENCE_MS:
            QApplication.processEvents()
            if not self.tasks.idle:
                quiet.restart()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Put everything away while the widgets are still there."""
        self._closing.close()
        super().closeEvent(event)


def empty_folder(context: Context) -> Path:
    """Make a store without citizens and return its folder."""
    folder = Path(context.closing.enter_context(tempfile.TemporaryDirectory())) / "store"
    office, _code = Office.create(folder, PASSPHRASE, CASEWORKER, UNIT, clock=_clock(), cost=CHEAP)
    office.close()
    return folder


def _clock() -> FixedClock:
    return FixedClock(at(TODAY, 9))
