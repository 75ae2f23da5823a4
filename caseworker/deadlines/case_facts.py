"""The facts of stored cases, in the shape the engine reads. Reads any number of cases in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any, get_args

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from caseworker.base.clock import day_of
from caseworker.base.workdays import next_workday
from caseworker.contacts.model import Talk, TalkRequest
from caseworker.deadlines import facts as shape
from caseworker.deadlines.codes import ActType, EventType
from caseworker.deadlines.earlier_cases import Earlier, until_closed, with_earlier
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

Column = InstrumentedAttribute[Any]

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


def changes_of(session: Session, case_ids: Iterable[str]) -> dict[str, list[date]]:
    """Return, by case, the days on which the citizen changes group or benefit, or is out of one, in no order.

    Two quick queries for long lists: cheaper than the facts.
    """
    wanted = list(case_ids)
    found: dict[str, list[date]] = {case_id: [] for case_id in wanted}
    for start in range(0, len(wanted), _BITE):
        bite = CaseFile.id.in_(wanted[start : start + _BITE])
        for times in (GroupPeriod, BenefitPeriod):
            days = select(CaseFile.id, times.from_on, times.to_on).where(bite)
            rows = session.execute(days.join(times, times.citizen_id == CaseFile.citizen_id)).all()
            known: set[str] = set()
            for case_id, first, last in sorted(rows, key=lambda row: row[1]):
                found[case_id] += [first] if case_id in known else []  # the first one is no change
                found[case_id] += [last + timedelta(days=1)] if last is not None else []
                known.add(case_id)
    return found


def _bite(session: Session, case_ids: Sequence[str]) -> Iterable[CaseFacts]:
    people = session.execute(
        select(
            CaseFile.id,
            CaseFile.citizen_id,
            CaseFile.opened_on,
            CaseFile.closed_on,
            Citizen.birth_date,
            Citizen.sex,
        )
        .join(Citizen, Citizen.id == CaseFile.citizen_id)
        .where(CaseFile.id.in_(case_ids))
    ).all()
    citizens = [row.citizen_id for row in people]
    before = _closed_before(session, people)
    found = _of_cases(session, list({*case_ids, *(one.id for closed in before.values() for one in closed)}))
    benefits = _by(BenefitPeriod.citizen_id, citizens, session, _benefit, _BENEFIT)
    traits = _by(Trait.citizen_id, citizens, session, _trait, _TRAIT)
    work = _by(WorkPeriod.citizen_id, citizens, session, _work, _WORK)
    for row in people:
        facts = replace(
            found[row.id],
            citizen=shape.Citizen(birth_date=row.birth_date, sex=row.sex or None),
            traits=tuple(traits[row.citizen_id]),
            benefits=tuple(benefits[row.citizen_id]),
            work=tuple(work[row.citizen_id]),
        )
        if row.closed_on is not None:
            facts = until_closed(facts, row.closed_on)
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
    groups = _by(GroupPeriod.case_id, case_ids, session, _group, _GROUP)
    events = _by(CaseEvent.case_id, case_ids, session, _event, _EVENT)
    wishes = session.execute(select(*_WISH).where(TalkRequest.case_id.in_(case_ids))).all()
    contacts = _by(Talk.case_id, case_ids, session, partial(_contact, answers=_answered(wishes)), _CONTACT)
    for wish in wishes:
        events[wish.case_id] = [_asked(one, wish, contacts[wish.case_id]) for one in events[wish.case_id]]
    offers = _by(Activity.case_id, case_ids, session, _offer, _OFFER)
    acts = _by(CaseAct.case_id, case_ids, session, _act, _ACT)
    exemptions = _by(Exemption.case_id, case_ids, session, _exemption, _EXEMPTION)
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


def _by(
    owner: Column, ids: Sequence[str], session: Session, make: Callable[[Any], Any], columns: Sequence[Column]
) -> defaultdict[str, list[Any]]:
    """Return what is made of these columns, by their owner. Whole records would be slow to build."""
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in session.execute(select(owner, *columns).where(owner.in_(ids))):
        made = make(row)
        if made is not None:
            found[row[0]].append(made)
    return found


def _answered(wishes: Iterable[Any]) -> dict[str, str]:
    """Return, by talk, the event of the wish that it is for. A talk for several wishes answers each of them."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for wish in wishes:
        if wish.met_by_id and wish.event_id:
            found[wish.met_by_id].append(wish.event_id)
    return {talk_id: of[0] for talk_id, of in found.items() if len(of) == 1}


