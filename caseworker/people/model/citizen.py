"""The citizen (borger), and what is known of the person rather than of a case."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from caseworker.store.record import OfCitizen, Record


class Citizen(Record):
    """A citizen. `cpr` is ten digits or empty; `sort_key` sorts the name in Danish.

    `call_name` is the name used in speech and on the plan. `protected_address` and `restricted` change
    what is shown and printed; `interpreter` is the language an interpreter is needed in, or empty.
    """

    __tablename__ = "citizen"
    __table_args__ = (
        Index("uq_citizen_cpr", "cpr", unique=True, sqlite_where=text("cpr <> '' AND deleted_at IS NULL")),
        Index(None, "sort_key"),
    )
    searched: ClassVar[tuple[str, ...]] = ("name", "cpr")

    name: Mapped[str]
    call_name: Mapped[str]
    sort_key: Mapped[str]
    birth_date: Mapped[date]
    cpr: Mapped[str] = mapped_column(default="")
    sex: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    postal_code: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    municipality: Mapped[str] = mapped_column(default="")
    protected_address: Mapped[bool] = mapped_column(default=False)
    restricted: Mapped[bool] = mapped_column(default=False)
    interpreter: Mapped[str] = mapped_column(default="")
    digital_post: Mapped[bool] = mapped_column(default=True)
    education_level: Mapped[str] = mapped_column(default="")
    industry: Mapped[str] = mapped_column(default="")
    unemployed_since: Mapped[date | None] = mapped_column(default=None)
    external_id: Mapped[str] = mapped_column(default="")


class Trait(OfCitizen):
    """Something rules ask about that holds for a time: qualified, child_at_home, able_to_book ..."""

    __tablename__ = "trait"

    trait: Mapped[str]
    value: Mapped[str] = mapped_column(default="true")
    from_on: Mapped[date]
    to_on: Mapped[date | None] = mapped_column(default=None)


class LifeEvent(OfCitizen):
    """A life event (hændelse) that may call for a look at the plan: illness, motivation ... (R-072)."""

    __tablename__ = "life_event"

    kind: Mapped[str]
    on: Mapped[date]
    words: Mapped[str] = mapped_column(default="")
