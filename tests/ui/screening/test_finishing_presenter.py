"""Finishing a screening in the window: what is too long keeps it open, and a double click finishes once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.plan.service import ensure_plan, set_words
from caseworker.store.work import Work
from tests.ui.screening.conftest import GOALS, Case, enter, fill_in
from ui.ports import InlineTasks


def test_a_text_too_long_to_save_waits_as_a_draft_and_only_keeps_it_open(case: Case) -> None:
    presenter = case.begun()
    fill_in(presenter)
    presenter.go("own_words")
    enter(presenter, "own_words", {"own_wishes": "a" * 50_012})
    presenter.go("everyday")
    assert presenter.state.section == "everyday"
    assert presenter.state.held == {"own_words"}
    assert "12 characters too long" in case.recorder.problems[-1].replace("character ", "characters ")
    assert presenter.view.answers["own_wishes"] == "Være mekaniker"
    assert presenter.state.unsaved
    (draft,) = case.office.store.drafts.all()
    assert len(draft.values["sections"]["own_words"]["values"]["own_wishes"]) == 50_012
    again = case.presenter()
    assert again.state.held == {"own_words"}
    again.finish()
    assert again.state.mode == "open"
    assert case.recorder.places[-1] == Place("screening", case.case_id, "own_wishes")
    enter(again, "own_words", {"own_wishes": "Være murer"})
    assert again.state.held == frozenset()
    again.finish()
    assert again.state.mode == "finished"


def test_finishing_is_begun_once_however_often_it_is_clicked(case: Case) -> None:
    presenter = case.begun()
    fill_in(presenter)
    presenter.save(presenter.state.section)
    waiting: list[Callable[[], None]] = []

    class Slow(InlineTasks):
        def store(self, work: Any, then: Any, failed: Any) -> None:
            waiting.append(lambda: InlineTasks().store(work, then, failed))

    case.desk.tasks = Slow()
    for _click in range(3):
        presenter.finish()
    while waiting:
        waiting.pop(0)()
        presenter.finish()
    assert presenter.state.mode == "finished"
    assert case.recorder.said[-1].startswith("The screening is finished.")


@pytest.mark.parametrize("by_hand", [False, True])
def test_finishing_says_what_became_of_the_words_in_the_plan(case: Case, by_hand: bool) -> None:
    presenter = case.begun()
    fill_in(presenter)
    presenter.finish()
    assert "own words" not in case.recorder.said[-1]
    if by_hand:

        def write(work: Work) -> None:
            set_words(work, ensure_plan(work, case.case_id), "own_words", "Skrevet i planen")

        case.office.run(t("Write in the plan"), write)
    presenter.begin()
    presenter.go("own_words")
    enter(presenter, "own_words", {"own_wishes": "Være lærer"})
    presenter.go("decision")
    decided = {"outcome": "company_directed", "outcome_reason": "Vil gerne i praktik"}
    enter(presenter, "decision", decided, goals=(replace(GOALS[0], id="g2"),))
    presenter.finish()
    assert case.recorder.problems == []
    said = "written there and stay as they are." if by_hand else "now those of this screening."
    assert case.recorder.said[-1].endswith(said)
