"""What can be done with a screening: sessions, answers, records, and finishing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from caseworker.base.errors import UserError
from caseworker.base.ids import new_id
from caseworker.base.place import Place
from caseworker.base.text import Text, render, t
from caseworker.journal.model import LANGUAGE
from caseworker.people import queries as people
from caseworker.people.closed import refuse_closed
from caseworker.people.model import CaseEvent, CaseFile, Citizen, Trait
from caseworker.plan.catalogue import Catalogue
from caseworker.plan.refusals import LONGEST_NAME, refuse_order
from caseworker.screening import answers as answering
from caseworker.screening import keeping, queries
from caseworker.screening.advice import advise, reasons
from caseworker.screening.answers import checked, searchable
from caseworker.screening.facts import ScreeningFacts
from caseworker.screening.finish import missing
from caseworker.screening.instrument import Instrument, Question, Role
from caseworker.screening.keeping import Line, open_screening, remove_record, save_record
from caseworker.screening.limits import (
    BEGUN,
    FOLLOW_UPS,
    day_problem,
    follow_up_problem,
    over_limit,
    session_problem,
    since_problem,
    too_long,
)
from caseworker.screening.model import Barrier, Finding, Resource, Screening, ScreeningSession
from caseworker.screening.records import BarrierLine, Records, ResourceLine
from caseworker.store.work import Work

__all__ = [
    "SOURCES", "Line", "add_session", "answer", "change_session", "finish", "remove_record", "remove_session",
    "save_record", "save_section", "start",
]  # fmt: skip

SOURCES = ("conversation", "observation", "group", "workshop", "external")


def start(
    work: Work, case_id: str, instrument: Instrument, *, on: date | None = None, source: str = "conversation"
) -> str:
    """Start a screening of a case with its first session, or return the one that is open. Returns its id.

    It begins with what is known: facts of the citizen, and what the last finished screening found. Those
    answers have no finding of their own until somebody says them again.
    """
    case = work.get(CaseFile, case_id)
    refuse_closed(work, case_id)
    work.flush()
    existing = work.first(Screening, Screening.case_id == case_id, Screening.status == "open")
    if existing is not None:
        return existing.id
    last = queries.last_finished(work.session, case.citizen_id)
    known = answering.prefilled(instrument, _known(work, case))
    screening = work.add(
        Screening(
            instrument=instrument.id, instrument_version=instrument.version, started_on=on or work.today(),
            answers=(answering.carried(instrument, last.answers) if last else {}) | known,
            citizen_id=case.citizen_id, case_id=case_id,
        )
    )  # fmt: skip
    work.flush()
    add_session(work, screening.id, source, on)
    if last is not None:
        _carry_records(work, last.id, screening)
    work.add(
        CaseEvent(
            kind="screening_started", on=screening.started_on, citizen_id=case.citizen_id, case_id=case_id
        )
    )
    return screening.id


def add_session(work: Work, screening_id: str, source: str, on: date | None = None, by: str = "") -> str:
    """Add a dated session (R-004), of today unless said. `by` is who held it. Returns its id."""
    screening = open_screening(work, screening_id)
    day = on or work.today()
    _check_session(work, screening, source, day, by)
    session = ScreeningSession(
        on=day, source=source, by=by.strip() or work.author.actor, screening_id=screening_id,
        citizen_id=screening.citizen_id, case_id=screening.case_id,
    )  # fmt: skip
    return work.add(session).id


def change_session(work: Work, session_id: str, source: str, on: date, by: str = "") -> None:
    """Write source, day and holder of a session anew."""
    session = work.get(ScreeningSession, session_id)
    _check_session(work, open_screening(work, session.screening_id), source, on, by)
    session.source, session.on = source, on
    session.by = by.strip() or session.by


def remove_session(work: Work, session_id: str) -> None:
    """Take a session out that was added by mistake. One with findings stays."""
    session = work.get(ScreeningSession, session_id)
    open_screening(work, session.screening_id)
    if work.first(Finding, Finding.session_id == session_id) is not None:
        raise UserError(
            t("Something was written down in this session. Clear it first."),
            Place("screening", session.screening_id, "sessions"),
        )
    work.delete(session)


def answer(
    work: Work, screening_id: str, session_id: str, instrument: Instrument, question_id: str, value: Any
) -> None:
    """Write the answer to one question as found in a session; an empty value takes the own finding out.

    Each author has findings of their own, and nobody overwrites another's (R-110). The latest counts.
    """
    save_section(work, screening_id, session_id, instrument, {question_id: value})


def save_section(
    work: Work,
    screening_id: str,
    session_id: str,
    instrument: Instrument,
    values: Mapping[str, Any],
    records: Records | None = None,
) -> None:
    """Write the answers of a step of the page, with its records: one save per step.

    Only what differs from what stands there becomes a finding of this session. Raises UserError at the
    first field that cannot be.
    """
    screening = open_screening(work, screening_id)
    session = work.get(ScreeningSession, session_id)
    assert session.screening_id == screening_id
    now = dict(screening.answers)
    for question_id, value in values.items():
        place = Place("screening", screening_id, question_id)
        question = instrument.question(question_id)
        if question is None:
            raise UserError(t("This question is not part of the screening any more."), place)
        plain = checked(question, value, place)
        if now.get(question_id) == plain:
            continue
        _refuse_misfit(work, screening, question, plain, place)
        _write_finding(work, screening, session, question, _section_of(instrument, question), plain)
        if plain is None:
            plain = _left_by_others(work, screening_id, question_id)
        now = {key: old for key, old in now.items() if key != question_id}
        if plain is not None:
            now[question_id] = plain
    if now != screening.answers:
        _refuse_turned(screening_id, instrument, now)
        screening.answers = now
    if records is not None:
        keeping.sync(work, screening, records)


def finish(
    work: Work,
    screening_id: str,
    instrument: Instrument,
    catalogue: Catalogue,
    *,
    outcome: str = "",
    reason: str = "",
    rules: str = "",
) -> ScreeningFacts:
    """Decide and finish a screening: freeze facts, own words, advice, reason and versions. Returns the facts.

    `outcome` and `reason` may be answered already, or given here; what is decided as advised, without words of
    one's own, gets the reason of the advice. `rules` names the rule pack in force.
    Raises UserError that lists what is missing (R-003, R-006).
    """
    screening = open_screening(work, screening_id)
    given = {role: words for role, words in (("outcome", outcome), ("outcome_reason", reason)) if words}
    facts = _answered(work, screening, instrument, given)
    blocking = [one for one in missing(facts) if one.blocks]
    if blocking:
        listed: Text = blocking[0].text
        for one in blocking[1:]:
            listed = t("{list}, {next}", list=listed, next=one.text)
        raise UserError(
            t("The screening cannot be finished yet. What is missing: {list}.", list=listed),
            blocking[0].place,
        )
    as_advised = reasons(facts, advise(facts, catalogue, LANGUAGE))
    facts = _answered(
        work, screening, instrument, {role: render(why, LANGUAGE) for role, why in as_advised.items()}
    )
    screening.outcome = str(facts.value("outcome"))
    screening.outcome_reason = str(facts.value("outcome_reason") or "")
    review = facts.value("review_on") if screening.outcome == "pre_programme" else None
    screening.review_on = date.fromisoformat(str(review)) if review else None
    screening.finished_on, screening.decided_by = work.today(), work.author.actor
    screening.snapshot = _snapshot(work, screening, facts, catalogue, rules)
    screening.status = "finished"
    return facts


def _answered(
    work: Work, screening: Screening, instrument: Instrument, given: Mapping[Any, str]
) -> ScreeningFacts:
    """Write answers by their roles, as found in the last session, and return all facts."""
    if given:
        sessions = work.find(
            ScreeningSession,
            ScreeningSession.screening_id == screening.id,
            order_by=ScreeningSession.id.desc(),
        )
        values = {_question(instrument, role).id: words for role, words in given.items()}
        save_section(work, screening.id, sessions[0].id, instrument, values)
    work.flush()
    return queries.facts_for(work.session, screening, instrument, work.today())


def _snapshot(
    work: Work, screening: Screening, facts: ScreeningFacts, catalogue: Catalogue, rules: str
) -> dict[str, Any]:
    advice = advise(facts, catalogue)
    asked = facts.asked()
    proposed = [one.proposes for one in advice if one.kind == "outcome"]
    return {
        "answers": queries.whole_answers(work.session, screening, facts),
        "age": facts.age,
        "own_words": {q.id: facts.answers[q.id] for q in asked if q.own_words and facts.answers.get(q.id)},
        "advice": [one.as_data() for one in advice],
        "outcome": screening.outcome,
        "reason": screening.outcome_reason,
        "as_advised": screening.outcome in proposed,
        "instrument": facts.instrument.key,
        "catalogue": catalogue.version,
        "rules": rules,
        "on": work.today().isoformat(),
        "by": work.author.actor,
    }


def _refuse_misfit(work: Work, screening: Screening, question: Question, plain: Any, place: Place) -> None:
    """Raise UserError for a text that is too long, and for a day that cannot be."""
    if over := over_limit(plain):
        raise UserError(too_long(over), place)
    if question.type != "date" or plain is None:
        return
    day, today = date.fromisoformat(plain), work.today()
    if question.role in FOLLOW_UPS:
        problem = follow_up_problem(day, today)
    else:
        judge = since_problem if question.role in BEGUN else day_problem
        problem = judge(day, today, work.get(Citizen, screening.citizen_id).birth_date)
    if problem is not None:
        raise UserError(problem, place)


def _refuse_turned(screening_id: str, instrument: Instrument, answers: Mapping[str, Any]) -> None:
    """Raise UserError for a pre-programme that ends, or is looked at again, before it starts."""
    roles: tuple[Role, ...] = ("pre_from", "pre_to", "review_on")
    named = [next((q.id for q in instrument.with_role(role) if answers.get(q.id)), "") for role in roles]
    start, end, review = (date.fromisoformat(answers[name]) if name else None for name in named)
    if start and end:
        refuse_order(start, end, Place("screening", screening_id, named[1]))
    if start and review and review < start:
        words = t("The pre-programme is looked at again before it has begun. Check the dates.")
        raise UserError(words, Place("screening", screening_id, named[2]))


def _write_finding(
    work: Work,
    screening: Screening,
    session: ScreeningSession,
    question: Question,
    section: str,
    value: Any,
) -> None:
    mine = work.first(
        Finding,
        Finding.session_id == session.id,
        Finding.question == question.id,
        Finding.author == work.author.actor,
    )
    if value is None:
        if mine is not None:
            work.delete(mine)
        return
    if mine is None:
        mine = work.add(
            Finding(
                id=new_id(), session_id=session.id, section=section, question=question.id,
                own_words=question.own_words, author=work.author.actor, at=work.now(), screening_id=screening.id,
                citizen_id=screening.citizen_id, case_id=screening.case_id,
            )
        )  # fmt: skip
    mine.words, mine.value, mine.at = searchable(value), {"value": value}, work.now()


def _left_by_others(work: Work, screening_id: str, question_id: str) -> Any:
    work.flush()
    found = work.first(
        Finding,
        Finding.screening_id == screening_id,
        Finding.question == question_id,
        order_by=Finding.at.desc(),
    )
    return found.value["value"] if found else None


def _section_of(instrument: Instrument, question: Question) -> str:
    return next(section.id for section in instrument.section if question in section.question)


def _question(instrument: Instrument, role: str) -> Question:
    wanted: Any = role
    questions: Sequence[Question] = instrument.with_role(wanted)
    if not questions:
        raise UserError(t("This screening has no question for that. Write it under the decision."))
    return questions[0]


def _check_session(work: Work, screening: Screening, source: str, day: date, by: str) -> None:
    place = Place("screening", screening.id, "sessions")
    if source not in SOURCES:
        raise UserError(
            t("Choose where it comes from: a talk, an observation, a group, a workshop or somebody outside."),
            place,
        )
    problem = session_problem(day, work.today(), work.get(Citizen, screening.citizen_id).birth_date)
    if problem is not None:
        raise UserError(problem, place)
    if len(by) > LONGEST_NAME:
        raise UserError(
            t("This is longer than {count} characters. Make it shorter.", count=LONGEST_NAME), place
        )


def _known(work: Work, case: CaseFile) -> dict[str, Any]:
    """Return the facts that an instrument may ask to be filled in, by their name in `prefill`."""
    citizen = work.get(Citizen, case.citizen_id)
    qualified = work.first(
        Trait, Trait.citizen_id == citizen.id, Trait.trait == "qualified", Trait.to_on.is_(None),
        order_by=Trait.from_on.desc(),
    )  # fmt: skip
    return {
        "language_need": "interpreter" if citizen.interpreter else "",
        "education_level": citizen.education_level,
        "qualified": ("yes" if qualified.value == "true" else "no") if qualified else "",
        "industry": citizen.industry,
        "unemployment_start": citizen.unemployed_since,
        "visited_as": people.current_group(work.session, case.id, work.today())[1],
    }


def _carry_records(work: Work, last_id: str, screening: Screening) -> None:
    """Begin with the barriers that still stood and the resources of the last screening."""
    for barrier in work.find(
        Barrier, Barrier.screening_id == last_id, Barrier.status == "open", order_by=Barrier.id
    ):
        line = queries.line_of(barrier, BarrierLine)
        keeping.put(work, screening, line, id="", origin_id=line.link_id)
    for resource in work.find(Resource, Resource.screening_id == last_id, order_by=Resource.id):
        keeping.put(work, screening, queries.line_of(resource, ResourceLine), id="")
