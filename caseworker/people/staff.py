"""Who works here, and what the unit has settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import Text, t
from caseworker.people.model import Staff, UnitSetting
from caseworker.people.names import checked_phone, too_long, visible
from caseworker.store.log import ChangePayload, ChangeRow
from caseworker.store.work import Work

_LONGEST = 120  # characters: two lines in the head of a letter


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A member of staff, as lists and prints show it."""

    id: str
    name: str
    role: str
    phone: str
    email: str
    is_me: bool


def set_up(work: Work, name: str, unit: str, *, phone: str = "") -> Staff:
    """Write down whose store this is and for which unit (first start)."""
    name, unit, phone = own_name(name), unit_name(unit), own_phone(phone)
    me = work.add(Staff(name=name, role="coordinating_caseworker", phone=phone, is_me=True))
    put_setting(work, "unit", {"name": unit})
    return me


def own_name(words: str) -> str:
    """Return one's own name as prints show it. Raises UserError for none at all, or one too long."""
    return _for_prints(words, t("Write your name."), t("The name"), Place("staff", field="name"))


def own_phone(words: str) -> str:
    """Return one's own phone number as prints show it. Raises UserError for words without a digit."""
    return checked_phone(words, Place("staff", field="phone"))


def unit_name(words: str) -> str:
    """Return the unit's name as prints show it. Raises UserError for none at all, or one too long."""
    empty = t("Write the name of your unit, for example “Job og Uddannelse, Nordby Kommune”.")
    return _for_prints(words, empty, t("The unit's name"), Place("unit", field="unit"))


def _for_prints(words: str, empty: Text, what: Text, place: Place) -> str:
    name = visible(words)
    if not name:
        raise UserError(empty, place)
    if len(name) > _LONGEST:
        raise UserError(too_long(what, _LONGEST), place)
    return name


def me(session: Session) -> StaffRow:
    """Return the caseworker whose store this is."""
    row = session.scalars(select(Staff).where(Staff.is_me)).one()
    return _row(row)


def own_names(session: Session) -> frozenset[str]:
    """Return every name under which the caseworker whose store this is has written."""
    mine = session.scalars(select(Staff).where(Staff.is_me)).one()
    changes = session.scalars(
        select(ChangePayload.fields)
        .join(ChangeRow, ChangeRow.seq == ChangePayload.seq)
        .where(ChangeRow.record_id == mine.id)
    )
    written = (fields["name"] for fields in changes if "name" in fields)
    return frozenset({mine.name, *(name for pair in written for name in pair if name)})


def change_me(work: Work, name: str, phone: str) -> None:
    """Write one's own name and phone number, as plans and letters show them. Raises UserError without a name."""
    name, phone = own_name(name), own_phone(phone)
    row = work.find(Staff, Staff.is_me)[0]
    row.name, row.phone = name, phone


def all_staff(session: Session) -> list[StaffRow]:
    """Return everybody, oneself first."""
    rows = session.scalars(select(Staff).order_by(Staff.is_me.desc(), Staff.name))
    return [_row(row) for row in rows]


def find_or_add(work: Work, name: str) -> Staff:
    """Return the member of staff with this name, made if new."""
    found = work.first(Staff, Staff.name == name.strip())
    return found or work.add(Staff(name=name.strip()))


def setting(session: Session, name: str) -> dict[str, Any]:
    """Return a setting of the unit, or an empty one."""
    value = session.execute(select(UnitSetting.value).where(UnitSetting.name == name)).scalar_one_or_none()
    return dict(value) if value else {}


def put_setting(work: Work, name: str, value: dict[str, Any]) -> None:
    """Write a setting of the unit."""
    row = work.first(UnitSetting, UnitSetting.name == name)
    if row is None:
        work.add(UnitSetting(name=name, value=value))
    elif row.value != value:
        row.value = value


def _row(row: Staff) -> StaffRow:
    return StaffRow(row.id, row.name, row.role, row.phone, row.email, row.is_me)
