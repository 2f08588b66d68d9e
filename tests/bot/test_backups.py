"""The copy of every night, and the drill: a base destroyed and put back through the operator's own commands."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bot.nightly import Nightly
from storage.backups import Shelf
from tests.house import House, open_house

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def command(file: Path, *what: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{file}", "BACKUP_FOLDER": ""}
    return subprocess.run(
        [sys.executable, "-m", "bot", *what], env=environment, capture_output=True, text=True, check=False
    )


def spoil(file: Path) -> None:
    file.write_bytes(b"\x00" * 5000)


async def test_what_was_recorded_survives_the_loss_of_the_file(team: House, database_url: str) -> None:
    anna, file = team.people["Anna"], Path(database_url.removeprefix("sqlite:///"))
    await team.write(anna, "/new Иванов, ООО Ромашка, +7 912 345-67-89")
    made = command(file, "backup")
    assert made.returncode == 0, made.stderr
    assert "found whole" in made.stdout
    assert "works with it" in command(file, "restore").stderr, "not under a bot at work"


async def test_a_restored_base_is_the_same_base(database_url: str) -> None:
    file = Path(database_url.removeprefix("sqlite:///"))
    async with open_house(database_url) as house:
        olga = house.person("Olga")
        olga.start()
        await house.settled()
        await house.press(olga, "Создать команду")
        await house.write(olga, "Ромашка")
        assert command(file, "backup").returncode == 0
    spoil(file)
    broken = command(file, "check")
    assert broken.returncode == 2
    assert "The newest good backup is of" in broken.stderr
    assert "python -m bot restore" in broken.stderr
    restored = command(file, "restore")
    assert restored.returncode == 0, restored.stderr
    assert "is kept as" in restored.stdout
    assert command(file, "check").returncode == 0
    async with open_house(database_url) as house:
        assert [row.name for row in await house.rows("SELECT name FROM teams")] == ["Ромашка"]


async def test_every_night_once_and_a_missed_night_at_once(team: House, database_url: str) -> None:
    file = Path(database_url.removeprefix("sqlite:///"))
    shelf = Shelf(file, file.parent / "backups")
    nightly = Nightly(shelf, team.clock)
    assert nightly.look()
    assert not nightly.look()
    team.clock.advance(timedelta(days=1))
    assert nightly.look()
    team.clock.advance(timedelta(days=5))
    assert nightly.look()
    assert len(shelf.listed()) == 3
