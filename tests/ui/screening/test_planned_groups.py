"""A visitation that replaces a planned change of target group says so before and after, and undo brings it back."""

from __future__ import annotations

from datetime import date

from caseworker.base.text import render, t
from caseworker.people import service as people
from caseworker.people.queries import groups_of
from caseworker.store.work import Work
from tests.ui.screening.conftest import Case, enter, fill_in


def test_a_planned_change_of_group_is_told_before_it_is_replaced_and_comes_back_with_undo(case: Case) -> None:
    def plan_ahead(work: Work) -> None:
        people.change_group(work, case.case_id, "lab-12", date(2026, 10, 5), visited_as="activity_ready")
        work.flush()
        people.change_group(work, case.case_id, "lab-12", date(2027, 1, 4), visited_as="job_ready")

    def periods() -> list[tuple[str, date, date | None]]:
        with case.office.read() as session:
            return [(one.visited_as, one.from_on, one.to_on) for one in groups_of(session, case.case_id)]

    case.office.run(t("Plan ahead"), plan_ahead)
    before = periods()
    presenter = case.begun()
    fill_in(presenter)
    assert presenter.state.replaces is None
    enter(presenter, "decision", {"visited_as": "education_ready"})
    told = "A change to “Job-ready” is planned for 4 Jan 2027 already. It is replaced when you finish the screening."
    assert render(presenter.state.replaces, "en") == told  # type: ignore[arg-type]
    presenter.finish()
    assert presenter.state.mode == "finished"
    assert case.recorder.said[-1].endswith("The planned change to “Job-ready” 4 Jan 2027 is replaced.")
    assert [one[0] for one in periods()] == ["education_ready", "activity_ready"]
    case.office.undo()
    assert periods() == before
    case.desk.citizen_view = True
    presenter.reload()
    assert presenter.state.replaces is None
