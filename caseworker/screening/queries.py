"""What pages, prints and exports read of screenings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from caseworker.base.dates import age_on
from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.people.model import CaseFile, Citizen, EarlierEffort, OtherPlan
from caseworker.plan.catalogue import Catalogue
from caseworker.screening.answers import under_questions
from caseworker.screening.compare import AnswerChange, compare
from caseworker.screening.facts import ScreeningFacts
from caseworker.screening.finish import Missing, missing
from caseworker.screening.instrument import Instrument, Section, answered
from caseworker.screening.model import Barrier, Finding, PlannedGoal, Resource, Screening, ScreeningSession
from caseworker.screening.records import (
    BarrierLine,
    EffortLine,
    FoundGoal,
    OtherPlanLine,
    Records,
    ResourceLine,
    barrier_fact,
    effort_fact,
    goal_fact,
    record_answers,
)
from caseworker.screening.view import (
    FindingRow,
    LastScreening,
    ScreeningRow,
    ScreeningView,
    SectionState,
    SessionRow,
    WaitingRow,
)
from caseworker.screening.wording import problem_label
from caseworker.store.record import Record

L = TypeVar("L")


def screening_id_of(session: Session, case_id: str) -> str:
    """Return the id of the case's open screening, else of its last one; empty where there is none."""
    wanted = (
        select(Screening.id)
        .where(Screening.case_id == case_id)
        .order_by(Screening.status == "finished", Screening.started_on.desc(), Screening.id.desc())
        .limit(1)
    )
    return session.scalars(wanted).first() or ""


def screening_view(
    session: Session, screening_id: str, today: date, instruments: Mapping[str, Instrument]
) -> ScreeningView:
    """Return a screening with everything its page shows. Raises UserError when it or its questions are gone."""
    screening = session.get(Screening, screening_id)
    if screening is None or screening.deleted_at is not None:
        raise UserError(t("What you asked for is no longer there. Go back and look again."))
    instrument = instrument_of(screening, instruments)
    citizen = session.get_one(Citizen, screening.citizen_id)
    referred_on = session.get_one(CaseFile, screening.case_id).referred_on
    records = records_of(session, screening)
    facts = facts_for(session, screening, instrument, today)
    lacking = missing(facts) if screening.status == "open" else []
    findings = _findings(session, screening_id)
    said = {finding.question for finding in findings}
    until = screening.finished_on or today
    return ScreeningView(
        screening_id=screening.id, case_id=screening.case_id, citizen_id=screening.citizen_id, name=citizen.name,
        call_name=citizen.call_name, status=screening.status, started_on=screening.started_on,
        referred_on=referred_on, finished_on=screening.finished_on,
        waiting_days=(until - (referred_on or screening.started_on)).days, outcome=screening.outcome,
        outcome_reason=screening.outcome_reason, review_on=screening.review_on, decided_by=screening.decided_by,
        snapshot=screening.snapshot, instrument=instrument, sessions=_sessions(session, screening_id),
        answers=dict(screening.answers), carried=frozenset(screening.answers) - said, findings=findings,
        barriers=records.barriers or (), resources=records.resources or (), goals=records.goals or (),
        efforts=records.efforts or (), other_plans=records.other_plans or (),
        sections=tuple(_state(section, facts, lacking) for section in instrument.section),
        facts=facts, missing=tuple(lacking),
    )  # fmt: skip


def screenings_of(session: Session, case_id: str) -> list[ScreeningRow]:
    """Return the screenings of a case, the newest first."""
    rows = session.scalars(
        select(Screening)
        .where(Screening.case_id == case_id)
        .order_by(Screening.started_on.desc(), Screening.id.desc())
    )
    return [
        ScreeningRow(
            id=row.id, status=row.status, started_on=row.started_on, finished_on=row.finished_on,
            outcome=row.outcome, instrument=f"{row.instrument}-{row.instrument_version}",
        )
        for row in rows
    ]  # fmt: skip


