"""A new case goes on from the citizen's closed one where no free calendar month lies between (CNT-4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select

from caseworker.base.clock import FixedClock, at
from caseworker.base.text import t
from caseworker.contacts.model import Talk
from caseworker.deadlines.case_facts import facts_of
from caseworker.deadlines.earlier_cases import RUNS_ON, Earlier, with_earlier
from caseworker.deadlines.facts import Facts
from caseworker.deadlines.model import DeadlineRow
from caseworker.deadlines.projection import recompute
from caseworker.deadlines.queries import answers_on, stored_lines
from caseworker.deadlines.switches import DEFAULT_AREAS, set_rules
from caseworker.office import Office
from caseworker.people import service
from caseworker.people.model import BenefitPeriod, CaseEvent, Exemption, Trait, WorkPeriod
from caseworker.plan.model import Agreement
from caseworker.store.work import Work
from tests.deadlines.make import PACKS, facts
from tests.making import make_office

OPENED, CLOSED = date(2026, 5, 4), date(2026, 8, 14)
DAY = date(2026, 11, 2)
NEVER = date.max


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    office = make_office(tmp_path / "store", clock)
    yield office
    office.close()


def test_every_rule_that_runs_on_in_a_closed_case_is_set_going_by_what_is_kept_of_it() -> None:
    lasting = [rule for pack in PACKS.packs for rule in pack.rules if rule.survives_closing]
    assert lasting
    assert {kind for rule in lasting for kind in rule.trigger.event} | {"case_closed"} == RUNS_ON


def cases(office: Office, back: date, benefit: str = "cash_benefit", *talks: date) -> tuple[str, str, str]:
    """Return the citizen, the case closed in August with talks held in it, and the one opened on a later day."""
    group = "lab-1" if benefit == "unemployment_benefit" else "lab-2"

    def intake(day: date) -> service.Intake:
        return service.Intake(
            opened_on=day, group=group, visited_as="job_ready", first_contact_on=day, benefit=benefit
        )

    def old(work: Work) -> tuple[str, str]:
        data = service.CitizenData(name="Ida Holm", birth_date=date(1985, 3, 1))
        citizen_id = service.add_citizen(work, data).id
        case_id = service.open_case(work, citizen_id, intake(OPENED)).id
        for day in talks:
            work.add(talk(citizen_id, case_id, day))
        service.close_case(work, case_id, service.END_STATES[0], CLOSED)
        return citizen_id, case_id

    citizen_id, first = office.run(t("New citizen"), old)
    if back is NEVER:
        return citizen_id, first, ""
    second = office.run(t("New case"), lambda work: service.open_case(work, citizen_id, intake(back)).id)
    return citizen_id, first, second


def talk(citizen_id: str, case_id: str, day: date, status: str = "held") -> Talk:
    return Talk(citizen_id=citizen_id, case_id=case_id, kind="follow_up", status=status, at=at(day, 10))


def due(office: Office, case_id: str, rule: str) -> list[tuple[str | None, str, float]]:
    with office.read() as session:
        found = answers_on(session, office.packs, DAY, case_id)
    return [(one["due_on"], one["status"], one["counted"]) for one in found if one["rule"] == rule]


def test_three_weeks_off_do_not_start_the_six_months_from_zero(office: Office) -> None:
    _, old, new = cases(office, date(2026, 9, 7), "cash_benefit", date(2026, 5, 8))
    assert due(office, new, "G20-02") == [("2026-11-04", "due_soon", 1)]
    assert due(office, new, "G20-22") == [("2026-11-04", "due_soon", 0)]
    assert due(office, new, "G26-03") == due(office, new, "G26-09") == []
    assert due(office, old, "G20-02") == [("2026-11-04", "moot", 1)]


def test_a_free_calendar_month_parts_two_cases(office: Office) -> None:
    _, _, new = cases(office, date(2026, 10, 1), "cash_benefit", date(2026, 5, 8))
    assert due(office, new, "G20-02") == []
    assert due(office, new, "G26-03") == [("2027-04-01", "open", 0)]


@pytest.mark.parametrize("back", [date(2026, 9, 7), date(2026, 10, 1)])
def test_a_period_of_dagpenge_goes_on_over_a_free_calendar_month(office: Office, back: date) -> None:
    _, _, new = cases(office, back, "unemployment_benefit")
    with office.read() as session:
        found = answers_on(session, office.packs, DAY, new)
    assert {one["trigger_on"] for one in found if one["rule"] in {"G20-07", "G20-22"}} == {str(OPENED)}


@pytest.mark.parametrize(("back", "goes_on"), [(date(2026, 9, 30), True), (date(2026, 10, 1), False)])
def test_without_benefits_the_days_of_the_cases_decide(office: Office, back: date, goes_on: bool) -> None:
    _, _, new = cases(office, back, "")
    assert bool(due(office, new, "G20-02")) is goes_on


def test_benefits_that_ended_long_before_the_closing_part_two_cases() -> None:
    ended = {"type": "cash_benefit", "from": "2026-05-04", "to": "2026-06-30"}
    old = facts(groups=[{"code": "lab-2", "from": "2026-05-04"}])
    new = facts(
        groups=[{"code": "lab-2", "from": "2026-08-20"}],
        benefits=[ended, {"type": "cash_benefit", "from": "2026-08-20"}],
    )
    assert with_earlier(new, date(2026, 8, 20), [Earlier(OPENED, CLOSED, old)]) == new


def test_a_third_case_goes_on_from_the_second_and_that_from_the_first() -> None:
    def case(day: str) -> Facts:
        return facts(events=[{"id": day, "type": "first_contact", "on": day}])

    found = with_earlier(
        case("2026-03-02"),
        date(2026, 3, 2),
        [
            Earlier(date(2026, 1, 12), date(2026, 2, 6), case("2026-01-12")),
            Earlier(date(2025, 11, 3), date(2025, 12, 19), case("2025-11-03")),
            Earlier(date(2025, 3, 3), date(2025, 9, 5), case("2025-03-03")),
        ],
    )
    assert [e.id for e in found.events] == ["2025-11-03", "2026-01-12", "2026-03-02"]


def test_nothing_of_the_earlier_case_goes_on_by_itself_after_its_closing() -> None:
    old = facts(
        groups=[{"code": "lab-2", "from": "2026-05-04"}],
        offers=[
            {"id": "a", "type": "placement", "from": "2026-08-03", "to": "2026-08-28"},
            {"id": "b", "type": "placement", "from": "2026-08-17", "to": "2026-08-28"},
        ],
        exemptions=[{"kind": "sick", "from": "2026-08-03"}, {"kind": "sick", "from": "2026-09-03"}],
        contacts=[{"id": "k", "kind": "follow_up", "status": "planned", "on": "2026-08-20"}],
    )
    new = facts(groups=[{"code": "lab-2", "from": "2026-08-14"}])
    found = with_earlier(new, date(2026, 8, 14), [Earlier(OPENED, CLOSED, old)])
    assert [(g.from_, g.to) for g in found.groups] == [(OPENED, date(2026, 8, 13)), (CLOSED, None)]
    assert [(o.id, o.to) for o in found.offers] == [("a", CLOSED)]
    assert [(e.from_, e.to) for e in found.exemptions] == [(date(2026, 8, 3), CLOSED)]
    assert found.contacts == ()


def test_what_was_asked_for_or_promised_stays_in_its_case(office: Office) -> None:
    citizen_id, old, new = cases(office, date(2026, 9, 7))
    whose: dict[str, Any] = {"citizen_id": citizen_id, "case_id": old}

    def act(work: Work) -> None:
        work.add(CaseEvent(kind="access_requested", on=date(2026, 8, 12), **whose))
        work.add(CaseEvent(kind="meeting_requested", on=date(2026, 8, 12), **whose))
        promise = {"side": "municipality", "status": "open", "words": "Ringe", "made_on": date(2026, 8, 12)}
        work.add(Agreement(owner="", **promise, **whose))

    office.run(t("Change"), act)
    with office.read() as session:
        (found,) = facts_of(session, [new])
        both = {one.case_id: one.facts for one in facts_of(session, [old, new])}
    assert {e.type for e in found.facts.events} == {"first_contact", "case_closed"}
    assert both[new] == found.facts
    assert due(office, new, "CW-01") == []


def test_the_steps_say_why_the_time_counts_on_over_the_closing(office: Office) -> None:
    _, _, new = cases(office, date(2026, 9, 7), "cash_benefit", date(2026, 5, 8))
    with office.read() as session:
        found = {one["rule"]: one for one in answers_on(session, office.packs, DAY, new)}
    closing = {"on": "2026-08-14", "da": (
        "Sagen blev afsluttet fredag 14. august 2026. Der er ikke en hel kalendermåned uden ydelse mellem den og den "
        "nye sag fra mandag 7. september 2026, så tiden tæller videre."
    )}  # fmt: skip
    told = [{"on": step["on"], "da": step["da"]} for step in found["G20-02"]["trace"]]
    assert told[1] == closing
    assert not any("afsluttet" in step["da"] for step in found["G20-01"]["trace"])


def test_an_answer_in_the_old_case_is_not_one_to_what_is_asked_for_in_the_new() -> None:
    old = facts(acts=[{"type": "answer", "on": "2026-08-12"}, {"type": "my_plan", "on": "2026-08-12"}])
    new = facts(groups=[{"code": "lab-2", "from": "2026-09-07"}])
    found = with_earlier(new, date(2026, 9, 7), [Earlier(OPENED, CLOSED, old)])
    assert [act.type for act in found.acts] == ["my_plan"]


def test_the_closing_undoes_a_registration_but_ends_no_period(office: Office) -> None:
    citizen_id, old, new = cases(office, date(2026, 9, 7))
    whose: dict[str, Any] = {"citizen_id": citizen_id, "case_id": old}
    office.run(t("Change"), lambda work: work.add(CaseEvent(kind="registered", on=OPENED, **whose)) and None)
    assert ("2026-09-07", "missed", 0) in due(office, new, "G20-13")


def test_a_talk_written_down_later_in_the_closed_case_counts_in_the_new_one(office: Office) -> None:
    citizen_id, old, new = cases(office, date(2026, 9, 7))
    office.run(t("Change"), lambda work: work.add(talk(citizen_id, old, date(2026, 6, 2))) and None)
    with office.read() as session:
        row = session.scalars(
            select(DeadlineRow).where(DeadlineRow.case_id == new, DeadlineRow.rule == "G20-02")
        ).one()
    assert (row.due_on, row.answer["counted"]) == (date(2026, 11, 4), 1)


Stored = dict[str, tuple[str, str, str]]


def stored(office: Office, case_id: str) -> Stored:
    """Return what is stored of a case: state, date and answer, by key."""
    with office.read() as session:
        rows = session.scalars(select(DeadlineRow).where(DeadlineRow.case_id == case_id))
        return {row.key: (row.status, str(row.due_on), str(row.answer)) for row in rows}


def reckoned(office: Office, case_id: str) -> Stored:
    """Return what is stored of a case when it is worked out anew."""

    def act(work: Work) -> None:
        work.session.execute(delete(DeadlineRow).where(DeadlineRow.case_id == case_id))
        recompute(work.session, office.packs, work.today(), [case_id])

    office.run(t("Change"), act)
    return stored(office, case_id)


def overdue(office: Office, case_id: str, today: date) -> list[str]:
    with office.read() as session:
        return [line.rule for line in stored_lines(session, today, to_do=True) if line.case_id == case_id]


@pytest.mark.parametrize("back", [date(2026, 9, 7), date(2026, 10, 1)])
@pytest.mark.parametrize("benefit", ["cash_benefit", "sickness_benefit"])
def test_a_closed_case_does_not_come_alive_by_the_benefit_of_the_next(
    office: Office, back: date, benefit: str
) -> None:
    citizen_id, old, _ = cases(office, NEVER, "cash_benefit", date(2026, 5, 8))
    before = stored(office, old)
    group = {"cash_benefit": "lab-2", "sickness_benefit": "lab-6"}[benefit]
    intake = service.Intake(opened_on=back, group=group, first_contact_on=back, benefit=benefit)
    office.run(t("New case"), lambda work: service.open_case(work, citizen_id, intake).id)
    assert reckoned(office, old) == before
    office.run(t("Change"), lambda work: work.add(talk(citizen_id, old, date(2026, 8, 7))) and None)
    assert set(stored(office, old)) == set(before)
    assert overdue(office, old, date(2027, 6, 1)) == []
    with office.read() as session:
        found = answers_on(session, office.packs, date(2027, 6, 1), old)
    assert {one["key"] for one in found} >= set(before)
    assert all(one["trigger_on"] is None or one["trigger_on"] <= str(CLOSED) for one in found)


def test_what_becomes_of_the_citizen_after_the_closing_is_not_the_closed_cases(office: Office) -> None:
    citizen_id, old, _ = cases(office, NEVER)
    with office.read() as session:
        (before,) = facts_of(session, [old])
    stays = stored(office, old)

    def act(work: Work) -> None:
        (paid,) = work.find(BenefitPeriod, BenefitPeriod.citizen_id == citizen_id)
        paid.to_on = date(2026, 9, 20)
        begun: dict[str, Any] = {"citizen_id": citizen_id, "from_on": date(2026, 9, 21)}
        work.add(BenefitPeriod(benefit_type="sickness_benefit", **begun))
        work.add(Trait(trait="employed", value="true", **begun))
        work.add(WorkPeriod(hours_per_week=20, **begun))
        work.add(Exemption(kind="maternity", case_id=old, **begun))

    office.run(t("Change"), act)
    with office.read() as session:
        (after,) = facts_of(session, [old])
    assert after == before
    assert reckoned(office, old) == stays


def test_what_the_law_lets_run_on_after_a_closing_does(office: Office) -> None:
    citizen_id, old, _ = cases(office, date(2026, 10, 1))
    asked = CaseEvent(kind="access_requested", on=date(2026, 10, 28), citizen_id=citizen_id, case_id=old)

    def act(work: Work) -> None:
        set_rules(work, frozenset({*DEFAULT_AREAS, "casework"}), frozenset())
        work.add(asked)

    office.run(t("Change"), act)
    assert due(office, old, "CW-01") == [("2026-11-06", "due_soon", 0)]
    assert overdue(office, old, DAY) == ["CW-01"]


@pytest.mark.parametrize("group", ["lab-2", "lab-4"])
@pytest.mark.parametrize("ended", ["never", "by the next benefit"])
def test_a_benefit_that_nobody_ended_does_not_join_two_cases(office: Office, group: str, ended: str) -> None:
    citizen_id, _, _ = cases(office, NEVER, "cash_benefit", date(2026, 5, 8))
    back = date(2026, 10, 5)
    intake = service.Intake(opened_on=back, first_contact_on=back)
    new = office.run(t("New case"), lambda work: service.open_case(work, citizen_id, intake).id)
    chosen = "job_ready" if group == "lab-2" else ""
    office.run(
        t("Change"), lambda work: service.change_group(work, new, group, back, visited_as=chosen) and None
    )
    if ended != "never":

        def write(work: Work) -> None:
            (paid,) = work.find(BenefitPeriod, BenefitPeriod.citizen_id == citizen_id)
            paid.to_on = date(2026, 10, 11)
            work.add(
                BenefitPeriod(
                    benefit_type="sickness_benefit", from_on=date(2026, 10, 12), citizen_id=citizen_id
                )
            )

        office.run(t("Change"), write)
    with office.read() as session:
        (found,) = facts_of(session, [new])
        answers = answers_on(session, office.packs, DAY, new)
    assert {e.type for e in found.facts.events} == {"first_contact"}
    assert found.facts.benefits[0].to == CLOSED
    began = {one["rule"]: one["trigger_on"] for one in answers if one["trigger_on"]}
    assert set(began.values()) == {str(back)}
    assert {"G20-13", "G26-09"} | ({"G26-03", "G26-04"} if group == "lab-2" else {"G26-08"}) <= set(began)


def test_a_benefit_that_nobody_ended_runs_on_in_a_case_a_few_weeks_later(office: Office) -> None:
    citizen_id, _, _ = cases(office, NEVER, "cash_benefit", date(2026, 5, 8))
    back = date(2026, 9, 7)
    intake = service.Intake(opened_on=back, first_contact_on=back, group="lab-2", visited_as="job_ready")
    new = office.run(t("New case"), lambda work: service.open_case(work, citizen_id, intake).id)
    assert due(office, new, "G20-02") == [("2026-11-04", "due_soon", 1)]


def test_a_benefit_known_to_have_run_on_after_the_closing_joins_two_cases(office: Office) -> None:
    citizen_id, _, _ = cases(office, NEVER, "cash_benefit", date(2026, 5, 8))

    def end(work: Work) -> None:
        (paid,) = work.find(BenefitPeriod, BenefitPeriod.citizen_id == citizen_id)
        paid.to_on = date(2026, 9, 11)

    office.run(t("Change"), end)
    back = date(2026, 10, 5)
    intake = service.Intake(
        opened_on=back, first_contact_on=back, group="lab-2", visited_as="job_ready", benefit="cash_benefit"
    )
    new = office.run(t("New case"), lambda work: service.open_case(work, citizen_id, intake).id)
    assert [one[0] for one in due(office, new, "G20-02")] == ["2026-11-04"]
