"""What is done after an absence: no consequence, hearing, answer, decision. Each writes its note in the journal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseworker.base.clock import day_of
from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import Text, render, t
from caseworker.contacts.absence import SANCTIONED, last_day_for_sanction
from caseworker.contacts.hearings import (
    DECISION,
    HEARING,
    SANCTIONABLE,
    Course,
    courses,
    talks_of,
    words_for,
)
from caseworker.contacts.model import Talk
from caseworker.contacts.words import days_words, wrong_day
from caseworker.journal.model import LANGUAGE
from caseworker.journal.service import NoteData, write_note
from caseworker.people.model import CaseAct, CaseEvent
from caseworker.people.queries import group_then
from caseworker.store.work import Work

# Kinds of acts (domain.md 4.2). That an absence is let be is known by the talk it is about, an answer by its
# hearing, a sanction by the event that its three months run from.
ANSWER, SANCTION, LET_BE = "answer", "sanction_decided", "absence_let_be"


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingData:
    """A hearing (partshøring) about an absence: when it was sent, and until when the citizen may answer.

    `also` are further missed talks of the case that the same letter is about.
    """

    talk_id: str
    sent_on: date
    answer_by: date
    words: str = ""
    also: tuple[str, ...] = ()


def let_be(work: Work, talk_id: str, reason: str) -> None:
    """Let an absence have no consequence for the benefit. Stops the clock of a sanction, if one runs."""
    talk = _missed(work, talk_id)
    if not reason.strip():
        raise UserError(t("Write why the absence has no consequence."), Place("talk", talk_id, "reason"))
    _refuse_decided(work, talk)
    begun = _course(work, talk).begun
    if begun is not None:
        work.delete(begun)
    work.add(
        CaseAct(
            citizen_id=talk.citizen_id, case_id=talk.case_id, kind=LET_BE, on=work.today(), for_key=talk.id
        )
    )
    _note(work, talk, t("Absence on {day}: no consequence", day=day_of(talk.at)), assessment=reason.strip())


def send_hearing(work: Work, data: HearingData) -> str:
    """Write that the citizen is heard about an absence. Starts the clocks of the answer and of the sanction.

    One letter about several absences is one hearing with one answer; each has a sanction's clock of its own.
    Returns the id of the event. Raises UserError for days that cannot be, a second hearing, or an absence that the
    law of its day lets have no sanction.
    """
    talk = _missed(work, data.talk_id)
    talks = [talk, *(_also(work, talk, one) for one in dict.fromkeys(data.also) if one != talk.id)]
    for one in talks:
        _refuse_decided(work, one)
        _refuse_other_law(work, one, Place("talk", talk.id, "sent_on" if one is talk else "also"))
    day = max(day_of(one.at) for one in talks)
    if not day <= data.sent_on <= work.today():
        raise UserError(
            wrong_day(
                day,
                work.today(),
                t("The hearing was sent between {first} and today. Check the date.", first=day),
            ),
            Place("talk", talk.id, "sent_on"),
        )
    if data.answer_by <= data.sent_on:
        raise UserError(
            t("The citizen needs time to answer. Choose a day after the hearing was sent."),
            Place("talk", talk.id, "answer_by"),
        )
    _refuse_heard(work, talks)
    for one in talks:
        _begin(work, one)
    event = work.add(
        CaseEvent(
            citizen_id=talk.citizen_id, case_id=talk.case_id, kind=HEARING, on=data.sent_on, until=data.answer_by,
            by="municipality", words=words_for(one.id for one in talks),
        )
    )  # fmt: skip
    facts = render(
        t(
            "Hearing sent {sent}. The citizen may answer until {until}.",
            sent=data.sent_on,
            until=data.answer_by,
        ),
        LANGUAGE,
    )
    title = t("Hearing about the absence on {day}", day=day_of(talk.at))
    if len(talks) > 1:
        title = t("Hearing about the absences on {days}", days=_days(talks))
    _note(work, talk, title, facts="\n".join(filter(None, [facts, data.words.strip()])))
    work.flush()
    return event.id


def note_answer(work: Work, talk_id: str, on: date, says: str) -> None:
    """Write down that the citizen answered a hearing, and what was said."""
    talk = _missed(work, talk_id)
    event = hearing_of(work, talk)
    if event is None:
        raise UserError(t("No hearing is sent about this absence yet."), Place("talk", talk_id, "on"))
    if not event.on <= on <= work.today():
        raise UserError(
            wrong_day(
                event.on,
                work.today(),
                t("The answer came between {first} and today. Check the date.", first=event.on),
            ),
            Place("talk", talk_id, "on"),
        )
    if _act_for(work, talk, ANSWER, event.id) is not None:
        raise UserError(t("The answer is written down already."), Place("talk", talk_id, "on"))
    title = t("Answer to the hearing about the absence on {day}", day=day_of(talk.at))
    heard = work.find(Talk, Talk.id.in_(talks_of(event)))
    if len(heard) > 1:
        title = t("Answer to the hearing about the absences on {days}", days=_days(heard))
    work.add(CaseAct(citizen_id=talk.citizen_id, case_id=talk.case_id, kind=ANSWER, on=on, for_key=event.id))
    _note(
        work, talk, title,
        facts="" if says.strip() else render(t("The citizen has answered."), LANGUAGE), says=says.strip(),
    )  # fmt: skip


def decide(work: Work, talk_id: str, on: date, reason: str) -> None:
    """Write down the decision to reduce the benefit. Starts the clock of a complaint (4 weeks).

    Raises UserError for a day that cannot be, without a hearing or a reason, or where the law of the day of the
    absence knows no sanction.
    """
    talk = _missed(work, talk_id)
    _refuse_decided(work, talk)
    _refuse_other_law(work, talk, Place("talk", talk_id, "on"))
    heard = hearing_of(work, talk)
    if heard is None:
        raise UserError(
            t(
                "The citizen is not heard about this absence yet. Write the hearing down first; it may be the "
                "same letter."
            ),
            Place("talk", talk_id, "on"),
        )
    last = min(work.today(), last_day_for_sanction(day_of(talk.at)))
    first = min(heard.on, last)
    if not first <= on <= last:
        raise UserError(
            wrong_day(
                first,
                last,
                t(
                    "A sanction for this absence is decided between {first} and {last}. Check the date.",
                    first=first,
                    last=last,
                ),
            ),
            Place("talk", talk_id, "on"),
        )
    if not reason.strip():
        raise UserError(t("Write what the decision rests on."), Place("talk", talk_id, "reason"))
    begun = _begin(work, talk)
    citizen_id, case_id = talk.citizen_id, talk.case_id
    work.add(CaseAct(citizen_id=citizen_id, case_id=case_id, kind=SANCTION, on=on, for_key=begun.id))
    work.add(
        CaseEvent(
            citizen_id=citizen_id, case_id=case_id, kind=DECISION, on=on, by="municipality",
            words=words_for([talk.id]),
        )
    )  # fmt: skip
    _note(
        work, talk, t("Decision after the absence on {day}", day=day_of(talk.at)), assessment=reason.strip()
    )


def hearing_of(work: Work, talk: Talk) -> CaseEvent | None:
    """Return the hearing about a missed talk, or None."""
    return _course(work, talk).heard


def _course(work: Work, talk: Talk) -> Course:
    """Return what is written down of an absence."""
    missed = work.find(Talk, Talk.case_id == talk.case_id, Talk.status == "no_show")
    events = work.find(
        CaseEvent, CaseEvent.case_id == talk.case_id, CaseEvent.kind.in_((HEARING, SANCTIONABLE))
    )
    let_be = work.find(CaseAct, CaseAct.case_id == talk.case_id, CaseAct.kind == LET_BE)
    return courses({one.id: one.at for one in missed}, events, {act.for_key for act in let_be})[talk.id]


def _begin(work: Work, talk: Talk) -> CaseEvent:
    """Return the event from which the three months run, made if there is none yet."""
    begun = _course(work, talk).begun
    if begun is None:
        begun = work.add(
            CaseEvent(
                citizen_id=talk.citizen_id, case_id=talk.case_id, kind=SANCTIONABLE, on=day_of(talk.at),
                words=words_for([talk.id]),
            )
        )  # fmt: skip
        work.flush()
    return begun


def _also(work: Work, talk: Talk, other_id: str) -> Talk:
    """Return a further absence that a letter is about: of the same case."""
    other = _missed(work, other_id)
    if other.case_id != talk.case_id:
        gone = t("What you asked for is no longer there. Go back and look again.")
        raise UserError(gone, Place("talk", talk.id, "also"))
    return other


def _refuse_heard(work: Work, talks: Iterable[Talk]) -> None:
    first, *others = talks
    if hearing_of(work, first) is not None:
        raise UserError(
            t("The citizen is heard about this absence already."), Place("talk", first.id, "sent_on")
        )
    for other in others:
        if hearing_of(work, other) is not None:
            raise UserError(
                t("The citizen is heard about the absence on {day} already.", day=day_of(other.at)),
                Place("talk", first.id, "also"),
            )


def _days(talks: Iterable[Talk]) -> Text:
    return days_words(day_of(talk.at) for talk in talks)


def _act_for(work: Work, talk: Talk, kind: str, key: str) -> CaseAct | None:
    return work.first(CaseAct, CaseAct.case_id == talk.case_id, CaseAct.kind == kind, CaseAct.for_key == key)


def _missed(work: Work, talk_id: str) -> Talk:
    talk = work.get(Talk, talk_id)
    if talk.status != "no_show":
        raise UserError(t("The citizen did not stay away from this talk."), Place("talk", talk_id))
    return talk


def _refuse_decided(work: Work, talk: Talk) -> None:
    begun = _course(work, talk).begun
    decided = begun is not None and _act_for(work, talk, SANCTION, begun.id) is not None
    if decided or _act_for(work, talk, LET_BE, talk.id) is not None:
        raise UserError(t("This absence is decided on already. Nothing is changed."), Place("talk", talk.id))


def _refuse_other_law(work: Work, talk: Talk, place: Place) -> None:
    """Refuse what is a sanction's where the group of the day of the absence has none (NS-5), whatever it is now."""
    day = day_of(talk.at)
    if group_then(work.session, talk.case_id, day)[0] not in SANCTIONED:
        raise UserError(
            t(
                "On {day} the citizen was in a group whose benefit cannot be reduced for staying away. Reach out to "
                "the citizen instead.",
                day=day,
            ),
            place,
        )


def _note(
    work: Work, talk: Talk, title: Text, *, facts: str = "", says: str = "", assessment: str = ""
) -> None:
    write_note(
        work,
        NoteData(
            case_id=talk.case_id, kind="talk", title=render(title, LANGUAGE), facts=facts, citizen_says=says,
            assessment=assessment, about_kind="talk", about_id=talk.id,
        ),
    )  # fmt: skip
