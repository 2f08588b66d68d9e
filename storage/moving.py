"""All of a SQLite file into an empty PostgreSQL, in one transaction there: it arrives whole and proved, or not at all.

Whatever ends it earlier, a kill too, PostgreSQL undoes what had arrived, the tables themselves included; so it can
be repeated at any time, and needs no mark of its own.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Table, inspect
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import migrate, moving_file
from storage.damage import damaged
from storage.errors import Damaged
from storage.moving_file import NotMoved
from storage.replicas import CONNECTED_AS
from storage.schema import metadata
from storage.store import kind_of
from storage.sums import Sum, in_postgres

TABLES = metadata.sorted_tables  # what is referred to comes first
_AT_WORK = (
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND starts_with(application_name, $1)"
)
_FAILURES = (
    *(sqlite3.Error, ArgumentError, ValueError),
    *(DBAPIError, asyncpg.PostgresError, asyncpg.InterfaceError),
)
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Moved:
    tables: int
    rows: int
    before: bool  # it was there already, the same


async def move(file: Path, url: str, tell: Tell) -> Moved:
    """`tell` hears of each batch: the table, how many rows are there, of how many in all.

    Raises NotMoved, Damaged, or OSError where nobody answers: then the PostgreSQL is as it was.
    """
    found = damaged(file)
    if found:
        raise Damaged(found[0])
    try:
        with closing(moving_file.reading(file)) as source:
            async with migrate.connected(url) as connection:
                return await _move(source, connection, tell)
    except _FAILURES as error:
        # The error's own text may hold a password, or what people wrote.
        raise NotMoved(kind_of(error)) from None


async def _move(source: sqlite3.Connection, connection: AsyncConnection, tell: Tell) -> Moved:
    raw = await _begun(connection)
    counts = {table: moving_file.count(source, table) for table in TABLES}
    total = sum(counts.values())
    if await connection.run_sync(_furnished) and await _holds_rows(raw):
        await _compare(source, raw, counts)
        return Moved(len(TABLES), total, before=True)
    done = 0
    for table in TABLES:
        sent = await _send(source, raw, table, lambda name, rows, done=done: tell(name, done + rows, total))  # type: ignore[misc]
        await _number_on(source, raw, table)
        if sent.rows:  # an empty one would be taken for one that stays so
            await raw.execute(f'ANALYZE "{table.name}"')
        if sent.rows != counts[table] or sent != await _sum_there(raw, table):
            raise NotMoved(f"{table.name} has not arrived as it was")
        done += sent.rows
    return Moved(len(TABLES), done, before=False)


async def _begun(connection: AsyncConnection) -> Any:
    """The driver's own connection, in the transaction in which all is done; nobody else is at work there."""
    for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
        await connection.exec_driver_sql(f"SET LOCAL {limit} = 0")
    raw = (await connection.get_raw_connection()).driver_connection
    assert raw is not None
    free = await raw.fetchval("SELECT pg_try_advisory_xact_lock($1)", migrate.LOCK)
    if not free or await raw.fetchval(_AT_WORK, CONNECTED_AS):
        raise NotMoved("a bot, or another move, works with the PostgreSQL")
    return raw


def _furnished(connection: Connection) -> bool:
    """Whether our tables were there; where nothing was, they are made."""
    if not inspect(connection).get_table_names():
        migrate.postgres(connection)
        return False
    at = MigrationContext.configure(connection).get_current_revision()
    if at is None:
        raise NotMoved("the PostgreSQL is not empty: it holds tables of another program")
    if at != migrate.newest():
        raise NotMoved(f"the PostgreSQL is not empty: it is of version {at}, the file of {migrate.newest()}")
    return True


async def _holds_rows(raw: Any) -> bool:
    for table in TABLES:
        if await raw.fetchval(f'SELECT EXISTS (SELECT FROM "{table.name}")'):  # noqa: S608 - our own tables
            return True
    return False


async def _send(source: sqlite3.Connection, raw: Any, table: Table, tell: Callable[[str, int], None]) -> Sum:
    """All rows of a table; what they come to is counted from what the file gave."""
    sent = Sum()
    columns = [column.name for column in table.columns]
    try:
        for rows, lines in moving_file.batches(source, table):
            await raw.copy_records_to_table(table.name, records=rows, columns=columns)
            sent = sent.plus(lines)
            tell(table.name, sent.rows)
    except _FAILURES as error:
        raise NotMoved(f"{table.name}: {kind_of(error)}") from None
    return sent


async def _number_on(source: sqlite3.Connection, raw: Any, table: Table) -> None:
    """New rows get numbers that no row has had."""
    last = moving_file.last_number(source, table) if "id" in table.c else 0
    if last:
        await raw.execute("SELECT setval(pg_get_serial_sequence($1, 'id'), $2)", table.name, last)


async def _sum_there(raw: Any, table: Table) -> Sum:
    rows, hashes = await raw.fetchrow(in_postgres(table))
    return Sum(rows, int(hashes))


async def _compare(source: sqlite3.Connection, raw: Any, counts: dict[Table, int]) -> None:
    """Raises where any table is not the same on both sides."""
    for table, here in counts.items():
        there = await raw.fetchval(f'SELECT count(*) FROM "{table.name}"')  # noqa: S608 - our own tables
        if there != here:
            raise NotMoved(
                f"the PostgreSQL is not empty: {table.name} has {there:,} rows there, {here:,} here"
            )
    for table in TABLES:
        if moving_file.total(source, table) != await _sum_there(raw, table):
            raise NotMoved(f"the PostgreSQL is not empty: rows of {table.name} are not the same there")
