"""A change of target group that lies ahead is never told as if it had happened, and none is replaced unsaid."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.base.text import Text, render
from tests.making import make_citizen
from tests.ui.recording import Recorder
from ui.people.overview_acts import GROUP
from ui.people.overview_presenter import OverviewPresenter
from ui.ports import Desk

TODAY, DECEMBER = date(2026, 11, 24), date(2026, 12, 1)


@pytest.fixture
def overview(desk: Desk) -> OverviewPresenter:
    _citizen, case_id = make_citizen(desk.office)
    presenter = OverviewPresenter(desk, case_id)
    desk.office.subscribe(presenter.heard)
    presenter.reload()
    return presenter


def plan(overview: OverviewPresenter, group: str, day: date = DECEMBER) -> str:
    """Change the group in the form; return what is said of other changes before it is saved."""
    overview.open_form(GROUP)
    assert overview.form is not None
    values = dict(overview.form.values) | {"group": group, "from_on": day, "detail": None}
    overview.preview(values)
    said = english(overview.form.ending)
    overview.save(values)
    assert overview.form is None
    return said


def english(text: Text | None) -> str:
    return render(text, "en") if text is not None else ""


def last_act(desk: Desk) -> str:
    last = desk.office.undoable()
    assert last is not None
    return english(last.name)


def test_what_is_planned_is_told_as_planned(
    overview: OverviewPresenter, desk: Desk, recorder: Recorder
) -> None:
    assert plan(overview, "lab-6") == ""
    assert recorder.said == ["The target group changes to “Sickness benefit” 1 Dec 2026."]
    assert last_act(desk) == "Planned change of target group"
    state = overview.state
    assert state is not None
    assert (state.head.group, state.running_group) == ("lab-3", state.groups[1])
    titles = {english(entry.title): entry.day for entry in state.entries if entry.kind == "group"}
    assert titles == {
        "The target group changes to “Sickness benefit”": DECEMBER,
        "Target group: Activity-ready": date(2026, 10, 5),
    }


def test_what_holds_from_today_is_told_as_done(
    overview: OverviewPresenter, desk: Desk, recorder: Recorder
) -> None:
    plan(overview, "lab-6", TODAY)
    assert recorder.said == ["The target group is changed, and the deadlines with it."]
    assert last_act(desk) == "Change of target group"


def test_a_second_change_says_that_it_replaces_the_first(
    overview: OverviewPresenter, desk: Desk, recorder: Recorder
) -> None:
    plan(overview, "lab-6")
    assert plan(overview, "lab-2 job_ready") == (
        "A change to “Sickness benefit” is planned for 1 Dec 2026 already. It is replaced when you save."
    )
    assert recorder.said[-1] == (
        "The target group changes to “Job-ready” 1 Dec 2026. "
        "The planned change to “Sickness benefit” 1 Dec 2026 is replaced."
    )
    desk.office.undo()
    assert overview.state is not None
    assert [group.code for group in overview.state.groups] == ["lab-6", "lab-3"]


def test_staying_where_the_case_is_calls_the_planned_change_off(
    overview: OverviewPresenter, desk: Desk, recorder: Recorder
) -> None:
    plan(overview, "lab-6")
    assert plan(overview, "lab-3 activity_ready", TODAY) == (
        "A change to “Sickness benefit” is planned for 1 Dec 2026 already. It falls away when you save."
    )
    assert recorder.said[-1] == "The planned change of target group is called off, and the deadlines follow."
    assert last_act(desk) == "Planned change of target group called off"


def test_several_planned_changes_are_told_one_by_one(overview: OverviewPresenter, recorder: Recorder) -> None:
    plan(overview, "lab-6")
    plan(overview, "lab-7", date(2027, 1, 4))
    assert plan(overview, "lab-2 job_ready", TODAY) == (
        "A change to “Sickness benefit” is planned for 1 Dec 2026 already. It is replaced when you save. "
        "A change to “Job clarification” is planned for 4 Jan 2027 already. It is replaced when you save."
    )
    assert recorder.said[-1].endswith("2 planned changes are replaced.")


def test_the_form_begins_with_the_group_of_today(overview: OverviewPresenter) -> None:
    plan(overview, "lab-6")
    overview.open_form(GROUP)
    assert overview.form is not None
    assert dict(overview.form.values) == {"group": "lab-3 activity_ready", "from_on": TODAY, "detail": None}
