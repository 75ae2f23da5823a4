"""What the plan checks look at: the plan's own records with what the rooms around it know of the citizen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseworker.deadlines.model import DeadlineRow
from caseworker.deadlines.packs import Packs
from caseworker.deadlines.queries import OPEN_STATES
from caseworker.people.model import Citizen, Consent, EarlierEffort, Exemption, Party, StatusChange, Trait
from caseworker.plan import facts as shape
from caseworker.plan.checks import check
from caseworker.plan.content import effort_worked, facts_of
from caseworker.plan.facts import PlanFacts
from caseworker.plan.finding import Finding
from caseworker.plan.limits import Limits
from caseworker.plan.queries import plan_view
from caseworker.plan.view import PlanView

_STAYS = ("residential_treatment", "prison")


def plan_findings(session: Session, case_id: str, today: date, packs: Packs, limits: Limits) -> list[Finding]:
    """Return what is worth looking at in a case's plan, the serious things first; nothing where there is none."""
    facts = plan_facts(session, case_id, today, packs)
    return check(facts, limits) if facts else []


def plan_facts(session: Session, case_id: str, today: date, packs: Packs) -> PlanFacts | None:
    """Return everything the plan checks look at, or None where the case has no plan."""
    view = plan_view(session, case_id, today)
    return facts_of_view(session, view, packs) if view else None


def facts_of_view(session: Session, view: PlanView, packs: Packs) -> PlanFacts:
    """Return what the checks look at, for a plan that is read already."""
    citizen_id, today = view.citizen_id, view.today
    facts = facts_of(view.content, view.plan_id, today)
    return replace(
        facts,
        agreements=facts_of(
            replace(view.content, agreements=view.agreements), view.plan_id, today
        ).agreements,
        birth_date=session.get_one(Citizen, citizen_id).birth_date,
        qualified=_qualified(session, citizen_id, today),
        education_exception=_education_exception(session, citizen_id, today),
        stays=_stays(session, view.case_id),
        earlier_efforts=_earlier_efforts(session, citizen_id),
        consents=_consents(session, citizen_id, frozenset(a.id for a in facts.activities)),
        parties=_parties(session, frozenset(p for a in facts.activities for p in a.visible_to)),
        first_offer_due_on=_next_due(session, view.case_id, packs.offer_rules),
        measurement_planned_on=_next_due(session, view.case_id, packs.measurement_rules),
    )


def _qualified(session: Session, citizen_id: str, today: date) -> bool | None:
    value = session.scalars(
        select(Trait.value)
        .where(Trait.citizen_id == citizen_id, Trait.trait == "qualified", Trait.from_on <= today)
        .where(Trait.to_on.is_(None) | (Trait.to_on >= today))
        .order_by(Trait.from_on.desc())
        .limit(1)
    ).first()
    return None if value is None else value == "true"


def _education_exception(session: Session, citizen_id: str, today: date) -> bool:
    """Whether special grounds are on record as a status of the kind "education_exception" (R-042)."""
    value = session.scalars(
        select(StatusChange.value)
        .where(StatusChange.citizen_id == citizen_id, StatusChange.kind == "education_exception")
        .where(StatusChange.valid_from <= today)
        .order_by(StatusChange.valid_from.desc(), StatusChange.id.desc())
        .limit(1)
    ).first()
    return value == "yes"


def _stays(session: Session, case_id: str) -> tuple[shape.Stay, ...]:
    """Residential treatment and prison. The plan goes on the day after the last one (R-039)."""
    rows = session.scalars(
        select(Exemption)
        .where(Exemption.case_id == case_id, Exemption.kind.in_(_STAYS))
        .order_by(Exemption.id)
    )
    return tuple(
        shape.Stay(
            id=row.id, kind=cast("Any", row.kind), from_on=row.from_on, to_on=row.to_on,
            restart_on=row.to_on + timedelta(days=1) if row.to_on else None,
        )
        for row in rows
    )  # fmt: skip


def _earlier_efforts(session: Session, citizen_id: str) -> tuple[shape.EarlierEffort, ...]:
    rows = session.scalars(
        select(EarlierEffort).where(EarlierEffort.citizen_id == citizen_id).order_by(EarlierEffort.id)
    )
    return tuple(
        shape.EarlierEffort(
            id=row.id, type_code=row.effort_type, title=row.title, to_on=row.to_on,
            worked=effort_worked(row.result), reason=row.end_reason,
        )
        for row in rows
    )  # fmt: skip


def _consents(session: Session, citizen_id: str, activities: frozenset[str]) -> tuple[shape.Consent, ...]:
    """Read the consents in force: an empty scope or "plan" covers every line, else the activities it names."""
    rows = session.scalars(select(Consent).where(Consent.citizen_id == citizen_id).order_by(Consent.id))
    found = []
    for row in rows:
        whole = not row.scope or "plan" in row.scope
        named = activities & {str(part) for part in row.scope}
        if row.party_id and (whole or named):
            found.append(
                shape.Consent(
                    party_id=row.party_id, from_on=row.given_on,
                    to_on=row.withdrawn_on - timedelta(days=1) if row.withdrawn_on else None,
                    activity_ids=frozenset() if whole else named,
                )
            )  # fmt: skip
    return tuple(found)


def _parties(session: Session, party_ids: frozenset[str]) -> tuple[shape.Person, ...]:
    if not party_ids:
        return ()
    rows = session.execute(select(Party.id, Party.name).where(Party.id.in_(party_ids)).order_by(Party.id))
    return tuple(shape.Person(id=party_id, name=name) for party_id, name in rows)


def _next_due(session: Session, case_id: str, rules: frozenset[str]) -> date | None:
    """Return the earliest day on which one of these rules falls due in the case, missed ones included."""
    if not rules:
        return None
    return session.execute(
        select(func.min(DeadlineRow.due_on)).where(
            DeadlineRow.case_id == case_id, DeadlineRow.rule.in_(rules), DeadlineRow.status.in_(OPEN_STATES)
        )
    ).scalar_one_or_none()
