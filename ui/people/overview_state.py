"""What the overview of a citizen shows: one frozen state, read in a few queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from caseworker.base.clock import day_of
from caseworker.base.text import Text, raw, t, tc
from caseworker.casework.missing_facts import distinct
from caseworker.casework.timeline import Entry, timeline
from caseworker.contacts.queries import TalkRow, last_held, talks_of
from caseworker.deadlines.packs import Packs
from caseworker.deadlines.queries import DeadlineLine, stored_lines
from caseworker.deadlines.switches import areas_off_of
from caseworker.deadlines.words import off_words
from caseworker.people import queries, staff
from caseworker.people.fact_checks import Fact
from caseworker.people.queries import CaseHead, ContactRow, GroupRow
from caseworker.people.service import CitizenData
from caseworker.people.staff import StaffRow
from caseworker.people.words import group_words
from caseworker.plan.queries import plan_view
from caseworker.store.reading import Reading
from ui.people.no_deadline import why_none

# What the time line holds at first: as much as is in sight. Each "show more" adds twice as much.
PAGE = 8
_MOST = 1000
_DEADLINES = 6
_SHOWN = ("missed", "due_soon", "open", "unknown")

TALKS, PLAN, NOTES, CASE = "talks", "plan", "notes", "case"
FILTERS: tuple[tuple[str, Text], ...] = (
    ("all", tc("filter", "All")),
    (TALKS, tc("filter", "Talks")),
    (PLAN, tc("filter", "Plan")),
    (NOTES, tc("filter", "Notes")),
    (CASE, tc("filter", "The case")),
)
_FILTER_OF = {
    "talk_planned": TALKS, "talk_missed": TALKS, "talk_cancelled": TALKS, "talk_held": TALKS, "request": TALKS,
    "outreach": TALKS, "note": NOTES, "correction": NOTES, "document": NOTES, "plan_version": PLAN,
    "goal_reached": PLAN, "agreement_kept": PLAN, "screening": PLAN,
}  # fmt: skip
# What is written for colleagues stays out of sight while the citizen sees the screen.
_INTERNAL = frozenset({"note", "correction", "outreach", "status", "primary_contact"})


@dataclass(frozen=True, slots=True)
class Goal:
    """The plan's end goal, how many interim goals are reached, and whether the plan is in force."""

    words: str
    own_words: str
    reached: int
    goals: int
    status: str


@dataclass(frozen=True, slots=True)
class OverviewState:
    """Everything on the page but the form that may be open over it.

    `left_out` deadlines fell due before the case was imported: nobody here knows whether they were met.
    `lacking` names what deadlines wait for, `missing` each of it once. `none_because` says why no deadline is
    running, and whether that lies with the rules in the settings. `booked` are the talks to come, by time.
    Of a closed case, `deadlines` are those that were overdue when it was closed.
    `off` says which rules about the group are switched off.
    """

    head: CaseHead
    data: CitizenData
    today: date
    deadlines: tuple[DeadlineLine, ...]
    left_out: int
    goal: Goal | None
    groups: tuple[GroupRow, ...]
    facts: tuple[Fact, ...]
    contacts: tuple[ContactRow, ...]
    staff: tuple[StaffRow, ...]
    last_talk: datetime | None
    booked: tuple[TalkRow, ...]
    news: tuple[Entry, ...]
    entries: tuple[Entry, ...]
    chosen: str = "all"
    shown: int = PAGE
    all_facts: bool = False
    lacking: tuple[str, ...] = ()
    none_because: tuple[Text, bool] | None = None
    off: Text | None = None
    citizen_view: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """What deadlines wait for, each thing once."""
        return distinct(self.lacking)

    @property
    def summoned(self) -> tuple[TalkRow, ...]:
        """The talks to come that the citizen holds a summons to."""
        return tuple(talk for talk in self.booked if talk.summoned_at is not None)

    @property
    def running_group(self) -> GroupRow | None:
        """The target group of today; what is planned comes later."""
        return next((group for group in self.groups if group.from_on <= self.today), None)

    @property
    def filtered(self) -> tuple[Entry, ...]:
        """The entries of the chosen filter: what is planned, then what was, the newest first."""
        if self.chosen == "all":
            return self.entries
        return tuple(entry for entry in self.entries if _FILTER_OF.get(entry.kind, CASE) == self.chosen)


