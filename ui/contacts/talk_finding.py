"""Which talk the meeting mode opens: the one named, a draft, today's planned one, or a new one."""

from __future__ import annotations

from datetime import datetime

from caseworker.base.clock import day_of
from caseworker.base.ids import new_id
from caseworker.base.place import Place
from caseworker.contacts import queries as contacts
from caseworker.contacts.queries import TalkRow
from caseworker.office import Office
from caseworker.store.drafts import Draft, Drafts
from caseworker.store.reading import Reading

DRAFT = "talk"


def find_talk(
    session: Reading, office: Office, case_id: str, place: Place
) -> tuple[str, TalkRow | None, Draft | None]:
    """Return the id of the talk to open, with its booking and its draft where there are such.

    A draft that is asked for though its talk is called off or written down since opens as a talk of its own:
    it has another id than the talk.
    """
    drafts = office.store.drafts
    if place.id != case_id:
        return place.id, contacts.talk(session, place.id), _draft_of(drafts, place.id)
    asked, _, wanted = place.field.partition(":")
    draft = _live_draft(session, office, case_id, wanted)
    left = drafts.get(wanted) if draft is None and wanted else None
    if left is not None and left.kind == DRAFT:
        return new_id(), None, left
    planned = _todays(session, office, case_id)
    if planned is not None and (draft is None or asked != "draft"):
        return planned.id, planned, _draft_of(drafts, planned.id)
    if draft is None:
        return new_id(), None, None
    talk_id = talk_of(session, drafts, draft)
    return talk_id, contacts.talk(session, talk_id), draft


def talk_of(session: Reading, drafts: Drafts, draft: Draft) -> str:
    """Return the id of the talk that a draft is of: the booking it was begun on where that stands, else its own.

    A booking that was called off stands again once that is undone; what was written meanwhile is about it.
    """
    booking = contacts.talk(session, str(draft.values.get("booking") or ""))
    stands = booking is not None and booking.status == "planned" and drafts.get(booking.id) is None
    return booking.id if booking is not None and stands else draft.record_id


def next_booked(session: Reading, case_id: str, talk_id: str, now: datetime) -> TalkRow | None:
    """Return the next talk planned after this moment that is not the one open, or None."""
    ahead = [
        row
        for row in contacts.talks_of(session, case_id)
        if row.status == "planned" and row.at > now and row.id != talk_id
    ]
    return min(ahead, key=lambda row: row.at, default=None)


def _live_draft(session: Reading, office: Office, case_id: str, wanted: str) -> Draft | None:
    """Return a draft of a talk of this case that is not written down yet: the one wanted, or the newest."""
    return next(
        (
            draft
            for draft in office.store.drafts.all()
            if draft.kind == DRAFT
            and draft.case_id == case_id
            and wanted in ("", draft.record_id)
            and not contacts.is_written_down(session, draft.record_id)
        ),
        None,
    )


def _draft_of(drafts: Drafts, talk_id: str) -> Draft | None:
    """Return the draft of a booked talk: its own, or one that was begun on it and put aside while it was off."""
    begun = (one for one in drafts.all() if one.kind == DRAFT and one.values.get("booking") == talk_id)
    return drafts.get(talk_id) or next(begun, None)


def _todays(session: Reading, office: Office, case_id: str) -> TalkRow | None:
    """Return the planned talk of today that is nearest to now."""
    clock = office.clock
    today = [
        row
        for row in contacts.talks_of(session, case_id)
        if row.status == "planned" and day_of(row.at) == clock.today()
    ]
    return min(today, key=lambda row: abs(row.at - clock.now()), default=None)
