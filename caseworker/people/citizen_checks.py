"""What is written about a citizen, and whether it may be saved. Pure: nothing is looked up."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from caseworker.base.danish import parse_cpr
from caseworker.base.dates import age_on
from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import Text, t
from caseworker.people.names import checked_name, checked_phone, email_problem, first_name, refuse_long

# Nobody older has been a citizen of a jobcentre: a birth date before this is a slip of the pen.
OLDEST = 110


@dataclass(frozen=True, slots=True)
class CitizenData:
    """What is written about a citizen. Without `birth_date` it is taken from the CPR number."""

    name: str
    birth_date: date | None = None
    cpr: str = ""
    call_name: str = ""
    sex: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postal_code: str = ""
    city: str = ""
    municipality: str = ""
    protected_address: bool = False
    interpreter: str = ""
    unemployed_since: date | None = None
    external_id: str = ""


@dataclass(slots=True)
class Checked:
    """Citizen data that may be saved, with what is unusual about it."""

    data: CitizenData
    warnings: list[Text] = field(default_factory=list)


def check_citizen(data: CitizenData, today: date, before: CitizenData | None = None) -> Checked:
    """Check what was written. Raises UserError at the field that is wrong; unusual values only warn.

    `before` is what stands there already: an address that came from elsewhere keeps nobody from writing the rest.
    """
    warnings: list[Text] = []
    name = checked_name(data.name)
    phone = checked_phone(data.phone, Place("citizen", field="phone"))
    if (before is None or data.email != before.email) and (wrong := email_problem(data.email)) is not None:
        raise UserError(wrong, Place("citizen", field="email"))
    refuse_long(data, "citizen")
    birth_date, sex, number = data.birth_date, data.sex, ""
    if data.cpr.strip():
        try:
            cpr = parse_cpr(data.cpr)
        except UserError as error:
            raise UserError(error.text, Place("citizen", field="cpr")) from error
        number, sex = cpr.number, sex or cpr.sex
        if cpr.replacement:
            warnings.append(
                t(
                    "The number is a replacement for a CPR number. Change it when the citizen gets the real one."
                )
            )
        elif not cpr.check_ok:
            warnings.append(
                t(
                    "The CPR number has no valid check digit. Some numbers since 2007 have none. Check it once."
                )
            )
        if birth_date and birth_date != cpr.birth_date:
            warnings.append(t("The birth date differs from the one in the CPR number."))
        birth_date = birth_date or cpr.birth_date
    if birth_date is None:
        raise UserError(t("Write the birth date or the CPR number."), Place("citizen", field="birth_date"))
    if birth_date > today:
        raise UserError(
            t("The birth date lies after today. Check the year."), Place("citizen", field="birth_date")
        )
    if age_on(birth_date, today) > OLDEST:
        raise UserError(
            t("The birth date makes the citizen over {age} years old. Check the year.", age=OLDEST),
            Place("citizen", field="birth_date"),
        )
    call_name = data.call_name.strip() or first_name(name)
    checked = replace(
        data, name=name, birth_date=birth_date, cpr=number, sex=sex, call_name=call_name, phone=phone
    )
    return Checked(checked, warnings)
