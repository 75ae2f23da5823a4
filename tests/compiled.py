"""Lets all stores of a test run use the same compiled statements.

SQLAlchemy compiles a statement once per engine. The program has two engines for as long as it runs; the tests open
thousands, and compiling was a third of what they did.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from caseworker.store import connect

_COMPILED: dict[Any, Any] = {}


class OneDialect(SQLiteDialect_pysqlite):
    """The dialect of the store, the same to the cache in every engine: what it compiles depends on nothing else."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OneDialect)

    def __hash__(self) -> int:
        return hash(OneDialect)


def _create(_url: str, **options: Any) -> Engine:
    return create_engine("sqlite+one://", execution_options={"compiled_cache": _COMPILED}, **options)


def share() -> None:
    """Make the engines of all stores share from here on."""
    registry.register("sqlite.one", __name__, OneDialect.__name__)
    connect.create_engine = _create  # type: ignore[assignment]
