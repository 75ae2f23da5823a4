"""The facts of stored cases, in the shape the engine reads. Reads any number of cases in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, TypeVar, get_args

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from caseworker.base.clock import day_of
from caseworker.base.workdays import next_workday
from caseworker.contacts.model import Talk, TalkRequest
from caseworker.deadlines import facts as shape
from caseworker.deadlines.codes import ActType, EventType
from caseworker.deadlines.earlier_cases import Earlier, with_earlier
from caseworker.people.model import (
    BenefitPeriod,
    CaseAct,
    CaseEvent,
    CaseFile,
    Citizen,
    Exemption,
    GroupPeriod,
    Trait,
    WorkPeriod,
)
from caseworker.plan.model import Activity, Agreement
from caseworker.store.record import OfCase, OfCitizen

K = TypeVar("K", bound=OfCase)
C = TypeVar("C", bound=OfCitizen)

# SQLite takes far more, but smaller bites keep memory flat on a 50,000-case store.
_BITE = 500
_EVENTS = frozenset(get_args(EventType))
_ACTS = frozenset(get_args(ActType))


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """The facts of one case, with whose they are, and with those of the case it goes on from (CNT-4)."""

    case_id: str
    citizen_id: str
    facts: shape.Facts


def facts_of(session: Session, case_ids: Sequence[str]) -> Iterable[CaseFacts]:
    """Yield the facts of each of these cases."""
    for start in range(0, len(case_ids), _BITE):
        yield from _bite(session, case_ids[start : start + _BITE])


def _bite(session: Session, case_ids: Sequence[str]) -> Iterable[CaseFacts]:
    people = session.execute(
        select(CaseFile.id, CaseFile.citizen_id, CaseFile.opened_on, Citizen.birth_date, Citizen.sex)
        .join(Citizen, Citizen.id == CaseFile.citizen_id)
        .where(CaseFile.id.in_(case_ids))
    ).all()
    citizens = [row.citizen_id for row in people]
    before = _closed_before(session, people)
    found = _of_cases(session, list({*case_ids, *(one.id for closed in before.values() for one in closed)}))
    benefits = _by_citizen(session, BenefitPeriod, citizens, _benefit)
    traits = _by_citizen(session, Trait, citizens, _trait)
    work = _by_citizen(session, WorkPeriod, citizens, _work)
    for row in people:
        facts = replace(
            found[row.id],
            citizen=shape.Citizen(birth_date=row.birth_date, sex=row.sex or None),
            traits=tuple(traits[row.citizen_id]),
            benefits=tuple(benefits[row.citizen_id]),
            work=tuple(work[row.citizen_id]),
        )
        closed = [Earlier(one.opened_on, one.closed_on, found[one.id]) for one in before[row.id]]
        yield CaseFacts(row.id, row.citizen_id, with_earlier(facts, row.opened_on, closed))


def _closed_before(session: Session, people: Sequence[Any]) -> defaultdict[str, list[Any]]:
    """Return, by case, the citizen's closed cases that were opened before it, the latest first."""
    days = select(CaseFile.id, CaseFile.citizen_id, CaseFile.opened_on, CaseFile.closed_on)
    closed: defaultdict[str, list[Any]] = defaultdict(list)
    for one in session.execute(
        days.where(
            CaseFile.citizen_id.in_([row.citizen_id for row in people]), CaseFile.closed_on.is_not(None)
        ).order_by(CaseFile.opened_on.desc(), CaseFile.id.desc())
    ):
        closed[one.citizen_id].append(one)
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in people:
        found[row.id] = [
            one for one in closed[row.citizen_id] if (one.opened_on, one.id) < (row.opened_on, row.id)
        ]
    return found


def _of_cases(session: Session, case_ids: Sequence[str]) -> dict[str, shape.Facts]:
    """Return what is recorded in each of these cases, without what is recorded of the citizen."""
    groups = _by_case(session, GroupPeriod, case_ids, _group)
    events = _by_case(session, CaseEvent, case_ids, _event)
    wishes = list(session.scalars(select(TalkRequest).where(TalkRequest.case_id.in_(case_ids))))
    contacts = _by_case(session, Talk, case_ids, partial(_contact, answers=_answered(wishes)))
    for wish in wishes:
        events[wish.case_id] = [_asked(one, wish, contacts[wish.case_id]) for one in events[wish.case_id]]
    offers = _by_case(session, Activity, case_ids, _offer)
    acts = _by_case(session, CaseAct, case_ids, lambda row: _act(row))
    exemptions = _by_case(session, Exemption, case_ids, _exemption)
    for case_id, made, kept in _promises(session, case_ids):
        events[case_id].append(made)
        acts[case_id] += [kept] if kept is not None else []
    return {
        case_id: shape.Facts(
            groups=tuple(groups[case_id]),
            events=tuple(events[case_id]),
            contacts=tuple(contacts[case_id]),
            offers=tuple(offers[case_id]),
            acts=tuple(acts[case_id]),
            exemptions=tuple(exemptions[case_id]),
        )
        for case_id in case_ids
    }


