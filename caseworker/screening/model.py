"""The intake screening (visitation): sessions, findings, barriers, resources and the decision."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from caseworker.store.record import OfCase


class Screening(OfCase):
    """A screening. `status` is open or finished; `answers` maps question ids to what was answered.

    `instrument` and `instrument_version` name the file the questions come from. What was carried over from
    the last screening stands in `answers` without a finding of its own.
    When finished, `snapshot` freezes facts, own words, advice, reason, and rule and instrument versions.
    `outcome` as in requirements.md 3.2 screening_outcome.
    """

    __tablename__ = "screening"

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        # The worklist asks for the open screenings of all cases.
        open_ones = Index("ix_screening_open", "case_id", sqlite_where=text("status = 'open'"))
        return (Index(None, "citizen_id"), Index(None, "case_id"), open_ones)

    instrument: Mapped[str]
    instrument_version: Mapped[int]
    started_on: Mapped[date]
    status: Mapped[str] = mapped_column(default="open")
    answers: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    outcome: Mapped[str] = mapped_column(default="")
    outcome_reason: Mapped[str] = mapped_column(default="")
    review_on: Mapped[date | None] = mapped_column(default=None)
    finished_on: Mapped[date | None] = mapped_column(default=None)
    decided_by: Mapped[str] = mapped_column(default="")
    snapshot: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)


class _OfScreening(OfCase):
    __abstract__ = True

    screening_id: Mapped[str] = mapped_column(String(36), ForeignKey("screening.id"))

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        return (Index(None, "citizen_id"), Index(None, "case_id"), Index(None, "screening_id"))


class ScreeningSession(_OfScreening):
    """One dated session: `source` is conversation, observation, group, workshop or external (R-004)."""

    __tablename__ = "screening_session"

    on: Mapped[date]
    source: Mapped[str]
    by: Mapped[str] = mapped_column(default="")


class Finding(_OfScreening):
    """One finding: what was said or seen in a session, to which question, by whom (R-004, R-110).

    `value` is {"value": plain answer}: a string, a number, a list of codes, an ISO date, or
    {"answer", "reason"}; `words` what of it can be searched. `own_words` marks the citizen's own words,
    which are printed unchanged (R-022).
    """

    __tablename__ = "finding"
    searched: ClassVar[tuple[str, ...]] = ("words",)

    session_id: Mapped[str] = mapped_column(String(36), ForeignKey("screening_session.id"))
    section: Mapped[str]
    question: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    value: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    own_words: Mapped[bool] = mapped_column(default=False)
    author: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


class Barrier(_OfScreening):
    """Something in the way (barriere): one of four categories (R-007), severity 1-3, functional effect.

    `diagnosis` is optional, never sorts or ranks, and prints only when ticked (R-010). `origin_id` is the
    barrier of an earlier screening that this one goes on from: activities name that one.
    """

    __tablename__ = "barrier"
    searched: ClassVar[tuple[str, ...]] = ("words", "effect")

    category: Mapped[str]
    type_code: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    severity: Mapped[int | None] = mapped_column(default=None)
    effect: Mapped[str] = mapped_column(default="")
    support: Mapped[str] = mapped_column(default="")
    diagnosis: Mapped[str] = mapped_column(default="")
    print_diagnosis: Mapped[bool] = mapped_column(default=False)
    since_on: Mapped[date | None] = mapped_column(default=None)
    status: Mapped[str] = mapped_column(default="open")
    origin_id: Mapped[str | None] = mapped_column(String(36), default=None)


class Resource(_OfScreening):
    """A resource or competence (ressource, kompetence): `kind` is formal, informal or network (R-018)."""

    __tablename__ = "resource"
    searched: ClassVar[tuple[str, ...]] = ("words",)

    kind: Mapped[str]
    words: Mapped[str]


class PlannedGoal(_OfScreening):
    """An interim goal found in the screening; finishing writes it into the plan (R-006)."""

    __tablename__ = "planned_goal"

    words: Mapped[str]
    sign: Mapped[str] = mapped_column(default="")
    follow_up_on: Mapped[date | None] = mapped_column(default=None)
    goal_id: Mapped[str | None] = mapped_column(String(36), default=None)
