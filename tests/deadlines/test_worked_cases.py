"""The worked cases T1 to T6 and T11 of the rules' research, one test each (T7 to T10 do not exist)."""

from __future__ import annotations

import pytest

from tests.deadlines.make import day, facts, job_ready, one


@pytest.mark.parametrize(
    ("rule", "due", "work"),
    [
        ("G20-01", "2025-03-10", "2025-03-10"),
        ("G20-12a", "2025-03-24", "2025-03-24"),
        ("G20-36", "2025-06-03", "2025-06-03"),
        ("G20-02", "2025-09-03", "2025-09-03"),
        ("G20-22", "2025-09-03", "2025-09-03"),
    ],
)
def test_t1_job_ready(rule: str, due: str, work: str) -> None:
    known = job_ready(events=[{"id": "e2", "type": "registered", "on": "2025-03-03"}])
    answer = one(known, "2025-03-03", rule)
    assert (answer.due_on, answer.work_date) == (day(due), day(work))


def test_t2_holiday() -> None:
    known = job_ready("2025-04-10")
    first = one(known, "2025-04-10", "G20-01")
    assert (first.due_on, first.work_date) == (day("2025-04-17"), day("2025-04-16"))
    assert one(known, "2025-04-10", "G20-02").due_on == day("2025-10-10")


@pytest.mark.parametrize(
    ("rule", "due", "work"),
    [
        ("G20-01", "2025-09-07", "2025-09-05"),
        ("G20-36", "2025-11-30", "2025-11-28"),
        ("G20-02", "2026-02-28", "2026-02-27"),
    ],
)
def test_t3_month_end(rule: str, due: str, work: str) -> None:
    known = facts(
        groups=[{"code": "lab-2", "from": "2025-08-31"}],
        events=[{"id": "e1", "type": "registered", "on": "2025-08-31"}],
    )
    answer = one(known, "2025-08-31", rule)
    assert (answer.due_on, answer.work_date) == (day(due), day(work))


@pytest.mark.parametrize(
    ("rule", "due", "work"),
    [
        ("G20-40", "2025-12-28", "2025-12-23"),
        ("G20-41", "2026-05-03", "2026-05-01"),
        ("G20-42", "2025-11-26", "2025-11-26"),
        ("G20-39", "2025-11-25", "2025-11-25"),
    ],
)
def test_t4_sickness(rule: str, due: str, work: str) -> None:
    known = facts(
        groups=[{"code": "lab-6", "category": 2, "from": "2025-11-03"}],
        events=[
            {"id": "a", "type": "first_absence_day", "on": "2025-11-03"},
            {"id": "b", "type": "early_follow_up_requested", "on": "2025-11-12"},
            {"id": "c", "type": "form_sent", "on": "2025-11-17"},
        ],
    )
    answer = one(known, "2025-11-18", rule)
    assert (answer.due_on, answer.work_date) == (day(due), day(work))


def test_t5_employed_and_soon_well() -> None:
    def known(start: str, well: str) -> object:
        return facts(
            traits=[{"trait": "employed", "value": True}, {"trait": "expected_well", "value": day(well)}],
            groups=[{"code": "lab-6", "category": 2, "from": start}],
            events=[{"id": "a", "type": "first_absence_day", "on": start}],
        )

    later = known("2026-08-03", "2026-12-01")
    assert one(later, "2026-08-04", "G26-11").due_on == day("2027-01-31")
    rules = {a.rule for a in _all(later, "2026-08-04")}
    assert "G26-12" not in rules
    # T5 holds "only if L1750 § 13 f applies on that date", and rows G26-11 and G26-12 are in force from 1/7/2026:
    # on the first day of absence of T5 the follow-ups of row G20-41 stand.
    before = {a.rule for a in _all(known("2025-11-03", "2026-05-03"), "2025-11-04")}
    assert "G26-11" not in before
    assert one(known("2025-11-03", "2026-05-03"), "2025-11-04", "G20-41").due_on == day("2026-05-03")
    # Row G20-44: the first follow-up sets its 13 weeks going, so until it is held the four follow-ups stand.
    assert one(known("2025-11-03", "2026-02-01"), "2025-11-04", "G20-41").status == "open"
    assert "G20-41" in {a.rule for a in _all(known("2024-11-04", "2025-02-02"), "2024-11-05")}


def _all(known: object, on: str) -> list[object]:
    from tests.deadlines.make import ask

    return ask(known, on)


@pytest.mark.parametrize(
    ("end", "due", "work"),
    [("2025-09-30", "2025-10-30", "2025-10-30"), ("2026-01-31", "2026-02-28", "2026-02-27")],
)
def test_t6_suspension(end: str, due: str, work: str) -> None:
    known = job_ready("2025-01-31", exemptions=[{"kind": "other", "from": "2025-06-01", "to": end}])
    before = one(known, "2025-05-01", "G20-22")
    assert (before.due_on, before.work_date) == (day(due), day(work))
    during = one(known, "2025-08-15", "G20-22")
    assert (during.status, during.suspended_until, during.due_on) == ("suspended", day(end), day(due))
    assert one(known, due, "G20-22").status == "due_soon"
    free = job_ready("2025-01-31")
    assert one(free, "2025-05-01", "G20-22").due_on == day("2025-07-31")


@pytest.mark.parametrize(
    ("by_post", "trigger", "due", "work"),
    [
        (False, "2026-03-05", "2026-04-02", "2026-04-07"),
        (True, "2026-03-13", "2026-04-10", "2026-04-10"),
    ],
)
def test_t11_complaint(by_post: bool, trigger: str, due: str, work: str) -> None:
    known = facts(events=[{"id": "d", "type": "decision_available", "on": "2026-03-05", "by_post": by_post}])
    answer = one(known, "2026-03-20", "CW-02")
    assert (answer.trigger_on, answer.due_on, answer.work_date) == (day(trigger), day(due), day(work))


def test_a_letter_is_under_way_on_the_weekdays_when_offices_are_closed() -> None:
    # 24 and 31 December are weekdays: closed offices move the day to work by, never that of the law.
    known = facts(events=[{"id": "d", "type": "decision_available", "on": "2025-12-19", "by_post": True}])
    answer = one(known, "2025-12-30", "CW-02")
    assert (str(answer.trigger_on), str(answer.due_on)) == ("2025-12-31", "2026-01-28")
