"""The stored projection of deadlines: derived, not logged, not undone, never exported as truth."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from caseworker.store.record import Base, OfCase


class DeadlineRow(Base):
    """One answer of the engine for one case. `weight` sorts the worklist: consequence first, then date."""

    __tablename__ = "deadline"
    # Lists ask for a few states up to a day: a caseload has far more that lies further ahead.
    __table_args__ = (Index(None, "status", "work_date"),)

    case_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    citizen_id: Mapped[str] = mapped_column(String(36))
    rule: Mapped[str]
    status: Mapped[str]
    standing: Mapped[str]
    weight: Mapped[int]
    due_on: Mapped[date | None]
    work_date: Mapped[date | None]
    answer: Mapped[dict[str, Any]]


class DeadlineCase(Base):
    """When a case was last computed, under which rules, and until which day the answers hold by themselves."""

    __tablename__ = "deadline_case"
    __table_args__ = (Index(None, "valid_until"),)

    case_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    computed_on: Mapped[date]
    valid_until: Mapped[date | None]
    rules: Mapped[str]


class DeadlineOverride(OfCase):
    """The caseworker's own date beside the legal one, with the reason. The legal date is never edited."""

    __tablename__ = "deadline_override"

    key: Mapped[str]
    own_date: Mapped[date]
    reason: Mapped[str]
    by: Mapped[str] = mapped_column(default="")
