"""Bringing a database to the present schema: a copy first, then every step in one transaction."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, NullPool, create_engine, event, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from storage.errors import OtherVersion

# Any number, the same in every replica: they migrate one after another.
LOCK = 0x6B657074
Keep = Callable[[str], object]


def must_be_known(version: str | None) -> None:
    """Raises OtherVersion; an older one is known, and so is none."""
    if version is not None and version not in _known():
        raise OtherVersion(
            f"a newer version of the bot has worked with it: {version}, this one knows {newest()}"
        )


@cache
def _known() -> set[str]:
    return {script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()}


def configuration(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


@cache
def newest() -> str:
    """The version that this code is written against."""
    return ScriptDirectory.from_config(configuration()).get_current_head() or ""


async def sqlite(path: Path, keep: Keep | None = None) -> None:
    """`keep` is given the version that is coming, and makes a copy of what is there."""
    await asyncio.to_thread(_migrate_file, path, keep)


def _migrate_file(path: Path, keep: Keep | None) -> None:
    engine = _transactional(path)
    try:
        with engine.begin() as connection:
            at = MigrationContext.configure(connection).get_current_revision()
        if at == newest():
            return
        must_be_known(at)
        if at is not None and keep is not None:
            keep(newest())
        with engine.begin() as connection:
            command.upgrade(configuration(connection), "head")
    finally:
        engine.dispose()


def _transactional(path: Path) -> Engine:
    """An engine whose transactions hold DDL too, which Python's own handling of SQLite does not."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def leave_transactions_to_us(raw: sqlite3.Connection, _record: object) -> None:
        raw.isolation_level = None

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[AsyncConnection]:
    """A connection to PostgreSQL for what the pool is not for, in one transaction."""
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            yield connection
    finally:
        await engine.dispose()


def postgres(connection: Connection) -> None:
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    at = MigrationContext.configure(connection).get_current_revision()
    if at != newest():
        must_be_known(at)
        command.upgrade(configuration(connection), "head")
