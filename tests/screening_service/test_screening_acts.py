"""What can be done with an open screening, on a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from caseworker.base.errors import UserError
from caseworker.people import service as people
from caseworker.people.model import (
    CaseEvent,
    Citizen,
    EarlierEffort,
    OtherPlan,
    Trait,
)
from caseworker.screening import queries, service
from caseworker.screening.model import Barrier, Finding
from caseworker.screening.records import (
    BarrierLine,
    EffortLine,
    FoundGoal,
    OtherPlanLine,
    Records,
    ResourceLine,
)
from caseworker.store.work import Work
from tests.making import make_citizen
from tests.screening_service.conftest import (
    FOUND,
    OWN,
    TODAY,
    Desk,
    instrument,
    instruments,
)


def test_starting_again_opens_the_same(desk: Desk) -> None:
    first = desk.start()
    assert desk.start() == first
    view = desk.view(first)
    assert [(s.number, s.on, s.source, s.by) for s in view.sessions] == [
        (1, TODAY, "conversation", "Karen Holm")
    ]
    assert {state.state for state in view.sections if state.id != "decision"} <= {"untouched", "done"}
    assert [one.id for one in view.missing if one.blocks] == ["resources", "interim_goals", "outcome"]
    with desk.office.read() as session:
        started = session.scalars(select(CaseEvent.on).where(CaseEvent.kind == "screening_started")).all()
        assert queries.screening_id_of(session, desk.case_id) == first
        assert queries.screening_id_of(session, "none") == ""
    assert list(started) == [TODAY]


def test_known_facts_are_not_asked_again(desk: Desk) -> None:
    def act(work: Work) -> None:
        citizen = work.get(Citizen, desk.citizen_id)
        citizen.unemployed_since, citizen.education_level, citizen.industry = date(2026, 2, 1), "primary", "?"
        work.add(
            Trait(citizen_id=desk.citizen_id, trait="qualified", value="false", from_on=date(2020, 1, 1))
        )

    desk.run(act)
    view = desk.view(desk.start())
    assert view.answers["unemployed_since"] == "2026-02-01"
    assert view.answers["education_level"] == "primary"
    assert view.answers["qualified"] == "no"
    assert view.answers["visited_as"] == "activity_ready"
    assert set(view.answers) <= view.carried
    assert view.findings == ()


def test_own_words_are_kept_letter_by_letter(desk: Desk) -> None:
    screening = desk.start()
    desk.save(screening, {"first_five_hours": OWN})
    view = desk.view(screening)
    (finding,) = view.findings
    assert (view.answers["first_five_hours"], finding.value, finding.own_words) == (OWN, OWN, True)
    assert finding.section == "work"
    assert view.findings_in("work") == (finding,)
    assert view.carried == {"visited_as"}


def test_each_session_and_author_keeps_what_it_found(desk: Desk) -> None:
    screening = desk.start()
    first = desk.view(screening).last_session.id
    desk.save(screening, {"energy": 2})
    second = desk.run(
        lambda work: service.add_session(work, screening, "workshop", date(2026, 11, 23), "Lone")
    )
    desk.save(screening, {"energy": 4}, session_id=second)
    view = desk.view(screening)
    assert view.answers["energy"] == 4
    assert {(f.session_id, f.value) for f in view.findings} == {(first, 2), (second, 4)}
    assert [(s.number, s.source, s.by) for s in view.sessions] == [
        (1, "workshop", "Lone"), (2, "conversation", "Karen Holm"),
    ]  # fmt: skip
    desk.run(lambda work: service.answer(work, screening, second, instrument(), "energy", None))
    assert desk.view(screening).answers["energy"] == 2
    desk.run(lambda work: service.answer(work, screening, first, instrument(), "energy", ""))
    assert "energy" not in desk.view(screening).answers


def test_an_answer_of_another_author_is_not_overwritten(desk: Desk) -> None:
    screening = desk.start()
    session = desk.view(screening).last_session.id
    desk.save(screening, {"energy": 2})
    desk.office.store.actor = "Lone Vig"
    desk.save(screening, {"energy": 3})
    assert {(f.author, f.value) for f in desk.view(screening).findings} == {
        ("Karen Holm", 2),
        ("Lone Vig", 3),
    }
    desk.save(screening, {"energy": None}, session_id=session)
    assert desk.view(screening).answers["energy"] == 2


def test_sessions_are_changed_and_taken_out(desk: Desk) -> None:
    screening = desk.start()
    session = desk.view(screening).last_session.id
    extra = desk.run(lambda work: service.add_session(work, screening, "group"))
    desk.run(lambda work: service.change_session(work, extra, "external", date(2026, 11, 20), "Egen læge"))
    assert desk.view(screening).sessions[0].by == "Egen læge"
    desk.run(lambda work: service.remove_session(work, extra))
    desk.save(screening, {"energy": 2})
    with pytest.raises(UserError, match="written down in this session"):
        desk.run(lambda work: service.remove_session(work, session))
    with pytest.raises(UserError, match="where it comes from"):
        desk.run(lambda work: service.add_session(work, screening, "rumour"))
    with pytest.raises(UserError, match="today or earlier"):
        desk.run(lambda work: service.add_session(work, screening, "group", date(2026, 11, 25)))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("education_level", "no such level"),
        ("transport", ["bus", "rocket"]),
        ("energy", 6),
        ("energy", "much"),
        ("travel_minutes", 900),
        ("travel_minutes", float("nan")),
        ("unemployed_since", "soon"),
        ("placement", {"answer": "perhaps"}),
        ("barriers", ["x"]),
        ("no_such_question", "x"),
    ],
)
def test_an_answer_that_cannot_be_says_where(desk: Desk, question: str, value: Any) -> None:
    screening = desk.start()
    with pytest.raises(UserError) as caught:
        desk.save(screening, {"own_now": "Noget", question: value})
    assert caught.value.place is not None
    assert caught.value.place.field == question
    assert desk.view(screening).findings == ()


def test_every_kind_of_answer_comes_back(desk: Desk) -> None:
    screening = desk.start()
    values = {
        "own_now": "Pengene", "energy": 3, "transport": ["bus", "walk"], "travel_minutes": 45.0,
        "unemployed_since": date(2026, 2, 1), "placement": {"answer": "later", "reason": " når han sover "},
        "wage_subsidy": "no", "education_level": "primary",
    }  # fmt: skip
    desk.save(screening, values)
    answers = desk.view(screening).answers
    assert answers["unemployed_since"] == "2026-02-01"
    assert answers["placement"] == {"answer": "later", "reason": "når han sover"}
    assert answers["wage_subsidy"] == {"answer": "no", "reason": ""}
    for question in ("own_now", "energy", "transport", "travel_minutes", "education_level"):
        assert answers[question] == values[question]


def test_a_step_saves_its_records_in_one_go(desk: Desk) -> None:
    screening = desk.start()
    desk.save(screening, {}, FOUND)
    view = desk.view(screening)
    esteem, money = view.barriers
    assert (esteem.type_code, esteem.severity, money.diagnosis) == ("low_self_esteem", 3, "hemmelig diagnose")
    kinds = {resource.words: resource.kind for resource in view.resources}
    assert kinds == {"Skiller knallerter ad": "informal", "Truckkort": "formal"}
    desk.save(
        screening,
        {},
        Records(
            barriers=(replace(esteem, severity=1), BarrierLine(category="physical", words="Ryggen")),
            efforts=(EffortLine(effort_type="workshop", result="interrupted", end_reason="Transport"),),
            other_plans=(OtherPlanLine(kind="social_plan", authority="Familieafdelingen"),),
        ),
    )  # fmt: skip
    view = desk.view(screening)
    assert [(b.id == esteem.id, b.severity, b.words) for b in view.barriers] == [
        (True, 1, ""),
        (False, None, "Ryggen"),
    ]
    assert len(view.resources) == 2
    assert view.facts.earlier_efforts[0].worked is False
    assert view.facts.other_plans == ("Familieafdelingen",)
    desk.save(screening, {}, Records(efforts=(), other_plans=()))
    with desk.office.read() as session:
        assert session.scalars(select(EarlierEffort)).all() == []
        assert session.scalars(select(OtherPlan)).all() == []


def test_a_superseded_plan_is_not_touched(desk: Desk) -> None:
    screening = desk.start()
    old = OtherPlan(citizen_id=desk.citizen_id, kind="job_plan", superseded_on=date(2026, 1, 1))
    desk.run(lambda work: work.add(old).id)
    assert desk.view(screening).other_plans == ()
    desk.save(screening, {}, Records(other_plans=()))
    with desk.office.read() as session:
        assert len(session.scalars(select(OtherPlan)).all()) == 1


def test_single_records_are_added_changed_and_taken_out(desk: Desk) -> None:
    screening = desk.start()
    chosen = "01a00000-0000-7000-8000-000000000001"
    line = BarrierLine(id=chosen, category="social", type_code="social", since_on=date(2026, 1, 1))
    assert desk.run(lambda work: service.save_record(work, screening, line)) == chosen
    desk.run(lambda work: service.save_record(work, screening, replace(line, effect="Siger nej")))
    (stored,) = desk.view(screening).barriers
    assert (stored.effect, stored.since_on, stored.link_id) == ("Siger nej", date(2026, 1, 1), chosen)
    desk.run(lambda work: service.remove_record(work, screening, stored))
    assert desk.view(screening).barriers == ()


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (BarrierLine(category="", type_code="social"), "category"),
        (BarrierLine(category="social", type_code="social", severity=4), "severity"),
        (BarrierLine(category="social"), "words"),
        (ResourceLine(words=" "), "words"),
        (FoundGoal(words=""), "words"),
        (EffortLine(effort_type="", title=""), "title"),
        (OtherPlanLine(kind=" "), "kind"),
    ],
)
def test_a_record_that_cannot_be_says_where(desk: Desk, line: Any, field: str) -> None:
    screening = desk.start()
    with pytest.raises(UserError) as caught:
        desk.run(lambda work: service.save_record(work, screening, line))
    assert caught.value.place is not None
    assert caught.value.place.field == field


def test_waiting_screenings_by_their_wait(desk: Desk) -> None:
    def referred(work: Work, name: str, on: date) -> str:
        citizen = people.add_citizen(work, people.CitizenData(name=name, birth_date=date(1990, 5, 1)))
        intake = people.Intake(opened_on=TODAY, group="lab-3", referred_on=on)
        return people.open_case(work, citizen.id, intake).id

    long = desk.run(lambda work: referred(work, "Ane Åkjær", date(2026, 11, 9)))
    closed = desk.run(lambda work: referred(work, "Bo Dam", date(2026, 1, 9)))
    desk.run(lambda work: people.close_case(work, closed, "moved", TODAY))
    make_citizen(desk.office, "Uden Henvisning")
    screening = desk.start()
    with desk.office.read() as session:
        rows = queries.waiting_screenings(session, date(2026, 11, 26))
    waiting = [(row.name, row.waiting_days, row.screening_id) for row in rows]
    assert waiting == [("Ane Åkjær", 17, ""), ("Jonas Bruun", 2, screening)]
    desk.case_id, old = long, desk.case_id
    started = desk.start()
    assert desk.view(started).waiting_days == 15
    desk.case_id = old
    desk.finish(desk.full())
    with desk.office.read() as session:
        assert [r.screening_id for r in queries.waiting_screenings(session, TODAY)] == [started]


def test_missing_questions_and_closed_cases_say_so(desk: Desk) -> None:
    screening = desk.start()
    with desk.office.read() as session:
        with pytest.raises(UserError, match="not installed"):
            queries.screening_view(session, screening, TODAY, {})
        with pytest.raises(UserError, match="no longer there"):
            queries.screening_view(session, "none", TODAY, instruments())
    desk.run(lambda work: people.close_case(work, desk.case_id, "moved", TODAY))
    with pytest.raises(UserError, match="closed"):
        desk.start()


def test_findings_can_be_searched_and_diagnoses_cannot(desk: Desk) -> None:
    desk.full()
    with desk.office.read() as session:
        assert OWN in session.scalars(select(Finding.words)).all()
    assert "diagnosis" not in Barrier.searched
