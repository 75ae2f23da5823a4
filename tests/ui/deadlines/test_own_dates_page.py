"""One's own date on the screen: typed, saved, undone, kept half written and found again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.deadlines import overrides
from tests.making import make_citizen
from tests.ui.journal.around import Case
from tests.ui.journal.dressing import Hands
from ui.deadlines.lines import Item
from ui.deadlines.page import DeadlinesPage
from ui.kit import Label
from ui.ports import Desk

Show = Callable[[QWidget], None]


@pytest.fixture
def page(desk: Desk, case: Case, show: Show) -> DeadlinesPage:
    make_citizen(desk.office, "Åse Ødegård", group="lab-2", visited_as="job_ready")
    del case
    page = DeadlinesPage(desk)
    desk.office.subscribe(page.heard)
    page.show_place(Place("deadlines"))
    show(page)
    return page


def button(page: QWidget, words: str) -> QPushButton:
    settle()
    return next(b for b in page.findChildren(QPushButton) if b.text() == words and b.isVisible())


def words_of(page: QWidget) -> list[str]:
    settle()
    return [label.text() for label in page.findChildren(Label) if label.isVisible()]


def settle() -> None:
    """Let the card beside be drawn, and what was put in it be shown."""
    for _ in range(3):
        QApplication.processEvents()


def test_an_own_date_is_typed_saved_and_shown(page: DeadlinesPage, hands: Hands, qtbot: QtBot) -> None:
    item = next(one for one in page.presenter.state.entries if getattr(one, "day", None))
    page.presenter.choose(item)
    hands.click(button(page.side, "Set own date"))
    form = page.side.own_form
    assert form is not None
    hands.click(button(page.side, "Save"))
    assert set(form.errors()) == {"own_date", "own_reason"}
    form.set_values({"own_reason": "x" * 501})
    hands.click(button(page.side, "Save"))
    assert "own_reason" in form.errors()
    form.set_values({"own_reason": ""})
    QTest.keyClicks(form.field("own_date").focus_target(), "1/12")
    QTest.keyClicks(form.field("own_reason").focus_target(), "On a course")
    QTest.keyClick(form.field("own_reason").focus_target(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Tuesday 1 December 2026: On a course" in words_of(page.side))
    assert page.side.own_form is None
    hands.click(button(page.side, "Remove own date"))
    qtbot.waitUntil(lambda: "Own date" not in words_of(page.side))


def test_a_half_written_own_date_comes_back_with_the_draft(
    page: DeadlinesPage, desk: Desk, show: Show, hands: Hands
) -> None:
    item = next(one for one in page.presenter.state.entries if getattr(one, "day", None))
    page.presenter.choose(item)
    hands.click(button(page.side, "Set own date"))
    assert page.side.own_form is not None
    QTest.keyClicks(page.side.own_form.field("own_reason").focus_target(), "On a")
    page.save_draft()
    again = DeadlinesPage(desk)
    assert not isinstance(item, str)
    again.show_place(Place("deadlines", item.case_id, "draft"))
    show(again)
    QApplication.processEvents()
    assert again.side.own_form is not None
    assert again.side.own_form.values()["own_reason"] == "On a"


def test_what_is_typed_is_kept_when_another_line_is_looked_at(page: DeadlinesPage, hands: Hands) -> None:
    dated = [one for one in page.presenter.state.entries if isinstance(one, Item) and one.day]
    page.presenter.choose(dated[0])
    hands.click(button(page.side, "Set own date"))
    assert page.side.own_form is not None
    QTest.keyClicks(page.side.own_form.field("own_reason").focus_target(), "On a")
    page.presenter.choose(dated[1])
    settle()
    assert page.side.own_form is None
    page.presenter.choose(dated[0])
    settle()
    assert page.side.own_form is not None, "it stands open again where it was left"
    assert page.side.own_form.values()["own_reason"] == "On a"
    hands.click(button(page.side, "Cancel"))
    settle()
    assert page.side.own_form is None, "thrown away is thrown away"


def test_undo_opens_the_form_of_an_own_date_with_what_was_typed_and_it_is_saved_again(
    page: DeadlinesPage, desk: Desk, hands: Hands, qtbot: QtBot
) -> None:
    item = next(one for one in page.presenter.state.entries if getattr(one, "day", None))
    page.presenter.choose(item)
    hands.click(button(page.side, "Set own date"))
    form = page.side.own_form
    assert form is not None
    QTest.keyClicks(form.field("own_date").focus_target(), "1/12")
    QTest.keyClicks(form.field("own_reason").focus_target(), "On a course")
    hands.click(button(page.side, "Save"))
    qtbot.waitUntil(lambda: "Tuesday 1 December 2026: On a course" in words_of(page.side))
    assert desk.office.store.drafts.all() == []
    desk.office.undo()
    qtbot.waitUntil(lambda: page.side.own_form is not None)
    again = page.side.own_form
    assert again is not None
    assert (again.values()["own_date"], again.values()["own_reason"]) == (date(2026, 12, 1), "On a course")
    hands.click(button(page.side, "Save"))
    qtbot.waitUntil(lambda: "Tuesday 1 December 2026: On a course" in words_of(page.side))
    assert page.side.own_form is None
    assert desk.office.store.drafts.all() == []


def test_what_was_being_written_stands_open_after_a_lock(
    page: DeadlinesPage, desk: Desk, show: Show, hands: Hands
) -> None:
    dated = [one for one in page.presenter.state.entries if isinstance(one, Item) and one.day]
    page.presenter.choose(dated[-1])
    hands.click(button(page.side, "Set own date"))
    assert page.side.own_form is not None
    QTest.keyClicks(page.side.own_form.field("own_reason").focus_target(), "On a")
    page.save_draft()
    again = DeadlinesPage(desk)
    again.show_place(Place("deadlines"))
    show(again)
    settle()
    assert again.presenter.state.chosen is not None
    assert again.presenter.state.chosen.id == dated[-1].id
    assert again.side.own_form is not None
    assert again.side.own_form.values()["own_reason"] == "On a"


def test_of_two_half_written_own_dates_the_one_named_is_opened(
    page: DeadlinesPage, desk: Desk, show: Show
) -> None:
    dated = [one for one in page.presenter.state.entries if isinstance(one, Item) and one.line and one.day]
    first = next(one for one in dated if any(two.case_id == one.case_id and two is not one for two in dated))
    second = next(two for two in dated if two.case_id == first.case_id and two is not first)
    for item, words in ((first, "On a course"), (second, "Agreed by phone")):
        assert item.line is not None
        desk.office.store.drafts.save(
            f"own date {item.id}", "deadlines", item.line.citizen_id, item.case_id,
            {"form": "own_date", "key": item.line.key, "own_reason": words},
        )  # fmt: skip
    for item, words in ((first, "On a course"), (second, "Agreed by phone")):
        again = DeadlinesPage(desk)
        again.show_place(Place("deadlines", item.case_id, f"draft:own date {item.id}"))
        show(again)
        QApplication.processEvents()
        assert again.side.own_form is not None
        assert again.side.own_form.values()["own_reason"] == words


def test_a_draft_whose_deadline_is_gone_says_so(page: DeadlinesPage, desk: Desk, show: Show) -> None:
    del page
    values = {"form": "own_date", "key": "gone:1", "own_reason": "On a course"}
    desk.office.store.drafts.save("own date x/gone:1", "deadlines", "y", "x", values)
    again = DeadlinesPage(desk)
    again.show_place(Place("deadlines", "x", "draft:own date x/gone:1"))
    show(again)
    settle()
    assert desk.notices.problems == ["The deadline that the draft is about is no longer here."]  # type: ignore[attr-defined]


def test_an_own_date_changed_elsewhere_is_not_set_back_by_a_draft(
    page: DeadlinesPage, desk: Desk, hands: Hands, qtbot: QtBot
) -> None:
    item = next(one for one in page.presenter.state.entries if isinstance(one, Item) and one.day and one.line)
    line = item.line
    assert line is not None

    def own(day: date, reason: str) -> None:
        desk.office.run(
            t("Elsewhere"), lambda work: overrides.own_date(work, line.case_id, line.key, day, reason)
        )
        settle()

    own(date(2026, 12, 1), "On a course")
    page.presenter.choose(
        next(one for one in page.presenter.state.entries if getattr(one, "id", "") == item.id)
    )
    hands.click(button(page.side, "Change own date"))
    form = page.side.own_form
    assert form is not None
    QTest.keyClicks(form.field("own_reason").focus_target(), "! ")
    own(date(2026, 12, 3), "On a course")  # the form stands open
    assert form.values()["own_date"] == date(2026, 12, 3)
    form.flush_draft()
    page.presenter.choose(None)
    settle()
    own(date(2026, 12, 8), "On leave")  # only its draft waits
    page.presenter.choose(
        next(one for one in page.presenter.state.entries if getattr(one, "id", "") == item.id)
    )
    settle()
    form = page.side.own_form
    assert form is not None
    assert (form.values()["own_date"], form.values()["own_reason"]) == (date(2026, 12, 8), "! On a course")
    assert "“Why” was changed elsewhere to “On leave”." in "".join(words_of(page.side))
    hands.click(button(page.side, "Save"))
    qtbot.waitUntil(lambda: any("8 December 2026: ! On a course" in one for one in words_of(page.side)))


def test_what_was_thrown_away_is_fetched_back(page: DeadlinesPage, hands: Hands, qtbot: QtBot) -> None:
    item = next(one for one in page.presenter.state.entries if getattr(one, "day", None))
    page.presenter.choose(item)
    hands.click(button(page.side, "Set own date"))
    hands.click(button(page.side, "Cancel"))
    assert "Your own date is thrown away." not in words_of(page.side), "nothing was typed"
    hands.click(button(page.side, "Set own date"))
    assert page.side.own_form is not None
    QTest.keyClicks(page.side.own_form.field("own_date").focus_target(), "1/12")
    QTest.keyClicks(page.side.own_form.field("own_reason").focus_target(), "On a course")
    hands.click(button(page.side, "Cancel"))
    assert "Your own date is thrown away." in words_of(page.side)
    hands.click(button(page.side, "Fetch it back"))
    form = page.side.own_form
    assert form is not None
    assert form.values() == {"own_date": date(2026, 12, 1), "own_reason": "On a course"}
    hands.click(button(page.side, "Save"))
    qtbot.waitUntil(lambda: "Tuesday 1 December 2026: On a course" in words_of(page.side))
    assert "Your own date is thrown away." not in words_of(page.side)


def test_half_a_date_is_fetched_back_and_kept_as_a_draft(
    page: DeadlinesPage, desk: Desk, hands: Hands
) -> None:
    item = next(one for one in page.presenter.state.entries if getattr(one, "day", None))
    page.presenter.choose(item)
    hands.click(button(page.side, "Set own date"))
    assert page.side.own_form is not None
    QTest.keyClicks(page.side.own_form.field("own_date").focus_target(), "1/1x")
    hands.click(button(page.side, "Cancel"))
    assert desk.office.store.drafts.all() == []
    hands.click(button(page.side, "Fetch it back"))
    assert page.side.own_form is not None
    assert page.side.own_form.half() == {"own_date": ["1/1x"]}
    (draft,) = desk.office.store.drafts.all()
    assert draft.values["half"] == {"own_date": ["1/1x"]}
