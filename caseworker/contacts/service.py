"""What can be done with talks: book, move, summon, cancel, and write down how one went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from caseworker.base.clock import ZONE
from caseworker.base.errors import UserError
from caseworker.base.ids import new_id
from caseworker.base.place import Place
from caseworker.base.text import Text, t
from caseworker.contacts import words
from caseworker.contacts.model import Talk, TalkRequest
from caseworker.contacts.reaching import asked_before, can_answer
from caseworker.people.closed import refuse_after_closing, refuse_closed
from caseworker.people.model import CaseFile, Citizen, Staff
from caseworker.store.work import Work

# Nobody books further ahead: a date beyond this is a slip of the pen.
FURTHEST = timedelta(days=2 * 366)
LONGEST = 600  # minutes


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who takes part: the fields of the national registration duty (§ 27, anchors.md 0.2)."""

    name: str
    role: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingData:
    """A talk to come. `at` is an aware moment. `request_id` is the wish for a talk that it answers.

    `talk_id` is the id it gets: a draft's own. Without `staff_id` the caseworker holds it.
    """

    case_id: str
    kind: str
    at: datetime
    minutes: int = 45
    channel: str = "meeting"
    place: str = ""
    by: str = "municipality"
    requested_by: str = "jobcentre"
    for_availability: bool = False
    staff_id: str | None = None
    participants: tuple[Participant, ...] = ()
    purpose: str = ""
    rebooking_allowed: bool = True
    request_id: str = ""
    talk_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkResult:
    """How a talk went. `talk_id` is that of the booked talk, or the id that a talk without booking gets.

    `attendance` decides what the talk becomes: met and late make it held, absent_notice cancelled and
    absent_no_notice a no-show (R-056). Fields that are None stay as they were booked. `request_ids` are the
    wishes for a talk that it meets; None: those it was booked for and, held by us, all that wait.
    """

    case_id: str
    attendance: str
    kind: str | None = None
    at: datetime | None = None
    minutes: int | None = None
    channel: str | None = None
    place: str | None = None
    by: str | None = None
    requested_by: str | None = None
    for_availability: bool | None = None
    participants: tuple[Participant, ...] | None = None
    purpose: str | None = None
    outcome: str = ""
    absence_reason: str = ""
    plan_reviewed: str = ""
    request_ids: tuple[str, ...] | None = None
    talk_id: str = ""


def book(work: Work, data: BookingData) -> str:
    """Book a talk and return its id. Raises UserError for a closed case, a time that cannot be, an unknown code."""
    case = work.get(CaseFile, data.case_id)
    refuse_closed(work, case.id)
    _check_codes(data.kind, data.channel, data.by, data.requested_by, data.minutes, data.talk_id)
    _check_time_ahead(work, data.at, data.talk_id)
    if data.talk_id and work.first(Talk, Talk.id == data.talk_id) is not None:
        raise UserError(
            t("This talk is booked already. Look at it under contacts; it was not booked a second time."),
            Place("talk", data.talk_id),
        )
    if work.first(Talk, Talk.case_id == case.id, Talk.status == "planned", Talk.at == data.at) is not None:
        words = t("A talk is booked at that very time. Choose another one, or move the talk there is.")
        raise UserError(words, Place("talk", data.talk_id, "at"))
    talk = _new_or_revived(work, data.talk_id, case, data.kind, data.at, "planned")
    talk.minutes, talk.channel, talk.place = data.minutes, data.channel, data.place.strip()
    talk.by, talk.requested_by, talk.for_availability = data.by, data.requested_by, data.for_availability
    talk.staff_id = data.staff_id or _my_id(work)
    talk.participants = _as_list(data.participants)
    talk.purpose, talk.rebooking_allowed = data.purpose.strip(), data.rebooking_allowed
    if data.request_id:
        work.flush()
        _promise(work, data.request_id, talk)
    return talk.id


def move(
    work: Work,
    talk_id: str,
    at: datetime,
    *,
    minutes: int | None = None,
    channel: str | None = None,
    place: str | None = None,
) -> bool:
    """Move a planned talk. Returns whether the citizen holds a summons that no longer fits (§ 20: at once).

    Raises UserError for a closed case, as for what cannot be booked.
    """
    talk = _planned(work, talk_id)
    refuse_closed(
        work,
        talk.case_id,
        t("The case is closed, so the talk cannot be moved. Call it off, or open a new case first."),
    )
    minutes = talk.minutes if minutes is None else minutes
    channel = talk.channel if channel is None else channel
    _check_codes(talk.kind, channel, talk.by, talk.requested_by, minutes, talk_id)
    _check_time_ahead(work, at, talk_id)
    summoned = talk.summoned_at is not None
    talk.at, talk.minutes, talk.channel, talk.summoned_at = at, minutes, channel, None
    if place is not None:
        talk.place = place.strip()
    return summoned


def summon(work: Work, talk_id: str) -> None:
    """Write that the summons (indkaldelse) to a planned talk went out now."""
    talk = _planned(work, talk_id)
    refuse_closed(
        work,
        talk.case_id,
        t("The case is closed, so nobody is summoned to the talk. Call it off, or open a new case first."),
    )
    talk.summoned_at = work.now()


