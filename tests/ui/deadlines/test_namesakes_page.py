"""Two citizens of one name can be told apart wherever their deadlines stand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from caseworker.base.clock import FixedClock, at
from caseworker.base.place import Place
from caseworker.base.text import render, t
from caseworker.contacts.service import BookingData, book
from caseworker.store.work import Work
from tests.making import make_citizen
from tests.ui.journal.dressing import Hands
from ui.deadlines.lines import Head, Item
from ui.deadlines.page import DeadlinesPage
from ui.kit import cut_name, font
from ui.ports import Desk
from ui.today.page import TodayPage

Show = Callable[[QWidget], None]
OLD, YOUNG = "Ahmed Østergaard, 44 years old", "Ahmed Østergaard, 35 years old"


@pytest.fixture
def cases(desk: Desk, clock: FixedClock) -> dict[str, str]:
    """Two citizens of one name, each with a talk to come, and one with a name of their own."""
    found = {}
    for name, born, mark in (
        ("Ahmed Østergaard", date(1982, 3, 12), OLD),
        ("Ahmed Østergaard", date(1991, 5, 2), YOUNG),
        ("Bente Friis", date(1982, 3, 12), "Bente Friis"),
    ):
        _citizen, found[mark] = make_citizen(
            desk.office, name, born, group="lab-2", visited_as="job_ready", since=date(2026, 11, 9)
        )

    def talks(work: Work) -> None:
        for hour, case_id in enumerate(found.values(), 9):
            when = at(clock.today(), hour)
            book(work, BookingData(case_id=case_id, kind="follow_up", at=when, purpose="Planen"))

    clock.advance(days=7)
    desk.office.catch_up()
    desk.office.run(t("Talks"), talks)
    return found


@pytest.fixture
def page(desk: Desk, cases: dict[str, str], show: Show) -> DeadlinesPage:
    assert cases
    page = DeadlinesPage(desk)
    page.show_place(Place("deadlines"))
    show(page)
    return page


def words_of(page: QWidget) -> list[str]:
    for _ in range(3):
        QApplication.processEvents()
    labels = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    return labels + [one.text() for one in page.findChildren(QPushButton) if one.isVisible()]


def line_of(page: DeadlinesPage, case_id: str) -> Item:
    return next(
        one for one in page.presenter.state.entries if isinstance(one, Item) and one.case_id == case_id
    )


def test_the_list_its_groups_and_the_card_say_which_of_them_it_is(
    page: DeadlinesPage, hands: Hands, cases: dict[str, str]
) -> None:
    names = {one.case_id: one.name for one in page.presenter.state.entries if isinstance(one, Item)}
    assert names == {case_id: mark for mark, case_id in cases.items()}
    model = page.table.model()
    cells = {str(model.index(row, 1).data()) for row in range(model.rowCount())}
    assert cells == {"Ahmed Østergaard\n44 years old", "Ahmed Østergaard\n35 years old", "Bente Friis"}
    page.presenter.choose(line_of(page, cases[YOUNG]))
    assert YOUNG in words_of(page.side)
    hands.click(page.grouping.chips()[2])
    heads = [render(one.words) for one in page.presenter.state.entries if isinstance(one, Head)]
    assert sorted(heads) == sorted(cases)


def test_the_forms_beside_the_list_say_it(page: DeadlinesPage, cases: dict[str, str]) -> None:
    mine = line_of(page, cases[OLD])
    page.presenter.choose(mine)
    QApplication.processEvents()
    page.side.write_own_date(mine)
    assert OLD in words_of(page.side)
    page.side.draw(page.presenter.today)
    page.side.own_form = None
    page.side.ask(mine)
    assert OLD in words_of(page.side)


def test_search_finds_them_by_name_and_by_what_tells_them_apart(page: DeadlinesPage) -> None:
    def found(query: str) -> set[str]:
        page.presenter.search(query)
        return {one.name for one in page.presenter.state.entries if isinstance(one, Item)}

    assert found("ahmed øster") == {OLD, YOUNG}
    assert found("ahmed 44") == {OLD}


@pytest.mark.parametrize("view", ["month", "week"])
def test_the_calendar_says_it(page: DeadlinesPage, cases: dict[str, str], view: str) -> None:
    page.presenter.show_view(view)  # type: ignore[arg-type]
    page.presenter.choose_day(page.presenter.today)
    QApplication.processEvents()
    shown = page.presenter.state.day_items
    assert {one.name for one in shown if one.kind == "talk"} == set(cases)
    assert {OLD, YOUNG} <= set(words_of(page.side))


def test_where_a_name_is_cut_what_tells_it_apart_stays(dressed: None) -> None:
    del dressed
    letters = font("strong")
    cut = cut_name(letters, OLD, "44 years old", 150)
    assert cut.endswith("…, 44 years old")
    assert cut_name(letters, OLD, "44 years old", 500) == OLD
    assert cut_name(letters, "Ahmed Østergaard", "", 60).endswith("…")


def test_a_name_is_never_cut_to_what_tells_it_apart_alone(dressed: None) -> None:
    del dressed
    for room in range(40, 200, 5):
        assert cut_name(font("note"), "Ahmed Østergaard, born 28 Nov", "born 28 Nov", room).startswith("Ah")


def test_the_share_rules_say_it(page: DeadlinesPage, cases: dict[str, str]) -> None:
    page.presenter.show_view("shares")
    page.shares.presenter.reload()
    gauge = page.shares.presenter.state.gauge
    assert gauge is not None
    assert {one.name for one in gauge.members} == set(cases)
    page.shares.write_exemption(next(one for one in gauge.members if one.name == YOUNG))
    assert YOUNG in words_of(page.shares)


def test_my_day_says_it(desk: Desk, cases: dict[str, str], show: Show) -> None:
    page = TodayPage(desk)
    page.show_place(Place("today"))
    show(page)
    state = page.presenter.state
    assert {one.name for one in state.lines} == set(cases)
    assert state.marks == {cases[OLD]: "44 years old", cases[YOUNG]: "35 years old"}
    spoken = [one.accessibleName() for one in page.findChildren(QPushButton)]
    assert {f"Prepare talk with {name}" for name in cases} <= set(spoken)
    assert any(words.startswith("44 years old · ") for words in words_of(page))


def test_an_unfinished_form_on_my_day_says_it(desk: Desk, page: DeadlinesPage, cases: dict[str, str]) -> None:
    mine = line_of(page, cases[OLD])
    page.side.write_own_date(mine)
    form = page.side.own_form
    assert form is not None
    form.set_values({"own_reason": "Ferie"})
    form.flush_draft()
    today = TodayPage(desk)
    today.presenter.reload()
    drafts = [render(one.words, "en") for one in today.presenter.state.drafts]
    assert [words for words in drafts if words.startswith(f"{OLD}: own date")] == drafts
