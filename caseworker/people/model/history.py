"""What has been: benefits, work, earlier efforts, other plans, and every status with its date."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from caseworker.store.record import OfCitizen


class BenefitPeriod(OfCitizen):
    """A stretch on one benefit (ydelsesperiode). `hours` maps a month ("2026-03") to hours paid."""

    __tablename__ = "benefit_period"

    benefit_type: Mapped[str]
    from_on: Mapped[date]
    to_on: Mapped[date | None] = mapped_column(default=None)
    paid_to: Mapped[date | None] = mapped_column(default=None)
    hours: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)


class WorkPeriod(OfCitizen):
    """Ordinary paid hours (ordinære løntimer), from one a week upwards, also beside a benefit (R-047)."""

    __tablename__ = "work_period"

    from_on: Mapped[date]
    to_on: Mapped[date | None] = mapped_column(default=None)
    hours_per_week: Mapped[float]
    employer: Mapped[str] = mapped_column(default="")


class EarlierEffort(OfCitizen):
    """An effort tried before, how it went and why it ended (R-021)."""

    __tablename__ = "earlier_effort"

    effort_type: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    from_on: Mapped[date | None] = mapped_column(default=None)
    to_on: Mapped[date | None] = mapped_column(default=None)
    period: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(default="")
    end_reason: Mapped[str] = mapped_column(default="")


class OtherPlan(OfCitizen):
    """A plan of another authority (andre planer i kraft), until the one plan takes it over (R-024)."""

    __tablename__ = "other_plan"

    kind: Mapped[str]
    authority: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    since_on: Mapped[date | None] = mapped_column(default=None)
    superseded_on: Mapped[date | None] = mapped_column(default=None)


class StatusChange(OfCitizen):
    """A status from a day on: `kind` is match, readiness, suitability or risk (R-013 to R-017)."""

    __tablename__ = "status_change"

    kind: Mapped[str]
    value: Mapped[str]
    valid_from: Mapped[date]
    set_by: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
