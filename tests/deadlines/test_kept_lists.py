"""Stored deadlines as lists ask for them: which lines, in what order, how late, and until when they hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from caseworker.base.clock import FixedClock
from caseworker.base.errors import UserError
from caseworker.base.text import render, t
from caseworker.deadlines import projection, queries
from caseworker.deadlines.model import DeadlineCase, DeadlineRow
from caseworker.deadlines.overrides import own_date
from caseworker.deadlines.packs import load_packs
from caseworker.deadlines.queries import stored_lines
from caseworker.office import Office
from caseworker.people.model import CaseAct, CaseEvent, CaseFile, GroupPeriod
from caseworker.store.work import Work
from tests.deadlines.test_packs import write
from tests.making import make_citizen, make_office

TODAY = date(2026, 11, 24)
MAJA = ("G20-13", "G20-01", "G20-36", "G20-02", "G20-22")  # since 4 May; all of these are missed
JONAS = ("G26-08",)  # since 5 October


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    office = make_office(tmp_path / "store", clock)
    yield office
    office.close()


def two(office: Office) -> tuple[str, str]:
    """Add Jonas, active, and Maja, job-ready. Returns their cases."""
    jonas = make_citizen(office)[1]
    maja = make_citizen(office, "Maja Holm", group="lab-2", visited_as="job_ready", since=date(2026, 5, 4))[1]
    return jonas, maja


def rules(office: Office, today: date = TODAY, **asked: Any) -> list[str]:
    with office.read() as session:
        return [line.rule for line in stored_lines(session, today, **asked)]


def test_a_list_takes_the_lines_it_asks_for(office: Office) -> None:
    jonas, maja = two(office)
    everything = rules(office)
    assert everything[:6] == ["G20-13", "G20-01", "G20-36", "G26-08", "G20-02", "G20-22"]  # missed, by date
    assert everything[6:8] == ["G20-36", "G26-07"]  # open
    assert set(everything[8:]) == {"G20-19", "G20-12a"}  # not known
    assert rules(office, statuses=("missed",), case_id=jonas) == list(JONAS)
    assert rules(office, statuses=("missed",), case_id=maja) == list(MAJA)
    assert rules(office, until=date(2026, 5, 11)) == ["G20-13", "G20-01"]
    assert rules(office, until=date(2026, 5, 10)) == ["G20-13"]
    assert rules(office, limit=2) == ["G20-13", "G20-01"]
    assert rules(office, rules=["G26-07", "G20-02"]) == ["G20-02", "G26-07"]
    with office.read() as session:
        assert queries.count_by_status(session) == {"missed": 6, "open": 2, "unknown": 2}


def test_a_line_says_how_late_it_is_and_what_is_missing(office: Office) -> None:
    two(office)
    with office.read() as session:
        lines = {line.key: line for line in stored_lines(session, TODAY)}
    late = next(line for line in lines.values() if line.rule == "G20-02")
    assert (late.name, late.limit, late.overdue_days) == ("Maja Holm", date(2026, 11, 4), 20)
    assert (late.required, late.counted, late.remaining, late.cohort) == (4, 0, 4, False)
    ahead = next(line for line in lines.values() if line.rule == "G26-07")
    assert (ahead.overdue_days, ahead.missing, ahead.earliest_on, ahead.own) == (0, (), None, None)
    unknown = next(line for line in lines.values() if line.rule == "G20-19")
    assert (unknown.missing, unknown.limit, unknown.overdue_days) == (("visited",), None, 0)


@pytest.mark.parametrize(
    ("from_", "left"), [(date(2026, 5, 4), 5), (date(2026, 5, 5), 4), (date(2026, 11, 5), 0)]
)
def test_what_fell_due_before_a_case_came_here_is_marked_and_may_be_left_out(
    office: Office, from_: date, left: int
) -> None:
    maja = two(office)[1]

    def known(work: Work) -> None:
        for case in work.find(CaseFile):
            case.known_from = from_ if case.id == maja else None

    office.run(t("Change"), known)
    with office.read() as session:
        lines = stored_lines(session, TODAY, statuses=("missed",))
        assert sum(line.before_import for line in lines) == len(MAJA) - left
    assert len(rules(office, statuses=("missed",), known_only=True)) == left + len(JONAS)
    assert "G20-12a" in rules(office, known_only=True)  # without a date nobody can say so


def test_a_line_names_the_latest_day_for_the_next_talk_and_what_is_done_is_not_overdue(
    office: Office,
) -> None:
    make_citizen(office, group="lab-2", visited_as="job_ready")
    closed = make_citizen(office, "Maja Holm", group="lab-2", visited_as="job_ready", since=date(2026, 7, 6))

    def close(work: Work) -> None:
        work.add(CaseEvent(kind="case_closed", on=date(2026, 7, 7), citizen_id=closed[0], case_id=closed[1]))

    office.run(t("Change"), close)
    with office.read() as session:
        lines = stored_lines(session, TODAY, statuses=("open", "moot"))
    talks = {line.status: line for line in lines if line.rule == "G26-03"}
    assert (talks["open"].due_on, talks["open"].last_safe_date) == (date(2027, 4, 5), date(2027, 3, 15))
    over = [line for line in lines if line.status == "moot" and line.limit is not None and line.limit < TODAY]
    assert over
    assert {line.overdue_days for line in over} == {0}


def test_a_date_that_moved_on_is_late_from_the_day_after_it() -> None:
    legal, working = date(2026, 11, 21), date(2026, 11, 23)
    assert queries.last_day(legal, working) == queries.last_day(working, legal) == working
    assert (queries.last_day(None, working), queries.last_day(legal, None)) == (None, legal)


def test_answers_are_worked_out_anew_with_their_reasons(office: Office) -> None:
    jonas, maja = two(office)
    with office.read() as session:
        every = queries.answers_on(session, office.packs, TODAY)
        one = queries.answers_on(session, office.packs, TODAY, "1001")
        with pytest.raises(UserError):
            queries.answers_on(session, office.packs, TODAY, "4711")
        why = queries.explain(
            session, office.packs, maja, next(a["key"] for a in every if a["rule"] == "G20-02"), TODAY
        )
        assert queries.explain(session, office.packs, maja, "G20-02:gone:1", TODAY) is None
    assert (len(every), len(one)) == (10, 4)
    assert {a["case_id"] for a in every} == {jonas, maja}
    assert {a["case_id"] for a in one} == {jonas}
    assert all(a["reason"]["da"] for a in every)
    assert why is not None
    assert why.rule == "G20-02"
    assert why.reason.da
    assert why.trace


def computed(office: Office) -> dict[str, DeadlineCase]:
    with office.read() as session:
        return {row.case_id: row for row in session.scalars(select(DeadlineCase))}


def test_stored_answers_hold_until_the_day_they_name_and_no_earlier_day(office: Office) -> None:
    jonas, maja = two(office)
    found = computed(office)
    # Jonas: told 14 days before 5 January. Maja: nothing changes before her birthday, 12 March.
    assert [(found[c].computed_on, found[c].valid_until) for c in (jonas, maja)] == [
        (TODAY, date(2026, 12, 22)),
        (TODAY, date(2027, 3, 12)),
    ]

    def stale(on: date) -> set[str]:
        with office.read() as session:
            return set(projection.stale_cases(session, office.packs, on))

    assert stale(TODAY) == stale(date(2026, 12, 21)) == set()
    assert stale(date(2026, 12, 22)) == {jonas}
    assert stale(date(2026, 11, 23)) == {jonas, maja}  # the clock was put back
    assert stale(date(2027, 3, 12)) == {jonas, maja}


def test_lists_put_what_counts_for_the_citizen_before_the_municipalitys_share(office: Office) -> None:
    make_citizen(office, group="lab-2", visited_as="job_ready", since=date(2026, 7, 6))
    later = date(2027, 1, 20)

    def compute(work: Work) -> int:
        return projection.recompute(work.session, office.packs, later, None)

    assert office.run(t("Change"), compute) == 1
    with office.read() as session:
        rows = {row.rule: (row.status, row.weight) for row in session.scalars(select(DeadlineRow))}
        lines = stored_lines(session, later, statuses=("missed",))
    assert rows["G26-03"] == ("missed", 5)
    assert rows["G20-13"] == ("missed", 0)
    cohort = [line.cohort for line in lines]
    assert cohort == sorted(cohort)
    assert set(cohort) == {False, True}, "what binds for a share of all comes last"


@pytest.mark.parametrize("bite", [1, 2, 3])
def test_cases_are_computed_a_few_at_a_time(
    office: Office, monkeypatch: pytest.MonkeyPatch, bite: int
) -> None:
    cases = {*two(office), make_citizen(office, "Ib Lund")[1]}
    before = rules(office)
    monkeypatch.setattr(projection, "_BITE", bite)
    with office.read() as session:
        first = {row.case_id: row.computed_on for row in session.scalars(select(DeadlineCase))}
    assert set(first) == cases
    tomorrow = date(2026, 11, 25)
    assert (
        office.run(t("Change"), lambda work: projection.recompute(work.session, office.packs, tomorrow, None))
        == 3
    )
    with office.read() as session:
        later = {row.case_id: row.computed_on for row in session.scalars(select(DeadlineCase))}
    assert later == dict.fromkeys(cases, tomorrow)
    assert rules(office) == before


def test_nothing_is_computed_for_nobody_and_closed_cases_are_left_alone(office: Office) -> None:
    def compute(work: Work, cases: list[str] | None) -> int:
        return projection.recompute(work.session, office.packs, TODAY, cases)

    assert office.run(t("Change"), lambda work: compute(work, None)) == 0
    jonas, maja = two(office)
    assert office.run(t("Change"), lambda work: compute(work, [])) == 0
    assert office.run(t("Change"), lambda work: compute(work, [jonas])) == 1

    def close(work: Work) -> None:
        for case in work.find(CaseFile):
            if case.id == maja:
                case.closed_on = TODAY

    office.run(t("Change"), close)
    assert office.run(t("Change"), lambda work: compute(work, None)) == 1


def test_our_promises_are_shown_in_their_own_words_only(office: Office) -> None:
    citizen, case = make_citizen(office)
    made: dict[str, Any] = {"citizen_id": citizen, "case_id": case, "on": TODAY}

    def promise(work: Work) -> None:
        work.add(CaseEvent(kind="promise_made", id="p", **made))
        work.add(CaseAct(kind="my_plan", **made))

    office.run(t("Change"), promise)
    hidden = projection.promise_rules(office.packs)
    assert hidden
    assert hidden.isdisjoint(rules(office, statuses=(*queries.OPEN_STATES, "met", "moot")))
    with office.read() as session:
        shown = queries.answers_on(session, office.packs, TODAY, case)
    assert hidden & {answer["rule"] for answer in shown}


def test_a_case_without_a_duty_is_looked_at_again_when_its_group_begins(office: Office) -> None:
    begins = date(2026, 12, 7)
    make_citizen(office)

    def ahead(work: Work) -> None:
        for group in work.find(GroupPeriod):
            group.from_on = begins
        for event in work.find(CaseEvent):
            event.on = begins

    office.run(t("Change"), ahead)
    assert rules(office) == []
    assert [row.valid_until for row in computed(office).values()] == [begins]


def test_all_cases_are_computed_and_other_rules_make_every_answer_stale(
    office: Office, tmp_path: Path
) -> None:
    cases = set(two(office))
    later = date(2026, 11, 25)
    office.run(t("Change"), lambda work: projection.recompute(work.session, office.packs, later, None))
    assert {row.computed_on for row in computed(office).values()} == {later}
    write(tmp_path, "a")
    with office.read() as session:
        assert projection.stale_cases(session, office.packs, later) == []
        assert projection.behind(session, office.packs, later) == projection.Behind(0, len(cases))
        assert set(projection.stale_cases(session, load_packs(tmp_path), later)) == cases
        assert projection.behind(session, load_packs(tmp_path), later) == projection.Behind(
            len(cases), len(cases)
        )
        stored = [row.answer for row in session.scalars(select(DeadlineRow))]
    # Reasons are asked for when somebody asks why, and the days a deadline is late grow by themselves.
    assert all({"reason", "trace", "late_days"}.isdisjoint(answer) for answer in stored)


@pytest.mark.parametrize(("day", "taken"), [(date(2031, 11, 24), True), (date(2031, 11, 25), False)])
def test_a_date_of_ones_own_lies_within_five_years(office: Office, day: date, taken: bool) -> None:
    jonas = two(office)[0]
    with office.read() as session:
        key = next(
            line.key for line in stored_lines(session, TODAY, case_id=jonas) if line.due_on is not None
        )

    def act(work: Work) -> str:
        return own_date(work, jonas, key, day, "Aftalt")

    if taken:
        assert office.run(t("Change"), act)
        return
    with pytest.raises(UserError) as refused:
        office.run(t("Change"), act)
    assert "5 år" in render(refused.value.text, "da")
