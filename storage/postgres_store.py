"""A PostgreSQL base, which several processes may share: transactions that run side by side."""

import asyncio
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

import asyncpg
from sqlalchemy import make_url
from sqlalchemy.dialects.postgresql.asyncpg import dialect
from sqlalchemy.util import greenlet_spawn

from storage import migrate
from storage.errors import Conflict, Unavailable
from storage.prepared import MOST
from storage.replicas import CONNECTED_AS
from storage.tx import PostgresTx, Tx, Watch, understood_postgres, unwatched

T = TypeVar("T")
POOL_WAIT = 30.0  # seconds to wait for one of the connections
CLOSING = 5.0  # seconds for what is still at work at the end
CONFLICTS = 5  # of a transaction with others, that nobody need know of
FOR_EVER = 2**62  # queries of a connection: others take whoever has no connection for dead


class PostgresStore:
    """The same store as `SqliteStore`: storage/store.py says what is promised."""

    def __init__(self, pool: Any, workers: int, holder: str) -> None:
        self._pool = pool
        self.workers = workers
        self.watch: Watch = unwatched
        self.holder: str | None = holder

    @classmethod
    async def open(cls, url: str, pool: int) -> "PostgresStore":
        async with migrate.connected(url) as connection:
            await connection.run_sync(migrate.postgres)
        holder = f"{CONNECTED_AS} {secrets.token_hex(6)}"
        _nothing, address = dialect().create_connect_args(make_url(url))  # type: ignore[no-untyped-call]
        opened = await asyncpg.create_pool(
            **address,
            min_size=1,
            max_size=pool,
            max_queries=FOR_EVER,
            max_inactive_connection_lifetime=0,
            reset=as_it_is,
            statement_cache_size=MOST,
            max_cached_statement_lifetime=0,
            server_settings={"application_name": holder},
        )
        return cls(opened, workers=max(1, pool - 2), holder=holder)

    async def run(self, work: Callable[[Tx], T], *, patiently: bool = False) -> T:  # noqa: ARG002 - nobody waits for another here
        for _time in range(CONFLICTS):
            with suppress(Conflict):
                return await self._once(work)
        return await self._once(work)

    async def _once(self, work: Callable[[Tx], T]) -> T:
        asked = time.monotonic()
        try:
            async with asyncio.timeout(POOL_WAIT):
                connection = await self._pool.acquire()
            try:
                began = time.monotonic()
                async with connection.transaction():
                    outcome = await greenlet_spawn(work, PostgresTx(connection, self.holder))
            finally:
                await self._pool.release(connection)
        except OSError as error:  # a time-out too: none of the connections is free
            raise Unavailable(type(error).__name__) from error
        except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise understood_postgres(error) from error
        self.watch(began - asked, time.monotonic() - began)
        return outcome

    async def scrub(self) -> None:
        """PostgreSQL's own vacuum does it, in its time."""

    async def look(self, work: Callable[[Tx], T]) -> T:
        return await self.run(work)

    async def close(self) -> None:
        try:
            async with asyncio.timeout(CLOSING):
                await self._pool.close()
        except TimeoutError:
            self._pool.terminate()


async def as_it_is(_connection: Any) -> None:
    """Whatever a transaction sets or locks ends with it: there is nothing to reset, which would be one more way."""
