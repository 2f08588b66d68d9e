"""Core statements compiled once for each driver: the expression language costs ten times what SQLite itself does.

What never changes stands in them as it is. For a parameter that decides whether an index of some rows alone will do,
SQLite plans a statement anew at each execution, and PostgreSQL never keeps a plan.
"""

import re
import sqlite3
from collections import namedtuple
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect, Executable
from sqlalchemy.dialects.postgresql.asyncpg import dialect as postgres_dialect
from sqlalchemy.dialects.sqlite.pysqlite import dialect as sqlite_dialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import CompilerElement

MOST = 2_000  # the statements of this house are a third of it; others come and go
_NAMED = re.compile(r":(\w+)")
_NUMBERED = re.compile(r"\$(\d+)")
_SQLITE = sqlite_dialect(paramstyle="named")
_POSTGRES: Dialect = postgres_dialect()  # type: ignore[no-untyped-call]


class Prepared:
    """What is alike for both."""

    def __init__(self) -> None:
        self._make: Any = None

    def _shaped(self, fields: Iterable[str]) -> Any:
        """What makes a named tuple of a row; the fields are the same each time."""
        shape: Any = namedtuple("Row", [*fields], rename=True)  # type: ignore[misc]  # noqa: PYI024 - named by the statement
        self._make = shape._make
        return self._make


class ForSqlite(Prepared):
    """Its parameters stand in it as :name."""

    def __init__(self, statement: Executable) -> None:
        super().__init__()
        compiled = _compiled(statement, _SQLITE)
        fixed = constants(compiled)
        self.sql = _NAMED.sub(lambda found: fixed.get(found[1], found[0]), str(compiled))

    def shape(self, cursor: sqlite3.Cursor) -> Any:
        return self._make or self._shaped(column[0] for column in cursor.description)


class ForPostgres(Prepared):
    """Its parameters stand in it as $1, $2, in the order of their names."""

    def __init__(self, statement: Executable) -> None:
        super().__init__()
        compiled = _compiled(statement, _POSTGRES)
        fixed = constants(compiled)
        places = compiled.positiontup or []
        self._names = [*dict.fromkeys(name for name in places if name not in fixed)]
        given = {name: f"${number}" for number, name in enumerate(self._names, 1)} | fixed
        self.sql = _NUMBERED.sub(lambda found: given[places[int(found[1]) - 1]], str(compiled))

    def shape(self, record: Any) -> Any:
        return self._make or self._shaped(record.keys())

    def in_order(self, values: Mapping[str, Any]) -> list[Any]:
        return [values[name] for name in self._names]


for_sqlite = lru_cache(MOST)(ForSqlite)
for_postgres = lru_cache(MOST)(ForPostgres)


def _compiled(statement: Executable, dialect: Dialect) -> SQLCompiler:
    assert isinstance(statement, CompilerElement)
    # For many rows: nothing is added that would tell the number of the one.
    compiled = statement.compile(dialect=dialect, for_executemany=True)
    assert isinstance(compiled, SQLCompiler)
    return compiled


def constants(compiled: SQLCompiler) -> dict[str, str]:
    return {name: literal(bind.value) for name, bind in compiled.binds.items() if not bind.required}


def literal(value: object) -> str:
    """A constant of ours as both databases read it."""
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    assert isinstance(value, int), "statements have no other constants"
    return str(int(value))
