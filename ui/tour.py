"""The tour: the whole main job without a display, with a picture of every page."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from PySide6.QtCore import QElapsedTimer, QEventLoop, QLoggingCategory, QTimer
from PySide6.QtGui import QGuiApplication

from caseworker.base.clock import SystemClock
from caseworker.base.errors import UserError
from caseworker.base.files import write_atomic
from caseworker.base.place import Place
from caseworker.base.settings import MachineSettings
from caseworker.base.text import render, t
from caseworker.demo import apart
from caseworker.demo.caseload import CASEWORKER, UNIT, fill
from caseworker.demo.main_job import Done, do_main_job
from caseworker.exchange.export import export_to
from caseworker.journal.model import LANGUAGE
from caseworker.journal.service import DocumentData, file_document
from caseworker.office import Office
from caseworker.prints.collect import Made, print_plan, print_summons
from caseworker.prints.copies import journal_title
from ui.prints.preview import files_of
from ui.shell.application import make_application
from ui.shell.frame import Frame
from ui.shell.tasks import QtTasks

_CITIZENS = 40
_SEALED = ".bag.zip.age"  # how the name of a sealed file ends
_SETTLE_MS = 350
_PATIENCE_MS = 20_000
_MAIN = ("today", "citizens", "deadlines", "exchange", "settings", "new_citizen", "import")
_ROOMS = ("overview", "screening", "plan", "contacts", "talk", "journal", "print")


def run_tour(out: Path, language: str) -> dict[str, Any]:
    """Run the main job in a store of its own under `out`; return where plan, bundle and pictures lie."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        folder = _fresh_store(out)
    except OSError as error:
        raise UserError(
            t("The program may not write in {folder}. Choose another folder.", folder=str(out))
        ) from error
    office, _code = Office.create(folder, apart.PASSPHRASE, CASEWORKER, UNIT, clock=SystemClock())
    try:
        apart.mark(folder)
        fill(office, _CITIZENS, seed=1)
        done = do_main_job(office)
        with office.read() as session:
            plan = print_plan(session, done.case_id, office.clock, language=language)
            summons = print_summons(session, done.case_id, office.clock, language=language)
        _file(office, plan, language)
        write_atomic(out / "plan.pdf", plan.pdf)
        write_atomic(out / "summons.pdf", summons.pdf)
        pictures = _photograph(office, done, out, language)
        exported = export_to(office.store, office.packs, office.run, out)
        return {
            "pdf": out / "plan.pdf",
            "summons": out / "summons.pdf",
            "bundle": exported.path,
            "screenshots": pictures,
        }
    finally:
        office.close()


def _file(office: Office, made: Made, language: str) -> None:
    """Keep the plan in the citizen's journal, as the page Udskriv does."""
    title = journal_title(made, None, language)
    data = DocumentData(
        case_id=made.case_id, kind="plan", title=render(title, LANGUAGE),
        stored=files_of(office).put(made.pdf), pages=made.pages, data_version=made.data_version,
    )  # fmt: skip
    office.run(t("File {title}", title=title), lambda work: file_document(work, data))


def _fresh_store(out: Path) -> Path:
    """Return a folder for the tour's own store.

    The one left by an earlier tour is taken away with the files it sealed, nothing else ever.
    """
    folder = out / "store"
    if folder.exists():
        if not apart.is_demo(folder):
            raise UserError(
                t(
                    "There is something else in {folder}. Choose another folder for the tour.",
                    folder=str(folder),
                )
            )
        shutil.rmtree(folder)
        for sealed in out.glob(f"*{_SEALED}"):
            sealed.unlink()  # nothing opens it any longer: its key lay in the store
    return folder


def _photograph(office: Office, done: Done, out: Path, language: str) -> list[Path]:
    make_application(MachineSettings(language=language, reduced_motion=True))
    if QGuiApplication.platformName() == "offscreen":
        # It has no window manager, and says so of every window.
        QLoggingCategory.setFilterRules("default.warning=false")
    tasks = QtTasks()
    frame = Frame(office, tasks, language)
    frame.resize(1366, 768)
    frame.show()
    frame.stack.setFocus()
    pictures = []
    places = [Place(kind) for kind in _MAIN]
    places += [Place(kind, done.case_id, _FIELDS.get(kind, "")) for kind in _ROOMS]
    for number, place in enumerate(places, 1):
        frame.go(place)
        _settle(tasks)
        path = out / f"{number:02}-{place.kind}.png"
        frame.grab().save(str(path))
        pictures.append(path)
    frame.shut()
    tasks.close()
    frame.close()
    return pictures


_FIELDS = {"talk": "start", "print": "plan"}


def _settle(tasks: QtTasks) -> None:
    """Wait until nothing is running any more and the page has been drawn."""
    loop, timer, running = QEventLoop(), QTimer(), QElapsedTimer()
    running.start()

    def look() -> None:
        late = running.elapsed() > _PATIENCE_MS
        if late or (tasks.idle and running.elapsed() > _SETTLE_MS):
            loop.quit()

    timer.timeout.connect(look)
    timer.start(50)
    loop.exec()
