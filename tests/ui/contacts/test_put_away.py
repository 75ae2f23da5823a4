"""Forms of the list put away with Escape or Close: what is typed waits as a draft until it is thrown away in words."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QScrollArea, QWidget

from caseworker.base.clock import at
from caseworker.base.text import LANGUAGES, render
from caseworker.contacts.model import Talk
from caseworker.contacts.words import PURPOSES
from caseworker.store.drafts import Draft
from tests.ui.contacts.case import SOON
from tests.ui.contacts.window import Window


def test_escape_puts_a_form_away_and_keeps_what_is_typed(window: Window) -> None:
    window.go("contacts")
    _wish(window, "Om FVU")
    window.qtbot.keyClick(window.panel, Qt.Key.Key_Escape)
    window.settle()
    assert window.list.panel is None
    (draft,) = _drafts(window)
    assert draft.values["wish"] == "Om FVU"
    assert _shows(window.list, "what the citizen asks for")
    window.go("contacts")
    assert window.list.panel is None, "what was put away does not come back by itself"
    window.user.click(_named(window, "Go on with “what the citizen asks for, ‘Om FVU’”"))
    assert window.panel.form.field("wish").value() == "Om FVU"
    assert not _shows(window.list, "Draft: what the citizen asks for"), "it is open and no longer waits"


def test_opening_a_form_again_brings_its_words_back_and_makes_no_second_draft(window: Window) -> None:
    talk_id = window.case.book(at(SOON, 13))
    window.go("contacts")
    for _round in range(3):
        window.user.click(window.button("Move", window.list.next_card))
        window.user.write(window.panel.form.field("place"), "Lokale 9")
        window.user.click(window.button("Call off", window.list.next_card))
        window.settle()
        assert window.panel.kind == "cancel"
        assert _shows(window.list, "Draft: moving a talk")
        window.user.click(window.button("Move", window.list.next_card))
        window.settle()
        assert window.panel.form.field("place").value() == "Lokale 9"
        window.user.click(window.button("Close", window.panel))
        window.settle()
    (draft,) = _drafts(window)
    assert draft.record_id != talk_id, "the draft of the talk itself must not be written over"
    window.user.click(window.button("Move", window.list.next_card))
    window.user.click(window.panel.save_button)
    window.settle()
    assert window.case.talk(talk_id).place == "Lokale 9"
    assert _drafts(window) == []
    assert not _shows(window.list, "Draft: moving a talk")


def test_a_draft_is_thrown_away_in_words_and_can_be_fetched_back(window: Window) -> None:
    window.go("contacts")
    _wish(window, "Om FVU")
    window.user.click(window.button("throw the draft away", window.panel))
    window.settle()
    assert window.list.panel is None
    assert _drafts(window) == []
    assert _shows(window.list, "“what the citizen asks for” is thrown away.")
    window.user.click(window.button("Fetch it back"))
    window.settle()
    assert window.panel.form.field("wish").value() == "Om FVU"
    assert [draft.values["wish"] for draft in _drafts(window)] == ["Om FVU"]


def test_a_form_says_that_what_is_typed_is_kept(window: Window) -> None:
    window.go("contacts")
    window.user.click(window.button("The citizen asks for …"))
    assert not _shows(window.panel, "Kept as a draft while you write")
    before = window.panel.form.geometry(), window.panel.height()
    window.user.write(window.panel.form.field("wish"), "Om FVU")
    assert _shows(window.panel, "Kept as a draft while you write")
    window.settle()
    assert (window.panel.form.geometry(), window.panel.height()) == before, "nothing jumps"
    window.user.click(window.button("Close", window.panel))
    window.user.click(window.button("The citizen asks for …"))
    assert _shows(window.panel, "Draft from Tue 24 Nov")


def test_two_forms_written_in_one_after_the_other_are_both_kept(window: Window) -> None:
    talk_id = window.case.was(date(2026, 11, 20), "absent_no_notice")
    window.go("contacts")
    _wish(window, "Om FVU")
    window.user.click(window.button("There was a good reason"))
    window.user.write(window.panel.form.field("reason"), "Var på skadestuen")
    window.user.click(window.button("Close", window.panel))
    window.settle()
    assert {draft.values["form"] for draft in _drafts(window)} == {"wish", "let_be"}
    assert window.list.presenter.draft("let_be", talk_id) is not None


def test_the_draft_named_by_a_place_is_opened(window: Window) -> None:
    window.case.book(at(SOON, 13))
    window.go("contacts")
    _wish(window, "Om FVU")
    window.user.click(window.button("Move", window.list.next_card))
    window.user.write(window.panel.form.field("place"), "Lokale 9")
    window.user.click(window.button("Close", window.panel))
    window.settle()
    older = next(draft for draft in _drafts(window) if draft.values["form"] == "wish")
    window.go("contacts", field=f"draft:{older.record_id}")
    assert (window.panel.kind, window.panel.record_id) == ("wish", older.record_id)


def _wish(window: Window, words: str) -> None:
    window.user.click(window.button("The citizen asks for …"))
    window.user.write(window.panel.form.field("wish"), words)


def _drafts(window: Window) -> list[Draft]:
    return window.case.office.store.drafts.all()


def _named(window: Window, name: str) -> QAbstractButton:
    return next(one for one in window.frame.findChildren(QPushButton) if one.accessibleName() == name)


def _shows(widget: QWidget, words: str) -> bool:
    return any(label.isVisible() and words in label.text() for label in widget.findChildren(QLabel))


def test_what_is_said_on_a_draft_is_in_sight(window: Window) -> None:
    window.frame.resize(1280, 650)
    window.go("contacts")
    window.user.click(window.button("Book a talk"))
    window.user.write(window.panel.form.field("purpose"), "Om FVU")
    area = window.list.findChild(QScrollArea)
    assert area is not None
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    window.qtbot.keyClick(window.panel, Qt.Key.Key_Escape)
    window.settle()
    note = next(one for one in window.list.findChildren(QLabel) if "Draft: booking a talk" in one.text())
    window.wait(lambda: not note.visibleRegion().isEmpty())


def test_a_talk_thrown_away_can_be_fetched_back(window: Window) -> None:
    window.go("talk", field="start")
    window.user.write(window.talk.form.field("facts"), "Halvt skrevet")
    window.go("contacts")
    window.user.click(window.button("Throw away"))
    window.settle()
    assert _drafts(window) == []
    assert _shows(window.list, "The talk's draft is thrown away.")
    window.user.click(window.button("Fetch it back"))
    window.settle()
    assert window.talk.form.values()["facts"] == "Halvt skrevet"
    assert [draft.values["facts"] for draft in _drafts(window)] == ["Halvt skrevet"]
    window.go("contacts")
    assert not _shows(window.list, "The talk's draft is thrown away.")


def test_two_talks_begun_are_both_offered(window: Window) -> None:
    case, drafts = window.case, window.case.office.store.drafts
    booked = case.book()
    for record_id, words in ((booked, "Den aftalte"), ("unbooked", "Den uden aftale")):
        drafts.save(record_id, "talk", case.citizen_id, case.case_id, {"facts": words})
    window.go("contacts")
    assert _shows(window.list, "The talk today at 08:30 is begun and not saved.")
    assert _shows(window.list, "A talk is begun and not saved.")
    for at_place, words in enumerate(("Den uden aftale", "Den aftalte")):
        resume = [one for one in window.list.findChildren(QPushButton) if one.text() == "Go on"]
        assert len(resume) == 2
        window.user.click(resume[at_place])
        assert window.talk.form.values()["facts"] == words
        window.go("contacts")


def test_a_talk_begun_and_past_its_time_is_under_way_on_the_card(window: Window) -> None:
    talk_id = window.case.book()  # half an hour ago
    window.go("contacts")
    assert _shows(window.list.next_card, "No talk is agreed.")
    case = window.case
    case.office.store.drafts.save(talk_id, "talk", case.citizen_id, case.case_id, {"facts": "Halvt"})
    window.go("contacts")
    card = window.list.next_card
    assert _shows(card, "The talk is begun and waits to be finished.")
    assert not _shows(card, "No talk is agreed.")
    window.user.click(window.button("Go on with the talk", card))
    assert window.talk.presenter.state is not None
    assert window.talk.presenter.state.talk_id == talk_id
    assert window.talk.form.field("facts").value() == "Halvt"


def test_own_words_about_a_talk_that_is_gone_stand_on_the_list(window: Window) -> None:
    window.case.book(at(SOON, 13))
    window.go("contacts")
    window.list.forms.ask("cancel", window.case.talks()[0].id)
    panel = window.panel
    panel.form.set_values({"who": "us", "cancelled_reason": "Barnets fødselsdag"})
    panel.form.field("who").changed.emit()
    window.qtbot.keyClick(panel, Qt.Key.Key_Escape)
    window.settle()
    window.case.office.undo()
    window.go("contacts")
    assert _shows(window.list, "What it is about is no longer here. You had written:")
    assert _shows(window.list, "Barnets fødselsdag")
    window.user.click(window.button("Throw away", window.list))
    window.settle()
    assert _drafts(window) == []


def test_a_purpose_the_program_wrote_is_said_in_the_window_s_language(window: Window) -> None:
    window.case.book(at(SOON, 13), purpose="Opfølgning på planen")
    window.case.book(at(date(2027, 1, 5), 10), purpose="Om FVU")
    window.go("contacts")
    assert _shows(window.list.next_card, "Follow-up on the plan")
    window.case.office.undo()
    window.case.office.undo()
    window.case.book(at(SOON, 13), purpose="Om FVU")
    window.go("contacts")
    assert _shows(window.list.next_card, "Om FVU")


_FIRST = {language: render(PURPOSES["first"], language) for language in LANGUAGES}


def test_a_purpose_nobody_touched_follows_the_language_of_the_window(window: Window) -> None:
    window.go("talk", field="start")
    assert window.talk.form.values()["purpose"] == _FIRST["en"]
    window.user.write(window.talk.form.field("facts"), "Halvt skrevet")
    window.reopen("da")
    window.go("talk", field="draft")
    assert window.talk.form.values()["purpose"] == _FIRST["da"]
    assert window.talk.form.standing.told() == []
    window.user.write(window.talk.form.field("purpose"), _FIRST["en"])
    window.reopen("da")
    window.go("talk", field="draft")
    assert window.talk.form.values()["purpose"] == _FIRST["en"], "somebody wrote it so"


def test_a_booking_begun_in_the_other_language_keeps_its_purpose_in_step(window: Window) -> None:
    window.go("contacts")
    window.list.open_booking()
    window.settle()
    window.user.write(window.panel.form.field("place"), "Biblioteket")
    assert window.panel.form.values()["purpose"] == _FIRST["en"]
    window.reopen("da")
    window.go("contacts")
    assert window.panel.form.values()["purpose"] == _FIRST["da"]
    assert window.panel.form.values()["place"] == "Biblioteket"


@pytest.mark.parametrize("typed", ["", "Om FVU"])
def test_a_booked_purpose_follows_the_language_and_is_not_told_as_changed(window: Window, typed: str) -> None:
    talk_id = window.case.book(kind="first", purpose=_FIRST["da"])
    window.go("talk", talk_id, "start")
    assert window.talk.form.values()["purpose"] == _FIRST["en"]
    window.user.write(window.talk.form.field("facts"), "Halvt skrevet")
    if typed:
        window.user.write(window.talk.form.field("purpose"), typed)
    for language in LANGUAGES:
        window.reopen(language)
        window.go("talk", talk_id, "draft")
        assert window.talk.form.values()["purpose"] == (typed or _FIRST[language])
        assert window.talk.form.values()["facts"] == "Halvt skrevet"
        assert window.talk.form.standing.told() == []


def test_a_booked_purpose_that_was_changed_elsewhere_is_told_in_either_language(window: Window) -> None:
    talk_id = window.case.book(kind="first", purpose=_FIRST["da"])
    window.go("talk", talk_id, "start")
    window.user.write(window.talk.form.field("purpose"), "Om FVU")
    window.go("contacts")
    window.case.do(lambda work: setattr(work.get(Talk, talk_id), "purpose", "Om praktik"))
    window.reopen("da")
    window.go("talk", talk_id, "draft")
    ((told, _tone),) = window.talk.form.standing.told()
    assert "Om praktik" in told
