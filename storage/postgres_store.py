"""A PostgreSQL base, which several processes may share: transactions that run side by side."""

import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as NoneIsFree
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage import migrate
from storage.errors import Conflict, Unavailable
from storage.replicas import CONNECTED_AS
from storage.tx import PostgresTx, Tx, Watch, understood_postgres, unwatched

T = TypeVar("T")
POOL_WAIT = 30.0  # seconds to wait for one of the connections
CONFLICTS = 5  # of a transaction with others, that nobody need know of


class PostgresStore:
    """The same store as `SqliteStore`: storage/store.py says what is promised."""

    def __init__(self, engine: AsyncEngine, workers: int, holder: str) -> None:
        self._engine = engine
        self.workers = workers
        self.watch: Watch = unwatched
        self.holder: str | None = holder

    @classmethod
    async def open(cls, url: str, pool: int) -> "PostgresStore":
        holder = f"{CONNECTED_AS} {secrets.token_hex(6)}"
        engine = create_async_engine(
            url,
            pool_size=pool,
            max_overflow=0,
            pool_timeout=POOL_WAIT,
            pool_pre_ping=True,
            connect_args={"server_settings": {"application_name": holder}},
        )
        try:
            async with engine.begin() as connection:
                await connection.run_sync(migrate.postgres)
        except BaseException:
            await engine.dispose()
            raise
        return cls(engine, workers=max(1, pool - 2), holder=holder)

    async def run(self, work: Callable[[Tx], T], *, patiently: bool = False) -> T:  # noqa: ARG002 - nobody waits for another here
        for _time in range(CONFLICTS):
            with suppress(Conflict):
                return await self._once(work)
        return await self._once(work)

    async def _once(self, work: Callable[[Tx], T]) -> T:
        asked = time.monotonic()
        try:
            async with self._engine.begin() as connection:
                began = time.monotonic()
                outcome = await connection.run_sync(lambda plain: work(PostgresTx(plain, self.holder)))
        except (InterfaceError, NoneIsFree, OSError) as error:
            raise Unavailable(type(error).__name__) from error
        except DBAPIError as error:
            raise understood_postgres(error) from error
        self.watch(began - asked, time.monotonic() - began)
        return outcome

    async def scrub(self) -> None:
        """PostgreSQL's own vacuum does it, in its time."""

    async def look(self, work: Callable[[Tx], T]) -> T:
        return await self.run(work)

    async def close(self) -> None:
        await self._engine.dispose()
