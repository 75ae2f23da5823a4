"""Why no deadline is running: the reason stands where the deadlines would."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.base.place import Place
from caseworker.base.text import render, t
from caseworker.deadlines import switches
from caseworker.deadlines.packs import packs_from
from caseworker.people import facts, service
from caseworker.people.fact_checks import FactData
from caseworker.people.model import CaseFile
from caseworker.store.work import Work
from tests.making import make_citizen
from tests.ui.recording import Recorder
from ui.people.overview_presenter import OverviewPresenter
from ui.ports import Desk


def presenter_of(desk: Desk, group: str, visited_as: str = "") -> OverviewPresenter:
    _citizen, case_id = make_citizen(desk.office, group=group, visited_as=visited_as)
    presenter = OverviewPresenter(desk, case_id)
    desk.office.subscribe(presenter.heard)
    presenter.reload()
    return presenter


def test_a_closed_case_that_came_here_with_deadlines_passed_claims_nothing_of_them(desk: Desk) -> None:
    presenter = presenter_of(desk, "lab-2", "job_ready")
    assert presenter.state is not None
    case_id = presenter.state.head.case_id

    def came_here(work: Work) -> None:
        work.get(CaseFile, case_id).known_from = date(2026, 11, 24)

    desk.office.run(t("Import"), came_here)
    close(desk, case_id, date(2026, 11, 24))
    assert presenter.state.left_out > 0
    assert said(presenter) == "The case is closed."


def close(desk: Desk, case_id: str, day: date) -> None:
    desk.office.run(t("Close"), lambda work: service.close_case(work, case_id, "moved", day))


def said(presenter: OverviewPresenter) -> str:
    assert presenter.state is not None
    because = presenter.state.none_because
    return render(because[0], "en") if because is not None else ""


@pytest.mark.parametrize(
    ("group", "reason"),
    [
        ("", "no target group is chosen yet"),
        ("lab-11", "the rules for “Disability pension” set one when something happens"),
        ("lab-6", "the rules wait for what is missing"),
    ],
)
def test_the_reason_is_said(desk: Desk, group: str, reason: str) -> None:
    assert reason in said(presenter_of(desk, group))


def test_running_deadlines_need_no_reason(desk: Desk) -> None:
    assert said(presenter_of(desk, "lab-2", "job_ready")) == ""


def test_rules_that_are_switched_off_are_named_and_shown(desk: Desk, recorder: Recorder) -> None:
    presenter = presenter_of(desk, "lab-2", "job_ready")
    day = date(2026, 11, 24)
    desk.office.run(t("Rules"), lambda work: switches.switch_area(work, "lab", day, on=False))
    presenter.reload()
    assert "are switched off in your settings" in said(presenter)
    presenter.see_rules()
    assert recorder.places == [Place("settings", field="rules")]


def test_a_closed_case_says_so(desk: Desk) -> None:
    presenter = presenter_of(desk, "lab-11")
    close(desk, presenter.case_id, date(2026, 11, 24))
    assert said(presenter) == "The case is closed. No deadline was overdue then."


def test_what_was_overdue_when_the_case_was_closed_is_told_and_nothing_else(desk: Desk) -> None:
    presenter = presenter_of(desk, "lab-2", "job_ready")
    assert presenter.state is not None
    missed = {line.key for line in presenter.state.deadlines if line.status == "missed"}
    assert missed
    assert len(missed) < len(presenter.state.deadlines)
    close(desk, presenter.case_id, date(2026, 11, 24))
    assert {line.key for line in presenter.state.deadlines} == missed
    assert said(presenter) == ""


def test_what_fell_due_after_the_case_was_closed_is_not_told(desk: Desk) -> None:
    presenter = presenter_of(desk, "lab-2", "job_ready")
    close(desk, presenter.case_id, date(2026, 10, 5))
    assert said(presenter) == "The case is closed. No deadline was overdue then."


def test_what_is_met_or_rests_is_not_called_missing(desk: Desk) -> None:
    presenter = presenter_of(desk, "lab-10")
    data = FactData(what="incurable", day=date(2026, 10, 5))
    desk.office.run(t("Fact"), lambda work: facts.write_fact(work, presenter.case_id, data))
    assert "missing" not in said(presenter)


def test_a_group_that_no_rule_knows_is_named(desk: Desk) -> None:
    presenter = presenter_of(desk, "lab-13")
    desk.office.__dict__["packs"] = packs_from(())  # a program without rules
    presenter.reload()
    assert "none of the rules in the program is about the target group “Under 18”" in said(presenter)


def test_rules_switched_off_are_told_beside_a_deadline_that_runs(desk: Desk) -> None:
    presenter = presenter_of(desk, "lab-3", "activity_ready")
    assert presenter.state is not None
    assert presenter.state.off is None
    today = desk.office.clock.today()
    desk.office.run(t("Rules"), lambda work: switches.switch_area(work, "casework", today, on=True))
    desk.office.run(t("Rules"), lambda work: switches.switch_area(work, "lab", today, on=False))
    desk.office.catch_up()
    presenter.reload()
    assert [line.rule for line in presenter.state.deadlines] == ["G20-52"]
    assert presenter.state.off is not None
    assert "Settings, Rules: Employment act." in render(presenter.state.off, "en")
    close(desk, presenter.state.head.case_id, today)
    assert presenter.state.off is None, "a closed case has nothing to come"
