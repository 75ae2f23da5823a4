"""A deadline that waits for a fact leads to where the fact is written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from caseworker.base.place import Place
from tests.making import make_citizen, without_job
from tests.ui.journal.dressing import Hands
from tests.ui.recording import Recorder
from ui.deadlines.lines import Item
from ui.deadlines.page import DeadlinesPage
from ui.kit import Label, LinkButton
from ui.ports import Desk


def test_what_is_missing_is_one_click_away(
    desk: Desk, recorder: Recorder, show: Callable[[QWidget], None], hands: Hands
) -> None:
    _citizen, case_id = make_citizen(desk.office, name="Else Holm", group="lab-6", visited_as="")
    without_job(desk.office)
    page = DeadlinesPage(desk)
    page.show_place(Place("deadlines"))
    show(page)
    items = [entry for entry in page.presenter.state.entries if isinstance(entry, Item)]
    page.presenter.choose(
        next(one for one in items if one.line is not None and "first_absence_day" in one.line.missing)
    )
    QApplication.processEvents()
    assert "the first day of absence" in [label.text() for label in page.findChildren(Label)]
    link = next(b for b in page.findChildren(LinkButton) if b.text() == "Write the first day of absence")
    hands.click(link)
    assert recorder.places == [Place("overview", case_id, "fact:first_absence_day")]
