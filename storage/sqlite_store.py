"""A base in one SQLite file: whole transactions are handed to its one writer, and those that wait share a commit."""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any, Generic, TypeVar, cast

import aiosqlite

from storage import migrate, plans
from storage.damage import damaged_quickly
from storage.errors import Damaged, StorageError
from storage.tx import SqliteTx, Tx, Watch, understood_sqlite, unwatched

T = TypeVar("T")
PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    "busy_timeout = 5000",
)
LOOK = 5.0  # seconds at most to look for damage before the file is opened
PATIENCE = 0.005  # seconds that whatever is in no hurry waits for a commit to share


class Job(Generic[T]):
    """Work waiting for a transaction, and then what came of it."""

    def __init__(self, work: Callable[[Tx], T], done: asyncio.Future[None]) -> None:
        self.work = work
        self.done = done
        self.asked = time.monotonic()
        self.times = (0.0, 0.0)
        self.value: T | None = None
        self.error: BaseException | None = None

    def outcome(self) -> T:
        if self.error is not None:
            raise self.error
        return cast("T", self.value)


class Waiting:
    """The jobs that wait, and whether the writer is on its way to them: asked by two threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._jobs: list[Job[Any]] = []
        self._patient: list[Job[Any]] = []
        self._awaited = False

    def add(self, job: Job[Any], *, patiently: bool) -> bool:
        """Whether the writer is to be sent for now."""
        with self._lock:
            (self._patient if patiently else self._jobs).append(job)
            return not patiently and self._send()

    def enough(self) -> bool:
        """Patience is at its end: whether the writer is to be sent for."""
        with self._lock:
            self._jobs, self._patient = [*self._patient, *self._jobs], []
            return bool(self._jobs) and self._send()

    def _send(self) -> bool:
        first, self._awaited = not self._awaited, True
        return first

    def take(self) -> list[Job[Any]]:
        """All of them, where one is in a hurry; none: the writer has to be sent for again."""
        with self._lock:
            self._awaited = bool(self._jobs)
            if not self._awaited:
                return []
            taken, self._jobs, self._patient = [*self._patient, *self._jobs], [], []
            return taken


class SqliteStore:
    """One file and one writer. Whole transactions, not statements, are handed to aiosqlite's thread, and all
    that wait at one moment share a commit: docs/decisions/0002-whole-transactions.md has the figures.
    """

    workers = 1
    holder: str | None = None

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._raw = connection._conn  # noqa: SLF001 - no public way to it
        self._tx = SqliteTx(self._raw)
        self._loop = asyncio.get_running_loop()
        self._waiting = Waiting()
        self._patience: asyncio.TimerHandle | None = None
        self._closed = False
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

    async def run(self, work: Callable[[Tx], T], *, patiently: bool = False) -> T:
        if self._closed:
            raise StorageError("closed")
        job = Job(work, self._loop.create_future())
        if self._waiting.add(job, patiently=patiently):
            self._send()
        elif patiently and self._patience is None:
            self._patience = self._loop.call_later(PATIENCE, self._out_of_patience)
        await job.done
        outcome = job.outcome()
        self.watch(*job.times)
        return outcome

    def _out_of_patience(self) -> None:
        self._patience = None
        if self._waiting.enough():
            self._send()

    def _send(self) -> None:
        # Nobody waits for the writer itself: it tells of each commit as soon as that is made.
        self._connection._tx.put_nowait((None, self._drain))  # noqa: SLF001 - as in `_in_thread`

    async def look(self, work: Callable[[Tx], T]) -> T:
        """Reading goes on while another program holds the file, or it takes nothing more."""
        job = Job(work, self._loop.create_future())
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
        while jobs := self._waiting.take():
            if not self._together(jobs):
                for job in jobs:
                    self._together([job])
            self._loop.call_soon_threadsafe(settle, jobs)

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
        self._closed = True
        self._out_of_patience()
        await self._connection.close()


def settle(jobs: Sequence[Job[Any]]) -> None:
    for job in jobs:
        if not job.done.done():
            job.done.set_result(None)
