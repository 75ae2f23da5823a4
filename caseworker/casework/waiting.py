"""What waits in one case: what the citizen asked for, and the talks the citizen stayed away from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseworker.base.clock import day_of
from caseworker.contacts import absence, following_up, hearings, queries, words
from caseworker.contacts.absence import Attempt, NoShow
from caseworker.contacts.queries import AttemptRow, RequestRow, TalkRow
from caseworker.deadlines import engine
from caseworker.deadlines.answer import Answer
from caseworker.deadlines.case_facts import facts_of
from caseworker.deadlines.packs import Packs
from caseworker.deadlines.projection import unit_rules
from caseworker.people.model import CaseAct, CaseEvent
from caseworker.people.queries import group_then

# Enough for any case: more than so many absences in a row are not all dealt with one by one.
_SHOWN = 6
_WRITTEN = tuple(words.EVENT_OF[what] for what in words.REQUESTS if what not in words.MET_BY_TALK)
_CLOCKS = frozenset({*words.EVENT_OF.values(), hearings.HEARING, hearings.SANCTIONABLE})
_ALSO = frozenset({"casework", "proposal"})
_STANDING = ("statute", "local", "target", "proposal")
_ASKERS = {"citizen": "citizen", "employer": "company", "municipality": "jobcentre"}
_WHAT = {kind: what for what, kind in words.EVENT_OF.items()}


@dataclass(frozen=True, slots=True)
class Asked:
    """Something the citizen asked for that is not answered yet.

    `event_id` names its clock: the deadlines that it set going have it in their key. `booked_at` is when the
    talk booked for it is to be. `waiting_days` are calendar days until today.
    """

    id: str
    what: str
    on: date
    by: str
    wish: str
    waiting_days: int
    event_id: str
    booked_at: datetime | None = None


def asked(session: Session, case_id: str, today: date) -> list[Asked]:
    """Return what waits for an answer in a case, the oldest first."""
    talks = [row for row in queries.requests_of(session, case_id, today) if row.closed_on is None]
    events = {row.id: row for row in _events(session, case_id)}
    answered = {act.for_key for act in _acts(session, case_id)}
    found = [_by_talk(row, events) for row in talks]
    found += [
        Asked(
            row.id,
            _WHAT[row.kind],
            row.on,
            _ASKERS.get(row.by, "other_party"),
            row.words,
            (today - row.on).days,
            row.id,
        )
        for row in events.values()
        if row.kind in _WRITTEN and row.id not in answered
    ]
    return sorted(found, key=lambda one: (one.on, one.id))


def no_shows(session: Session, case_id: str, today: date) -> list[NoShow]:
    """Return the absences of a case with which something is still to be done, the newest first."""
    talks = queries.talks_of(session, case_id)
    away = [row for row in talks if row.status == "no_show"]
    missed = away[:_SHOWN]
    if not missed:
        return []
    held = [row.at for row in talks if row.status == "held"]
    attempts = queries.attempts_of(session, case_id)
    past = _Past(away, _events(session, case_id), _acts(session, case_id))
    found = [
        past.absence(
            row,
            held,
            attempts if at == 0 else _until(attempts, missed[at - 1]),
            # What an absence may lead to is decided by the law of its own day, whatever the group is today.
            *group_then(session, case_id, day_of(row.at)),
        )
        for at, row in enumerate(missed)
    ]
    found = [replace(one, overlaps=_overlaps(one, found[at + 1 :])) for at, one in enumerate(found)]
    return [one for one in found if absence.is_open(one, today)]


def clocks(session: Session, packs: Packs, case_id: str, today: date) -> dict[str, Answer]:
    """Return by event the deadline that it set going, with its reason and steps.

    Also where the unit has the area of the rule off: that only keeps it out of the lists. Where several rules
    ask for the same, the law comes before local practice and that before a proposal.
    """
    areas, off_rules = unit_rules(session, today)
    found: dict[str, Answer] = {}
    for one in facts_of(session, [case_id]):
        of_events = {event.id for event in one.facts.events if event.type in _CLOCKS}
        if not of_events:
            continue
        answers = engine.deadlines(
            one.facts, packs, today, areas=areas | _ALSO, off_rules=off_rules, trace=True
        )
        for answer in sorted(answers, key=lambda answer: _STANDING.index(answer.standing), reverse=True):
            source = answer.key.split(":")[1]
            if source in of_events:
                found[source] = answer
    return found


class _Past:
    """The events and acts of a case, looked up by what they are about."""

    def __init__(
        self, missed: Sequence[TalkRow], events: Sequence[CaseEvent], acts: Sequence[CaseAct]
    ) -> None:
        self.acts, self._missed = acts, {row.id: row.at for row in missed}
        let_be = {act.for_key for act in acts if act.kind == following_up.LET_BE}
        self._courses = hearings.courses(self._missed, events, let_be)

    def absence(
        self,
        row: TalkRow,
        held: Iterable[datetime],
        attempts: Iterable[AttemptRow],
        group: str,
        visited_as: str,
    ) -> NoShow:
        """Return a missed talk with what has been done about it."""
        day = day_of(row.at)
        tried = [one for one in attempts if one.at >= row.at]
        contact = [one.at for one in tried if one.result in words.REACHED]
        contact += [at for at in held if at > row.at]
        course = self._courses[row.id]
        begun, heard = course.begun, course.heard
        return NoShow(
            talk_id=row.id,
            kind=row.kind,
            on=day,
            summoned_on=day_of(row.summoned_at) if row.summoned_at is not None else None,
            reason=row.absence_reason,
            group=group,
            visited_as=visited_as,
            attempts=tuple(Attempt(day_of(one.at), one.channel, one.result, one.id) for one in tried),
            contact_on=day_of(min(contact)) if contact else None,
            going_on=begun is not None,
            hearing_on=heard.on if heard is not None else None,
            answer_by=heard.until if heard is not None else None,
            answered_on=self._done(following_up.ANSWER, heard.id if heard is not None else None),
            decided_on=self._done(following_up.SANCTION, begun.id if begun is not None else None),
            closed_on=self._done(following_up.LET_BE, row.id),
            heard_with=tuple(
                day_of(self._missed[other])
                for other in (hearings.talks_of(heard) if heard is not None else ())
                if other != row.id and other in self._missed
            ),
            hearing_id=heard.id if heard is not None else "",
            sanction_id=begun.id if begun is not None else "",
        )

    def _done(self, kind: str, key: str | None) -> date | None:
        return next((act.on for act in self.acts if act.kind == kind and act.for_key == key), None)


def _overlaps(one: NoShow, earlier: Iterable[NoShow]) -> bool:
    """Return whether the days without contact of an earlier absence, not let be, still ran on the day of this."""
    return any(
        other.may_be_sanctioned
        and other.closed_on is None
        and (other.contact_on is None or other.contact_on > one.on)
        for other in earlier
    )


def _until(attempts: Iterable[AttemptRow], later: TalkRow) -> list[AttemptRow]:
    """Return the attempts before the next absence: those after belong to that one, but for who was reached."""
    return [one for one in attempts if one.at < later.at or one.result in words.REACHED]


def _by_talk(row: RequestRow, events: dict[str, CaseEvent]) -> Asked:
    event = events.get(row.event_id)
    what = _WHAT[event.kind] if event is not None else "talk"
    return Asked(
        row.id, what, row.requested_on, row.by, row.wish, row.waiting_days, row.event_id, row.booked_at
    )


def _events(session: Session, case_id: str) -> list[CaseEvent]:
    return list(
        session.scalars(
            select(CaseEvent)
            .where(CaseEvent.case_id == case_id, CaseEvent.kind.in_(_CLOCKS))
            .order_by(CaseEvent.on, CaseEvent.id)
        )
    )


def _acts(session: Session, case_id: str) -> list[CaseAct]:
    return list(session.scalars(select(CaseAct).where(CaseAct.case_id == case_id, CaseAct.for_key != "")))
