"""Why there is no date yet, and the way to what is missing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from caseworker.base.place import Place
from caseworker.base.text import render
from caseworker.deadlines import queries
from tests.making import make_citizen, without_job
from tests.ui.journal.around import TODAY
from tests.ui.journal.dressing import Hands
from tests.ui.recording import Recorder
from ui.kit import LinkButton
from ui.ports import Desk
from ui.why.popover import show_why
from ui.why.presenter import why


def test_what_is_missing_leads_to_where_it_is_written(
    desk: Desk, recorder: Recorder, show: Callable[[QWidget], None], hands: Hands
) -> None:
    _citizen, case_id = make_citizen(desk.office, name="Else Holm", group="lab-6", visited_as="")
    without_job(desk.office)
    with desk.office.read() as session:
        (line,) = [
            line for line in queries.stored_lines(session, TODAY, case_id=case_id, statuses=("unknown",))
            if "first_absence_day" in line.missing
        ][:1]  # fmt: skip
    wanted = Place("overview", case_id, "fact:first_absence_day")
    ((what, place),) = why(desk, case_id, line.key).lacks
    assert (render(what, "en"), place) == ("the first day of absence", wanted)
    anchor = LinkButton("Why?")
    show(anchor)
    popover = show_why(desk, anchor, case_id, line.key)
    link = next(b for b in popover.findChildren(LinkButton) if b.text() == "Write the first day of absence")
    hands.click(link)
    assert recorder.places == [wanted]
