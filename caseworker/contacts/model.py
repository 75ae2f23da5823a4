"""Talks, requests and outreach."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from caseworker.store.record import OfCase


class Talk(OfCase):
    """A talk (samtale): one record from planned to held, cancelled or no_show.

    `kind`, `channel` and `attendance` as in requirements.md 3.2; `by` who holds it (municipality, fund,
    provider). `at` is when it is planned or was held (UTC); `participants` a list of
    {"name", "role", "form"}. A talk that the citizen called off (afbud) is cancelled with attendance
    absent_notice. `absence_reason` is a code of words.py or free words. `plan_reviewed` is confirmed,
    changed or not_discussed (R-033). A held talk has purpose and outcome (R-054).
    """

    __tablename__ = "talk"

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        # Days and weeks of talks over all cases are read by `at`.
        return (Index(None, "citizen_id"), Index(None, "case_id"), Index(None, "at"))

    searched: ClassVar[tuple[str, ...]] = ("purpose", "outcome")

    kind: Mapped[str]
    status: Mapped[str]
    at: Mapped[datetime]
    minutes: Mapped[int] = mapped_column(default=45)
    channel: Mapped[str] = mapped_column(default="meeting")
    place: Mapped[str] = mapped_column(default="")
    by: Mapped[str] = mapped_column(default="municipality")
    requested_by: Mapped[str] = mapped_column(default="jobcentre")
    for_availability: Mapped[bool] = mapped_column(default=False)
    staff_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("staff.id"), default=None)
    participants: Mapped[list[Any]] = mapped_column(default_factory=list)
    purpose: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    attendance: Mapped[str] = mapped_column(default="")
    absence_reason: Mapped[str] = mapped_column(default="")
    plan_reviewed: Mapped[str] = mapped_column(default="")
    rebooking_allowed: Mapped[bool] = mapped_column(default=True)
    summoned_at: Mapped[datetime | None] = mapped_column(default=None)
    cancelled_reason: Mapped[str] = mapped_column(default="")


class TalkRequest(OfCase):
    """A wish for a talk with its own clock (R-048).

    Open until `closed_on`: the day the talk was held, or the wish was withdrawn (`closed_reason`).
    `met_by_id` is the talk booked for it and, once that is held, the talk that met it. `event_id` is the
    case event that set the clock going.
    """

    __tablename__ = "talk_request"

    requested_on: Mapped[date]
    by: Mapped[str] = mapped_column(default="citizen")
    wish: Mapped[str] = mapped_column(default="")
    met_by_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("talk.id"), default=None)
    closed_on: Mapped[date | None] = mapped_column(default=None)
    closed_reason: Mapped[str] = mapped_column(default="")
    event_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("case_event.id"), default=None)


class Outreach(OfCase):
    """One attempt to reach a citizen who did not come (opsøgende kontakt, R-057).

    `result` is reached, no_answer, message_left or new_talk.
    """

    __tablename__ = "outreach"

    talk_id: Mapped[str] = mapped_column(String(36), ForeignKey("talk.id"))
    at: Mapped[datetime]
    channel: Mapped[str]
    result: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    by: Mapped[str] = mapped_column(default="")