def cancel(work: Work, talk_id: str, reason: str, *, by_citizen: bool = False) -> None:
    """Cancel a planned talk. A citizen's own cancellation (afbud) counts as absence with notice (R-056).

    The reason is free words or a code of words.py, which is shown in the language of the reader.
    """
    talk = _planned(work, talk_id)
    if not reason.strip():
        raise UserError(
            t("Write why the talk is cancelled, or choose “unknown”."),
            Place("talk", talk_id, "cancelled_reason"),
        )
    talk.status, talk.cancelled_reason = "cancelled", reason.strip()
    if by_citizen:
        talk.attendance, talk.absence_reason = "absent_notice", reason.strip()
    _stand_open_again(work, talk)


def record(work: Work, data: TalkResult) -> Talk:
    """Write how a talk went, booked or not. Returns the talk.

    Raises UserError when it is written down already, lies after now or after the case was closed (unless called
    off), is held without purpose or outcome (R-054), or the absence has no reason (R-056). Never closes a case
    (R-058).
    """
    case = work.get(CaseFile, data.case_id)
    talk = work.first(Talk, Talk.id == data.talk_id) if data.talk_id else None
    if talk is None:
        if data.kind is None or data.at is None:
            raise UserError(t("Say what kind of talk it was, and when."), Place("talk", data.talk_id, "at"))
        _check_one(data.attendance, words.ATTENDANCE, data.talk_id, "attendance")
        # The log never says of it that it was planned: nobody was summoned to it.
        status = words.STATUS_OF[data.attendance]
        talk = _new_or_revived(work, data.talk_id, case, data.kind, data.at, status)
        talk.staff_id = _my_id(work)
    elif talk.status != "planned" or talk.case_id != case.id:
        raise _already(talk)
    _check_result(work, talk, data)
    status = words.STATUS_OF[data.attendance]
    for name in (
        "kind",
        "at",
        "minutes",
        "channel",
        "place",
        "by",
        "requested_by",
        "for_availability",
        "purpose",
    ):
        value = getattr(data, name)
        if value is not None:
            setattr(talk, name, value.strip() if isinstance(value, str) else value)
    if data.participants is not None:
        talk.participants = _as_list(data.participants)
    talk.status, talk.attendance = status, data.attendance
    talk.outcome, talk.plan_reviewed = data.outcome.strip(), data.plan_reviewed
    talk.absence_reason = data.absence_reason.strip() if status != "held" else ""
    work.flush()
    if status == "held":
        _meet_requests(work, talk, data.request_ids)
    else:
        _stand_open_again(work, talk)
    return talk


def hold(work: Work, talk_id: str, outcome: str, *, purpose: str | None = None, late: bool = False) -> None:
    """Write that a booked talk was held as booked."""
    talk = work.get(Talk, talk_id)
    attendance = "late" if late else "met"
    record(
        work,
        TalkResult(
            case_id=talk.case_id, talk_id=talk_id, attendance=attendance, purpose=purpose, outcome=outcome
        ),
    )


def no_show(work: Work, talk_id: str, absence_reason: str = "unknown") -> None:
    """Write that the citizen did not come to a booked talk. Opens the task of reaching out (R-057)."""
    talk = work.get(Talk, talk_id)
    record(
        work,
        TalkResult(
            case_id=talk.case_id,
            talk_id=talk_id,
            attendance="absent_no_notice",
            absence_reason=absence_reason,
        ),
    )


def _check_result(work: Work, talk: Talk, data: TalkResult) -> None:
    _check_one(data.attendance, words.ATTENDANCE, talk.id, "attendance")
    at, kind = data.at or talk.at, data.kind or talk.kind
    minutes = talk.minutes if data.minutes is None else data.minutes
    by, asked = data.by or talk.by, data.requested_by or talk.requested_by
    _check_codes(kind, data.channel or talk.channel, by, asked, minutes, talk.id)
    if data.plan_reviewed:
        _check_one(data.plan_reviewed, words.PLAN_REVIEWED, talk.id, "plan_reviewed")
    born = work.get(Citizen, talk.citizen_id).birth_date
    if _day(at) < born:
        raise UserError(
            t("The talk lies before the citizen was born. Check the date."), Place("talk", talk.id, "at")
        )
    status = words.STATUS_OF[data.attendance]
    if status != "cancelled" and at > work.now():
        raise UserError(
            t(
                "The talk is set to {at}, which is still to come. Save it when it has been, or correct the time.",
                at=at,
            ),
            Place("talk", talk.id, "at"),
        )
    if status != "cancelled":
        refuse_after_closing(
            work,
            talk.case_id,
            _day(at),
            t(
                "The case was closed on {closed}, and the talk is after that day. Correct the day, "
                "or open a new case first."
            ),
            Place("talk", talk.id, "at"),
        )
    if status == "held":
        purpose = talk.purpose if data.purpose is None else data.purpose
        if not purpose.strip():
            raise UserError(t("Write what the talk was for."), Place("talk", talk.id, "purpose"))
        if not data.outcome.strip():
            raise UserError(t("Write what came out of the talk."), Place("talk", talk.id, "outcome"))
    elif not data.absence_reason.strip():
        raise UserError(
            t("Choose why the citizen did not come, or “unknown”."), Place("talk", talk.id, "absence_reason")
        )


