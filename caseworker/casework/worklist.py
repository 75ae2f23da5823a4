"""The day's work: everything that waits for the caseworker, in one list, and the counters that filter it.

Sorted by what it means for the citizen, then by date (domain.md 4.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from caseworker.base.clock import day_of
from caseworker.base.place import Place
from caseworker.base.text import Text, raw, t, tc, tn
from caseworker.casework.booking import Settled, planned_talks, settled
from caseworker.casework.next_talk import AHEAD
from caseworker.contacts import queries as contacts
from caseworker.contacts.model import TalkRequest
from caseworker.deadlines import queries as deadlines
from caseworker.deadlines.model import DeadlineRow
from caseworker.deadlines.packs import Packs
from caseworker.deadlines.queries import DeadlineLine
from caseworker.deadlines.words import distance, progress, rule_title, short_day
from caseworker.people.model import CaseFile, Citizen
from caseworker.people.namesakes import with_mark
from caseworker.people.queries import told_apart
from caseworker.plan import queries as plans
from caseworker.plan.view import PromiseRow
from caseworker.store.reading import Reading

Kind = Literal["deadline", "promise", "outreach", "waiting", "measurement", "gap"]
SOON_DAYS = 7
# The worklist looks this far ahead; what comes later is on the page of deadlines.
AHEAD_DAYS = 14
_WAITING = ("missed", "due_soon", "open")

# What it means for the citizen, the worst first: nobody has called, a promise is broken, a right is missed.
_WEIGHT: dict[Kind, int] = {
    "deadline": 0, "promise": 0, "outreach": 1, "waiting": 1, "measurement": 3, "gap": 6,
}  # fmt: skip
_LATER = 2


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One thing to do.

    `name` says whose, with `mark` at its end where others share it. `alarm`: it is overdue for the citizen.
    `deadline_key` opens "why this date?"; `act` is what can be written down as done in one click.
    """

    kind: Kind
    case_id: str
    name: str
    when: Text
    what: Text
    action: Text
    place: Place
    day: date | None
    alarm: bool = False
    soon: bool = False
    deadline_key: str = ""
    act: str = ""
    weight: int = 9
    mark: str = ""

    @property
    def order(self) -> tuple[int, int, date, str]:
        """What the list is sorted by."""
        return (0 if self.alarm else 1, self.weight, self.day or date.max, self.name)


@dataclass(frozen=True, slots=True)
class Counts:
    """The counters of "My day". `total` is what the navigation shows; `late_citizens` have something overdue."""

    overdue: int = 0
    late_citizens: int = 0
    due_soon: int = 0
    waiting: int = 0
    promises: int = 0
    outreach: int = 0
    measurements: int = 0
    gaps: int = 0

    @property
    def total(self) -> int:
        """Everything but gaps, which wait for nobody's day."""
        return self.overdue + self.due_soon + self.waiting + self.outreach


def worklist(session: Reading, packs: Packs, today: date, language: str) -> list[WorkLine]:
    """Return all that waits, the most important first."""
    lines = [
        *_deadlines(session, packs, today, language),
        *_promises(session, today),
        *_outreach(session, today),
        *_waiting(session, packs, today),
        *_gaps(session, today),
    ]
    marks = told_apart(session, today, language, also=deadlines.running_on())
    told = (_told(line, marks[line.case_id]) if line.case_id in marks else line for line in lines)
    return sorted(told, key=lambda line: line.order)


def _told(line: WorkLine, mark: str) -> WorkLine:
    return replace(line, name=with_mark(line.name, mark), mark=mark)


def waiting_total(session: Reading, packs: Packs, today: date) -> int:
    """Return `count(worklist(...)).total` without writing the lines out: the number beside "My day"."""
    measuring = packs.measurement_rules
    return (
        sum(
            group.amount
            for group in _duties(session, packs, today)
            if group.alarm or group.is_soon(measuring)
        )
        + len(_broken_promises(session, today))
        + len(contacts.open_outreach(session))
        + len(contacts.open_requests(session, today))
    )


@dataclass(frozen=True, slots=True)
class WaitingCases:
    """Whose cases the counters "overdue" and "due soon" are about. `promises`: the first broken one of a case."""

    overdue: frozenset[str]
    due_soon: frozenset[str]
    promises: Mapping[str, PromiseRow]


def waiting_cases(session: Reading, packs: Packs, today: date) -> WaitingCases:
    """Return whose cases the lines of "My day" are about, so that a list of citizens counts the same."""
    measuring = packs.measurement_rules
    promises: dict[str, PromiseRow] = {}
    for row in _broken_promises(session, today):
        promises.setdefault(row.case_id, row)
    duties = list(_duties(session, packs, today, DeadlineRow.case_id))
    return WaitingCases(
        overdue=frozenset(group.case_id for group in duties if group.alarm) | promises.keys(),
        due_soon=frozenset(group.case_id for group in duties if not group.alarm and group.is_soon(measuring)),
        promises=promises,
    )


