"""What other rules would do to the caseload, seen before they are taken in: which citizens get which new dates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from caseworker.deadlines.answer import Answer
from caseworker.deadlines.case_facts import facts_of
from caseworker.deadlines.engine import deadlines
from caseworker.deadlines.facts import Facts
from caseworker.deadlines.packs import Packs
from caseworker.deadlines.projection import unit_rules
from caseworker.people.model import CaseFile, Citizen
from caseworker.store.reading import Reading

_LIVE = ("missed", "due_soon", "open")
_BITE = 500

Switches = tuple[frozenset[str], frozenset[str]]  # areas that are on, rules that are off


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One deadline of one case that would move. Without `before` it is new, without `after` it falls away.

    The dates are work dates, as the lists show them.
    """

    case_id: str
    case_no: int
    name: str
    rule: str
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What would change: the deadlines that move, by citizen and date, and out of how many open cases."""

    changes: tuple[RuleChange, ...]
    of: int

    @property
    def cases(self) -> int:
        """How many cases get other dates."""
        return len({change.case_id for change in self.changes})


def changes_under(
    session: Reading,
    packs_now: Packs,
    packs_then: Packs,
    today: date,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    *,
    switches_then: Switches | None = None,
) -> Preview:
    """Work out all open cases under the rules there are and under others, and return what differs. Writes nothing.

    `progress` is told (done, of); once `cancelled` says so, what is found until then is returned.
    `switches_then`: other areas on and rules off (None: as they are).
    """
    people = session.execute(
        select(CaseFile.id, CaseFile.case_no, Citizen.name)
        .join(Citizen, Citizen.id == CaseFile.citizen_id)
        .where(CaseFile.closed_on.is_(None))
        .order_by(Citizen.sort_key, CaseFile.case_no)
    ).all()
    whose = {row.id: row for row in people}
    now = unit_rules(session, today)
    then = switches_then if switches_then is not None else now
    found: dict[str, list[RuleChange]] = {}
    ids = list(whose)
    for start in range(0, len(ids), _BITE):
        if cancelled is not None and cancelled():
            break
        for one in facts_of(session, ids[start : start + _BITE]):
            row = whose[one.case_id]
            found[one.case_id] = [
                RuleChange(one.case_id, row.case_no, row.name, rule, before, after)
                for rule, before, after in _moved(
                    _dates(one.facts, packs_now, today, now), _dates(one.facts, packs_then, today, then)
                )
            ]
        if progress is not None:
            progress(min(start + _BITE, len(ids)), len(ids))
    return Preview(tuple(change for case_id in ids for change in found.get(case_id, ())), len(ids))


def _dates(facts: Facts, packs: Packs, today: date, switches: Switches) -> dict[str, Answer]:
    areas, off_rules = switches
    return {
        answer.key: answer
        for answer in deadlines(facts, packs, today, areas=areas, off_rules=off_rules)
        if answer.status in _LIVE and answer.work_date is not None
    }


def _moved(before: dict[str, Answer], after: dict[str, Answer]) -> list[tuple[str, date | None, date | None]]:
    found = []
    for key, answer in (before | after).items():
        old = before[key].work_date if key in before else None
        new = after[key].work_date if key in after else None
        if old != new:
            found.append((answer.rule, old, new))
    return sorted(found, key=lambda one: (one[2] or one[1] or date.max, one[0]))
