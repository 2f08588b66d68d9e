"""The database under a disk that fails, and another program that holds it."""

import errno
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from storage import migrate
from storage.damage import damaged
from storage.errors import StorageError, Unavailable
from storage.sqlite_store import SqliteStore
from storage.store import open_store
from storage.tx import Tx
from tests.failing_disk import WRITES, failing_disk
from tests.storage.sharing import together
from tests.world import World

OLD = "0004"
SENTENCE = "INSERT INTO teams (name, zone, currency, created_at) VALUES ('{}', 'Europe/Moscow', 'RUB', 1)"


@pytest.fixture(scope="module")
def old_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As a former version left it, with a team in it."""
    file = tmp_path_factory.mktemp("old") / "kept.db"
    engine = migrate._transactional(file)
    with engine.begin() as connection:
        command.upgrade(migrate.configuration(connection), OLD)
        connection.execute(text(SENTENCE.format("Ромашка")))
    engine.dispose()
    return file


def dump(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as base:
        return [*base.iterdump()]


@pytest.mark.parametrize("passing", [0, 7, 40, 70])
@pytest.mark.parametrize("journal", ["WAL", "DELETE"])
async def test_a_migration_cut_off_by_the_disk_leaves_the_old_base_and_succeeds_later(
    old_base: Path, tmp_path: Path, passing: int, journal: str
) -> None:
    file = tmp_path / "kept.db"
    shutil.copy(old_base, file)
    with closing(sqlite3.connect(file)) as base:
        base.execute(f"PRAGMA journal_mode = {journal}")
    before = dump(file)
    with failing_disk(file) as disk:
        if disk is None:
            pytest.skip("SQLite is not a library here")
        disk.fail(WRITES, errno.ENOSPC, after=passing)
        with pytest.raises(StorageError):
            await open_store(f"sqlite:///{file}")
        assert disk.met
        disk.heal()
    assert dump(file) == before
    assert damaged(file) == []
    opened = await open_store(f"sqlite:///{file}")
    assert [row.name for row in await opened.run(lambda tx: tx.all(text("SELECT name FROM teams")))] == [
        "Ромашка"
    ]
    await opened.close()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_where_not_even_a_rollback_goes_nobody_takes_it_for_kept(world: World) -> None:
    opened = world.store
    assert isinstance(opened, SqliteStore)

    def fail(_tx: Tx) -> None:
        opened._raw.set_authorizer(
            lambda action, word, *_more: (
                sqlite3.SQLITE_DENY
                if (action, word) == (sqlite3.SQLITE_TRANSACTION, "ROLLBACK")
                else sqlite3.SQLITE_OK
            )
        )
        raise Unavailable

    both = await together(opened, lambda tx: tx.run(text(SENTENCE.format("Тюльпан"))), fail)
    assert [type(one) for one in both] == [Unavailable, Unavailable]
    await opened._in_thread(lambda: opened._raw.set_authorizer(None))
    assert await world.count("teams", "name = 'Тюльпан'") == 0
    await world.store.run(lambda tx: tx.run(text(SENTENCE.format("Лютик"))))
    assert await world.count("teams", "name = 'Лютик'") == 1


async def test_a_file_that_another_program_holds_is_named_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, really = tmp_path / "kept.db", sqlite3.connect
    for module in (sqlite3, sqlite3.dbapi2):
        monkeypatch.setattr(module, "connect", lambda *at, **more: really(*at, **more | {"timeout": 0.05}))
    with closing(really(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageError, match="database is locked"):
            await open_store(f"sqlite:///{file}")