def _by_case(
    session: Session, kind: type[K], case_ids: Sequence[str], make: Callable[[K], Any]
) -> defaultdict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in session.scalars(select(kind).where(kind.case_id.in_(case_ids))):
        made = make(row)
        if made is not None:
            found[row.case_id].append(made)
    return found


def _answered(wishes: Iterable[TalkRequest]) -> dict[str, str]:
    """Return, by talk, the event of the wish that it is for. A talk for several wishes answers each of them."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for wish in wishes:
        if wish.met_by_id and wish.event_id:
            found[wish.met_by_id].append(wish.event_id)
    return {talk_id: of[0] for talk_id, of in found.items() if len(of) == 1}


def _asked(event: Any, wish: TalkRequest, contacts: Iterable[Any]) -> Any:
    """Return the event of a wish with the talks that do not answer it: held, but before the one that did.

    While the wish is open all that were held came before the asking, whatever their day: a later one closes it.
    """
    if event.id != wish.event_id:
        return event
    held = [one for one in contacts if one.status == "held" and one.on >= event.on]
    if wish.closed_on is not None:
        met_on = min((one.on for one in held if one.id == wish.met_by_id), default=event.on)
        held = [one for one in held if one.on < met_on]
    return replace(event, not_met_by=tuple(sorted(one.id for one in held)))


def _promises(
    session: Session, case_ids: Sequence[str]
) -> Iterable[tuple[str, shape.Event, shape.Act | None]]:
    """Yield our promises without a day of their own: that they were made, and that they were kept.

    Where none is given the next working day is written, so that is how they are known.
    """
    wanted = select(Agreement.id, Agreement.case_id, Agreement.made_on, Agreement.due_on, Agreement.done_on,
                    Agreement.status)  # fmt: skip
    for row in session.execute(
        wanted.where(
            Agreement.case_id.in_(case_ids),
            Agreement.side == "municipality",
            Agreement.status.in_(("open", "kept")),
            Agreement.deleted_at.is_(None),
        )
    ):
        if row.due_on not in (None, next_workday(row.made_on)):
            continue
        kept = row.status == "kept" and row.done_on is not None
        yield (
            row.case_id,
            shape.Event(type="promise_made", on=row.made_on, id=row.id),
            shape.Act(type="promise_kept", on=row.done_on, for_=row.id) if kept else None,
        )


def _by_citizen(
    session: Session, kind: type[C], citizens: Sequence[str], make: Callable[[C], Any]
) -> defaultdict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in session.scalars(select(kind).where(kind.citizen_id.in_(citizens))):
        found[row.citizen_id].append(make(row))
    return found


# Stored codes are checked where they are written, so rows are taken as they are.
def _group(row: Any) -> Any:
    return shape.Group(
        code=row.code, from_=row.from_on, to=row.to_on, visited_as=row.visited_as or None,
        insured=row.insured or None, match=row.match, category=row.category,
    )  # fmt: skip


def _event(row: Any) -> Any:
    if row.kind not in _EVENTS:  # told in the case, but no rule asks for it
        return None
    return shape.Event(
        type=row.kind, on=row.on, id=row.id, until=row.until, by=row.by or None, benefit=row.benefit or None,
        expected_on=row.expected_on, by_post=row.by_post,
    )  # fmt: skip


def _contact(row: Any, answers: dict[str, str]) -> Any:
    return shape.Contact(
        kind=row.kind,
        on=day_of(row.at),
        id=row.id,
        by=row.by,
        status=row.status,
        channel=row.channel,
        for_=answers.get(row.id),
    )


def _offer(row: Any) -> Any:
    # Stopped without a last day: it never took place.
    if not row.offer_type or row.from_on is None or (row.status == "stopped" and row.to_on is None):
        return None
    return shape.Offer(
        type=row.offer_type, from_=row.from_on, to=row.to_on, id=row.id, granted_on=row.granted_on,
        education_aim=row.education_aim,
    )  # fmt: skip


def _act(row: Any) -> Any:
    if row.kind not in _ACTS:
        return None
    return shape.Act(type=row.kind, on=row.on, for_=row.for_key or None)


def _exemption(row: Any) -> Any:
    assessed = shape.Assessed(by=row.assessed_by, on=row.assessed_on) if row.assessed_on else None
    return shape.Exemption(kind=row.kind, from_=row.from_on, to=row.to_on, assessed=assessed)


def _benefit(row: Any) -> Any:
    return shape.Benefit(
        type=row.benefit_type, from_=row.from_on, to=row.to_on,
        paid_to=row.paid_to.isoformat() if row.paid_to else None, hours=row.hours or None,
    )  # fmt: skip


def _trait(row: Any) -> Any:
    value: bool | date = (
        row.value == "true" if row.value in ("true", "false") else date.fromisoformat(row.value)
    )
    return shape.Trait(trait=row.trait, value=value, from_=row.from_on, to=row.to_on)


def _work(row: Any) -> Any:
    return shape.Work(from_=row.from_on, to=row.to_on, hours_per_week=row.hours_per_week)
