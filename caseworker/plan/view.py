"""What pages and prints are given of a plan: the frozen records that the queries fill."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseworker.plan.compare import Change
from caseworker.plan.content import (
    ActivityLine,
    AgreementLine,
    EndGoalLine,
    GoalLine,
    MadeWith,
    PersonLine,
    PlanContent,
    ReplacedPlan,
)
from caseworker.plan.facts import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """A version without its content. `withdrawn`: the act that agreed on it was undone."""

    id: str
    number: int
    hash: str
    at: datetime
    author: str
    reason: str
    made_with: MadeWith
    in_force: bool
    withdrawn: bool

    @property
    def short_hash(self) -> str:
        """Return the hash as it stands at the foot of the print: a91c-77f2."""
        return f"{self.hash[:4]}-{self.hash[4:8]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPlanRow:
    """A plan of another authority that is in force beside this one (R-024)."""

    id: str
    kind: str
    authority: str
    since_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A plan as a page or a print shows it.

    `content` is the working copy, or what `shown_version` froze. `version` is the version in force and
    `changes` what the working copy says differently, agreements left out: those are printed without a
    new version. `agreements` are today's: the open ones by their day, then the settled, newest first.
    """

    plan_id: str
    case_id: str
    citizen_id: str
    name: str
    call_name: str
    status: str
    started_on: date | None
    today: date
    content: PlanContent
    shown_version: VersionRow | None
    version: VersionRow | None
    changes: tuple[Change, ...]
    agreements: tuple[AgreementLine, ...]

    @property
    def is_draft(self) -> bool:
        """Return whether what is shown was never agreed on as a version: a print says so."""
        return self.shown_version is None and (self.version is None or self.change_count > 0)

    @property
    def change_count(self) -> int:
        """Return the number of lines that differ from the version in force."""
        return len({(change.section, change.record_id or change.field) for change in self.changes})

    @property
    def end_goal(self) -> EndGoalLine | None:
        """Return the end goal, or None."""
        return self.content.end_goals[0] if self.content.end_goals else None

    @property
    def own_words(self) -> str:
        """Return the citizen's own words, as they were written."""
        return self.content.own_words

    @property
    def goals(self) -> tuple[GoalLine, ...]:
        """Return the interim goals in their order."""
        return self.content.interim_goals

    @property
    def open_goals(self) -> tuple[GoalLine, ...]:
        """Return the interim goals somebody works on."""
        return tuple(goal for goal in self.goals if goal.is_open)

    @property
    def reached_goals(self) -> tuple[GoalLine, ...]:
        """Return the interim goals reached, the newest first."""
        reached = [goal for goal in self.goals if goal.status == "reached"]
        return tuple(sorted(reached, key=lambda goal: (goal.reached_on or date.min, goal.id), reverse=True))

    @property
    def activities(self) -> tuple[ActivityLine, ...]:
        """Return all activities, those over included."""
        return self.content.activities

    @property
    def live_activities(self) -> tuple[ActivityLine, ...]:
        """Return the activities that run, rest or are to come, by their start."""
        live = [a for a in self.activities if a.status_on(self.today) not in ("ended", "stopped")]
        return tuple(sorted(live, key=lambda a: (a.from_on or date.max, a.id)))

    @property
    def people(self) -> tuple[PersonLine, ...]:
        """Return those around the citizen now, the coordinator first."""
        return tuple(p for p in self.content.people if p.to_on is None or p.to_on >= self.today)

    @property
    def coordinator(self) -> PersonLine | None:
        """Return the coordinator, or None in a draft without one."""
        return next((person for person in self.content.people if person.is_coordinator), None)

    @property
    def replaces(self) -> tuple[ReplacedPlan, ...]:
        """Return the plans it takes the place of."""
        return self.content.replaces

    @property
    def rules(self) -> str:
        """Return the agreed rules."""
        return self.content.rules

    def agreed(self, side: Side, *, settled: bool = False) -> tuple[AgreementLine, ...]:
        """Return the agreements of one side: the open ones, with `settled` all of them."""
        return tuple(a for a in self.agreements if a.side == side and (settled or a.status == "open"))

    @property
    def overdue_promises(self) -> tuple[AgreementLine, ...]:
        """Return our open promises whose day has passed."""
        return tuple(a for a in self.agreed("municipality") if a.overdue(self.today))


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRow:
    """An open agreement of any case, for the worklist."""

    agreement_id: str
    case_id: str
    citizen_id: str
    name: str
    words: str
    owner: str
    side: str
    made_on: date
    due_on: date | None
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """An open case with the number of gaps in its plan."""

    case_id: str
    citizen_id: str
    name: str
    gaps: int
