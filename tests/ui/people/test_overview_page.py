"""The page Overblik: closing, handing over, changing the group and the data, within budget and without loss."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from caseworker.base.clock import at
from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.contacts import service as talks
from caseworker.contacts.service import BookingData, TalkResult
from caseworker.journal import service as journal
from caseworker.journal.service import NoteData
from caseworker.people import service, staff
from caseworker.store.work import Work
from tests.ui.people.dressing import Hands, button, overview, words
from tests.ui.recording import Recorder
from ui.kit import Banner, unnamed
from ui.people.overview_page import OverviewPage
from ui.people.overview_state import PAGE
from ui.ports import Desk

BUDGET = 6  # ui.md section 5: close or hand over a case


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> OverviewPage:
    desk.office.run(t("New colleague"), lambda work: staff.find_or_add(work, "Mette Lund").id)
    return overview(qtbot, desk)


def test_a_case_is_closed_within_its_budget(page: OverviewPage, recorder: Recorder, hands: Hands) -> None:
    hands.click(button(page, "Close the case"))
    assert page.form is not None
    chips = page.form.form.field("end_state").chips()  # type: ignore[attr-defined]
    hands.click(next(chip for chip in chips if chip.text() == "Ordinary job"))
    hands.click(page.form.save_button)
    assert hands.count <= BUDGET
    assert page.form is None
    assert recorder.said == ["The case is closed."]
    assert "Closed 24 November 2026: Ordinary job" in words(page)
    assert "The case is closed. Overdue when it was closed:" in words(page)
    hands.click(button(page, "Open a new case"))
    assert recorder.places[-1].kind == "new_citizen"


def test_a_case_is_handed_over_within_its_budget(
    page: OverviewPage,
    desk: Desk,
    hands: Hands,
) -> None:
    with desk.office.read() as session:
        colleague = staff.all_staff(session)[1]
    hands.click(button(page, "Hand over"))
    assert page.form is not None
    hands.choose(page.form.form.field("staff"), colleague.id)
    hands.type(page.form.form.field("handover_note").focus_target(), "Calls at eight")
    hands.click(page.form.save_button)
    assert hands.count <= BUDGET
    assert "Mette Lund" in words(page)
    assert "1 change" in words(page)


@pytest.mark.parametrize("key", [Qt.Key.Key_S, Qt.Key.Key_Return])
def test_the_keys_save_a_form(
    page: OverviewPage, recorder: Recorder, hands: Hands, qtbot: QtBot, key: Qt.Key
) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    hands.click(button(page, "Close the case"))
    assert page.form is not None
    assert page.form.save_button.toolTip() == "Ctrl+S"
    chips = page.form.form.field("end_state").chips()  # type: ignore[attr-defined]
    hands.click(next(chip for chip in chips if chip.text() == "Ordinary job"))
    QTest.keyClick(chips[0], key, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.form is None)  # the button shows itself pressed first
    assert recorder.said == ["The case is closed."]


def test_a_handover_to_somebody_new_asks_for_the_name(page: OverviewPage, hands: Hands) -> None:
    hands.click(button(page, "Hand over"))
    assert page.form is not None
    form = page.form.form
    assert form.block("colleague").isHidden()
    hands.choose(form.field("staff"), "other")
    assert form.block("colleague").isVisible()
    hands.click(page.form.save_button)
    assert set(form.errors()) == {"colleague", "handover_note"}


def test_the_new_dates_are_listed_before_the_group_is_saved(page: OverviewPage, hands: Hands) -> None:
    hands.click(button(page, "Change the target group"))
    assert page.form is not None
    hands.choose(page.form.form.field("group"), "lab-6")
    shown_now = words(page.form)
    assert "These deadlines move when you save" in shown_now
    assert "falls away" in shown_now or "is new" in shown_now
    hands.click(page.form.save_button)
    assert "Sickness benefit" in words(page)


def test_what_moves_on_a_coming_day_stands_under_that_day(desk: Desk, qtbot: QtBot, hands: Hands) -> None:
    page = overview(qtbot, desk, group="lab-2", visited_as="job_ready")
    page.show_place(Place("overview", page.presenter.case_id, "fact:maternity"))
    assert page.form is not None
    hands.type(page.form.form.field("day").focus_target(), "1/12/2026")
    hands.type(page.form.form.field("last_day").focus_target(), "30/4/2027")
    at_once, later = words(page.form).split("These deadlines move from 1 December")
    # The offers that the announced leave puts off today, and the talks whose date lies in it.
    assert "These deadlines move when you save" in at_once
    assert "Four job talks in 6 months\n5 Apr 2027\nfalls away" in at_once
    assert "is new" not in at_once
    assert "Offer of a talk before maternity leave ends\nis new\n30 Apr 2027" in later
    assert "falls away" not in later


def test_a_group_of_next_year_names_its_year_and_tells_apart_what_moves_at_once(
    desk: Desk, qtbot: QtBot, hands: Hands
) -> None:
    page = overview(qtbot, desk)
    hands.click(button(page, "Change the target group"))
    assert page.form is not None
    hands.choose(page.form.form.field("group"), "lab-2 job_ready")
    day = page.form.form.field("from_on").focus_target()
    assert isinstance(day, QLineEdit)
    day.selectAll()
    hands.type(day, "1/1/2027")
    at_once, later = words(page.form).split("These deadlines move from 1 January 2027")
    assert "These deadlines move when you save" in at_once
    assert "is new" in at_once
    assert "falls away" not in at_once
    assert "falls away" in later


def test_data_is_edited(page: OverviewPage, hands: Hands) -> None:
    hands.click(button(page, "Edit the citizen's data"))
    assert page.form is not None
    hands.type(page.form.form.field("phone").focus_target(), "11 22 33 44")
    hands.click(page.form.save_button)
    assert page.form is None
    assert "11 22 33 44" in words(page)


def test_escape_puts_the_form_away_and_keeps_what_is_typed(
    page: OverviewPage, hands: Hands, desk: Desk
) -> None:
    hands.click(button(page, "Close the case"))
    assert page.form is not None
    assert page.form.throw_button.isHidden()
    hands.type(page.form.form.field("note").focus_target(), "abc")
    QTest.keyClick(page.form, Qt.Key.Key_Escape)
    assert page.form is None
    assert len(desk.office.store.drafts.all()) == 1
    hands.click(button(page, "Close the case"))
    assert page.form.form.field("note").value() == "abc"
    hands.click(page.form.close_button)
    hands.click(button(page, "Close the case"))
    hands.click(page.form.throw_button)
    assert page.form is None
    assert desk.office.store.drafts.all() == []
    hands.click(button(page, "Close the case"))
    assert page.form.form.field("note").value() == ""


def test_a_new_fact_that_was_begun_comes_back(page: OverviewPage, hands: Hands, desk: Desk) -> None:
    page.show_place(Place("overview", page.presenter.case_id, "fact:first_absence_day"))
    assert page.form is not None
    hands.type(page.form.form.field("day").focus_target(), "28/9")
    QTest.keyClick(page.form, Qt.Key.Key_Escape)
    assert page.form is None
    page.show_place(Place("fact", page.presenter.case_id, "draft"))
    assert page.form is not None
    assert page.form.form.field("day").value() == date(2026, 9, 28)
    hands.click(page.form.throw_button)
    assert desk.office.store.drafts.all() == []


@pytest.mark.parametrize(
    "opener", ["Edit the citizen's data", "Change the target group", "Hand over", "Close the case"]
)
def test_the_focus_returns_to_the_button_that_opened_a_form(
    page: OverviewPage, hands: Hands, opener: str
) -> None:
    hands.click(button(page, opener))
    assert page.form is not None
    assert page.form.isAncestorOf(page.focusWidget())
    QTest.keyClick(page.form, Qt.Key.Key_Escape)
    assert page.form is None
    assert button(page, opener).hasFocus()


def test_the_focus_returns_after_saving_though_the_cards_are_new(page: OverviewPage, hands: Hands) -> None:
    hands.click(button(page, "Edit the citizen's data"))
    assert page.form is not None
    hands.type(page.form.form.field("phone").focus_target(), "11 22 33 44")
    hands.click(page.form.save_button)
    assert button(page, "Edit the citizen's data").hasFocus()
    hands.click(button(page, "Close the case"))
    assert page.form is not None
    chips = page.form.form.field("end_state").chips()  # type: ignore[attr-defined]
    hands.click(next(chip for chip in chips if chip.text() == "Ordinary job"))
    hands.click(page.form.save_button)
    assert button(page, "Open a new case").hasFocus()


def test_the_focus_stays_on_a_card_that_is_drawn_anew(page: OverviewPage, desk: Desk) -> None:
    button(page, "Hand over").setFocus()
    citizen_id = page.presenter.state.head.citizen_id  # type: ignore[union-attr]
    other = service.CitizenData(name="Jonas Bruun", birth_date=date(2004, 3, 12), phone="99")
    desk.office.run(t("Change"), lambda work: service.change_citizen(work, citizen_id, other))
    assert button(page, "Hand over").hasFocus()


def test_only_what_is_in_sight_is_built_at_first(page: OverviewPage, desk: Desk, hands: Hands) -> None:
    """A citizen of five years has hundreds of entries; building them all is felt on opening."""
    case_id = page.presenter.case_id

    def notes(work: Work) -> None:
        for number in range(40):
            data = NoteData(case_id=case_id, title="Call", facts=f"Call {number}.")
            journal.write_note(work, data)

    desk.office.run(t("Notes"), notes)
    entries = [link for link in page.timeline.findChildren(QPushButton) if link.text() == "show me"]
    assert len(entries) == PAGE
    hands.click(next(b for b in page.timeline.findChildren(QPushButton) if b.text().startswith("Show older")))
    entries = [link for link in page.timeline.findChildren(QPushButton) if link.text() == "show me"]
    assert len(entries) == 3 * PAGE


def test_what_is_typed_survives_another_form_and_a_lock(page: OverviewPage, desk: Desk, hands: Hands) -> None:
    hands.click(button(page, "Close the case"))
    assert page.form is not None
    hands.type(page.form.form.field("note").focus_target(), "To Aarhus")
    hands.click(button(page, "Hand over"))
    assert page.form.kind == "change_contact"
    again = OverviewPage(desk, page.presenter.case_id)
    again.show_place(Place("close_case", page.presenter.case_id, "draft"))
    assert again.form is not None
    assert again.form.form.field("note").value() == "To Aarhus"
    again.deleteLater()


def test_a_change_elsewhere_does_not_write_over_an_open_form(
    page: OverviewPage, desk: Desk, hands: Hands
) -> None:
    hands.click(button(page, "Edit the citizen's data"))
    assert page.form is not None
    phone = page.form.form.field("phone")
    hands.type(phone.focus_target(), "11")
    citizen_id = page.presenter.state.head.citizen_id  # type: ignore[union-attr]
    other = service.CitizenData(name="Jonas Bruun", birth_date=date(2004, 3, 12), phone="99")
    desk.office.run(t("Change"), lambda work: service.change_citizen(work, citizen_id, other))
    assert phone.value() == "11"
    assert "changed elsewhere" in words(page.form)


def test_the_time_line_is_narrowed_with_one_click(page: OverviewPage, hands: Hands) -> None:
    hands.click(page.timeline.filters.chips()[1])
    assert "Nothing of this kind yet." in words(page.timeline)


@pytest.mark.parametrize("kind", ["edit_citizen", "change_group", "change_contact", "close_case"])
def test_everything_reachable_has_a_name(page: OverviewPage, kind: str) -> None:
    assert unnamed(page) == []
    page.show_place(Place(kind, page.presenter.case_id))
    assert page.form is not None
    assert unnamed(page) == []


def test_what_waits_here_as_after_a_lock_is_offered(page: OverviewPage, desk: Desk, hands: Hands) -> None:
    hands.click(button(page, "Close the case"))
    assert page.form is not None
    hands.type(page.form.form.field("note").focus_target(), "Moved")
    page.save_draft()
    again = OverviewPage(desk, page.presenter.case_id)
    again.show_place(Place("overview", page.presenter.case_id))
    again.show()
    assert [banner.text() for banner in again.findChildren(Banner)] == [
        "You have begun something here: Close the case."
    ]
    hands.click(button(again, "Go on"))
    assert again.form is not None
    assert again.form.form.values()["note"] == "Moved"
    QApplication.processEvents()
    left = [banner.text() for banner in again.findChildren(Banner) if banner.isVisible()]
    assert left == ["You began this earlier. What you wrote stands here again."]
    again.close()
    again.deleteLater()


def test_who_opens_a_citizen_reads_on_from_the_page(page: OverviewPage) -> None:
    page.show_place(Place("overview", page.presenter.case_id))
    assert page.hasFocus()
    QTest.keyClick(page, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.isAncestorOf(focused)


def test_closing_says_what_is_booked_and_that_it_is_cancelled(
    page: OverviewPage, desk: Desk, hands: Hands
) -> None:
    for day in (date(2026, 12, 7), date(2026, 12, 9)):
        data = BookingData(case_id=page.presenter.case_id, kind="follow_up", at=at(day, 10))
        desk.office.run(t("Book"), lambda work, data=data: talks.book(work, data))  # type: ignore[misc]
    hands.click(button(page, "Close the case"))
    assert page.form is not None
    assert "2 talks are booked:" in words(page.form)
    assert "They are cancelled when the case is closed." in words(page.form)
    assert "summons" not in words(page.form)
    state = page.presenter.state
    assert state is not None
    desk.office.run(t("Summon"), lambda work: talks.summon(work, state.booked[1].id))
    tell = "The summons to 9 December 2026 at 10:00 is sent already. Let the citizen know that the talk is cancelled."
    assert tell in words(page.form)
    chips = page.form.form.field("end_state").chips()  # type: ignore[attr-defined]
    hands.click(next(chip for chip in chips if chip.text() == "Deceased"))
    assert tell not in words(page.form)
    hands.click(next(chip for chip in chips if chip.text() == "Education"))
    assert tell in words(page.form)


def test_closing_before_the_last_talk_is_asked_about(page: OverviewPage, desk: Desk, hands: Hands) -> None:
    held = TalkResult(
        case_id=page.presenter.case_id, attendance="met", kind="follow_up", at=at(date(2026, 11, 23), 10),
        purpose="Opfølgning", outcome="Aftalt",
    )  # fmt: skip
    desk.office.run(t("Talk"), lambda work: talks.record(work, held))
    hands.click(button(page, "Close the case"))
    assert page.form is not None
    day = page.form.form.field("closed_on")
    for words_typed, asked in (("20/11-2026", True), ("23/11-2026", False)):
        day.edit.clear()  # type: ignore[attr-defined]
        hands.type(day.edit, words_typed)  # type: ignore[attr-defined]
        day.edit.editingFinished.emit()  # type: ignore[attr-defined]
        assert ("A talk was held after that, 23 Nov 2026." in words(page.form)) is asked


def test_an_email_without_its_sign_is_refused_and_a_long_postal_code_is_asked_about(
    page: OverviewPage, hands: Hands
) -> None:
    hands.click(button(page, "Edit the citizen's data"))
    assert page.form is not None
    form = page.form.form
    hands.type(form.field("email").focus_target(), "not a mail")
    hands.type(form.field("postal_code").focus_target(), "80000")
    assert "Danish postal code has four digits" in words(page.form)
    hands.click(page.form.save_button)
    assert list(form.errors()) == ["email"]
    hands.type(form.field("email").focus_target(), "@example.dk")
    hands.click(page.form.save_button)
    assert page.form is None
    assert page.presenter.state is not None
    assert page.presenter.state.data.postal_code == "80000"
