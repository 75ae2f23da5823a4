"""What can be done with the facts that deadlines are counted from while the case is open: write, change, take back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.people.closed import refuse_closed
from caseworker.people.fact_checks import Fact, FactData, check, ended_by
from caseworker.people.fact_kinds import KINDS
from caseworker.people.model import (
    BenefitPeriod,
    CaseEvent,
    CaseFile,
    Citizen,
    Exemption,
    Trait,
    WorkPeriod,
)
from caseworker.people.queries import facts_of
from caseworker.store.work import Work

Kept = BenefitPeriod | CaseEvent | Exemption | Trait | WorkPeriod
_TABLES: dict[str, type[Any]] = {
    "benefit": BenefitPeriod, "event": CaseEvent, "exemption": Exemption, "trait": Trait, "work": WorkPeriod,
}  # fmt: skip


def write_fact(work: Work, case_id: str, data: FactData, record_id: str = "") -> str:
    """Write a fact down; a benefit or trait that ran until now ends the day before. Returns its id.

    `record_id` is the id that its draft was kept under. Raises UserError at the field that is wrong.
    """
    case, others = _checked(work, case_id, data, "")
    whose = {"citizen_id": case.citizen_id}
    sort = KINDS[data.what].sort
    if sort in ("event", "exemption"):
        whose["case_id"] = case_id
    if record_id:
        work.take_id(record_id)
    record: Kept = work.add(_TABLES[sort](**whose, **_columns(data)))
    _end_others(work, data, others)
    return record.id


def change_fact(work: Work, case_id: str, fact_id: str, data: FactData) -> None:
    """Write other words over a fact of the same kind. Raises UserError at the field that is wrong."""
    _case, others = _checked(work, case_id, data, fact_id)
    record = _record(work, case_id, fact_id)
    if not isinstance(record, _TABLES[KINDS[data.what].sort]):
        raise UserError(t("What was written down cannot become something else. Delete it and write it anew."))
    for name, value in _columns(data).items():
        if getattr(record, name) != value:
            setattr(record, name, value)
    _end_others(work, data, others)


def take_back_fact(work: Work, case_id: str, fact_id: str) -> None:
    """Take a fact back: it was wrong. Its history stays."""
    refuse_closed(work, case_id)
    work.delete(_record(work, case_id, fact_id))


def _checked(work: Work, case_id: str, data: FactData, fact_id: str) -> tuple[CaseFile, Sequence[Fact]]:
    refuse_closed(work, case_id)
    case = work.get(CaseFile, case_id)
    born = work.get(Citizen, case.citizen_id).birth_date
    others = [one for one in facts_of(work.session, case.citizen_id, case_id) if one.id != fact_id]
    check(data, others, born, work.today())
    return case, others


def _end_others(work: Work, data: FactData, others: Sequence[Fact]) -> None:
    ends = ended_by(data, others)
    if ends is not None:
        work.get(_TABLES[KINDS[data.what].sort], ends.fact.id).to_on = ends.last_day


def _record(work: Work, case_id: str, fact_id: str) -> Kept:
    case = work.get(CaseFile, case_id)
    for fact in facts_of(work.session, case.citizen_id, case_id):
        if fact.id == fact_id:
            found: Kept = work.get(_TABLES[KINDS[fact.data.what].sort], fact_id)
            return found
    raise UserError(t("What you asked for is no longer there. Go back and look again."))


def _columns(data: FactData) -> dict[str, Any]:
    """Return what is stored of it, by column."""
    match KINDS[data.what].sort:
        case "event":
            found: dict[str, Any] = {"kind": data.what, "on": data.day, "until": data.last_day,
                                     "benefit": data.benefit, "expected_on": data.expected_on}  # fmt: skip
        case "benefit":
            found = {"benefit_type": data.benefit, "from_on": data.day, "to_on": data.last_day,
                     "paid_to": data.paid_to, "hours": dict(data.hours)}  # fmt: skip
        case "work":
            found = {"from_on": data.day, "to_on": data.last_day, "hours_per_week": data.hours_per_week,
                     "employer": data.words.strip()}  # fmt: skip
        case "trait":
            value = data.expected_on.isoformat() if data.expected_on else data.value
            found = {"trait": data.what, "value": value, "from_on": data.day, "to_on": data.last_day}
        case _:
            found = {"kind": data.what, "from_on": data.day, "to_on": data.last_day,
                     "reason": data.words.strip()}  # fmt: skip
    return found
