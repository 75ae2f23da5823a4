"""What a change does to a case's deadlines, seen before it is saved: old and new dates side by side (R-051)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from caseworker.base.text import Text, t, tc
from caseworker.deadlines import projection
from caseworker.deadlines.answer import Answer
from caseworker.deadlines.packs import Packs
from caseworker.deadlines.queries import DeadlineLine, stored_lines
from caseworker.store.work import Work

_LIVE = ("missed", "due_soon", "open")
_RESTS = "suspended"


@dataclass(frozen=True, slots=True)
class Rest:
    """That a deadline rests: until and with the day, None where no end is known."""

    until: date | None

    @property
    def words(self) -> Text:
        """What stands where the date would."""
        return t("rests until {day:short_year}", day=self.until) if self.until else tc("deadline", "rests")


@dataclass(frozen=True, slots=True)
class DateChange:
    """One deadline that moves: without `before` it is new, without `after` it falls away.

    A deadline that rests has no date, but says so. `from_on` is the coming day on which it moves,
    None where it moves as soon as the change is saved.
    """

    rule: str
    pack: str
    before: date | None
    after: date | None
    rest_before: Rest | None = None
    rest_after: Rest | None = None
    from_on: date | None = None


def moved_dates(
    work: Work, packs: Packs, case_id: str, change: Callable[[Work], object], on: date | None = None
) -> list[DateChange]:
    """Make a change, compute, and return the deadlines of the case that differ: those of today, then of `on`.

    `on` is the day from which the change holds: if it is to come, what the change does is seen on that day too. What
    moves only then has that day as `from_on`, and as `before` what it is once the change is saved. Only for a
    rehearsal: the caller must not keep the work. Raises UserError as the change itself would.
    """
    today = work.today()
    days = [today] if on is None or on <= today else [today, on]
    before = {day: _lines_on(work, packs, case_id, day) for day in reversed(days)}
    change(work)
    work.flush()
    at_once = _moved(before[today], _lines_on(work, packs, case_id, today))
    later = _moved(before[days[-1]], _lines_on(work, packs, case_id, days[-1])) if len(days) > 1 else {}
    for key, one in later.items():
        saved = at_once.get(key)
        old = (saved.after, saved.rest_after) if saved else (one.before, one.rest_before)
        later[key] = replace(one, before=old[0], rest_before=old[1], from_on=days[-1])
    return [*_by_date(at_once), *_by_date(later)]


def _lines_on(work: Work, packs: Packs, case_id: str, day: date) -> dict[str, DeadlineLine]:
    """Work the case out for a day, and return what is to be done or rests then."""
    projection.recompute(work.session, packs, day, [case_id])
    lines = stored_lines(work.session, day, statuses=(*_LIVE, _RESTS), case_id=case_id)
    return {line.key: line for line in lines}


def _moved(before: dict[str, DeadlineLine], after: dict[str, DeadlineLine]) -> dict[str, DateChange]:
    """Return by key what stands otherwise after than before."""
    both = {
        key: DateChange(line.rule, line.pack, old, new, rested, rests)
        for key, line in (before | after).items()
        for (old, rested), (new, rests) in [(stand(before.get(key)), stand(after.get(key)))]
    }
    return {key: one for key, one in both.items() if _is_told(one)}


def _is_told(one: DateChange) -> bool:
    """Return whether it has another date now, or rests until another day: without any date there is nothing to tell."""
    rests = one.rest_before is not None and one.rest_after is not None
    return one.before != one.after or (rests and one.rest_before != one.rest_after)


def _by_date(changes: dict[str, DateChange]) -> list[DateChange]:
    told = [one for one in changes.values() if _is_told(one)]
    return sorted(told, key=lambda one: (one.after or one.before or date.max, one.rule))


def stand(one: DeadlineLine | Answer | None) -> tuple[date | None, Rest | None]:
    """Return the date of a deadline, or that it rests: one that falls due after its rest has a date all the same."""
    if one is None or one.status not in (*_LIVE, _RESTS):
        return None, None
    until = one.suspended_until
    if one.status == _RESTS and (until is None or one.due_on is None or one.due_on <= until):
        return None, Rest(until)
    return one.work_date, None
