"""While a citizen sees the screen nobody else is found, gone back to, or left standing."""

from __future__ import annotations

import pytest

from caseworker.base.place import Place
from caseworker.base.text import render
from tests.making import make_citizen
from tests.ui.contacts.conftest import case, window  # noqa: F401 - fixtures
from tests.ui.contacts.window import Window
from ui.kit import Page
from ui.shell.citizen import CitizenPage
from ui.shell.palette_presenter import COMMANDS, find


@pytest.mark.parametrize("kind", ["today", "citizens", "deadlines", "exchange", "import", "new_citizen"])
def test_a_page_of_many_is_hidden_though_it_was_open(window: Window, kind: str) -> None:  # noqa: F811
    window.frame.go(Place(kind))
    window.settle()
    window.frame.switch_citizen_view()
    window.settle()
    page = window.frame.stack.currentWidget()
    assert isinstance(page, Page)
    assert page.state() == "other"
    window.frame.switch_citizen_view()
    window.settle()
    page = window.frame.stack.currentWidget()
    assert isinstance(page, Page)
    assert page.state() == "content"


def test_the_way_back_leads_to_nobody_else(window: Window) -> None:  # noqa: F811
    frame, mine = window.frame, window.case.case_id
    _citizen_id, other = make_citizen(window.case.office, "Aisha Ahmed")
    for place in (Place("today"), Place("plan", mine), Place("overview", other), Place("overview", mine)):
        frame.go(place)
        window.settle()
    frame.switch_citizen_view()
    for _step in range(3):
        frame.back()
        window.settle()
        shown = frame.stack.currentWidget()
        assert not isinstance(shown, CitizenPage) or shown.case_id == mine
    frame.go(Place("overview", mine))
    frame.go(Place("journal", mine))
    frame.back()
    assert frame.place() == Place("overview", mine)


def test_the_palette_leads_to_no_page_of_many(window: Window) -> None:  # noqa: F811
    desk = window.frame.desk
    assert len(find(desk, "")) == len(COMMANDS)
    window.frame.switch_citizen_view()
    assert {one.command for one in find(desk, "")} == {"undo", "citizen_view", "language", "lock"}


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("typed", ["english", "Dansk", "eng"])
def test_the_other_language_is_found_by_its_own_name(
    window: Window,  # noqa: F811
    language: str,
    typed: str,
) -> None:
    desk = window.frame.desk
    desk.language = language
    assert [render(one.words, "en") for one in find(desk, typed)] == ["Switch language"]
