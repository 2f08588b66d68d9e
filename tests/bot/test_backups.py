"""The copy of every night, and the drill: a base destroyed and put back through the operator's own commands."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.command import upgrade

from bot.command_line import COMMANDS
from bot.nightly import Nightly
from bot.settings import Settings
from storage import migrate
from storage.backups import Shelf
from tests.house import House, create_team, open_house

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@dataclass
class Ran:
    returncode: int
    stdout: str
    stderr: str


Command = Callable[..., Awaitable[Ran]]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], database_url: str) -> Command:
    """As `python -m bot WHAT [FILE]`, beside the bot of the test."""
    settings = Settings(_env_file=None, database_url=database_url, backup_folder="")

    async def run(what: str, file: Path | None = None) -> Ran:
        capsys.readouterr()
        status = await asyncio.to_thread(COMMANDS[what], settings, file)
        return Ran(status, *capsys.readouterr())

    return run


def spoil(file: Path) -> None:
    file.write_bytes(b"\x00" * 5000)


async def test_what_was_recorded_survives_the_loss_of_the_file(team: House, command: Command) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/new Иванов, ООО Ромашка, +7 912 345-67-89")
    made = await command("backup")
    assert made.returncode == 0, made.stderr
    assert "found whole" in made.stdout
    assert "works with it" in (await command("restore")).stderr, "not under a bot at work"


async def test_a_restored_base_is_the_same_base(database_url: str, command: Command) -> None:
    file = Path(database_url.removeprefix("sqlite:///"))
    async with open_house(database_url) as house:
        olga = house.person("Olga")
        olga.start()
        await house.settled()
        await house.press(olga, "Создать команду")
        await house.write(olga, "Ромашка")
        assert (await command("backup")).returncode == 0
    spoil(file)
    broken = await command("check")
    assert broken.returncode == 2
    assert "The newest good backup is of" in broken.stderr
    assert "python -m bot restore" in broken.stderr
    restored = await command("restore")
    assert restored.returncode == 0, restored.stderr
    assert "is kept as" in restored.stdout
    assert (await command("check")).returncode == 0
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


async def test_the_doctor_tells_what_an_operator_should_look_at(team: House, command: Command) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/new Иванов, +7 912 345-67-89")
    assert (await command("backup")).returncode == 0
    well = await command("doctor")
    assert well.returncode == 0, well.stdout + well.stderr
    assert "nothing was set aside" in well.stdout
    assert "LOOK" not in well.stdout
    await team.rows("UPDATE outbox SET state = 'failed', error = 'Bad Request: chat not found' RETURNING id")
    ill = await command("doctor")
    assert ill.returncode == 1
    assert "LOOK  set aside" in ill.stdout
    assert "sendMessage" in ill.stdout
    assert "Bad Request: chat not found" in ill.stdout
    assert "912" not in ill.stdout, "nobody's phone"


@pytest.mark.parametrize("what", ["doctor", "check"])
async def test_whichever_command_brings_the_base_on_keeps_a_copy_first(
    database_url: str, command: Command, what: str
) -> None:
    file = Path(database_url.removeprefix("sqlite:///"))
    await asyncio.to_thread(file.unlink)
    engine = migrate._transactional(file)
    with engine.begin() as connection:
        upgrade(migrate.configuration(connection), "0004")
    engine.dispose()
    await command(what)
    (copied,) = Shelf(file, file.parent / "backups").listed()
    assert copied.migration


async def test_whoever_was_erased_since_the_copy_does_not_come_back(
    database_url: str, command: Command
) -> None:
    async with open_house(database_url) as house:
        olga = house.person("Olga")
        await create_team(house, olga, "Ромашка")
        await house.write(olga, "/new Шниперсон Герда, +7 912 765-43-21")
        await house.write(olga, "/new Иванов, +7 912 345-67-89")
        assert (await command("backup")).returncode == 0
        await house.write(olga, "Шниперсон")
        for tap in ("🗄 Данные клиента", "🗑 Стереть…", "🗑 Стереть навсегда"):
            await house.press(olga, tap)
    told = await command("restore")
    assert "Erased again: 1" in told.stdout, told.stderr
    async with open_house(database_url) as house:
        assert [row.name for row in await house.rows("SELECT name FROM clients ORDER BY id")] == [
            "🗑 1",
            "Иванов",
        ]
    held = await asyncio.to_thread(Path(database_url.removeprefix("sqlite:///")).read_bytes)
    assert "Шниперсон".encode() not in held
