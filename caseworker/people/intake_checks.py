"""Everything that is wrong with an intake at once, by field. Pure: nothing is looked up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from caseworker.base.danish import parse_cpr
from caseworker.base.errors import UserError
from caseworker.base.text import Text
from caseworker.people import fact_checks
from caseworker.people.fact_checks import FactData
from caseworker.people.names import checked_name
from caseworker.people.service import CitizenData, Intake, check_citizen, check_intake

_DAYS = ("first_contact_on", "benefit_from", "referred_on")
_ANYBODY = "Anna"  # stands in while the others are looked at, so that a missing name hides nothing


def intake_problems(data: CitizenData, intake: Intake, fact: FactData | None, today: date) -> dict[str, Text]:
    """Return what `add_citizen`, `open_case` and `write_fact` would refuse, each at its field."""
    found: dict[str, Text] = {}

    def look(check: Callable[[], object]) -> None:
        try:
            check()
        except UserError as error:
            if error.place is not None:
                found.setdefault(error.place.field, error.text)

    named = replace(data, name=_ANYBODY)
    look(lambda: checked_name(data.name))
    look(lambda: check_citizen(named, today))
    if "cpr" in found and data.birth_date is not None:
        look(lambda: check_citizen(replace(named, cpr=""), today))
    # A birth date that cannot be makes no other day wrong.
    born = (
        date.min
        if found.keys() & {"birth_date", "cpr"}
        else data.birth_date or parse_cpr(data.cpr).birth_date
    )
    for name in _DAYS:
        day = getattr(intake, name)
        one = replace(Intake(opened_on=today), **{name: day})
        look(lambda one=one: check_intake(one, born, today))  # type: ignore[misc]
    if fact is not None:
        look(lambda: fact_checks.check(fact, (), born, today))
    return found
