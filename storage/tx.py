"""One transaction, seen alike on both databases: statements in, plain rows out."""

import sqlite3
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import cache
from typing import Any, Protocol

import asyncpg
from sqlalchemy import Executable, Table, bindparam, column, func, select, table
from sqlalchemy.util import await_

from storage.errors import Conflict, Damaged, Refused, Unavailable
from storage.prepared import ForPostgres, ForSqlite, for_postgres, for_sqlite

Statement = Executable
# Told of each transaction: seconds until its turn came, and seconds until it was committed.
Watch = Callable[[float, float], None]


# How PostgreSQL's codes begin for: a lost connection, a lock not to be had, no room or too many connections, a server
# that is going or coming, a disk that fails, one that only reads since another took over.
WORTH_TRYING_AGAIN = ("08", "55P03", "53", "57P", "58030", "25006")
CONFLICTS = frozenset({"40001", "40P01"})  # of transactions side by side, and a deadlock of two
STALE = (asyncpg.InvalidCachedStatementError, asyncpg.OutdatedSchemaCacheError)
SPOILT = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def unwatched(_waited: float, _worked: float) -> None:
    """Nobody looks."""


class Tx(Protocol):
    """Statements take their parameters by name; a row is a tuple whose fields are named as the columns."""

    holder: str | None  # who this process is among those that share the database; None: nobody shares it

    def all(self, statement: Statement, **values: Any) -> Sequence[Any]: ...
    def first(self, statement: Statement, **values: Any) -> Any | None: ...
    def value(self, statement: Statement, **values: Any) -> Any:
        """The first column of the first row, or None."""

    def run(self, statement: Statement, **values: Any) -> int:
        """How many rows it touched."""

    def many(self, statement: Statement, rows: Sequence[Mapping[str, Any]], **values: Any) -> None:
        """Once for each row; the values are the same for all."""

    def ids(self, of: Table, number: int) -> Sequence[int]:
        """Numbers that no row of the table has had, for rows to be written with them before anyone else's."""


_SEQUENCE = table("sqlite_sequence", column("name"), column("seq"))
_SQLITE_GIVEN = select(_SEQUENCE.c.seq).where(_SEQUENCE.c.name == bindparam("name"))
_POSTGRES_NEXT = select(func.nextval(func.pg_get_serial_sequence(bindparam("name"), "id"))).select_from(
    func.generate_series(1, bindparam("number"))
)


@cache
def _greatest_id(of: Table) -> Statement:
    return select(func.max(of.c.id))


class SqliteTx:
    holder: str | None = None

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def _execute(self, statement: Statement, values: Mapping[str, Any]) -> tuple[sqlite3.Cursor, ForSqlite]:
        ready = for_sqlite(statement)
        try:
            return self._connection.execute(ready.sql, values), ready
        except sqlite3.Error as error:
            raise understood_sqlite(error) from error

    def all(self, statement: Statement, **values: Any) -> Sequence[Any]:
        cursor, ready = self._execute(statement, values)
        return [*map(ready.shape(cursor), cursor.fetchall())]

    def first(self, statement: Statement, **values: Any) -> Any | None:
        cursor, ready = self._execute(statement, values)
        row = cursor.fetchone()
        shaped = None if row is None else ready.shape(cursor)(row)
        cursor.close()
        return shaped

    def value(self, statement: Statement, **values: Any) -> Any:
        cursor, _ready = self._execute(statement, values)
        row = cursor.fetchone()
        cursor.close()
        return None if row is None else row[0]

    def run(self, statement: Statement, **values: Any) -> int:
        return self._execute(statement, values)[0].rowcount

    def many(self, statement: Statement, rows: Sequence[Mapping[str, Any]], **values: Any) -> None:
        try:
            self._connection.executemany(for_sqlite(statement).sql, [{**values, **row} for row in rows])
        except sqlite3.Error as error:
            raise understood_sqlite(error) from error

    def ids(self, of: Table, number: int) -> Sequence[int]:
        """There is one writer: nobody else takes them meanwhile."""
        given = (self.value(_SQLITE_GIVEN, name=of.name), self.value(_greatest_id(of)))
        last = max(each or 0 for each in given)
        return range(last + 1, last + 1 + number)


class PostgresTx:
    """To be used in a greenlet of SQLAlchemy's (`greenlet_spawn`), which waits for the server meanwhile."""

    def __init__(self, connection: Any, holder: str | None) -> None:
        self._connection = connection
        self.holder = holder

    def _wait(self, for_it: Awaitable[Any]) -> Any:
        try:
            return await_(for_it)
        except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise understood_postgres(error) from error

    def _execute(
        self, how: Callable[..., Awaitable[Any]], statement: Statement, values: Mapping[str, Any]
    ) -> tuple[Any, ForPostgres]:
        ready = for_postgres(statement)
        return self._wait(how(ready.sql, *ready.in_order(values))), ready

    def all(self, statement: Statement, **values: Any) -> Sequence[Any]:
        rows, ready = self._execute(self._connection.fetch, statement, values)
        return [*map(ready.shape(rows[0]), rows)] if rows else []

    def first(self, statement: Statement, **values: Any) -> Any | None:
        row, ready = self._execute(self._connection.fetchrow, statement, values)
        return None if row is None else ready.shape(row)(row)

    def value(self, statement: Statement, **values: Any) -> Any:
        return self._execute(self._connection.fetchval, statement, values)[0]

    def run(self, statement: Statement, **values: Any) -> int:
        done, _ready = self._execute(self._connection.execute, statement, values)
        number = done.rpartition(" ")[2]  # of "UPDATE 3"
        return int(number) if number.isdecimal() else 0

    def many(self, statement: Statement, rows: Sequence[Mapping[str, Any]], **values: Any) -> None:
        if rows:
            ready = for_postgres(statement)
            each = [ready.in_order({**values, **row}) for row in rows]
            self._wait(self._connection.executemany(ready.sql, each))

    def ids(self, of: Table, number: int) -> Sequence[int]:
        return [each for (each,) in self.all(_POSTGRES_NEXT, name=of.name, number=number)] if number else []


def understood_sqlite(error: sqlite3.Error) -> Exception:
    if isinstance(error, sqlite3.IntegrityError):
        return Refused(str(error).rpartition(": ")[2])
    if isinstance(error, sqlite3.OperationalError) and not str(error).startswith(("near ", "no such")):
        return Unavailable(str(error))
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in SPOILT:
        return Damaged(str(error))
    return error


def understood_postgres(error: Exception) -> Exception:
    if isinstance(error, asyncpg.IntegrityConstraintViolationError):
        return Refused(error.constraint_name or str(error))
    if isinstance(error, ValueError):
        return error  # a value that the driver does not take: waiting does not help
    code = getattr(error, "sqlstate", None) or ""
    # A statement that was planned before the schema was changed is planned anew.
    if code in CONFLICTS or isinstance(error, STALE):
        return Conflict(type(error).__name__)
    passes = not isinstance(error, asyncpg.PostgresError) or code.startswith(WORTH_TRYING_AGAIN)
    return Unavailable(type(error).__name__) if passes else error
