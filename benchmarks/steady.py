"""Updates that come by the clock, whether or not those before were answered: how long people wait, and memory."""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import linear_regression, quantiles

from benchmarks.deployed import Bots
from benchmarks.doings import Manager

RATE = 50  # updates a second
WARM_UP = (
    20.0  # seconds: a round of the clock in them, with its reminders, and what is loaded at its first use
)
LOOK = 1.0  # seconds from one look at the memory to the next
HOUR = 3600.0
LONG = 1700.0  # seconds


@dataclass
class Steady:
    """Instants are seconds since the end of the warm-up."""

    waited: list[float] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)
    cpu: float = 0.0  # of a processor
    times: int = 1  # as many updates a second as RATE

    @property
    def percentiles(self) -> tuple[float, float, float]:
        """Seconds that half of all, 95 and 99 of a hundred wait at most."""
        parts = quantiles(self.waited, n=100)
        return parts[49], parts[94], parts[98]

    @property
    def megabytes(self) -> tuple[float, float, float]:
        """At the start, half-way and at the end."""
        seen = [megabytes for _instant, megabytes in self.memory]
        return seen[0], seen[len(seen) // 2], seen[-1]

    @property
    def is_long(self) -> bool:
        """Whether growth can be told: what is remembered of the last so many messages has filled."""
        return self.memory[-1][0] * self.times > LONG

    @property
    def growth(self) -> float:
        """Megabytes for an hour's updates."""
        instants, megabytes = zip(*self.memory, strict=True)
        return linear_regression(instants, megabytes).slope * HOUR / self.times


class Load:
    def __init__(self, managers: Sequence[Manager], bots: Bots, times: int = 1) -> None:
        self._bots, self._found = bots, Steady(times=times)
        self._free: asyncio.Queue[Manager] = asyncio.Queue()
        for manager in managers:
            self._free.put_nowait(manager)
        self._began = time.monotonic() + WARM_UP

    async def last(self, seconds: float) -> Steady:
        async with asyncio.TaskGroup() as tasks:
            watching = tasks.create_task(self._watch(seconds))
            await self._arrive(tasks, seconds)
            await watching
        await self._bots.settled()
        return self._found

    async def _arrive(self, tasks: asyncio.TaskGroup, seconds: float) -> None:
        chance, due, rate = random.Random(RATE), -WARM_UP, RATE * self._found.times
        while due < seconds:
            await asyncio.sleep(max(0.0, due - self._now()))
            tasks.create_task(self._do_one(due))
            due += chance.expovariate(rate)

    async def _do_one(self, due: float) -> None:
        """The wait begins when it is due, also where nobody is free to do it yet."""
        manager = await self._free.get()
        await manager.go_on()
        if due >= 0:
            self._found.waited.append(self._now() - due)
        self._free.put_nowait(manager)

    async def _watch(self, seconds: float) -> None:
        await asyncio.sleep(-self._now())
        before = self._bots.cpu
        while self._now() < seconds:
            self._found.memory.append((self._now(), self._bots.resident))
            await asyncio.sleep(LOOK)
        self._found.cpu = (self._bots.cpu - before) / self._now()

    def _now(self) -> float:
        return time.monotonic() - self._began
