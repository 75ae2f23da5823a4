"""Which case something belongs to: a place, so that "show me" opens the right citizen, and what an act touched."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseworker.base.place import Place
from caseworker.people import queries
from caseworker.people.model import CaseFile
from caseworker.store.record import kinds


def case_of(session: Session, place: Place) -> str | None:
    """Return the case id of a place whose id is a case, a citizen, or any record of a case; else None."""
    if not place.id:
        return None
    if session.get(CaseFile, place.id) is not None:
        return place.id
    kind = kinds().get(place.kind)
    record = session.get(kind, place.id) if kind is not None else None
    case_id = getattr(record, "case_id", None)
    if case_id is not None:
        return str(case_id)
    citizen_id = place.id if place.kind == "citizen" else getattr(record, "citizen_id", None)
    return queries.newest_case(session, citizen_id) if citizen_id else None


def open_cases_of(session: Session, citizen_ids: Collection[str]) -> list[str]:
    """Return the ids of these citizens' open cases."""
    if not citizen_ids:
        return []
    wanted = select(CaseFile.id).where(CaseFile.citizen_id.in_(citizen_ids), CaseFile.closed_on.is_(None))
    return list(session.scalars(wanted.order_by(CaseFile.id)))


def citizen_of(session: Session, case_id: str) -> str | None:
    """Return the citizen of a case, None where there is no such case."""
    return session.scalar(select(CaseFile.citizen_id).where(CaseFile.id == case_id))
