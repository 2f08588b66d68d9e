"""The bot runs as any user, and writes in its data folder alone: pictures, workbooks, imports, copies and all."""

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.people import Person
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


def left_behind(data: Path) -> None:
    """Files of nobody's own, and none of those that were put together on the way."""
    assert {file.stat().st_uid for file in data.rglob("*")} == {NOBODY}
    assert {file.name for file in data.iterdir()} == {"kept.db", "kept.db.lock", "kept.db.work", "backups"}
    assert [*(data / "backups").iterdir()], "the copy of the night"
    assert [*(data / "kept.db.work").iterdir()] == [], "not even what a killed one had left"
