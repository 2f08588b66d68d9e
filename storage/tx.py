"""One transaction, seen alike on both databases: statements in, plain rows out."""

import re
import sqlite3
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Protocol

from sqlalchemy import Connection, Executable, Table, bindparam, column, func, select, table
from sqlalchemy.dialects.sqlite.pysqlite import dialect as sqlite_dialect
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import CompilerElement

from storage.errors import Conflict, Damaged, Refused, Unavailable

Statement = Executable
# Told of each transaction: seconds until its turn came, and seconds until it was committed.
Watch = Callable[[float, float], None]


# How PostgreSQL's codes begin for: a lost connection, a lock not to be had, no room or too many connections, a server
# that is going or coming, a disk that fails, one that only reads since another took over.
WORTH_TRYING_AGAIN = ("08", "55P03", "53", "57P", "58030", "25006")
CONFLICTS = frozenset({"40001", "40P01"})  # of transactions side by side, and a deadlock of two
_PARAMETER = re.compile(r":(\w+)")
MOST_PREPARED = 2_000  # the statements of this house are a third of it; others come and go
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


class Prepared:
    """A Core statement compiled once: the expression language costs ten times what SQLite itself does.

    What never changes stands in it as it is: for a parameter that decides whether an index of some rows alone will do,
    SQLite plans the statement anew at each execution.
    """

    def __init__(self, statement: Statement) -> None:
        assert isinstance(statement, CompilerElement)
        compiled = statement.compile(dialect=sqlite_dialect(paramstyle="named"))
        assert isinstance(compiled, SQLCompiler)
        constants = {name: literal(bind.value) for name, bind in compiled.binds.items() if not bind.required}
        self.sql = _PARAMETER.sub(lambda found: constants.get(found[1], found[0]), str(compiled))
        self.row: Any = None

    def shape(self, cursor: sqlite3.Cursor) -> Any:
        if self.row is None:
            fields = [column[0] for column in cursor.description]
            shape: Any = namedtuple("Row", fields, rename=True)  # type: ignore[misc]  # noqa: PYI024 - named by the statement
            self.row = shape._make
        return self.row


prepared = lru_cache(MOST_PREPARED)(Prepared)


def literal(value: object) -> str:
    """A constant of ours as SQLite reads it."""
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    assert isinstance(value, int), "statements have no other constants"
    return str(int(value))


class SqliteTx:
    holder: str | None = None

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def _execute(self, statement: Statement, values: Mapping[str, Any]) -> tuple[sqlite3.Cursor, Prepared]:
        ready = prepared(statement)
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
            self._connection.executemany(prepared(statement).sql, [{**values, **row} for row in rows])
        except sqlite3.Error as error:
            raise understood_sqlite(error) from error

    def ids(self, of: Table, number: int) -> Sequence[int]:
        """There is one writer: nobody else takes them meanwhile."""
        given = (self.value(_SQLITE_GIVEN, name=of.name), self.value(_greatest_id(of)))
        last = max(each or 0 for each in given)
        return range(last + 1, last + 1 + number)


class PostgresTx:
    def __init__(self, connection: Connection, holder: str | None) -> None:
        self._connection = connection
        self.holder = holder

    def _execute(self, statement: Statement, values: Any) -> Any:
        try:
            return self._connection.execute(statement, values)
        except DBAPIError as error:
            raise understood_postgres(error) from error

    def all(self, statement: Statement, **values: Any) -> Sequence[Any]:
        return self._execute(statement, values).all()  # type: ignore[no-any-return]

    def first(self, statement: Statement, **values: Any) -> Any | None:
        return self._execute(statement, values).first()

    def value(self, statement: Statement, **values: Any) -> Any:
        row = self._execute(statement, values).first()
        return None if row is None else row[0]

    def run(self, statement: Statement, **values: Any) -> int:
        return self._execute(statement, values).rowcount  # type: ignore[no-any-return]

    def many(self, statement: Statement, rows: Sequence[Mapping[str, Any]], **values: Any) -> None:
        if rows:
            self._execute(statement, [{**values, **row} for row in rows])

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


def understood_postgres(error: DBAPIError) -> Exception:
    if isinstance(error, IntegrityError):
        cause = error.orig and error.orig.__cause__
        return Refused(getattr(cause, "constraint_name", None) or str(error.orig))
    code = getattr(error.orig, "sqlstate", None) or ""
    if code in CONFLICTS:
        return Conflict(type(error.orig).__name__)
    if error.connection_invalidated or code.startswith(WORTH_TRYING_AGAIN):
        return Unavailable(type(error.orig).__name__)
    return error