def missed_before_import(session: Reading) -> int:
    """Return how many deadlines fell due before their cases were imported: whether they were met is not known here."""
    return session.execute(
        select(func.count())
        .select_from(DeadlineRow)
        .join(CaseFile, CaseFile.id == DeadlineRow.case_id)
        .where(DeadlineRow.status == "missed", ~deadlines.known_condition(), deadlines.to_do_condition())
    ).scalar_one()


@dataclass(frozen=True, slots=True)
class _Duties:
    """So many duties of ours that stand alike."""

    rule: str
    status: str
    standing: str
    cohort: bool
    near: bool
    amount: int
    case_id: str = ""

    @property
    def alarm(self) -> bool:
        return _is_alarm(self.status, self.standing, cohort=self.cohort)

    def is_soon(self, measuring: frozenset[str]) -> bool:
        return self.near and self.status != "missed" and self.rule not in measuring


_OURS = func.json_extract(DeadlineRow.answer, "$.duty_of") == "authority"
_OF_COHORT = func.json_extract(DeadlineRow.answer, "$.cohort").is_not(None)


def _duties(
    session: Reading, packs: Packs, today: date, *by: InstrumentedAttribute[str]
) -> Iterable[_Duties]:
    """Count the duties that the worklist shows, by how they stand (and `by` case)."""
    near = DeadlineRow.work_date <= today + timedelta(days=SOON_DAYS)
    alike = (DeadlineRow.rule, DeadlineRow.status, DeadlineRow.standing, _OF_COHORT, near)
    wanted: Any = (
        select(*alike, func.count(), *by)
        .join(Citizen, Citizen.id == DeadlineRow.citizen_id)
        .join(CaseFile, CaseFile.id == DeadlineRow.case_id)
        .where(deadlines.to_do_condition(), deadlines.known_condition(), _OURS)
        .where(DeadlineRow.rule.not_in(packs.asked_rules))
        .where(DeadlineRow.status.in_(_WAITING), DeadlineRow.work_date <= today + timedelta(days=AHEAD_DAYS))
        .group_by(*alike, *by)
    )
    return (_Duties(*group) for group in session.execute(wanted))


def _broken_promises(session: Reading, today: date) -> list[PromiseRow]:
    return plans.open_promises(session, today, until=today - timedelta(days=1))


def count(lines: Iterable[WorkLine]) -> Counts:
    """Count the lines as the counters show them."""
    lines = list(lines)
    return Counts(
        overdue=sum(line.alarm for line in lines),
        late_citizens=len({line.case_id for line in lines if line.alarm}),
        due_soon=sum(line.soon and not line.alarm for line in lines),
        waiting=sum(line.kind == "waiting" for line in lines),
        promises=sum(line.kind == "promise" for line in lines),
        outreach=sum(line.kind == "outreach" for line in lines),
        measurements=sum(line.kind == "measurement" for line in lines),
        gaps=sum(line.kind == "gap" for line in lines),
    )


def fits(line: WorkLine, counter: str) -> bool:
    """Whether a line belongs to a counter."""
    match counter:
        case "overdue":
            return line.alarm
        case "due_soon":
            return line.soon and not line.alarm
        case "waiting" | "promise" | "outreach" | "measurement" | "gap":
            return line.kind == counter
        case _:
            return True


def _action(rule: str, talking: frozenset[str], acts: dict[str, str]) -> Text:
    if rule in talking:
        return tc("button", "Book")
    return tc("button", "Done") if rule in acts else tc("button", "Open")


def _deadlines(session: Reading, packs: Packs, today: date, language: str) -> Iterable[WorkLine]:
    measuring, talking, acts = packs.measurement_rules, packs.talk_rules, packs.single_acts
    asked = packs.asked_rules
    until = today + timedelta(days=AHEAD_DAYS)
    found = deadlines.stored_lines(
        session, today, statuses=_WAITING, until=until, known_only=True, to_do=True
    )
    ours = [line for line in found if line.duty_of == "authority" and line.rule not in asked]
    talks = planned_talks(session, today, today + AHEAD)
    booked = settled(session, packs, (line for line in ours if line.rule in talking), talks)
    for line in ours:
        talk = booked.get((line.case_id, line.key))
        kind: Kind = "measurement" if line.rule in measuring else "deadline"
        alarm = _is_alarm(line.status, line.standing, cohort=line.cohort)
        # What only passed a target or a share is neither overdue for the citizen nor still to come.
        limit = today + timedelta(days=SOON_DAYS)
        soon = line.status != "missed" and line.work_date is not None and line.work_date <= limit
        yield WorkLine(
            kind=kind, case_id=line.case_id, name=line.name,
            when=distance(line.status, line.work_date, today, limit=line.limit, cohort=line.cohort),
            what=_with_booking(_with_own_date(_deadline_words(line, packs, language), line, today), talk, today),
            action=_action(line.rule, talking, acts) if not _is_settled(talk) else tc("button", "Open"),
            act=acts.get(line.rule, ""),
            place=_place(line, talk, talking),
            day=line.work_date, alarm=alarm, soon=soon and kind == "deadline", deadline_key=line.key,
            weight=_WEIGHT[kind] if alarm or soon else _LATER,
        )  # fmt: skip


