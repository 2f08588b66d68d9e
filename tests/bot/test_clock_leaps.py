"""A clock that is put forward and back by hours while the bot runs, a wrong zone, and a minute of 61 seconds."""

import asyncio
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.nightly import Nightly
from sandbox.faults import Call, Delay
from storage.backups import Shelf
from tests.bot.test_network import ask, numbers_told, until
from tests.bot.test_remind import go_by, promise, reminders
from tests.bot.world import sql
from tests.house import House

AFTERNOON = "сегодня в 15:00"  # it is eleven now


async def test_while_the_clock_leaps_a_reminder_comes_once_and_work_goes_on(team: House) -> None:
    await promise(team, "Иванов", AFTERNOON)
    for number, hours in enumerate((-5, 9, -7, 8, -5, 30)):
        await go_by(team, hours=hours)
        assert len(reminders(team)) == (number > 0), "from the first time that it was past three"
        ask(team.people["Anna"], range(number, number + 1))
        await team.settled()
        assert numbers_told(team.people["Anna"]) == [*range(number + 1)]


async def test_what_is_under_way_when_the_clock_leaps_goes_out_once_and_in_order(team: House) -> None:
    """Whatever a lease says by then."""
    sent: list[Call] = []

    def slow(call: Call) -> Delay | None:
        if call.method == "sendMessage" and call.stage == "before":
            sent.append(call)
            return Delay(0.3)
        return None

    team.sandbox.telegram.faults.append(slow)
    anna = team.people["Anna"]
    ask(anna, range(4))
    await until(lambda: bool(sent))
    for leap in (3, -6, 3):
        team.clock.advance(timedelta(hours=leap))
        await team.app.tick()
    await team.settled()
    assert numbers_told(anna) == [0, 1, 2, 3]
    assert len(sent) == 4


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine itself believes to be in Honolulu."""
    monkeypatch.setenv("TZ", "Pacific/Honolulu")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_machines_own_zone_changes_nothing(team: House) -> None:
    await promise(team, "Иванов", AFTERNOON)
    await go_by(team, hours=3, minutes=59)
    assert not reminders(team)
    await go_by(team, minutes=1)
    assert len(reminders(team)) == 1


async def test_a_team_whose_zone_is_unknown_here_works_by_utc_and_stops_nobody(team: House) -> None:
    """It may come from a machine with newer tables."""
    await promise(team, "Иванов", AFTERNOON)
    await sql(team, "UPDATE teams SET zone = 'Mars/Olympus'")
    assert "Сегодня" in (await team.write(team.people["Zoya"], "/today"))["text"]
    await go_by(team, hours=5)
    assert len(reminders(team)) == 1
    await team.write(team.people["Olga"], "⚙️ Ещё")
    assert await team.count("inbox", "state = 'failed'") == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "typed", ["сегодня в 23:59:60", "30.06.2027 23:59:60", "в 24:00", "2027-06-30T23:59:60Z"]
)
async def test_a_second_that_clocks_do_not_have_is_no_error(team: House, typed: str) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/new Иванов +79125550001")
    await team.press(anna, "➡️ Следующий шаг")
    await team.write(anna, typed)
    await team.write(anna, f"Иванову перезвонить {typed}")
    assert await team.count("inbox", "state = 'failed'") == 0
    assert "пошло не так" not in anna.screen()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_copy_from_a_clock_that_was_wrong_stands_for_no_night_to_come(
    team: House, database_url: str
) -> None:
    file = Path(database_url.removeprefix("sqlite:///"))
    nightly = Nightly(Shelf(file, file.parent / "backups"), team.clock)
    team.clock.advance(timedelta(days=60))
    assert await asyncio.to_thread(nightly.look)
    team.clock.advance(-timedelta(days=60))
    assert await asyncio.to_thread(nightly.look)
    assert not await asyncio.to_thread(nightly.look)
