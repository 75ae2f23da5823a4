"""The words of one conversation stand beside those of a later one, and are never written over from it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from caseworker.base.place import Place
from caseworker.base.text import render
from tests.ui.dress import wear
from tests.ui.screening.conftest import Case, enter, fill_in
from tests.ui.screening.window import field, settle, told
from ui.kit import LongText, set_language
from ui.screening.page import ScreeningPage
from ui.screening.presenter import ScreeningPresenter

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
FIRST, OTHER = "Første ord.", "Andre ord."


def twice_said(case: Case) -> ScreeningPresenter:
    presenter = case.begun()
    fill_in(presenter)
    for words in (FIRST, OTHER):
        if words == OTHER:
            presenter.add_session()
        presenter.go("own_words")
        enter(presenter, "own_words", {"own_now": words})
        presenter.go("everyday")
    presenter.go("own_words")
    return presenter


def test_what_was_said_first_is_told_with_its_conversation(case: Case) -> None:
    presenter = twice_said(case)
    (line,) = presenter.state.said["own_now"]
    assert render(line, "da") == "24. nov. (samtale 1): »Første ord.«"
    assert presenter.state.kept == frozenset()  # the last conversation may be written into
    presenter.choose_session(presenter.view.sessions[0].id)
    assert "own_now" in presenter.state.kept
    assert presenter.state.answers["own_now"] == OTHER


def test_the_finished_screening_tells_both(case: Case) -> None:
    presenter = twice_said(case)
    presenter.go("decision")
    presenter.finish()
    assert presenter.state.mode == "finished"
    lines = [line for section in presenter.state.read for line in section.lines if line.earlier]
    assert [[render(one, "da") for one in line.earlier] for line in lines] == [
        ["24. nov. (samtale 1): »Første ord.«"]
    ]
    assert render(lines[0].answers[0], "da") == f"»{OTHER}«"


@pytest.mark.parametrize("on_step", [False, True])
def test_advice_is_used_in_the_newest_conversation(case: Case, *, on_step: bool) -> None:
    presenter = twice_said(case)
    first, newest = (session.id for session in presenter.view.sessions)
    presenter.go("decision")
    presenter.choose_session(first)
    enter(presenter, "decision", {"outcome": "individual_course", "outcome_reason": "Flere ting på én gang"})
    presenter.go("decision" if on_step else "work")
    advice = next(one for one in presenter.state.advice if one.kind == "outcome")
    assert advice.proposes != presenter.state.answers["outcome"]
    presenter.use(advice)
    assert presenter.state.session is not None
    assert presenter.state.session.id == newest
    assert case.recorder.said[-1].startswith("Chosen in talk 2, the newest: ")
    presenter.go("own_words")
    said = {one.session_id: one.value for one in presenter.view.findings if one.question == "outcome"}
    assert said == {first: "individual_course", newest: advice.proposes}


def test_the_first_conversation_is_not_written_over(case: Case, qtbot: QtBot, qapp: object) -> None:
    set_language("da")
    wear(qapp)  # type: ignore[arg-type]
    presenter = twice_said(case)
    before = presenter.view.findings
    page = ScreeningPage(replace(case.desk, language="da"), case.case_id)
    qtbot.addWidget(page)
    page.resize(1092, 650)
    page.show_place(Place("screening", case.case_id))
    page.show()
    page.go_to("own_words")
    page.presenter.choose_session(before[0].session_id)
    settle(page)()
    words = field(page, "own_now")
    assert isinstance(words, LongText)
    assert words.edit.isReadOnly()
    assert page.form is not None
    assert "24. nov. (samtale 1): »Første ord.«" in told(page.form)
    assert "Vælg den samtale for at rette det." in told(page.form)
    page.go_to("everyday")
    assert page.presenter.view.findings == before
    page.go_to("own_words")
    page.presenter.choose_session(page.presenter.view.sessions[1].id)
    assert page.form is not None
    again = field(page, "own_now")
    assert isinstance(again, LongText)
    assert not again.edit.isReadOnly()
