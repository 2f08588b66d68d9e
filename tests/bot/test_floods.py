"""Who writes much slows themselves only; a crowd of strangers slows no team, and is not kept for ever."""

import os
import time
from datetime import timedelta
from typing import Any

import pytest
import structlog

from bot.pace import Pace
from sandbox.limits import Limits
from sandbox.people import Person
from storage import shares, strangers
from tests.bot.test_network import ask, numbers_told, until
from tests.bot.test_post import said_to
from tests.bot.test_posting import Watched
from tests.house import House

# `make storm` runs them at the size that is promised.
FULL = "KEPT_FULL" in os.environ
FLOOD, STRANGERS = (1_000, 10_000) if FULL else (200, 300)
SOON = 1.0 if FULL else 4.0  # seconds; beside the tests others run that take the processor


@pytest.fixture
def as_outside(team: House) -> Watched:
    """Telegram's limits as they are, kept and enforced."""
    team.app.post.sender.pace = Pace(30)
    team.sandbox.telegram.flood = Watched(Limits(per_chat_at_once=20))
    return team.sandbox.telegram.flood


async def answered(person: Person, number: int) -> float:
    began = time.monotonic()
    ask(person, range(number, number + 1))
    await until(lambda: number in numbers_told(person))
    return time.monotonic() - began


async def test_a_flood_from_one_person_slows_nobody_else(team: House, as_outside: Watched) -> None:
    anna, boris, zoya = (team.people[name] for name in ("Anna", "Boris", "Zoya"))
    ask(anna, range(FLOOD))
    await until(lambda: bool(numbers_told(anna)))
    waited = [await answered(victim, number) for number in range(5) for victim in (boris, zoya)]
    print(f"\nbehind {FLOOD:,} of another: {max(waited):.2f} s at most")
    assert max(waited) < SOON, waited
    told = numbers_told(anna)
    assert len(told) < FLOOD, "while the flood lasts"
    assert told == [*range(len(told))]
    await until(lambda: team.sandbox.telegram.updates.first() == [])
    assert as_outside.told == 0


async def test_a_crowd_of_strangers_slows_no_team(team: House, as_outside: Watched) -> None:
    crowd = [team.person(f"S{number}") for number in range(STRANGERS)]
    for stranger in crowd:
        stranger.write("сколько стоит?")
    began = time.monotonic()
    await until(lambda: team.sandbox.telegram.updates.first() == [])
    print(f"\n{STRANGERS:,} strangers taken in within {time.monotonic() - began:.1f} s")
    boris, zoya = team.people["Boris"], team.people["Zoya"]
    waited = [await answered(victim, number) for number in range(5) for victim in (boris, zoya)]
    print(f"a team's answer meanwhile: {max(waited):.2f} s at most")
    assert max(waited) < SOON, waited
    assert sum(len(said_to(stranger)) for stranger in crowd) < STRANGERS, "while they wait"
    assert as_outside.told == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_stranger_who_goes_on_is_answered_once_in_a_while(team: House) -> None:
    team.app.shares.at_once = 5
    stranger = team.person("Somebody")
    for number in range(12):
        stranger.write(f"{number}")
    await team.settled()
    assert len(said_to(stranger)) == 5
    assert await team.count("inbox", "state = 'waiting'") == 0
    for _time in range(2):
        team.clock.advance(timedelta(seconds=shares.ANEW))
        for number in range(3):
            stranger.write(f"{number}")
        await team.settled()
    assert len(said_to(stranger)) == 7


def test_of_a_team_only_so_many_begin_in_a_turn() -> None:
    """What one crowded team waits for, no other does."""
    made, latest = shares.Shares(), 0
    for _number in range(100):
        latest = max(latest, made.first_turn(1, 0, latest) or 0)
    assert latest == -(-100 // shares.OF_TEAM)
    assert made.first_turn(2, 0, latest) == 1
    assert made.first_turn(1, 0, 0) == 1, "turns begin anew when nothing waits"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_above_so_many_that_wait_strangers_are_passed_over_and_a_team_is_not(
    team: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares, "MOST_WAITING", 5)
    crowd = [team.person(f"S{number}") for number in range(60)]
    for stranger in crowd:
        stranger.write("сколько стоит?")
    ask(team.people["Anna"], range(1))
    with structlog.testing.capture_logs() as logs:
        await team.settled()
    assert sum(len(said_to(stranger)) for stranger in crowd) < 60
    assert numbers_told(team.people["Anna"]) == [0]
    assert [line["event"] for line in logs] == ["too many strangers wait: whoever comes is passed over"]


def test_there_is_room_for_so_many_strangers_and_no_more() -> None:
    made = shares.Shares()
    turns = [made.first_turn(shares.STRANGERS, 0, number) for number in range(shares.MOST_WAITING + 10)]
    assert turns[: shares.MOST_WAITING] == [*range(1, shares.MOST_WAITING + 1)]
    assert turns[-1] is None
    assert made.first_turn(1, 0, shares.MOST_WAITING) == 1
    assert made.first_turn(shares.STRANGERS, 100, shares.MOST_WAITING) is not None


async def test_strangers_are_forgotten_after_a_month_and_nobody_else_is(team: House) -> None:
    stranger, asked = team.person("Somebody"), team.person("Asked")
    for person in (stranger, asked):
        person.start()
    await team.settled()
    await team.press(asked, "Создать команду")  # and is asked for its name
    before = await team.count("people")
    await team.app.tick()
    assert await team.count("people") == before
    team.clock.advance(strangers.KEEP + timedelta(days=1))
    await forget_all(team)
    assert await team.count("people") == before - 2
    assert await team.count("talks") == 0
    assert "Kept" in (await team.write(stranger, "/start"))["text"]


async def forget_all(team: House) -> None:
    first: Any = 1

    def look(tx: Any) -> None:
        nonlocal first
        first = strangers.forget(tx, first, team.clock.now())

    await team.app.store.run(look)
    while first != 1:
        await team.app.store.run(look)
