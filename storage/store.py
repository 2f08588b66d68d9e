"""The database itself: opened, migrated, and asked for one transaction at a time."""

import asyncio
import secrets
import sqlite3
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar, cast

import aiosqlite
import asyncpg
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as NoneIsFree
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage import migrate, plans
from storage.damage import damaged_quickly
from storage.errors import Damaged, StorageError, Unavailable
from storage.replicas import CONNECTED_AS
from storage.tx import PostgresTx, Prepared, SqliteTx, Statement, Tx, understood_postgres, understood_sqlite

T = TypeVar("T")
# Told of each transaction: seconds until its turn came, and seconds until it was committed.
Watch = Callable[[float, float], None]
PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    "busy_timeout = 5000",
)
POOL_WAIT = 30.0  # seconds to wait for one of the connections to PostgreSQL
LOOK = 5.0  # seconds at most to look for damage before the file is opened


class Store(Protocol):
    """Everything that is kept. `run` commits before it returns, or nothing was kept at all."""

    workers: int  # how many may hold a transaction at once
    watch: Watch
    holder: str | None  # who this process is among those that share the database; None: nobody shares it

    async def run(self, work: Callable[[Tx], T]) -> T: ...
    async def scrub(self) -> None:
        """What was overwritten leaves the database's own log too."""

    async def look(self, work: Callable[[Tx], T]) -> T:
        """Only to read, also while nothing can be written."""

    async def close(self) -> None: ...


async def open_store(url: str, *, pool: int = 8, keep: migrate.Keep | None = None) -> Store:
    """Open and migrate what DATABASE_URL names: sqlite:///path or postgresql+asyncpg://…

    `keep` makes a copy of a file before it is migrated. Raises StorageError, of a spoilt file Damaged.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            return await SqliteStore.open(Path(parsed.database or ""), keep)
        return await PostgresStore.open(url, pool)
    except (ArgumentError, ValueError, DBAPIError, sqlite3.Error, asyncpg.PostgresError) as error:
        # The error's own text may hold the address, and the address a password.
        raise StorageError(kind_of(error)) from None


def kind_of(error: BaseException) -> str:
    """The driver's own name for it, beneath what others have wrapped around it."""
    inner = getattr(error, "orig", None) or error.__cause__
    if inner is not None:
        return kind_of(inner)
    # SQLite's own words name no more than what is the matter with the file.
    return str(error) if isinstance(error, sqlite3.OperationalError) else type(error).__name__


def unwatched(_waited: float, _worked: float) -> None:
    """Nobody looks."""


class Job(Generic[T]):
    """Work waiting for a transaction, and then what came of it."""

    def __init__(self, work: Callable[[Tx], T]) -> None:
        self.work = work
        self.asked = time.monotonic()
        self.times = (0.0, 0.0)
        self.value: T | None = None
        self.error: BaseException | None = None

    def outcome(self) -> T:
        if self.error is not None:
            raise self.error
        return cast("T", self.value)


class SqliteStore:
    """One file and one writer. Whole transactions, not statements, are handed to aiosqlite's thread, and all
    that wait at one moment share a commit: docs/decisions/0002-whole-transactions.md has the figures.
    """

    workers = 1
    holder: str | None = None

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._raw = connection._conn  # noqa: SLF001 - no public way to it
        self._tx = SqliteTx(self._raw, cast("dict[Statement, Prepared]", {}))
        self._jobs: deque[Job[Any]] = deque()
        self.watch: Watch = unwatched

    @classmethod
    async def open(cls, path: Path, keep: migrate.Keep | None = None) -> "SqliteStore":
        path.parent.mkdir(parents=True, exist_ok=True)
        damage = await asyncio.to_thread(damaged_quickly, path, LOOK)
        if damage:
            raise Damaged(damage)
        await migrate.sqlite(path, keep)
        connection = await aiosqlite.connect(path, isolation_level=None, cached_statements=512)
        try:
            for pragma in PRAGMAS:
                await connection.execute(f"PRAGMA {pragma}")
            store = cls(connection)
            await store._in_thread(lambda: plans.foresee(store._raw))
        except BaseException:
            await connection.close()  # its thread would keep the process from ending
            raise
        return store

    async def run(self, work: Callable[[Tx], T]) -> T:
        job = Job(work)
        self._jobs.append(job)
        await self._in_thread(self._drain)
        outcome = job.outcome()
        self.watch(*job.times)
        return outcome

    async def look(self, work: Callable[[Tx], T]) -> T:
        """Reading goes on while another program holds the file, or it takes nothing more."""
        job = Job(work)
        await self._in_thread(lambda: self._look(job))
        return job.outcome()

    def _look(self, job: Job[Any]) -> None:
        self._roll_back()
        try:
            self._raw.execute("BEGIN")
            job.value = job.work(self._tx)
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits for the job
            job.error = understood_sqlite(error) if isinstance(error, sqlite3.Error) else error
        finally:
            self._roll_back()

    async def _in_thread(self, work: Callable[[], None]) -> None:
        await self._connection._execute(work)  # type: ignore[no-untyped-call]  # noqa: SLF001 - the thread is what aiosqlite is for here

    def _drain(self) -> None:
        jobs = []
        while self._jobs:
            jobs.append(self._jobs.popleft())
        if jobs and not self._together(jobs):
            for job in jobs:
                self._together([job])

    def _together(self, jobs: list[Job[Any]]) -> bool:
        """Do all in one commit. One that fails undoes all, and each is then done alone."""
        try:
            self._begin()
            began = time.monotonic()
            for job in jobs:
                job.error = None
                job.value = job.work(self._tx)
            self._commit()
            worked = time.monotonic() - began
            for job in jobs:
                job.times = (began - job.asked, worked)
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits for the job
            for job in jobs:
                job.error = error
            self._roll_back()
            return len(jobs) == 1
        return True

    def _roll_back(self) -> None:
        """Where even that fails, it is done before the next one begins."""
        if self._raw.in_transaction:
            with suppress(sqlite3.Error):
                self._raw.execute("ROLLBACK")

    def _begin(self) -> None:
        self._roll_back()
        try:
            self._raw.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise understood_sqlite(error) from error

    def _commit(self) -> None:
        try:
            self._raw.execute("COMMIT")
        except sqlite3.Error as error:
            raise understood_sqlite(error) from error

    async def scrub(self) -> None:
        def empty_the_log() -> None:
            self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

        await self._in_thread(empty_the_log)

    async def close(self) -> None:
        await self._connection.close()


class PostgresStore:
    """The same on PostgreSQL, where transactions run side by side."""

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

    async def run(self, work: Callable[[Tx], T]) -> T:
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
