"""A disk that takes nothing: nobody is told that it was saved, everybody once that it was not, and nothing is lost."""

import asyncio
import errno
import resource
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from pathlib import Path

import pytest

from sandbox.people import Person
from tests.bot.letters import nothing_is_left
from tests.bot.lives import Lives
from tests.databases import connected
from tests.failing_disk import READS, WRITES, failing_disk
from tests.house import House, create_team, open_house

LONG = "Ромашка " + "я" * 3000  # needs a page of its own


Pragma = Callable[[str], Awaitable[int]]


def failing(
    calls: tuple[str, ...], error: int
) -> Callable[[Path, Pragma], AbstractAsyncContextManager[None]]:
    """The disk itself says no, to SQLite's own system calls."""

    @asynccontextmanager
    async def trouble(file: Path, _pragma: Pragma) -> AsyncIterator[None]:
        with failing_disk(file) as disk:
            if disk is None:
                pytest.skip("SQLite is not a library here")
            disk.fail(calls, error)
            yield
            disk.heal()

    return trouble


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


TROUBLES = {
    "full": full,
    "read-only": read_only,
    "locked": locked,
    "EIO on writing": failing(WRITES, errno.EIO),
    "ENOSPC": failing(WRITES, errno.ENOSPC),
}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
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


async def test_what_was_taken_in_and_then_cannot_be_done_is_told_once_too_and_done_later_in_order(
    file: Path,
) -> None:
    """The disk fails between the two: as soon as the first of many is answered."""
    async with open_house(f"sqlite:///{file}") as house:
        olga = house.person("Olga")
        await create_team(house, olga, "Ромашка")
        before = len(said(olga))
        with failing_disk(file) as disk:
            if disk is None:
                pytest.skip("SQLite is not a library here")
            house.sandbox.telegram.faults.append(
                lambda call: disk.fail(WRITES) if call.method == "sendMessage" else None
            )
            for number in range(MANY):
                olga.write(f"/find Никто{number}")
            await until_told(olga)
            house.sandbox.telegram.faults.clear()
            assert taken_in(file) > 0
            await asyncio.sleep(1.5)  # two more tries
            disk.heal()
        await house.settled()
        told_so = [text for text in said(olga) if "не сохранено" in text]
        assert len(told_so) == 1
        answers = [text for text in said(olga)[before:] if "не сохранено" not in text]
        assert [f"Никто{number}" in text for number, text in enumerate(answers)] == [True] * MANY


MANY = 200


async def until_told(person: Person) -> None:
    async with asyncio.timeout(10):
        while not any("не сохранено" in text for text in said(person)):  # noqa: ASYNC110 - it comes from outside
            await asyncio.sleep(0.02)


def taken_in(file: Path) -> int:
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as other:
        return int(other.execute("SELECT count(*) FROM inbox WHERE state = 'waiting'").fetchone()[0])


async def test_what_cannot_be_read_is_told_not_acknowledged_and_ends_the_bot(file: Path) -> None:
    async with open_house(f"sqlite:///{file}") as house:
        olga = house.person("Olga")
        await create_team(house, olga, "Ромашка")
        await pragma_of(house)("cache_size = 1")  # so that reading reaches the disk at all
        with failing_disk(file) as disk:
            if disk is None:
                pytest.skip("SQLite is not a library here")
            disk.fail(READS)
            olga.write(LONG)
            assert await house.app.stopped(asyncio.Event()) is False
            disk.heal()
        assert "не сохранено" in said(olga)[-1]
        assert len(house.sandbox.telegram.updates) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_process_that_may_write_nothing_any_more_not_even_its_log_goes_on_later(lives: Lives) -> None:
    await lives.start()
    olga = lives.person("Olga")
    await create_team(lives, olga, "Ромашка")
    before, (_soft, hard) = len(said(olga)), resource.prlimit(lives.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(lives.pid, resource.RLIMIT_FSIZE, (0, hard))
    olga.write("/find Никто")
    await until_told(olga)
    resource.prlimit(lives.pid, resource.RLIMIT_FSIZE, (hard, hard))
    await lives.settled()
    assert ["Никто" in text for text in said(olga)[before:]] == [False, True]
    await nothing_is_left(lives)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_while_postgresql_is_read_only_that_is_told_and_later_it_is_done(
    team: House, database_url: str
) -> None:
    """As after the first server was lost, and before the second one has become the first."""
    anna = team.people["Anna"]
    before = len(said(anna))
    await turn_read_only(database_url, "on")
    anna.write("/find Никто")
    await until_told(anna)
    await turn_read_only(database_url, "off")
    await team.settled()
    assert ["Никто" in text for text in said(anna)[before:]] == [False, True]
    assert await team.count("inbox", "state = 'failed'") == 0


async def turn_read_only(database_url: str, switch: str) -> None:
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    async with connected(database_url) as connection:
        name = await connection.fetchval("SELECT current_database()")
        await connection.execute("SET default_transaction_read_only = off")
        await connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = {switch}")
        await connection.execute(f"SELECT pg_terminate_backend(pid) {others}")
