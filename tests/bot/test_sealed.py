"""The bot runs as any user, and writes in its data folder alone: pictures, workbooks, imports, copies and all."""

import asyncio
import os
import signal
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.command_line import COMMANDS
from bot.settings import Settings
from sandbox.people import Person
from storage.store import open_store
from tests.bot.sealed import NOBODY, missing, open_sealed
from tests.bot.test_import import taken_in
from tests.house import House, create_team

MISSING = missing()
pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)
CLIENTS = "Клиент;Телефон\nПетрова Анна;+7 926 111-22-33\n"


@pytest.fixture
def data() -> Iterator[Path]:
    """Where nobody is at home, with what one killed in the middle had left; pytest's folders are root's own."""
    with tempfile.TemporaryDirectory(prefix="kept-data-") as folder:
        data = Path(folder)
        (data / "kept.db.work" / "kept-export-killed").mkdir(parents=True)
        for path in (data, *data.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
        yield data


async def asked(house: House, person: Person, command: str, *taps: str) -> bytes:
    """The file that comes in the end."""
    await house.write(person, command)
    for tap in taps:
        await house.press(person, tap)
    last = person.last()
    file = last["photo"][-1] if "photo" in last else last["document"]
    return house.sandbox.telegram.files.known(file["file_id"]).data


async def test_as_nobody_with_all_else_read_only_everything_works(tmp_path: Path, data: Path) -> None:
    async with open_sealed(tmp_path, data, BACKUP_FOLDER="") as house:
        await house.start()
        olga = house.person("Olga")
        await create_team(house, olga, "Ромашка")
        await house.write(olga, "/new Иванов, ООО Ромашка, +7 912 345-67-89")
        for tap in ("❌ Отказ", "Нет денег", "Через месяц"):
            await house.press(olga, tap)
        await taken_in(house, olga, CLIENTS)
        assert (await asked(house, olga, "/export", "👥 База", "Всех", "Excel")).startswith(b"PK")
        assert (await asked(house, olga, "📊 Сводки", "📈 Графики")).startswith(b"\x89PNG")
        house.signal(signal.SIGTERM)
        assert await house.ended() == 0, house.log()
        assert house.log().count("\n") == 1, "it says that it runs, and complains of nothing"
    left_behind(data)


async def test_what_root_puts_back_is_the_bots_own(tmp_path: Path, data: Path) -> None:
    base = data / "kept.db"
    settings = Settings(_env_file=None, database_url=f"sqlite:///{base}", backup_folder="")
    async with open_sealed(tmp_path, data) as house:
        await house.start()
        olga = house.person("Olga")
        await create_team(house, olga, "Ромашка")
        assert await asyncio.to_thread(COMMANDS["backup"], settings, None) == 0
        house.signal(signal.SIGTERM)
        assert await house.ended() == 0
        base.with_name("kept.db.lock").unlink()
        assert await asyncio.to_thread(COMMANDS["restore"], settings, None) == 0
        await house.start()
        await house.write(olga, "/new Иванов, ООО Ромашка, +7 912 345-67-89")
        assert await house.count("clients") == 1
        house.signal(signal.SIGTERM)
        assert await house.ended() == 0, house.log()
    assert owners(data) == {NOBODY}


def owners(data: Path) -> set[int]:
    return {file.stat().st_uid for file in data.rglob("*")}


async def test_a_base_that_it_may_not_write_ends_it_in_a_line(tmp_path: Path, data: Path) -> None:
    await (await open_store(f"sqlite:///{data}/kept.db")).close()
    with closing(sqlite3.connect(data / "kept.db")) as base:
        base.execute("PRAGMA journal_mode = DELETE")
    async with open_sealed(tmp_path, data) as house:
        await house.start()
        assert await house.ended() == 1
        assert house.log().startswith("DATABASE_URL: the database cannot be opened (")
        assert house.log().count("\n") == 1


def left_behind(data: Path) -> None:
    """Files of nobody's own and for nobody else, and none of those that were put together on the way."""
    assert owners(data) == {NOBODY}
    assert {file.stat().st_mode & 0o077 for file in data.rglob("*") if file.is_file()} == {0}
    assert {file.name for file in data.iterdir()} == {"kept.db", "kept.db.lock", "kept.db.work", "backups"}
    assert [*(data / "backups").iterdir()], "the copy of the night"
    assert [*(data / "kept.db.work").iterdir()] == [], "not even what a killed one had left"
