"""Drafts of the room's forms are told apart by what they are about, and go when that is gone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caseworker.base.clock import at
from caseworker.base.errors import CaseworkerError
from caseworker.base.text import Text, render
from tests.ui.contacts.case import SOON, Case
from ui.contacts.presenter import ContactsPresenter
from ui.ports import Desk
from ui.today.presenter import TodayPresenter


@pytest.fixture
def room(case: Case, desk: Desk) -> ContactsPresenter:
    made = ContactsPresenter(desk, case.case_id)
    made.reload()
    return made


def fail(error: CaseworkerError) -> None:
    raise error


def told(room: ContactsPresenter) -> list[tuple[str, str]]:
    room.reload()
    return sorted((one.form, _words(one.subject)) for one in room.state.forms)


def my_day(desk: Desk) -> list[str]:
    presenter = TodayPresenter(desk)
    presenter.reload()
    return sorted(render(line.words, "da") for line in presenter.state.drafts)


def _words(words: Text | None) -> str:
    return render(words, "da") if words is not None else ""


def kept(room: ContactsPresenter, form: str, about: str, record_id: str, **values: Any) -> None:
    room.keep_now(record_id, {"form": form, "about": about, "put_away": True, **values})


def test_drafts_of_a_kind_are_named_by_the_talk_they_are_about(
    case: Case, desk: Desk, room: ContactsPresenter
) -> None:
    first, second = case.book(at(SOON, 13)), case.book(at(date(2027, 1, 5), 10))
    kept(room, "cancel", first, "d1")
    kept(room, "cancel", second, "d2")
    kept(room, "book", "", "d3", at="2026-12-03T09:30")
    kept(room, "wish", "", "d4", wish="Om FVU")
    assert told(room) == [
        ("book", "3. dec. kl. 09.30"), ("cancel", "2. dec. kl. 13.00"), ("cancel", "5. jan. 2027 kl. 10.00"),
        ("wish", "»Om FVU«"),
    ]  # fmt: skip
    assert {line.partition(": ")[2] for line in my_day(desk)} == {
        "booking af en samtale, 3. dec. kl. 09.30", "aflysning af en samtale, 2. dec. kl. 13.00",
        "aflysning af en samtale, 5. jan. 2027 kl. 10.00", "noget, borgeren beder om, »Om FVU«",
    }  # fmt: skip


def test_what_undo_brings_back_of_a_talk_that_is_gone_is_dropped(
    case: Case, desk: Desk, room: ContactsPresenter
) -> None:
    values = room.booking_values() | {"at": "2026-12-02T13:00", "form": "book", "about": ""}
    room.keep_now(values["talk_id"], values)
    room.acts.book(values, lambda: None, fail)
    talk_id, moved = values["talk_id"], {"at": "2026-12-03T09:00", "channel": "meeting", "place": ""}
    kept(room, "move", talk_id, "m1", **moved)
    room.acts.move(talk_id, {**moved, "draft_id": "m1"}, lambda _summoned: None, fail)
    off = {"who": "us", "reason": "urgent", "cancelled_reason": "urgent"}
    kept(room, "cancel", talk_id, "c1", **off)
    room.acts.cancel(talk_id, {**off, "draft_id": "c1"}, lambda: None, fail)
    assert told(room) == []
    case.office.undo()
    case.office.undo()
    assert told(room) == [("cancel", "2. dec. kl. 13.00"), ("move", "2. dec. kl. 13.00")]
    case.office.undo()
    assert told(room) == [("book", "2. dec. kl. 13.00")]
    assert len(my_day(desk)) == 1
    assert [draft.values["form"] for draft in case.office.store.drafts.all()] == ["book"]


def test_own_words_about_a_talk_that_is_gone_are_kept_and_told(
    case: Case, desk: Desk, room: ContactsPresenter
) -> None:
    talk_id = case.book(at(SOON, 13))
    kept(room, "cancel", talk_id, "c1", cancelled_reason="Barnets fødselsdag")
    case.office.undo()
    room.reload()
    (draft,) = room.state.forms
    assert (draft.gone, draft.lost) == (True, "Barnets fødselsdag")
    assert len(my_day(desk)) == 1


def test_what_was_begun_for_citizens_who_are_gone_is_not_offered(case: Case, desk: Desk) -> None:
    drafts = case.office.store.drafts
    drafts.save("h1", "citizens", "", "", {"cases": ["gone"], "handover_note": "Ring"})
    drafts.save("h2", "citizens", "", "", {"cases": ["gone", case.case_id]})
    drafts.save("g1", "change_contact", "nobody", "gone", {"reason": "Barsel"})
    assert len(my_day(desk)) == 1
    assert {draft.record_id for draft in drafts.all()} == {"h1", "h2", "g1"}


def test_what_is_gone_is_not_offered_and_only_an_undo_drops_it(
    case: Case, desk: Desk, room: ContactsPresenter
) -> None:
    drafts = case.office.store.drafts
    kept(room, "cancel", "gone", "c1")
    assert (told(room), my_day(desk)) == ([], [])
    assert [draft.record_id for draft in drafts.all()] == ["c1"], "reading writes nothing"
    case.book(at(SOON, 13))
    case.office.undo()
    assert drafts.all() == []
