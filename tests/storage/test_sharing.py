"""One writer: what waits shares a commit, what is in no hurry waits a little for one, and nothing waits for ever."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, Text, bindparam, insert, select, text

from storage import sqlite_store
from storage.errors import StorageError
from storage.prepared import ForSqlite
from storage.sqlite_store import SqliteStore
from storage.store import open_store
from storage.tx import Tx
from tests.storage.sharing import together

NUMBERS = text("SELECT number FROM numbers ORDER BY number")
_FLOWERS = Table("flowers", MetaData(), Column("name", Text), Column("height", Integer))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    opened = await open_store(f"sqlite:///{tmp_path}/kept.db")
    assert isinstance(opened, SqliteStore)
    await opened.run(lambda tx: tx.run(text("CREATE TABLE numbers (number INTEGER UNIQUE)")))
    yield opened
    await opened.close()


@pytest.fixture
async def commits(store: SqliteStore) -> list[str]:
    said: list[str] = []
    note = lambda words: said.append(words) if words == "COMMIT" else None  # noqa: E731 - a callback
    await store._in_thread(lambda: store._raw.set_trace_callback(note))
    return said


def add(number: int) -> Callable[[Tx], int]:
    def work(tx: Tx) -> int:
        tx.run(text(f"INSERT INTO numbers VALUES ({number})"))
        return number

    return work


async def numbers(store: SqliteStore) -> list[int]:
    return [number for (number,) in await store.run(lambda tx: tx.all(NUMBERS))]


async def test_what_waits_at_one_moment_shares_a_commit_and_each_gets_its_own_outcome(
    store: SqliteStore, commits: list[str]
) -> None:
    assert await together(store, *map(add, range(20))) == [*range(20)]
    assert len(commits) <= 2, "one for whoever kept the writer busy"
    assert await numbers(store) == [*range(20)]


async def test_one_that_fails_takes_no_other_with_it(store: SqliteStore) -> None:
    came = await together(store, add(1), add(1), add(2))
    assert [type(one) for one in came].count(int) == 2
    assert await numbers(store) == [1, 2]


async def test_whoever_is_patient_shares_the_commit_of_the_next(
    store: SqliteStore, commits: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_store, "PATIENCE", 3600.0)
    async with asyncio.timeout(10):
        assert await asyncio.gather(store.run(add(1), patiently=True), store.run(add(2))) == [1, 2]
    assert len(commits) == 1


async def test_patience_has_an_end(store: SqliteStore, commits: list[str]) -> None:
    async with asyncio.timeout(10):
        assert await asyncio.gather(*(store.run(add(each), patiently=True) for each in range(3))) == [0, 1, 2]
        assert await store.run(add(3), patiently=True) == 3
    assert len(commits) == 2


async def test_what_is_patient_when_the_store_closes_is_kept(
    tmp_path: Path, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_store, "PATIENCE", 3600.0)
    other = await open_store(f"sqlite:///{tmp_path}/kept.db")
    async with asyncio.timeout(10):
        assert (await asyncio.gather(other.run(add(5), patiently=True), other.close()))[0] == 5
    assert await numbers(store) == [5]
    with pytest.raises(StorageError):
        await other.run(add(6))


async def test_a_constant_stands_in_the_statement_as_it_is(store: SqliteStore) -> None:
    """Else SQLite plans anew, at each execution, whatever an index of some rows alone may serve."""
    await store.run(lambda tx: tx.run(text("CREATE TABLE flowers (name TEXT, height INTEGER)")))
    added = insert(_FLOWERS).values(name="O'Neil :height", height=bindparam("height"))
    found = select(_FLOWERS.c.height).where(_FLOWERS.c.name == "O'Neil :height", _FLOWERS.c.height > 1)
    await store.run(lambda tx: tx.run(added, height=7))
    assert await store.run(lambda tx: tx.value(found)) == 7
    assert ForSqlite(found).sql.endswith("flowers.name = 'O''Neil :height' AND flowers.height > 1")
