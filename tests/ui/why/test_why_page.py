"""Why this date, on the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from caseworker.base.text import render, t
from caseworker.contacts.reaching import RequestData, request_talk
from caseworker.deadlines import queries
from tests.ui.journal.around import TODAY, Case
from ui.kit import Chip, LinkButton, WhyPopover
from ui.ports import Desk
from ui.why.popover import show_why
from ui.why.presenter import why


@pytest.fixture
def key(desk: Desk, case: Case) -> str:
    with desk.office.read() as session:
        return queries.stored_lines(session, TODAY, case_id=case.case_id)[0].key


def test_no_button_is_ringed_before_the_keyboard_is_used(
    desk: Desk, case: Case, key: str, show: Callable[[QWidget], None]
) -> None:
    anchor = LinkButton("Why?")
    show(anchor)
    popover = show_why(desk, anchor, case.case_id, key)
    QApplication.processEvents()
    assert not any(button.hasFocus() for button in popover.findChildren(QPushButton))
    assert isinstance(QApplication.focusWidget(), WhyPopover)
    QTest.keyClick(popover, Qt.Key.Key_Tab)
    assert any(button.hasFocus() for button in popover.findChildren(QPushButton))
    QTest.keyClick(popover, Qt.Key.Key_Escape)
    assert not popover.isVisible()


def test_each_step_has_its_day_and_its_words(desk: Desk, case: Case, key: str) -> None:
    told = why(desk, case.case_id, key)
    assert told.reason
    assert told.legal_basis
    assert len(told.steps) > 1
    assert all(words for _day, words in told.steps)


def test_local_practice_is_not_said_to_be_read_in_the_law(desk: Desk, case: Case) -> None:
    data = RequestData(case_id=case.case_id, requested_on=TODAY)
    desk.office.run(t("Wish"), lambda work: request_talk(work, data))
    with desk.office.read() as session:
        lines = queries.stored_lines(session, TODAY, case_id=case.case_id)
    wish = next(line for line in lines if line.rule == "R-048")
    assert render(why(desk, case.case_id, wish.key).mark, "en") == "Agreed locally"
    law = next(line for line in lines if (line.standing, line.confirmed) == ("statute", "C"))
    assert render(why(desk, case.case_id, law.key).mark, "en") == "Read in the law or from the authority"


def test_a_deadline_that_is_gone_says_so(desk: Desk, case: Case) -> None:
    assert why(desk, case.case_id, "G20-01:nothing:1").steps == ()


def test_what_is_no_longer_there_says_why_and_shows_no_empty_mark(
    desk: Desk, case: Case, show: Callable[[QWidget], None]
) -> None:
    anchor = LinkButton("Why?")
    show(anchor)
    popover = show_why(desk, anchor, case.case_id, "G20-01:gone:1")
    assert "there is no such deadline" in popover.accessibleDescription()
    assert popover.findChildren(Chip) == []
    popover.close()
