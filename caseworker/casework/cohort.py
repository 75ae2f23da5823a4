"""The share rules of the unit (75 % / 25 %): how many of all are met, who they are, and who is exempted and why.

From 1 July 2026 some duties bind the municipality for at least 75 % of a group; up to 25 % may be exempted
after a concrete assessment that they can find work themselves (contact-rules.md G26-01..G26-05, G26-09).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import Literal

from sqlalchemy import func, select

from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.deadlines.model import DeadlineRow
from caseworker.people.closed import refuse_closed
from caseworker.people.model import CaseFile, Citizen, Exemption
from caseworker.people.namesakes import with_mark
from caseworker.store.reading import Reading
from caseworker.store.work import Work

State = Literal["missed", "open", "unknown", "exempted", "met"]
EXEMPTION = "cohort_assessed"
_STATES: dict[str, State] = {
    "met": "met", "met_late": "missed", "missed": "missed", "open": "open", "due_soon": "open",
    "suspended": "open", "unknown": "unknown",
}  # fmt: skip
_NONE: tuple[str, str, date | None] = ("", "", None)
_ORDER: dict[State, int] = {"missed": 0, "open": 1, "unknown": 2, "exempted": 3, "met": 4}


@dataclass(frozen=True, slots=True)
class Member:
    """One citizen under a share rule. `name` has `mark` at its end where others share it.

    `reason`, `exemption_id` and `exempted_to` (None: no end) are of the one exempted.
    """

    case_id: str
    citizen_id: str
    name: str
    sort_key: str
    key: str
    rule: str
    pack: str
    share: float
    state: State
    day: date | None
    exemption_id: str = ""
    reason: str = ""
    mark: str = ""
    exempted_to: date | None = None


@dataclass(frozen=True, slots=True)
class Gauge:
    """One share rule over the whole unit: who is met, who still can be, who is exempted.

    Those who wait for facts are in the list but in no number: nobody knows yet whether the rule binds.
    """

    rule: str
    pack: str
    share: float
    met: int
    open: int
    missed: int
    exempted: int
    unknown: int
    members: tuple[Member, ...]

    @property
    def total(self) -> int:
        """How many the share is taken of: the exempted too, they are among the 25 %."""
        return self.met + self.open + self.missed + self.exempted

    @property
    def needed(self) -> int:
        """How many of the total must be met."""
        return ceil(_exact(self.share) * self.total)

    @property
    def lacking(self) -> int:
        """How many more must be met."""
        return max(self.needed - self.met, 0)

    @property
    def reachable(self) -> bool:
        """Whether the share can still be met by those whose time runs."""
        return self.lacking <= self.open

    @property
    def may_exempt(self) -> int:
        """How many of the total may be exempted in all."""
        return self.total - self.needed


def members(session: Reading) -> list[Member]:
    """Return everybody under a share rule in an open case, by rule and name.

    A duty that falls away, or has fallen away, for another reason than an assessment is not in the cohort (any longer):
    so with a leave over its date. What only rests until then is.
    """
    exemptions = _exemptions(session)
    rows = session.execute(
        select(
            DeadlineRow.case_id, DeadlineRow.citizen_id, DeadlineRow.key, DeadlineRow.rule, DeadlineRow.status,
            DeadlineRow.work_date, DeadlineRow.answer, Citizen.name, Citizen.sort_key,
        )
        .join(Citizen, Citizen.id == DeadlineRow.citizen_id)
        .join(CaseFile, CaseFile.id == DeadlineRow.case_id)
        .where(CaseFile.closed_on.is_(None), func.json_extract(DeadlineRow.answer, "$.cohort").is_not(None))
        .order_by(DeadlineRow.rule, Citizen.sort_key, DeadlineRow.key)
    )  # fmt: skip
    found = []
    for row in rows:
        cohort = row.answer["cohort"]
        if row.status == "suspended" and _falls_in(row.answer["due_on"], row.answer["suspended_until"]):
            continue
        exempted = row.status == "moot" and cohort["exempted"]
        state: State | None = "exempted" if exempted else _STATES.get(row.status)
        if state is None:
            continue
        exemption_id, reason, last = exemptions.get(row.case_id, _NONE) if exempted else _NONE
        found.append(
            Member(
                row.case_id, row.citizen_id, row.name, row.sort_key, row.key, row.rule, row.answer["pack"],
                cohort["share"], state, row.work_date, exemption_id, reason, exempted_to=last,
            )
        )  # fmt: skip
    return found


def with_marks(people: Iterable[Member], marks: Mapping[str, str]) -> Iterable[Member]:
    """Return the members, with the `marks` of their cases behind names that several citizens bear."""
    for one in people:
        mark = marks.get(one.case_id)
        yield replace(one, name=with_mark(one.name, mark), mark=mark) if mark else one


def gauges(people: Iterable[Member]) -> list[Gauge]:
    """Count the members of each rule, those who matter most first in each list."""
    by_rule: dict[tuple[str, str], list[Member]] = defaultdict(list)
    for member in people:
        by_rule[member.rule, member.pack].append(member)
    found = []
    for (rule, pack), mine in by_rule.items():
        states = [member.state for member in mine]
        found.append(
            Gauge(
                rule=rule, pack=pack, share=mine[0].share, met=states.count("met"), open=states.count("open"),
                missed=states.count("missed"), exempted=states.count("exempted"), unknown=states.count("unknown"),
                members=tuple(sorted(mine, key=lambda one: (_ORDER[one.state], one.day or date.max, one.sort_key))),
            )
        )  # fmt: skip
    return found


def exempt(work: Work, case_id: str, reason: str, until: date | None = None) -> str:
    """Write down the concrete assessment that a citizen can do without (G26-05): who, when and why.

    It holds from today until `until` (without it: until it is lifted), also where one runs that ends before: that may
    not cover the date. Returns its id.
    """
    case = work.get(CaseFile, case_id)
    place = Place("deadlines", case_id, "exempt_reason")
    refuse_closed(work, case_id)
    if not reason.strip():
        raise UserError(t("Write what the assessment rests on."), place)
    today = work.today()
    if until is not None and until < today:
        raise UserError(t("The day must be today or later."), Place("deadlines", case_id, "exempt_until"))
    if _running(work, case_id, until or date.max):
        raise UserError(t("An assessment like this is written down already."), place)
    return work.add(
        Exemption(
            citizen_id=case.citizen_id, case_id=case_id, kind=EXEMPTION, from_on=today, to_on=until,
            assessed_by=work.author.actor, assessed_on=today, reason=reason.strip(),
        )
    ).id  # fmt: skip


def lift_exemption(work: Work, case_id: str) -> None:
    """Let the share rules count for a citizen again, from today. Raises UserError when nobody is exempted (any longer).

    The assessment stays written down up to yesterday: what fell due till then was not asked for.
    """
    today = work.today()
    found = _running(work, case_id, today)
    if not found:
        raise UserError(t("There is no such assessment any longer."))
    for one in found:  # a shorter one would else exempt from a date that it covers
        if one.from_on < today:
            one.to_on = today - timedelta(days=1)
        else:
            work.delete(one)


def _running(work: Work, case_id: str, day: date) -> Sequence[Exemption]:
    """Return the assessments that last until the day at least."""
    return work.find(
        Exemption,
        Exemption.case_id == case_id,
        Exemption.kind == EXEMPTION,
        Exemption.to_on.is_(None) | (Exemption.to_on >= day),
    )


def _exemptions(session: Reading) -> dict[str, tuple[str, str, date | None]]:
    rows = session.execute(
        select(Exemption.case_id, Exemption.id, Exemption.reason, Exemption.to_on)
        .where(Exemption.kind == EXEMPTION)
        .order_by(Exemption.from_on)
    )
    return {case_id: (exemption_id, reason, last) for case_id, exemption_id, reason, last in rows}


def _falls_in(due: str | None, until: str | None) -> bool:
    """Return whether a date lies in the rest of its duty (ISO days; `until` None: no end): it falls away then."""
    return due is not None and (until is None or due <= until)


def _exact(share: float) -> Fraction:
    """Return 0.75 as three quarters, so that three of four are enough."""
    return Fraction(str(share))
