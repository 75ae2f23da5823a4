"""What has left: one record per bundle, with how far in the log it reached; and what stands in calendars."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from caseworker.store.record import Base, Record

# Records of the exchange itself. They stay here: sending them would make the next bundle never empty.
LOCAL_KINDS = frozenset({"sent_bundle"})


class SentBundle(Record):
    """A bundle that was sealed and written (R-119, R-125).

    It holds every change with `after_seq` < seq <= `through_seq`; the next bundle begins there.
    `sha256` is that of the sealed file, which the next manifest names as its predecessor; `records` maps
    a record kind to how many of it left, `size` is in bytes, `recipient` an age public key.
    """

    __tablename__ = "sent_bundle"
    kept_on_undo: ClassVar[bool] = True
    __table_args__ = (Index("uq_sent_bundle_sequence", "sequence", unique=True),)

    sequence: Mapped[int]
    sealed_at: Mapped[datetime]
    after_seq: Mapped[int]
    through_seq: Mapped[int]
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    records: Mapped[dict[str, Any]]
    citizens: Mapped[int]
    faults: Mapped[int]
    recipient: Mapped[str]
    recipient_name: Mapped[str] = mapped_column(default="")


class CalendarEntry(Base):
    """What calendar programs were last told of one event, so that they can be told when it moves or falls away.

    `when` is its days or moments in ISO; `changed_at` is when this revision was made. The citizen's name is
    not kept: what falls away is told without it. Not a record: it follows from them, and never leaves.
    """

    __tablename__ = "calendar_entry"

    uid: Mapped[str] = mapped_column(primary_key=True)
    sequence: Mapped[int]
    changed_at: Mapped[datetime]
    starts: Mapped[str]
    ends: Mapped[str]
    summary: Mapped[str]
    cancelled: Mapped[bool]
