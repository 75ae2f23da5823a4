"""The screening room in a real window: steps by mouse and keys, drafts, the two budgets, the citizen's view."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from caseworker.base.clock import FixedClock
from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.office import Office
from caseworker.people.model import Citizen
from caseworker.plan.queries import plan_view
from tests.making import PASSPHRASE
from tests.ui.dress import wear
from tests.ui.interactions import Interactions
from tests.ui.screening.conftest import Case, enter, fill_in
from tests.ui.screening.window import adder, field, settle, told
from ui.kit import set_language, unnamed
from ui.screening.barriers import BarrierField
from ui.screening.fields import YesLaterNo
from ui.screening.page import ScreeningPage
from ui.screening.resources import ResourceField
from ui.screening.rows import RecordRows
from ui.screening.state import COMPARE
from ui.shell.tasks import QtTasks

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
STEPS = ("own_words", "everyday", "resources", "work", "in_the_way", "earlier", "other_plans", "decision")


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    set_language("en")
    wear(qapp)  # type: ignore[arg-type]
    yield
    set_language("da")


@pytest.fixture
def opened(case: Case, qtbot: QtBot) -> Iterator[Callable[[], ScreeningPage]]:
    """Open the room in a window, told of changes as the frame tells it."""
    ends: list[Callable[[], None]] = []

    def make() -> ScreeningPage:
        page = ScreeningPage(case.desk, case.case_id)
        page.resize(1178, 600)
        qtbot.addWidget(page)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        ends.append(case.office.subscribe(page.heard))
        page.show_place(Place("screening", case.case_id))
        QApplication.processEvents()
        return page

    yield make
    for end in ends:
        end()


def test_a_screening_with_twelve_findings_is_finished_within_the_budget(
    case: Case, opened: Callable[[], ScreeningPage], qtbot: QtBot
) -> None:
    page = opened()
    user = Interactions(qtbot, settle(page))
    begin = next(b for b in page.findChildren(QPushButton) if b.text() == "Begin screening")
    user.click(begin)
    user.write(field(page, "own_now"), "Dagen hænger ikke sammen")  # 1
    user.write(field(page, "own_wishes"), "Være mekaniker")  # 2
    user.click(page.foot.next)
    user.write(field(page, "usual_day"), "Står op ved middagstid")  # 3
    user.choose(field(page, "energy"), "2 · I manage the most necessary things")  # 4
    user.click(page.foot.next)
    strengths = field(page, "strengths")
    assert isinstance(strengths, ResourceField)
    user.click(adder(strengths.chips["informal"]))
    entry = page.focusWidget()
    user.write_and_enter(entry, "Skiller knallerter ad")  # 5
    user.write_and_enter(entry, "Passer sin lillebror")  # 6
    user.click(page.foot.next)
    user.write(field(page, "first_five_hours"), "At jeg ikke skal møde alene")  # 7
    user.write(field(page, "job_wish"), "Mekaniker")  # 8
    user.write(field(page, "hours_from_start"), "3")  # 9
    placement = field(page, "placement")
    assert isinstance(placement, YesLaterNo)
    user.choose(placement.chips, "Yes")
    user.write(placement.reason, "har selv nævnt et værksted")  # 10
    user.click(page.foot.next)
    barriers = field(page, "barriers")
    assert isinstance(barriers, BarrierField)
    for code, effect in (
        ("low_self_esteem", "Går ikke alene ud"),
        ("daily_life", "Glemmer aftaler"),
    ):  # 11, 12
        user.click(barriers.chip(code))
        user.choose(barriers.detail.form.field("severity"), "Takes up some")
        user.write(barriers.detail.form.field("effect"), effect)
    user.click(page.steps.stepper.findChildren(QPushButton)[-1])
    goals = field(page, "first_steps")
    assert isinstance(goals, RecordRows)
    user.write(goals.forms()[0].field("words"), "Møder tre dage om ugen")
    user.write(goals.forms()[0].field("follow_up_on"), "+30")
    user.click(next(b for b in page.advice.findChildren(QPushButton) if b.text() == "Use"))
    user.click(page.foot.next)

    assert user.count <= 30, user.log
    state = page.presenter.state
    assert state.mode == "finished", case.recorder.said
    with case.office.read() as session:
        plan = plan_view(session, case.case_id, date(2026, 11, 24))
    assert plan is not None
    assert [(g.words, g.follow_up_on) for g in plan.content.interim_goals] == [
        ("Møder tre dage om ugen", date(2026, 12, 24))
    ]
    assert state.view is not None
    assert len(state.view.findings) + len(state.view.resources) + len(state.view.barriers) >= 12
    assert "1 interim goal now stands in the plan." in told(page)
    user.click(next(b for b in page.findChildren(QPushButton) if b.text() == "Open the plan"))
    assert case.recorder.places[-1] == Place("plan", case.case_id)


def test_a_rescreening_with_three_changes_is_finished_within_the_budget(
    case: Case, opened: Callable[[], ScreeningPage], qtbot: QtBot, clock: FixedClock
) -> None:
    first = case.begun()
    fill_in(first)
    first.finish()
    clock.advance(days=120)
    page = opened()
    user = Interactions(qtbot, settle(page))
    user.click(page.beside_finished.again_button)
    assert page.presenter.state.section == COMPARE
    assert page.compare is not None
    user.click(page.compare.links["energy"])
    user.choose(field(page, "energy"), "4 · Most things go well")  # 1
    user.click(page.steps.stepper.findChildren(QPushButton)[1])
    user.write(field(page, "own_wishes"), "Begynde på grundforløb")  # 2
    user.click(page.steps.stepper.findChildren(QPushButton)[4])
    user.write(field(page, "hours_from_start"), "8")  # 3
    user.click(page.steps.stepper.findChildren(QPushButton)[-1])
    goals = field(page, "first_steps")
    assert isinstance(goals, RecordRows)
    user.write(goals.forms()[0].field("words"), "8 timer om ugen på værkstedet")
    user.write(goals.forms()[0].field("follow_up_on"), "+45")
    user.click(next(b for b in page.advice.findChildren(QPushButton) if b.text() == "Use"))
    user.click(page.foot.next)
    assert user.count <= 10, user.log
    state = page.presenter.state
    assert state.mode == "finished", case.recorder.said
    assert state.view is not None
    assert [state.view.snapshot["answers"][q] for q in ("energy", "own_wishes", "hours_from_start")] == [
        4, "Begynde på grundforløb", 8,
    ]  # fmt: skip
    assert len(state.view.barriers) == 2


def test_what_is_typed_survives_a_kill_after_two_seconds(
    case: Case, qtbot: QtBot, tmp_path: Path, clock: FixedClock
) -> None:
    tasks = QtTasks()
    case.desk.tasks = tasks
    try:
        case.presenter().begin()
        page = ScreeningPage(case.desk, case.case_id)
        qtbot.addWidget(page)
        page.show()
        qtbot.waitUntil(lambda: tasks.idle)
        page.show_place(Place("screening", case.case_id))
        qtbot.waitUntil(lambda: page.form is not None)
        began = time.monotonic()
        while time.monotonic() < began + 0.9:  # somebody who does not pause
            qtbot.keyClicks(field(page, "own_now").focus_target(), "æ ")  # type: ignore[attr-defined]
            qtbot.wait(60)
        typed = field(page, "own_now").value()  # type: ignore[attr-defined]
        drafts = case.office.store.drafts

        def kept() -> bool:
            found = drafts.all()
            return bool(found) and found[0].values["sections"]["own_words"]["values"]["own_now"] == typed

        qtbot.waitUntil(kept, timeout=2000)
        # What a killed program leaves behind: the files as they lie there now, with nothing closed.
        left = shutil.copytree(case.office.folder, tmp_path / "left", ignore=shutil.ignore_patterns("*.lock"))
        tasks.settle()
        qtbot.waitUntil(lambda: tasks.idle)
    finally:
        tasks.close()
    again = Office.open(left, PASSPHRASE, clock=clock)
    try:
        (draft,) = again.store.drafts.all()
        assert draft.values["sections"]["own_words"]["values"]["own_now"] == typed
    finally:
        again.close()


def test_a_draft_is_restored_and_says_so(case: Case, opened: Callable[[], ScreeningPage]) -> None:
    presenter = case.begun()
    presenter.go("everyday")
    enter(presenter, "everyday", {"usual_day": "Står op ved middagstid"})
    presenter.keep_draft()
    page = opened()
    assert field(page, "usual_day").value() == "Står op ved middagstid"  # type: ignore[attr-defined]
    assert "You were in the middle of this" in told(page)
    page.go_on()
    assert "You were in the middle of this" not in told(page)
    assert case.office.store.drafts.all() == []


def test_every_step_has_names_for_all_its_parts_and_one_filled_button(
    case: Case, opened: Callable[[], ScreeningPage]
) -> None:
    case.begun()
    page = opened()
    for key in STEPS:
        page.go_to(key)
        assert page.presenter.state.section == key
        assert [type(one).__name__ for one in unnamed(page)] == [], key
        filled = [
            b for b in page.findChildren(QPushButton) if b.property("kind") == "filled" and b.isVisible()
        ]
        assert filled == [page.foot.next], key


def test_alt_and_the_arrows_go_through_the_steps_from_any_field(
    case: Case, opened: Callable[[], ScreeningPage], qtbot: QtBot
) -> None:
    case.begun()
    page = opened()
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClicks(page.focusWidget(), "Dagen")
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Right, alt)
    qtbot.waitUntil(lambda: page.presenter.state.section == "everyday")
    assert page.presenter.view.answers["own_now"] == "Dagen"
    field(page, "energy").setFocus()
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Left, alt)
    qtbot.waitUntil(lambda: page.presenter.state.section == "own_words")


def test_an_answer_brings_its_questions_and_saved_words_stay_where_they_are(
    case: Case, opened: Callable[[], ScreeningPage], qtbot: QtBot
) -> None:
    case.begun()
    page = opened()
    page.go_on()
    assert page.form is not None
    assert page.form.form.block("care_times").isHidden()
    user = Interactions(qtbot, settle(page))
    user.choose(field(page, "care_for_others"), "Yes, children")
    assert not page.form.form.block("care_times").isHidden()
    user.write(field(page, "usual_day"), "Mens jeg skriver")
    case.office.run(t("Elsewhere"), lambda work: setattr(work.get(Citizen, case.citizen_id), "phone", "1"))
    assert field(page, "usual_day").value() == "Mens jeg skriver"  # type: ignore[attr-defined]


def test_what_is_missing_leads_to_its_field(
    case: Case, opened: Callable[[], ScreeningPage], qtbot: QtBot
) -> None:
    case.begun()
    page = opened()
    qtbot.mouseClick(page.missing.links["placement"], Qt.MouseButton.LeftButton)
    assert page.presenter.state.section == "work"
    placement = field(page, "placement")
    assert placement.isAncestorOf(page.focusWidget())
    shown = page.middle.viewport().rect()
    assert shown.contains(placement.mapTo(page.middle.viewport(), QPoint(0, 0)))
    page.show_place(Place("screening", case.case_id, "outcome"))
    assert field(page, "outcome").isAncestorOf(page.focusWidget())


def test_a_number_out_of_bounds_keeps_the_step_with_the_words_in_it(
    case: Case, opened: Callable[[], ScreeningPage], qtbot: QtBot
) -> None:
    case.begun()
    page = opened()
    page.go_to("work")
    user = Interactions(qtbot, settle(page))
    user.write(field(page, "job_wish"), "Mekaniker")
    user.write(field(page, "hours_from_start"), "400")
    user.click(page.foot.next)
    assert page.presenter.state.section == "work"
    assert page.form is not None
    assert page.form.form.errors() == {"hours_from_start": "Write at most 37."}
    assert field(page, "hours_from_start").value() == 400  # type: ignore[attr-defined]


def test_the_citizens_view_hides_diagnosis_categories_and_advice(
    case: Case, opened: Callable[[], ScreeningPage]
) -> None:
    presenter = case.begun()
    fill_in(presenter)
    presenter.go("in_the_way")
    case.desk.citizen_view = True
    page = opened()
    page.go_to("in_the_way")
    barriers = field(page, "barriers")
    assert isinstance(barriers, BarrierField)
    barriers.chip("money_housing").click()
    assert barriers.detail.isVisible()
    for name in ("category", "diagnosis", "print_diagnosis"):
        assert barriers.detail.form.block(name).isHidden()
    barriers.detail.more_button.click()
    assert barriers.detail.form.block("diagnosis").isHidden()
    assert not page.advice.isVisible()
    assert "hemmelig" not in told(page)
    assert {line.diagnosis for line in barriers.value()} == {"", "hemmelig"}


def test_records_are_added_changed_and_taken_out(
    case: Case, opened: Callable[[], ScreeningPage], qtbot: QtBot
) -> None:
    case.begun()
    page = opened()
    page.go_to("earlier")
    user = Interactions(qtbot, settle(page))
    rows = field(page, "earlier_efforts")
    assert isinstance(rows, RecordRows)
    user.write(rows.forms()[0].field("title"), "Praktik i en kantine")
    user.choose(rows.forms()[0].field("result"), "Broken off")
    user.click(rows.add_button)
    user.write(rows.forms()[1].field("title"), "FVU")
    page.go_on()
    saved = page.presenter.view.efforts
    assert [(e.title, e.result) for e in saved] == [("Praktik i en kantine", "interrupted"), ("FVU", "")]
    page.go_back()
    rows = field(page, "earlier_efforts")
    assert isinstance(rows, RecordRows)
    assert rows.value() == saved
    user.click(next(b for b in rows.findChildren(QPushButton, "remove") if b.isVisible()))
    page.go_on()
    assert [e.id for e in page.presenter.view.efforts] == [saved[1].id]


def test_a_barrier_of_the_other_list_and_one_in_own_words(
    case: Case, opened: Callable[[], ScreeningPage], qtbot: QtBot
) -> None:
    case.begun()
    page = opened()
    page.go_to("in_the_way")
    user = Interactions(qtbot, settle(page))
    barriers = field(page, "barriers")
    assert isinstance(barriers, BarrierField)
    assert not barriers.detail.form.isVisible(), "nothing can be written before it is about something"
    user.click(barriers.more_button)
    user.click(barriers.chip("health"))
    user.write_and_enter(barriers.own, "Bange for at tage bussen")
    page.go_on()
    assert [(b.type_code, b.words, b.category) for b in page.presenter.view.barriers] == [
        ("health", "", "physical"), ("", "Bange for at tage bussen", "social"),
    ]  # fmt: skip
    page.go_back()
    barriers = field(page, "barriers")
    assert isinstance(barriers, BarrierField)
    user.click(barriers.detail.remove_button)
    page.go_on()
    assert [b.words for b in page.presenter.view.barriers] == ["Bange for at tage bussen"]


def test_a_new_conversation_and_its_source(
    case: Case, opened: Callable[[], ScreeningPage], qtbot: QtBot
) -> None:
    case.begun()
    page = opened()
    user = Interactions(qtbot, settle(page))
    user.click(page.session.new_button)
    assert "Talk 2 of 2 · 24 November · source: talk" in told(page.session)
    user.click(page.session.change_button)
    user.choose(page.session.form.field("source"), "workshop")
    user.write(page.session.form.field("on"), "20/11")
    user.click(next(b for b in page.session.findChildren(QPushButton) if b.text() == "Save"))
    assert "Talk 1 of 2 · 20 November · source: workshop" in told(page.session)
    assert page.session.panel.isHidden()


def test_undo_of_a_saved_step_shows_in_the_form(
    case: Case, opened: Callable[[], ScreeningPage], qtbot: QtBot
) -> None:
    case.begun()
    page = opened()
    Interactions(qtbot, settle(page)).write(field(page, "own_now"), "Dagen hænger ikke sammen")
    page.go_on()
    page.go_back()
    case.office.undo()
    assert "own_now" not in page.presenter.view.answers
    assert field(page, "own_now").value() == "Dagen hænger ikke sammen"  # type: ignore[attr-defined]
    QApplication.processEvents()
    assert "You were in the middle of this" in told(page)
    next(b for b in page.findChildren(QPushButton) if b.text() == "Throw the draft away").click()
    assert field(page, "own_now").value() == ""  # type: ignore[attr-defined]
