"""Whether a birth date can be, given what is written down of the citizen."""

from __future__ import annotations

from datetime import date

from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.people.model import Citizen
from caseworker.store.first_day import first_day_of
from caseworker.store.work import Work


def refuse_birth(work: Work, citizen: Citizen, birth_date: date | None) -> None:
    """Raise UserError when the citizen would be born after something that is written down of the citizen.

    A date that is not moved on is not asked about: what is here already does not stand in the way.
    """
    if birth_date is None or birth_date <= citizen.birth_date:
        return
    first = first_day_of(work.session, citizen.id)
    if first is not None and first < birth_date:
        raise UserError(
            t("The citizen would be born after {day:numeric}, and something is written down of that day. "
              "Check the birth date.", day=first), Place("citizen", citizen.id, "birth_date"),
        )  # fmt: skip
