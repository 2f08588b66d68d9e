"""Several bots in processes of their own behind one webhook, on one database; any of them may be killed."""

import asyncio
import os
import random
import signal
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import ClientError, ClientSession, web

from bot.clock import Clock
from sandbox.faults import Call
from sandbox.ports import free_ports
from sandbox.server import start
from sandbox.tasks import Tasks
from tests.bot.lives import PATIENCE, Forks, Lives
from tests.databases import connected

TICK = 0.3  # seconds between two rounds of the clock
UNEVEN = 0.02  # seconds by which one update may overtake another on its way
AGAIN = 0.02
ON_THE_WIRE = 0.1  # seconds; of several nobody posts a dead one's letters sooner
SECRET = "webhook-secret_1"


class Spread:
    """Worse than Telegram and a balancer: each update goes by itself to any replica, until one takes it."""

    def __init__(self, ports: list[int], chance: random.Random) -> None:
        self.ports, self.chance = ports, chance
        self.way = 0
        self._tasks, self._session = Tasks(), ClientSession()

    async def listen(self) -> str:
        app = web.Application()
        app.router.add_post("/", self._take)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        (port,) = free_ports(1)
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        return f"http://127.0.0.1:{port}/"

    async def _take(self, request: web.Request) -> web.Response:
        self.way += 1
        headers = {"X-Telegram-Bot-Api-Secret-Token": request.headers["X-Telegram-Bot-Api-Secret-Token"]}
        self._tasks.start(self._deliver(await request.read(), headers))
        return web.Response()

    async def _deliver(self, body: bytes, headers: dict[str, str]) -> None:
        await asyncio.sleep(self.chance.uniform(0, UNEVEN))
        while True:
            with suppress(ClientError):
                url = f"http://127.0.0.1:{self.chance.choice(self.ports)}/"
                async with self._session.post(url, data=body, headers=headers) as response:
                    if response.status == 200:
                        break
            await asyncio.sleep(AGAIN)
        self.way -= 1

    async def stop(self) -> None:
        await self._tasks.stop()
        await self._runner.cleanup()
        await self._session.close()


@dataclass
class Replicas(Lives):
    """`life` counts the deaths: a letter may come twice only with one of them between."""

    number: int = 1
    spread: Spread | None = None
    pids: dict[int, int] = field(default_factory=dict)
    deaths: dict[int, float] = field(default_factory=dict)  # when each that died was first seen dead

    async def rise(self, which: int, death: str = "") -> None:
        listen = {} if self.spread is None else {"WEBHOOK_LISTEN": f"127.0.0.1:{self.spread.ports[which]}"}
        self.pids[which] = await self.spawn(death, TICK, **listen)

    async def all_rise(self) -> None:
        for which in range(self.number):
            await self.rise(which)

    async def fall(self, which: int, how: signal.Signals = signal.SIGKILL) -> int:
        """Its exit status; a stop is no death."""
        self.pid = self.pids.pop(which)
        if how == signal.SIGKILL:
            self.deaths.setdefault(self.pid, time.monotonic())
        with suppress(ProcessLookupError):
            os.kill(self.pid, how)
        pid, status = self.pid, await self.ended()
        if self.number == 1 and pid in self.deaths:
            self.deaths[pid] = 0.0  # the next, which begins now, may post its letters at once
        return status

    def record(self, call: Call) -> None:
        """What the dead had put on the wire arrives a little after their death, and is of the life before."""
        self.life = sum(at + ON_THE_WIRE < time.monotonic() for at in self.deaths.values())
        super().record(call)

    async def watch(self, enough: asyncio.Event) -> None:
        """Some die by themselves, and are not waited for yet."""
        while not enough.is_set():
            for which, pid in self.pids.items():
                if self.is_dead(which):
                    self.deaths.setdefault(pid, time.monotonic())
            await asyncio.sleep(0.01)

    def is_dead(self, which: int) -> bool:
        """It has not been waited for yet."""
        return Path(f"/proc/{self.pids[which]}/stat").read_text().rpartition(") ")[2].startswith("Z")

    async def settled(self) -> None:
        telegram = self.sandbox.telegram
        async with asyncio.timeout(PATIENCE):
            while self._on_the_way() or telegram.waits_for() or await self.waiting():  # noqa: ASYNC110 - others' state
                await asyncio.sleep(0.005)

    def _on_the_way(self) -> bool:
        return self.spread is not None and self.spread.way > 0

    async def change(self, sql: str) -> int:
        """Past the bot; how many rows it touched."""
        if self.database_url.startswith("sqlite"):
            with closing(sqlite3.connect(self.database_url.removeprefix("sqlite:///"))) as file, file:
                return file.execute(sql).rowcount
        async with connected(self.database_url) as connection:
            return int((await connection.execute(sql)).rpartition(" ")[2])


@asynccontextmanager
async def open_replicas(
    forks: Forks, database_url: str, folder: Path, number: int, chance: random.Random, *, webhook: bool = True
) -> AsyncIterator[Replicas]:
    """None has risen yet. Without a webhook one alone asks for updates."""
    clock = Clock()
    sandbox = await start(clock)
    spread, settings = None, {"DATABASE_POOL": "4"}
    if webhook:
        spread = Spread(free_ports(number), chance)
        settings |= {"WEBHOOK_URL": await spread.listen(), "WEBHOOK_SECRET": SECRET}
    replicas = Replicas(
        sandbox, None, clock, forks=forks, database_url=database_url, folder=folder, settings=settings,
        number=number, spread=spread,
    )  # fmt: skip
    sandbox.telegram.faults.append(replicas.record)
    try:
        yield replicas
    finally:
        for which in [*replicas.pids]:
            await replicas.fall(which)
        if spread is not None:
            await spread.stop()
        await sandbox.stop()
