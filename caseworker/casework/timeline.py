"""The one time line of a case: everything that happened, whichever room it happened in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from caseworker.base.clock import ZONE, day_of
from caseworker.base.clock import at as moment_of
from caseworker.base.place import Place
from caseworker.base.text import Text, from_data, raw, t, tn
from caseworker.casework import happenings
from caseworker.contacts import hearings, words
from caseworker.contacts.model import Outreach, Talk, TalkRequest
from caseworker.journal.model import Document, Note
from caseworker.journal.queries import marks_of
from caseworker.people.model import (
    CaseEvent,
    CaseFile,
    GroupPeriod,
    LifeEvent,
    PrimaryContact,
    Staff,
    StatusChange,
)
from caseworker.people.words import GROUPS, VISITED
from caseworker.plan.model import Agreement, InterimGoal, Plan, PlanVersion
from caseworker.plan.queries import standing_versions
from caseworker.screening.model import Screening
from caseworker.store.log import ActRow, ChangeRow
from caseworker.store.record import OfCase, OfCitizen

# More than any case holds: "since" looks at everything.
_ALL = 10_000
_NOTHING = raw("")
_Kept = TypeVar("_Kept", bound=OfCitizen)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, or is planned. `kind` names it for the icon and for filters.

    `at` is UTC; of a `whole_day` entry only the day is known. `detail` may be empty. `place` is where it is.
    `step` orders what one record tells of twice: begun, then finished.
    """

    at: datetime
    kind: str
    title: Text
    detail: Text
    place: Place
    whole_day: bool = False
    step: int = 0

    @property
    def day(self) -> date:
        """The Danish day."""
        return self.at.astimezone(ZONE).date()

    @property
    def order(self) -> tuple[datetime, str, int]:
        """What entries are sorted by: the moment, then when they were written down (ids rise with time)."""
        return (self.at, self.place.id, self.step)


@dataclass(frozen=True, slots=True)
class StandingAct:
    """An act on a case that still stands: when, by whom, its name, and the kinds of records it changed."""

    at: datetime
    actor: str
    name: Text
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Wanted:
    session: Session
    case_id: str
    citizen_id: str
    limit: int


def timeline(session: Session, case_id: str, limit: int = 200) -> list[Entry]:
    """Return what happened in a case and what is planned, the newest first. An unknown case has no entries."""
    citizen_id = session.scalars(select(CaseFile.citizen_id).where(CaseFile.id == case_id)).first()
    if citizen_id is None:
        return []
    wanted = _Wanted(session, case_id, citizen_id, limit)
    entries = [entry for source in _SOURCES for entry in source(wanted)]
    return sorted(entries, key=lambda entry: entry.order, reverse=True)[:limit]


def happened_since(session: Session, case_id: str, since: datetime, now: datetime) -> list[Entry]:
    """Return what happened after a moment, such as the last talk, up to now; the newest first.

    Of whole-day entries those count whose day lies after that of the moment.
    """
    since_day, today = since.astimezone(ZONE).date(), now.astimezone(ZONE).date()
    return [
        entry
        for entry in timeline(session, case_id, _ALL)
        if (since_day < entry.day <= today if entry.whole_day else since < entry.at <= now)
    ]


def acts_since(session: Session, case_id: str, since: datetime, limit: int = 200) -> list[StandingAct]:
    """Return the acts on a case after a moment that still stand, the newest first."""
    rows = session.execute(
        select(ActRow.seq, ActRow.at, ActRow.actor, ActRow.name, ChangeRow.kind)
        .join(ChangeRow, ChangeRow.act_id == ActRow.id)
        .where(ChangeRow.case_id == case_id, ActRow.at > since)
        .where(ActRow.undone_by.is_(None), ActRow.undoes.is_(None))
        .order_by(ActRow.seq.desc())
    )
    acts: dict[int, StandingAct] = {}
    for seq, at, actor, name, kind in rows:
        known = acts.get(seq)
        if known is None and len(acts) == limit:
            break
        kinds = known.kinds if known else frozenset()
        acts[seq] = StandingAct(at, actor, from_data(name), kinds | {kind})
    return list(acts.values())