def last_finished(session: Session, citizen_id: str, *, but: str = "") -> LastScreening | None:
    """Return the citizen's last finished screening, of this case or an earlier one, or None."""
    row = session.scalars(
        select(Screening)
        .where(Screening.citizen_id == citizen_id, Screening.status == "finished", Screening.id != but)
        .order_by(Screening.finished_on.desc(), Screening.id.desc())
        .limit(1)
    ).first()
    if row is None or row.finished_on is None:
        return None
    return LastScreening(
        id=row.id, finished_on=row.finished_on, instrument=f"{row.instrument}-{row.instrument_version}",
        outcome=row.outcome, answers=dict(row.snapshot.get("answers", row.answers)),
    )  # fmt: skip


def compare_with_last(
    session: Session,
    screening_id: str,
    today: date,
    instruments: Mapping[str, Instrument],
    catalogue: Catalogue,
    language: str = "da",
) -> tuple[LastScreening, list[AnswerChange]] | None:
    """Return the last finished screening and what is answered differently now; None where there is none."""
    screening = session.get_one(Screening, screening_id)
    last = last_finished(session, screening.citizen_id, but=screening_id)
    if last is None:
        return None
    instrument = instrument_of(screening, instruments)
    old = instruments.get(last.instrument, instrument)
    facts = facts_for(session, screening, instrument, today)
    now = whole_answers(session, screening, facts)
    return last, compare(last.answers, old, now, instrument, catalogue, language)


def waiting_screenings(session: Session, today: date) -> list[WaitingRow]:
    """Return the open cases whose screening is open, or referred and never begun: the longest wait first."""
    rows = session.execute(
        select(CaseFile, Citizen.name, Screening.id, Screening.started_on)
        .join(Citizen, Citizen.id == CaseFile.citizen_id)
        .outerjoin(
            Screening,
            (Screening.case_id == CaseFile.id)
            & (Screening.status == "open")
            & Screening.deleted_at.is_(None),
        )
        .where(CaseFile.closed_on.is_(None))
        .where(Screening.id.is_not(None) | (CaseFile.referred_on.is_not(None) & ~_ever_screened()))
        .order_by(Citizen.sort_key)
    )
    found = [
        WaitingRow(
            case_id=case.id, citizen_id=case.citizen_id, name=name, screening_id=screening_id or "",
            referred_on=case.referred_on, started_on=started_on,
            waiting_days=(today - (case.referred_on or started_on or case.opened_on)).days,
        )
        for case, name, screening_id, started_on in rows
    ]  # fmt: skip
    return sorted(found, key=lambda row: -row.waiting_days)


def instrument_of(screening: Screening, instruments: Mapping[str, Instrument]) -> Instrument:
    """Return the questions that a screening was begun with. Raises UserError when the file is not there."""
    key = f"{screening.instrument}-{screening.instrument_version}"
    if key not in instruments:
        raise UserError(
            t(
                "The questions of this screening ({name}) are not installed here. Put the file back and try again.",
                name=key,
            )
        )
    return instruments[key]


def records_of(session: Session, screening: Screening) -> Records:
    """Return the records of a screening; earlier efforts and other plans are the citizen's."""

    def lines(kind: type[Any], line: type[L], *conditions: Any) -> tuple[L, ...]:
        rows = session.scalars(select(kind).where(*conditions).order_by(kind.id))
        return tuple(line_of(row, line) for row in rows)

    mine, citizen = screening.id, screening.citizen_id
    return Records(
        barriers=lines(Barrier, BarrierLine, Barrier.screening_id == mine),
        resources=lines(Resource, ResourceLine, Resource.screening_id == mine),
        goals=lines(PlannedGoal, FoundGoal, PlannedGoal.screening_id == mine),
        efforts=lines(EarlierEffort, EffortLine, EarlierEffort.citizen_id == citizen),
        other_plans=lines(
            OtherPlan, OtherPlanLine, OtherPlan.citizen_id == citizen, OtherPlan.superseded_on.is_(None)
        ),
    )


