"""Undo of what a form of the room saved: the form is there again with every word, and saves once more."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from caseworker.base.clock import at
from caseworker.base.place import Place
from caseworker.contacts import queries
from caseworker.people.model import CaseAct, CaseEvent
from caseworker.plan.queries import agreements_of
from caseworker.store.drafts import Draft
from tests.making import make_citizen
from tests.ui.contacts.case import SOON
from tests.ui.contacts.every_form import FORMS, write
from tests.ui.contacts.window import Window

_MISSED = date(2026, 11, 20)


@pytest.mark.parametrize("booked", [True, False], ids=["planned before", "new"])
def test_an_undone_talk_stands_there_again_with_every_word(window: Window, booked: bool) -> None:
    window.case.history()
    talk_id = window.case.book() if booked else ""
    window.go("talk", talk_id, "start")
    typed = _write_talk(window)
    _save(window)
    assert _drafts(window) == []
    window.frame.undo()
    window.settle()
    assert _shows(window.list, "is begun and not saved.")
    window.user.click(window.button("Go on", window.list))
    assert _standing(window) == typed
    _save(window)
    _is_written_once(window)
    assert _drafts(window) == []


def test_new_words_in_a_talk_that_undo_brought_back_are_never_undone(window: Window) -> None:
    """The booking before it cannot go while somebody writes on the talk, and the sentence says so."""
    talk_id = window.case.book()
    window.go("talk", talk_id, "start")
    window.user.write(window.talk.form.field("outcome"), "Afklaret")
    _save(window)
    window.frame.undo()
    window.settle()
    window.go("talk", talk_id, "start")
    window.user.write(window.talk.form.field("facts"), "Skrevet bagefter")
    window.frame.go(Place("today"))
    window.settle()
    window.frame.undo()
    window.settle()
    assert [draft.values["facts"] for draft in _drafts(window)] == ["Skrevet bagefter"]
    assert [row.id for row in window.case.talks() if row.status == "planned"] == [talk_id]


def test_a_talk_that_only_just_got_its_last_word_comes_back_with_it(window: Window) -> None:
    """The draft is up to two seconds behind; what is saved and undone is not."""
    window.go("talk", window.case.book(), "start")
    form = window.talk.form
    window.user.write(form.field("outcome"), "Afklaret")
    window.user.write(form.field("facts"), "Sidste ord")
    _save(window)
    window.frame.undo()
    window.settle()
    assert [draft.values["facts"] for draft in _drafts(window)] == ["Sidste ord"]


def test_a_talk_undone_elsewhere_waits_on_my_day_and_with_its_citizen(window: Window) -> None:
    window.case.history()
    _other, other_case = make_citizen(window.case.office, "Mia Sand")
    talk_id = window.case.book()
    for elsewhere in (("journal", window.case.case_id), ("contacts", other_case), ("today", "")):
        window.go("talk", talk_id, "start")
        typed = _write_talk(window, fresh=elsewhere[0] == "journal")
        _save(window)
        window.frame.go(Place(*elsewhere))
        window.settle()
        window.frame.undo()
        window.settle()
        (draft,) = _drafts(window)
        window.go("talk", field=f"draft:{draft.record_id}")
        assert _standing(window) == typed


def test_a_no_show_is_undone_with_its_attempt_and_saved_again_once(window: Window) -> None:
    talk_id = window.case.book()
    window.go("talk", talk_id, "start")
    form = window.talk.form
    window.user.choose(form.field("attendance"), "Did not come")
    window.user.choose(form.field("outreach_channel"), "Phone")
    window.user.choose(form.field("outreach_result"), "No answer")
    window.user.write(form.field("outreach_words"), "Lagt besked hos moren")
    _save(window)
    window.frame.undo()
    window.settle()
    window.go("talk", talk_id, "start")
    assert window.talk.form.field("outreach_words").value() == "Lagt besked hos moren"
    _save(window)
    (attempt,) = window.case.read(queries.attempts_of, window.case.case_id)
    assert (attempt.channel, attempt.words) == ("phone", "Lagt besked hos moren")


def test_undo_twice_takes_the_talk_and_the_act_before_it(window: Window) -> None:
    first = window.case.book(at(SOON, 13))
    window.go("contacts")
    window.user.click(window.button("Move", window.list.next_card))
    window.user.write(window.panel.form.field("place"), "Lokale 9")
    window.user.click(window.panel.save_button)
    window.go("talk", field="start")
    window.user.write(window.talk.form.field("outcome"), "Afklaret")
    window.user.write(window.talk.form.field("facts"), "Ringede")
    _save(window)
    for _time in range(2):
        window.frame.undo()
        window.settle()
    assert window.case.talk(first).place == "Jobcenter Nordby, lokale 3"
    assert {(one.kind, one.values.get("place", one.values.get("facts"))) for one in _drafts(window)} == {
        ("contacts", "Lokale 9"), ("talk", "Ringede"),
    }  # fmt: skip
    assert _shows(window.list, "Draft: moving a talk")
    assert _shows(window.list, "is begun and not saved.")


def test_undo_while_the_talk_is_still_being_saved_loses_nothing(window: Window) -> None:
    window.go("talk", window.case.book(), "start")
    window.user.write(window.talk.form.field("outcome"), "Afklaret")
    window.talk.save()
    window.frame.undo()
    window.settle()
    assert [draft.values["outcome"] for draft in _drafts(window)] == ["Afklaret"]


# ---- the forms of the list


@pytest.mark.parametrize("kind", FORMS)
def test_an_undone_form_of_the_list_stands_there_again_and_saves_once(window: Window, kind: str) -> None:
    FORMS[kind].before(window.case)
    window.go("contacts")
    empty = _count(window)
    typed = write(window, kind).values()
    window.user.click(window.panel.save_button)
    assert window.list.panel is None
    assert _drafts(window) == []
    saved = _count(window)
    assert saved != empty
    window.frame.undo()
    window.settle()
    (draft,) = _drafts(window)
    assert draft.values["form"] == kind
    window.frame.go(Place("today"))
    window.go("contacts", field=f"draft:{draft.record_id}")
    assert (window.panel.kind, window.panel.form.values()) == (kind, typed)
    window.user.click(window.panel.save_button)
    assert window.list.panel is None, "it saves again"
    assert _count(window) == saved, "and once"
    assert _drafts(window) == []


# ---- inside


def _write_talk(window: Window, *, fresh: bool = True) -> dict[str, Any]:
    """Fill the talk in, where it is not filled in already, and return what stands in it."""
    view, user = window.talk, window.user
    if fresh:
        for name, words in (("facts", "Tre dage om ugen"), ("citizen_says", "Det er okay"),
                            ("assessment", "Klar til mere"), ("outcome", "Flere timer")):  # fmt: skip
            user.write(view.form.field(name), words)
        user.write_and_enter(view.form.agreements.entry, "Jonas siger til i FVU, torsdag")
        user.write_and_enter(view.form.agreements.entry, "Karen ringer, i morgen")
        user.choose(view.side.plan_chips, "Confirmed")
        view.foot.next_at.set_value("2026-12-04T13:00")
    return _standing(window)


def _standing(window: Window) -> dict[str, Any]:
    values = window.talk.values()
    return {name: values[name] for name in (
        "facts", "citizen_says", "assessment", "outcome", "purpose", "agreements", "plan_reviewed", "next_at",
    )}  # fmt: skip


def _save(window: Window) -> None:
    window.user.click(window.talk.foot.save)
    assert not window.room.in_meeting()


def _is_written_once(window: Window) -> None:
    case = window.case
    said = [row for row in case.talks() if row.outcome == "Flere timer"]
    assert [row.status for row in said] == ["held"]
    made = [one for one in case.read(agreements_of, case.case_id) if one.talk_id == said[0].id]
    assert sorted((one.side, one.words) for one in made) == [
        ("citizen", "Jonas siger til i FVU"), ("municipality", "Karen ringer"),
    ]  # fmt: skip
    ahead = [row.at for row in case.talks() if row.status == "planned"]
    assert ahead == [at(date(2026, 12, 4), 13)]


def _count(window: Window) -> dict[str, Any]:
    """Return what stands in the store, without the notes: those stay when their act is undone."""
    case = window.case
    rows = [(row.status, row.place, row.purpose, row.cancelled_reason) for row in case.talks()]
    with case.office.read() as session:
        events = sorted(one.kind for one in session.query(CaseEvent))
        acts = sorted(one.kind for one in session.query(CaseAct))
    attempts = [one.words for one in case.read(queries.attempts_of, case.case_id)]
    today = case.clock.today()
    wishes = [(one.wish, one.closed_reason) for one in case.read(queries.requests_of, case.case_id, today)]
    return {"talks": rows, "events": events, "acts": acts, "attempts": attempts, "wishes": wishes}


def _drafts(window: Window) -> list[Draft]:
    return window.case.office.store.drafts.all()


def _shows(widget: QWidget, words: str) -> bool:
    return any(label.isVisible() and words in label.text() for label in widget.findChildren(QLabel))


def test_what_undo_brings_back_is_said_in_sight(window: Window) -> None:
    window.frame.resize(1280, 650)
    window.case.history()
    window.case.book(at(SOON, 13))
    window.go("contacts")
    window.user.click(window.button("Move", window.list.next_card))
    window.user.write(window.panel.form.field("place"), "Lokale 9")
    window.user.click(window.panel.save_button)
    area = window.list.findChild(QScrollArea)
    assert area is not None
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    window.frame.undo()
    window.settle()
    note = next(one for one in window.list.findChildren(QLabel) if "Draft: moving a talk" in one.text())
    window.wait(lambda: not note.visibleRegion().isEmpty())