def _kept(
    wanted: _Wanted, record: type[_Kept], when: InstrumentedAttribute[Any], *conditions: ColumnElement[bool]
) -> Sequence[_Kept]:
    """Return the records of the case (of the citizen, where they belong to no case), the newest first."""
    of_case = record.case_id == wanted.case_id if issubclass(record, OfCase) else None
    mine = record.citizen_id == wanted.citizen_id if of_case is None else of_case
    rows = select(record).where(mine, *conditions).order_by(when.desc()).limit(wanted.limit)
    return wanted.session.scalars(rows).all()


def _talks(wanted: _Wanted) -> Iterable[Entry]:
    for row in _kept(wanted, Talk, Talk.at):
        kind, place = happenings.named(words.KINDS, row.kind), Place("talk", row.id)
        match row.status:
            case "planned":
                yield Entry(
                    row.at,
                    "talk_planned",
                    t("Planned: {kind}", kind=kind),
                    words.purpose_text(row.purpose),
                    place,
                )
            case "no_show":
                reason = t("Reason: {reason}", reason=words.reason_text(row.absence_reason))
                yield Entry(row.at, "talk_missed", t("Did not come: {kind}", kind=kind), reason, place)
            case "cancelled":
                why = words.reason_text(row.absence_reason or row.cancelled_reason)
                off, dropped = t("Called off: {kind}", kind=kind), t("Cancelled: {kind}", kind=kind)
                title = off if row.attendance else dropped
                yield Entry(row.at, "talk_cancelled", title, t("Reason: {reason}", reason=why), place)
            case _:
                yield Entry(row.at, "talk_held", kind, raw(row.outcome), place)


def _requests(wanted: _Wanted) -> Iterable[Entry]:
    for row in _kept(wanted, TalkRequest, TalkRequest.requested_on):
        yield _daily(row, row.requested_on, "request", t("Asked for a talk"), raw(row.wish))


def _outreach(wanted: _Wanted) -> Iterable[Entry]:
    for row in _kept(wanted, Outreach, Outreach.at):
        title = t(
            "Attempt at contact: {channel}. {result}.",
            channel=happenings.named(words.CHANNELS, row.channel),
            result=happenings.named(words.OUTREACH_RESULTS, row.result),
        )
        yield Entry(row.at, "outreach", title, raw(row.words), _place(row))


def _notes(wanted: _Wanted) -> Iterable[Entry]:
    """Tell of the notes that stand for themselves; a talk's own note is told by the talk while that stands."""
    talks = select(Talk.id).where(Talk.case_id == wanted.case_id)
    own = or_(Note.about_kind != "talk", Note.corrects_id.is_not(None), Note.about_id.not_in(talks))
    notes = _kept(wanted, Note, Note.at, own)
    marks = marks_of(wanted.session, notes)
    for row in notes:
        told = raw(row.title), raw(row.facts or row.citizen_says or row.assessment)
        title, detail = marks.get(row.id, told)
        yield Entry(row.at, "correction" if row.corrects_id else "note", title, detail, _place(row))


def _documents(wanted: _Wanted) -> Iterable[Entry]:
    for row in _kept(wanted, Document, Document.at):
        pages = tn("{count} page", "{count} pages", row.pages) if row.pages else _NOTHING
        yield Entry(row.at, "document", raw(row.title), pages, _place(row))


def _versions(wanted: _Wanted) -> Iterable[Entry]:
    """Tell of the versions that stand, by a few columns: each holds a whole plan."""
    kept, mine = PlanVersion, PlanVersion.case_id == wanted.case_id
    plans = select(kept.plan_id).where(mine)
    follows = dict(
        wanted.session.execute(select(kept.id, kept.follows_id).where(kept.plan_id.in_(plans))).all()
    )
    in_force = wanted.session.scalars(select(Plan.version_id).where(Plan.id.in_(plans))).all()
    standing = frozenset[str]().union(*(standing_versions(follows, version) for version in in_force))
    rows = select(kept.id, kept.at, kept.number, kept.reason).where(mine).order_by(kept.at.desc())
    for row in wanted.session.execute(rows.limit(wanted.limit)):
        if row.id not in standing:  # agreeing on it was undone
            continue
        title = t("Plan agreed, version {number}", number=row.number)
        yield Entry(row.at, "plan_version", title, raw(row.reason), Place("plan_version", row.id))


