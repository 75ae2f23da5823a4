"""Those around the citizen: other authorities, companies, family; and what they may see."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from caseworker.store.record import OfCitizen, Record


class Party(Record):
    """A party (part) in the unit's register: `kind` as in requirements.md 3.2 party_type (R-105)."""

    __tablename__ = "party"

    kind: Mapped[str]
    name: Mapped[str]
    organisation: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")


class Consent(OfCitizen):
    """The citizen's consent (samtykke) that a party may see or give information. Ends when withdrawn."""

    __tablename__ = "consent"

    party_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("party.id"), default=None)
    scope: Mapped[list[Any]] = mapped_column(default_factory=list)
    given_on: Mapped[date]
    how: Mapped[str] = mapped_column(default="")
    withdrawn_on: Mapped[date | None] = mapped_column(default=None)
