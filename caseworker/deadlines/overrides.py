"""The caseworker's own date beside the legal one, always with the reason. The legal date is never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.deadlines.model import DeadlineOverride, DeadlineRow
from caseworker.deadlines.spans import add_months
from caseworker.people.closed import refuse_closed
from caseworker.people.model import CaseFile
from caseworker.store.reading import Reading
from caseworker.store.work import Work

_FURTHEST = 60  # months ahead: a later year is a slip of the pen


@dataclass(frozen=True, slots=True)
class OwnDate:
    """The day the caseworker works by, why, and who said so."""

    day: date
    reason: str
    by: str


def own_date(work: Work, case_id: str, key: str, day: date, reason: str) -> str:
    """Set one's own date for a deadline, or change it. Returns the id of its record.

    Raises UserError when the case is closed, the deadline has no date, the day is over, or the reason is missing.
    """
    refuse_closed(work, case_id)
    case = work.get(CaseFile, case_id)
    legal = work.session.get(DeadlineRow, (case_id, key))
    if legal is None or legal.due_on is None:
        raise UserError(t("The deadline has no date, so there is nothing to set a date beside."))
    if day < work.today():
        raise UserError(t("The day must be today or later."), Place("deadlines", case_id, "own_date"))
    if day > add_months(work.today(), _FURTHEST):
        raise UserError(
            t("{day} is more than {years} years ahead. Check the year.", day=day, years=_FURTHEST // 12),
            Place("deadlines", case_id, "own_date"),
        )
    if not reason.strip():
        raise UserError(t("Write why you work by another date."), Place("deadlines", case_id, "own_reason"))
    found = _stored(work, case_id, key)
    if found is None:
        found = work.add(
            DeadlineOverride(
                citizen_id=case.citizen_id, case_id=case_id, key=key, own_date=day, reason=reason.strip(),
                by=work.author.actor,
            )
        )  # fmt: skip
    else:
        found.own_date, found.reason, found.by = day, reason.strip(), work.author.actor
    return found.id


def drop_own_date(work: Work, case_id: str, key: str) -> None:
    """Take one's own date away again. Raises UserError when there is none (any longer)."""
    found = _stored(work, case_id, key)
    if found is None:
        raise UserError(t("There is no date of your own for this deadline."))
    work.delete(found)


def own_dates(session: Reading, case_id: str | None = None) -> dict[tuple[str, str], OwnDate]:
    """Return the own dates by case and key of the deadline: of one case, or of all."""
    wanted = select(
        DeadlineOverride.case_id,
        DeadlineOverride.key,
        DeadlineOverride.own_date,
        DeadlineOverride.reason,
        DeadlineOverride.by,
    ).order_by(DeadlineOverride.id)  # two devices may each have set one: the later stands
    if case_id is not None:
        wanted = wanted.where(DeadlineOverride.case_id == case_id)
    return {
        (row.case_id, row.key): OwnDate(row.own_date, row.reason, row.by) for row in session.execute(wanted)
    }


def _stored(work: Work, case_id: str, key: str) -> DeadlineOverride | None:
    return work.first(
        DeadlineOverride,
        DeadlineOverride.case_id == case_id,
        DeadlineOverride.key == key,
        order_by=DeadlineOverride.id.desc(),
    )
