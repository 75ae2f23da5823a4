"""What can be done with citizens and cases, and what is refused at which field."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from caseworker.base.clock import FixedClock, at
from caseworker.base.errors import UserError
from caseworker.base.text import render, t
from caseworker.contacts import service as contacts
from caseworker.contacts.service import TalkResult
from caseworker.office import Office
from caseworker.people import queries, service, staff
from caseworker.people.model import BenefitPeriod, CaseEvent, Citizen
from caseworker.people.service import CitizenData, Intake
from caseworker.store.work import Work
from tests.making import make_citizen, make_office

TODAY = date(2026, 11, 24)
BORN = date(2004, 3, 12)
NAME = t("Act")


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    office = make_office(tmp_path / "store", clock)
    yield office
    office.close()


def refused(office: Office, act: Callable[[Work], Any]) -> UserError:
    with pytest.raises(UserError) as caught:
        office.run(t("Act"), act)
    return caught.value


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (CitizenData(name="  "), "name"),
        (CitizenData(name="Jonas"), "birth_date"),
        (CitizenData(name="Jonas", cpr="1234"), "cpr"),
        (CitizenData(name="Jonas", cpr="3102044232"), "cpr"),
        (CitizenData(name="Jonas", birth_date=date(2026, 11, 25)), "birth_date"),
        (CitizenData(name="Jonas", birth_date=date(1915, 11, 23)), "birth_date"),
        (CitizenData(name="Jonas", birth_date=BORN, email="jonas"), "email"),
        (CitizenData(name="Jonas", birth_date=BORN, email="jonas@ "), "email"),
        (CitizenData(name="Jonas", birth_date=BORN, email="@bruun.dk"), "email"),
    ],
)
def test_wrong_data_names_its_field(data: CitizenData, field: str) -> None:
    with pytest.raises(UserError) as caught:
        service.check_citizen(data, TODAY)
    assert caught.value.place is not None
    assert caught.value.place.field == field


def test_a_number_gives_birth_date_and_sex_and_only_warns_of_its_check_digit() -> None:
    checked = service.check_citizen(CitizenData(name=" Jonas   Bruun ", cpr="120304-4231"), TODAY)
    assert (checked.data.name, checked.data.call_name, checked.data.cpr) == (
        "Jonas Bruun",
        "Jonas",
        "1203044231",
    )
    assert (checked.data.birth_date, checked.data.sex) == (date(2004, 3, 12), "m")
    assert len(checked.warnings) == 1


def test_the_same_number_twice_is_refused_and_names_who_has_it(office: Office) -> None:
    data = CitizenData(name="Jonas", cpr="1203044232")
    first = office.run(t("New"), lambda work: service.add_citizen(work, data).id)
    error = refused(office, lambda work: service.add_citizen(work, data))
    assert error.place is not None
    assert (error.place.id, error.place.field) == (first, "cpr")
    other, _case = make_citizen(office, "Bent Friis")
    refused(office, lambda work: service.edit_citizen(work, other, data))


def test_a_second_open_case_is_refused(office: Office) -> None:
    citizen_id, _case = make_citizen(office)
    refused(office, lambda work: service.open_case(work, citizen_id, Intake(opened_on=TODAY)))


def test_edit_empties_what_is_empty_and_change_leaves_it(office: Office) -> None:
    citizen_id, _case = make_citizen(office)
    whole = CitizenData(name="Jonas Bruun", birth_date=date(2004, 3, 12), phone="1", protected_address=True)
    bare = CitizenData(name="Aage Bruun", birth_date=date(2004, 3, 12), call_name="Aa")

    def data() -> CitizenData:
        with office.read() as session:
            found = queries.citizen_data(session, citizen_id)
        assert found is not None
        return found

    office.run(t("Edit"), lambda work: service.edit_citizen(work, citizen_id, whole))
    assert office.run(t("Change"), lambda work: service.change_citizen(work, citizen_id, bare))
    assert (data().name, data().call_name, data().phone, data().protected_address) == (
        "Aage Bruun",
        "Aa",
        "1",
        True,
    )
    assert not office.run(t("Change"), lambda work: service.change_citizen(work, citizen_id, bare))
    office.run(t("Edit"), lambda work: service.edit_citizen(work, citizen_id, bare))
    assert (data().phone, data().protected_address) == ("", False)


def test_an_address_that_cannot_be_and_stands_there_already_keeps_nobody_from_writing_the_rest(
    office: Office,
) -> None:
    citizen_id, _case = make_citizen(office)
    data = CitizenData(name="Jonas Bruun", birth_date=BORN, email="none")

    def written_elsewhere(work: Work) -> None:
        work.get(Citizen, citizen_id).email = "none"

    office.run(t("From elsewhere"), written_elsewhere)
    office.run(t("Edit"), lambda work: service.edit_citizen(work, citizen_id, replace(data, phone="1")))
    with office.read() as session:
        found = queries.citizen_data(session, citizen_id)
    assert found is not None
    assert (found.phone, found.email) == ("1", "none")
    error = refused(office, lambda work: service.edit_citizen(work, citizen_id, replace(data, email="no")))
    assert error.place is not None
    assert error.place.field == "email"


def test_a_group_ends_the_day_before_the_next_begins(office: Office) -> None:
    _citizen, case_id = make_citizen(office)
    office.run(t("Group"), lambda work: service.change_group(work, case_id, "lab-6", TODAY, reason="Ill"))
    with office.read() as session:
        groups = queries.groups_of(session, case_id)
    assert [(g.code, g.from_on, g.to_on, g.reason) for g in groups] == [
        ("lab-6", TODAY, None, "Ill"),
        ("lab-3", date(2026, 10, 5), date(2026, 11, 23), ""),
    ]


def test_an_unknown_group_and_one_that_begins_too_early_are_refused(office: Office) -> None:
    _citizen, case_id = make_citizen(office)
    assert refused(office, lambda work: service.change_group(work, case_id, "lab-99", TODAY)).place
    assert refused(office, lambda work: service.change_group(work, case_id, "lab-6", date(2026, 10, 4))).place


@pytest.mark.parametrize(
    ("end_state", "day", "field"),
    [
        ("went away", TODAY, "end_state"),
        ("moved", date(2026, 11, 25), "closed_on"),
        ("moved", date(2026, 10, 4), "closed_on"),
    ],
)
def test_a_case_ends_with_an_end_state_while_it_was_open(
    office: Office, end_state: str, day: date, field: str
) -> None:
    _citizen, case_id = make_citizen(office)
    error = refused(office, lambda work: service.close_case(work, case_id, end_state, day))
    assert error.place is not None
    assert error.place.field == field


def test_who_has_a_number_and_whether_the_case_is_open(office: Office) -> None:
    data = CitizenData(name="Jonas", cpr="1203044232")

    def act(work: Work) -> str:
        citizen = service.add_citizen(work, data)
        return service.open_case(work, citizen.id, Intake(opened_on=date(2026, 11, 1))).id

    case_id = office.run(t("New"), act)
    with office.read() as session:
        known = queries.citizen_with_cpr(session, "1203044232")
        assert queries.citizen_with_cpr(session, "") is None
        assert queries.citizen_with_cpr(session, "0101601234") is None
    assert known is not None
    assert (known.case_id, known.closed_on) == (case_id, None)
    office.run(t("Close"), lambda work: service.close_case(work, case_id, "moved", TODAY))
    with office.read() as session:
        known = queries.citizen_with_cpr(session, "1203044232")
    assert known is not None
    assert known.closed_on == TODAY


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (CitizenData(name="Jonas", birth_date=BORN, phone="abc"), "phone", "A phone number has digits"),
        (CitizenData(name="Jonas", birth_date=BORN, phone="1" * 101), "phone", "longer than 100 characters"),
        (
            CitizenData(name="Jonas", birth_date=BORN, address="x" * 201),
            "address",
            "“Address” is longer than 200",
        ),
        (
            CitizenData(name="Jonas", birth_date=BORN, call_name="x" * 61),
            "call_name",
            "“Is called” is longer than 60",
        ),
        (CitizenData(name="x" * 201, birth_date=BORN), "name", "The name is longer than 200"),
    ],
)
def test_words_in_the_wrong_field_are_refused_at_it(data: CitizenData, name: str, words: str) -> None:
    with pytest.raises(UserError) as caught:
        service.check_citizen(data, TODAY)
    assert words in render(caught.value.text, "en")
    assert caught.value.place is not None
    assert caught.value.place.field == name


@pytest.mark.parametrize("phone", ["12 34 56 78 (mor)", "+45 12345678", "112", "", "٠١٢٣"])
def test_a_phone_number_keeps_what_is_noted_beside_it(phone: str) -> None:
    data = CitizenData(name="Jonas", birth_date=BORN, phone=phone)
    assert service.check_citizen(data, TODAY).data.phone == phone


def test_what_was_remarked_at_the_end_stands_on_the_case_and_in_its_event(office: Office) -> None:
    _citizen, case_id = make_citizen(office)
    day = date(2026, 11, 20)
    with pytest.raises(UserError):
        office.run(NAME, lambda work: service.close_case(work, case_id, "moved", day, "x" * 2_001))
    office.run(NAME, lambda work: service.close_case(work, case_id, "moved", day, "To Aarhus"))
    with office.read() as session:
        assert queries.case_head(session, case_id, day).end_note == "To Aarhus"
        assert (
            session.scalars(select(CaseEvent.words).where(CaseEvent.kind == "case_closed")).one()
            == "To Aarhus"
        )


def test_a_birth_date_cannot_be_moved_past_what_is_written_down(office: Office) -> None:
    citizen_id, _case = make_citizen(office)  # first contact 5 October 2026

    def born(day: date, act: Callable[..., Any] = service.edit_citizen) -> Callable[[Work], Any]:
        return lambda work: act(work, citizen_id, CitizenData(name="Jonas Bruun", birth_date=day))

    for act in (service.edit_citizen, service.change_citizen):
        error = refused(office, born(date(2026, 10, 6), act))
        assert "born after 05-10-2026" in render(error.text, "en")
        assert error.place is not None
        assert (error.place.id, error.place.field) == (citizen_id, "birth_date")
    number = CitizenData(name="Jonas Bruun", cpr="0610264000")
    assert refused(office, lambda work: service.edit_citizen(work, citizen_id, number)).place
    office.run(NAME, born(date(2026, 10, 5)))
    office.run(NAME, born(date(1990, 1, 1)))


def test_a_birth_date_cannot_be_moved_past_a_talk_before_the_case(office: Office) -> None:
    citizen_id, case_id = make_citizen(office)
    talk = TalkResult(case_id=case_id, attendance="met", at=at(date(2026, 9, 1), 8), kind="joint",
                      purpose="Know each other", outcome="A plan")  # fmt: skip
    office.run(NAME, lambda work: contacts.record(work, talk) and None)
    data = CitizenData(name="Jonas Bruun", birth_date=date(2026, 9, 2))
    error = refused(office, lambda work: service.edit_citizen(work, citizen_id, data))
    assert "born after 01-09-2026" in render(error.text, "en")


def test_signs_that_turn_the_words_around_are_taken_out_of_a_name() -> None:
    checked = service.check_citizen(CitizenData(name="Jonas \u202eneslO\u202c", birth_date=BORN), TODAY)
    assert checked.data.name == "Jonas neslO"


def test_a_unit_s_name_that_is_too_long_is_called_by_what_it_is() -> None:
    with pytest.raises(UserError) as caught:
        staff.unit_name("x" * 121)
    assert "The unit's name is longer than 120" in render(caught.value.text, "en")


def test_a_benefit_left_open_ends_with_its_case_when_another_begins_in_a_new_one(office: Office) -> None:
    citizen_id, case_id = make_citizen(office)
    began, back = date(2026, 10, 5), date(2026, 11, 24)
    office.run(
        t("Benefit"),
        lambda work: work.add(
            BenefitPeriod(benefit_type="cash_benefit", from_on=began, citizen_id=citizen_id)
        ),
    )
    office.run(t("Close"), lambda work: service.close_case(work, case_id, "moved", date(2026, 10, 30)))
    again = service.Intake(opened_on=back, group="lab-2", benefit="cash_benefit", first_contact_on=back)
    office.run(t("Again"), lambda work: service.open_case(work, citizen_id, again))

    def periods() -> list[tuple[date, date | None]]:
        with office.read() as session:
            found = session.scalars(select(BenefitPeriod).order_by(BenefitPeriod.from_on)).all()
            return [(one.from_on, one.to_on) for one in found]

    assert periods() == [(began, date(2026, 10, 30)), (back, None)]
    office.undo()
    assert periods() == [(began, None)]
    ran_on = replace(again, benefit_from=began)
    office.run(t("Again"), lambda work: service.open_case(work, citizen_id, ran_on))
    assert periods() == [(began, None)], "the very same one runs on"
