"""Every act around talks, done and undone, leaves the store as it was."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.base.clock import at
from caseworker.contacts import reaching, service
from caseworker.contacts.reaching import OutreachData, RequestData
from tests.contacts.desk import Desk
from tests.content_hash import content_hash

TODAY = date(2026, 11, 24)
EARLIER, LATER = at(TODAY, 8, 30), at(date(2026, 12, 2), 13)


def _wish(desk: Desk) -> str:
    return str(desk.do(reaching.request_talk, RequestData(case_id=desk.case_id, requested_on=TODAY)))


def _missed(desk: Desk) -> str:
    talk_id = desk.book(EARLIER)
    desk.do(service.no_show, talk_id)
    return talk_id


ACTS = {
    "book": (_wish, lambda desk, wish: desk.book(LATER, request_id=wish)),
    "move": (
        lambda desk: desk.book(LATER),
        lambda desk, talk: desk.do(service.move, talk, at(date(2026, 12, 4))),
    ),
    "summon": (lambda desk: desk.book(LATER), lambda desk, talk: desk.do(service.summon, talk)),
    "cancel": (
        lambda desk: desk.book(LATER, request_id=_wish(desk)),
        lambda desk, talk: desk.do(service.cancel, talk, "ill", by_citizen=True),
    ),
    "hold": (
        lambda desk: desk.book(EARLIER, purpose="x", request_id=_wish(desk)),
        lambda desk, talk: desk.do(service.hold, talk, "y"),
    ),
    "no-show": (
        lambda desk: desk.book(EARLIER, request_id=_wish(desk)),
        lambda desk, talk: desk.do(service.no_show, talk),
    ),
    "request": (lambda _desk: None, lambda desk, _none: _wish(desk)),
    "close request": (_wish, lambda desk, wish: desk.do(reaching.close_request, wish, "Løst")),
    "answer request": (
        lambda desk: (_wish(desk), desk.book(LATER)),
        lambda desk, both: desk.do(reaching.meet_request, *both),
    ),
    "outreach": (
        _missed,
        lambda desk, talk: desk.do(
            reaching.add_outreach, OutreachData(talk_id=talk, channel="text", result="no_answer")
        ),
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_done_and_undone_is_as_before(desk: Desk, name: str) -> None:
    prepare, act = ACTS[name]
    given = prepare(desk)
    before = content_hash(desk.office)
    act(desk, given)
    assert content_hash(desk.office) != before
    assert desk.office.undo() is not None
    assert content_hash(desk.office) == before
