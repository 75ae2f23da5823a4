"""The share rules from the page: gauges, the list behind one, exempting and lifting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from caseworker.base.errors import CaseworkerError
from caseworker.base.text import render
from caseworker.casework.cohort import Gauge
from tests.making import make_citizen
from tests.ui.journal.around import TODAY
from tests.ui.recording import Recorder
from ui.deadlines.shares import SharesPresenter, exempted_words, gauge_words, percent
from ui.ports import Desk


def gauge(met: int, still: int, missed: int = 0, exempted: int = 0) -> Gauge:
    return Gauge("G26-03", "lab", 0.75, met, still, missed, exempted, 0, ())


@pytest.mark.parametrize(
    ("given", "share", "words"),
    [
        (gauge(0, 0), 0, "Nobody is under this rule yet."),
        (gauge(3, 0, 1), 75, "The share is met."),
        (gauge(2, 1), 66, "One more must be met; 1 can still be."),
        (gauge(0, 5000), 0, "3,750 more must be met; 5,000 can still be."),
        (gauge(0, 1044, 3956), 0, "3,750 more must be met; only 1,044 still can be."),
        (gauge(1, 1, 3), 20, "3 more must be met; only 1 still can be."),
    ],
)
def test_a_gauge_says_how_far_it_is(given: Gauge, share: int, words: str) -> None:
    assert percent(given) == share
    assert render(gauge_words(given), "en") == words


def test_how_many_may_be_exempted() -> None:
    assert render(exempted_words(gauge(6, 1, 0, 1)), "en") == "1 exempted, at most 2"
    assert render(exempted_words(gauge(0, 5000)), "da") == "0 fritaget, højst 1.250"


@pytest.fixture
def presenter(desk: Desk) -> SharesPresenter:
    for name in ("Åse Ødegård", "Bent Friis"):
        make_citizen(desk.office, name, group="lab-2", visited_as="job_ready")
    presenter = SharesPresenter(desk)
    presenter.reload()
    return presenter


def never(error: CaseworkerError) -> None:
    raise error


def test_the_first_gauge_is_open_with_its_list(presenter: SharesPresenter) -> None:
    state = presenter.state
    assert state.gauge is not None
    assert state.gauge.open == 2
    assert state.chosen is state.gauge.members[0]
    assert state.chosen.name == "Bent Friis"
    rules = [one.rule for one in state.gauges]
    presenter.choose_rule(rules[-1])
    assert presenter.state.gauge is not None
    assert presenter.state.gauge.rule == rules[-1]
    assert "job talks" in render(presenter.title(state.gauges[rules.index("G26-03")]), "en")


def test_exempting_and_lifting(presenter: SharesPresenter, recorder: Recorder) -> None:
    presenter.choose_rule("G26-03")
    member = presenter.state.gauge.members[0] if presenter.state.gauge else None
    assert member is not None
    ended: list[int] = []
    presenter.exempt(member, "Starts a job", None, lambda: ended.append(1), never)
    presenter.reload()
    assert presenter.state.gauge is not None
    assert (ended, presenter.state.gauge.exempted, recorder.undoable) == ([1], 1, [True])
    exempted = next(one for one in presenter.state.gauge.members if one.state == "exempted")
    assert exempted.reason == "Starts a job"
    assert presenter.runs(exempted)
    assert presenter.runs(replace(exempted, exempted_to=TODAY))
    assert not presenter.runs(replace(exempted, exempted_to=TODAY - timedelta(days=1)))
    presenter.lift(exempted)
    presenter.reload()
    assert presenter.state.gauge is not None
    assert presenter.state.gauge.exempted == 0


def test_a_refused_exemption_is_told(presenter: SharesPresenter) -> None:
    member = presenter.state.chosen
    assert member is not None
    told: list[CaseworkerError] = []
    presenter.exempt(member, "x", TODAY - timedelta(days=1), lambda: None, told.append)
    assert len(told) == 1


def test_a_half_written_assessment_is_found_again(presenter: SharesPresenter) -> None:
    member = presenter.state.chosen
    assert member is not None
    presenter.keep(member, {"exempt_reason": "Starts", "exempt_until": date(2026, 12, 31)})
    kept = presenter.kept(member)
    assert kept is not None
    assert (kept["exempt_reason"], kept["exempt_until"]) == ("Starts", date(2026, 12, 31))
    last = presenter.state.gauge.members[-1] if presenter.state.gauge else member
    presenter.light_up(last.case_id, last.rule, last.key)
    presenter.reload()
    assert presenter.state.chosen == last
    presenter.forget(member)
    assert presenter.kept(member) is None
