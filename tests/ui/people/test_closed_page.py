"""What was begun on the overview and not saved before the case was closed: read there, never saved."""

from __future__ import annotations

from datetime import date

from pytestqt.qtbot import QtBot

from caseworker.base.text import t
from caseworker.people.service import close_case
from tests.ui.people.dressing import Hands, button, overview, words
from ui.people.overview_acts import CONTACT, EDIT
from ui.ports import Desk


def test_a_handover_left_half_written_is_read(desk: Desk, qtbot: QtBot, hands: Hands) -> None:
    page = overview(qtbot, desk)
    state = page.presenter.state
    assert state is not None
    drafts, head = desk.office.store.drafts, state.head
    drafts.save("d1", CONTACT, head.citizen_id, head.case_id, {"handover_note": "Ring helst om morgenen"})
    desk.office.run(t("Close"), lambda work: close_case(work, head.case_id, "moved", date(2026, 11, 24)))
    page.presenter.go_on("d1")
    assert page.form is not None
    assert page.form.form.values()["handover_note"] == "Ring helst om morgenen"
    assert page.form.save_button.isHidden()
    assert "The case is closed. What was begun here can be read, not saved." in words(page.form)
    hands.click(button(page.form, "Throw the draft away"))
    qtbot.waitUntil(lambda: drafts.get("d1") is None)


def test_the_citizens_own_data_are_still_changed(desk: Desk, qtbot: QtBot) -> None:
    page = overview(qtbot, desk)
    state = page.presenter.state
    assert state is not None
    case_id = state.head.case_id
    desk.office.run(t("Close"), lambda work: close_case(work, case_id, "moved", date(2026, 11, 24)))
    page.presenter.open_form(EDIT)
    assert page.form is not None
    assert not page.form.save_button.isHidden()
