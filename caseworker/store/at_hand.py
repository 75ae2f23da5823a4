"""The rows of a small file held in memory: told apart from what stands in it at little cost, and written as changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    Table,
    and_,
    delete,
    insert,
    literal_column,
    select,
    type_coerce,
)

from caseworker.store.salvage import Row, in_order

Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class AtHand:
    """The rows by table, in the order of the file, and each as the file has it: taking a row apart costs the most."""

    rows: Rows
    stored: dict[str, list[tuple[Any, ...]]]

    @classmethod
    def of(cls, connection: Connection, tables: Sequence[Table]) -> AtHand:
        """Read everything. Raises the errors of the database."""
        rows = {
            table.name: [dict(row) for row in connection.execute(in_order(table)).mappings()]
            for table in tables
        }
        return cls(rows, _stored(connection, tables))

    def stands_in(self, connection: Connection, tables: Sequence[Table]) -> bool:
        """Whether the file holds these rows and no others. Raises the errors of the database."""
        return _stored(connection, tables) == self.stored

    def written(self, connection: Connection, tables: Sequence[Table], rows: Rows) -> AtHand:
        """Write what is other in `rows`: rows are left out, or new ones added at the end; none is changed in itself."""
        new = AtHand({}, {})
        for table in tables:
            before, after = self.rows[table.name], rows[table.name]
            had, staying = {id(row) for row in before}, {id(row) for row in after}
            for row in before:
                if id(row) not in staying:
                    connection.execute(delete(table).where(_is(table, row)))
            new.rows[table.name] = [row for row in before if id(row) in staying]
            new.stored[table.name] = [
                one for row, one in zip(before, self.stored[table.name], strict=True) if id(row) in staying
            ]
            for row in after:
                if id(row) not in had:
                    connection.execute(insert(table), row)
                    mine = _is(table, row)
                    (read,) = connection.execute(select(table).where(mine)).mappings()
                    new.rows[table.name].append(dict(read))
                    (one,) = connection.execute(_as_stored(table).where(mine))
                    new.stored[table.name].append(tuple(one))
        return new


def leave_out(rows: Rows, table: Table, wanted: Callable[[Row], bool]) -> list[Row]:
    """Put a list without the wanted rows in the place of a table's, and return these."""
    found = [row for row in rows[table.name] if wanted(row)]
    rows[table.name] = [row for row in rows[table.name] if not wanted(row)]
    return found


def _stored(connection: Connection, tables: Sequence[Table]) -> dict[str, list[tuple[Any, ...]]]:
    return {
        table.name: [
            tuple(row) for row in connection.execute(_as_stored(table).order_by(literal_column("rowid")))
        ]
        for table in tables
    }


def _as_stored(table: Table) -> Select[Any]:
    columns: list[Any] = [type_coerce(column, String) for column in table.c]
    return select(*columns)


def _is(table: Table, row: Row) -> ColumnElement[bool]:
    return and_(*(column == row[column.name] for column in table.primary_key))
