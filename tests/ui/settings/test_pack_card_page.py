"""The card of a rule pack on its way in: how many citizens get new dates, from when, and what rests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QWidget

from caseworker.casework.new_dates import Rest
from caseworker.casework.pack_changes import Preview, RuleChange
from caseworker.deadlines import local_packs
from tests.ui.journal.around import TODAY
from tests.ui.settings.test_packs_presenter import OURS
from ui.kit import Label
from ui.ports import Desk
from ui.settings.pack_card import PackCard
from ui.settings.packs_presenter import IntakeState, PackIntakePresenter

APRIL = date(2027, 4, 30)


def moved(case: int) -> RuleChange:
    return RuleChange(f"c{case}", case, "Åse", "U-1", date(2026, 12, 4), None, None, Rest(APRIL))


@pytest.mark.parametrize(
    ("cases", "from_on", "words"),
    [
        (910, date(2026, 1, 1), "910 of your 5,000 citizens get new dates:"),
        (1910, date(2027, 1, 1), "1,910 of your 5,000 citizens get new dates from 1 January 2027:"),
        (1, TODAY, "1 of your 5,000 citizens gets a new date:"),
        (0, TODAY, "No date changes for your 5,000 citizens."),
        (0, date(2027, 1, 1), "No date changes on 1 January 2027 for your 5,000 citizens."),
    ],
)
def test_how_many_get_new_dates_is_counted_and_dated(
    desk: Desk, show: Callable[[QWidget], None], cases: int, from_on: date, words: str
) -> None:
    presenter = PackIntakePresenter(desk)
    card = PackCard(presenter, date(2030, 1, 1))
    show(card)
    look = local_packs.look_through(OURS, "vores.toml", desk.office.packs, from_on)
    changes = tuple(moved(n) for n in range(cases))
    there, nothing = Preview(changes, 5000), Preview((), 5000)
    presenter.state = (
        IntakeState("vores.toml", from_on, look, nothing, there)
        if from_on > TODAY
        else IntakeState("vores.toml", from_on, look, there)
    )
    card.draw()
    assert words in [label.text() for label in card.findChildren(Label)]
    if cases:
        model = (card.coming if from_on > TODAY else card.changes).table.model()
        shown = [model.index(0, column).data() for column in range(model.columnCount())]
        assert shown[2:] == ["4 Dec 2026", "rests until 30 Apr 2027"]
