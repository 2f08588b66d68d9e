"""PostgreSQL databases for tests: made as copies of one with the schema, and emptied when a test is over."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg

from storage import migrate
from storage.schema import metadata
from storage.store import open_store

TEMPLATE = "kept_template"
COPIED = f"TEMPLATE {TEMPLATE} STRATEGY FILE_COPY"  # a quarter of what it costs to write it to the log first
_numbers = itertools.count(1)
_RELATIONS = "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
# Whether nobody else is connected, no test has left a setting, and the tables are those of the template.
_AS_IT_WAS = f"""
SELECT (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()) = 1
   AND NOT EXISTS (
       SELECT FROM pg_db_role_setting JOIN pg_database ON pg_database.oid = setdatabase
       WHERE datname = current_database()
   )
   AND ({_RELATIONS}) = $1
   AND (SELECT version_num FROM alembic_version) = $2
"""
_FROM_ONE = """
SELECT setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences WHERE last_value IS NOT NULL
"""


class Databases:
    """To empty one costs a tenth of copying its 640 files."""

    def __init__(self, server: str) -> None:
        self.server = server
        self._free: list[str] = []
        self._relations = 0

    async def furnish(self) -> None:
        await create_database(self.server, TEMPLATE)
        url = within(self.server, TEMPLATE)
        await (await open_store(url)).close()
        async with connected(url) as connection:
            self._relations = await connection.fetchval(_RELATIONS)

    async def take(self) -> str:
        """The address of one without a row."""
        return self._free.pop() if self._free else await empty_database(self.server, COPIED)

    async def give_back(self, url: str) -> None:
        """For the next test; one that cannot be made as it was is left."""
        with suppress(asyncpg.PostgresError, OSError):
            async with connected(url, lock_timeout="1s") as connection:
                if await connection.fetchval(_AS_IT_WAS, self._relations, migrate.newest()):
                    await empty(connection)
                    self._free.append(url)


async def empty(connection: Any) -> None:
    await connection.execute("SET session_replication_role = replica")  # in whatever order
    touched = [
        table.name
        for table in metadata.sorted_tables
        if await connection.execute(f'DELETE FROM "{table.name}"') != "DELETE 0"
    ]
    await connection.execute(_FROM_ONE)
    if touched:
        await connection.execute("VACUUM " + ", ".join(f'"{name}"' for name in touched))
        forget = "SELECT pg_clear_relation_stats('public', name) FROM unnest($1::text[]) AS name"
        await connection.execute(forget, touched)


async def empty_database(server: str, options: str = "") -> str:
    """The address of a new one."""
    name = f"kept_{next(_numbers)}"
    await create_database(server, f"{name} {options}")
    return within(server, name)


async def create_database(server: str, described: str) -> None:
    async with connected(server) as connection:
        await connection.execute(f"CREATE DATABASE {described}")


@asynccontextmanager
async def connected(url: str, **settings: str) -> AsyncIterator[Any]:
    """To what DATABASE_URL names, past the bot and its pool."""
    connection = await asyncpg.connect(url.replace("+asyncpg", ""), server_settings=settings)
    try:
        yield connection
    finally:
        await connection.close()


def within(server: str, name: str) -> str:
    address, question, query = server.partition("?")
    return f"{address.rpartition('/')[0]}/{name}{question}{query}"