def read_state(
    session: Reading,
    packs: Packs,
    case_id: str,
    now: datetime,
    today: date,
    before: OverviewState | None,
    *,
    citizen_view: bool,
) -> OverviewState:
    """Read the page anew; filter and length of the time line stay as they were."""
    head = queries.case_head(session, case_id, today)
    data = queries.citizen_data(session, head.citizen_id)
    talk = last_held(session, head.case_id)
    end = head.closed_on or date.max  # what was planned for later does not come any more
    groups = tuple(group for group in queries.groups_of(session, head.case_id) if group.from_on <= end)
    planned = {group.id: group for group in groups if group.from_on > today}
    entries = [
        # The remark at the end of a case is among colleagues, like a note.
        replace(e, detail=raw("")) if citizen_view and e.place.kind == "case_event" else _ahead(e, planned)
        for e in timeline(session, head.case_id, _MOST)
        if not (citizen_view and e.kind in _INTERNAL) and not (e.kind == "group" and e.day > end)
    ]
    every = _deadlines(session, head, today)
    lines = [line for line in every if line.status != "unknown"]
    known = [line for line in lines if not line.before_import]
    lacking = tuple(name for line in every if line.status == "unknown" for name in line.missing)
    off = () if head.closed_on is not None else areas_off_of(session, packs, head.group, today)
    state = OverviewState(
        head=head,
        data=data or CitizenData(name=head.name),
        today=today,
        deadlines=tuple(known if head.closed_on is not None else known[:_DEADLINES]),
        left_out=len(lines) - len(known),
        goal=_goal(session, head.case_id, today),
        groups=groups,
        facts=tuple(queries.facts_of(session, head.citizen_id, head.case_id)),
        contacts=tuple(queries.contacts_of(session, head.case_id)),
        staff=tuple(staff.all_staff(session)),
        last_talk=talk.at if talk is not None else None,
        booked=booked_talks(session, head.case_id, now),
        news=tuple(_news(entries, talk.at, talk.id, now, today)) if talk is not None else (),
        entries=tuple(entries),
        lacking=lacking,
        none_because=None
        if known
        else why_none(session, packs, head, today, lacking, len(lines) - len(known)),
        off=off_words(off),
        citizen_view=citizen_view,
    )
    if before is None:
        return state
    return replace(state, chosen=before.chosen, shown=before.shown, all_facts=before.all_facts)


def booked_talks(session: Reading, case_id: str, now: datetime) -> tuple[TalkRow, ...]:
    """Return the talks of a case that are still to come, by time; not those whose outcome is to be written down."""
    talks = talks_of(session, case_id)
    return tuple(talk for talk in reversed(talks) if talk.status == "planned" and talk.at >= now)


def is_overdue(line: DeadlineLine) -> bool:
    """Whether it is overdue for the citizen: our duty to this person is missed, not a share or a target."""
    ours = line.duty_of == "authority" and line.standing == "statute"
    return ours and line.status == "missed" and not line.cohort


def _news(entries: list[Entry], since: datetime, talk_id: str, now: datetime, today: date) -> list[Entry]:
    """Return what has happened since the last talk, the talk itself left out."""
    first = day_of(since)
    return [
        entry
        for entry in entries
        if entry.place.id != talk_id
        and (first < entry.day <= today if entry.whole_day else since < entry.at <= now)
    ]


def _deadlines(session: Reading, head: CaseHead, today: date) -> list[DeadlineLine]:
    if head.closed_on is not None:
        missed = stored_lines(session, today, statuses=("missed",), case_id=head.case_id)
        then = [line for line in missed if line.limit is not None and line.limit < head.closed_on]
        return sorted(then, key=lambda line: (line.limit or date.max, line.rule))
    lines = stored_lines(session, today, statuses=_SHOWN, case_id=head.case_id)
    return sorted(lines, key=lambda line: (not is_overdue(line), line.work_date or date.max, line.rule))


def _ahead(entry: Entry, planned: Mapping[str, GroupRow]) -> Entry:
    """Tell of a change of target group that is still to come as such."""
    group = planned.get(entry.place.id)
    if group is None:
        return entry
    words = group_words(group.code, group.visited_as)
    return replace(entry, title=t("The target group changes to “{group}”", group=words))


def _goal(session: Reading, case_id: str, today: date) -> Goal | None:
    view = plan_view(session, case_id, today)
    if view is None:
        return None
    goals = view.content.interim_goals
    end = view.end_goal
    return Goal(
        words=end.words if end is not None else "",
        own_words=view.content.own_words,
        reached=sum(goal.reached_on is not None for goal in goals),
        goals=len(goals),
        status=view.status,
    )
