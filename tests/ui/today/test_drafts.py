"""The drafts on Min dag: every one can be opened, each says what it is and how old."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from caseworker.base.clock import FixedClock
from caseworker.base.place import Place
from tests.making import make_citizen, make_office
from tests.ui.people.conftest import Recorder
from ui.kit import say, set_language
from ui.ports import Desk, InlineTasks
from ui.today.page import TodayPage
from ui.today.presenter import TodayPresenter


@dataclass
class Begun:
    """A desk on a store with a citizen and forms begun."""

    desk: Desk
    recorder: Recorder
    citizen_id: str
    case_id: str

    def draft(self, record_id: str, kind: str, **values: str) -> None:
        self.desk.office.store.drafts.save(record_id, kind, self.citizen_id, self.case_id, values)


@pytest.fixture
def begun(tmp_path: Path, clock: FixedClock) -> Iterator[Begun]:
    office = make_office(tmp_path / "store", clock)
    recorder = Recorder()
    yield Begun(Desk(office, InlineTasks(), recorder, recorder, "da"), recorder, *make_citizen(office))
    office.close()


def test_forms_of_one_kind_are_named_apart(begun: Begun) -> None:
    set_language("da")
    for form in ("activity", "activity_pause", "activity_stop"):
        begun.draft(form, "activity", form=form)
    for form in ("book", "wish"):
        begun.draft(form, "contacts", form=form)
    presenter = TodayPresenter(begun.desk)
    presenter.reload()
    assert {say(one.words) for one in presenter.state.drafts} == {
        "Jonas Bruun: indsats i planen",
        "Jonas Bruun: pause i en indsats",
        "Jonas Bruun: stop af en indsats",
        "Jonas Bruun: booking af en samtale",
        "Jonas Bruun: noget, borgeren beder om",
    }


def test_every_draft_can_be_opened_also_the_oldest(begun: Begun, qtbot: QtBot) -> None:
    set_language("da")
    for number in range(5):
        begun.draft(f"d{number}", "contacts", form="move", about=f"t{number}")
    page = TodayPage(begun.desk)
    qtbot.addWidget(page)
    page.resize(1092, 650)
    page.show_place(Place("today"))
    with qtbot.waitExposed(page):
        page.show()
    QApplication.processEvents()
    assert len(_links(page)) == 3
    assert all("(fra i dag kl. 09.00)" in link.text() for link in _links(page))
    next(one for one in page.findChildren(QPushButton) if one.text() == "vis alle").click()
    QApplication.processEvents()
    assert len(_links(page)) == 5
    _links(page)[-1].click()
    assert begun.recorder.places == [Place("contacts", begun.case_id, "draft:d0")]


def test_a_single_draft_goes_on_with_one_button(begun: Begun, qtbot: QtBot) -> None:
    set_language("da")
    begun.draft("d0", "note")
    page = TodayPage(begun.desk)
    qtbot.addWidget(page)
    page.show_place(Place("today"))
    next(one for one in page.findChildren(QPushButton) if one.text() == "Fortsæt").click()
    assert begun.recorder.places == [Place("journal", begun.case_id, "draft")]


def test_a_hidden_day_is_read_when_it_is_shown(begun: Begun, qtbot: QtBot) -> None:
    page = TodayPage(begun.desk)
    qtbot.addWidget(page)
    page.show_place(Place("today"))
    drawn: list[int] = []
    page.presenter.on_changed = lambda: drawn.append(1)
    unsubscribe = begun.desk.office.subscribe(page.heard)
    make_citizen(begun.desk.office, "Amina Yusuf")
    assert drawn == []
    with qtbot.waitExposed(page):
        page.show()
    make_citizen(begun.desk.office, "Mia Holm")
    unsubscribe()
    assert drawn


def _links(page: TodayPage) -> list[QPushButton]:
    return [b for b in page.findChildren(QPushButton) if b.isVisible() and "(fra " in b.text()]


def test_a_draft_is_offered_also_before_there_is_a_citizen(
    tmp_path: Path, clock: FixedClock, qtbot: QtBot, qapp: QApplication
) -> None:
    del qapp
    office, recorder = make_office(tmp_path / "store", clock), Recorder()
    office.store.drafts.save("c1", "citizen", "", "", {"name": "Åse"})
    set_language("da")
    page = TodayPage(Desk(office, InlineTasks(), recorder, recorder, "da"))
    qtbot.addWidget(page)
    page.resize(1092, 600)
    page.show()
    page.show_place(Place("today"))
    assert page.state() == "other"
    go_on = next(one for one in page.findChildren(QPushButton) if one.text() == "Fortsæt")
    assert go_on.isVisible()
    go_on.click()
    assert recorder.places[-1] == Place("new_citizen", "", "draft")
    office.close()
