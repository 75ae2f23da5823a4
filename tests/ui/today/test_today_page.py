"""The page Min dag: nothing is cut, both cards begin together, and what is not counted is said in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from caseworker.base.clock import FixedClock, at
from caseworker.base.place import Place
from caseworker.base.text import raw, t
from caseworker.contacts.model import Talk
from caseworker.contacts.queries import last_held
from caseworker.contacts.service import BookingData, book
from caseworker.deadlines import switches
from caseworker.office import Office
from caseworker.people.model import CaseFile, Citizen
from caseworker.store.work import Work
from tests.making import make_demo
from tests.ui.people.dressing import dressed
from tests.ui.recording import Recorder
from ui.kit import Banner, Label, Row, say, set_language, unnamed
from ui.ports import Desk, InlineTasks
from ui.today.meetings import Meetings
from ui.today.page import TodayPage
from ui.today.work_list import WorkList

TODAY, TOMORROW = date(2026, 11, 24), date(2026, 11, 25)


def _book(work: Work) -> None:
    for case, moment in zip(work.find(CaseFile), (at(TODAY, 9), at(TOMORROW, 13, 30)), strict=False):
        work.add(
            Talk(citizen_id=case.citizen_id, case_id=case.id, kind="follow_up", at=moment, status="planned")
        )


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder: Path = tmp_path_factory.mktemp("today_page") / "store"
    opened = make_demo(folder, FixedClock(at(TODAY, 8, 30)))
    opened.run(t("Talks"), _book)
    yield opened
    opened.close()


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def page(office: Office, recorder: Recorder, qtbot: QtBot, qapp: QApplication) -> Iterator[TodayPage]:
    with dressed(qapp):
        set_language("da")
        page = TodayPage(Desk(office, InlineTasks(), recorder, recorder, language="da"))
        qtbot.addWidget(page)
        page.resize(1092, 650)
        page.show_place(Place("today"))
        with qtbot.waitExposed(page):
            page.show()
        QApplication.processEvents()
        yield page


def labels(page: TodayPage) -> list[Label]:
    QApplication.processEvents()
    return [label for label in page.findChildren(Label) if label.isVisible()]


def test_no_words_of_the_lists_are_cut_in_the_smallest_window(page: TodayPage) -> None:
    shown = {label.text() for label in labels(page)}
    assert all(
        line.name in " ".join(b.text() for b in page.findChildren(QPushButton))
        for line in page.presenter.state.lines
    )
    for label in labels(page):
        if not label.wordWrap():
            room = label.contentsRect().width()
            assert QFontMetrics(label.font()).horizontalAdvance(label.text()) <= room, label.text()
        else:
            assert label.height() >= label.heightForWidth(label.width()), label.text()
    assert any(len(words) > 30 for words in shown)


def test_the_two_cards_begin_together_and_none_has_a_hole(page: TodayPage) -> None:
    meetings, work = page._meetings, page._work  # noqa: SLF001 - the two cards
    assert meetings.geometry().top() == work.geometry().top()
    for card in (meetings, work):
        assert card.height() <= card.heightForWidth(card.width())


def test_the_buttons_that_end_the_lines_are_equally_wide(page: TodayPage) -> None:
    lines = page.presenter.state.lines
    names = {say(t("{action}: {name}", action=line.action, name=line.name)) for line in lines}
    ends = [button for button in page.findChildren(QPushButton) if button.accessibleName() in names]
    assert len(ends) == len(lines)
    assert len({button.text() for button in ends}) > 1
    assert len({button.width() for button in ends}) == 1


def test_times_are_written_as_danes_write_them(page: TodayPage) -> None:
    clocks = [label.text() for label in labels(page) if re.fullmatch(r"\d\d.\d\d", label.text())]
    assert clocks == ["09.00", "13.30"]


def test_on_a_day_with_few_talks_the_next_working_day_follows(page: TodayPage) -> None:
    state = page.presenter.state
    assert len(state.meetings) < page.presenter.few_meetings
    assert state.coming
    assert all(row.talk.at.date() == TOMORROW for row in state.coming)
    assert "I morgen" in [label.text() for label in labels(page)]
    names = [b.accessibleName() for b in page.findChildren(QPushButton)]
    first = state.coming[0].name
    assert f"Forbered samtale med {first}" in names


def test_what_fell_due_before_the_import_is_named_and_can_be_seen(
    page: TodayPage, office: Office, recorder: Recorder
) -> None:
    assert page.presenter.state.left_out == 0

    def known(work: Work) -> None:
        for case in work.find(CaseFile):
            case.known_from = TODAY

    office.run(t("Known from now on"), known)
    try:
        page.presenter.reload()
        count = page.presenter.state.left_out
        assert count > 1
        said = f"{count} frister faldt, før sagerne kom hertil, og tælles ikke med."
        assert said in [label.text() for label in labels(page)]
        link = next(b for b in page.findChildren(QPushButton) if b.text() == "Vis dem")
        link.click()
        assert recorder.places == [Place("deadlines", field="before")]
    finally:
        office.undo()


def test_the_overdue_things_are_counted_by_kind_and_by_citizen(page: TodayPage) -> None:
    page.presenter.choose("overdue")
    lines = page.presenter.state.lines
    promises = sum(line.kind == "promise" for line in lines)
    words = [label.text() for label in labels(page)]
    assert f"{len(lines) - promises} frister, {promises} løfter" in words
    citizens = len({line.case_id for line in lines})
    assert any(f"{len(lines)} ting er over frist for {citizens} borgere." in one for one in words)


def test_everything_reachable_has_a_name(page: TodayPage) -> None:
    assert unnamed(page) == []


def test_more_of_the_list_is_added_to_what_stands_there(page: TodayPage) -> None:
    def rows() -> list[str]:
        return [one.text() for one in page.findChildren(QPushButton) if one.property("kind") == "name"]

    work = page.findChild(WorkList)
    assert work is not None
    first = work.findChildren(Row)[0]
    state = page.presenter.state
    shown, waiting = len(state.lines), state.more
    assert waiting
    names = len(rows())
    page.presenter.show_more()
    added = min(waiting, page.presenter.step)
    assert work.findChildren(Row)[0] is first, "what stood there is not made anew"
    assert len(rows()) == names + added
    assert len(page.presenter.state.lines) == shown + added
    page.presenter.reload()
    assert work.findChildren(Row)[0] is first, "nothing has changed"
    page.show_place(Place("today"))
    assert len(page.presenter.state.lines) == shown, "entered anew, the list is folded"
    assert len(rows()) == names


def test_a_deadline_whose_talk_is_booked_says_so(page: TodayPage, office: Office, recorder: Recorder) -> None:
    line = next(one for one in page.presenter.state.lines if say(one.action) == "Book")
    with office.read() as session:
        first = last_held(session, line.case_id) is None
    kind = "first" if first else "follow_up"
    data = BookingData(case_id=line.case_id, kind=kind, at=at(TOMORROW, 13, 30))
    talk_id = office.run(t("Book"), lambda work: book(work, data))
    try:
        page.presenter.reload()
        now = next(one for one in page.presenter.state.lines if one.deadline_key == line.deadline_key)
        assert "booket" in say(now.what)
        assert say(now.action) == "Åbn"
        page.presenter.act_on(now)
        assert recorder.places[-1] == Place("contacts", line.case_id, f"talk:{talk_id}")
    finally:
        office.undo()


def test_a_rule_file_left_out_is_told_as_long_as_it_is(
    page: TodayPage, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> list[str]:
        return [banner.text() for banner in page.findChildren(Banner) if banner.isVisibleTo(page)]

    assert told() == []
    for words in ("The rule file a.toml is left out", "The rule file b.toml is left out"):
        monkeypatch.setattr(office, "packs_problem", raw(words))
        page.presenter.reload()
        assert told() == [words]
    (close,) = (b for b in page.findChildren(Banner)[-1].findChildren(QPushButton) if b.isVisibleTo(page))
    close.click()
    page.presenter.reload()
    assert told() == []  # put away until there is something else to say
    monkeypatch.setattr(office, "packs_problem", None)
    page.presenter.reload()
    assert told() == []


@pytest.mark.parametrize(
    "names",
    [("Mette Hansen", "Mette Hansen", "Åse Marie Ødegård"), ("Alexander-Benjamin Vestergaard-Nørreskov",)],
    ids=["namesakes", "long"],
)
def test_the_page_is_no_wider_than_the_smallest_window(
    page: TodayPage, office: Office, names: tuple[str, ...]
) -> None:
    waiting = list(dict.fromkeys(line.case_id for line in page.presenter.state.lines))

    def talks(work: Work) -> None:
        for case_id, name in zip(waiting, names, strict=False):
            case = work.get(CaseFile, case_id)
            work.get(Citizen, case.citizen_id).name = name
            talk = Talk(
                citizen_id=case.citizen_id,
                case_id=case.id,
                kind="follow_up",
                at=at(TODAY, 14),
                status="planned",
            )
            work.add(talk)

    office.run(t("Talks"), talks)
    try:
        page.presenter.reload()
        (area,) = page.findChildren(QScrollArea)
        card = page.findChild(Meetings)
        assert card is not None
        below = set()
        for width in (997, 1072, 1300, 997):  # what a window of 1185, 1260 and 1488 leaves
            page.resize(width, 590)
            for _round in range(4):
                QApplication.processEvents()
            assert area.horizontalScrollBar().maximum() == 0, width
            for button in page.findChildren(QPushButton):
                right = button.mapTo(page, button.rect().bottomRight()).x()
                assert not button.isVisible() or right < page.width(), button.text()
            prepare = next(b for b in card.findChildren(QPushButton) if b.text() == "Forbered")
            name = next(b for b in card.findChildren(QPushButton) if b.property("kind") == "name")
            below.add((width, prepare.y() > name.geometry().bottom()))
        assert (1300, False) in below
        assert len(names) > 1 or (997, True) in below
        shown = [b for b in card.findChildren(QPushButton) if b.property("kind") == "name"]
        for button in shown:
            assert button.accessibleName().startswith(button.text().rstrip("…"))
            assert ("…" in button.text()) == bool(button.toolTip())
        assert {b.toolTip() for b in shown if "…" in b.text()} <= {names[0]}
    finally:
        office.undo()
        page.presenter.reload()


def test_rules_that_are_switched_off_are_named_where_nothing_of_them_is_counted(
    page: TodayPage, office: Office
) -> None:
    said = "Regnes ikke ud, fordi det er slået fra under Indstillinger, Regler: "

    def told() -> list[str]:
        office.catch_up()
        page.presenter.reload()
        return [label.text() for label in labels(page) if label.text().startswith(said)]

    assert told() == []
    office.run(t("Rules"), lambda work: switches.switch_area(work, "lab", TODAY, on=False))
    assert told() == [f"{said}Beskæftigelsesloven."]
    office.undo()
    assert told() == []


def test_no_words_beside_a_long_name_are_cut_in_the_smallest_window(page: TodayPage) -> None:
    page.resize(997, 650)
    state = page.presenter.state
    long = replace(
        state.lines[0], name="Christina Vestergaard Lund", what=t("{words}", words="Tæt opfølgning i klinik")
    )
    page.presenter.state = replace(state, lines=(long, *state.lines[1:]))
    page._draw()  # noqa: SLF001 - as after a change
    (what,) = [label for label in labels(page) if label.text() == "Tæt opfølgning i klinik"]
    QApplication.processEvents()
    room = what.contentsRect().width()
    assert what.wordWrap() or QFontMetrics(what.font()).horizontalAdvance(what.text()) <= room
    assert what.height() >= what.heightForWidth(what.width())
