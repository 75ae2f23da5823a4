"""A screening whose case was closed before it was finished: it is read as far as it came, and nothing is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from caseworker.base.text import render, t
from caseworker.people.service import close_case
from tests.ui.screening.conftest import RESOURCES, Case, enter, fill_in, stored_of
from ui.screening.presenter import ScreeningPresenter

TODAY = date(2026, 11, 24)


def _close(case: Case) -> None:
    case.office.run(t("Close"), lambda work: close_case(work, case.case_id, "moved", TODAY))


def _told(presenter: ScreeningPresenter) -> list[str]:
    return [
        render(words, "en").strip("“”")
        for part in presenter.state.read
        for line in part.lines
        for words in line.answers
    ]


def test_what_was_written_is_read_with_the_day_it_ended(case: Case) -> None:
    presenter = case.begun()
    fill_in(presenter)
    presenter.go("resources")
    _close(case)
    presenter.reload()
    state = presenter.state
    assert (state.mode, state.unsaved, state.steps) == ("finished", False, ())
    assert state.decision is not None
    assert render(state.decision.title, "en") == "The screening was not finished"
    assert "The case was closed 24 November 2026" in render(state.decision.line, "en")
    told = _told(presenter)
    assert {"Være mekaniker", "Skiller knallerter ad", "Vil gerne i praktik"} <= set(told)


def test_what_was_typed_and_not_saved_is_read_as_well_and_can_be_thrown_away(case: Case) -> None:
    presenter = case.begun()
    presenter.go("own_words")
    enter(presenter, "own_words", {"own_wishes": "Være bager"})
    presenter.keep_draft()
    _close(case)
    later = case.presenter()
    assert later.state.unsaved
    assert "Være bager" in _told(later)
    later.drop_draft()
    assert not later.state.unsaved
    assert "Være bager" not in _told(later)
    assert case.office.store.drafts.of_citizen(case.citizen_id) == []


def test_half_a_day_is_read_as_it_was_typed(case: Case) -> None:
    presenter = case.begun()
    presenter.go("work")
    presenter.typed(
        "work", replace(stored_of(presenter, "work"), half={"unemployed_since": {"": ["næste tirs"]}})
    )
    presenter.keep_draft()
    _close(case)
    assert "Begun: “næste tirs" in _told(case.presenter())


def test_undo_of_the_closing_gives_the_screening_back_with_what_was_typed(case: Case) -> None:
    presenter = case.begun()
    presenter.go("resources")
    enter(presenter, "resources", {}, resources=RESOURCES)
    presenter.keep_draft()
    _close(case)
    presenter.reload()
    assert presenter.state.mode == "finished"
    case.office.undo()
    presenter.reload()
    assert presenter.state.mode == "open"
    assert presenter.state.records.resources == RESOURCES
