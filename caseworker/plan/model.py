"""The one plan (én fælles plan) as a working copy, and its frozen versions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from caseworker.store.record import OfCase


class Plan(OfCase):
    """A plan. `status` is draft, active, paused or closed; a citizen has at most one not closed (R-023).

    `coordinator_id` is the staff id of the coordinator (tovholder); an active plan has exactly one (R-102).
    `version_id` is the version in force: undoing an agreement on a version puts the one before back in
    force, while the row of the withdrawn one stays. `replaces` is a list of {"id", "name", "kind", "on"}.
    """

    __tablename__ = "plan"

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        one_open = text("status <> 'closed' AND deleted_at IS NULL")
        return (
            Index("uq_plan_open", "citizen_id", unique=True, sqlite_where=one_open),
            Index(None, "case_id"),
        )

    status: Mapped[str] = mapped_column(default="draft")
    coordinator_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("staff.id"), default=None)
    own_words: Mapped[str] = mapped_column(default="")
    strategy: Mapped[str] = mapped_column(default="")
    started_on: Mapped[date | None] = mapped_column(default=None)
    rules: Mapped[str] = mapped_column(default="")
    weekly_capacity: Mapped[float | None] = mapped_column(default=None)
    replaces: Mapped[list[Any]] = mapped_column(default_factory=list)
    version_id: Mapped[str | None] = mapped_column(String(36), default=None)


class _OfPlan(OfCase):
    __abstract__ = True

    plan_id: Mapped[str] = mapped_column(String(36), ForeignKey("plan.id"))

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        return (Index(None, "citizen_id"), Index(None, "case_id"), Index(None, "plan_id"))


class EndGoal(_OfPlan):
    """The end goal (slutmål): `kind` is job or education (R-027)."""

    __tablename__ = "end_goal"
    searched: ClassVar[tuple[str, ...]] = ("words",)

    kind: Mapped[str]
    words: Mapped[str]
    due_on: Mapped[date | None] = mapped_column(default=None)


class InterimGoal(_OfPlan):
    """An interim goal (delmål) with a date and a visible sign of success (R-029).

    `status` is open, reached, adjusted or given_up; `follow_up_on` is when it is looked at (R-006).
    """

    __tablename__ = "interim_goal"
    searched: ClassVar[tuple[str, ...]] = ("words", "sign")

    words: Mapped[str]
    sign: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None] = mapped_column(default=None)
    follow_up_on: Mapped[date | None] = mapped_column(default=None)
    position: Mapped[int] = mapped_column(default=0)
    status: Mapped[str] = mapped_column(default="open")
    reached_on: Mapped[date | None] = mapped_column(default=None)


class Activity(_OfPlan):
    """An activity (indsats) in one of five tracks: employment, education, social, treatment, health.

    `contribution` says in one sentence how it serves the end goal (R-026); `goal_ids` the interim goals it
    serves (R-028). With an `offer_type` it is an offer (tilbud) in the sense of the law. `slots` is a
    list of {"weekday": 0-6, "start": "09:00", "end": "12:00"}; `step_up` a list of {"from_week", "hours"}.
    Stored `status` is planned, ended or stopped: what runs today follows from the dates. It rests from
    `suspended_from` until the day before `suspended_until` (R-039). Stopped before its first day it has no
    `to_on`, and `suspended_from` is the day of the stop. `visible_to` are ids of parties whose
    edition shows the line; `travel_minutes` the way there, None where it is not known.
    """

    __tablename__ = "activity"
    searched: ClassVar[tuple[str, ...]] = ("title", "contribution")

    track: Mapped[str]
    title: Mapped[str]
    type_code: Mapped[str] = mapped_column(default="")
    contribution: Mapped[str] = mapped_column(default="")
    goal_ids: Mapped[list[Any]] = mapped_column(default_factory=list)
    from_on: Mapped[date | None] = mapped_column(default=None)
    to_on: Mapped[date | None] = mapped_column(default=None)
    status: Mapped[str] = mapped_column(default="planned")
    hours_per_week: Mapped[float | None] = mapped_column(default=None)
    step_up: Mapped[list[Any]] = mapped_column(default_factory=list)
    slots: Mapped[list[Any]] = mapped_column(default_factory=list)
    with_whom: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    decides: Mapped[str] = mapped_column(default="")
    carries_out: Mapped[str] = mapped_column(default="")
    follows_up: Mapped[str] = mapped_column(default="")
    legal_basis: Mapped[str] = mapped_column(default="")
    payer: Mapped[str] = mapped_column(default="")
    offer_type: Mapped[str] = mapped_column(default="")
    granted_on: Mapped[date | None] = mapped_column(default=None)
    education_aim: Mapped[bool] = mapped_column(default=False)
    asked_on: Mapped[date | None] = mapped_column(default=None)
    barrier_ids: Mapped[list[Any]] = mapped_column(default_factory=list)
    suspended_from: Mapped[date | None] = mapped_column(default=None)
    suspended_until: Mapped[date | None] = mapped_column(default=None)
    stop_reason: Mapped[str] = mapped_column(default="")
    internal: Mapped[bool] = mapped_column(default=False)
    visible_to: Mapped[list[Any]] = mapped_column(default_factory=list)
    travel_minutes: Mapped[int | None] = mapped_column(default=None)


class Agreement(OfCase):
    """An agreement (aftale): what one `side` (citizen, municipality, company) does, by when (R-036, R-037).

    Made in a talk or in the plan; a record of its own with its own date, printed without a new version.
    `status` is open, kept, broken or cancelled; on the municipality's side an open one is a promise.
    """

    __tablename__ = "agreement"
    searched: ClassVar[tuple[str, ...]] = ("words",)

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        # The worklist asks for the open promises of all cases.
        open_ones = Index("ix_agreement_open", "side", "due_on", sqlite_where=text("status = 'open'"))
        return (Index(None, "citizen_id"), Index(None, "case_id"), open_ones)

    side: Mapped[str]
    words: Mapped[str]
    owner: Mapped[str]
    made_on: Mapped[date]
    due_on: Mapped[date | None] = mapped_column(default=None)
    status: Mapped[str] = mapped_column(default="open")
    done_on: Mapped[date | None] = mapped_column(default=None)
    talk_id: Mapped[str | None] = mapped_column(String(36), default=None)
    confirmed_how: Mapped[str] = mapped_column(default="")


class PlanPerson(_OfPlan):
    """Somebody around the citizen in this plan (R-105, R-114): staff, party, family, company.

    `role` is in plain words, such as "bostøtte".
    """

    __tablename__ = "plan_person"

    name: Mapped[str]
    role: Mapped[str]
    does: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    party_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("party.id"), default=None)
    from_on: Mapped[date | None] = mapped_column(default=None)
    to_on: Mapped[date | None] = mapped_column(default=None)


class PlanVersion(_OfPlan):
    """A frozen version: everything the plan said, with number and hash (R-034).

    `made_with` is {"on", "where", "how"}: that it was made with the citizen (R-124). `follows_id` is the
    version it took the place of: a version is withdrawn when nobody follows it and it is not in force.
    """

    __tablename__ = "plan_version"
    kept_on_undo: ClassVar[bool] = True

    number: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    author: Mapped[str]
    reason: Mapped[str]
    made_with: Mapped[dict[str, Any]]
    content: Mapped[dict[str, Any]]
    follows_id: Mapped[str | None] = mapped_column(String(36), default=None)