def _is_settled(talk: Settled | None) -> bool:
    """Whether nothing more is to be booked: one of several talks leaves the others to be agreed."""
    return talk is not None and talk.how != "counts"


def _with_booking(words: Text, talk: Settled | None, today: date) -> Text:
    """Say which booked talk the deadline is settled by or counts."""
    if talk is None:
        return words
    day = short_day(day_of(talk.at), today)
    if talk.how == "late":
        return t("{what}, booked {day}, after the deadline", what=words, day=day)
    return t("{what}, booked {day}", what=words, day=day)


def _place(line: deadlines.DeadlineLine, talk: Settled | None, talking: frozenset[str]) -> Place:
    if talk is not None and _is_settled(talk):
        return Place("contacts", line.case_id, f"talk:{talk.talk_id}")
    return Place("contacts" if line.rule in talking else "overview", line.case_id, f"deadline:{line.key}")


def _with_own_date(words: Text, line: deadlines.DeadlineLine, today: date) -> Text:
    """Name the caseworker's own date beside the deadline. It never moves the date by law."""
    if line.own is None:
        return words
    return t("{what}, your own date {day}", what=words, day=short_day(line.own.day, today))


def _is_alarm(status: str, standing: str, *, cohort: bool) -> bool:
    """Whether a deadline of ours is overdue for the citizen: a miss of the law, not of a share or a target."""
    return status == "missed" and not cohort and standing == "statute"


def _deadline_words(line: DeadlineLine, packs: Packs, language: str) -> Text:
    title = rule_title(packs, line.rule, language, line.pack)
    left = progress(line.required, line.counted, line.remaining)
    return title if left is None else t("{what}: {left}", what=title, left=left)


def _promises(session: Reading, today: date) -> Iterable[WorkLine]:
    until = today + timedelta(days=SOON_DAYS)
    for row in plans.open_promises(session, today, until=until):
        yield WorkLine(
            kind="promise", case_id=row.case_id, name=row.name,
            when=distance("missed" if row.overdue else "open", row.due_on, today),
            what=t("Our promise: {words}", words=row.words), action=tc("button", "Done"),
            place=Place("agreement", row.agreement_id), day=row.due_on, alarm=row.overdue,
            weight=_WEIGHT["promise"] if row.overdue else _LATER,
        )  # fmt: skip


def _outreach(session: Reading, today: date) -> Iterable[WorkLine]:
    for task in contacts.open_outreach(session):
        tries = (
            t("Did not come {day:short}: no attempt to reach them yet", day=day_of(task.since))
            if task.attempts == 0
            else tn("Did not come {day:short}: {count} attempt", "Did not come {day:short}: {count} attempts",
                    task.attempts, day=day_of(task.since))
        )  # fmt: skip
        yield WorkLine(
            kind="outreach", case_id=task.case_id, name=task.name, what=tries, action=t("Note attempt"),
            when=short_day(task.try_on, today) if task.try_on > today else tc("day", "today"),
            place=Place("outreach", task.case_id), day=max(task.try_on, today), weight=_WEIGHT["outreach"],
        )  # fmt: skip


def _waiting(session: Reading, packs: Packs, today: date) -> Iterable[WorkLine]:
    asked = packs.asked_rules
    clocks = {
        line.key.split(":")[1]: line
        for line in deadlines.stored_lines(
            session, today, statuses=_WAITING, rules=asked, cases=select(TalkRequest.case_id), to_do=True
        )
    }
    for row in contacts.open_requests(session, today):
        words = tn("Asked for a talk {count} day ago", "Asked for a talk {count} days ago", row.waiting_days)
        clock = clocks.get(row.event_id)
        yield WorkLine(
            kind="waiting", case_id=row.case_id, name=row.name,
            when=(
                distance(clock.status, clock.work_date, today, limit=clock.limit)
                if clock else short_day(row.requested_on, today)
            ),
            what=words, action=tc("button", "Book"), place=Place("talk_request", row.id), day=row.requested_on,
            deadline_key=clock.key if clock else "", weight=_WEIGHT["waiting"],
        )  # fmt: skip


def _gaps(session: Reading, today: date) -> Iterable[WorkLine]:
    for row in plans.plan_gaps(session, today):
        yield WorkLine(
            kind="gap", case_id=row.case_id, name=row.name, when=raw("–"),
            what=tn("{count} gap in the plan", "{count} gaps in the plan", row.gaps), action=t("Open plan"),
            place=Place("plan", row.case_id), day=None, weight=_WEIGHT["gap"],
        )  # fmt: skip