def _check_codes(kind: str, channel: str, by: str, requested_by: str, minutes: int, talk_id: str) -> None:
    _check_one(kind, words.KINDS, talk_id, "kind")
    _check_one(channel, words.CHANNELS, talk_id, "channel")
    _check_one(by, words.HELD_BY, talk_id, "by")
    _check_one(requested_by, words.REQUESTED_BY, talk_id, "requested_by")
    if not 5 <= minutes <= LONGEST:
        raise UserError(
            t("A talk lasts between 5 and {longest} minutes. Check how long.", longest=LONGEST),
            Place("talk", talk_id, "minutes"),
        )


def _check_one(code: str, allowed: Mapping[str, Text], talk_id: str, name: str) -> None:
    if code not in allowed:
        raise UserError(
            t("“{code}” is not one of the choices here. Choose again.", code=code),
            Place("talk", talk_id, name),
        )


def _check_time_ahead(work: Work, at: datetime, talk_id: str) -> None:
    """Refuse what cannot be a plan: a day that is over, or a slip of the pen. Earlier today may be."""
    if _day(at) < work.today():
        words = t("The day chosen, {day:weekday}, is over. Choose a day to come.")
        if _day(at).year != work.today().year:
            words = t("The day chosen, {day:long}, is over. Choose a day to come.")
        raise UserError(words.with_values(day=_day(at)), Place("talk", talk_id, "at"))
    if at - work.now() > FURTHEST:
        raise UserError(
            t("{day} is more than two years ahead. Check the year.", day=_day(at)),
            Place("talk", talk_id, "at"),
        )


def _day(at: datetime) -> date:
    assert at.tzinfo is not None, "moments know their zone"
    return at.astimezone(ZONE).date()


def _planned(work: Work, talk_id: str) -> Talk:
    talk = work.get(Talk, talk_id)
    if talk.status != "planned":
        raise _already(talk)
    return talk


def _already(talk: Talk) -> UserError:
    return UserError(
        t("This talk is written down already ({status}, {at}). Nothing was saved a second time.",
          status=words.STATUSES[talk.status], at=talk.at),
        Place("talk", talk.id),
    )  # fmt: skip


def _new_or_revived(work: Work, talk_id: str, case: CaseFile, kind: str, at: datetime, status: str) -> Talk:
    """Return a new talk under the id given, or the one that an undo took away, fresh again."""
    gone = work.session.get(Talk, talk_id, execution_options={"include_deleted": True}) if talk_id else None
    if gone is None:
        whose: dict[str, Any] = {"citizen_id": case.citizen_id, "case_id": case.id}
        return work.add(Talk(id=talk_id or new_id(), kind=kind, status=status, at=at, **whose))
    gone.deleted_at, gone.kind, gone.at, gone.status = None, kind, at, status
    gone.citizen_id, gone.case_id = case.citizen_id, case.id
    gone.summoned_at = None
    gone.cancelled_reason = gone.attendance = gone.absence_reason = gone.outcome = gone.plan_reviewed = ""
    return gone


def _as_list(participants: Iterable[Participant]) -> list[dict[str, str]]:
    return [
        {"name": one.name, "role": one.role, "form": one.form} for one in participants if one.name.strip()
    ]


def _my_id(work: Work) -> str | None:
    me = work.first(Staff, Staff.is_me)
    return me.id if me else None


def _promise(work: Work, request_id: str, talk: Talk) -> None:
    """Let a booked talk answer a wish: the wish stays open until the talk is held."""
    request = work.get(TalkRequest, request_id)
    if request.closed_on is None:
        request.met_by_id = talk.id


def _meet_requests(work: Work, talk: Talk, request_ids: tuple[str, ...] | None) -> None:
    """Close the wishes that a held talk meets. One that it was booked for and does not meet waits again."""
    day = _day(talk.at)
    all_waiting = request_ids is None and talk.by == "municipality"
    for request in work.find(
        TalkRequest, TalkRequest.case_id == talk.case_id, TalkRequest.closed_on.is_(None)
    ):
        named = request.met_by_id == talk.id or request.id in (request_ids or ())
        if can_answer(work, request, talk) and (named or (all_waiting and asked_before(work, request, talk))):
            request.met_by_id, request.closed_on = talk.id, day
        elif request.met_by_id == talk.id:
            request.met_by_id = None


def _stand_open_again(work: Work, talk: Talk) -> None:
    """Let the wishes that a cancelled or missed talk was booked for wait again."""
    for request in work.find(TalkRequest, TalkRequest.met_by_id == talk.id, TalkRequest.closed_on.is_(None)):
        request.met_by_id = None
