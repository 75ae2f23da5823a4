"""The journal on the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caseworker.base.place import Place
from tests.ui.journal.around import Case
from tests.ui.journal.dressing import Hands
from tests.ui.journal.test_journal_presenter import PDF, file
from ui.journal.page import JournalPage
from ui.kit import Banner, Chip, Label, unnamed
from ui.ports import Desk

Show = Callable[[QWidget], None]


@pytest.fixture
def page(desk: Desk, case: Case, show: Show) -> JournalPage:
    case.note(facts="Mødet var tirsdag.", title="Møde", citizen_says="Det er fint.")
    file(case)
    page = JournalPage(desk, case.case_id)
    desk.office.subscribe(page.heard)
    page.show_place(Place("journal", case.case_id))
    show(page)
    return page


def buttons(page: QWidget, words: str) -> list[QPushButton]:
    QApplication.processEvents()
    return [b for b in page.findChildren(QPushButton) if b.text() == words and b.isVisible()]


def filled(page: QWidget) -> list[str]:
    return [
        b.text() for b in page.findChildren(QPushButton) if b.property("kind") == "filled" and b.isVisible()
    ]


def type_into(page: JournalPage, name: str, words: str) -> None:
    assert page.form_card is not None
    target = page.form_card.form.field(name).focus_target()
    target.setFocus()
    QTest.keyClicks(target, words)


def test_a_note_takes_two_interactions(page: JournalPage, hands: Hands) -> None:
    hands.click(page.new_button)
    assert page.form_card is not None
    assert page.form_card.form.field("title").focus_target().hasFocus()
    type_into(page, "title", "Opkald")
    type_into(page, "facts", "Ringede kl. 9.")
    hands.click(page.form_card.save_button)
    assert hands.count == 2
    assert page.form_card is None
    assert [view.note_id for view in page.notes] == [note.id for note in page.presenter.state.notes]
    assert page.presenter.state.notes[0].title == "Opkald"


def test_one_filled_button_at_any_time(page: JournalPage, hands: Hands) -> None:
    assert filled(page) == ["New note"]
    hands.click(page.new_button)
    assert filled(page) == ["Save the note"]


def test_typing_is_kept_and_survives_news_from_elsewhere(
    page: JournalPage, case: Case, hands: Hands, qtbot: QtBot
) -> None:
    hands.click(page.new_button)
    type_into(page, "facts", "Halvt skrevet")
    page.save_draft()
    (draft,) = case.office.store.drafts.all()
    assert draft.values["facts"] == "Halvt skrevet"
    assert draft.case_id == case.case_id
    before = page.form_card
    case.note(title="Fra en anden")
    qtbot.waitUntil(lambda: len(page.notes) == 2)
    assert page.form_card is before
    assert before is not None
    assert before.form.values()["facts"] == "Halvt skrevet"


def test_an_error_stands_at_its_field_and_does_not_steal_the_focus_twice(
    page: JournalPage, hands: Hands
) -> None:
    hands.click(page.new_button)
    type_into(page, "title", "Opkald")
    assert page.form_card is not None
    hands.click(page.form_card.save_button)
    assert list(page.form_card.form.errors()) == ["facts"]
    type_into(page, "assessment", "Klar")
    page.save_draft()
    assert page.form_card.form.field("assessment").focus_target().hasFocus()


def test_a_correction_is_made_under_the_note(page: JournalPage, hands: Hands) -> None:
    hands.click(buttons(page, "Correct")[0])
    assert page.form_card is not None
    assert page.form_card.form.values()["facts"] == "Mødet var tirsdag."
    edit = page.form_card.form.field("facts").focus_target()
    hands.key(edit, Qt.Key.Key_A, with_control=True)
    QTest.keyClicks(edit, "Mødet var onsdag.")
    hands.click(page.form_card.save_button)
    assert page.presenter.state.notes[0].corrections[0].facts == "Mødet var onsdag."
    assert hands.count == 3


@pytest.mark.parametrize("kept", [True, False], ids=["kept as a draft", "only just typed"])
def test_what_was_thrown_away_is_fetched_back(
    page: JournalPage, case: Case, hands: Hands, kept: bool
) -> None:
    drafts = case.office.store.drafts
    hands.click(page.new_button)
    type_into(page, "title", "Opkald")
    type_into(page, "facts", "Noget")
    if kept:
        page.save_draft()
    hands.click(buttons(page, "Throw away")[0])
    assert page.form_card is None
    assert drafts.all() == []
    assert buttons(page, "Fetch it back")[0].hasFocus()
    hands.click(buttons(page, "Fetch it back")[0])
    assert page.form_card is not None
    assert page.form_card.form.values()["facts"] == "Noget"
    assert page.form_card.form.field("title").focus_target().hasFocus()
    assert [draft.values["facts"] for draft in drafts.all()] == ["Noget"]
    hands.click(page.form_card.save_button)
    assert page.presenter.state.notes[0].facts == "Noget"
    assert drafts.all() == []
    assert not buttons(page, "Fetch it back")


def test_a_correction_is_fetched_back_under_its_note(page: JournalPage, hands: Hands) -> None:
    hands.click(buttons(page, "Correct")[0])
    type_into(page, "assessment", "Klar")
    hands.click(buttons(page, "Throw away")[0])
    hands.click(buttons(page, "Fetch it back")[0])
    assert page.form_card is not None
    hands.click(page.form_card.save_button)
    assert page.presenter.state.notes[0].corrections[0].assessment == "Klar"


def test_nothing_is_offered_back_where_nothing_was_written_or_one_writes_on(
    page: JournalPage, hands: Hands
) -> None:
    hands.click(page.new_button)
    hands.click(buttons(page, "Throw away")[0])
    assert page.form_card is None
    assert not buttons(page, "Fetch it back")
    hands.click(page.new_button)
    type_into(page, "facts", "Noget")
    hands.click(buttons(page, "Throw away")[0])
    hands.click(page.new_button)
    assert not buttons(page, "Fetch it back")


def test_what_was_thrown_away_is_not_offered_while_the_citizen_looks_on(
    desk: Desk, page: JournalPage, hands: Hands
) -> None:
    hands.click(page.new_button)
    type_into(page, "facts", "Noget")
    hands.click(buttons(page, "Throw away")[0])
    desk.citizen_view = True
    page.presenter.reload()
    assert not buttons(page, "Fetch it back")


@pytest.mark.parametrize("way", ["Close", "Escape"])
def test_a_note_put_away_waits_as_a_draft_and_is_gone_on_with(
    desk: Desk, page: JournalPage, case: Case, hands: Hands, show: Show, way: str
) -> None:
    hands.click(page.new_button)
    type_into(page, "title", "Opkald")
    type_into(page, "facts", "Halvt skrevet")
    assert page.form_card is not None
    if way == "Close":
        hands.click(buttons(page, "Close")[0])
    else:
        hands.key(page.form_card.form.field("facts").focus_target(), Qt.Key.Key_Escape)
    assert page.form_card is None
    assert page.new_button.hasFocus()
    assert "The note “Opkald” is begun and not saved." in said(page)
    (draft,) = case.office.store.drafts.all()
    assert draft.values["facts"] == "Halvt skrevet"
    again = JournalPage(desk, page.presenter.case_id)  # such as after a lock
    show(again)
    again.show_place(Place("journal", case.case_id))
    assert again.form_card is None, "it was put away"
    hands.click(buttons(again, "Go on")[0])
    assert again.form_card is not None
    assert again.form_card.form.values()["facts"] == "Halvt skrevet"
    assert "begun and not saved" not in said(again)
    hands.click(again.form_card.save_button)
    assert again.presenter.state.notes[0].facts == "Halvt skrevet"
    assert case.office.store.drafts.all() == []


def test_a_note_put_away_opens_where_my_day_asks_for_it(
    desk: Desk, page: JournalPage, case: Case, hands: Hands, show: Show
) -> None:
    hands.click(page.new_button)
    type_into(page, "facts", "Halvt skrevet")
    hands.click(buttons(page, "Close")[0])
    again = JournalPage(desk, page.presenter.case_id)
    show(again)
    again.show_place(Place("note", case.case_id, "draft"))
    assert again.form_card is not None
    assert again.form_card.form.values()["facts"] == "Halvt skrevet"


def test_an_empty_form_put_away_leaves_nothing(page: JournalPage, case: Case, hands: Hands) -> None:
    hands.click(page.new_button)
    hands.click(buttons(page, "Close")[0])
    assert page.form_card is None
    assert case.office.store.drafts.all() == []
    assert "begun and not saved" not in said(page)


def test_a_waiting_note_is_thrown_away_and_fetched_back_and_another_begun_beside_it(
    page: JournalPage, case: Case, hands: Hands
) -> None:
    hands.click(buttons(page, "Correct")[0])
    type_into(page, "assessment", "Klar")
    hands.click(buttons(page, "Close")[0])
    assert "The correction of “Møde” is begun and not saved." in said(page)
    hands.click(page.new_button)
    type_into(page, "title", "Opkald")
    hands.click(buttons(page, "Close")[0])
    assert len(buttons(page, "Go on")) == 2
    hands.click(buttons(page, "Throw away")[1])
    assert len(case.office.store.drafts.all()) == 1
    hands.click(buttons(page, "Fetch it back")[0])
    assert page.form_card is not None
    hands.click(page.form_card.save_button)
    assert page.presenter.state.notes[0].corrections[0].assessment == "Klar"
    assert len(buttons(page, "Go on")) == 1


def test_a_waiting_note_is_not_named_while_the_citizen_looks_on(
    desk: Desk, page: JournalPage, hands: Hands
) -> None:
    hands.click(page.new_button)
    type_into(page, "title", "Opkald")
    hands.click(buttons(page, "Close")[0])
    desk.citizen_view = True
    page.presenter.reload()
    assert "Opkald" not in said(page)


def said(page: JournalPage) -> str:
    QApplication.processEvents()
    return " ".join(one.text() for one in page.findChildren(Banner) if one.isVisible())


def test_search_as_you_type(page: JournalPage, case: Case, qtbot: QtBot) -> None:
    case.note(title="Andet", facts="Intet nyt.")
    QTest.keyClicks(page.search.edit, "tirs")
    qtbot.waitUntil(lambda: len(page.notes) == 1)
    assert page.presenter.state.notes[0].title == "Møde"


def test_a_draft_is_gone_on_with_where_it_was(
    desk: Desk, page: JournalPage, hands: Hands, show: Show
) -> None:
    hands.click(page.new_button)
    type_into(page, "facts", "Halvt skrevet")
    page.save_draft()
    again = JournalPage(desk, page.presenter.case_id)
    show(again)
    again.show_place(Place("note", page.presenter.case_id, "draft"))
    assert again.form_card is not None
    assert again.form_card.form.values()["facts"] == "Halvt skrevet"
    assert again.form_card.form.field("title").focus_target().hasFocus()


def test_a_document_is_saved_where_asked(page: JournalPage, hands: Hands, tmp_path: Path) -> None:
    page.choose_file = lambda _parent, name: tmp_path / name
    (save,) = [b for b in page.findChildren(QPushButton) if b.accessibleName().startswith("Save “Plan 1")]
    hands.click(save)
    assert (tmp_path / "plan-1001-2026-11-24.pdf").read_bytes() == PDF


def test_an_empty_journal_says_what_comes_there(desk: Desk, case: Case, show: Show) -> None:
    page = JournalPage(desk, case.case_id)
    page.show_place(Place("journal", case.case_id))
    show(page)
    assert page.notes == []
    assert filled(page) == ["New note"]


def test_a_note_of_50_000_letters_is_cut_until_asked_for(page: JournalPage, case: Case, hands: Hands) -> None:
    case.note(facts="ord " * 12_500, title="Langt")
    (more,) = buttons(page, "Show the whole text")
    hands.click(more)
    assert not buttons(page, "Show the whole text")


def test_everything_has_a_name(page: JournalPage, hands: Hands) -> None:
    assert unnamed(page) == []
    hands.click(page.new_button)
    assert unnamed(page) == []


def test_what_was_undone_says_only_that(page: JournalPage, case: Case, qtbot: QtBot) -> None:
    case.note(title="Opkald", facts="Ringede kl. 9.")
    case.office.undo()
    qtbot.waitUntil(lambda: len(page.notes) == 2)
    undone = next(view for view in page.notes if view.findChild(Chip) is not None)
    assert [chip.accessibleName() for chip in undone.findChildren(Chip)] == ["Undone"]
    assert len(buttons(page, "Correct")) == 1, "what is taken back is not corrected"
    told = [label.text() for label in undone.findChildren(Label)]
    assert any(words.startswith("“Save talk” of 24 November 2026") for words in told), told


def test_a_filed_document_that_was_undone_says_so(page: JournalPage, case: Case, qtbot: QtBot) -> None:
    file(case, "Plan 2")
    case.office.undo()
    qtbot.waitUntil(lambda: any(chip.isVisible() for chip in page.findChildren(Chip)))
    assert [chip.accessibleName() for chip in page.findChildren(Chip) if chip.isVisible()] == ["Undone"]
