"""What can be done around talks: a citizen asks for one, and we reach out to one who did not come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseworker.base.errors import UserError
from caseworker.base.ids import new_id
from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.contacts import words
from caseworker.contacts.model import Outreach, Talk, TalkRequest
from caseworker.people.model import CaseEvent, CaseFile, Citizen
from caseworker.store.work import Work

# What a deadline rule may ask about who set a clock going (domain.md 4.2).
_ACTORS = ("municipality", "fund", "provider", "citizen", "employer")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestData:
    """A wish for a talk: who asked, when, and about what. `request_id` is the id it gets: a draft's own."""

    case_id: str
    requested_on: date
    by: str = "citizen"
    wish: str = ""
    request_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutreachData:
    """One attempt to reach a citizen (R-057, NS-3: how, when, with what result). Without `at` it was now."""

    talk_id: str
    channel: str
    result: str
    at: datetime | None = None
    words: str = ""
    outreach_id: str = ""


def request_talk(work: Work, data: RequestData) -> str:
    """Write down that a talk was asked for: the request and the event that starts its clock (R-048).

    Returns the request's id. Raises UserError for a day after today or before birth.
    """
    case = work.get(CaseFile, data.case_id)
    born = work.get(Citizen, case.citizen_id).birth_date
    place = Place("talk_request", data.request_id, "requested_on")
    if data.requested_on > work.today():
        raise UserError(t("The day the talk was asked for lies after today. Check the date."), place)
    if data.requested_on < born:
        raise UserError(
            t("The day the talk was asked for lies before the citizen was born. Check the date."), place
        )
    if data.request_id and work.first(TalkRequest, TalkRequest.id == data.request_id) is not None:
        raise UserError(t("This wish is saved already. It was not saved a second time."), place)
    event = work.add(
        CaseEvent(
            citizen_id=case.citizen_id,
            case_id=case.id,
            kind="meeting_requested",
            on=data.requested_on,
            by=data.by if data.by in _ACTORS else "",
        )
    )
    work.flush()
    request = work.add(
        TalkRequest(
            id=data.request_id or new_id(),
            citizen_id=case.citizen_id,
            case_id=case.id,
            requested_on=data.requested_on,
            by=data.by,
            wish=data.wish.strip(),
            event_id=event.id,
        )
    )
    return request.id


def meet_request(work: Work, request_id: str, talk_id: str) -> None:
    """Say which talk answers a wish. A planned talk lets it wait until then; a held one closes it."""
    request, talk = _open(work, request_id), work.get(Talk, talk_id)
    if talk.case_id != request.case_id or talk.status not in ("planned", "held"):
        raise UserError(
            t("That talk cannot answer the wish. Choose a planned or held talk of the same citizen.")
        )
    request.met_by_id = talk.id
    if talk.status == "held":
        request.closed_on = work.today()


def close_request(work: Work, request_id: str, reason: str) -> None:
    """Close a wish that no longer stands, with the reason. Its clock is taken away with it."""
    request = _open(work, request_id)
    if not reason.strip():
        raise UserError(
            t("Write why the talk is no longer wanted."), Place("talk_request", request_id, "closed_reason")
        )
    request.closed_on, request.closed_reason, request.met_by_id = work.today(), reason.strip(), None
    event = work.first(CaseEvent, CaseEvent.id == request.event_id) if request.event_id else None
    if event is not None:
        work.delete(event)


def add_outreach(work: Work, data: OutreachData) -> str:
    """Write down an attempt to reach a citizen who did not come. Returns its id."""
    talk = work.get(Talk, data.talk_id)
    place = Place("outreach", data.outreach_id)
    if talk.status not in ("no_show", "cancelled"):
        raise UserError(t("The citizen came to this talk, so there is nobody to reach out to."), place)
    if data.channel not in words.OUTREACH_CHANNELS:
        raise UserError(
            t("Choose how you tried to reach the citizen."), Place("outreach", data.outreach_id, "channel")
        )
    if data.result not in words.OUTREACH_RESULTS:
        raise UserError(t("Choose how the attempt ended."), Place("outreach", data.outreach_id, "result"))
    at = data.at or work.now()
    if at > work.now():
        raise UserError(
            t("The attempt lies after now. Check the time."), Place("outreach", data.outreach_id, "at")
        )
    if data.outreach_id and work.first(Outreach, Outreach.id == data.outreach_id) is not None:
        raise UserError(t("This attempt is saved already. It was not saved a second time."), place)
    attempt = work.add(
        Outreach(
            id=data.outreach_id or new_id(),
            citizen_id=talk.citizen_id,
            case_id=talk.case_id,
            talk_id=talk.id,
            at=at,
            channel=data.channel,
            result=data.result,
            words=data.words.strip(),
            by=work.author.actor,
        )
    )
    return attempt.id


def _open(work: Work, request_id: str) -> TalkRequest:
    request = work.get(TalkRequest, request_id)
    if request.closed_on is not None:
        raise UserError(t("This wish was closed on {day}. Nothing is changed.", day=request.closed_on))
    return request
