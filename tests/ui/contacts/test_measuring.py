"""A progression measurement taken at a talk: asked for where one is on its way, saved and taken back with the talk."""

from __future__ import annotations

from datetime import date

from caseworker.deadlines.queries import stored_lines
from tests.ui.contacts.window import Window

TODAY = date(2026, 11, 24)


def _next(window: Window) -> list[date | None]:
    with window.case.office.read() as session:
        lines = stored_lines(session, TODAY, case_id=window.case.case_id, rules={"R-066"})
    return [line.due_on for line in lines]


def _write(window: Window) -> None:
    window.user.write(window.talk.form.field("outcome"), "Flere timer")
    window.user.choose(window.talk.side.plan_chips, "Confirmed")


def test_a_talk_can_bring_the_measurement_and_undo_takes_it_back(window: Window) -> None:
    window.case.plan()
    before = _next(window)
    assert before == [date(2026, 12, 18)]
    window.go("talk", window.case.book(), "start")
    _write(window)
    assert window.talk.side.measured.isVisible()
    window.user.click(window.talk.side.measured.box)
    window.talk.save_draft()
    window.go("contacts")
    window.go("talk", field="start")
    assert window.talk.side.measured.value(), "kept with the draft"
    window.user.click(window.talk.foot.save)
    assert _next(window) == [date(2027, 1, 5)], "six weeks from today"
    window.frame.undo()
    window.settle()
    assert _next(window) == before
    window.go("talk", field="start")
    assert window.talk.side.measured.value()


def test_a_talk_without_it_leaves_the_measurement_where_it_was(window: Window) -> None:
    window.case.plan()
    window.go("talk", window.case.book(), "start")
    _write(window)
    window.user.click(window.talk.foot.save)
    assert _next(window) == [date(2026, 12, 18)]


def test_nobody_is_asked_for_a_measurement_that_is_not_due(window: Window) -> None:
    window.go("talk", window.case.book(), "start")
    assert not window.talk.side.measured.isVisible()
    window.case.plan()
    window.settle()
    assert window.talk.side.measured.isVisible()
    window.user.choose(window.talk.form.field("attendance"), "Did not come")
    assert not window.talk.side.measured.isVisible()