def _goals(wanted: _Wanted) -> Iterable[Entry]:
    for row in _kept(wanted, InterimGoal, InterimGoal.reached_on, InterimGoal.reached_on.is_not(None)):
        yield _daily(
            row, row.reached_on, "goal_reached", t("Reached: “{goal}”", goal=row.words), raw(row.sign)
        )


def _agreements(wanted: _Wanted) -> Iterable[Entry]:
    """Tell of the agreements that were kept."""
    kept = (Agreement.status == "kept", Agreement.done_on.is_not(None))
    for row in _kept(wanted, Agreement, Agreement.done_on, *kept):
        yield _daily(row, row.done_on, "agreement_kept", t("Agreement kept"), raw(row.words))


def _screenings(wanted: _Wanted) -> Iterable[Entry]:
    for row in _kept(wanted, Screening, Screening.started_on):
        yield _daily(row, row.started_on, "screening", t("Screening begun"))
        if row.finished_on:
            outcome = happenings.named(happenings.OUTCOMES, row.outcome) if row.outcome else _NOTHING
            yield _daily(row, row.finished_on, "screening", t("Screening finished"), outcome, step=1)


def _events(wanted: _Wanted) -> Iterable[Entry]:
    told_here = CaseEvent.kind.not_in(happenings.TOLD_ELSEWHERE)
    rows = _kept(wanted, CaseEvent, CaseEvent.on, told_here)
    of_talks = [talk_id for row in rows if row.kind in hearings.KINDS for talk_id in hearings.talks_of(row)]
    found = wanted.session.execute(select(Talk.id, Talk.at).where(Talk.id.in_(of_talks)))
    days = {talk_id: day_of(at) for talk_id, at in found}
    for row in rows:
        title = happenings.named(happenings.EVENTS, row.kind)
        if row.kind in hearings.KINDS:
            detail = _absences([days[one] for one in hearings.talks_of(row) if one in days])
        else:
            detail = VISITED.get(row.words) or raw(row.words)
        yield _daily(row, row.on, "event", title, detail)


def _absences(days: Sequence[date]) -> Text:
    if not days:
        return _NOTHING
    said = words.days_words(days)
    return tn("Absence on {days}", "Absences on {days}", len(days), days=said)


def _groups(wanted: _Wanted) -> Iterable[Entry]:
    for row in _kept(wanted, GroupPeriod, GroupPeriod.from_on):
        title = t("Target group: {group}", group=happenings.named(GROUPS, row.code))
        yield _daily(row, row.from_on, "group", title, raw(row.reason))


def _statuses(wanted: _Wanted) -> Iterable[Entry]:
    for row in _kept(wanted, StatusChange, StatusChange.valid_from):
        title = happenings.named(happenings.STATUS_KINDS, row.kind)
        yield _daily(
            row, row.valid_from, "status", title, happenings.named(happenings.STATUS_VALUES, row.value)
        )


def _life_events(wanted: _Wanted) -> Iterable[Entry]:
    for row in _kept(wanted, LifeEvent, LifeEvent.on):
        yield _daily(row, row.on, "life_event", t("Something happened in the citizen's life"), raw(row.words))


def _contacts(wanted: _Wanted) -> Iterable[Entry]:
    names = {row.id: row.name for row in wanted.session.execute(select(Staff.id, Staff.name))}
    for row in _kept(wanted, PrimaryContact, PrimaryContact.from_on):
        title = t("Contact person: {name}", name=names.get(row.staff_id, ""))
        yield _daily(row, row.from_on, "primary_contact", title, raw(row.reason))


def _daily(
    row: OfCitizen, day: date | None, kind: str, title: Text, detail: Text = _NOTHING, *, step: int = 0
) -> Entry:
    """Make an entry of which only the day is known: it stands below what has a time on that day."""
    assert day is not None
    return Entry(moment_of(day, 0), kind, title, detail, _place(row), whole_day=True, step=step)


def _place(row: OfCitizen) -> Place:
    return Place(row.__tablename__, row.id)


_SOURCES: tuple[Callable[[_Wanted], Iterable[Entry]], ...] = (
    _talks, _requests, _outreach, _notes, _documents, _versions, _goals, _agreements, _screenings, _events,
    _groups, _statuses, _life_events, _contacts,
)  # fmt: skip
