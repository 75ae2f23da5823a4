"""What ordinary queries find: deleted records are left out wherever they stand, and readers cannot write."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased

from caseworker.base.errors import StoreProblem, UserError
from caseworker.base.text import t
from caseworker.office import Office
from caseworker.people import service
from caseworker.people.model import CaseFile, Citizen, GroupPeriod, Staff
from caseworker.store.record import kinds
from caseworker.store.work import Work
from tests.making import make_citizen

DAY = date(2026, 11, 24)


@pytest.fixture
def ids(office: Office) -> dict[str, str]:
    """Jonas stays, Bent's case is deleted, Lis is deleted with everything."""
    ids: dict[str, str] = {}
    for name in ("Jonas Bruun", "Bent Friis", "Lis Holm"):
        key = name.split()[0]
        ids[key], ids[f"{key} case"] = make_citizen(office, name)

    def delete(work: Work) -> None:
        for kind in (CaseFile, GroupPeriod):
            for key in ("Bent", "Lis"):
                for record in work.find(kind, kind.citizen_id == ids[key]):
                    work.delete(record)
        work.delete(work.get(Citizen, ids["Lis"]))

    office.run(t("Take out"), delete)
    return ids


@pytest.mark.usefixtures("ids")
def test_deleted_records_are_left_out_wherever_they_stand(office: Office) -> None:
    other = aliased(Citizen)
    case = aliased(CaseFile)
    newest = (
        select(CaseFile.citizen_id, func.max(CaseFile.opened_on)).group_by(CaseFile.citizen_id).subquery()
    )
    with_case = select(CaseFile.citizen_id).cte()
    finds = {
        "entity": (select(Citizen), 2),
        "column": (select(Citizen.name), 2),
        "alias": (select(other.name), 2),
        "count": (select(func.count(Citizen.id)), [2]),
        "count from": (select(func.count()).select_from(Citizen), [2]),
        "join": (select(Citizen.name).join(CaseFile, CaseFile.citizen_id == Citizen.id), 1),
        "join to alias": (select(Citizen.name).join(case, case.citizen_id == Citizen.id), 1),
        "outer join": (
            select(Citizen.name, CaseFile.id).outerjoin(CaseFile, CaseFile.citizen_id == Citizen.id), 2,
        ),
        "outer join to alias": (
            select(Citizen.name).outerjoin(case, case.citizen_id == Citizen.id).where(case.id.is_(None)), 1,
        ),
        "subquery": (select(Citizen.name).join(newest, newest.c.citizen_id == Citizen.id), 1),
        "cte": (select(Citizen.name).join(with_case, with_case.c.citizen_id == Citizen.id), 1),
        "in": (select(Citizen.name).where(Citizen.id.in_(select(CaseFile.citizen_id))), 1),
        "exists": (select(Citizen.name).where(exists().where(CaseFile.citizen_id == Citizen.id)), 1),
        "not exists": (
            select(Citizen.name).where(~select(CaseFile.id).where(CaseFile.citizen_id == Citizen.id).exists()), 1,
        ),
        "scalar subquery": (
            select(select(func.count(CaseFile.id)).scalar_subquery()), [1],
        ),
        "or": (select(Citizen.name).where(or_(Citizen.name == "Lis Holm", Citizen.name == "Bent Friis")), 1),
        "union": (select(Citizen.name).union_all(select(Citizen.name)), 4),
    }  # fmt: skip
    with office.read() as session:
        for name, (query, expected) in finds.items():
            found = session.execute(query).all()
            if isinstance(expected, list):
                assert [row[0] for row in found] == expected, name
            else:
                assert len(found) == expected, name
        whole = session.execute(select(Citizen.name).execution_options(include_deleted=True)).all()
        assert len(whole) == 3

    def write_side(work: Work) -> list[int]:
        return [len(work.session.execute(query).all()) for query, expected in finds.values() if expected == 1]

    assert set(office.rehearse(write_side)) == {1}


def test_a_deleted_record_is_no_longer_there_for_acts(office: Office, ids: dict[str, str]) -> None:
    for act in (
        lambda work: work.get(Citizen, ids["Lis"]),
        lambda work: service.open_case(work, ids["Lis"], service.Intake(opened_on=DAY)),
        lambda work: service.close_case(work, ids["Bent case"], "education", DAY),
    ):
        with pytest.raises(UserError):
            office.run(t("Too late"), act)
    with office.read() as session:
        assert session.get(Citizen, ids["Lis"]) is None
        assert session.get(Citizen, ids["Jonas"]) is not None


def test_a_new_case_gets_a_number_nobody_had(office: Office, ids: dict[str, str]) -> None:
    case = office.run(
        t("Case"), lambda w: service.open_case(w, ids["Bent"], service.Intake(opened_on=DAY)).case_no
    )
    assert case == 1004


def test_what_was_deleted_and_comes_back_is_found_again(office: Office, ids: dict[str, str]) -> None:
    office.undo()
    with office.read() as session:
        assert session.scalar(select(func.count(CaseFile.id))) == 3
        assert session.get(Citizen, ids["Lis"]) is not None


def test_readers_cannot_write(office: Office) -> None:
    with pytest.raises(StoreProblem), office.read() as session:
        session.add(Staff(name="x"))
        session.flush()
    make_citizen(office)


def test_a_reader_sees_what_is_committed_and_nothing_of_an_act_that_runs(office: Office) -> None:
    seen: list[int] = []

    def count() -> int:
        with office.read() as session:
            return session.scalar(select(func.count(Staff.id))) or 0

    def act(work: Work) -> None:
        work.add(Staff(name="Bo Lind"))
        work.flush()
        seen.append(count())

    office.run(t("New colleague"), act)
    assert [*seen, count()] == [1, 2]


def test_every_kind_carries_whose_it_is() -> None:
    registers = {"citizen", "staff", "unit_setting", "party"}
    for name, kind in kinds().items():
        columns = set(kind.__table__.columns.keys())
        assert {"id", "revision", "change_id", "deleted_at"} <= columns
        assert name in registers or "citizen_id" in columns or name.startswith("sent_"), name
