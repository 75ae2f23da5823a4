"""Stored cases as the engine reads them: each record as it was told, and nothing that no rule can use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from caseworker.base.clock import FixedClock, at
from caseworker.base.text import t
from caseworker.contacts.model import Talk, TalkRequest
from caseworker.deadlines.case_facts import facts_of
from caseworker.deadlines.facts import Facts, facts_from
from caseworker.office import Office
from caseworker.people import service
from caseworker.people.model import (
    BenefitPeriod,
    CaseAct,
    CaseEvent,
    Exemption,
    GroupPeriod,
    Trait,
    WorkPeriod,
)
from caseworker.plan.model import Activity, Agreement, Plan
from caseworker.store.work import Work
from tests.making import make_citizen, make_office

FIRST, LAST = date(2026, 10, 5), date(2026, 11, 20)


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    office = make_office(tmp_path / "store", clock)
    yield office
    office.close()


def stored(office: Office, *rows: Any) -> Facts:
    """Return the facts of a new case with these records beside its first contact and its group."""
    citizen_id, case_id = make_citizen(office)

    def act(work: Work) -> None:
        for kind, values in rows:
            whose = {"citizen_id": citizen_id}
            if kind not in (BenefitPeriod, Trait, WorkPeriod):
                whose["case_id"] = case_id
            work.add(kind(**whose, **values))

    office.run(t("Change"), act)
    with office.read() as session:
        (found,) = facts_of(session, [case_id])
    assert (found.case_id, found.citizen_id) == (case_id, citizen_id)
    return found.facts


def told(**lists: Any) -> Facts:
    return facts_from(lists)


def test_what_was_recorded_comes_whole(office: Office) -> None:
    found = stored(
        office,
        (CaseEvent, {"id": "e", "kind": "meeting_requested", "on": LAST, "by": "citizen", "until": LAST,
                     "benefit": "cash_benefit", "expected_on": LAST, "by_post": True}),
        (CaseAct, {"kind": "answer", "on": LAST, "for_key": "e"}),
        (CaseAct, {"kind": "my_plan", "on": LAST}),
        (BenefitPeriod, {"benefit_type": "cash_benefit", "from_on": FIRST, "to_on": LAST, "paid_to": LAST,
                         "hours": {"2026-10": 100.0}}),
        (BenefitPeriod, {"benefit_type": "flex_job", "from_on": LAST}),
        (Trait, {"trait": "qualified", "value": "false", "from_on": FIRST}),
        (Trait, {"trait": "employed", "value": "true", "from_on": FIRST, "to_on": LAST}),
        (Trait, {"trait": "expected_well", "value": "2026-12-01", "from_on": FIRST}),
        (WorkPeriod, {"from_on": FIRST, "to_on": LAST, "hours_per_week": 12.5}),
        (Exemption, {"kind": "sick", "from_on": FIRST, "to_on": LAST}),
        (Exemption, {"kind": "cohort_assessed", "from_on": FIRST, "assessed_by": "Karen Holm", "assessed_on": LAST}),
        (GroupPeriod, {"code": "lab-1", "from_on": LAST, "insured": "part", "category": 2}),
    )  # fmt: skip
    wanted = told(
        events=[{"type": "meeting_requested", "on": LAST, "id": "e", "by": "citizen", "until": LAST,
                 "benefit": "cash_benefit", "expected_on": LAST, "by_post": True}],
        acts=[{"type": "answer", "on": LAST, "for": "e"}, {"type": "my_plan", "on": LAST}],
        benefits=[{"type": "flex_job", "from": LAST}],
        traits=[{"trait": "qualified", "value": False, "from": FIRST},
                {"trait": "employed", "value": True, "from": FIRST, "to": LAST},
                {"trait": "expected_well", "value": date(2026, 12, 1), "from": FIRST}],
        work=[{"from": FIRST, "to": LAST, "hours_per_week": 12.5}],
        exemptions=[{"kind": "sick", "from": FIRST, "to": LAST},
                    {"kind": "cohort_assessed", "from": FIRST, "assessed": {"by": "Karen Holm", "on": LAST}}],
        groups=[{"code": "lab-1", "from": LAST, "insured": "part", "category": 2},
                {"code": "lab-3", "from": FIRST, "visited_as": "activity_ready"}],
    )  # fmt: skip
    (asked,) = (e for e in found.events if e.id == "e")
    assert asked == wanted.events[0]
    assert {e.by for e in found.events if e.type == "first_contact"} <= {None, "citizen"}
    assert {(a.type, a.on, a.for_) for a in found.acts} == {(a.type, a.on, a.for_) for a in wanted.acts}
    paid = {b.type: b for b in found.benefits}
    assert (paid["cash_benefit"].paid_to, paid["cash_benefit"].hours) == ("2026-11-20", {"2026-10": 100.0})
    assert paid["flex_job"] == wanted.benefits[0]
    assert set(found.traits) == set(wanted.traits)
    assert found.work == wanted.work
    assert set(found.exemptions) == set(wanted.exemptions)
    assert {(g.code, g.insured, g.visited_as, g.category) for g in found.groups} == {
        (g.code, g.insured, g.visited_as, g.category) for g in wanted.groups
    }
    assert found.citizen.birth_date == date(2004, 3, 12)


def test_what_no_rule_knows_is_left_out(office: Office) -> None:
    found = stored(
        office,
        (CaseEvent, {"kind": "moved_house", "on": LAST}),
        (CaseAct, {"kind": "tea_made", "on": LAST}),
    )
    assert {e.type for e in found.events} <= {"first_contact", "visited", "registered"}
    assert found.acts == ()


def test_an_activity_is_an_offer_if_it_took_place(office: Office) -> None:
    def activity(name: str, **values: Any) -> tuple[Any, dict[str, Any]]:
        common = {"id": name, "plan_id": "p", "track": "employment", "title": "Praktik"}
        return Activity, common | {
            "offer_type": "placement",
            "education_aim": True,
            "granted_on": FIRST,
        } | values

    found = stored(
        office,
        (Plan, {"id": "p"}),
        activity("begun", from_on=FIRST),
        activity("broken off", from_on=FIRST, to_on=LAST, status="stopped"),
        activity("never took place", from_on=FIRST, status="stopped"),
        activity("no day yet"),
        activity("no offer in the sense of the law", from_on=FIRST, offer_type=""),
    )
    assert sorted((o.id, o.type, o.from_, o.to, o.education_aim, o.granted_on) for o in found.offers) == [
        ("begun", "placement", FIRST, None, True, FIRST),
        ("broken off", "placement", FIRST, LAST, True, FIRST),
    ]


def test_a_talk_answers_the_wish_it_was_booked_for(office: Office) -> None:
    def held(name: str) -> tuple[Any, dict[str, Any]]:
        return Talk, {"id": name, "kind": "follow_up", "status": "held", "at": at(LAST)}

    wish = {"requested_on": FIRST, "by": "citizen"}
    found = stored(
        office,
        (CaseEvent, {"id": "e", "kind": "meeting_requested", "on": FIRST}),
        held("t1"),
        held("t2"),
        held("t3"),
        (TalkRequest, wish | {"met_by_id": "t1", "event_id": "e"}),
        (TalkRequest, wish | {"met_by_id": "t2"}),
        (TalkRequest, wish),
    )
    assert {c.id: c.for_ for c in found.contacts} == {"t1": "e", "t2": None, "t3": None}
    assert {(c.on, c.by, c.channel) for c in found.contacts} == {(LAST, "municipality", "meeting")}


def test_a_promise_is_kept_on_the_day_it_was_done(office: Office) -> None:
    def promise(name: str, **values: Any) -> tuple[Any, dict[str, Any]]:
        return Agreement, {
            "id": name,
            "side": "municipality",
            "words": "Ringe",
            "owner": "Karen",
            "made_on": FIRST,
        } | values

    found = stored(
        office,
        promise("open"),
        promise("kept", status="kept", done_on=LAST),
        promise("someday", status="kept"),
        promise("redone", done_on=LAST),
    )  # fmt: skip
    assert {e.id for e in found.events if e.type == "promise_made"} == {"open", "kept", "someday", "redone"}
    assert [(a.type, a.on, a.for_) for a in found.acts] == [("promise_kept", LAST, "kept")]


def test_moments_are_days_where_the_office_is(office: Office) -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # half past midnight in Denmark
    found = stored(office, (Talk, {"kind": "follow_up", "status": "held", "at": late}))
    assert [c.on for c in found.contacts] == [date(2026, 11, 21)]


def test_every_case_that_was_asked_for_comes_with_its_own_facts(office: Office) -> None:
    cases = [make_citizen(office, name)[1] for name in ("Jonas Bruun", "Maja Holm")]

    def add(work: Work) -> str:
        data = service.CitizenData(name="Sara Lind", birth_date=date(2001, 5, 5), sex="f")
        intake = service.Intake(opened_on=FIRST, group="lab-3", first_contact_on=FIRST)
        return service.open_case(work, service.add_citizen(work, data).id, intake).id

    cases.append(office.run(t("New citizen"), add))
    with office.read() as session:
        found = {one.case_id: one.facts for one in facts_of(session, cases)}
    assert [found[case].citizen.sex for case in cases] == [None, None, "f"]
    assert all(len(one.groups) == 1 for one in found.values())
