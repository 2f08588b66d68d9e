"""The migrations make the schema that the code is written against, and an upgrade leaves a copy behind."""

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import create_async_engine

from storage import backups, migrate, newcomers
from storage.schema import TEAMLESS, metadata
from storage.store import open_store
from tests.databases import empty_database
from tests.world import World

MADE = text("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name <> 'alembic_version'")


def described(connection: Connection) -> list[list[str]]:
    """Every table, index and constraint in SQLite's own words, whatever their order and spacing."""
    statements = [row.sql for row in connection.execute(MADE)]
    for mark in "(),":
        statements = [statement.replace(mark, f" {mark} ") for statement in statements]
    return sorted(sorted(statement.split()) for statement in statements)


async def test_the_migrations_make_exactly_the_schema_on_sqlite(tmp_path: Path) -> None:
    await migrate.sqlite(tmp_path / "migrated.db")
    migrated, made = (create_engine(f"sqlite:///{tmp_path}/{name}.db") for name in ("migrated", "made"))
    with migrated.connect() as left, made.begin() as right:
        metadata.create_all(right)
        assert described(left) == described(right)
    migrated.dispose()
    made.dispose()


CONSTRAINTS = text(
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version' ORDER BY 1, 2"
)
INDEXES = text(
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version' ORDER BY 1"
)


async def test_the_migrations_make_exactly_the_schema_on_postgresql(postgres_server: str) -> None:
    urls = [await empty_database(postgres_server) for _ in range(2)]
    seen: list[Any] = []
    for url, make in zip(urls, (migrate.postgres, metadata.create_all), strict=True):
        engine = create_async_engine(url)
        async with engine.begin() as connection:
            await connection.run_sync(make)
            found = [(await connection.execute(query)).all() for query in (CONSTRAINTS, INDEXES)]
            seen.append((found, await connection.run_sync(differences)))
        await engine.dispose()
    assert seen[0][0] == seen[1][0]
    assert seen[0][1] == []


def differences(connection: Connection) -> list[Any]:
    return [*compare_metadata(MigrationContext.configure(connection), metadata)]


def test_every_table_has_a_team_or_a_stated_exemption() -> None:
    teamless = {table.name for table in metadata.sorted_tables if "team_id" not in table.c} | {"people"}
    assert teamless == TEAMLESS.keys()


async def test_an_upgrade_leaves_a_copy_of_the_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "kept.db"
    await (await open_store(f"sqlite:///{file}")).close()
    with sqlite3.connect(file) as old:
        old.execute("UPDATE alembic_version SET version_num = '0001'")
    old.close()
    copy, versions = tmp_path / "copy.db", []

    def keep(version: str) -> None:
        versions.append(version)
        backups.copy(file, copy)

    with suppress(OperationalError):  # its tables are there already
        await migrate.sqlite(file, keep)
    assert versions == [migrate.newest()]
    with sqlite3.connect(copy) as kept:
        assert kept.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    kept.close()


async def test_the_file_is_kept_durably(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path}/kept.db")
    found = [
        await store.run(lambda tx, name=name: tx.value(text(f"PRAGMA {name}")))
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
    ]
    await store.close()
    assert found == ["wal", 2, 1, 1]


async def test_a_clients_number_is_never_anothers(world: World) -> None:
    """A button may be older than the client's being taken back: it must not lead to whoever came next."""
    gone = await world.client("Иванов", "+79160000001")
    await world.run(lambda book: newcomers.take_back(book, gone))
    assert await world.client("Петров", "+79160000002") > gone


async def test_a_base_of_before_keeps_its_rows_and_gets_the_words(tmp_path: Path) -> None:
    file = tmp_path / "kept.db"
    engine = migrate._transactional(file)
    with engine.begin() as connection:
        command.upgrade(migrate.configuration(connection), "0003")
        connection.execute(
            text("INSERT INTO teams (name, zone, currency, created_at) VALUES ('Ромашка', 'UTC', 'RUB', 0)")
        )
        for code in ("no_money", "no_value"):
            connection.execute(
                text("INSERT INTO loss_reasons (team_id, code) VALUES (1, :code)"), {"code": code}
            )
    engine.dispose()
    await migrate.sqlite(file)
    with sqlite3.connect(file) as base:
        assert base.execute('SELECT code, "group", name FROM loss_reasons ORDER BY id').fetchall() == [
            ("no_money", "obstacle", ""),
            ("no_value", "error", ""),
        ]
        assert base.execute("SELECT list, count(*) FROM terms GROUP BY list ORDER BY list").fetchall() == [
            ("c", 4),
            ("s", 8),
        ]
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        with pytest.raises(sqlite3.IntegrityError):
            base.execute("INSERT INTO loss_reasons (team_id, code, name) VALUES (1, 'other', 'Другое')")
    base.close()
