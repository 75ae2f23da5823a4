"""What the plan page shows: frozen records, and how they are put together from what is read. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from caseworker.base.danish import sort_key
from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import Text, t, tc, tn
from caseworker.people.queries import CaseHead
from caseworker.people.staff import StaffRow
from caseworker.plan.check_week import hours_limit
from caseworker.plan.content import ActivityLine, AgreementLine, GoalLine, activity_fact
from caseworker.plan.due_words import has_passed, impossible_day, not_a_day, passed_day, split_day
from caseworker.plan.facts import TRACKS, PlanFacts
from caseworker.plan.finding import Finding
from caseworker.plan.limits import Limits
from caseworker.plan.view import OtherPlanRow, PlanView, VersionRow
from caseworker.plan.week import Block, week_hours, week_layout

# Kept agreements stay in sight for a month: long enough to be seen at the next talk.
SETTLED_DAYS = 31
# The form of a draft that stands on a quick line of the agreements; it is about the line's side.
QUICK = "quick_agreement"
# Fields that findings point to and that have no form on this page yet.
_ELSEWHERE = frozenset({"measurement", "handover"})
_HERE = frozenset(
    {"plan", "end_goal", "interim_goal", "activity", "agreement", "plan_person", "plan_version"}
)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A form that was begun and not saved.

    `form` is the key of the form, `kind` the kind of record it belongs to, `about` the record that an act on
    an existing one concerns. `is_new`: the form will make a new record. `put_away`: it was closed by hand, and
    comes back only when it is asked for. `carried` is what was typed of the effort that a pause or stop is of.
    """

    record_id: str
    kind: str
    form: str
    about: str
    is_new: bool
    saved_at: datetime
    values: Mapping[str, Any]
    put_away: bool = False
    carried: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class WeekBlock:
    """One appointment of the week: which effort, which of its fixed times, and whether it clashes."""

    activity_id: str
    number: int
    block: Block


@dataclass(frozen=True, slots=True)
class Week:
    """A week with its appointments and the load in words."""

    monday: date
    blocks: tuple[WeekBlock, ...]
    load: Text | str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanState:
    """Everything on the page. `view` is None where the citizen has no plan yet.

    `read_only` says why nothing can be changed, or is None. `confidential`: the citizen sees the screen.
    `quick` are the drafts on the quick lines by side, `drafts` those of forms.
    `barriers` and `parties` are what an effort can name, each with its words; `others` the plans of others.
    """

    head: CaseHead
    today: date
    view: PlanView | None
    findings: tuple[Finding, ...]
    week: Week
    versions: tuple[VersionRow, ...]
    agreements: tuple[AgreementLine, ...]
    drafts: tuple[DraftRow, ...]
    quick: Mapping[str, DraftRow]
    thrown: DraftRow | None
    staff: tuple[StaffRow, ...]
    unit: str
    barriers: tuple[tuple[str, str], ...]
    parties: tuple[tuple[str, str], ...]
    others: tuple[OtherPlanRow, ...]
    read_only: Text | None
    confidential: bool

    @property
    def activities(self) -> tuple[ActivityLine, ...]:
        """Return the efforts that may be shown now."""
        if self.view is None:
            return ()
        return tuple(a for a in self.view.activities if not (a.internal and self.confidential))

    @property
    def is_draft(self) -> bool:
        """Return whether there is a plan that was never put in force."""
        return self.view is not None and self.view.status == "draft"

    @property
    def changed_lines(self) -> int:
        """Return how many lines differ from the version in force."""
        return self.view.change_count if self.view is not None and self.view.version is not None else 0

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Return what must be in place before the plan can be agreed."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    def live(self, activity: ActivityLine) -> bool:
        """Return whether an effort runs, rests or is to come."""
        return activity.status_on(self.today) not in ("ended", "stopped")

    def by_track(self, *, live: bool) -> list[tuple[str, tuple[ActivityLine, ...]]]:
        """Return the efforts by track in the order of the tracks, the live ones or those over."""
        found: list[tuple[str, tuple[ActivityLine, ...]]] = []
        for track in TRACKS:
            lines = [a for a in self.activities if a.track == track and self.live(a) == live]
            lines.sort(key=lambda a: (a.from_on or date.max, sort_key(a.title)))
            if lines:
                found.append((track, tuple(lines)))
        return found

    def agreed(self, side: str, *, everything: bool = False) -> list[AgreementLine]:
        """Return the agreements of one side: the open ones by their day, then those settled of late."""
        since = self.today - timedelta(days=SETTLED_DAYS)
        lines = [a for a in self.agreements if a.side == side]
        still = [a for a in lines if a.status == "open"]
        done = [a for a in lines if a.status != "open" and (everything or (a.done_on or since) > since)]
        return still + done

    def is_gone(self, draft: DraftRow) -> bool:
        """Return whether what a draft is about was taken out. Undoing that brings it back."""
        if draft.is_new or self.view is None:
            return False
        content = self.view.content
        known = {self.view.plan_id, *(one.id for one in content.end_goals)}
        known |= {one.id for one in content.interim_goals} | {one.id for one in content.activities}
        known |= {one.id for one in content.people} | {one.id for one in self.agreements}
        return (draft.about or draft.record_id) not in known

    def leads_somewhere(self, place: Place) -> bool:
        """Return whether "show me" can open this place here."""
        return place.kind in _HERE and place.field not in _ELSEWHERE