def _asked(event: Any, wish: Any, contacts: Iterable[Any]) -> Any:
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


# Stored codes are checked where they are written, so rows are taken as they are. Before each what it is made of.
_GROUP = (GroupPeriod.code, GroupPeriod.from_on, GroupPeriod.to_on, GroupPeriod.visited_as, GroupPeriod.insured,
          GroupPeriod.match, GroupPeriod.category)  # fmt: skip
_WISH = (TalkRequest.case_id, TalkRequest.event_id, TalkRequest.met_by_id, TalkRequest.closed_on)


def _group(row: Any) -> Any:
    return shape.Group(
        code=row.code, from_=row.from_on, to=row.to_on, visited_as=row.visited_as or None,
        insured=row.insured or None, match=row.match, category=row.category,
    )  # fmt: skip


_EVENT = (CaseEvent.kind, CaseEvent.on, CaseEvent.id, CaseEvent.until, CaseEvent.by, CaseEvent.benefit,
          CaseEvent.expected_on, CaseEvent.by_post)  # fmt: skip


def _event(row: Any) -> Any:
    if row.kind not in _EVENTS:  # told in the case, but no rule asks for it
        return None
    return shape.Event(
        type=row.kind, on=row.on, id=row.id, until=row.until, by=row.by or None, benefit=row.benefit or None,
        expected_on=row.expected_on, by_post=row.by_post,
    )  # fmt: skip


_CONTACT = (Talk.kind, Talk.at, Talk.id, Talk.by, Talk.status, Talk.channel)


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


_OFFER = (Activity.offer_type, Activity.from_on, Activity.to_on, Activity.id, Activity.granted_on,
          Activity.education_aim, Activity.status)  # fmt: skip


def _offer(row: Any) -> Any:
    # Stopped without a last day: it never took place.
    if not row.offer_type or row.from_on is None or (row.status == "stopped" and row.to_on is None):
        return None
    return shape.Offer(
        type=row.offer_type, from_=row.from_on, to=row.to_on, id=row.id, granted_on=row.granted_on,
        education_aim=row.education_aim,
    )  # fmt: skip


_ACT = (CaseAct.kind, CaseAct.on, CaseAct.for_key)


def _act(row: Any) -> Any:
    if row.kind not in _ACTS:
        return None
    return shape.Act(type=row.kind, on=row.on, for_=row.for_key or None)


_EXEMPTION = (
    Exemption.kind,
    Exemption.from_on,
    Exemption.to_on,
    Exemption.assessed_by,
    Exemption.assessed_on,
)


def _exemption(row: Any) -> Any:
    assessed = shape.Assessed(by=row.assessed_by, on=row.assessed_on) if row.assessed_on else None
    return shape.Exemption(kind=row.kind, from_=row.from_on, to=row.to_on, assessed=assessed)


_BENEFIT = (BenefitPeriod.benefit_type, BenefitPeriod.from_on, BenefitPeriod.to_on, BenefitPeriod.paid_to,
            BenefitPeriod.hours)  # fmt: skip


def _benefit(row: Any) -> Any:
    return shape.Benefit(
        type=row.benefit_type, from_=row.from_on, to=row.to_on,
        paid_to=row.paid_to.isoformat() if row.paid_to else None, hours=row.hours or None,
    )  # fmt: skip


_TRAIT = (Trait.trait, Trait.value, Trait.from_on, Trait.to_on)


def _trait(row: Any) -> Any:
    value: bool | date = (
        row.value == "true" if row.value in ("true", "false") else date.fromisoformat(row.value)
    )
    return shape.Trait(trait=row.trait, value=value, from_=row.from_on, to=row.to_on)


_WORK = (WorkPeriod.from_on, WorkPeriod.to_on, WorkPeriod.hours_per_week)


def _work(row: Any) -> Any:
    return shape.Work(from_=row.from_on, to=row.to_on, hours_per_week=row.hours_per_week)
