"""Two versions of a plan, line by line."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from caseworker.base.text import render
from caseworker.plan.compare import changed_ids, compare

OLD: dict[str, Any] = {
    "strategy": "",
    "coordinator": "Karen Holm",
    "end_goals": [{"id": "e", "kind": "education", "words": "Mekaniker"}],
    "interim_goals": [
        {"id": "g1", "words": "Møder 3 dage", "due_on": "2026-12-15", "status": "open", "revision": 3},
        {"id": "g2", "words": "Gæld kortlagt", "due_on": None, "status": "open"},
    ],
    "activities": [
        {
            "id": "a1",
            "title": "Praktik",
            "track": "employment",
            "hours_per_week": 3,
            "goal_ids": ["g1"],
            "slots": [{"weekday": 0, "start": "09:00", "end": "12:00"}],
        }
    ],
    "agreements": [{"id": "p", "side": "citizen", "words": "Ringer ved sygdom", "status": "open"}],
}


def words(new: dict[str, Any], old: dict[str, Any] = OLD) -> list[str]:
    return [render(change.text, "en") for change in compare(old, new)]


def changed(path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    new = copy.deepcopy(OLD)
    target: Any = new
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    return new


def test_same_versions_have_no_differences() -> None:
    assert compare(OLD, copy.deepcopy(OLD)) == []


def test_changed_field_tells_old_and_new() -> None:
    assert words(changed(("activities", 0, "hours_per_week"), 15.0)) == [
        "“Praktik”, hours a week: before “3”, now “15”"
    ]
    assert words(changed(("interim_goals", 0, "due_on"), "2027-01-15")) == [
        "“Møder 3 dage”, the date: before “15 December 2026”, now “15 January 2027”"
    ]
    assert words(changed(("interim_goals", 0, "status"), "reached")) == [
        "“Møder 3 dage”, the status: before “open”, now “reached”"
    ]


def test_an_effort_that_may_have_run_is_not_told_as_planned() -> None:
    before = changed(("activities", 0, "status"), "planned")
    after = changed(("activities", 0, "status"), "stopped")
    assert words(after, before) == ["“Praktik”, the status: before “in the plan”, now “stopped”"]


def test_filled_and_emptied_fields() -> None:
    assert words(changed(("interim_goals", 1, "due_on"), "2027-02-01")) == [
        "“Gæld kortlagt”, the date: now “1 February 2027”"
    ]
    assert words(changed(("interim_goals", 0, "due_on"), None)) == [
        "“Møder 3 dage”, the date: “15 December 2026” is taken out"
    ]
    assert words(changed(("strategy",), "Små skridt")) == ["The plan, the strategy: now “Små skridt”"]


def test_ids_times_and_yes_become_words() -> None:
    assert words(changed(("activities", 0, "goal_ids"), ["g1", "g2"])) == [
        "“Praktik”, the interim goals: before “Møder 3 dage”, now “Møder 3 dage, Gæld kortlagt”"
    ]
    slots = [{"weekday": 1, "start": "13:30", "end": "16:00"}]
    assert words(changed(("activities", 0, "slots"), slots)) == [
        "“Praktik”, the fixed times: before “Monday 9:00–12:00”, now “Tuesday 13:30–16:00”"
    ]
    assert words(changed(("activities", 0, "education_aim"), True)) == [
        "“Praktik”, aims at education: now “yes”"
    ]
    steps = [{"from_week": 3, "hours": 8}, {"from_week": 6, "hours": 15}]
    assert words(changed(("activities", 0, "step_up"), steps)) == [
        "“Praktik”, the step-up: now “8 hours from week 3, 15 hours from week 6”"
    ]


def test_added_and_removed_lines() -> None:
    new = copy.deepcopy(OLD)
    new["activities"].append({"id": "a2", "title": "FVU"})
    del new["agreements"][0]
    assert words(new) == ["The effort “FVU” is new", "The agreement “Ringer ved sygdom” is taken out"]
    assert changed_ids(OLD, new) == {"a2"}


def test_a_whole_list_may_come_or_go() -> None:
    new = copy.deepcopy(OLD)
    del new["agreements"]
    assert words(new) == ["The agreement “Ringer ved sygdom” is taken out"]
    assert words(OLD, new) == ["The agreement “Ringer ved sygdom” is new"]


def test_order_and_bookkeeping_are_no_change() -> None:
    new = copy.deepcopy(OLD)
    new["interim_goals"].reverse()
    new["interim_goals"][1]["revision"] = 9
    assert compare(OLD, new) == []


values = (
    st.none()
    | st.text(max_size=5)
    | st.integers(0, 40)
    | st.booleans()
    | st.lists(st.sampled_from(["g1", "x"]))
)
records = st.lists(
    st.fixed_dictionaries({"id": st.sampled_from("abcd"), "title": st.text(max_size=6), "status": values}),
    max_size=4,
    unique_by=lambda record: record["id"],
)
versions = st.fixed_dictionaries({"strategy": values, "activities": records, "interim_goals": records})


@given(versions, versions)
def test_every_difference_has_words_and_there_is_none_with_itself(old: Any, new: Any) -> None:
    assert compare(old, copy.deepcopy(old)) == []
    there, back = compare(old, new), compare(new, old)
    assert all(render(change.text, "en") for change in there)
    assert {(c.section, c.record_id, c.field) for c in there} == {
        (c.section, c.record_id, c.field) for c in back
    }
