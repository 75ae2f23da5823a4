"""What can be done around talks: a citizen asks for one, and we reach out to one who did not come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseworker.base.clock import day_of
from caseworker.base.errors import UserError
from caseworker.base.ids import new_id
from caseworker.base.place import Place
from caseworker.base.text import Text, render, t
from caseworker.contacts import words
from caseworker.contacts.model import Outreach, Talk, TalkRequest
from caseworker.journal.model import LANGUAGE
from caseworker.journal.service import NoteData, write_note
from caseworker.people.closed import refuse_after_closing, refuse_closed
from caseworker.people.model import CaseAct, CaseEvent, CaseFile, Citizen
from caseworker.store.log import written_at
from caseworker.store.work import Work

# What a deadline rule may ask about who set a clock going (domain.md 4.2).
_ACTORS = ("municipality", "fund", "provider", "citizen", "employer")
# The same people, as a talk names those who ask for it (words.REQUESTED_BY).
_ACTOR_OF = {"jobcentre": "municipality", "company": "employer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestData:
    """A wish: what for (words.REQUESTS), who asked, when, in what words. `request_id` is the id it gets."""

    case_id: str
    requested_on: date
    by: str = "citizen"
    wish: str = ""
    request_id: str = ""
    what: str = "talk"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerData:
    """The answer to a wish for access or an activity: `answer` as in words.ANSWERS, `words` what was said."""

    request_id: str
    answer: str
    on: date
    words: str = ""


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
    """Write down what was asked for: the event that starts its clock and, for a talk, the wish (R-048).

    Returns the id of the wish, which is the event's own for what no talk answers. Raises UserError for a day
    after today or before birth, for a wish saved already, and in a closed case for anything but access.
    """
    case = work.get(CaseFile, data.case_id)
    born = work.get(Citizen, case.citizen_id).birth_date
    place = Place("talk_request", data.request_id, "requested_on")
    if data.what not in words.REQUESTS:
        raise UserError(t("Choose what was asked for."), Place("talk_request", data.request_id, "what"))
    if data.what != "access":  # whoever had a case may always ask to see it
        refuse_closed(
            work,
            case.id,
            t(
                "The case is closed. In a closed case only a wish for access is written down. Open a new case first."
            ),
        )
    if data.requested_on > work.today():
        raise UserError(t("The day it was asked for lies after today. Check the date."), place)
    if data.requested_on < born:
        raise UserError(
            t("The day it was asked for lies before the citizen was born. Check the date."), place
        )
    if data.request_id and any(
        work.first(kind, kind.id == data.request_id) is not None for kind in (TalkRequest, CaseEvent)
    ):
        raise UserError(t("This wish is saved already. It was not saved a second time."), place)
    by_talk, wish = data.what in words.MET_BY_TALK, data.wish.strip()
    event = work.add(
        CaseEvent(
            id=new_id() if by_talk else data.request_id or new_id(),
            citizen_id=case.citizen_id,
            case_id=case.id,
            kind=words.EVENT_OF[data.what],
            on=data.requested_on,
            by=_ACTOR_OF.get(data.by, data.by if data.by in _ACTORS else ""),
            words="" if by_talk else wish,
        )
    )
    if not by_talk:
        return event.id
    work.flush()
    request = work.add(
        TalkRequest(
            id=data.request_id or new_id(),
            citizen_id=case.citizen_id,
            case_id=case.id,
            requested_on=data.requested_on,
            by=data.by,
            wish=wish,
            event_id=event.id,
        )
    )
    return request.id


def answer_request(work: Work, data: AnswerData) -> None:
    """Answer a wish for access or an activity, with a note in the journal. Ends its clock.

    A wish for access that is not met in full is a decision: it starts the clock of a complaint.
    """
    event = _asked(work, data.request_id)
    if data.answer not in words.ANSWERS:
        raise UserError(t("Choose what the answer is."), Place("talk_request", event.id, "answer"))
    if not event.on <= data.on <= work.today():
        raise UserError(
            words.wrong_day(
                event.on,
                work.today(),
                t("The answer was given between {first} and today. Check the date.", first=event.on),
            ),
            Place("talk_request", event.id, "on"),
        )
    access = event.kind == words.EVENT_OF["access"]
    given = access and data.answer == "yes"
    citizen_id, case_id = event.citizen_id, event.case_id
    work.add(
        CaseAct(
            citizen_id=citizen_id, case_id=case_id, kind="access_given" if given else "answer", on=data.on,
            for_key=event.id,
        )
    )  # fmt: skip
    if access and not given:
        work.add(
            CaseEvent(
                citizen_id=citizen_id, case_id=case_id, kind="decision_available", on=data.on,
                by="municipality",
            )
        )  # fmt: skip
    title = t("Answer to the wish for access") if access else t("Answer to the wish for an activity")
    facts = [render(t("Answer: {answer}", answer=words.ANSWERS[data.answer]), LANGUAGE), data.words.strip()]
    _note(work, event, title, "\n".join(filter(None, facts)))


def asked_before(work: Work, request: TalkRequest, talk: Talk) -> bool:
    """Return whether a wish came before a talk. On one day the minute counts in which the wish was written down."""
    day = day_of(talk.at)
    if request.requested_on != day:
        return request.requested_on < day
    written = written_at(work.session, request.id)
    return written is None or written.replace(second=0, microsecond=0) <= talk.at


def can_answer(work: Work, request: TalkRequest, talk: Talk) -> bool:
    """Return whether a talk is one that answers a wish, by its kind, by how it was held and by whom."""
    if talk.by == "fund" or talk.channel in words.WRITTEN:
        return False
    if talk.kind not in words.UNPLANNED:
        return talk.kind in words.ANSWERING_KINDS
    event = work.first(CaseEvent, CaseEvent.id == request.event_id) if request.event_id else None
    return event is None or event.kind != words.EVENT_OF["early_follow_up"]


def meet_request(work: Work, request_id: str, talk_id: str) -> None:
    """Say which talk answers a wish. A planned talk lets it wait until then; a held one closes it."""
    request, talk = _open(work, request_id), work.get(Talk, talk_id)
    if talk.status == "planned":
        refuse_closed(work, request.case_id)
    if talk.case_id != request.case_id or talk.status not in ("planned", "held"):
        raise UserError(
            t("That talk cannot answer the wish. Choose a planned or held talk of the same citizen.")
        )
    request.met_by_id = talk.id
    if talk.status == "held":
        request.closed_on = work.today()


def close_request(work: Work, request_id: str, reason: str) -> None:
    """Close a wish that no longer stands, with the reason. Its clock is taken away with it."""
    if not reason.strip():
        raise UserError(
            t("Write why it is no longer wanted."), Place("talk_request", request_id, "closed_reason")
        )
    if work.first(TalkRequest, TalkRequest.id == request_id) is None:
        asked = _asked(work, request_id)
        _note(work, asked, t("A wish no longer stands"), reason.strip())
        work.delete(asked)
        return
    request = _open(work, request_id)
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
    if talk.status == "no_show":
        missed_on = day_of(talk.at)
        if day_of(at) < missed_on:
            raise UserError(
                t("The attempt lies before the talk on {day} that was missed. Check the day.", day=missed_on),
                Place("outreach", data.outreach_id, "on"),
            )
        at = max(at, talk.at)  # of another day than today the hour is not known
    refuse_after_closing(
        work,
        talk.case_id,
        day_of(at),
        t("The case was closed on {closed}, so there is nobody to reach out to. Open a new case first."),
        place,
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


def _asked(work: Work, event_id: str) -> CaseEvent:
    """Return the event of a wish that no talk answers, while it waits."""
    event = work.get(CaseEvent, event_id)
    answered = work.first(CaseAct, CaseAct.case_id == event.case_id, CaseAct.for_key == event.id)
    if answered is not None:
        raise UserError(t("This wish was answered on {day}. Nothing is changed.", day=answered.on))
    return event


def _note(work: Work, event: CaseEvent, title: Text, facts: str) -> None:
    write_note(work, NoteData(case_id=event.case_id, title=render(title, LANGUAGE), facts=facts))
