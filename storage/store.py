"""The database itself: what is promised of it, whichever it is, and how it is opened."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

import asyncpg
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from storage import migrate
from storage.errors import StorageError
from storage.postgres_store import PostgresStore
from storage.sqlite_store import SqliteStore
from storage.tx import Tx, Watch

T = TypeVar("T")


class Store(Protocol):
    """Everything that is kept. `run` commits before it returns, or nothing was kept at all."""

    workers: int  # how many may hold a transaction at once
    watch: Watch
    holder: str | None  # who this process is among those that share the database; None: nobody shares it

    async def run(self, work: Callable[[Tx], T], *, patiently: bool = False) -> T:
        """`patiently`: it may wait for milliseconds to share a commit with what is in more of a hurry."""

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
