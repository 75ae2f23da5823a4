"""What a change does to a case's deadlines, seen before it is saved: old and new dates side by side (R-051)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from caseworker.deadlines import projection
from caseworker.deadlines.packs import Packs
from caseworker.deadlines.queries import DeadlineLine, stored_lines
from caseworker.people import service
from caseworker.store.work import Work

_LIVE = ("missed", "due_soon", "open")


@dataclass(frozen=True, slots=True)
class DateChange:
    """One deadline that moves. Without `before` it is new, without `after` it falls away."""

    rule: str
    pack: str
    before: date | None
    after: date | None


def moved_dates(
    work: Work, packs: Packs, case_id: str, change: Callable[[Work], object], on: date | None = None
) -> list[DateChange]:
    """Make a change, compute, and return the deadlines of the case that differ, by their date.

    `on` is the day from which the change holds: what it does is seen on that day, not before. Only for a rehearsal:
    the caller must not keep the work. Raises UserError as the change itself would.
    """
    day = max(on or work.today(), work.today())
    if day > work.today():
        projection.recompute(work.session, packs, day, [case_id])
    before = _live(work, case_id, day)
    change(work)
    work.flush()
    projection.recompute(work.session, packs, day, [case_id])
    after = _live(work, case_id, day)
    changes = [
        DateChange(line.rule, line.pack, _date(before.get(key)), _date(after.get(key)))
        for key, line in (before | after).items()
        if _date(before.get(key)) != _date(after.get(key))
    ]
    return sorted(changes, key=lambda change: (change.after or change.before or date.max, change.rule))


def dates_with_group(
    work: Work, packs: Packs, case_id: str, code: str, from_on: date, *, visited_as: str = ""
) -> list[DateChange]:
    """Return the deadlines that another target group or category moves. Only for a rehearsal."""
    return moved_dates(
        work,
        packs,
        case_id,
        lambda work: service.change_group(work, case_id, code, from_on, visited_as=visited_as),
        from_on,
    )


def _live(work: Work, case_id: str, day: date) -> dict[str, DeadlineLine]:
    return {line.key: line for line in stored_lines(work.session, day, statuses=_LIVE, case_id=case_id)}


def _date(line: DeadlineLine | None) -> date | None:
    return line.work_date if line is not None else None
