"""The case (sag) and what happens to it by the day: group, events, acts, exemptions, primary contact."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from caseworker.store.record import OfCase, OfCitizen


class CaseFile(OfCitizen):
    """A case. `case_no` is its short number, accepted wherever an id is.

    Open while `closed_on` is None; `end_state` is one of domain's end states (R-094) once closed.
    `known_from` is set where the case came from another system: what was done before is not known here.
    `owner_id` and `primary_contact_id` are staff ids: an open case has both on every day (R-062, R-106).
    """

    __tablename__ = "case_file"
    __table_args__ = (
        Index("uq_case_file_case_no", "case_no", unique=True),
        Index(
            "uq_case_file_open",
            "citizen_id",
            unique=True,
            sqlite_where=text("closed_on IS NULL AND deleted_at IS NULL"),
        ),
    )

    case_no: Mapped[int]
    opened_on: Mapped[date]
    owner_id: Mapped[str] = mapped_column(String(36), ForeignKey("staff.id"))
    primary_contact_id: Mapped[str] = mapped_column(String(36), ForeignKey("staff.id"))
    referred_on: Mapped[date | None] = mapped_column(default=None)
    referred_by: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None] = mapped_column(default=None)
    end_state: Mapped[str] = mapped_column(default="")
    end_note: Mapped[str] = mapped_column(default="")
    known_from: Mapped[date | None] = mapped_column(default=None)


class PrimaryContact(OfCase):
    """Who was the primary contact person (kontaktperson) from a day on, and why it changed (R-062)."""

    __tablename__ = "primary_contact"

    staff_id: Mapped[str] = mapped_column(String(36), ForeignKey("staff.id"))
    from_on: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")
    handover_note: Mapped[str] = mapped_column(default="")


class GroupPeriod(OfCase):
    """A stretch in one target group (målgruppe), code as in domain.md 4.2 (`lab-2`, `integration` ...)."""

    __tablename__ = "group_period"

    code: Mapped[str]
    from_on: Mapped[date]
    to_on: Mapped[date | None] = mapped_column(default=None)
    visited_as: Mapped[str] = mapped_column(default="")
    insured: Mapped[str] = mapped_column(default="")
    match: Mapped[int | None] = mapped_column(default=None)
    category: Mapped[int | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")
    set_by: Mapped[str] = mapped_column(default="")


class CaseEvent(OfCase):
    """Something that sets a clock going: first_contact, registered, meeting_requested ... (domain.md 4.2).

    `words` are what was asked or said; of `visited` the code, of a hearing, of what a sanction is counted from and
    of a decision after an absence the ids of the missed talks that it is about, parted by blanks.
    """

    __tablename__ = "case_event"

    kind: Mapped[str]
    on: Mapped[date]
    until: Mapped[date | None] = mapped_column(default=None)
    by: Mapped[str] = mapped_column(default="")
    benefit: Mapped[str] = mapped_column(default="")
    expected_on: Mapped[date | None] = mapped_column(default=None)
    by_post: Mapped[bool] = mapped_column(default=False)
    words: Mapped[str] = mapped_column(default="")


class CaseAct(OfCase):
    """Something done that meets a duty without being a talk: cv_checked, my_plan, answer ... (domain.md 4.2).

    `for_key` is the id of what it answers (an event, an agreement), or empty.
    """

    __tablename__ = "case_act"

    kind: Mapped[str]
    on: Mapped[date]
    for_key: Mapped[str] = mapped_column(default="")


class Exemption(OfCase):
    """A time in which duties rest, move or are not counted (fritagelse): kind as in domain.md 4.2."""

    __tablename__ = "exemption"

    kind: Mapped[str]
    from_on: Mapped[date]
    to_on: Mapped[date | None] = mapped_column(default=None)
    assessed_by: Mapped[str] = mapped_column(default="")
    assessed_on: Mapped[date | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")
