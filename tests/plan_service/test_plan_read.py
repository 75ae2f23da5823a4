"""What the checks are told of a stored plan and of the citizen around it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from caseworker.base.text import render
from caseworker.casework.plan_read import plan_facts, plan_findings
from caseworker.people.model import Consent, EarlierEffort, Exemption, Party, StatusChange, Trait
from caseworker.plan import service
from caseworker.plan.content import ActivityData, AgreementData
from caseworker.plan.facts import PlanFacts
from caseworker.plan.limits import load_limits
from caseworker.store.work import Work
from tests.plan_service.conftest import TODAY, Desk

ANOTHER = ActivityData(track="health", title="Egen læge")


def facts(desk: Desk, day: date = TODAY) -> PlanFacts:
    with desk.office.read() as session:
        found = plan_facts(session, desk.case_id, day, desk.office.packs)
    assert found is not None
    return found


def test_no_plan_no_facts(desk: Desk) -> None:
    with desk.office.read() as session:
        assert plan_facts(session, desk.case_id, TODAY, desk.office.packs) is None
        assert plan_findings(session, desk.case_id, TODAY, desk.office.packs, load_limits()) == []


def test_the_plan_itself_is_told(desk: Desk) -> None:
    plan_id = desk.full_plan()
    desk.run(lambda work: service.set_weekly_capacity(work, plan_id, 20))
    desk.run(
        lambda work: service.add_agreement(work, desk.case_id, AgreementData(side="citizen", words="Ringer"))
    )
    told = facts(desk)
    assert (told.plan_id, told.birth_date, told.capacity_hours) == (plan_id, date(2004, 3, 12), 20)
    assert [g.kind for g in told.end_goals] == ["education"]
    assert [g.words for g in told.interim_goals] == ["Møder 3 dage om ugen", "Gæld kortlagt"]
    assert all(a.goal_ids and a.slots and a.contribution for a in told.activities)
    assert [p.name for p in told.coordinators] == ["Karen Holm"]
    assert [a.words for a in told.agreements] == ["Ringer"]
    assert told.qualified is None


def test_what_other_rooms_know_is_told(desk: Desk) -> None:
    plan_id = desk.full_plan()
    activity = desk.view().activities[0]
    citizen = desk.citizen_id

    def act(work: Work) -> str:
        party = work.add(Party(kind="drug_centre", name="Rusmiddelcentret")).id
        work.flush()
        for scope, withdrawn in (([activity.id], None), (["plan"], date(2026, 11, 1)), (["sickness"], None)):
            work.add(
                Consent(
                    citizen_id=citizen, party_id=party, scope=scope, given_on=TODAY, withdrawn_on=withdrawn
                )
            )
        service.add_activity(work, plan_id, replace(ANOTHER, visible_to=(party,)))
        work.add(
            Trait(citizen_id=citizen, trait="qualified", value="true", from_on=date(2010, 1, 1), to_on=TODAY)
        )
        work.add(Trait(citizen_id=citizen, trait="qualified", value="false", from_on=date(2026, 11, 25)))
        work.add(
            EarlierEffort(citizen_id=citizen, effort_type="workshop", result="interrupted", end_reason="Bus")
        )
        work.add(EarlierEffort(citizen_id=citizen, effort_type="guidance"))
        for kind, to_on in (
            ("prison", None),
            ("residential_treatment", date(2026, 12, 1)),
            ("holiday", None),
        ):
            work.add(
                Exemption(
                    citizen_id=citizen,
                    case_id=desk.case_id,
                    kind=kind,
                    from_on=date(2026, 11, 1),
                    to_on=to_on,
                )
            )
        work.add(StatusChange(citizen_id=citizen, kind="education_exception", value="yes", valid_from=TODAY))
        return party

    party = desk.run(act)
    told = facts(desk)
    assert told.qualified is True
    assert told.education_exception is True
    assert facts(desk, date(2026, 11, 25)).qualified is False
    assert facts(desk, date(2026, 11, 23)).education_exception is False
    assert [(e.type_code, e.worked, e.reason) for e in told.earlier_efforts] == [
        ("workshop", False, "Bus"), ("guidance", None, ""),
    ]  # fmt: skip
    assert [(s.kind, s.restart_on) for s in told.stays] == [
        ("prison", None), ("residential_treatment", date(2026, 12, 2)),
    ]  # fmt: skip
    named, whole = told.consents
    assert (named.activity_ids, named.to_on) == (frozenset({activity.id}), None)
    assert (whole.activity_ids, whole.to_on) == (frozenset(), date(2026, 10, 31))
    assert [(p.id, p.name) for p in told.parties] == [(party, "Rusmiddelcentret")]


def test_the_checks_find_what_the_page_shows(desk: Desk) -> None:
    plan_id = desk.full_plan()
    desk.run(lambda work: service.add_activity(work, plan_id, ANOTHER))
    with desk.office.read() as session:
        found = plan_findings(session, desk.case_id, TODAY, desk.office.packs, load_limits())
    assert found[0].severity == "error"
    assert "Egen læge" in render(found[0].text, "en")
    assert {"activity.no_goal", "activity.no_decides"} <= {finding.id for finding in found}


def test_a_plan_in_force_knows_its_next_measurement(desk: Desk) -> None:
    assert facts_measured(desk) is None
    desk.active_plan()
    rules = {
        rule.id
        for pack in desk.office.packs.packs
        for rule in pack.rules
        if "measurement" in rule.met_by.acts
    }
    assert (facts_measured(desk) is not None) == bool(rules)


def facts_measured(desk: Desk) -> date | None:
    with desk.office.read() as session:
        found = plan_facts(session, desk.case_id, TODAY, desk.office.packs)
    return found.measurement_planned_on if found else None
