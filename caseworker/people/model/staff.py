"""The unit's staff and the unit's own settings."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from caseworker.store.record import Record


class Staff(Record):
    """A member of staff (medarbejder). `is_me` marks the caseworker whose store this is."""

    __tablename__ = "staff"

    name: Mapped[str]
    role: Mapped[str] = mapped_column(default="")
    profession: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    team: Mapped[str] = mapped_column(default="")
    is_me: Mapped[bool] = mapped_column(default=False)


class UnitSetting(Record):
    """A setting of the unit or the caseworker: unit_name, emergency_phone, areas, limits ..."""

    __tablename__ = "unit_setting"
    __table_args__ = (
        Index("uq_unit_setting_name", "name", unique=True, sqlite_where=text("deleted_at IS NULL")),
    )

    name: Mapped[str]
    value: Mapped[dict[str, Any]] = mapped_column(JSON)
