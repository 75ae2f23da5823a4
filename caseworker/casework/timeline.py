"""The one time line of a case: everything that happened, whichever room it happened in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from caseworker.base.clock import ZONE
from caseworker.base.clock import at as moment_of
from caseworker.base.place import Place
from caseworker.base.text import Text, from_data, raw, t, tn
from caseworker.casework import happenings
from caseworker.contacts import words
from caseworker.contacts.model import Outreach, Talk, TalkRequest
from caseworker.journal.model import Document, Note
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
from caseworker.plan.model import Agreement, InterimGoal, PlanVersion
from caseworker.screening.model import Screening
from caseworker.store.log import ActRow, ChangeRow

# More than any case holds: "since" looks at everything.
_ALL = 10_000
_NOTHING = raw("")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, or is planned. `kind` names it for the icon and for filters.

    `at` is UTC; of a `whole_day` entry only the day is known. `detail` may be empty. `place` is where it is.
    """

    at: datetime
    kind: str
    title: Text
    detail: Text
    place: Place
    whole_day: bool = False

    @property
    def day(self) -> date:
        """The Danish day."""
        return self.at.astimezone(ZONE).date()


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
    return sorted(entries, key=lambda entry: (entry.at, entry.place.id), reverse=True)[:limit]


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


def _talks(wanted: _Wanted) -> list[Entry]:
    rows = wanted.session.scalars(
        select(Talk).where(Talk.case_id == wanted.case_id).order_by(Talk.at.desc()).limit(wanted.limit)
    )
    return [_talk(row) for row in rows]


def _talk(row: Talk) -> Entry:
    kind, place = happenings.named(words.KINDS, row.kind), Place("talk", row.id)
    match row.status:
        case "planned":
            return Entry(row.at, "talk_planned", t("Planned: {kind}", kind=kind), raw(row.purpose), place)
        case "no_show":
            reason = t("Reason: {reason}", reason=words.reason_text(row.absence_reason))
            return Entry(row.at, "talk_missed", t("Did not come: {kind}", kind=kind), reason, place)
        case "cancelled":
            words_of = words.reason_text(row.absence_reason or row.cancelled_reason)
            title = (
                t("Called off: {kind}", kind=kind) if row.attendance else t("Cancelled: {kind}", kind=kind)
            )
            return Entry(row.at, "talk_cancelled", title, t("Reason: {reason}", reason=words_of), place)
        case _:
            return Entry(row.at, "talk_held", kind, raw(row.outcome), place)


def _requests(wanted: _Wanted) -> list[Entry]:
    rows = wanted.session.scalars(
        select(TalkRequest)
        .where(TalkRequest.case_id == wanted.case_id)
        .order_by(TalkRequest.requested_on.desc())
        .limit(wanted.limit)
    )
    title = t("Asked for a talk")
    return [
        _daily(row.requested_on, "request", title, raw(row.wish), Place("talk_request", row.id))
        for row in rows
    ]


def _outreach(wanted: _Wanted) -> list[Entry]:
    rows = wanted.session.scalars(
        select(Outreach)
        .where(Outreach.case_id == wanted.case_id)
        .order_by(Outreach.at.desc())
        .limit(wanted.limit)
    )
    return [_attempt(row) for row in rows]


def _attempt(row: Outreach) -> Entry:
    title = t(
        "Attempt at contact: {channel}. {result}.",
        channel=happenings.named(words.CHANNELS, row.channel),
        result=happenings.named(words.OUTREACH_RESULTS, row.result),
    )
    return Entry(row.at, "outreach", title, raw(row.words), Place("outreach", row.id))


def _notes(wanted: _Wanted) -> list[Entry]:
    """Tell of the notes that stand for themselves; a talk's own note is told by the talk while that stands."""
    talks = select(Talk.id).where(Talk.case_id == wanted.case_id)
    rows = wanted.session.scalars(
        select(Note)
        .where(Note.case_id == wanted.case_id)
        .where(or_(Note.about_kind != "talk", Note.corrects_id.is_not(None), Note.about_id.not_in(talks)))
        .order_by(Note.at.desc())
        .limit(wanted.limit)
    )
    return [
        Entry(
            row.at,
            "correction" if row.corrects_id else "note",
            raw(row.title),
            raw(row.facts or row.citizen_says or row.assessment),
            Place("note", row.id),
        )
        for row in rows
    ]


def _documents(wanted: _Wanted) -> list[Entry]:
    rows = wanted.session.scalars(
        select(Document)
        .where(Document.case_id == wanted.case_id)
        .order_by(Document.at.desc())
        .limit(wanted.limit)
    )
    return [
        Entry(
            row.at,
            "document",
            raw(row.title),
            tn("{count} page", "{count} pages", row.pages) if row.pages else _NOTHING,
            Place("document", row.id),
        )
        for row in rows
    ]


def _versions(wanted: _Wanted) -> list[Entry]:
    rows = wanted.session.execute(
        select(PlanVersion.id, PlanVersion.at, PlanVersion.number, PlanVersion.reason)
        .where(PlanVersion.case_id == wanted.case_id)
        .order_by(PlanVersion.at.desc())
        .limit(wanted.limit)
    )
    return [
        Entry(
            at,
            "plan_version",
            t("Plan agreed, version {number}", number=number),
            raw(reason),
            Place("plan_version", version_id),
        )
        for version_id, at, number, reason in rows
    ]


