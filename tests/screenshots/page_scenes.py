"""Every page of the window, on the demo caseload at nine o'clock on the reference day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from caseworker.base.errors import StoreProblem
from caseworker.base.place import Place
from caseworker.base.text import t, tc
from caseworker.people.queries import case_head
from caseworker.store.keys import unlock
from tests.screenshots.page_store import CASELOAD, PASSPHRASE, Made, Program, empty_folder, made
from tests.screenshots.scenes import Context, Scene, still
from ui.kit import Button, LinkButton, WhyPopover, colour, say
from ui.kit.style import theme
from ui.people.intake_page import IntakePage
from ui.settings.program_tab import ProgramTab
from ui.shell.crash import CrashWindow, report
from ui.shell.first_start import FirstStartPage, RecoveryCodePage
from ui.shell.help import show_help
from ui.shell.lock import LockPage

_CODE = "H7QK-2MZP-9WXR-4TDN-6BVC-3JFY-8LSA"

Find = Callable[[Made], Place]
Then = Callable[[Program], QWidget | None]


def _program(context: Context) -> QWidget:
    return Program(context, made().folder)


def _at(find: Find, then: Then = lambda _program: None) -> Callable[[QWidget], QWidget | None]:
    """Go to a place once the window stands, then do what the picture is of."""

    def settle(widget: QWidget) -> QWidget | None:
        program = cast(Program, widget)
        program.go(find(made()))
        subject = then(program)
        program.settle()
        return subject

    return settle


def _main(kind: str) -> Find:
    return lambda _made: Place(kind)


def _room(kind: str, field: str = "") -> Find:
    return lambda store: Place(kind, store.case_id, field)


def _scene(name: str, find: Find, then: Then = lambda _program: None, *, whole: bool = True) -> Scene:
    return Scene(f"page-{name}", _program, settle=_at(find, then), whole_page=whole)


# ---- what is done on a page before its picture is taken


def _draft(program: Program) -> None:
    """Leave a draft behind, so that "My day" tells of it."""
    store = made()
    office = program.desk.office
    with office.read() as session:
        head = case_head(session, store.case_id, office.clock.today())
    values = {"facts": "Begyndt på noten."}
    office.store.drafts.save("draft-of-the-picture", "talk", head.citizen_id, store.case_id, values)
    program.go(Place("citizens"))
    program.go(Place("today"))


def _search(program: Program) -> None:
    program.frame.search.set_value("an")
    program.frame.palette_list.open()
    program.frame.palette_list.show_found("an")


def _why(program: Program) -> QWidget:
    """Press "why?" at the second deadline on the page."""
    links = program.frame.stack.currentWidget().findChildren(LinkButton)
    asked = [link for link in links if link.text() == say(tc("link", "why?"))][1]
    asked.click()
    shown = next(one for one in QApplication.topLevelWidgets() if isinstance(one, WhyPopover))
    window = QRect(program.mapToGlobal(QPoint(0, 0)), program.size())
    return _over(program, shown, program.mapFromGlobal(shown.spot_beside(asked, window)))


def _help(program: Program) -> QWidget:
    """Open what F1 says over the page."""
    return _over(program, show_help(program.frame), QPoint(300, 60))


def _summons(store: Made) -> Place:
    return Place("print", store.case_id, f"summons:{store.next_talk_id}")


def _undo_toast(program: Program) -> None:
    """Keep the first promise on the list of the day."""
    page = program.frame.stack.currentWidget()
    done = [button for button in page.findChildren(Button) if button.text() == say(tc("button", "Done"))]
    done[0].click()


def _settings(program: Program) -> None:
    """Let the page say the look that the picture is taken in."""
    page = program.frame.stack.currentWidget()
    page.findChildren(ProgramTab)[0].contrast.set_value(theme())


def _citizen_view(program: Program) -> None:
    program.frame.switch_citizen_view()


def _import_tried(program: Program) -> None:
    file = program.folder / "sager.csv"
    file.write_text(CASELOAD, "cp1252")
    presenter: Any = cast(Any, program.frame.stack.currentWidget()).presenter
    presenter.open_file(file)
    program.settle()
    presenter.try_out()


def _new_citizen_problems(program: Program) -> None:
    page = program.frame.stack.currentWidget()
    assert isinstance(page, IntakePage)
    page.save_button.click()  # nothing is written: all that is lacking is said at once


def _over(ground: QWidget, shown: QWidget, place: QPoint) -> QWidget:
    """Lay a window of its own over the picture of the page, as the screen shows them together.

    One that the system frames gets a plain edge.
    """
    both = QLabel()
    both.setFixedSize(ground.size())
    picture: QPixmap = still(ground)
    still(shown)
    shown.render(picture, place)
    if shown.windowType() in {Qt.WindowType.Window, Qt.WindowType.Dialog}:
        painter = QPainter(picture)
        painter.setPen(colour("edge"))
        painter.drawRect(QRect(place, shown.size()).adjusted(-1, -1, 0, 0))
        painter.end()
    both.setPixmap(picture)
    shown.close()
    return both


def _crash(program: Program) -> QWidget:
    """Show what is shown when the program itself is at fault."""
    try:
        raise ValueError("a fault in a page")
    except ValueError as error:
        window = CrashWindow(report(type(error), error.__traceback__))
    window.show()
    QApplication.processEvents()
    corner = QPoint((program.width() - window.width()) // 2, (program.height() - window.height()) // 2)
    return _over(program, window, corner)


def _lock(_context: Context) -> QWidget:
    return LockPage(note=t("This is the demo. Its passphrase is: {words}", words=PASSPHRASE))


def _lock_problem(page: QWidget) -> None:
    """Say what the store says to a wrong passphrase."""
    try:
        unlock(made().folder, "en helt anden sætning")
    except StoreProblem as problem:
        cast(LockPage, page).show_problem(problem.text)


SCENES = [
    Scene("page-01-first-start", lambda _context: FirstStartPage()),
    Scene("page-02-recovery-code", lambda _context: RecoveryCodePage(_CODE)),
    Scene("page-03-lock", _lock),
    Scene("page-04-lock-problem", _lock, settle=_lock_problem),
    Scene(
        "page-05-today-empty",
        lambda context: Program(context, empty_folder(context)),
        settle=_at(_main("today")),
    ),
    _scene("06-today", _main("today"), _draft),
    _scene("07-palette", _main("today"), _search, whole=False),
    _scene("08-citizens", _main("citizens"), whole=False),
    _scene("09-new-citizen", _main("new_citizen")),
    _scene("10-new-citizen-problems", _main("new_citizen"), _new_citizen_problems),
    _scene("11-import", _main("import")),
    _scene("12-import-tried", _main("import"), _import_tried),
    _scene("13-overview", _room("overview")),
    _scene("14-screening-begun", lambda store: Place("screening", store.new_case)),
    _scene("15-screening-finished", _room("screening")),
    _scene("16-plan", _room("plan")),
    _scene("17-plan-none", lambda store: Place("plan", store.new_case)),
    _scene("18-contacts", _room("contacts")),
    _scene("19-talk", _room("talk", "start")),
    _scene("20-journal", _room("journal")),
    _scene("21-deadlines", _main("deadlines"), whole=False),
    _scene("22-print-plan", _room("print", "plan"), whole=False),
    _scene("23-print-summons", _summons, whole=False),
    _scene("24-exchange", _main("exchange")),
    _scene("25-settings", _main("settings"), _settings),
    _scene("26-why", _room("overview"), _why, whole=False),
    _scene("27-undo-toast", _main("today"), _undo_toast, whole=False),
    _scene("28-citizen-view", _room("overview"), _citizen_view),
    _scene("29-help", _room("plan"), _help, whole=False),
    _scene("30-crash", _main("today"), _crash, whole=False),
]
