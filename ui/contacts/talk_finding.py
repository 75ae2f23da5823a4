"""Which talk the meeting mode opens: the one named, a draft, today's planned one, or a new one."""

from __future__ import annotations

from datetime import datetime

from caseworker.base.clock import day_of
from caseworker.base.ids import new_id
from caseworker.base.place import Place
from caseworker.contacts import queries as contacts
from caseworker.contacts.queries import TalkRow
from caseworker.office import Office
from caseworker.store.drafts import Draft
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
        return place.id, contacts.talk(session, place.id), drafts.get(place.id)
    asked, _, wanted = place.field.partition(":")
    draft = _live_draft(session, office, case_id, wanted)
    left = drafts.get(wanted) if draft is None and wanted else None
    if left is not None and left.kind == DRAFT:
        return new_id(), None, left
    if draft is not None and asked == "draft":
        return draft.record_id, contacts.talk(session, draft.record_id), draft
    planned = _todays(session, office, case_id)
    if planned is not None:
        return planned.id, planned, drafts.get(planned.id)
    if draft is not None:
        return draft.record_id, contacts.talk(session, draft.record_id), draft
    return new_id(), None, None


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


def _todays(session: Reading, office: Office, case_id: str) -> TalkRow | None:
    """Return the planned talk of today that is nearest to now."""
    clock = office.clock
    today = [
        row
        for row in contacts.talks_of(session, case_id)
        if row.status == "planned" and day_of(row.at) == clock.today()
    ]
    return min(today, key=lambda row: abs(row.at - clock.now()), default=None)
