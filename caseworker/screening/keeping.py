"""Keeping the records of a screening: barriers, resources, interim goals, earlier efforts, other plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from caseworker.base.errors import UserError
from caseworker.base.ids import new_id
from caseworker.base.place import Place
from caseworker.base.text import Text, t
from caseworker.people.closed import refuse_closed
from caseworker.people.model import Citizen, EarlierEffort, OtherPlan
from caseworker.screening.limits import follow_up_problem, over_limit, since_problem, too_long
from caseworker.screening.model import Barrier, PlannedGoal, Resource, Screening
from caseworker.screening.records import (
    BarrierLine,
    EffortLine,
    FoundGoal,
    OtherPlanLine,
    Records,
    ResourceLine,
)
from caseworker.store.record import Record
from caseworker.store.work import Work

Line = BarrierLine | ResourceLine | FoundGoal | EffortLine | OtherPlanLine
CATEGORIES = ("mental", "physical", "socio_medical", "social")

_KINDS: dict[type[Any], type[Record]] = {
    BarrierLine: Barrier,
    ResourceLine: Resource,
    FoundGoal: PlannedGoal,
    EffortLine: EarlierEffort,
    OtherPlanLine: OtherPlan,
}
_DAY_OF: dict[type[Any], str] = {
    FoundGoal: "follow_up_on", BarrierLine: "since_on", OtherPlanLine: "since_on",
}  # fmt: skip
# Set by acts of their own, never by what stands in a form.
_NOT_WRITTEN = frozenset({"id", "goal_id", "origin_id", "superseded_on"})


def open_screening(work: Work, screening_id: str) -> Screening:
    """Return a screening that may be changed. Raises UserError when it is gone or finished, or the case is closed."""
    screening = work.get(Screening, screening_id)
    if screening.status == "finished":
        raise UserError(
            t("This screening is finished and stays as it was decided. Start a new one to change something."),
            Place("screening", screening_id),
        )
    refuse_closed(work, screening.case_id)
    return screening


def save_record(work: Work, screening_id: str, line: Line) -> str:
    """Add a record to a screening, or write it anew when its id is there already. Returns its id."""
    return put(work, open_screening(work, screening_id), line)


def remove_record(work: Work, screening_id: str, line: Line) -> None:
    """Take a record out of a screening."""
    open_screening(work, screening_id)
    work.delete(work.get(_KINDS[type(line)], line.id))


def sync(work: Work, screening: Screening, records: Records) -> None:
    """Make the lists of a screening what they shall be: add, write anew, take out."""
    work.flush()
    _sync(work, screening, records.barriers, work.find(Barrier, Barrier.screening_id == screening.id))
    _sync(work, screening, records.resources, work.find(Resource, Resource.screening_id == screening.id))
    _sync(work, screening, records.goals, work.find(PlannedGoal, PlannedGoal.screening_id == screening.id))
    citizen = screening.citizen_id
    _sync(work, screening, records.efforts, work.find(EarlierEffort, EarlierEffort.citizen_id == citizen))
    in_force = work.find(OtherPlan, OtherPlan.citizen_id == citizen, OtherPlan.superseded_on.is_(None))
    _sync(work, screening, records.other_plans, in_force)


def put(work: Work, screening: Screening, line: Line, **instead: Any) -> str:
    """Add or write anew a record of an open screening; `instead` sets what a form does not. Returns its id."""
    line = _checked(screening, replace(line, id=instead.pop("id", line.id)))
    kind = _KINDS[type(line)]
    values = {
        field.name: getattr(line, field.name) for field in fields(line) if field.name not in _NOT_WRITTEN
    }
    existing = _kept(work, kind, line.id)
    _check_day(work, line, existing, screening)
    if existing is not None and existing.deleted_at is None:
        for name, value in (values | instead).items():
            if getattr(existing, name) != value:
                setattr(existing, name, value)
        return line.id
    values |= instead | {"citizen_id": screening.citizen_id}
    if kind in (Barrier, Resource, PlannedGoal):
        values |= {"case_id": screening.case_id, "screening_id": screening.id}
    # The id of a record that was taken out, or whose act was undone, is used up.
    return work.add(kind(id=line.id if line.id and existing is None else new_id(), **values)).id


def _kept(work: Work, kind: type[Record], record_id: str) -> Any:
    """Return the record with an id, one that was taken out included, or None."""
    if not record_id:
        return None
    return work.session.get(kind, record_id, execution_options={"include_deleted": True})


def _sync(work: Work, screening: Screening, lines: Sequence[Line] | None, existing: Sequence[Record]) -> None:
    if lines is None:
        return
    named = {line.id for line in lines if line.id}
    for record in existing:
        if record.id not in named:
            work.delete(record)
    for line in lines:
        put(work, screening, line)


def _checked(screening: Screening, line: Line) -> Line:
    """Return the record as it may be saved. Raises UserError at the field that is wrong."""
    if isinstance(line, ResourceLine | FoundGoal):
        line = replace(line, words=line.words.strip())
    wrong = _wrong(line)
    if wrong is not None:
        field, sentence = wrong
        raise UserError(sentence, _place(screening, line, field))
    return line


def _check_day(work: Work, line: Line, existing: Any, screening: Screening) -> None:
    """Refuse a new day that cannot be; one that stood there before may pass."""
    name = _DAY_OF.get(type(line), "")
    day: date | None = getattr(line, name) if name else None
    if day is None or (existing is not None and getattr(existing, name) == day):
        return
    if isinstance(line, FoundGoal):
        problem = follow_up_problem(day, work.today())
    else:
        problem = since_problem(day, work.today(), work.get(Citizen, screening.citizen_id).birth_date)
    if problem is not None:
        raise UserError(problem, _place(screening, line, name))


def _place(screening: Screening, line: Line, field: str) -> Place:
    kind = _KINDS[type(line)].__tablename__
    return Place(kind, line.id, field) if line.id else Place("screening", screening.id, field)


def _wrong(line: Line) -> tuple[str, Text] | None:
    """Return the field that cannot be saved like this, with its sentence."""
    for field in fields(line):
        if over := over_limit(getattr(line, field.name)):
            return field.name, too_long(over)
    if isinstance(line, BarrierLine):
        return _wrong_barrier(line)
    if isinstance(line, ResourceLine) and not line.words:
        return "words", t("Write what the citizen can or has.")
    if isinstance(line, FoundGoal) and not line.words:
        return "words", t("Write what is to be reached.")
    if isinstance(line, EffortLine) and not line.effort_type and not line.title.strip():
        return "title", t("Choose or write what was tried.")
    if isinstance(line, OtherPlanLine) and not line.kind.strip():
        return "kind", t("Choose what kind of plan it is.")
    return None


def _wrong_barrier(line: BarrierLine) -> tuple[str, Text] | None:
    if line.category not in CATEGORIES:
        return "category", t("Choose what it is most about: mental, physical, socio-medical or social.")
    if line.severity is not None and line.severity not in (1, 2, 3):
        return "severity", t("Choose how much it takes up.")
    if not line.type_code and not line.words.strip():
        return "words", t("Choose or write what stands in the way.")
    return None
