"""A base that outgrew its file, moved to PostgreSQL by the operator's own command, and worked with there."""

import asyncio
import hashlib
import os
import shutil
import signal
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.command_line import COMMANDS
from bot.settings import Settings
from sales.contacts import Outcome
from storage.lock import held
from storage.schema import metadata
from storage.store import open_store
from tests.bot.lives import PATIENCE, Forks
from tests.bot.test_remind import go_by, promise, reminders
from tests.conftest import furnish
from tests.databases import connected, empty_database
from tests.house import at_work, buttons, open_street
from tests.world import World

Moving = Callable[..., Awaitable[tuple[int, str]]]
HOLD = """
CREATE FUNCTION hold() RETURNS trigger AS 'BEGIN PERFORM pg_advisory_xact_lock(7); RETURN NEW; END' LANGUAGE plpgsql;
CREATE TRIGGER hold BEFORE INSERT ON contacts FOR EACH ROW EXECUTE FUNCTION hold()
"""
WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory' AND objid = 7"
SPOIL = """
CREATE FUNCTION spoil() RETURNS trigger AS 'BEGIN NEW.name = upper(NEW.name); RETURN NEW; END' LANGUAGE plpgsql;
CREATE TRIGGER spoil BEFORE INSERT ON clients FOR EACH ROW EXECUTE FUNCTION spoil()
"""


@pytest.fixture
async def target(postgres_server: str) -> str:
    """A PostgreSQL without a table."""
    return await empty_database(postgres_server)


@pytest.fixture
def moving(capsys: pytest.CaptureFixture[str]) -> Moving:
    """As `python -m bot migrate-to URL`: its status, and what it said."""

    async def run(source: str, url: str) -> tuple[int, str]:
        capsys.readouterr()
        settings = Settings(_env_file=None, database_url=source)
        status = await asyncio.to_thread(COMMANDS["migrate-to"], settings, url)
        said = capsys.readouterr()
        return status, said.err if status else said.out

    return run


@pytest.fixture
async def base(sqlite_template: Path, tmp_path: Path) -> str:
    """A file with a team, a client and a contact in it."""
    url = f"sqlite:///{tmp_path}/kept.db"
    shutil.copy(sqlite_template, tmp_path / "kept.db")
    store = await open_store(url)
    world = World(store)
    await world.found()
    await world.record(await world.client("Иванов, «тот самый» 🙂", "+79120000001"), Outcome.NO_ANSWER)
    await store.close()
    return url


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def digest(file: Path) -> bytes:
    return hashlib.sha256(file.read_bytes()).digest()


