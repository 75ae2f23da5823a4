"""A talk being written down follows its booking: moved, called off or taken back while its form stands open."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.base.clock import at
from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.contacts import service
from tests.ui.contacts.window import Window
from ui.kit import Banner, Label

TODAY = date(2026, 11, 24)


def _open(window: Window) -> str:
    talk_id = window.case.book()
    window.go("talk", talk_id, "start")
    window.user.write(window.talk.form.field("facts"), "Kom til tiden")
    return talk_id


def _call_off(window: Window, talk_id: str) -> None:
    window.case.do(lambda work: service.cancel(work, talk_id, "illness", by_citizen=True))
    window.settle()


def _told(window: Window) -> str:
    return " ".join(one.text() for one in window.talk.findChildren(Banner) if one.isVisible())


def _save(window: Window) -> None:
    window.user.write(window.talk.form.field("outcome"), "Flere timer")
    window.user.click(window.talk.foot.save)


def test_a_booking_moved_under_the_open_form_is_followed_and_told(window: Window) -> None:
    talk_id = _open(window)
    window.user.write(window.talk.form.field("purpose"), "Om praktikken")
    window.case.do(lambda work: service.move(work, talk_id, at(TODAY, 11), channel="phone"))
    window.settle()
    values = window.talk.values()
    assert (values["at"], values["channel"]) == (f"{TODAY}T11:00", "phone")
    assert (values["facts"], values["purpose"]) == ("Kom til tiden", "Om praktikken")
    assert "“Day and time”, “Form” were changed elsewhere meanwhile" in _told(window)
    assert any("11:00" in label for label in _head(window))


def test_what_was_typed_in_the_form_stays_where_the_booking_was_changed_too(window: Window) -> None:
    talk_id = _open(window)
    window.user.choose(window.talk.form.field("channel"), "Video")
    window.case.do(lambda work: service.move(work, talk_id, at(TODAY, 8, 30), channel="phone"))
    window.settle()
    assert window.talk.values()["channel"] == "video"
    assert "“Form” was changed elsewhere to “Phone”. Your words stand here" in _told(window)


def test_a_talk_called_off_under_the_open_form_is_told_and_saved_as_its_own(window: Window) -> None:
    talk_id = _open(window)
    window.talk.save_draft()
    _call_off(window, talk_id)
    assert "The talk was called off meanwhile." in _told(window)
    assert window.talk.values()["facts"] == "Kom til tiden"
    (draft,) = window.case.office.store.drafts.all()
    assert draft.record_id != talk_id, "the one called off will not become this one"
    assert draft.values["facts"] == "Kom til tiden"
    _save(window)
    assert not window.room.in_meeting()
    assert window.case.talk(talk_id).status == "cancelled"
    assert [row.outcome for row in window.case.talks() if row.status == "held"] == ["Flere timer"]
    assert window.case.office.store.drafts.all() == []


def test_words_not_yet_kept_go_along_when_the_talk_is_called_off(window: Window) -> None:
    talk_id = _open(window)
    _call_off(window, talk_id)
    window.go("contacts")
    (draft,) = window.case.office.store.drafts.all()
    assert (draft.record_id == talk_id, draft.values["facts"]) == (False, "Kom til tiden")
    window.user.click(window.button("Go on", window.list))
    assert window.talk.values()["facts"] == "Kom til tiden"


def test_a_talk_that_stands_again_is_the_one_written_down(window: Window) -> None:
    talk_id = _open(window)
    _call_off(window, talk_id)
    window.frame.undo()
    window.settle()
    assert _told(window) == ""
    assert window.talk.values()["facts"] == "Kom til tiden"
    _save(window)
    assert window.case.talk(talk_id).status == "held"
    assert len(window.case.talks()) == 1


def test_a_booking_taken_back_is_told(window: Window) -> None:
    window.go("talk", window.case.book(), "start")  # nothing is typed: else the booking is not taken back
    window.frame.undo()
    window.settle()
    assert "The booking of the talk was taken back meanwhile." in _told(window)
    _save(window)
    assert [row.outcome for row in window.case.talks()] == ["Flere timer"]


def test_what_could_not_be_saved_is_not_talked_over_by_old_news(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk_id = _open(window)
    window.case.do(lambda work: service.move(work, talk_id, at(TODAY, 11), channel="phone"))
    window.settle()
    assert "meanwhile" in _told(window)
    refused = UserError(t("Nothing is saved."))
    monkeypatch.setattr(window.talk.presenter, "save", lambda _values, failed: failed(refused))
    _save(window)
    window.case.book(at(date(2026, 12, 2), 13))  # something else changes
    window.settle()
    assert _told(window) == "Nothing is saved."


def _head(window: Window) -> list[str]:
    return [one.text() for one in window.talk.findChildren(Label) if one.isVisible()]


@pytest.mark.parametrize("way", ["the draft", "the booking"])
def test_what_was_put_aside_while_the_booking_was_off_is_about_it_once_it_stands_again(
    window: Window, way: str
) -> None:
    talk_id = _open(window)
    _call_off(window, talk_id)
    window.user.write(window.talk.form.field("assessment"), "Klar til praktik")
    window.go("contacts")
    window.frame.undo()
    window.settle()
    said = [one.text() for one in window.list.findChildren(Banner) if one.isVisible()]
    assert said == ["The talk today at 08:30 is begun and not saved. Kept as a draft today at 09:00."]
    if way == "the draft":
        window.user.click(window.button("Go on", window.list))
    else:
        window.go("talk", talk_id, "start")
    values = window.talk.values()
    assert (values["facts"], values["assessment"]) == ("Kom til tiden", "Klar til praktik")
    _save(window)
    assert window.case.talk(talk_id).status == "held"
    assert len(window.case.talks()) == 1
    assert window.case.office.store.drafts.all() == []
