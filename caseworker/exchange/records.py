"""One changed record as one line of JSON: its shape, and the fields of each kind."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from caseworker.exchange.kinds import exported_kinds
from caseworker.store.log import BOOKKEEPING
from caseworker.store.record import Record, UtcMoment

# Stand beside the fields in each line, or follow from the log.
_NOT_FIELDS = BOOKKEEPING | {"id", "deleted_at"}
_COMMON = ("id", "change_id", "base_change_id", "changed_at", "changed_by", "deleted")


class RecordLine(Struct, frozen=True, kw_only=True):
    """A record as it stands, with the change it stands on.

    `base_change_id` is the change the receiver has it at, empty where the record is new to the receiver:
    merging compares with that state, never with clocks. `changed_at` (UTC) and `changed_by` are those
    of the last change. A deleted record keeps its fields. Days are ISO, moments ISO in UTC.
    """

    kind: str
    id: str
    change_id: str
    base_change_id: str
    changed_at: datetime
    changed_by: str
    deleted: bool
    fields: dict[str, Any]


def field_names(kind: type[Record]) -> list[str]:
    """Return the names of the fields of a record kind that leave."""
    return [column.name for column in kind.__table__.columns if column.name not in _NOT_FIELDS]


def field_types(kind: type[Record]) -> dict[str, Any]:
    """Return the Python type of each field of a record kind, "may be missing" left out."""
    return {
        column.name: _bare_type(column) for column in kind.__table__.columns if column.name not in _NOT_FIELDS
    }


def line_type(name: str, kind: type[Record]) -> type[Struct]:
    """Return the exact shape of a line of one kind as this version writes it."""
    common = RecordLine.__annotations__
    hints = {"datetime": datetime, "str": str, "bool": bool}
    lines: list[tuple[str, Any]] = [("kind", _constant(name))]
    lines += [(field, hints[common[field]]) for field in _COMMON]
    lines.append(("fields", _fields_type(name, kind, exact=True)))
    return msgspec.defstruct(f"{name}_line", lines, forbid_unknown_fields=True)


def read_line(line: bytes) -> RecordLine:
    """Read a line. Raises msgspec.ValidationError or DecodeError where it does not fit its kind.

    Fields this version does not know are kept: a newer program of the same format may have more.
    """
    found = msgspec.json.decode(line, type=RecordLine)
    kinds = exported_kinds()
    if found.kind not in kinds:
        raise msgspec.ValidationError(f"unknown kind {found.kind}")
    msgspec.convert(found.fields, _reader(found.kind))
    return found


@cache
def _reader(name: str) -> type[Struct]:
    return _fields_type(name, exported_kinds()[name], exact=False)


def _fields_type(name: str, kind: type[Record], *, exact: bool) -> type[Struct]:
    columns = [column for column in kind.__table__.columns if column.name not in _NOT_FIELDS]
    if exact:
        fields: list[Any] = [(column.name, _python_type(column)) for column in columns]
    else:
        fields = [(column.name, _python_type(column) | UnsetType, UNSET) for column in columns]
    return msgspec.defstruct(f"{name}_fields", fields, forbid_unknown_fields=exact)


def _python_type(column: Any) -> Any:
    found = _bare_type(column)
    return found | None if column.nullable else found


def _bare_type(column: Any) -> Any:
    if isinstance(column.type, UtcMoment):
        return datetime
    found = column.type.python_type
    if found in (dict, object):  # what SQLAlchemy says of a JSON column
        return dict[str, Any] | list[Any]
    if found not in (str, int, float, bool, date):
        raise AssertionError(f"no JSON for {column}")
    return found


def _constant(word: str) -> Any:
    from typing import Literal

    return Literal[word]
