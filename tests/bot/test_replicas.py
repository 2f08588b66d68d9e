"""One process or three, by polling or by webhook, on either database: killed or stopped, nothing is lost or doubled.

`make trials` makes as many as it is told to; CI a slice.
"""

import asyncio
import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.bot.deaths import MOMENTS
from tests.bot.letters import handed_over, nothing_is_left, repeats
from tests.bot.lives import Forks
from tests.bot.reminded import CLIENTS, Rita
from tests.bot.replicas import Replicas, open_replicas
from tests.bot.sellers import Seller
from tests.bot.test_killed import SEED, everything_was_kept_once, sellers


class Way(NamedTuple):
    database: str
    way_in: str
    replicas: int

    def __str__(self) -> str:
        return f"{self.database}, {self.way_in}, {self.replicas}"


WAYS = (
    Way("sqlite", "polling", 1),
    Way("sqlite", "webhook", 1),
    Way("postgresql", "polling", 1),
    Way("postgresql", "webhook", 1),
    Way("postgresql", "webhook", 3),
)
TRIALS = int(os.environ.get("KEPT_TRIALS", "0"))
IN_CI = {WAYS[1]: 2, WAYS[4]: 3}  # the others are tried by tests/bot/test_killed.py
IN_ONE_WORLD = 50
LONGEST = 0.7  # seconds that one lives for, where no moment is named for it
PATIENCE = 2.0  # for its moment to come


@dataclass
class Crowd:
    """People at work with the bot, whatever happens to it."""

    replicas: Replicas
    chance: random.Random
    rita: Rita
    people: list[Seller]
    kills: Counter[str] = field(default_factory=Counter)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        self.replicas.made.clear()
        enough = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            for seller in self.people:
                tasks.create_task(seller.work(enough))
            tasks.create_task(self.rita.is_reminded(enough, self.chance))
            tasks.create_task(self.replicas.watch(enough))
            yield
            enough.set()
        await self.rita.settled()
        await self.replicas.settled()

    async def lost_and_doubled_nothing(self) -> int:
        """How many messages came twice: each was in flight at a kill."""
        await everything_was_kept_once(self.replicas, self.people, CLIENTS)
        await nothing_is_left(self.replicas)
        await self.rita.was_reminded_once_of_each()
        chats = [*(seller.person.id for seller in self.people), self.rita.person.id]
        return sum(repeats(self.replicas, chat) for chat in chats)


async def gather(replicas: Replicas, chance: random.Random) -> Crowd:
    await replicas.all_rise()
    people = await sellers(replicas, chance)
    rita = Rita(replicas)
    await rita.begin()
    return Crowd(replicas, chance, rita, people)


async def kill_one_after_another(crowd: Crowd, number: int) -> None:
    doomed = dict.fromkeys(range(crowd.replicas.number), "")
    for left in range(number, 0, -1):
        armed = [which for which, moment in doomed.items() if moment]
        which = crowd.chance.choice(armed if len(armed) == left else [*doomed])
        await kill(crowd, which, doomed[which])
        # Those that are born last are to live on.
        named = crowd.chance.random() < 0.5 and len(armed) < left - 1
        doomed[which] = crowd.chance.choice([*MOMENTS]) if named else ""
        await crowd.replicas.rise(which, doomed[which])


async def kill(crowd: Crowd, which: int, moment: str) -> None:
    replicas = crowd.replicas
    until = time.monotonic() + (PATIENCE if moment else crowd.chance.uniform(0, LONGEST))
    while time.monotonic() < until and not replicas.is_dead(which):  # noqa: ASYNC110 - another process's state
        await asyncio.sleep(0.005)
    crowd.kills[moment if replicas.is_dead(which) else "at random"] += 1
    await replicas.fall(which)


async def restart_one_after_another(crowd: Crowd) -> int:
    """As an upgrade does; a letter that comes twice is none that may."""
    replicas = crowd.replicas
    for which in range(replicas.number):
        assert await replicas.fall(which, signal.SIGTERM) == 0, replicas.log()
        await replicas.rise(which)
    return replicas.number


@pytest.fixture
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> "NewDatabase":
    return NewDatabase(request, tmp_path)


class NewDatabase:
    def __init__(self, request: pytest.FixtureRequest, folder: Path) -> None:
        self._request, self._folder, self._made = request, folder, 0

    async def __call__(self, kind: str) -> str:
        self._made += 1
        if kind == "sqlite":
            file = self._folder / f"kept-{self._made}.db"
            shutil.copy(self._request.getfixturevalue("sqlite_template"), file)
            return f"sqlite:///{file}"
        url: str = await self._request.getfixturevalue("databases").take()
        return url


@pytest.fixture
def sources(request: pytest.FixtureRequest) -> None:
    """Both are made before a loop runs: making them runs one of its own."""
    request.getfixturevalue("sqlite_template")
    request.getfixturevalue("databases")


def some_of_each() -> list[object]:
    ways = WAYS if TRIALS else IN_CI
    return [pytest.param(way, id=str(way)) for way in ways]


@dataclass
class Told:
    """What came of it, in all worlds."""

    way: Way
    kills: Counter[str] = field(default_factory=Counter)
    stops: int = 0
    updates: int = 0
    contacts: int = 0
    reminders: int = 0
    twice: int = 0

    def __str__(self) -> str:
        return (
            f"{self.way}: {self.kills.total()} kills ({self.kills['at random']} at random), {self.stops} stops;"
            f" {self.updates} updates, {self.contacts} contacts, {self.reminders} reminders, none lost, none twice;"
            f" {self.twice} messages in flight at a kill came twice"
        )


async def live_and_die(crowd: Crowd, kills: int, told: Told) -> None:
    async with crowd.at_work():
        if crowd.replicas.number > 1:
            told.stops += await restart_one_after_another(crowd)
        await kill_one_after_another(crowd, kills)
    told.twice += await crowd.lost_and_doubled_nothing()
    told.kills += crowd.kills
    told.updates += handed_over(crowd.replicas)
    told.contacts += sum(seller.rounds for seller in crowd.people)
    told.reminders += crowd.rita.due


@pytest.mark.usefixtures("sources")
@pytest.mark.parametrize("way", some_of_each())
async def test_stopped_or_killed_at_any_moment_nothing_is_lost_and_nothing_doubled(
    forks: Forks, new_database: NewDatabase, tmp_path: Path, way: Way
) -> None:
    told, left, world = Told(way), TRIALS // len(WAYS) or IN_CI[way], 0
    while left > 0:
        chance, url = random.Random(f"{SEED} {way} {world}"), await new_database(way.database)
        webhook = way.way_in == "webhook"
        async with open_replicas(forks, url, tmp_path, way.replicas, chance, webhook=webhook) as replicas:
            await live_and_die(await gather(replicas, chance), min(left, IN_ONE_WORLD), told)
        left, world = left - IN_ONE_WORLD, world + 1
    print(f"\nseed {SEED}: {told}")