def change(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as base, base:
        base.execute(statement)


async def ask(url: str, *statements: str) -> Any:
    """What the last of them finds."""
    async with connected(url) as connection:
        for statement in statements[:-1]:
            await connection.execute(statement)
        return await connection.fetch(statements[-1])


async def rows_in(url: str) -> int:
    """In all our tables, where there are any, once whoever was killed is gone."""
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    async with connected(url) as connection:
        while await connection.fetchval(others):
            pass
        there = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        ours = [name for (name,) in there if name in metadata.tables]
        counts = [await connection.fetchval(f'SELECT count(*) FROM "{name}"') for name in ours]
        return sum(counts)


async def furnished(url: str) -> str:
    """As a bot leaves it that was started there once, before anybody wrote to it."""
    await (await open_store(url)).close()
    return url


async def test_the_bot_goes_on_in_postgresql_where_it_stopped(
    sqlite_template: Path, tmp_path: Path, target: str, moving: Moving
) -> None:
    file = Path(shutil.copy(sqlite_template, tmp_path / "kept.db"))
    async with open_street() as (sandbox, clock):
        async with at_work(sandbox, clock, f"sqlite:///{file}") as here:
            anna = (await furnish(here)).people["Anna"]
            await promise(here, "Иванов", "сегодня в 15:00")
            await here.write(anna, "/new Петрова, ООО Ромашка, +7 912 345-67-89")
            await here.press(anna, "❌ Отказ")
            await here.press(anna, "Нет денег")
            saved = await here.press(anna, "Через месяц")
            await here.write(anna, "/new")  # asked for a name, which she will tell the other bot
            clients = await here.rows("SELECT max(id) FROM clients")
            await here.rows("UPDATE sqlite_sequence SET seq = 100 WHERE name = 'clients' RETURNING 1")
        kept = digest(file)
        status, said = await moving(f"sqlite:///{file}", target)
        assert status == 0, said
        assert "the same on both sides" in said
        assert digest(file) == kept
        async with at_work(sandbox, clock, target) as there:
            there.people.update(here.people)
            assert "Сидоров" in (await there.write(anna, "Сидоров, +7 912 345-67-90"))["text"]
            assert (await there.rows("SELECT max(id) FROM clients"))[0][0] == 101 > clients[0][0]
            await there.press(anna, "↩️ Отменить", saved)
            assert await there.count("contacts", "undone_at IS NOT NULL") == 1
            card = await there.write(anna, "омашка")
            assert "Петрова" in card["text"], "the one who is found is shown"
            assert "➕ Контакт" in buttons(card)
            await go_by(there, hours=4)
            assert len([one for one in reminders(there) if "Иванов" in one["text"]]) == 1
        checked = await asyncio.to_thread(
            COMMANDS["check"], Settings(_env_file=None, database_url=target), None
        )
        assert checked == 0


async def test_it_can_be_repeated_and_finds_what_is_not_the_same(
    base: str, target: str, moving: Moving
) -> None:
    assert (await moving(base, target))[0] == 0
    status, said = await moving(base, target)
    assert status == 0, said
    assert "there already, the same on both sides" in said
    await ask(target, "UPDATE clients SET name = 'иванов, «тот самый» 🙂'")
    status, said = await moving(base, target)
    assert status == 1
    assert "is not empty: rows of clients are not the same" in said
    await ask(target, "DELETE FROM phones")
    assert "phones has 0 rows there, 1 here" in (await moving(base, target))[1]


async def test_what_does_not_arrive_as_it_was_is_not_kept(base: str, target: str, moving: Moving) -> None:
    await ask(await furnished(target), SPOIL, "SELECT 1")
    status, said = await moving(base, target)
    assert status == 1
    assert "clients has not arrived as it was" in said
    assert await rows_in(target) == 0


async def test_what_postgresql_cannot_keep_is_named_and_not_even_a_table_is_left(
    base: str, target: str, moving: Moving
) -> None:
    change(file_of(base), "UPDATE clients SET name = 'Иванов' || char(0) || 'а'")
    status, said = await moving(base, target)
    assert status == 1
    assert "as it was: clients: CharacterNotInRepertoireError" in said
    assert "Иванов" not in said
    assert await ask(target, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == []


async def test_killed_in_the_middle_it_leaves_nothing_and_can_be_repeated(
    base: str, target: str, moving: Moving, forks: Forks, tmp_path: Path
) -> None:
    await ask(await furnished(target), HOLD, "SELECT 1")
    async with connected(target) as holding:
        await holding.execute("SELECT pg_advisory_lock(7)")
        order = {"arguments": ["migrate-to", target], "environment": {"DATABASE_URL": base}}
        move = await forks.ask({**order, "death": "", "folder": str(tmp_path)})
        async with asyncio.timeout(PATIENCE):
            while not await holding.fetchval(WAITS):
                pass
        os.kill(move, signal.SIGKILL)
        assert await forks.ask(move) == -signal.SIGKILL
    assert await rows_in(target) == 0
    await ask(target, "DROP TRIGGER hold ON contacts", "SELECT 1")
    assert (await moving(base, target))[0] == 0


async def test_it_says_why_nothing_is_moved(base: str, target: str, moving: Moving) -> None:
    async def why(url: str, source: str = base) -> str:
        status, said = await moving(source, url)
        assert status == 1
        assert said.count("\n") == 1
        return said

    assert "name the PostgreSQL" in await why("postgresql://there/kept")
    assert "no file to move" in await why(target, target)
    assert "no file to move" in await why(target, "sqlite:////nowhere/kept.db")
    assert "ConnectionRefusedError" in await why("postgresql+asyncpg://kept:secret@127.0.0.1:1/kept")
    assert "must be sqlite:///path or postgresql+asyncpg://" in await why(
        "postgresql+asyncpg://kept:secret@127.0.0.1:port/kept"
    )
    with held(file_of(base)):
        assert "works with it" in await why(target)
    await ask(target, "CREATE TABLE theirs (id int)", "SELECT 1")
    assert "tables of another program" in await why(target)
    await ask(target, "DROP TABLE theirs", "SELECT 1")
    assert await rows_in(target) == 0


async def test_it_says_so_of_another_version_or_a_bot_at_work(base: str, target: str, moving: Moving) -> None:
    store = await open_store(target)
    assert "a bot, or another move, works with the PostgreSQL" in (await moving(base, target))[1]
    await store.close()
    await ask(target, "UPDATE alembic_version SET version_num = '0001'", "SELECT 1")
    assert "it is of version 0001" in (await moving(base, target))[1]
    change(file_of(base), "UPDATE alembic_version SET version_num = '0002'")
    status, said = await moving(base, target)
    assert status == 1
    assert "the file is of version 0002" in said
