"""One's own date from the page: saved, dropped, undone, and kept while half written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseworker.base.errors import CaseworkerError
from caseworker.base.place import Place
from caseworker.base.text import render
from tests.ui.journal.around import TODAY, Case
from tests.ui.recording import Recorder
from ui.deadlines.detail import details
from ui.deadlines.keeping import Keeper
from ui.deadlines.lines import Item
from ui.deadlines.own_dates import OwnDates
from ui.deadlines.presenter import DeadlinesPresenter
from ui.ports import Desk
from ui.why.presenter import why

OWN = date(2026, 12, 1)


@pytest.fixture
def presenter(desk: Desk, case: Case) -> DeadlinesPresenter:
    del case
    presenter = DeadlinesPresenter(desk)
    desk.office.subscribe(presenter.heard)
    presenter.open(Place("deadlines"))
    return presenter


def dated(presenter: DeadlinesPresenter) -> Item:
    return next(item for item in presenter.state.entries if isinstance(item, Item) and item.day and item.line)


def never(error: CaseworkerError) -> None:
    raise error


def test_it_is_shown_beside_the_legal_date_and_can_be_undone(
    desk: Desk, presenter: DeadlinesPresenter, recorder: Recorder
) -> None:
    item, saved = dated(presenter), []
    counts = dict(presenter.state.counts)
    OwnDates(desk).save(item, OWN, "On a course", lambda: saved.append(1), never)
    now = dated(presenter)
    assert (saved, now.id, now.own, now.day) == ([1], item.id, OWN, item.day)
    assert dict(presenter.state.counts) == counts
    assert recorder.undoable == [True]
    facts = {
        render(name, "en"): render(value, "en") for name, value in details(now, desk.office.packs, TODAY)
    }
    assert facts["Own date"] == "Tuesday 1 December 2026: On a course"
    assert now.line is not None
    steps = why(desk, now.case_id, now.line.key).steps
    assert steps[-1] == (OWN, "Own date, set by Karen Holm: On a course. The deadline stands.")
    desk.office.undo()
    assert dated(presenter).own is None


def test_it_can_be_taken_away(desk: Desk, presenter: DeadlinesPresenter) -> None:
    acts = OwnDates(desk)
    acts.save(dated(presenter), OWN, "On a course", lambda: None, never)
    acts.drop(dated(presenter))
    assert dated(presenter).own is None


def test_what_is_refused_is_told_and_changes_nothing(desk: Desk, presenter: DeadlinesPresenter) -> None:
    told: list[CaseworkerError] = []
    OwnDates(desk).save(dated(presenter), TODAY - timedelta(days=1), "x", lambda: None, told.append)
    assert [render(error.text, "en") for error in told] == ["The day must be today or later."]
    assert dated(presenter).own is None


def test_what_is_half_written_is_found_again(desk: Desk, presenter: DeadlinesPresenter) -> None:
    acts, item = OwnDates(desk), dated(presenter)
    acts.keep(item, {"own_date": OWN, "own_reason": "On a"})
    assert acts.kept(item) is not None
    assert {"own_date": OWN, "own_reason": "On a"}.items() <= (acts.kept(item) or {}).items()
    assert item.line is not None
    case_id, values = Keeper(desk).unfinished()
    assert (case_id, values["key"]) == (item.case_id, item.line.key)
    assert Keeper(desk).unfinished(item.case_id) == (case_id, values)
    acts.keep(item, {"own_date": None, "own_reason": "On a"})
    assert not (acts.kept(item) or {})["own_date"]
    acts.save(item, OWN, "On a course", lambda: None, never)
    assert acts.kept(item) is None
    assert Keeper(desk).unfinished(item.case_id) == ("", {})
    desk.office.undo()
    assert (acts.kept(item) or {})["own_reason"] == "On a"
    acts.forget(item)
    assert acts.kept(item) is None
