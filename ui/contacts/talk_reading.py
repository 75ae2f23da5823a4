"""Reads the left column of the meeting mode: since last time, open promises, the plan, what to ask about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from caseworker.base.clock import day_of
from caseworker.base.text import Text, raw, t, tc
from caseworker.casework.timeline import Entry, happened_since
from caseworker.contacts import queries as contacts
from caseworker.contacts.queries import RequestRow
from caseworker.deadlines.queries import stored_lines
from caseworker.plan.content import AgreementLine
from caseworker.plan.queries import agreements_of
from caseworker.plan.view import PlanView
from caseworker.store.reading import Reading
from ui.contacts.state import PlanSide, PromiseLine, SinceLine, TalkSide
from ui.contacts.when_words import short_day

_SHOWN, _ASKED, _GOALS = 5, 4, 3
_ENDING = timedelta(days=14)

# What a kind of entry looks like. Only what was reached has a colour of its own.
_ICONS = {
    "talk_held": ("message-square", "ink_soft"),
    "talk_missed": ("circle-alert", "ink"),
    "talk_cancelled": ("x", "ink_soft"),
    "request": ("calendar-plus", "ink_soft"),
    "outreach": ("phone", "ink_soft"),
    "note": ("file-text", "ink_soft"),
    "correction": ("file-text", "ink_soft"),
    "document": ("file-text", "ink_soft"),
    "plan_version": ("route", "ink_soft"),
    "goal_reached": ("arrow-up-right", "reached"),
    "agreement_kept": ("check", "reached"),
    "screening": ("clipboard-list", "ink_soft"),
}
_OTHER_ICON = ("circle-dot", "ink_soft")
# Their titles alone do not say what it was about.
_WITH_DETAIL = frozenset({"agreement_kept", "life_event"})
# A citizen who sees the screen does not read along in the notes.
_INTERNAL = frozenset({"note", "correction", "document", "status", "event"})


@dataclass(frozen=True, slots=True)
class Around:
    """Whom the talk is with and when, as far as reading needs it."""

    case_id: str
    talk_id: str
    call_name: str
    now: datetime
    today: date
    citizen_view: bool


def read_side(session: Reading, around: Around, plan: PlanView | None, measuring: frozenset[str]) -> TalkSide:
    """Return the left column. `plan` is the plan of the case as it stands, `measuring` the rules of measurements."""
    last = contacts.last_held(session, around.case_id)
    since = last.at if last is not None else None
    happened = [] if since is None else happened_since(session, around.case_id, since, around.now)
    entries = [entry for entry in happened if _tells(entry, around)]
    agreements = agreements_of(session, around.case_id)
    waiting = [
        row for row in contacts.requests_of(session, around.case_id, around.today) if not row.closed_on
    ]
    return TalkSide(
        since=day_of(since) if since is not None else None,
        lines=tuple(_since_line(entry, around.today) for entry in entries[:_SHOWN]),
        more=max(len(entries) - _SHOWN, 0),
        promises=tuple(_promises(agreements, around)),
        plan=_plan_side(plan),
        ask=tuple(_ask(plan, waiting, since, around))[:_ASKED],
        measures=bool(
            stored_lines(session, around.today, case_id=around.case_id, rules=measuring, to_do=True)
        ),
    )


def _tells(entry: Entry, around: Around) -> bool:
    return entry.place.id != around.talk_id and not (around.citizen_view and entry.kind in _INTERNAL)


def _since_line(entry: Entry, today: date) -> SinceLine:
    icon, tone = _ICONS.get(entry.kind, _OTHER_ICON)
    what = (
        t("{title}: {detail}", title=entry.title, detail=entry.detail)
        if entry.kind in _WITH_DETAIL
        else entry.title
    )
    return SinceLine(t("{what} · {day}", what=what, day=short_day(entry.day, today)), icon, tone)


def _promises(agreements: Iterable[AgreementLine], around: Around) -> Iterable[PromiseLine]:
    """Give the open promises, ours first: we go ahead with keeping them."""
    still = [one for one in agreements if one.status == "open"]
    for one in sorted(still, key=lambda one: one.side != "municipality"):
        ours = one.side == "municipality"
        whose = {"municipality": t("The municipality"), "company": t("The company")}.get(one.side)
        yield PromiseLine(
            agreement_id=one.id,
            whose=one.side,
            words=_promise_words(whose or raw(around.call_name), one, around.today),
            alarm=ours and one.overdue(around.today),
        )


def _promise_words(whose: Text, one: AgreementLine, today: date) -> Text:
    if one.due_on is None:
        return t("{whose}: {words}", whose=whose, words=one.words)
    return t("{whose}: {words}, {when}", whose=whose, words=one.words, when=_when(one.due_on, today))


def _when(day: date, today: date) -> Text:
    near = {-1: t("was due yesterday"), 0: tc("day", "today"), 1: tc("day", "tomorrow")}
    known = near.get((day - today).days)
    if known is not None:
        return known
    words = short_day(day, today)
    return t("was due {day}", day=words) if day < today else words


def _plan_side(plan: PlanView | None) -> PlanSide | None:
    if plan is None or plan.status == "closed":
        return None
    goal = plan.end_goal
    return PlanSide(
        goal=goal.words if goal else "",
        by=goal.due_on if goal else None,
        working_on=tuple(one.words for one in plan.open_goals[:_GOALS]),
    )


def _ask(
    plan: PlanView | None, waiting: Iterable[RequestRow], since: datetime | None, around: Around
) -> Iterable[Text]:
    for row in waiting:
        if row.wish:
            day = short_day(row.requested_on, around.today)
            yield t("Asked for a talk {day}: “{wish}”", day=day, wish=row.wish)
    if plan is None or plan.status == "closed":
        return
    today = around.today
    goals = sorted(plan.open_goals, key=lambda goal: goal.due_on or date.max)
    for goal in goals:
        if goal.due_on is not None and goal.due_on < today:
            day = short_day(goal.due_on, today)
            yield t("“{goal}” was to be reached {day}. What is needed?", goal=goal.words, day=day)
    for activity in plan.live_activities:
        if activity.to_on is not None and today <= activity.to_on <= today + _ENDING:
            day = short_day(activity.to_on, today)
            yield t("“{title}” ends {day}. What comes after?", title=activity.title, day=day)
        begun = activity.from_on is not None and activity.from_on <= today
        if begun and since is not None and activity.from_on is not None and activity.from_on > day_of(since):
            yield t("How has “{title}” begun?", title=activity.title)
    for goal in goals:
        if goal.due_on is None or goal.due_on >= today:
            yield t("How is it going with “{goal}”?", goal=goal.words)
