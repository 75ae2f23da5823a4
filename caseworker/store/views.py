"""The view log: who opened which citizen, when and where (anchors.md A10, contact-rules.md section 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from caseworker.store.record import Base
from caseworker.store.store import Store


class ViewRow(Base):
    """One look at one citizen."""

    __tablename__ = "view_log"
    __table_args__ = (Index(None, "citizen_id"),)

    seq: Mapped[int] = mapped_column(primary_key=True, init=False)
    at: Mapped[datetime]
    actor: Mapped[str]
    citizen_id: Mapped[str] = mapped_column(String(36), ForeignKey("citizen.id"))
    place: Mapped[str]


@dataclass(frozen=True, slots=True)
class View:
    """One look at one citizen, as lists show it."""

    at: datetime
    actor: str
    place: str


def note(store: Store, citizen_ids: list[str], place: str) -> None:
    """Write down that these citizens were looked at."""
    now = store.clock.now()
    with store.plain() as session:
        session.add_all(
            ViewRow(at=now, actor=store.actor, citizen_id=one, place=place) for one in citizen_ids
        )


def of_citizen(session: Session, citizen_id: str) -> list[View]:
    """Return every look at a citizen, the newest first."""
    rows = session.execute(
        select(ViewRow.at, ViewRow.actor, ViewRow.place)
        .where(ViewRow.citizen_id == citizen_id)
        .order_by(ViewRow.seq.desc())
    )
    return [View(*row) for row in rows]
