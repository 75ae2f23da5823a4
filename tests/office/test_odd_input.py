"""What may not be, or only with a warning: each a sentence at its field in both languages, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseworker.base.clock import FixedClock
from caseworker.base.errors import UserError
from caseworker.base.text import render, t
from caseworker.casework.store_check import problems
from caseworker.journal.service import NoteData, write_note
from caseworker.office import Office
from caseworker.people import service
from caseworker.people.service import CitizenData, Intake
from caseworker.store.work import Work
from tests.content_hash import content_hash
from tests.making import make_citizen, make_office
from tests.store.saying import sentences

DAY = date(2026, 11, 24)
BORN = date(2004, 3, 12)


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    office = make_office(tmp_path / "store", clock)
    yield office
    office.close()


def _add(data: CitizenData) -> Callable[[Work, str, str], object]:
    return lambda work, _citizen, _case: service.add_citizen(work, data)


def _open(intake: Intake) -> Callable[[Work, str, str], object]:
    def act(work: Work, _citizen: str, _case: str) -> object:
        citizen = service.add_citizen(work, CitizenData(name="Bent Friis", birth_date=BORN))
        return service.open_case(work, citizen.id, intake)

    return act


def _note(**words: str) -> Callable[[Work, str, str], object]:
    return lambda work, _citizen, case: write_note(work, NoteData(case_id=case, **{"title": "Note", **words}))


REFUSED: dict[str, tuple[Callable[[Work, str, str], object], str]] = {
    "no name": (_add(CitizenData(name="", birth_date=BORN)), "name"),
    "blank name": (_add(CitizenData(name=" \t\n\u00a0", birth_date=BORN)), "name"),
    "no birth date": (_add(CitizenData(name="Bent")), "birth_date"),
    "born tomorrow": (_add(CitizenData(name="Bent", birth_date=date(2026, 11, 25))), "birth_date"),
    "born long ago": (_add(CitizenData(name="Bent", birth_date=date(1890, 1, 1))), "birth_date"),
    "born in year 1": (_add(CitizenData(name="Bent", birth_date=date.min)), "birth_date"),
    "cpr of 31 February": (_add(CitizenData(name="Bent", cpr="3102901234")), "cpr"),
    "cpr of day 0": (_add(CitizenData(name="Bent", cpr="000000-0000")), "cpr"),
    "cpr too short": (_add(CitizenData(name="Bent", cpr="120304-423")), "cpr"),
    "cpr too long": (_add(CitizenData(name="Bent", cpr="120304-42322")), "cpr"),
    "cpr in letters": (_add(CitizenData(name="Bent", cpr="hemmelig")), "cpr"),
    "cpr in other digits": (_add(CitizenData(name="Bent", cpr="١٢٠٣٠٤٤٢٣٢")), "cpr"),
    "opened before birth": (_open(Intake(opened_on=date(2004, 3, 11))), "opened_on"),
    "opened far ahead": (_open(Intake(opened_on=date(2036, 1, 1))), "opened_on"),
    "opened at the end of time": (_open(Intake(opened_on=date.max)), "opened_on"),
    "first contact tomorrow": (_open(Intake(opened_on=DAY, first_contact_on=date(2026, 11, 25))), "first_contact_on"),
    "first contact before birth": (_open(Intake(opened_on=DAY, first_contact_on=date(1999, 1, 1))), "first_contact_on"),
    "benefit before birth": (_open(Intake(opened_on=DAY, benefit_from=date(1999, 1, 1))), "benefit_from"),
    "referred far ahead": (_open(Intake(opened_on=DAY, referred_on=date(2062, 11, 24))), "referred_on"),
    "note without title": (_note(title="  ", facts="x"), "title"),
    "empty note": (_note(), "facts"),
    "blank note": (_note(facts=" \n", assessment="\t"), "facts"),
    "unknown group": (lambda work, _c, case: service.change_group(work, case, "lab-99", DAY), "group"),
    "group before the first": (lambda work, _c, case: service.change_group(work, case, "lab-2", BORN), "from_on"),
    "unknown end": (lambda work, _c, case: service.close_case(work, case, "", DAY), "end_state"),
    "ended before it began": (lambda work, _c, case: service.close_case(work, case, "education", BORN), "closed_on"),
    "ends tomorrow": (
        lambda work, _c, case: service.close_case(work, case, "education", date(2026, 11, 25)), "closed_on",
    ),
}  # fmt: skip


def test_each_is_a_sentence_at_its_field_and_nothing_is_written(office: Office) -> None:
    citizen_id, case_id = make_citizen(office)
    before = content_hash(office)
    for name, (act, field) in REFUSED.items():
        with pytest.raises(UserError) as caught:
            office.run(t("Odd"), lambda work, act=act: act(work, citizen_id, case_id))
        sentences(caught.value)
        assert caught.value.place is not None, name
        assert caught.value.place.field == field, name
        assert content_hash(office) == before, name
    assert problems(office.store) == []


def test_a_number_without_check_digit_is_a_warning_and_is_kept(office: Office) -> None:
    data = CitizenData(name="Bent Friis", cpr="120304-4234")
    checked = service.check_citizen(data, DAY)
    (warning,) = checked.warnings
    assert render(warning, "da") != render(warning, "en")
    citizen = office.run(t("New citizen"), lambda work: service.add_citizen(work, data))
    assert (citizen.cpr, citizen.birth_date) == ("1203044234", BORN)
    # A test person of the CPR office: the check digit is right.
    assert not service.check_citizen(CitizenData(name="Bent Friis", cpr="070761-4285"), DAY).warnings


def test_the_same_number_twice_names_who_has_it_and_where(office: Office) -> None:
    data = CitizenData(name="Bent Friis", cpr="120304-4232")
    citizen_id = office.run(t("New citizen"), lambda work: service.add_citizen(work, data).id)
    with pytest.raises(UserError) as caught:
        office.run(
            t("New citizen"), lambda work: service.add_citizen(work, CitizenData(name="X", cpr="1203044232"))
        )
    assert "Bent Friis" in sentences(caught.value)[0]
    assert caught.value.place is not None
    assert caught.value.place.id == citizen_id


words = st.text(max_size=30) | st.text("\0\u200b\u202e\ud800😀 æøå'\";", max_size=12)
days = st.none() | st.dates()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    name=words,
    cpr=st.just("") | st.from_regex(r"[0-3]\d[01]\d\d\d-?\d{4}", fullmatch=True) | words,
    born=days,
    opened=st.dates(),
    contact=days,
    facts=words,
)
def test_whatever_is_typed_is_kept_whole_or_refused_whole(
    office: Office, name: str, cpr: str, born: date | None, opened: date, contact: date | None, facts: str
) -> None:
    before = content_hash(office)

    def act(work: Work) -> None:
        citizen = service.add_citizen(work, CitizenData(name=name, cpr=cpr, birth_date=born, address=facts))
        case = service.open_case(
            work, citizen.id, Intake(opened_on=opened, group="lab-3", first_contact_on=contact)
        )
        work.flush()
        write_note(work, NoteData(case_id=case.id, title=name, facts=facts or "x"))

    try:
        office.run(t("Typed"), act)
    except UserError as error:
        sentences(error)
        assert content_hash(office) == before
        return
    assert content_hash(office) != before
