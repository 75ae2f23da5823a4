"""The worklist: the number beside "My day" is the number of lines that wait."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from caseworker.base.clock import FixedClock, at
from caseworker.base.place import Place
from caseworker.base.text import render, t
from caseworker.casework.booking import Settled, booked_words
from caseworker.casework.worklist import (
    Kind,
    WorkLine,
    count,
    fits,
    missed_before_import,
    waiting_cases,
    waiting_total,
    worklist,
)
from caseworker.contacts.reaching import RequestData, request_talk
from caseworker.contacts.service import BookingData, book
from caseworker.deadlines.overrides import own_date
from caseworker.demo.caseload import fill
from caseworker.people.model import CaseFile
from caseworker.store.work import Work
from tests.making import make_citizen, make_demo, make_office

DAY = date(2026, 11, 24)


def _known_from_today(work: Work) -> None:
    for case in work.find(CaseFile):
        case.known_from = DAY


def test_total_counts_what_the_list_shows(clock: FixedClock, tmp_path: Path) -> None:
    empty = make_office(tmp_path / "empty", clock)
    with empty.read() as session:
        assert waiting_total(session, empty.packs, DAY) == 0
        assert missed_before_import(session) == 0
    empty.close()
    office = make_demo(tmp_path / "store", clock)
    try:
        with office.read() as session:
            lines = worklist(session, office.packs, DAY, "da")
            total = waiting_total(session, office.packs, DAY)
        kinds = {line.kind for line in lines}
        assert {"deadline", "promise", "measurement"} <= kinds
        assert total == count(lines).total > 0
        # What fell due before a case came here is left out of both.
        office.run(t("Known from now on"), _known_from_today)
        with office.read() as session:
            later = count(worklist(session, office.packs, DAY, "da")).total
            assert waiting_total(session, office.packs, DAY) == later
            left_out = missed_before_import(session)
        assert later < total
        assert left_out > 0
    finally:
        office.close()


def _line(kind: Kind, name: str, day: date | None, **values: Any) -> WorkLine:
    return WorkLine(
        kind=kind, case_id="c", name=name, when=t("now or never"), what=t("some thing"), action=t("do it"),
        place=Place("overview", "c"), day=day, **values,
    )  # fmt: skip


def test_the_cases_that_wait_are_those_of_the_lines(clock: FixedClock, tmp_path: Path) -> None:
    """What the list of citizens counts are the citizens of the lines that "My day" counts."""
    office = make_demo(tmp_path / "store", clock)
    try:
        with office.read() as session:
            lines = worklist(session, office.packs, DAY, "da")
            cases = waiting_cases(session, office.packs, DAY)
    finally:
        office.close()
    assert cases.overdue == {line.case_id for line in lines if line.alarm} != set()
    assert cases.due_soon == {line.case_id for line in lines if fits(line, "due_soon")} != set()
    broken = [line for line in lines if line.kind == "promise" and line.alarm]
    assert {case_id: row.due_on for case_id, row in cases.promises.items()} == {
        line.case_id: line.day for line in reversed(broken)
    }


def test_what_is_overdue_for_the_citizen_comes_first_then_weight_date_and_name() -> None:
    lines = [
        _line("gap", "A", None, weight=6),
        _line("deadline", "B", date(2026, 12, 1), weight=2),
        _line("waiting", "C", date(2026, 11, 20), weight=1),
        _line("promise", "D", date(2026, 11, 23), weight=0, alarm=True),
        _line("deadline", "E", date(2026, 11, 20), weight=0, alarm=True),
        _line("deadline", "Aa", date(2026, 12, 1), weight=2),
    ]
    assert [line.name for line in sorted(lines, key=lambda line: line.order)] == [
        "E",
        "D",
        "C",
        "Aa",
        "B",
        "A",
    ]


def test_every_line_stands_under_the_counters_that_count_it(clock: FixedClock, tmp_path: Path) -> None:
    office = make_office(tmp_path / "store", clock)
    try:
        with office.read() as session:
            assert worklist(session, office.packs, DAY, "da") == []
        fill(office, 15, seed=2)
        with office.read() as session:
            lines = worklist(session, office.packs, DAY, "da")
        assert lines == sorted(lines, key=lambda line: line.order)
        counts = count(lines)
        counted = {
            "overdue": counts.overdue, "due_soon": counts.due_soon, "waiting": counts.waiting,
            "promise": counts.promises,
            "outreach": counts.outreach, "measurement": counts.measurements, "gap": counts.gaps,
        }  # fmt: skip
        assert {name: sum(fits(line, name) for line in lines) for name in counted} == counted
        assert all(fits(line, "") for line in lines)
        assert not any(fits(line, "due_soon") for line in lines if line.alarm)
        # A target that has passed is no deadline that comes within 7 days.
        assert all(line.day is not None and line.day >= DAY for line in lines if fits(line, "due_soon"))
        for line in lines:
            for words in (line.when, line.what, line.action):
                assert render(words, "da")
                assert "{" not in render(words, "da") + render(words, "en")
            assert line.place.id
    finally:
        office.close()


def test_an_own_date_is_named_and_moves_nothing(clock: FixedClock, tmp_path: Path) -> None:
    office = make_office(tmp_path / "store", clock)
    try:
        fill(office, 10, seed=2)
        with office.read() as session:
            before = worklist(session, office.packs, DAY, "da")
        line = next(one for one in before if one.deadline_key)
        office.run(
            t("Own date"), lambda w: own_date(w, line.case_id, line.deadline_key, date(2027, 1, 4), "Syg")
        )
        with office.read() as session:
            after = worklist(session, office.packs, DAY, "da")
        mine = next(one for one in after if one.deadline_key == line.deadline_key and one.name == line.name)
        assert render(mine.what, "da").endswith("din egen dato man. 4. jan. 2027")
        assert (mine.day, mine.alarm, mine.when) == (line.day, line.alarm, line.when)
    finally:
        office.close()


def test_a_talk_booked_too_late_is_said_with_the_same_words_everywhere(
    clock: FixedClock, tmp_path: Path
) -> None:
    office = make_office(tmp_path / "store", clock)
    try:
        _citizen, case_id = make_citizen(office, group="lab-2", visited_as="job_ready")
        data = BookingData(case_id=case_id, kind="first", at=at(DAY + timedelta(days=2), 9), purpose="Planen")
        office.run(t("Book"), lambda work: book(work, data))
        with office.read() as session:
            lines = worklist(session, office.packs, DAY, "da")
        words = render(booked_words(Settled("", data.at, "late"), DAY), "da")
        assert words.endswith(", efter fristen")
        assert any(render(line.what, "da").endswith(words) for line in lines)
    finally:
        office.close()


def test_a_wish_for_a_talk_is_one_line_with_its_clock(clock: FixedClock, tmp_path: Path) -> None:
    office = make_office(tmp_path / "store", clock)
    try:
        _citizen, case_id = make_citizen(office)
        office.run(t("Wish"), lambda work: request_talk(work, RequestData(case_id=case_id, requested_on=DAY)))
        with office.read() as session:
            lines = worklist(session, office.packs, DAY, "da")
            total = waiting_total(session, office.packs, DAY)
        (wish,) = [line for line in lines if "R-048" in line.deadline_key or line.kind == "waiting"]
        assert (wish.kind, wish.deadline_key.split(":")[0]) == ("waiting", "R-048")
        assert render(wish.when, "da") == "fre. 4. dec."
        assert count(lines).total == total
    finally:
        office.close()
