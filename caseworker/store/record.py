"""What every stored record is: its key, its revision, its last change, and how it is left out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, ClassVar, dataclass_transform

from sqlalchemy import JSON, Date, Dialect, ForeignKey, Index, MetaData, String, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, declared_attr, mapped_column

from caseworker.base.ids import new_id


class UtcMoment(TypeDecorator[datetime]):
    """A moment in UTC, kept as ISO text so that it sorts and reads the same everywhere."""

    impl = String(32)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """Tell what the column holds."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Store as `2026-11-24T08:00:00.000000+00:00`."""
        return value.astimezone(UTC).isoformat(timespec="microseconds") if value else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Read back as an aware moment."""
        return datetime.fromisoformat(value) if value else None


# Tells the type checker what the class keywords tell SQLAlchemy: all fields are given by name.
@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(mapped_column,))
class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """The common base. No repr, so that no name ever lands in a log or a crash report."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcMoment,
        date: Date,
        dict[str, Any]: JSON(none_as_null=True),
        list[Any]: JSON(none_as_null=True),
        list[str]: JSON(none_as_null=True),
        str: Text,
    }


class Record(Base):
    """A logged record. Deleted records keep their row and are left out of every ordinary query.

    `change_id` names the last change and is what the exchange merges on; `revision` only guards
    against two writers. `searched` names the fields that full-text search reads. A record kind with
    `kept_on_undo` is never unmade (signed, printed or sent): undoing the act leaves it standing.
    """

    __abstract__ = True
    searched: ClassVar[tuple[str, ...]] = ()
    kept_on_undo: ClassVar[bool] = False

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default_factory=new_id)
    revision: Mapped[int] = mapped_column(init=False, default=None)
    change_id: Mapped[str] = mapped_column(String(36), init=False, default="")
    deleted_at: Mapped[datetime | None] = mapped_column(init=False, default=None)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.revision}


class OfCitizen(Record):
    """A record about one citizen."""

    __abstract__ = True

    citizen_id: Mapped[str] = mapped_column(String(36), ForeignKey("citizen.id"))

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        return (Index(None, "citizen_id"),)


class OfCase(OfCitizen):
    """A record that belongs to one case of one citizen."""

    __abstract__ = True

    case_id: Mapped[str] = mapped_column(String(36), ForeignKey("case_file.id"))

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        return (Index(None, "citizen_id"), Index(None, "case_id"))


def kinds() -> dict[str, type[Record]]:
    """Return every record kind by its table name."""
    found: dict[str, type[Record]] = {}
    waiting: list[type[Record]] = [Record]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if not kind.__dict__.get("__abstract__", False):
            found[kind.__tablename__] = kind
    return found