def version_text(state: PlanState) -> Text:
    """Return the number of the version in force, and how many lines have changed since."""
    view = state.view
    if view is None or view.version is None:
        return t("Draft, never agreed")
    number = t("Version {number}", number=view.version.number)
    if not state.changed_lines:
        return number
    return tn(
        "{version} + {count} change", "{version} + {count} changes", state.changed_lines, version=number
    )


def make_week(
    monday: date,
    activities: Iterable[ActivityLine],
    facts: PlanFacts | None,
    limits: Limits,
    *,
    contacts: int,
) -> Week:
    """Lay out the week that begins on a Monday and add up its load (R-032)."""
    lines = {activity.id: activity for activity in activities}
    today = facts.today if facts is not None else monday
    shown = [activity_fact(activity, today) for activity in lines.values()]
    laid = week_layout(shown, monday, limits.travel_minutes.whole)
    used: set[tuple[str, int]] = set()
    blocks = []
    for block in laid.blocks:
        slots = lines[block.activity_id].slots
        number = next(
            n
            for n, slot in enumerate(slots)
            if (slot.weekday, slot.start, slot.end) == (block.weekday, block.start, block.end)
            and (block.activity_id, n) not in used
        )
        used.add((block.activity_id, number))
        blocks.append(WeekBlock(block.activity_id, number, block))
    return Week(monday, tuple(blocks), _load(week_hours(shown, laid), facts, limits, contacts))


def _load(hours: float, facts: PlanFacts | None, limits: Limits, contacts: int) -> Text | str:
    if facts is None:
        return ""
    most = hours_limit(facts, limits)
    people = tn("{count} contact person", "{count} contact persons", contacts)
    return t("{hours} h/week of {most} · {people}", hours=hours, most=most, people=people)


def moved_goal(goal: GoalLine, day: date) -> GoalLine:
    """Return an interim goal on another day.

    Its follow-up moves along when it lay on the same day; where there is only a follow-up, that one moves.
    """
    if goal.due_on is None and goal.follow_up_on is not None:
        return replace(goal, follow_up_on=day)
    follow_up = day if goal.follow_up_on == goal.due_on else goal.follow_up_on
    return replace(goal, due_on=day, follow_up_on=follow_up)


def with_moves(
    view: PlanView, moves: Mapping[str, tuple[date | None, date | None]], goals: Mapping[str, date]
) -> PlanView:
    """Return the plan as it will stand once the moves on their way are saved."""
    if not moves and not goals:
        return view
    content = view.content
    activities = tuple(
        replace(a, from_on=moves[a.id][0], to_on=moves[a.id][1]) if a.id in moves else a
        for a in content.activities
    )
    interim = tuple(moved_goal(g, goals[g.id]) if g.id in goals else g for g in content.interim_goals)
    return replace(view, content=replace(content, activities=activities, interim_goals=interim))


def agreement_day(typed: str, today: date) -> tuple[str, date | None]:
    """Return what is agreed and its day: behind the last comma or at the end, as in the form of a talk.

    Raises UserError for a day that has passed, and for what looks like a day and is none.
    """
    place = Place("agreement", "", "due_on")
    if none := impossible_day(typed, today):
        raise UserError(not_a_day(none), place)
    if (passed := passed_day(typed, today)) is not None:
        raise UserError(has_passed(passed), place)
    return split_day(typed.strip(), today)


def in_form(draft: DraftRow) -> DraftRow:
    """Return a draft as one of a form: the words on a quick line are those of an agreement."""
    if draft.form != QUICK:
        return draft
    return replace(draft, form="agreement", about="", values={**draft.values, "side": draft.about})


def draft_text(form: str) -> Text:
    """Return what an unfinished form is called."""
    return {
        "end_goal": tc("draft", "The end goal"),
        "interim_goal": tc("draft", "An interim goal"),
        "activity": tc("draft", "An effort"),
        "activity_pause": t("A pause of an effort"),
        "activity_stop": t("Stopping an effort"),
        "agreement": tc("draft", "An agreement"),
        "plan_person": tc("draft", "A person around the citizen"),
        "coordinator": t("Another coordinator"),
        "plan_version": t("Agreeing on a version"),
    }[form]
