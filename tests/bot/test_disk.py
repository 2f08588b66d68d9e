"""A disk that takes nothing: nobody is told that it was saved, everybody once that it was not, and nothing is lost."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from pathlib import Path

import pytest

from sandbox.people import Person
from tests.house import House, create_team, open_house

LONG = "Ромашка " + "я" * 3000  # needs a page of its own


Pragma = Callable[[str], Awaitable[int]]


@asynccontextmanager
async def full(_file: Path, pragma: Pragma) -> AsyncIterator[None]:
    """SQLite's own "database or disk is full"."""
    most = await pragma("max_page_count")
    await pragma(f"max_page_count = {await pragma('page_count')}")
    yield
    await pragma(f"max_page_count = {most}")


@asynccontextmanager
async def read_only(_file: Path, pragma: Pragma) -> AsyncIterator[None]:
    await pragma("query_only = ON")
    yield
    await pragma("query_only = OFF")


@asynccontextmanager
async def locked(file: Path, pragma: Pragma) -> AsyncIterator[None]:
    """Another program holds it for longer than anybody waits."""
    await pragma("busy_timeout = 20")
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def pragma_of(house: House) -> Pragma:
    async def pragma(words: str) -> int:
        cursor = await house.app.store._connection.execute(f"PRAGMA {words}")  # type: ignore[attr-defined]
        row = await cursor.fetchone()
        await cursor.close()
        return row[0] if row else 0

    return pragma


@pytest.fixture
def file(tmp_path: Path, sqlite_template: Path) -> Path:
    path = tmp_path / "kept.db"
    path.write_bytes(sqlite_template.read_bytes())
    return path


def said(person: Person) -> list[str]:
    return [message.text for message in person.messages() if message["from"]["is_bot"]]


@pytest.mark.parametrize("trouble", [full, read_only, locked])
async def test_while_nothing_can_be_saved_that_is_told_once_and_later_it_is_done_once(
    file: Path, trouble: Callable[[Path, Pragma], AbstractAsyncContextManager[None]]
) -> None:
    async with open_house(f"sqlite:///{file}") as house:
        olga, john = house.person("Olga"), house.person("John", "en")
        await create_team(house, olga, "Ромашка")
        await house.write(john, "/start")
        before = len(said(olga))
        async with trouble(file, pragma_of(house)):
            olga.write(LONG)
            john.write(LONG)
            await told(olga, before)
            await asyncio.sleep(2.5)  # two more tries
            assert ["не сохранено" in text for text in said(olga)[before:]] == [True]
            assert "not saved yet" in said(john)[-1]
        await house.settled()
        assert len(said(olga)) == before + 2, "and then the answer"
        assert await house.count("inbox", "state = 'failed'") == 0


async def told(person: Person, before: int) -> None:
    async with asyncio.timeout(10):
        while len(said(person)) == before:  # noqa: ASYNC110 - it comes from outside
            await asyncio.sleep(0.02)
