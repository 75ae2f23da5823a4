"""When to meet next, worked out from the deadlines that will stand once today's talk is saved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from caseworker.base.clock import ZONE
from caseworker.base.text import raw
from caseworker.contacts import queries
from caseworker.contacts.model import Talk
from caseworker.contacts.suggest import Booked, Duty, Suggestion, suggest
from caseworker.deadlines import engine
from caseworker.deadlines.answer import Answer
from caseworker.deadlines.case_facts import facts_of
from caseworker.deadlines.facts import Contact, Facts
from caseworker.deadlines.packs import Packs
from caseworker.deadlines.projection import unit_rules

# How far ahead taken times are read: the longest shipped interval between talks is a year.
AHEAD = timedelta(days=400)


def suggest_next_talk(
    session: Session,
    packs: Packs,
    case_id: str,
    now: datetime,
    *,
    talk_now: str = "",
    channel_now: str = "meeting",
    booked_now: datetime | None = None,
    minutes: int = 45,
    language: str = "da",
) -> Suggestion | None:
    """Return when to meet next and why, or None when no duty asks for a talk that is not booked.

    None too while a talk that is over waits to be written down, unless this is asked from one that is being
    written: nobody is called to a second talk for what the first may have met.

    `talk_now` is the kind of talk being held now over `channel_now` and not yet saved: the suggestion counts
    with it. `booked_now` is when that talk was booked to be: it is no longer to come.
    """
    today = now.astimezone(ZONE).date()
    from_a_talk = bool(talk_now) or booked_now is not None
    if not from_a_talk and not_written_down(session, case_id, now) is not None:
        return None
    facts = next((one.facts for one in facts_of(session, [case_id])), None)
    if facts is None:
        return None
    if talk_now:
        held = Contact(kind=talk_now, on=today, status="held", channel=channel_now)  # type: ignore[arg-type]
        facts = replace(facts, contacts=(*facts.contacts, held))
    planned = queries.planned_times(session, today, today + AHEAD)
    booked = [
        Booked(one.at, one.minutes, one.kind if one.case_id == case_id else "")
        for one in planned
        if one.at > now and (one.case_id, one.at) != (case_id, booked_now)
    ]
    last = queries.last_held(session, case_id)
    return suggest(
        _duties(session, packs, facts, now, language),
        booked,
        today,
        met_before=bool(talk_now) or last is not None,
        usual=_time_of_day(last.at) if last else None,
        minutes=minutes,
    )


def not_written_down(session: Session, case_id: str, now: datetime) -> datetime | None:
    """Return when the last booked talk was that is over and waits to be written down, or None where there is none."""
    over = (Talk.case_id == case_id, Talk.status == "planned", Talk.at < now)
    return session.scalar(select(Talk.at).where(*over).order_by(Talk.at.desc()).limit(1))


def _duties(session: Session, packs: Packs, facts: Facts, now: datetime, language: str) -> Iterator[Duty]:
    today = now.astimezone(ZONE).date()
    areas, off_rules = unit_rules(session, today)
    for answer in engine.deadlines(facts, packs, today, areas=areas, off_rules=off_rules):
        if answer.duty_of != "authority":
            continue
        if duty := _duty(packs, answer, facts, language):
            yield duty


def _duty(packs: Packs, answer: Answer, facts: Facts, language: str) -> Duty | None:
    """Return what a talk can do for a deadline, or None where a talk of ours cannot meet it."""
    rule, pack = packs.rule(answer.rule, answer.pack), packs.pack(answer.pack)
    if rule is None or pack is None:
        return None
    met_by: set[str] = set(rule.met_by.contacts)
    if rule.met_by.talks:
        met_by |= pack.head.convention.talk_kinds
    if rule.met_by.by and "municipality" not in rule.met_by.by:
        met_by.clear()
    if "measurement" in rule.met_by.acts:
        met_by.add("measurement")
    if not met_by:
        return None
    return Duty(
        key=answer.key,
        title=raw(rule.title.en if language == "en" else rule.title.da),
        status=answer.status,
        work_date=answer.work_date,
        due_on=answer.due_on,
        last_safe_date=answer.last_safe_date,
        earliest_on=answer.earliest_on,
        met_by=frozenset(met_by),
        exempt=tuple(
            (one.from_, one.to)
            for one in facts.exemptions
            if any(one.kind in effect.kinds for effect in rule.exempt_when)
        ),
    )


def _time_of_day(at: datetime) -> time:
    """Return the Danish time of day, rounded down to a quarter of an hour."""
    local = at.astimezone(ZONE)
    return time(local.hour, local.minute // 15 * 15)
