"""Save a talk: how it went, the journal note, the promises and the next talk, all in one act."""

from __future__ import annotations

from dataclasses import dataclass, replace

from caseworker.base.clock import ZONE, day_of
from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import Text, render, t
from caseworker.base.workdays import next_workday
from caseworker.contacts import reaching, service, words
from caseworker.contacts.model import Talk, TalkRequest
from caseworker.contacts.reaching import OutreachData
from caseworker.contacts.service import BookingData, TalkResult
from caseworker.journal.model import LANGUAGE
from caseworker.journal.service import NoteData, write_note
from caseworker.people.closed import refuse_closed
from caseworker.people.service import note_act
from caseworker.plan.content import AgreementData
from caseworker.plan.service import add_agreement
from caseworker.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkData:
    """Everything the form of a talk holds.

    `result.talk_id` is the id of the booked talk or of the draft, so that saving twice cannot make two talks.
    What happened, what the citizen says and our assessment are kept apart. Each agreement belongs to this
    talk, and `next_talk` and `outreach` to its case and talk, whatever they were filled with. Without
    `title` the note is named after the kind of talk and the day. `measured`: a progression measurement was taken.
    """

    result: TalkResult
    facts: str = ""
    citizen_says: str = ""
    assessment: str = ""
    title: str = ""
    agreements: tuple[AgreementData, ...] = ()
    next_talk: BookingData | None = None
    outreach: OutreachData | None = None
    measured: bool = False


@dataclass(frozen=True, slots=True)
class SavedTalk:
    """What saving a talk made: the ids of the records, empty or None where there is none.

    `request_ids` are the wishes for a talk that it met.
    """

    talk_id: str
    status: str
    note_id: str
    agreement_ids: tuple[str, ...]
    next_talk_id: str | None
    outreach_id: str | None
    request_ids: tuple[str, ...]


def save_talk(work: Work, data: TalkData) -> SavedTalk:
    """Write down how a talk went, with all that follows from it.

    Raises UserError, with nothing saved, when a part cannot be saved: the talk lies ahead, is written down
    already or lacks purpose or outcome; an agreement is empty; the next talk has a day that is over. A talk
    without a word of what happened gets a note made of what the form knows (notatpligt, OFL § 13).
    """
    talk = service.record(work, data.result)
    outreach_id = None
    if data.outreach is not None:
        if talk.status == "held":
            raise UserError(
                t(
                    "The citizen came, so no attempt at contact is saved. Take it out, or choose another attendance."
                ),
                Place("talk", talk.id, "attendance"),
            )
        outreach_id = reaching.add_outreach(work, replace(data.outreach, talk_id=talk.id))
    note_id = _write_note(work, talk, data)
    agreement_ids = tuple(_agree(work, talk, one) for one in data.agreements)
    if data.measured and talk.status == "held":
        note_act(work, talk.case_id, "measurement", day_of(talk.at))
    next_id = None
    if data.next_talk is not None:
        refuse_closed(
            work,
            talk.case_id,
            t("The case is closed, so there is no next talk. Clear its day, or open a new case first."),
        )
        next_id = service.book(work, replace(data.next_talk, case_id=talk.case_id))
    work.flush()
    met = work.find(TalkRequest, TalkRequest.met_by_id == talk.id, TalkRequest.closed_on.is_not(None))
    return SavedTalk(
        talk_id=talk.id,
        status=talk.status,
        note_id=note_id,
        agreement_ids=agreement_ids,
        next_talk_id=next_id,
        outreach_id=outreach_id,
        request_ids=tuple(one.id for one in met),
    )


def _agree(work: Work, talk: Talk, data: AgreementData) -> str:
    """Add an agreement made in the talk. Ours without a day is due on the working day after today (R-037)."""
    made_on = min(talk.at.astimezone(ZONE).date(), work.today())
    due_on = data.due_on
    if due_on is None and data.side == "municipality":
        due_on = next_workday(work.today())
    confirmed = data.confirmed_how
    if not confirmed and talk.status == "held":
        confirmed = render(t("Agreed in the talk"), LANGUAGE)  # made with the citizen, and how
    filled = replace(data, made_on=made_on, due_on=due_on, talk_id=talk.id, confirmed_how=confirmed)
    return add_agreement(work, talk.case_id, filled)


def _write_note(work: Work, talk: Talk, data: TalkData) -> str:
    title = data.title.strip() or render(note_title(talk), LANGUAGE)
    facts = data.facts
    if not any(part.strip() for part in (data.facts, data.citizen_says, data.assessment)):
        facts = render(_known_facts(talk, data.outreach), LANGUAGE)
    note = NoteData(
        case_id=talk.case_id,
        kind="talk",
        title=title,
        facts=facts,
        citizen_says=data.citizen_says,
        assessment=data.assessment,
        about_kind="talk",
        about_id=talk.id,
    )
    return write_note(work, note)


def note_title(talk: Talk) -> Text:
    """Return the title of the journal note of a talk: its kind, how it went, and the day."""
    kind, day = words.KINDS[talk.kind], talk.at.astimezone(ZONE).date()
    if talk.status == "no_show":
        return t("Did not come: {kind}, {day}", kind=kind, day=day)
    if talk.status == "cancelled":
        return t("Called off: {kind}, {day}", kind=kind, day=day)
    return t("{kind}, {day}", kind=kind, day=day)


def _known_facts(talk: Talk, outreach: OutreachData | None) -> Text:
    """Return what the form knows of a talk about which nothing was typed."""
    if talk.status == "held":
        return t("Purpose: {purpose}\nOutcome: {outcome}", purpose=talk.purpose, outcome=talk.outcome)
    reason = words.reason_text(talk.absence_reason)
    if talk.status == "cancelled":
        return t("The citizen called the talk on {at} off. Reason: {reason}.", at=talk.at, reason=reason)
    missed = t("The citizen did not come to the talk on {at}. Reason: {reason}.", at=talk.at, reason=reason)
    if outreach is None:
        return missed
    return t(
        "{missed} Attempt at contact: {channel}. {result}.",
        missed=missed,
        channel=words.OUTREACH_CHANNELS[outreach.channel],
        result=words.OUTREACH_RESULTS[outreach.result],
    )
