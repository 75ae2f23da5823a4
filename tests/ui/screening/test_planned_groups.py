"""A visitation that replaces a planned change of target group says so before and after, and undo brings it back."""

from __future__ import annotations

from datetime import date

from caseworker.base.text import render, t
from caseworker.deadlines.queries import stored_lines
from caseworker.people import service as people
from caseworker.people.queries import groups_of
from caseworker.store.work import Work
from tests.ui.screening.conftest import Case, enter, fill_in

TODAY = date(2026, 11, 24)


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


def test_a_category_that_makes_another_group_says_so_and_the_deadlines_follow(case: Case) -> None:
    presenter = case.begun()
    fill_in(presenter)
    assert presenter.state.joins is None
    enter(presenter, "decision", {"visited_as": "job_ready"})
    told = "The target group becomes “Job-ready” when you finish the screening."
    assert render(presenter.state.joins, "en") == told  # type: ignore[arg-type]
    assert presenter.dates
    foreseen = {(one.rule, one.after) for one in presenter.dates}
    presenter.finish()
    with case.office.read() as session:
        now = groups_of(session, case.case_id)[0]
        assert (now.code, now.visited_as) == ("lab-2", "job_ready")
        standing = {(line.rule, line.due_on) for line in stored_lines(session, TODAY, case_id=case.case_id)}
    assert {one for one in foreseen if one[1] is not None} <= standing


def test_a_visitation_that_starts_a_deadline_in_the_same_group_says_so_before(case: Case) -> None:
    def imported_without_visitation(work: Work) -> None:
        people.change_group(work, case.case_id, "lab-3", date(2026, 10, 5), visited_as="")

    case.office.run(t("Import"), imported_without_visitation)
    presenter = case.begun()
    fill_in(presenter)
    enter(presenter, "decision", {"visited_as": "activity_ready"})
    assert presenter.dates
    foreseen = {(one.rule, one.after) for one in presenter.dates}
    assert ("G20-19", TODAY) in foreseen
    presenter.finish()
    assert presenter.state.mode == "finished"
    with case.office.read() as session:
        standing = {(line.rule, line.due_on) for line in stored_lines(session, TODAY, case_id=case.case_id)}
    assert {one for one in foreseen if one[1] is not None} <= standing
    assert presenter.dates is None
