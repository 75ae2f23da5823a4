"""What moves, what is ticked and what the week shows, without a window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from caseworker.base.text import render
from caseworker.plan import service
from caseworker.plan.content import GoalData
from tests.ui.plan.conftest import TODAY, Room, undo
from ui.plan.presenter import PlanPresenter
from ui.plan.words import status_text


def test_each_move_of_an_effort_is_one_act(presenter: PlanPresenter, room: Room) -> None:
    room.plan()
    effort = room.activity("Praktik")
    presenter.move_activity(effort.id, date(2026, 11, 16), date(2027, 2, 19))
    presenter.move_activity(effort.id, date(2026, 11, 16), date(2027, 3, 1))
    moved = room.activity("Praktik")
    assert (moved.from_on, moved.to_on) == (date(2026, 11, 16), date(2027, 3, 1))
    assert undo(room) == "Move an effort"
    assert room.activity("Praktik").to_on == date(2027, 2, 19)
    undo(room)
    assert (room.activity("Praktik").from_on, room.activity("Praktik").to_on) == (
        date(2026, 11, 9), date(2027, 2, 12),
    )  # fmt: skip


def test_moving_an_open_ended_effort_moves_its_pause_along(presenter: PlanPresenter, room: Room) -> None:
    room.plan()
    effort = room.activity("Bostøtte")
    room.run(lambda work: service.suspend_activity(work, effort.id, date(2026, 12, 1), date(2026, 12, 15)))
    presenter.move_activity(effort.id, date(2026, 10, 12), None)
    moved = room.activity("Bostøtte")
    assert (moved.from_on, moved.suspended_from, moved.suspended_until) == (
        date(2026, 10, 12), date(2026, 12, 8), date(2026, 12, 22),
    )  # fmt: skip


def test_a_move_to_where_it_lies_does_nothing(presenter: PlanPresenter, room: Room) -> None:
    room.plan()
    before = room.office.undoable()
    effort = room.activity("Praktik")
    presenter.move_activity(effort.id, effort.from_on, effort.to_on)
    presenter.move_goal(room.goal("8 t/uge").id, date(2027, 1, 29))
    assert room.office.undoable() == before


def test_a_move_is_in_sight_before_it_is_saved(room: Room) -> None:
    room.plan()
    waiting: list[Callable[[], None]] = []

    class Later:
        def store(self, work: Any, then: Any, _failed: Any) -> None:
            waiting.append(lambda: then(work()))

        def pool(self, *_arguments: Any) -> None:
            raise AssertionError

    presenter = PlanPresenter(room.desk, room.case_id)
    presenter.reload()
    room.desk.tasks = Later()
    effort = room.activity("Praktik")
    presenter.move_activity(effort.id, date(2026, 11, 16), date(2027, 2, 19))
    shown = presenter.activity(effort.id)
    assert shown is not None
    presenter.move_activity(effort.id, date(2026, 11, 23), date(2027, 2, 26))
    waiting[0]()
    presenter.reload()
    assert presenter.activity(effort.id).from_on == date(2026, 11, 23)  # type: ignore[union-attr]
    assert room.activity("Praktik").from_on == date(2026, 11, 16)
    waiting[1]()
    presenter.reload()
    assert (shown.from_on, room.activity("Praktik").from_on) == (date(2026, 11, 16), date(2026, 11, 23))


def test_a_move_that_fails_goes_back_and_says_why(presenter: PlanPresenter, room: Room) -> None:
    room.plan()
    effort = room.activity("Praktik")
    presenter.move_activity(effort.id, date(2027, 3, 1), date(2027, 2, 1))
    assert room.recorder.problems
    assert presenter.activity(effort.id).from_on == date(2026, 11, 9)  # type: ignore[union-attr]


def test_moving_a_goal_takes_its_follow_up_along(presenter: PlanPresenter, room: Room) -> None:
    room.plan()
    goal = room.goal("8 t/uge")
    presenter.move_goal(goal.id, date(2027, 2, 5))
    moved = room.goal("8 t/uge")
    assert (moved.due_on, moved.follow_up_on) == (date(2027, 2, 5), date(2027, 2, 5))
    assert undo(room) == "Move an interim goal"


def test_a_goal_of_the_screening_lies_on_the_day_it_is_looked_at(
    presenter: PlanPresenter, room: Room
) -> None:
    plan_id = room.plan()
    data = GoalData(words="Møder tre dage", sign="Det kan ses", follow_up_on=date(2027, 1, 5))
    goal_id = room.run(lambda work: service.add_goal(work, plan_id, data))
    assert presenter.state is not None
    assert "goal.no_date" not in {finding.id for finding in presenter.state.findings}
    presenter.move_goal(goal_id, date(2027, 1, 12))
    goal = room.goal("Møder tre dage")
    assert (goal.due_on, goal.follow_up_on) == (None, date(2027, 1, 12))


def test_a_fixed_time_is_moved_with_its_length(presenter: PlanPresenter, room: Room) -> None:
    room.plan()
    effort = room.activity("Rusmiddelcenter")
    presenter.move_slot(effort.id, 0, 2, 11 * 60 + 15)
    (slot,) = room.activity("Rusmiddelcenter").slots
    assert (slot.weekday, slot.start, slot.end) == (2, time(11, 15), time(13, 15))
    assert not [f for f in presenter.state.findings if f.id == "week.clash"]  # type: ignore[union-attr]


def test_the_week_shows_clashes_and_load(presenter: PlanPresenter, room: Room) -> None:
    room.plan()
    presenter.reload()
    week = presenter.state.week  # type: ignore[union-attr]
    assert week.monday == date(2026, 11, 23)
    clashing = {b.block.title for b in week.blocks if b.block.clash}
    assert clashing == {"FVU dansk", "Rusmiddelcenter"}
    assert render(week.load, "en") == "9 h/week of 37 · 1 contact person"
    presenter.show_week(30)
    assert {b.block.title for b in presenter.state.week.blocks} == {"Bostøtte"}  # type: ignore[union-attr]
    presenter.show_week(0)
    assert presenter.state.week.monday == date(2026, 11, 23)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("typed", "words", "due_on"),
    [
        ("Ringer til banken, fredag", "Ringer til banken", date(2026, 11, 27)),
        ("Ringer, skriver og spørger", "Ringer, skriver og spørger", None),
        ("Ringer til banken", "Ringer til banken", None),
        ("Finder breve, 1/12", "Finder breve", date(2026, 12, 1)),
    ],
)
def test_a_day_behind_the_comma_becomes_the_date(
    presenter: PlanPresenter, typed: str, words: str, due_on: date | None
) -> None:
    cleared: list[bool] = []
    presenter.add_agreement(
        "citizen", typed, lambda _id: cleared.append(True), lambda error: pytest.fail(str(error))
    )
    (agreement,) = presenter.state.agreements  # type: ignore[union-attr]
    assert (agreement.words, agreement.due_on, agreement.owner) == (words, due_on, "Jonas")
    assert cleared == [True]


def test_an_empty_line_adds_nothing(presenter: PlanPresenter) -> None:
    presenter.add_agreement(
        "citizen", "   ", lambda _id: pytest.fail("nothing is added"), lambda _error: None
    )
    assert presenter.state.agreements == ()  # type: ignore[union-attr]


def test_ticking_and_taking_the_tick_off(presenter: PlanPresenter, room: Room) -> None:
    made = room.agree("citizen", "Ringer")
    presenter.tick(made, kept=True)
    assert presenter.agreement(made).status == "kept"  # type: ignore[union-attr]
    presenter.tick(made, kept=False)
    assert presenter.agreement(made).status == "open"  # type: ignore[union-attr]


def test_agreements_settled_long_ago_leave_the_page(presenter: PlanPresenter, room: Room) -> None:
    old, new = room.agree("citizen", "Gammel"), room.agree("citizen", "Ny")
    room.run(lambda work: service.tick_agreement(work, old, date(2026, 10, 1)))
    room.run(lambda work: service.tick_agreement(work, new, TODAY))
    state = presenter.state
    assert state is not None
    assert [a.words for a in state.agreed("citizen")] == ["Ny"]
    assert [a.words for a in state.agreed("citizen", everything=True)] == ["Ny", "Gammel"]


def test_the_load_of_a_week_is_what_takes_place_in_it(presenter: PlanPresenter, room: Room) -> None:
    def load() -> str:
        presenter.reload()
        return render(presenter.state.week.load, "en")  # type: ignore[union-attr]

    room.plan()
    assert load().startswith("9 h/week")
    internship = room.activity("Praktik")  # on Mondays, three hours
    later = replace(internship, from_on=TODAY)  # a Tuesday
    room.run(lambda work: service.change_activity(work, internship.id, later))
    assert load().startswith("6 h/week")
    paused = room.activity("Bostøtte").id
    room.run(lambda work: service.suspend_activity(work, paused, date(2026, 11, 23), None))
    assert load().startswith("4 h/week")


def test_a_coming_pause_stands_with_the_effort(room: Room) -> None:
    room.plan()
    paused = room.activity("Bostøtte").id
    for until, said in (
        (None, "running, break from 25 Nov"),
        (date(2026, 12, 7), "running, break from 25 Nov, goes on 7 Dec"),
    ):
        room.run(lambda work, until=until: service.suspend_activity(work, paused, date(2026, 11, 25), until))
        assert render(status_text(room.activity("Bostøtte"), TODAY), "en") == said