def _goals(wanted: _Wanted) -> list[Entry]:
    rows = wanted.session.scalars(
        select(InterimGoal)
        .where(InterimGoal.case_id == wanted.case_id, InterimGoal.reached_on.is_not(None))
        .order_by(InterimGoal.reached_on.desc())
        .limit(wanted.limit)
    )
    return [
        _daily(
            row.reached_on,
            "goal_reached",
            t("Reached: “{goal}”", goal=row.words),
            raw(row.sign),
            Place("interim_goal", row.id),
        )
        for row in rows
        if row.reached_on
    ]


def _agreements(wanted: _Wanted) -> list[Entry]:
    """Tell of the agreements that were kept."""
    rows = wanted.session.scalars(
        select(Agreement)
        .where(
            Agreement.case_id == wanted.case_id, Agreement.status == "kept", Agreement.done_on.is_not(None)
        )
        .order_by(Agreement.done_on.desc())
        .limit(wanted.limit)
    )
    title = t("Agreement kept")
    return [
        _daily(row.done_on, "agreement_kept", title, raw(row.words), Place("agreement", row.id))
        for row in rows
        if row.done_on
    ]


def _screenings(wanted: _Wanted) -> list[Entry]:
    rows = wanted.session.scalars(
        select(Screening)
        .where(Screening.case_id == wanted.case_id)
        .order_by(Screening.started_on.desc())
        .limit(wanted.limit)
    )
    entries = []
    for row in rows:
        place = Place("screening", row.id)
        entries.append(_daily(row.started_on, "screening", t("Screening started"), _NOTHING, place))
        if row.finished_on:
            outcome = happenings.named(happenings.OUTCOMES, row.outcome) if row.outcome else _NOTHING
            entries.append(_daily(row.finished_on, "screening", t("Screening finished"), outcome, place))
    return entries


def _events(wanted: _Wanted) -> list[Entry]:
    rows = wanted.session.scalars(
        select(CaseEvent)
        .where(CaseEvent.case_id == wanted.case_id, CaseEvent.kind.not_in(happenings.TOLD_ELSEWHERE))
        .order_by(CaseEvent.on.desc())
        .limit(wanted.limit)
    )
    return [
        _daily(
            row.on,
            "event",
            happenings.named(happenings.EVENTS, row.kind),
            VISITED.get(row.words) or raw(row.words),
            Place("case_event", row.id),
        )
        for row in rows
    ]


def _groups(wanted: _Wanted) -> list[Entry]:
    rows = wanted.session.scalars(
        select(GroupPeriod)
        .where(GroupPeriod.case_id == wanted.case_id)
        .order_by(GroupPeriod.from_on.desc())
        .limit(wanted.limit)
    )
    return [
        _daily(
            row.from_on,
            "group",
            t("Target group: {group}", group=happenings.named(GROUPS, row.code)),
            raw(row.reason),
            Place("group_period", row.id),
        )
        for row in rows
    ]


def _statuses(wanted: _Wanted) -> list[Entry]:
    rows = wanted.session.scalars(
        select(StatusChange)
        .where(StatusChange.citizen_id == wanted.citizen_id)
        .order_by(StatusChange.valid_from.desc())
        .limit(wanted.limit)
    )
    return [
        _daily(
            row.valid_from,
            "status",
            happenings.named(happenings.STATUS_KINDS, row.kind),
            happenings.named(happenings.STATUS_VALUES, row.value),
            Place("status_change", row.id),
        )
        for row in rows
    ]


def _life_events(wanted: _Wanted) -> list[Entry]:
    rows = wanted.session.scalars(
        select(LifeEvent)
        .where(LifeEvent.citizen_id == wanted.citizen_id)
        .order_by(LifeEvent.on.desc())
        .limit(wanted.limit)
    )
    title = t("Something happened in the citizen's life")
    return [_daily(row.on, "life_event", title, raw(row.words), Place("life_event", row.id)) for row in rows]


def _contacts(wanted: _Wanted) -> list[Entry]:
    rows = wanted.session.execute(
        select(PrimaryContact.id, PrimaryContact.from_on, PrimaryContact.reason, Staff.name)
        .join(Staff, Staff.id == PrimaryContact.staff_id)
        .where(PrimaryContact.case_id == wanted.case_id)
        .order_by(PrimaryContact.from_on.desc())
        .limit(wanted.limit)
    )
    return [
        _daily(
            from_on,
            "primary_contact",
            t("Contact person: {name}", name=name),
            raw(reason),
            Place("primary_contact", row_id),
        )
        for row_id, from_on, reason, name in rows
    ]


def _daily(day: date, kind: str, title: Text, detail: Text, place: Place) -> Entry:
    """Make an entry of which only the day is known: noon stands for it."""
    return Entry(moment_of(day, 12), kind, title, detail, place, whole_day=True)


_SOURCES: tuple[Callable[[_Wanted], list[Entry]], ...] = (
    _talks, _requests, _outreach, _notes, _documents, _versions, _goals, _agreements, _screenings, _events,
    _groups, _statuses, _life_events, _contacts,
)  # fmt: skip
