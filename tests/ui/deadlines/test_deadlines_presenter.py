"""The list of deadlines: counters, orders, search, and what is said of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event

from caseworker.base.clock import FixedClock, at
from caseworker.base.place import Place
from caseworker.base.text import render, t
from caseworker.casework.worklist import count, worklist
from caseworker.deadlines.overrides import OwnDate
from caseworker.deadlines.queries import DeadlineLine
from caseworker.demo.caseload import fill
from caseworker.people.model import CaseFile
from caseworker.plan.agreements import add_agreement
from caseworker.plan.content import AgreementData
from caseworker.store.work import Work
from tests.making import make_citizen
from tests.ui.journal.around import TODAY, Case
from tests.ui.recording import Recorder
from ui.deadlines.detail import details
from ui.deadlines.items import deadline_items
from ui.deadlines.lines import (
    Head,
    Item,
    arranged,
    below_day,
    bucket_of,
    count_buckets,
    day_words,
    found,
    progress_words,
)
from ui.deadlines.presenter import DeadlinesPresenter, DeadlinesState, View, lead
from ui.ports import Desk

LINE = DeadlineLine(
    case_id="c1", citizen_id="p1", name="Jonas Bruun", sort_key="jonas bruun", key="G20-02 e1 1", rule="G20-02",
    pack="lab-2026-07", status="open", standing="statute", due_on=date(2026, 12, 5), work_date=date(2026, 12, 4),
    earliest_on=None, last_safe_date=date(2026, 11, 30), suspended_until=None, required=4, counted=2, remaining=2,
    unit="talk", duty_of="authority", confirmed="C", legal_basis="LAB 31", missing=(), cohort=False,
    reimbursement_at_stake=False, overdue_days=0,
)  # fmt: skip


def line(day: int | None = None, **values: Any) -> DeadlineLine:
    """Return a deadline so many days from today."""
    dates = (
        {}
        if day is None
        else {"due_on": TODAY + timedelta(days=day), "work_date": TODAY + timedelta(days=day)}
    )
    return replace(LINE, **(dates | values))


def items(*lines: DeadlineLine) -> tuple[Item, ...]:
    return tuple(deadline_items(lines, TODAY, lambda one: f"Rule {one.rule}", "en"))


@pytest.mark.parametrize(
    ("given", "bucket"),
    [
        (line(-1, status="missed"), "overdue"),
        (line(-1, status="missed", standing="local"), "passed"),
        (line(-1, status="missed", duty_of="citizen"), "passed"),
        (line(-1, status="missed", cohort=True), "passed"),
        (line(0, status="due_soon"), "soon"),
        (line(7), "soon"),
        (line(8), "later"),
        (line(status="unknown", due_on=None, work_date=None), "unknown"),
        (line(3, status="suspended"), "exempt"),
        (line(-1, status="missed", before_import=True), "before"),
        (line(3, before_import=True), "soon"),
    ],
)
def test_each_deadline_belongs_to_one_counter(given: DeadlineLine, bucket: str) -> None:
    assert bucket_of(given, TODAY) == bucket
    (item,) = items(given)
    assert item.alarm is (bucket == "overdue")
    assert count_buckets([item]) == {
        name: int(name == bucket)
        for name in ("overdue", "soon", "later", "unknown", "exempt", "passed", "before")
    }


def test_a_line_says_its_day_its_legal_day_and_how_far_it_has_come() -> None:
    (item,) = items(LINE)
    assert render(day_words(item, TODAY) or "", "en") == "Fri 4 Dec"
    assert item.legal == date(2026, 12, 5)
    assert render(progress_words(LINE) or "", "en") == "2 of 4"
    assert render(item.note, "en") == "2 of 4"
    assert render(below_day(item), "en") == "in 10 days · by law 5 Dec"
    (same,) = items(line(5))
    assert same.legal is None
    (next_year,) = items(line(100))
    assert render(day_words(next_year, TODAY) or "", "en") == "Thu 4 Mar 2027"
    (over_new_year,) = items(line(due_on=date(2027, 1, 1), work_date=date(2026, 12, 30)))
    assert render(below_day(over_new_year), "en") == "in 36 days · by law 1 Jan 2027"


def test_an_own_date_stands_beside_the_legal_one() -> None:
    (item,) = items(line(10, own=OwnDate(date(2026, 12, 1), "On a course", "Karen Holm")))
    assert (item.day, item.own) == (date(2026, 12, 4), date(2026, 12, 1))
    assert render(below_day(item), "en") == "in 10 days · own: 1 Dec"


def test_a_line_without_marks_names_its_law() -> None:
    (item,) = items(line(10, required=1))
    assert render(item.note, "en") == "LAB 31"
    (other,) = items(line(10, required=1, duty_of="citizen"))
    assert render(other.note, "en") == "The citizen's deadline"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (line(-4, status="missed"), "4 days over"),
        (line(0), "today"),
        (line(1), "tomorrow"),
        (line(2), "in 2 days"),
        (line(-4, status="missed", cohort=True), "passed"),
        (line(status="unknown", due_on=None, work_date=None), "not known yet"),
        (line(3, status="suspended"), "exempt"),
    ],
)
def test_how_far_off_it_is(given: DeadlineLine, words: str) -> None:
    assert render(items(given)[0].when, "en") == words


def test_what_is_not_law_or_not_sure_is_marked() -> None:
    assert items(LINE)[0].marks == ()
    (item,) = items(line(3, standing="local", confirmed="INF"))
    assert [render(mark, "en") for mark in item.marks] == ["Local practice", "Check the rule"]
    (proposal,) = items(line(3, standing="proposal"))
    assert [render(mark, "en") for mark in proposal.marks] == ["Proposal"]


def test_what_is_overdue_for_a_citizen_stands_first() -> None:
    late = line(-1, status="missed", key="a")
    local = line(-9, status="missed", standing="local", key="b")
    orders = arranged(items(local, LINE, late), TODAY)
    assert [entry.id for entry in orders["weight"]] == ["c1/a", "c1/b", "c1/G20-02 e1 1"]


def test_groups_by_day_and_by_citizen_have_headings() -> None:
    bent = line(2, case_id="c2", name="Bent Friis", sort_key="bent friis", key="x")
    orders = arranged(items(line(2), line(-1, status="missed", key="late"), bent), TODAY)
    by_day = [render(e.words, "en") if isinstance(e, Head) else e.name for e in orders["date"]]
    assert by_day == ["Overdue", "Jonas Bruun", "Thursday 26 November", "Bent Friis", "Jonas Bruun"]
    by_citizen = [render(e.words, "en") if isinstance(e, Head) else e.id for e in orders["citizen"]]
    assert by_citizen == ["Bent Friis", "c2/x", "Jonas Bruun", "c1/late", "c1/G20-02 e1 1"]


def test_search_and_counter_keep_only_the_headings_they_need() -> None:
    bent = line(2, case_id="c2", name="Bent Friis", sort_key="bent friis", rule="CV", key="x")
    orders = arranged(items(line(20), bent), TODAY)
    kept = found(orders["citizen"], None, "friis cv")
    assert [entry.id for entry in kept] == ["citizen c2", "c2/x"]
    assert [entry.id for entry in found(orders["citizen"], "later", "")] == ["citizen c1", "c1/G20-02 e1 1"]
    assert found(orders["date"], "later", "friis") == ()
    assert found(orders["weight"], None, "") == orders["weight"]


@pytest.mark.parametrize("query", ["104", "§ 104", "lab § 104", "LAB §104"])
def test_a_deadline_is_found_by_its_paragraph(query: str) -> None:
    known = items(line(3, legal_basis="LAB § 104"), line(4, legal_basis="LAB § 31", key="other"))
    shown = found(arranged(known, TODAY)["weight"], None, query)
    assert tuple(shown) == known[:1]


def test_what_fell_due_before_the_case_came_here_is_not_said_to_be_late() -> None:
    (item,) = items(line(-630, status="missed", before_import=True))
    assert render(item.when, "en") == "passed"


def test_what_fell_due_before_the_case_came_here_is_shown_only_when_asked_for() -> None:
    orders = arranged(items(line(-30, status="missed", before_import=True, key="old"), LINE), TODAY)
    assert [entry.id for entry in found(orders["weight"], None, "")] == ["c1/G20-02 e1 1"]
    assert [entry.id for entry in found(orders["weight"], "before", "")] == ["c1/old"]


def test_the_detail_names_both_days_and_what_is_missing(desk: Desk) -> None:
    said = {
        render(name, "en"): render(value, "en")
        for name, value in details(
            items(line(confirmed="M", missing=("benefit", "group")))[0], desk.office.packs, TODAY
        )
    }
    assert said["To be done by"] == "Friday 4 December 2026"
    assert said["By law"] == "Saturday 5 December 2026"
    assert said["So far"] == "2 of 4, 2 left"
    assert said["The next one at the latest"] == "Monday 30 November 2026"
    assert said["These are missing"] == "the benefit; the target group"
    assert said["What it rests on"] == "Law: LAB 31 (LAB 2026-07)"
    assert said["How sure the rule is"] == "From memory, not confirmed: check it"


def test_the_page_reads_what_is_stored(desk: Desk, case: Case, recorder: Recorder) -> None:
    presenter = DeadlinesPresenter(desk)
    presenter.open(Place("deadlines"))
    state = presenter.state
    assert state.total > 0
    assert sum(state.counts.values()) == state.total == state.shown
    assert state.chosen is not None
    assert state.chosen.case_id == case.case_id
    presenter.open_entry(state.chosen)
    assert recorder.places == [
        Place("contacts", case.case_id, f"deadline:{state.chosen.line.key if state.chosen.line else ''}")
    ]


def test_a_calendar_opened_from_elsewhere_shows_its_day(desk: Desk, case: Case) -> None:
    del case
    presenter = DeadlinesPresenter(desk)
    presenter.open(Place("deadlines"))
    assert presenter.state.chosen is not None
    presenter.open(Place("deadlines", "", "month"))
    assert (presenter.state.view, presenter.state.chosen) == ("month", None)


@pytest.mark.parametrize("view", ["month", "week", "shares"])
def test_the_line_chosen_in_the_list_is_chosen_again_when_coming_back(
    desk: Desk, case: Case, view: View
) -> None:
    del case
    presenter = DeadlinesPresenter(desk)
    presenter.open(Place("deadlines"))
    second = presenter.state.entries[1]
    presenter.choose(second)
    presenter.show_view(view)
    presenter.show_view("list")
    assert presenter.state.chosen == second


def test_what_was_chosen_in_a_calendar_is_taken_along_into_the_list(desk: Desk, case: Case) -> None:
    del case
    presenter = DeadlinesPresenter(desk)
    presenter.open(Place("deadlines", "", "month"))
    second = presenter.state.entries[1]
    presenter.choose(second)
    presenter.show_view("list")
    assert presenter.state.chosen == second
    presenter.show_view("month")
    presenter.search("no such words")
    presenter.show_view("list")
    assert presenter.state.chosen is None


def test_a_counter_filters_and_lets_go(desk: Desk, case: Case, clock: FixedClock) -> None:
    del case
    clock.advance(days=120)
    desk.office.catch_up()
    presenter = DeadlinesPresenter(desk)
    presenter.open(Place("deadlines", field="overdue"))
    assert presenter.state.bucket == "overdue"
    assert 0 < presenter.state.shown == presenter.state.counts["overdue"] < presenter.state.total
    presenter.filter("overdue")
    assert presenter.state.shown == presenter.state.total


def test_a_heading_opens_its_citizen(desk: Desk, case: Case, recorder: Recorder) -> None:
    presenter = DeadlinesPresenter(desk)
    presenter.open(Place("deadlines"))
    presenter.group("citizen")
    head = presenter.state.entries[0]
    assert isinstance(head, Head)
    presenter.open_entry(head)
    assert recorder.places == [Place("overview", case.case_id)]


def test_news_of_a_citizen_is_heard(desk: Desk, case: Case) -> None:
    presenter = DeadlinesPresenter(desk)
    presenter.open(Place("deadlines"))
    desk.office.subscribe(presenter.heard)
    before = presenter.state.total
    make_citizen(desk.office, "Bent Friis")
    assert presenter.state.total > before
    assert presenter.state.chosen is not None
    assert presenter.state.chosen.case_id == case.case_id


def test_while_the_citizen_looks_nobody_else_is_shown(desk: Desk, case: Case) -> None:
    del case
    desk.citizen_view = True
    presenter = DeadlinesPresenter(desk)
    presenter.open(Place("deadlines"))
    assert presenter.state.hidden
    assert presenter.state.entries == ()


def test_a_place_lights_a_deadline_up(desk: Desk, case: Case) -> None:
    presenter = DeadlinesPresenter(desk)
    presenter.open(Place("deadlines"))
    last = presenter.state.entries[-1]
    assert isinstance(last, Item)
    assert last.line is not None
    presenter.filter("overdue")
    presenter.open(Place("deadlines", case.case_id, f"deadline:{last.line.key}"))
    assert presenter.state.bucket is None
    assert presenter.state.chosen is not None
    assert presenter.state.chosen.id == last.id


def test_overdue_is_the_number_of_my_day(desk: Desk, clock: FixedClock) -> None:
    fill(desk.office, 12, seed=1)
    clock.advance(days=40)
    desk.office.catch_up()
    _known_from(desk, clock.today() - timedelta(days=20))
    presenter = DeadlinesPresenter(desk)
    presenter.open(Place("deadlines"))
    with desk.office.read() as session:
        todays = count(worklist(session, desk.office.packs, clock.today(), "en"))
    assert presenter.state.counts["overdue"] == todays.overdue > 0
    assert presenter.state.counts["before"] > 0
    due, promises, _people = presenter.state.late
    assert due + promises == todays.overdue
    assert "overdue" in render(lead(presenter.state), "en")


def _known_from(desk: Desk, day: date) -> None:
    def act(work: Work) -> None:
        for one in work.find(CaseFile):
            one.known_from = day

    desk.office.run(t("Import"), act)


@pytest.mark.parametrize(
    ("late", "words"),
    [
        ((0, 0, 0), "Nothing is overdue for a citizen."),
        ((1, 0, 1), "One deadline is overdue for one citizen."),
        ((0, 2, 2), "2 promises of ours are overdue for 2 citizens."),
        ((3, 1, 2), "3 deadlines and 1 promise of ours are overdue for 2 citizens."),
    ],
)
def test_the_lead_says_what_is_overdue_and_for_how_many(late: tuple[int, int, int], words: str) -> None:
    assert render(lead(DeadlinesState(TODAY, late=late)), "en") == words


def test_reading_asks_the_store_no_more_for_more_citizens(desk: Desk) -> None:
    def statements() -> int:
        presenter = DeadlinesPresenter(desk)
        said: list[object] = []

        def count_one(*args: object) -> None:
            said.append(args)

        event.listen(Engine, "before_cursor_execute", count_one)
        try:
            presenter.open(Place("deadlines"))
        finally:
            event.remove(Engine, "before_cursor_execute", count_one)
        assert presenter.state.problem is None
        return len(said)

    fill(desk.office, 12, seed=2)  # some of whom have talks booked of which the engine is asked
    few = statements()
    fill(desk.office, 24, seed=1)
    assert 0 < statements() == few


def test_promises_and_what_settles_what_are_read(desk: Desk, case: Case) -> None:
    case.book(at(date(2026, 11, 26), 10))
    promised = AgreementData(side="municipality", words="Ringer til lægen", due_on=date(2026, 11, 27))
    case.run(lambda work: add_agreement(work, case.case_id, promised))
    presenter = DeadlinesPresenter(desk)
    presenter.open(Place("deadlines"))
    items = [entry for entry in presenter.state.entries if isinstance(entry, Item)]
    promise = next(item for item in items if item.kind == "promise")
    assert (promise.title, promise.bucket, promise.place.kind) == ("Ringer til lægen", "soon", "agreement")
    settled = [item for item in items if item.booked is not None]
    assert {item.booked.how for item in settled if item.booked} <= {"meets", "late", "counts"}
    assert settled
    (talk,) = [item for lying in presenter.state.days.values() for item in lying if item.kind == "talk"]
    assert {item.id for item in presenter.settled_by(talk)} == {
        item.id for item in settled if item.booked and item.booked.how != "counts"
    }
    presenter.open_entry(talk)


def test_dates_that_were_worked_out_behind_the_page_are_read(desk: Desk, clock: FixedClock) -> None:
    _citizen, case_id = make_citizen(desk.office)
    presenter = DeadlinesPresenter(desk)
    desk.office.subscribe(presenter.heard)
    presenter.open(Place("deadlines"))
    late = presenter.state.counts["overdue"]
    clock.advance(days=190)
    desk.office.catch_up()
    assert presenter.state.counts["overdue"] > late, case_id
