"""What is still missing before a screening can be finished."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from caseworker.base.place import Place
from caseworker.base.text import Text, t, tc
from caseworker.screening.facts import GoalFact, ScreeningFacts
from caseworker.screening.instrument import Role
from caseworker.screening.limits import follow_up_problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One thing that is missing. Only what `blocks` keeps the screening open (R-127); the rest is a reminder."""

    id: str
    text: Text
    source: str
    place: Place
    blocks: bool


def missing(facts: ScreeningFacts, reasoned: Collection[Role] = ()) -> list[Missing]:
    """Return what is missing, what blocks first. `reasoned` are the reasons that the advice gives.

    Blocking: resources (R-003), an interim goal with a follow-up date (R-006), the decision.
    """
    return sorted((m for m in _all(facts) if m.id not in reasoned), key=lambda m: not m.blocks)


def can_finish(found: Iterable[Missing]) -> bool:
    """Return whether nothing that blocks is missing."""
    return not any(m.blocks for m in found)


def _all(facts: ScreeningFacts) -> Iterator[Missing]:
    if not any(words.strip() for words in facts.resources):
        yield _missing(facts, "resources", t("At least one resource"), "R-003", blocks=True)
    dated = [g for g in facts.goals if g.words.strip() and _is_dated(g, facts)]
    if not dated:
        yield _missing(
            facts, "interim_goals", t("An interim goal with a follow-up date"), "R-006", blocks=True
        )
    else:
        for goal in facts.goals:
            if goal.words.strip() and not _is_dated(goal, facts):
                text = t("A follow-up date for “{goal}”", goal=goal.words)
                yield _missing(facts, "interim_goals", text, "R-006", blocks=False)
    yield from _decision(facts)
    yield from _views(facts)


def _is_dated(goal: GoalFact, facts: ScreeningFacts) -> bool:
    day = goal.follow_up_on
    return day is not None and follow_up_problem(day, facts.today) is None


def _decision(facts: ScreeningFacts) -> Iterator[Missing]:
    outcome = facts.value("outcome")
    if outcome is None:
        yield _missing(facts, "outcome", tc("screening", "Decision"), "domain 2", blocks=True)
        return
    if facts.value("outcome_reason") is None:
        yield _missing(
            facts, "outcome_reason", t("The reason for the decision"), source="FVL § 24", blocks=False
        )
    if outcome == "pre_programme":
        dates: tuple[tuple[Role, Text], ...] = (
            ("pre_from", t("The first day of the pre-programme")),
            ("pre_to", t("The last day of the pre-programme")),
            ("review_on", t("The day the pre-programme is looked at again")),
        )
        for role, text in dates:
            if facts.value(role) is None:
                yield _missing(facts, role, text, "R-005", blocks=False)
    if outcome == "self_managing" and facts.value("next_contact") is None:
        yield _missing(facts, "next_contact", t("The day you talk again"), "R-016", blocks=False)
    if facts.value("suitability") is not None and facts.value("suitability_reason") is None:
        text = t("What the assessment for education is based on")
        yield _missing(facts, "suitability_reason", text, "R-014", blocks=False)


def _views(facts: ScreeningFacts) -> Iterator[Missing]:
    """Placement, wage subsidy and ordinary job: yes, later or no, each with a reason (R-020)."""
    views: tuple[tuple[Role, Text], ...] = (
        ("placement", t("A view on placement, with a reason")),
        ("wage_subsidy", t("A view on wage subsidy, with a reason")),
        ("ordinary_job", t("A view on an ordinary job, with a reason")),
    )
    for role, text in views:
        if not facts.instrument.with_role(role):
            continue
        found = facts.answer(role)
        reason = found[1].get("reason", "") if found and isinstance(found[1], Mapping) else ""
        if not str(reason).strip():
            yield _missing(facts, role, text, "R-020", blocks=False)


def _missing(facts: ScreeningFacts, role: Role, text: Text, source: str, *, blocks: bool) -> Missing:
    questions = facts.instrument.with_role(role)
    question_id = questions[0].id if questions else ""
    return Missing(
        id=role,
        text=text,
        source=source,
        place=Place("screening", facts.screening_id, question_id),
        blocks=blocks,
    )
