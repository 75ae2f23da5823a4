"""What is written and shown beside the answers of a screening: barriers, resources, goals, efforts, plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseworker.plan.content import effort_worked
from caseworker.plan.facts import EarlierEffort
from caseworker.screening.facts import BarrierFact, GoalFact


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierLine:
    """Something in the way. An empty `id` is a new one. `diagnosis` prints only when ticked (R-010)."""

    category: str
    id: str = ""
    type_code: str = ""
    words: str = ""
    severity: int | None = None
    effect: str = ""
    support: str = ""
    diagnosis: str = ""
    print_diagnosis: bool = False
    since_on: date | None = None
    status: str = "open"
    origin_id: str | None = None

    @property
    def link_id(self) -> str:
        """Return the id under which activities name it: that of the screening where it was first found."""
        return self.origin_id or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceLine:
    """A resource or competence: `kind` as the instrument offers it."""

    words: str
    kind: str = "informal"
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundGoal:
    """An interim goal found in the screening. `goal_id` is the goal it became in the plan."""

    words: str
    sign: str = ""
    follow_up_on: date | None = None
    id: str = ""
    goal_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortLine:
    """An earlier effort. `result` is helped, no_help, interrupted, completed, or empty where nobody knows."""

    effort_type: str
    title: str = ""
    id: str = ""
    from_on: date | None = None
    to_on: date | None = None
    period: str = ""
    result: str = ""
    end_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPlanLine:
    """A plan of another authority that is in force."""

    kind: str
    id: str = ""
    authority: str = ""
    contact: str = ""
    since_on: date | None = None
    superseded_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The whole lists as they shall be: None leaves a list alone, what is not named any more is taken out."""

    barriers: tuple[BarrierLine, ...] | None = None
    resources: tuple[ResourceLine, ...] | None = None
    goals: tuple[FoundGoal, ...] | None = None
    efforts: tuple[EffortLine, ...] | None = None
    other_plans: tuple[OtherPlanLine, ...] | None = None


def barrier_fact(line: BarrierLine) -> BarrierFact:
    """Return a barrier as advice may see it: without a diagnosis (R-010)."""
    return BarrierFact(
        type_code=line.type_code, category=line.category, severity=line.severity, effect=line.effect,
        words=line.words, status=line.status,
    )  # fmt: skip


def goal_fact(line: FoundGoal) -> GoalFact:
    """Return an interim goal as finishing sees it."""
    return GoalFact(words=line.words, sign=line.sign, follow_up_on=line.follow_up_on)


def effort_fact(line: EffortLine) -> EarlierEffort:
    """Return an earlier effort as advice and plan checks see it."""
    return EarlierEffort(
        id=line.id, type_code=line.effort_type, title=line.title, to_on=line.to_on,
        worked=effort_worked(line.result), reason=line.end_reason,
    )  # fmt: skip


def record_answers(records: Records) -> dict[str, list[dict[str, Any]]]:
    """Return the records as plain data by the type of their question, the way a comparison reads them."""
    return {
        "barriers": [
            _plain(b, "type_code", "category", "severity", "effect", "words", "status")
            for b in records.barriers or ()
        ],
        "resources": [_plain(r, "kind", "words") for r in records.resources or ()],
        "goals": [_plain(g, "words", "sign", "follow_up_on") for g in records.goals or ()],
        "efforts": [
            _plain(e, "title", "from_on", "to_on", "period", "result", "end_reason")
            | {"type_code": e.effort_type, "worked": effort_worked(e.result)}
            for e in records.efforts or ()
        ],
        "plans": [
            {"title": p.authority or p.kind, **_plain(p, "kind", "authority")}
            for p in records.other_plans or ()
        ],
    }


def _plain(record: Any, *names: str) -> dict[str, Any]:
    values: Mapping[str, Any] = {name: getattr(record, name) for name in names}
    return {
        name: v.isoformat() if isinstance(v, date) else v for name, v in values.items() if v not in (None, "")
    }
