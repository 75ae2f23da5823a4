"""A change of target group that lies ahead: what replaces it, what leaves it alone, and that undo brings it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.office import Office
from caseworker.people import groups, queries, service
from caseworker.people.groups import GroupChoice
from caseworker.people.words import GROUP_CHOICES, VISITED
from tests.making import make_citizen, make_office

TODAY = date(2026, 11, 24)
FIRST = date(2026, 10, 5)
DECEMBER, JANUARY = date(2026, 12, 1), date(2027, 1, 1)
Line = tuple[str, str, int | None, date, date | None]


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    office = make_office(tmp_path / "store", clock)
    yield office
    office.close()


@pytest.fixture
def case_id(office: Office) -> str:
    return make_citizen(office, group="lab-4", visited_as="education_ready")[1]


def move(office: Office, case_id: str, choice: GroupChoice, day: date) -> None:
    office.run(t("Change of group"), lambda work: groups.change(work, case_id, choice, day))


def lines(office: Office, case_id: str) -> list[Line]:
    with office.read() as session:
        found = queries.groups_of(session, case_id)
    return [(one.code, one.visited_as, one.category, one.from_on, one.to_on) for one in reversed(found)]


RUNNING: Line = ("lab-4", "education_ready", None, FIRST, date(2026, 11, 30))


def test_another_change_for_the_same_day_replaces_the_first_and_undo_brings_it_back(
    office: Office, case_id: str
) -> None:
    move(office, case_id, GroupChoice("lab-6", category=2), DECEMBER)
    planned = lines(office, case_id)
    assert planned == [RUNNING, ("lab-6", "", 2, DECEMBER, None)]
    move(office, case_id, GroupChoice("lab-2", "job_ready"), DECEMBER)
    assert lines(office, case_id) == [RUNNING, ("lab-2", "job_ready", None, DECEMBER, None)]
    office.undo()
    assert lines(office, case_id) == planned
    move(office, case_id, GroupChoice("lab-6"), DECEMBER)  # what is not chosen stays as it was planned
    assert lines(office, case_id) == planned


def test_the_present_group_on_the_day_of_a_planned_change_calls_that_off(
    office: Office, case_id: str
) -> None:
    begun = lines(office, case_id)
    move(office, case_id, GroupChoice("lab-6"), DECEMBER)
    move(office, case_id, GroupChoice("lab-4", "education_ready"), DECEMBER)
    assert lines(office, case_id) == begun


def test_another_place_in_the_same_group_leaves_a_planned_change_to_another_group(
    office: Office, case_id: str
) -> None:
    move(office, case_id, GroupChoice("lab-6"), DECEMBER)
    move(office, case_id, GroupChoice("lab-7"), JANUARY)
    move(office, case_id, GroupChoice("lab-4", "obviously_education_ready"), TODAY)
    assert lines(office, case_id) == [
        ("lab-4", "education_ready", None, FIRST, date(2026, 11, 23)),
        ("lab-4", "obviously_education_ready", None, TODAY, date(2026, 11, 30)),
        ("lab-6", "", None, DECEMBER, date(2026, 12, 31)),
        ("lab-7", "", None, JANUARY, None),
    ]


def test_a_correction_from_the_first_day_leaves_it_too(office: Office, case_id: str) -> None:
    move(office, case_id, GroupChoice("lab-6"), DECEMBER)
    move(office, case_id, GroupChoice("lab-4", "obviously_education_ready"), FIRST)
    assert lines(office, case_id) == [
        ("lab-4", "obviously_education_ready", None, FIRST, date(2026, 11, 30)),
        ("lab-6", "", None, DECEMBER, None),
    ]


def test_another_place_replaces_another_that_was_planned_in_the_same_group(
    office: Office, case_id: str
) -> None:
    move(office, case_id, GroupChoice("lab-4", "obviously_education_ready"), DECEMBER)
    move(office, case_id, GroupChoice("lab-4", "activity_ready"), TODAY)
    assert [line[1:2] + line[3:] for line in lines(office, case_id)] == [
        ("education_ready", FIRST, date(2026, 11, 23)),
        ("activity_ready", TODAY, None),
    ]


def test_a_closed_case_moves_to_no_other_group_and_to_no_other_person(office: Office, case_id: str) -> None:
    office.run(t("Close case"), lambda work: service.close_case(work, case_id, "job_ordinary", TODAY))
    for act in (
        lambda work: groups.change(work, case_id, GroupChoice("lab-2", "job_ready"), TODAY),
        lambda work: service.change_primary_contact(work, case_id, office.me.id, "", "Ring først"),
    ):
        with pytest.raises(UserError, match="case is closed"):
            office.run(t("Change of group"), act)


def test_a_case_is_not_handed_over_to_whom_it_has_already(office: Office, case_id: str) -> None:
    with pytest.raises(UserError, match="already"):
        office.run(
            t("Hand over"),
            lambda work: service.change_primary_contact(work, case_id, office.me.id, "", "Ring først"),
        )


@pytest.mark.parametrize(
    ("present", "visited_as", "place"),
    [
        ("lab-3", "job_ready", ("lab-2", "job_ready")),
        ("lab-2", "activity_ready", ("lab-3", "activity_ready")),
        ("lab-5", "job_ready", ("lab-2", "job_ready")),
        ("lab-4", "activity_ready", ("lab-5", "activity_ready")),
        ("lab-5", "education_ready", ("lab-4", "education_ready")),
        ("lab-4", "obviously_education_ready", ("lab-4", "obviously_education_ready")),
        ("lab-3", "activity_ready", ("lab-3", "activity_ready")),
        ("lab-12", "job_ready", ("lab-12", "job_ready")),
        ("lab-6", "job_ready", ("lab-6", "")),
        ("lab-1", "job_ready", ("lab-1", "")),
        ("integration", "activity_ready", ("integration", "")),
    ],
)
def test_a_category_leads_to_the_group_it_makes(
    present: str, visited_as: str, place: tuple[str, str]
) -> None:
    found = groups.visited_into(present, visited_as)
    assert (found.code, found.visited_as) == place
    assert present == "lab-12" or place in GROUP_CHOICES


@pytest.mark.parametrize("present", [code for code, _category in GROUP_CHOICES if code != "lab-12"])
@pytest.mark.parametrize("visited_as", VISITED)
def test_no_category_makes_a_pair_that_cannot_be_chosen(present: str, visited_as: str) -> None:
    found = groups.visited_into(present, visited_as)
    assert (found.code, found.visited_as) in GROUP_CHOICES


def test_the_group_of_a_day_is_that_of_then_and_before_the_first_one_that_one(
    office: Office, case_id: str
) -> None:
    move(office, case_id, GroupChoice("lab-6"), TODAY)
    with office.read() as session:
        then = [queries.group_then(session, case_id, day) for day in (date(2026, 9, 1), FIRST, TODAY)]
        assert then == [("lab-4", "education_ready"), ("lab-4", "education_ready"), ("lab-6", "")]
        assert queries.group_then(session, "none", TODAY) == ("", "")