def line_of(record: Record, line: type[L]) -> L:
    """Return a stored record as the line of its kind."""
    values = {field.name: getattr(record, field.name) for field in fields(line)}  # type: ignore[arg-type]
    return line(**values)


def open_barriers(
    session: Session, case_id: str, instruments: Mapping[str, Instrument], language: str
) -> list[tuple[str, str]]:
    """Return what stands in the way now, each as (id under which activities name it, words); no diagnosis (R-038)."""
    screening = session.get(Screening, screening_id_of(session, case_id))
    instrument = (
        instruments.get(f"{screening.instrument}-{screening.instrument_version}") if screening else None
    )
    if screening is None or instrument is None:
        return []
    found = records_of(session, screening).barriers or ()
    return [
        (one.link_id, one.words or problem_label(instrument, one.type_code, language))
        for one in found
        if one.status == "open"
    ]


def facts_for(session: Session, screening: Screening, instrument: Instrument, today: date) -> ScreeningFacts:
    """Return what advice and finishing look at."""
    birth_date = session.get_one(Citizen, screening.citizen_id).birth_date
    records = records_of(session, screening)
    return ScreeningFacts(
        screening_id=screening.id,
        instrument=instrument,
        today=today,
        answers=dict(screening.answers),
        age=age_on(birth_date, screening.finished_on or today),
        resources=tuple(line.words for line in records.resources or ()),
        barriers=tuple(barrier_fact(line) for line in records.barriers or ()),
        goals=tuple(goal_fact(line) for line in records.goals or ()),
        earlier_efforts=tuple(effort_fact(line) for line in records.efforts or ()),
        other_plans=tuple(line.authority or line.kind for line in records.other_plans or ()),
    )


def whole_answers(session: Session, screening: Screening, facts: ScreeningFacts) -> dict[str, Any]:
    """Return the answers to the questions that are asked, with the records as plain data under theirs."""
    records = under_questions(facts.instrument, record_answers(records_of(session, screening)))
    asked = {question.id for question in facts.asked()}
    plain = {key: value for key, value in facts.answers.items() if key in asked}
    return plain | {key: value for key, value in records.items() if key in asked}


def _ever_screened() -> ColumnElement[bool]:
    any_one = aliased(Screening)
    return select(any_one.id).where(any_one.case_id == CaseFile.id, any_one.deleted_at.is_(None)).exists()


def _sessions(session: Session, screening_id: str) -> tuple[SessionRow, ...]:
    rows = session.scalars(
        select(ScreeningSession)
        .where(ScreeningSession.screening_id == screening_id)
        .order_by(ScreeningSession.on, ScreeningSession.id)
    )
    return tuple(
        SessionRow(id=row.id, number=number, on=row.on, source=row.source, by=row.by)
        for number, row in enumerate(rows, 1)
    )


def _findings(session: Session, screening_id: str) -> tuple[FindingRow, ...]:
    rows = session.scalars(
        select(Finding).where(Finding.screening_id == screening_id).order_by(Finding.at, Finding.id)
    )
    return tuple(
        FindingRow(
            id=row.id, session_id=row.session_id, section=row.section, question=row.question,
            value=row.value["value"], own_words=row.own_words, author=row.author, at=row.at,
        )
        for row in rows
    )  # fmt: skip


def _state(section: Section, facts: ScreeningFacts, lacking: list[Missing]) -> SectionState:
    whole = facts.all_answers()
    mine = [question for question in facts.asked() if question in section.question]
    count = sum(1 for question in mine if answered(whole.get(question.id)))
    ids = {question.id for question in mine}
    open_here = any(one.place.field in ids and one.blocks for one in lacking)
    state = "untouched" if not count else "started" if open_here else "done"
    return SectionState(id=section.id, state=state, asked=len(mine), answered=count)
