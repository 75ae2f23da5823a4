"""The drafts on Min dag: every one can be opened, each says what it is and how old."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from caseworker.base.clock import FixedClock, at
from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.contacts import service as talks
from caseworker.contacts.service import BookingData
from caseworker.people import service as people
from tests.making import make_citizen, make_office
from tests.ui.recording import Recorder
from ui.kit import say, set_language
from ui.ports import Desk, InlineTasks
from ui.settings.presenter import SettingsPresenter
from ui.today.page import TodayPage
from ui.today.presenter import TodayPresenter


@dataclass
class Begun:
    """A desk on a store with a citizen and forms begun."""

    desk: Desk
    recorder: Recorder
    citizen_id: str
    case_id: str

    def draft(self, record_id: str, kind: str, **values: Any) -> None:
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
        begun.draft(f"d{number}", "contacts", form="book", about=f"t{number}")
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


def test_drafts_of_a_kind_are_told_apart_by_what_stands_in_them(begun: Begun) -> None:
    begun.draft("d0", "note", title="Ringet til egen læge")
    begun.draft("d1", "note", title="Brev fra kommunen " * 9)
    begun.draft("d2", "interim_goal", form="interim_goal", values={"words": "Møder til tiden"})
    begun.draft("d3", "note", title="  ")
    set_language("da")
    presenter = TodayPresenter(begun.desk)
    presenter.reload()
    first, second, third, fourth = sorted(say(one.words) for one in presenter.state.drafts)
    assert first.endswith("delmål »Møder til tiden«")
    assert second == "Jonas Bruun: notat i journalen"
    assert third.startswith("Jonas Bruun: notat i journalen »Brev fra kommunen")
    assert third.endswith("…«")
    assert fourth == "Jonas Bruun: notat i journalen »Ringet til egen læge«"


def test_a_single_draft_goes_on_with_one_button(begun: Begun, qtbot: QtBot) -> None:
    set_language("da")
    begun.draft("d0", "note")
    page = TodayPage(begun.desk)
    qtbot.addWidget(page)
    page.show_place(Place("today"))
    next(one for one in page.findChildren(QPushButton) if one.text() == "Fortsæt").click()
    assert begun.recorder.places == [Place("journal", begun.case_id, "draft:d0")]


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
    assert recorder.places[-1] == Place("new_citizen", "", "draft:c1")
    office.close()


def test_new_citizens_are_named_and_each_draft_leads_to_itself(begun: Begun) -> None:
    set_language("da")
    drafts = begun.desk.office.store.drafts
    drafts.save("a", "citizen", "", "", {"name": " Anna  Holm "})
    drafts.save("b", "citizen", "", "", {"name": "Bo " * 100})
    drafts.save("c", "citizen", "", "", {"name": " "})
    drafts.save("d", "citizen", begun.citizen_id, begun.citizen_id, {"name": "Jonas Bruun"})
    presenter = TodayPresenter(begun.desk)
    presenter.reload()
    named = {say(one.words): one.place for one in presenter.state.drafts}
    long = next(words for words in named if words.startswith("ny borger: Bo Bo"))
    assert long.endswith("…")
    assert len(long) < 80
    assert named.pop(long) == Place("new_citizen", "", "draft:b")
    assert named == {
        "ny borger: Anna Holm": Place("new_citizen", "", "draft:a"),
        "ny borger": Place("new_citizen", "", "draft:c"),
        "Jonas Bruun: ny sag": Place("new_citizen", begun.citizen_id, "draft:d"),
    }


def test_the_two_forms_of_the_settings_are_named_apart_and_lead_to_their_tab(begun: Begun) -> None:
    set_language("da")
    settings = SettingsPresenter(begun.desk)
    settings.keep_draft({"name": "Karen"}, "me")
    settings.keep_draft({"name": "Job i Nordby"}, "unit")
    presenter = TodayPresenter(begun.desk)
    presenter.reload()
    assert {say(one.words): one.place for one in presenter.state.drafts} == {
        "indstillinger: dit navn og nummer": Place("settings", "", "program"),
        "indstillinger: enheden": Place("settings", "", "unit"),
    }


def test_no_talk_of_a_closed_case_is_on_the_day(begun: Begun) -> None:
    _citizen, other = make_citizen(begun.desk.office, "Mia Holm")
    for case_id in (begun.case_id, other):
        for moment in (at(date(2026, 11, 24), 15), at(date(2026, 11, 25), 10)):
            data = BookingData(case_id=case_id, kind="follow_up", at=moment)
            begun.desk.office.run(t("Book"), lambda work, data=data: talks.book(work, data))  # type: ignore[misc]
    presenter = TodayPresenter(begun.desk)
    presenter.reload()
    assert (len(presenter.state.meetings), len(presenter.state.coming)) == (2, 2)
    begun.desk.office.run(
        t("Close"), lambda work: people.close_case(work, begun.case_id, "deceased", date(2026, 11, 24))
    )
    presenter.reload()
    assert [row.talk.case_id for row in presenter.state.meetings] == [other]
    assert [row.talk.case_id for row in presenter.state.coming] == [other]


def test_each_own_date_is_named_by_its_deadline_and_leads_to_itself(begun: Begun) -> None:
    set_language("da")
    for key in ("G20-01:a:1", "G20-02:b:1"):
        begun.draft(f"own date {begun.case_id}/{key}", "deadlines", form="own_date", key=key)
    begun.draft(f"exempt {begun.case_id}", "deadlines", form="exempt", rule="G26-01", key="G26-01:c:1")
    presenter = TodayPresenter(begun.desk)
    presenter.reload()
    lines = {line.place: say(line.words) for line in presenter.state.drafts}
    assert len(set(lines.values())) == 3
    assert lines.keys() == {
        Place("deadlines", begun.case_id, f"draft:own date {begun.case_id}/G20-01:a:1"),
        Place("deadlines", begun.case_id, f"draft:own date {begun.case_id}/G20-02:b:1"),
        Place("deadlines", begun.case_id, f"draft:exempt {begun.case_id}"),
    }
    assert all(words.startswith("Jonas Bruun: ") and words.endswith("«") for words in lines.values())
