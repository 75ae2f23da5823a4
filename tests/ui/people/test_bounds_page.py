"""Words of any length on the overview: a few lines of them, a way to the rest, and no wait."""

from __future__ import annotations

import time
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from caseworker.base.clock import at
from caseworker.base.text import t
from caseworker.contacts.model import Talk
from caseworker.journal import service as journal
from caseworker.journal.service import NoteData
from caseworker.people import service
from caseworker.people.service import CitizenData
from caseworker.store.work import Work
from tests.making import make_citizen
from tests.ui.people.dressing import Hands, overview, words
from ui.kit.bounded import DETAIL, bounded
from ui.ports import Desk

LONG = "Dette er en lang tanke. " * 2_000


@pytest.mark.parametrize(
    ("given", "most", "shown"),
    [
        ("Kort.", 20, "Kort."),
        ("", 20, ""),
        ("En sætning, der er for lang", 20, "En sætning, der er …"),
        ("a" * 30, 20, "a" * 20 + " …"),
        ("1\n\n2\n3\n4\n5", 20, "1\n2\n3\n4 …"),
        ("  en\n\n  to  ", 20, "en\nto"),
        ("\n" * 90 + "Sent", 20, "Sent"),
    ],
)
def test_words_are_cut_at_a_word_and_say_so(given: str, most: int, shown: str) -> None:
    assert bounded(given, most) == shown


def test_a_note_as_long_as_a_book_takes_a_few_lines_and_no_time(desk: Desk, qtbot: QtBot) -> None:
    citizen_id, case_id = make_citizen(desk.office)

    def act(work: Work) -> None:
        whose = {"citizen_id": citizen_id, "case_id": case_id}
        work.add(Talk(**whose, kind="first", at=at(date(2026, 11, 6), 10), status="held", outcome=LONG))
        journal.write_note(work, NoteData(case_id=case_id, title="Opkald", facts=LONG))

    desk.office.run(t("Test data"), act)
    began = time.perf_counter()
    page = overview(qtbot, desk, case_id)
    assert time.perf_counter() - began < 10  # it was far more than the page is worth
    assert max(len(line) for line in words(page).splitlines()) <= DETAIL + 2
    assert "Opkald" in words(page)
    links = [one for one in page.findChildren(QPushButton) if "Opkald" in one.accessibleName()]
    assert links  # the whole stands in the journal


def test_the_remark_at_the_end_of_a_case_is_read_on_its_card_and_in_the_time_line(
    desk: Desk, qtbot: QtBot, hands: Hands
) -> None:
    _citizen, case_id = make_citizen(desk.office)
    remark = "Flyttet til Aarhus med familien. " * 20
    desk.office.run(
        t("Close the case"),
        lambda work: service.close_case(work, case_id, "moved", date(2026, 11, 20), remark.strip()),
    )
    page = overview(qtbot, desk, case_id)
    assert sum(line.startswith("Flyttet") for line in words(page).splitlines()) == 2
    assert remark.strip() not in words(page)
    for more in [one for one in page.findChildren(QPushButton) if one.text() == "Show all of it"]:
        hands.click(more)
    assert words(page).count(remark.strip()) == 2
    desk.citizen_view = True
    page.presenter.reload()
    assert "Flyttet" not in words(page)


def test_names_and_addresses_as_long_as_they_may_be_leave_the_page_as_wide_as_it_is(
    desk: Desk, qtbot: QtBot
) -> None:
    data = CitizenData(
        name="محمد " + "Wolfeschlegelsteinhausenbergerdorff " * 5, birth_date=date(1990, 5, 1), address="Ø" * 200,
        city="Aa" * 50, email="e" * 190 + "@a.dk", phone="12 34 56 78 " + "mor " * 20, interpreter="k" * 60,
        protected_address=True,
    )  # fmt: skip

    def act(work: Work) -> str:
        citizen = service.add_citizen(work, data)
        intake = service.Intake(opened_on=date(2026, 11, 2), referred_by="H" * 200, owner="K" * 120)
        return service.open_case(work, citizen.id, intake).id

    page = overview(qtbot, desk, desk.office.run(t("Test data"), act))
    QApplication.processEvents()
    assert page.minimumSizeHint().width() <= 1092
