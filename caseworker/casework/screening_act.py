"""Finish a screening with all that follows: the decision, the interim goals in the plan, and what it tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from caseworker.casework.new_dates import DateChange, moved_dates
from caseworker.deadlines.packs import Packs
from caseworker.people import queries as people_queries
from caseworker.people import service as people
from caseworker.people.groups import visited_into
from caseworker.people.model import CaseEvent, Citizen, StatusChange, Trait
from caseworker.plan import service as plans
from caseworker.plan.catalogue import Catalogue
from caseworker.plan.content import GoalData
from caseworker.plan.model import InterimGoal, Plan
from caseworker.screening import queries as screening_queries
from caseworker.screening import service as screenings
from caseworker.screening.facts import ScreeningFacts
from caseworker.screening.instrument import Instrument, Role
from caseworker.screening.model import PlannedGoal, Screening
from caseworker.store.work import Work

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FinishedScreening:
    """What finishing a screening made: the plan that holds its interim goals, and whether that is a new draft.

    `own_words` says what became of the citizen's words in the plan: "new" where they took the place of an
    earlier screening's, "kept" where others, written in the plan, stand on, "" where nobody need hear of it.
    """

    screening_id: str
    plan_id: str
    plan_is_new: bool
    goal_ids: tuple[str, ...]
    own_words: Literal["", "new", "kept"] = ""


def finish_screening(
    work: Work,
    screening_id: str,
    instrument: Instrument,
    catalogue: Catalogue,
    *,
    outcome: str = "",
    reason: str = "",
    rules: str = "",
) -> FinishedScreening:
    """Decide and finish a screening (domain.md 2). Raises UserError that lists what is missing.

    Its interim goals go into the citizen's plan; where there is none, a draft is made. Facts that were asked
    for become facts of the citizen, so that nobody asks again (R-119): education, trade, category.
    """
    facts = screenings.finish(
        work, screening_id, instrument, catalogue, outcome=outcome, reason=reason, rules=rules
    )
    screening = work.get(Screening, screening_id)
    had_plan = work.first(Plan, Plan.citizen_id == screening.citizen_id, Plan.status != "closed") is not None
    plan_id = plans.ensure_plan(work, screening.case_id)
    work.flush()
    goals = _goals_into_plan(work, screening, plan_id)
    own_words = _own_words(work, screening, facts, plan_id)
    _into_case(work, screening, facts, screening.outcome_reason)
    return FinishedScreening(screening_id, plan_id, not had_plan, goals, own_words)


def dates_when_finished(
    work: Work, packs: Packs, screening_id: str, facts: ScreeningFacts
) -> list[DateChange]:
    """Return the deadlines that finishing the screening with these facts moves (R-051). Only for a rehearsal.

    Whether it can be finished already is not asked.
    """
    screening = work.get(Screening, screening_id)
    changes = moved_dates(
        work, packs, screening.case_id, lambda inner: _into_case(inner, screening, facts, "")
    )
    return [change for change in changes if change.before or change.after]


def _into_case(work: Work, screening: Screening, facts: ScreeningFacts, reason: str) -> None:
    """Write what was found as facts of case and citizen: all that the deadlines hear of a screening."""
    visited_as = str(facts.value("visited_as") or "")
    work.add(
        CaseEvent(
            kind="visited", on=work.today(), words=visited_as, citizen_id=screening.citizen_id,
            case_id=screening.case_id,
        )
    )  # fmt: skip
    _visited_as(work, screening, visited_as, reason)
    _suitability(work, screening, facts)
    _known_person(work, screening.citizen_id, facts)
    _qualified(work, screening, facts)


def _goals_into_plan(work: Work, screening: Screening, plan_id: str) -> tuple[str, ...]:
    """Add the interim goals found. One that the plan has already, in the same words, gets the new follow-up day."""
    present = {
        goal.words.casefold(): goal
        for goal in work.find(InterimGoal, InterimGoal.plan_id == plan_id)
        if goal.status in ("open", "adjusted")
    }
    made: list[str] = []
    for found in work.find(PlannedGoal, PlannedGoal.screening_id == screening.id, order_by=PlannedGoal.id):
        same = present.get(found.words.casefold())
        if same is not None:
            same.follow_up_on = found.follow_up_on or same.follow_up_on
            found.goal_id = same.id
        else:
            data = GoalData(words=found.words, sign=found.sign, follow_up_on=found.follow_up_on)
            found.goal_id = plans.add_goal(work, plan_id, data)
            work.flush()
        made.append(found.goal_id)
    return tuple(made)


def _own_words(
    work: Work, screening: Screening, facts: ScreeningFacts, plan_id: str
) -> Literal["", "new", "kept"]:
    """Let what fills most and what is wished for stand in the plan, letter by letter (R-022).

    They take the place of the words that the screening before put there; a plan in force shows that as a
    change to agree on. Words that somebody wrote in the plan itself are never written over.
    """
    said = _joined(facts.value("challenges"), facts.value("wishes"))
    there = work.get(Plan, plan_id).own_words
    if not said or said == there:
        return ""
    last = screening_queries.last_finished(work.session, screening.citizen_id, but=screening.id)
    if there and (last is None or there != _said_before(last.answers, facts.instrument)):
        return "kept"
    plans.set_words(work, plan_id, "own_words", said)
    return "new" if there else ""


def _said_before(answers: Mapping[str, Any], instrument: Instrument) -> str:
    roles: tuple[Role, ...] = ("challenges", "wishes")
    return _joined(
        *(
            next((answers[q.id] for q in instrument.with_role(role) if answers.get(q.id)), "")
            for role in roles
        )
    )


def _joined(*said: Any) -> str:
    return "\n".join(str(words) for words in said if words)


def _visited_as(work: Work, screening: Screening, visited_as: str, reason: str) -> None:
    """Write a changed category into the history of the target group, from today on: it may be another group."""
    code, before = people_queries.current_group(work.session, screening.case_id, work.today())
    if not visited_as or not code:
        return
    found = visited_into(code, visited_as)
    if (found.code, found.visited_as) != (code, before):
        people.change_group(
            work, screening.case_id, found.code, work.today(), visited_as=found.visited_as,
            reason=reason,
        )  # fmt: skip


def _suitability(work: Work, screening: Screening, facts: ScreeningFacts) -> None:
    """Record suited or not yet suited for education with date, assessor and reason, when it changes (R-014)."""
    value = str(facts.value("suitability") or "")
    last = work.first(
        StatusChange, StatusChange.citizen_id == screening.citizen_id, StatusChange.kind == "suitability",
        order_by=StatusChange.valid_from.desc(),
    )  # fmt: skip
    if not value or (last is not None and last.value == value):
        return
    work.add(
        StatusChange(
            citizen_id=screening.citizen_id, kind="suitability", value=value, valid_from=work.today(),
            set_by=work.author.actor, reason=str(facts.value("suitability_reason") or ""),
        )
    )  # fmt: skip


def _known_person(work: Work, citizen_id: str, facts: ScreeningFacts) -> None:
    citizen = work.get(Citizen, citizen_id)
    citizen.education_level = str(facts.value("education_level") or citizen.education_level)
    citizen.industry = str(facts.value("industry") or citizen.industry)
    since = facts.value("unemployed_since")
    if since:
        citizen.unemployed_since = date.fromisoformat(str(since))


def _qualified(work: Work, screening: Screening, facts: ScreeningFacts) -> None:
    """Write whether the citizen is qualified: from the first day of the case, or the clock that runs never hears it.

    Where another answer was known before, the new one holds from today on.
    """
    qualified, today = facts.value("qualified"), work.today()
    if qualified is None:
        return
    word = "true" if qualified == "yes" else "false"
    known = work.find(
        Trait, Trait.citizen_id == screening.citizen_id, Trait.trait == "qualified",
        order_by=Trait.from_on.desc(),
    )  # fmt: skip
    last = next((trait for trait in known if trait.to_on is None), None)
    if last is not None and last.value == word:
        return
    if last is not None and last.from_on >= today:
        last.value = word
        return
    start = people_queries.first_day_of(work.session, screening.case_id)
    for trait in known:
        if trait.to_on is not None:
            start = max(start, trait.to_on + _DAY)
    if last is not None:
        last.to_on, start = today - _DAY, today
    work.add(Trait(citizen_id=screening.citizen_id, trait="qualified", value=word, from_on=min(start, today)))
