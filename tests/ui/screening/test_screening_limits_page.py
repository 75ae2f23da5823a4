"""What does not fit into a screening, in a real window: days too far off, texts too long, words too wide."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseworker.screening.records import ResourceLine
from tests.ui.interactions import Interactions
from tests.ui.screening.conftest import Case, fill_in
from tests.ui.screening.test_screening_page import STEPS, _dressed, opened  # noqa: F401 - fixtures
from tests.ui.screening.window import field, settle, told
from ui.kit import set_language
from ui.screening.barriers import BarrierField
from ui.screening.page import ScreeningPage
from ui.screening.resources import ResourceField
from ui.screening.rows import RecordRows

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_follow_up_that_cannot_be_is_told_at_its_field(
    case: Case,
    opened: Callable[[], ScreeningPage],  # noqa: F811 - the fixture
    qtbot: QtBot,
) -> None:
    fill_in(case.begun())
    page = opened()
    page.go_to("decision")
    user = Interactions(qtbot, settle(page))
    rows = field(page, "first_steps")
    assert isinstance(rows, RecordRows)
    form = rows.forms()[0]
    user.write(form.field("words"), "Møder op")
    day = form.field("follow_up_on")
    for words in ("1/1-2020", "1/1-2099"):
        day.edit.clear()  # type: ignore[attr-defined]
        user.write(day, words)
        assert "interim_goals" in page.missing.links
        page.go_on()
        assert list(form.errors()) == ["follow_up_on"]
        assert page.form is not None
        assert page.form.form.errors() == {}
        assert day.isAncestorOf(page.focusWidget())
        assert page.presenter.state.mode == "open"
    day.edit.clear()  # type: ignore[attr-defined]
    user.write(day, "1/2-2027")
    assert form.errors() == {}


@pytest.mark.parametrize("words", ["1/1-2027", "1/1-1990"])
def test_a_barrier_cannot_have_begun_ahead_and_says_so_at_its_day(
    case: Case,
    opened: Callable[[], ScreeningPage],  # noqa: F811 - the fixture
    qtbot: QtBot,
    words: str,
) -> None:
    case.begun()
    page = opened()
    page.go_to("in_the_way")
    user = Interactions(qtbot, settle(page))
    barriers = field(page, "barriers")
    assert isinstance(barriers, BarrierField)
    barriers.chip("low_self_esteem").click()
    barriers.detail.more_button.click()
    day = barriers.detail.form.field("since_on")
    user.write(day, words)
    barriers.chip("daily_life").click()  # the day is out of sight now
    page.go_on()
    assert page.presenter.state.section == "in_the_way"
    assert list(barriers.detail.form.errors()) == ["since_on"]
    assert page.form is not None
    assert page.form.form.errors() == {}
    assert day.isAncestorOf(page.focusWidget())
    assert not barriers.detail.form.block("since_on").visibleRegion().isEmpty()
    barriers.chip("daily_life").click()
    assert barriers.detail.form.errors() == {}
    barriers.chip("low_self_esteem").click()
    day.edit.clear()  # type: ignore[attr-defined]
    user.write(day, "1/3-2026")
    page.go_on()
    assert page.presenter.state.section != "in_the_way"


def test_a_text_that_is_too_long_keeps_nobody_in_the_step(
    case: Case,
    opened: Callable[[], ScreeningPage],  # noqa: F811 - the fixture
) -> None:
    fill_in(case.begun())
    page = opened()
    page.go_to("own_words")
    wishes = field(page, "own_wishes")
    wishes.edit.setPlainText("a" * 50_001)  # type: ignore[attr-defined]
    page.go_to("work")
    assert page.presenter.state.section == "work"
    assert "Saved at" not in told(page.foot)
    assert "Draft kept at" in told(page.foot)
    assert "too_long:own_wishes" in page.missing.links
    page.missing.links["too_long:own_wishes"].click()
    assert page.presenter.state.section == "own_words"
    assert page.form is not None
    assert list(page.form.form.errors()) == ["own_wishes"]
    field(page, "own_wishes").edit.setPlainText("Være murer")  # type: ignore[attr-defined]
    page.go_to("work")
    assert page.presenter.view.answers["own_wishes"] == "Være murer"
    assert "Saved at" in told(page.foot)


def test_the_button_to_the_next_step_is_never_cut(case: Case, opened: Callable[[], ScreeningPage]) -> None:  # noqa: F811 - the fixture
    case.begun()
    set_language("da")
    case.desk.language = "da"
    page = opened()
    page.resize(1092, 600)
    page.presenter.shown.saved_at = case.office.clock.now()
    for step in STEPS:
        page.go_to(step)
        QApplication.processEvents()
        assert page.foot.next.width() >= page.foot.next.sizeHint().width(), step
        assert "09.00" in told(page.foot)


def test_one_long_word_widens_no_page(case: Case, opened: Callable[[], ScreeningPage]) -> None:  # noqa: F811 - the fixture
    case.begun()
    page = opened()
    page.resize(1092, 600)
    page.go_to("resources")
    QApplication.processEvents()
    before = page.middle.widget().minimumSizeHint().width()
    resources = field(page, "strengths")
    assert isinstance(resources, ResourceField)
    words = "w" * 120
    resources.set_value((ResourceLine(id="r1", words=words, kind=next(iter(resources.chips))),))
    QApplication.processEvents()
    assert page.middle.widget().minimumSizeHint().width() <= max(before, page.middle.width())
    assert page.middle.horizontalScrollBar().maximum() == 0
    (chip,) = [chip for chips in resources.chips.values() for chip in chips.chips()]
    assert chip.toolTip() == words
    assert chip.geometry().right() <= resources.width()
