"""What lists and headers show of people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseworker.base.danish import masked_cpr
from caseworker.base.dates import age_on
from caseworker.people import service
from caseworker.people.model import CaseFile, Citizen, GroupPeriod, Staff


@dataclass(frozen=True, slots=True)
class CaseHead:
    """The header of a citizen's page. `cpr` is whole: show `cpr_masked`, copy `cpr`."""

    citizen_id: str
    case_id: str
    case_no: int
    name: str
    call_name: str
    birth_date: date
    age: int
    cpr: str
    sex: str
    phone: str
    email: str
    address: str
    postal_code: str
    city: str
    protected_address: bool
    interpreter: str
    group: str
    visited_as: str
    opened_on: date
    closed_on: date | None
    end_state: str
    referred_on: date | None
    referred_by: str
    contact_id: str
    contact_name: str
    contact_phone: str

    @property
    def cpr_masked(self) -> str:
        """The CPR number as it may be shown."""
        return masked_cpr(self.cpr)


def case_head(session: Session, reference: str, today: date) -> CaseHead:
    """Return the header of a case by its id, its short number, or the citizen's id (the newest case).

    Raises UserError when there is none.
    """
    row = session.execute(
        select(CaseFile, Citizen, Staff)
        .join(Citizen, Citizen.id == CaseFile.citizen_id)
        .join(Staff, Staff.id == CaseFile.primary_contact_id)
        .where(service.case_condition(reference) | (CaseFile.citizen_id == reference.strip()))
        .order_by(CaseFile.opened_on.desc(), CaseFile.case_no.desc())
        .limit(1)
    ).first()
    if row is None:
        raise service.no_case(reference)
    case, citizen, contact = row
    group = current_group(session, case.id, today)
    return CaseHead(
        citizen_id=citizen.id, case_id=case.id, case_no=case.case_no, name=citizen.name,
        call_name=citizen.call_name, birth_date=citizen.birth_date, age=age_on(citizen.birth_date, today),
        cpr=citizen.cpr, sex=citizen.sex, phone=citizen.phone, email=citizen.email, address=citizen.address,
        postal_code=citizen.postal_code, city=citizen.city, protected_address=citizen.protected_address,
        interpreter=citizen.interpreter, group=group[0], visited_as=group[1], opened_on=case.opened_on,
        closed_on=case.closed_on, end_state=case.end_state, referred_on=case.referred_on,
        referred_by=case.referred_by, contact_id=contact.id, contact_name=contact.name,
        contact_phone=contact.phone,
    )  # fmt: skip


def current_group(session: Session, case_id: str, today: date) -> tuple[str, str]:
    """Return the target group's code and the visitation of a day; empty where there is none."""
    row = session.execute(
        select(GroupPeriod.code, GroupPeriod.visited_as)
        .where(GroupPeriod.case_id == case_id, GroupPeriod.from_on <= today)
        .order_by(GroupPeriod.from_on.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else ("", "")
