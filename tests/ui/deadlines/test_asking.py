"""What if I book here: the question, its answer, and where it leads."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseworker.base.clock import at
from caseworker.base.place import Place
from caseworker.base.text import render
from caseworker.contacts.service import BookingData, book
from caseworker.people.model import CaseEvent, GroupPeriod
from caseworker.store.work import Work
from tests.ui.journal.around import TODAY, Case
from tests.ui.recording import Recorder
from ui.deadlines.asking import AskPresenter, AskState, suggestion_words
from ui.deadlines.lines import Item
from ui.deadlines.presenter import DeadlinesPresenter
from ui.ports import Desk


@pytest.fixture
def ready(case: Case) -> Case:
    """Return a citizen with four talks to be held in six months, and measurements."""

    def act(work: Work) -> None:
        group = work.first(GroupPeriod, GroupPeriod.case_id == case.case_id)
        assert group is not None
        group.code = "lab-2"
        own = {"citizen_id": case.citizen_id, "case_id": case.case_id}
        work.add(CaseEvent(**own, kind="plan_activated", on=date(2026, 11, 2)))

    case.run(act)
    return case


def first_item(desk: Desk) -> Item:
    presenter = DeadlinesPresenter(desk)
    presenter.open(Place("deadlines"))
    assert presenter.state.chosen is not None
    return presenter.state.chosen


def told(state: AskState | None) -> dict[str, str]:
    assert state is not None
    return {render(one.words, "en"): one.effect for one in state.told}


def asked_of_the_talk(desk: Desk) -> AskPresenter:
    """Ask "what if" about the first booked talk of the calendar."""
    presenter = DeadlinesPresenter(desk)
    presenter.open(Place("deadlines"))
    talk = next(one for items in presenter.state.days.values() for one in items if one.kind == "talk")
    asking = AskPresenter(desk)
    asking.ask(talk)
    return asking


def test_it_begins_with_the_day_that_serves_the_most(desk: Desk, ready: Case) -> None:
    del ready
    asking = AskPresenter(desk)
    asking.ask(first_item(desk))
    state = asking.state
    assert state is not None
    assert state.suggestion is not None
    assert (state.day, state.kind, state.loading) == (state.suggestion.day, "first", False)
    said = told(state)
    assert said["“First job talk” is met after the deadline: was due Mon 12 Oct"] == "late"
    assert said["“Four job talks in 6 months”: number 1 of 4"] == "counts"
    assert render(suggestion_words(state.suggestion, TODAY), "en") == (
        "Suggested: Wed 25 Nov at 10:00, serves 3 deadlines"
    )


def test_another_day_and_back_to_the_suggested_one(desk: Desk, ready: Case) -> None:
    del ready
    asking = AskPresenter(desk)
    asking.ask(first_item(desk))
    asking.choose_day(date(2027, 1, 20))
    late = told(asking.state)
    overdue = [words for words, effect in late.items() if effect == "overdue"]
    assert any(words.endswith("runs over on Mon 14 Dec before the talk") for words in overdue)
    asking.choose_day(TODAY - timedelta(days=1))
    assert asking.state is not None
    assert asking.state.day == date(2027, 1, 20)  # what is over is not asked about
    asking.use_suggestion()
    assert asking.state.day == date(2026, 11, 25)
    asking.choose_day(date(2026, 12, 25))
    assert asking.state.remark is not None


def test_booking_goes_to_the_form_with_the_day(desk: Desk, ready: Case, recorder: Recorder) -> None:
    asking = AskPresenter(desk)
    asking.ask(first_item(desk), date(2026, 12, 3))
    asking.book()
    assert recorder.places == [Place("talk", ready.case_id, "book:2026-12-03")]
    asking.close()
    asking.book()
    asking.reload()
    assert asking.state is None
    assert len(recorder.places) == 1


def test_moving_a_booked_talk_is_asked_about_without_it(desk: Desk, ready: Case, recorder: Recorder) -> None:
    talk_id = ready.book(at(date(2026, 12, 1), 10))
    asking = asked_of_the_talk(desk)
    assert asking.state is not None
    assert (asking.state.day, asking.state.moving) == (date(2026, 12, 1), talk_id)
    asking.choose_day(date(2026, 12, 2))
    assert "“Four job talks in 6 months”: number 1 of 4" in told(asking.state)
    asking.book()
    assert recorder.places == [Place("contacts", ready.case_id, f"move:{talk_id}:2026-12-02")]


def test_a_measurement_is_met_only_if_it_is_taken(desk: Desk, ready: Case) -> None:
    del ready
    asking = AskPresenter(desk)
    asking.ask(first_item(desk), date(2026, 12, 14))
    (said,) = [words for words in told(asking.state) if "Progression" in words]
    assert said.endswith("is met, next time Mon 25 Jan 2027, if the measurement is taken at the talk")


def test_the_question_goes_with_what_it_was_asked_about(desk: Desk, ready: Case) -> None:
    listed, asking = DeadlinesPresenter(desk), AskPresenter(desk)
    listed.on_read = asking.follow
    listed.open(Place("deadlines"))
    assert listed.state.chosen is not None
    asking.ask(listed.state.chosen)
    listed.open(Place("deadlines"))
    assert asking.state is not None, "nothing has happened meanwhile"
    ready.run(
        lambda work: book(
            work, BookingData(case_id=ready.case_id, kind="first", at=at(date(2026, 11, 25), 10))
        )
    )
    listed.open(Place("deadlines"))
    assert asking.state is None, "a talk is booked for it now"


def test_it_says_why_no_day_is_suggested(desk: Desk, ready: Case) -> None:
    item = first_item(desk)
    asking = AskPresenter(desk)
    asking.ask(item)
    assert without(asking) == ""
    ready.book(at(TODAY, 8))
    asking.ask(item)
    assert without(asking) == "Der foreslås ingen dag, før samtalen tir. 24. nov. er skrevet ned."


def test_it_says_that_nothing_asks_for_a_talk(desk: Desk, case: Case) -> None:
    talk_id = case.book(at(date(2026, 11, 25), 10))
    asking = asked_of_the_talk(desk)
    assert asking.state is not None
    assert asking.state.moving == talk_id
    assert without(asking) == (
        "Der foreslås ingen dag: Ingen frist kræver en samtale, der ikke allerede er booket."
    )


def without(asking: AskPresenter) -> str:
    assert asking.state is not None
    assert (asking.state.without is None) == (asking.state.suggestion is not None)
    return render(asking.state.without, "da") if asking.state.without is not None else ""
