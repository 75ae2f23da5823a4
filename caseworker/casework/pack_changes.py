"""What other rules would do to the caseload, seen before they are taken in: which citizens get which new dates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from caseworker.casework.new_dates import Rest, stand
from caseworker.deadlines.case_facts import facts_of
from caseworker.deadlines.engine import deadlines
from caseworker.deadlines.facts import Facts
from caseworker.deadlines.packs import Packs
from caseworker.deadlines.projection import unit_rules
from caseworker.people.model import CaseFile, Citizen
from caseworker.store.reading import Reading

_BITE = 500

Switches = tuple[frozenset[str], frozenset[str]]  # areas that are on, rules that are off


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One deadline of one case that would move: without `before` it is new, without `after` it falls away.

    The dates are work dates, as the lists show them. A deadline that rests has no date, but says so.
    """

    case_id: str
    case_no: int
    name: str
    rule: str
    before: date | None
    after: date | None
    rest_before: Rest | None = None
    rest_after: Rest | None = None


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
                RuleChange(one.case_id, row.case_no, row.name, new.rule, old.day, new.day, old.rest, new.rest)
                for old, new in _moved(
                    _stands(one.facts, packs_now, today, now), _stands(one.facts, packs_then, today, then)
                )
            ]
        if progress is not None:
            progress(min(start + _BITE, len(ids)), len(ids))
    return Preview(tuple(change for case_id in ids for change in found.get(case_id, ())), len(ids))


@dataclass(frozen=True, slots=True)
class _Stand:
    """How a deadline stands under some rules: with a date, at rest, or with neither."""

    rule: str
    day: date | None = None
    rest: Rest | None = None


def _stands(facts: Facts, packs: Packs, today: date, switches: Switches) -> dict[str, _Stand]:
    areas, off_rules = switches
    return {
        answer.key: _Stand(answer.rule, *stand(answer))
        for answer in deadlines(facts, packs, today, areas=areas, off_rules=off_rules)
    }


def _moved(before: dict[str, _Stand], after: dict[str, _Stand]) -> list[tuple[_Stand, _Stand]]:
    """Return the deadlines whose date differs, as they stand before and after."""
    found = []
    for key, one in (before | after).items():
        old, new = before.get(key, _Stand(one.rule)), after.get(key, _Stand(one.rule))
        if old.day != new.day:
            found.append((old, new))
    return sorted(found, key=lambda pair: (pair[1].day or pair[0].day or date.max, pair[1].rule))
