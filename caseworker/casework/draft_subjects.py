"""What a form left unfinished is about, which tells it apart from others, and whether that is still there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseworker.base.clock import ZONE, day_of
from caseworker.base.text import Text, t
from caseworker.casework.happenings import clock_words
from caseworker.contacts import queries as contacts
from caseworker.contacts.model import TalkRequest
from caseworker.contacts.words import ABSENCE_REASONS, OUR_REASONS
from caseworker.people.model import CaseEvent, CaseFile, Citizen
from caseworker.plan.model import Activity
from caseworker.store.drafts import Draft, Drafts

_ABOUT_TALK = frozenset({"move", "cancel", "attempt", "let_be", "hear", "hearing_answer", "decide"})
_ABOUT_WISH = frozenset({"answer", "close"})
_ABOUT_EFFORT = frozenset({"activity_pause", "activity_stop"})
# The field of each form about a record that holds words of one's own; a moved talk's place only where it was typed.
_OWN = {
    "cancel": "cancelled_reason", "attempt": "words", "let_be": "reason", "hear": "words", "hearing_answer": "words",
    "decide": "reason", "answer": "words", "close": "closed_reason",
}  # fmt: skip
_LONGEST = 60  # characters of a wish in the name of its draft


@dataclass(frozen=True, slots=True)
class Subject:
    """What tells a draft from others of its kind, None where nothing does. `gone`: it cannot be gone on with."""

    words: Text | None = None
    gone: bool = False


def offered(session: Session, drafts: Drafts, today: date) -> list[tuple[Draft, Subject]]:
    """Return the drafts that can be offered, the newest first, each with what it is about.

    One about a talk or a wish that is gone is offered where it holds words of one's own. What was begun for
    citizens who are gone, as after an import that was undone, is not.
    """
    told = ((draft, subject_of(session, draft, today)) for draft in drafts.all())
    return [
        (draft, subject)
        for draft, subject in told
        if not subject.gone or (_is_contact(draft) and own_words(draft.values))
    ]


def drop_gone(session: Session, drafts: Drafts, today: date) -> None:
    """Drop the drafts about a talk or a wish that is gone and without words of one's own: after an undo.

    What was begun for citizens who are gone is not touched.
    """
    for draft in drafts.all():
        if _is_contact(draft) and not own_words(draft.values) and subject_of(session, draft, today).gone:
            drafts.clear(draft.record_id)


def subject_of(session: Session, draft: Draft, today: date) -> Subject:
    """Return what a draft is about, as that stands now."""
    values, form = draft.values, str(draft.values.get("form", ""))
    if draft.kind == "citizens":
        cases = list(values.get("cases", ()))
        known = session.scalars(select(CaseFile.id).where(CaseFile.id.in_(cases)).limit(1)).first()
        return Subject(gone=bool(cases) and known is None)
    if draft.citizen_id and draft.kind != "citizen":
        known = session.scalars(select(Citizen.id).where(Citizen.id == draft.citizen_id)).first()
        if known is None:
            return Subject(gone=True)
    if draft.kind == "talk":
        row = contacts.talk(session, str(values.get("booking") or draft.record_id))
        return Subject(_when(row.at if row is not None else values.get("at"), today))
    about = str(values.get("about") or "")
    if form in _ABOUT_EFFORT:
        effort = session.scalars(select(Activity.title).where(Activity.id == about)).first()
        return Subject(t("“{words}”", words=effort) if effort else None)
    return _contact(session, form, about, values, today) if _is_contact(draft) else Subject()


def own_words(values: Mapping[str, Any]) -> str:
    """Return what somebody has written in words in the draft of a form about a talk or a wish; "" where nothing."""
    form = str(values.get("form", ""))
    words = str(values.get(_OWN.get(form, "")) or "").strip()
    if words in ABSENCE_REASONS or words in OUR_REASONS:
        words = ""
    if form == "move" and "place" in (values.get("was") or {}).get("typed", ()):
        words = str(values.get("place") or "").strip()
    half = [one.strip() for typed in (values.get("half") or {}).values() for one in typed]
    return "\n".join(one for one in (words, *half) if one)


def _is_contact(draft: Draft) -> bool:
    return draft.kind == "contacts"


def _contact(session: Session, form: str, about: str, values: Mapping[str, Any], today: date) -> Subject:
    if form == "book":
        return Subject(_when(values.get("at"), today))
    if form == "wish":
        return Subject(_quoted(values.get("wish")))
    if form in _ABOUT_TALK and about:
        row = contacts.talk(session, about)
        return Subject(_when(row.at, today)) if row is not None else Subject(gone=True)
    if form in _ABOUT_WISH and about:
        return _of_wish(session, about)
    return Subject()


def _of_wish(session: Session, about: str) -> Subject:
    """Return what a wish is told by: its words, else its day. One answered in writing is an event."""
    wish = session.scalars(select(TalkRequest).where(TalkRequest.id == about)).first()
    if wish is not None:
        return Subject(_quoted(wish.wish) or t("{day:short_year}", day=wish.requested_on))
    event = session.scalars(select(CaseEvent).where(CaseEvent.id == about)).first()
    if event is None:
        return Subject(gone=True)
    return Subject(_quoted(event.words) or t("{day:short_year}", day=event.on))


def _when(at: Any, today: date) -> Text | None:
    """Return a moment, or the words a form keeps for one ("2026-12-02T13:00", Danish time), as short as can be."""
    if not at:
        return None
    moment = at if isinstance(at, datetime) else datetime.fromisoformat(str(at)).replace(tzinfo=ZONE)
    day, clock = day_of(moment), clock_words(moment)
    if day.year != today.year:
        return t("{day:short_year} {clock}", day=day, clock=clock)
    return t("{day:short} {clock}", day=day, clock=clock)


def _quoted(words: Any) -> Text | None:
    short = " ".join(str(words or "").split())
    if len(short) > _LONGEST:
        short = f"{short[:_LONGEST].rstrip()}…"
    return t("“{words}”", words=short) if short else None
