"""What deadlines are counted from: written, changed, taken back, and what is refused at which field."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.errors import UserError
from caseworker.base.text import render, t
from caseworker.deadlines import codes
from caseworker.deadlines.queries import stored_lines
from caseworker.office import Office
from caseworker.people import facts, groups, queries, service
from caseworker.people.fact_checks import Fact, FactData, ended_by, months_of
from caseworker.people.fact_kinds import KINDS
from caseworker.people.fact_words import fact_days, fact_detail, fact_title
from caseworker.people.groups import GroupChoice
from caseworker.people.words import BENEFITS
from caseworker.store.work import Work
from tests.content_hash import content_hash
from tests.making import make_citizen, make_office

TODAY = date(2026, 11, 24)
FIRST = date(2026, 10, 5)  # first contact and first day of the group
BORN = date(2004, 3, 12)


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    office = make_office(tmp_path / "store", clock)
    yield office
    office.close()


@pytest.fixture
def case(office: Office) -> tuple[str, str]:
    return make_citizen(office, group="lab-6", visited_as="")


def write(office: Office, case: tuple[str, str], data: FactData) -> str:
    return office.run(t("New fact"), lambda work: facts.write_fact(work, case[1], data))


def known(office: Office, case: tuple[str, str]) -> list[Fact]:
    with office.read() as session:
        return queries.facts_of(session, *case)


def refused(office: Office, act: Callable[[Work], Any]) -> tuple[str, str]:
    before = content_hash(office)
    with pytest.raises(UserError) as caught:
        office.run(t("Act"), act)
    assert content_hash(office) == before
    place = caught.value.place
    return (place.field if place is not None else "", render(caught.value.text, "en"))


SAMPLES = {
    "event": FactData(what="first_absence_day", day=date(2026, 9, 21), expected_on=date(2027, 1, 4)),
    "exemption": FactData(what="sick", day=date(2026, 11, 2), last_day=date(2026, 11, 6), words="Flu"),
    "trait": FactData(what="qualified", day=date(2020, 6, 30), value="false"),
    "well": FactData(what="expected_well", day=TODAY, expected_on=date(2026, 12, 24)),
    "work": FactData(what="work", day=date(2026, 11, 1), hours_per_week=7.5, words="Brugsen"),
    "benefit": FactData(what="benefit", day=FIRST, benefit="sickness_benefit", paid_to=date(2026, 10, 31),
                        hours={"2026-10": 80.5}),
    "until": FactData(what="booking_order", day=FIRST, last_day=date(2026, 12, 1)),
    "answer": FactData(what="form_sent", day=FIRST, last_day=date(2026, 10, 30)),
    "transfer": FactData(what="transferred", day=FIRST, benefit="job_clarification"),
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_each_kind_comes_back_as_it_was_written_and_goes_away_again(
    office: Office, case: tuple[str, str], name: str
) -> None:
    data = SAMPLES[name]
    before = content_hash(office)
    fact_id = write(office, case, data)
    assert Fact(fact_id, data) in known(office, case)
    office.undo()
    assert content_hash(office) == before
    fact_id = write(office, case, data)
    written = content_hash(office)
    office.run(t("Deleted fact"), lambda work: facts.take_back_fact(work, case[1], fact_id))
    assert fact_id not in [fact.id for fact in known(office, case)]
    office.undo()
    assert content_hash(office) == written


def test_every_kind_is_a_code_that_rules_may_ask_for() -> None:
    for code, kind in KINDS.items():
        allowed = {"event": codes.EventType, "trait": codes.Trait, "exemption": codes.ExemptionKind}.get(
            kind.sort
        )
        assert allowed is None or code in get_args(allowed)
    assert set(get_args(codes.Trait)) <= set(KINDS)
    assert set(get_args(codes.ExemptionKind)) - set(KINDS) == {"cohort_assessed"}
    assert set(get_args(codes.Benefit)) - set(BENEFITS) == {"start_help"}  # ended in 2012


def test_the_day_told_for_an_answer_is_no_end_of_a_period() -> None:
    asked = FactData(what="doctor_statement_asked", day=TODAY, last_day=date(2026, 12, 8))
    assert render(fact_days(asked, TODAY), "en") == "24 Nov 2026, to be done by 8 Dec 2026"
    assert render(fact_days(asked, TODAY), "da") == "24. nov. 2026, senest 8. dec. 2026"


def test_what_begins_after_today_has_not_begun() -> None:
    soon = FactData(what="holiday", day=TODAY + timedelta(days=7))
    assert render(fact_days(soon, TODAY), "en") == "from 1 Dec 2026"
    assert render(fact_days(soon, TODAY + timedelta(days=7)), "en") == "since 1 Dec 2026"


def test_one_hour_of_work_a_week_is_one_hour() -> None:
    work = FactData(what="work", day=FIRST, hours_per_week=1.0)
    assert render(fact_title(work), "da").endswith(", 1 time om ugen")
    assert render(fact_title(replace(work, hours_per_week=2.0)), "da").endswith(", 2 timer om ugen")


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_is_told_in_words(code: str) -> None:
    data = FactData(what=code, day=FIRST, benefit="cash_benefit", value="true", hours_per_week=7.5)
    for language in ("da", "en"):
        said = render(fact_title(data), language) + render(fact_days(data, TODAY), language)
        assert "_" not in said
        assert "{" not in said
    assert fact_detail(data) is None


@pytest.mark.parametrize(
    ("data", "field", "part"),
    [
        (FactData(what="", day=TODAY), "what", "Choose"),
        (FactData(what="meeting_requested", day=TODAY), "what", "Choose"),
        (FactData(what="registered"), "day", "Write the day"),
        (FactData(what="registered", day=date(2004, 3, 11)), "day", "born"),
        (FactData(what="registered", day=date(2026, 11, 25)), "day", "cannot lie after today"),
        (FactData(what="holiday", day=date(2027, 12, 1)), "day", "more than a year ahead"),
        (FactData(what="holiday", day=TODAY, last_day=date(2026, 11, 23)), "last_day", "lies before"),
        (FactData(what="prison", day=TODAY, last_day=date(2037, 1, 1)), "last_day", "ten years"),
        (FactData(what="first_absence_day", day=TODAY, expected_on=FIRST), "expected_on", "lies before"),
        (FactData(what="expected_well", day=TODAY), "expected_on", "expected to be well"),
        (FactData(what="booking_order", day=TODAY), "last_day", "must be done by"),
        (FactData(what="qualified", day=FIRST), "value", "yes or no"),
        (FactData(what="qualified", day=FIRST, value="perhaps"), "value", "yes or no"),
        (FactData(what="transferred", day=TODAY), "benefit", "benefit"),
        (FactData(what="benefit", day=TODAY, benefit="gold"), "benefit", "benefit"),
        (FactData(what="benefit", day=TODAY, benefit="cash_benefit", paid_to=FIRST), "paid_to", "lies before"),
        (FactData(what="benefit", day=TODAY, benefit="cash_benefit", hours={"2026-11": 745}), "month_hours", "744"),
        (FactData(what="benefit", day=TODAY, benefit="cash_benefit", hours={"2026-10": 7}), "month_from", "month"),
        (FactData(what="work", day=TODAY), "hours_per_week", "hours"),
        (FactData(what="work", day=TODAY, hours_per_week=0.4), "hours_per_week", "between 0.5 and 60"),
        (FactData(what="work", day=TODAY, hours_per_week=60.5), "hours_per_week", "between 0.5 and 60"),
        (FactData(what="first_contact", day=FIRST), "day", "already"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(
    office: Office, case: tuple[str, str], data: FactData, field: str, part: str
) -> None:
    place, words = refused(office, lambda work: facts.write_fact(work, case[1], data))
    assert place == field
    assert part in words


def test_the_edges_are_allowed(office: Office, case: tuple[str, str]) -> None:
    write(office, case, FactData(what="registered", day=BORN))
    write(office, case, FactData(what="known_sick", day=TODAY))
    write(office, case, FactData(what="holiday", day=date(2027, 11, 25), last_day=date(2027, 11, 25)))
    write(office, case, FactData(what="work", day=FIRST, hours_per_week=0.5))
    write(office, case, FactData(what="work", day=TODAY, hours_per_week=60))


def test_a_second_first_day_of_absence_begins_a_new_period(office: Office, case: tuple[str, str]) -> None:
    write(office, case, FactData(what="first_absence_day", day=FIRST))
    write(office, case, FactData(what="first_absence_day", day=date(2026, 11, 2)))
    again = FactData(what="first_absence_day", day=FIRST, expected_on=TODAY)
    field, _words = refused(office, lambda work: facts.write_fact(work, case[1], again))
    assert field == "day"


def periods(office: Office, case: tuple[str, str]) -> list[tuple[str, date | None, date | None]]:
    found = [fact.data for fact in known(office, case) if fact.data.what == "benefit"]
    return [(one.benefit, one.day, one.last_day) for one in found]


def test_another_benefit_ends_the_one_before(office: Office, case: tuple[str, str]) -> None:
    write(office, case, FactData(what="benefit", benefit="sickness_benefit", day=FIRST))
    new = FactData(what="benefit", benefit="job_clarification", day=TODAY)
    before = content_hash(office)
    write(office, case, new)
    assert periods(office, case) == [
        ("job_clarification", TODAY, None),
        ("sickness_benefit", FIRST, date(2026, 11, 23)),
    ]
    office.undo()
    assert content_hash(office) == before
    ends = ended_by(new, known(office, case))
    assert ends is not None
    assert (ends.fact.data.benefit, ends.last_day) == ("sickness_benefit", date(2026, 11, 23))


@pytest.mark.parametrize(
    ("new", "field", "part"),
    [
        (("sickness_benefit", TODAY, None), "day", "has been running since"),
        (("cash_benefit", FIRST, None), "day", "has been running since"),
        (("cash_benefit", date(2026, 9, 1), None), "last_day", "begins"),
        (("cash_benefit", date(2026, 9, 1), FIRST), "last_day", "begins"),
        (("cash_benefit", date(2026, 3, 1), date(2026, 4, 1)), "day", "runs until"),
    ],
)
def test_periods_on_benefit_do_not_lie_over_each_other(
    office: Office,
    case: tuple[str, str],
    new: tuple[str, date, date | None],
    field: str,
    part: str,
) -> None:
    write(office, case, FactData(what="benefit", benefit="education_help", day=date(2026, 1, 1),
                                 last_day=date(2026, 3, 1)))  # fmt: skip
    write(office, case, FactData(what="benefit", benefit="sickness_benefit", day=FIRST))
    data = FactData(what="benefit", benefit=new[0], day=new[1], last_day=new[2])
    place, words = refused(office, lambda work: facts.write_fact(work, case[1], data))
    assert (place, part in words) == (field, True)


def test_the_same_trait_with_another_answer_ends_the_one_before(
    office: Office, case: tuple[str, str]
) -> None:
    write(office, case, FactData(what="child_at_home", day=FIRST, value="true"))
    write(office, case, FactData(what="child_at_home", day=TODAY, value="false"))
    told = [fact.data for fact in known(office, case) if fact.data.what == "child_at_home"]
    assert [(one.value, one.last_day) for one in told] == [("false", None), ("true", date(2026, 11, 23))]


def test_a_change_stays_of_its_kind_and_keeps_the_id(office: Office, case: tuple[str, str]) -> None:
    fact_id = write(office, case, FactData(what="first_absence_day", day=FIRST))
    moved = FactData(what="first_absence_day", day=date(2026, 10, 6))
    office.run(t("Changed fact"), lambda work: facts.change_fact(work, case[1], fact_id, moved))
    assert Fact(fact_id, moved) in known(office, case)
    other = FactData(what="holiday", day=FIRST)
    refused(office, lambda work: facts.change_fact(work, case[1], fact_id, other))
    other_case = make_citizen(office, name="Else Holm")[1]
    refused(office, lambda work: facts.change_fact(work, other_case, fact_id, moved))
    refused(office, lambda work: facts.take_back_fact(work, other_case, fact_id))


def test_a_draft_becomes_one_record_only(office: Office, case: tuple[str, str]) -> None:
    data = FactData(what="known_sick", day=FIRST)
    draft = "00000000-0000-4000-8000-000000000001"
    assert office.run(t("New fact"), lambda work: facts.write_fact(work, case[1], data, draft)) == draft
    later = FactData(what="known_sick", day=TODAY)
    refused(office, lambda work: facts.write_fact(work, case[1], later, draft))


def test_the_deadline_appears_with_its_fact(office: Office, case: tuple[str, str]) -> None:
    def lacking() -> set[str]:
        with office.read() as session:
            lines = stored_lines(session, TODAY, case_id=case[1], statuses=("unknown",))
        return {name for line in lines for name in line.missing}

    assert "first_absence_day" in lacking()
    write(office, case, FactData(what="first_absence_day", day=FIRST))
    assert "first_absence_day" not in lacking()
    office.undo()
    assert "first_absence_day" in lacking()


def test_months_are_those_a_period_has_run_in() -> None:
    data = FactData(what="benefit", day=date(2026, 9, 30))
    assert months_of(data, TODAY) == ["2026-09", "2026-10", "2026-11"]
    assert months_of(FactData(what="benefit"), TODAY) == []
    assert months_of(FactData(what="benefit", day=date(2026, 12, 1)), TODAY) == []


def group_rows(office: Office, case_id: str) -> list[tuple[str, date, date | None, int | None, str]]:
    with office.read() as session:
        rows = queries.groups_of(session, case_id)
    return [(row.code, row.from_on, row.to_on, row.category, row.insured) for row in rows]


def test_another_category_is_a_new_period_in_the_same_group(office: Office, case: tuple[str, str]) -> None:
    def choose(category: int | None, day: date, code: str = "lab-6") -> None:
        choice = GroupChoice(code, category=category)
        office.run(t("Change of group"), lambda work: groups.change(work, case[1], choice, day))

    choose(1, FIRST)  # from the first day: it was so all along
    assert group_rows(office, case[1]) == [("lab-6", FIRST, None, 1, "")]
    choose(2, TODAY)
    assert group_rows(office, case[1]) == [
        ("lab-6", TODAY, None, 2, ""),
        ("lab-6", FIRST, date(2026, 11, 23), 1, ""),
    ]
    choose(None, TODAY)  # nothing chosen: as it was
    assert group_rows(office, case[1])[0][3] == 2
    choose(None, TODAY, "lab-7")  # the category belongs to the group
    assert group_rows(office, case[1])[0] == ("lab-7", TODAY, None, None, "")


@pytest.mark.parametrize("field", ["category", "match"])
def test_a_number_that_is_none_is_refused(office: Office, case: tuple[str, str], field: str) -> None:
    wrong = GroupChoice("lab-6", **{field: 4})  # type: ignore[arg-type]
    assert refused(office, lambda work: groups.change(work, case[1], wrong, TODAY))[0] == field


def test_a_group_that_begins_over_a_year_ahead_or_before_birth_is_refused(office: Office) -> None:
    def bare(work: Work) -> str:
        data = service.CitizenData(name="Ny Borger", birth_date=date(1990, 1, 1))
        return service.open_case(work, service.add_citizen(work, data).id, service.Intake(TODAY)).id

    case_id = office.run(t("New citizen"), bare)

    def wrong(day: date) -> tuple[str, str]:
        field, words = refused(office, lambda work: groups.change(work, case_id, GroupChoice("lab-3"), day))
        return field, words

    assert wrong(date(1989, 12, 31))[0] == wrong(date(2027, 11, 26))[0] == "from_on"
    assert "lies before the citizen was born" in wrong(date(1950, 1, 1))[1]
    assert "more than a year ahead" in wrong(date(2090, 1, 1))[1]
    choice, day = GroupChoice("lab-3"), date(2027, 11, 25)
    office.run(t("Change of group"), lambda work: groups.change(work, case_id, choice, day))
    assert group_rows(office, case_id) == [("lab-3", day, None, None, "")]


def test_a_planned_change_of_group_gives_way_to_an_earlier_one(office: Office, case: tuple[str, str]) -> None:
    def choose(code: str, day: date) -> None:
        choice = GroupChoice(code)
        office.run(t("Change of group"), lambda work: groups.change(work, case[1], choice, day))

    begun = group_rows(office, case[1])
    (first,) = begun
    choose("lab-6", date(2027, 1, 4))
    choose("lab-7", date(2027, 3, 1))
    planned = group_rows(office, case[1])
    assert len(planned) == 3
    choose("lab-2", TODAY)
    assert group_rows(office, case[1]) == [
        ("lab-2", TODAY, None, None, ""),
        (first[0], first[1], date(2026, 11, 23), first[3], first[4]),
    ]
    office.undo()
    assert group_rows(office, case[1]) == planned
    choose("lab-2", date(2027, 2, 1))  # only what begins later gives way
    assert [row[:3] for row in group_rows(office, case[1])][:2] == [
        ("lab-2", date(2027, 2, 1), None),
        ("lab-6", date(2027, 1, 4), date(2027, 1, 31)),
    ]
    choose(first[0], TODAY)  # where the case is already: nothing is planned any more
    assert group_rows(office, case[1]) == begun
    choose("lab-6", date(2027, 1, 4))
    choose("lab-2", first[1])  # from its own first day: a correction
    assert group_rows(office, case[1]) == [("lab-2", first[1], None, None, "")]


def test_before_the_running_group_nothing_can_begin_whatever_is_planned(
    office: Office, case: tuple[str, str]
) -> None:
    began = group_rows(office, case[1])[0][1]
    choice, day = GroupChoice("lab-6"), date(2027, 1, 4)
    office.run(t("Change of group"), lambda work: groups.change(work, case[1], choice, day))
    before = began - timedelta(days=1)
    field, words = refused(office, lambda work: groups.change(work, case[1], choice, before))
    assert field == "from_on"
    assert f"{began.day} {began:%B} {began.year}" in words


def test_a_no_is_told_as_the_no_to_a_talk_that_the_rules_read_there() -> None:
    # engine: a request for a talk ends with it (deadlines/triggers.py), no other duty does.
    assert render(KINDS["declined"].words, "en") == "Said no to a talk"
    assert render(KINDS["declined"].words, "da") == "Sagde nej til en samtale"
