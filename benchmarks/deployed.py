"""Kept as it is deployed: one process that polls, or several behind a webhook, before one stand-in for Telegram."""

import asyncio
import re
import urllib.request
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.contestants import telegram
from benchmarks.process import Process
from benchmarks.stand_in import StandIn
from benchmarks.webhook import SECRET, Webhook
from sandbox.ports import free_ports

LIMIT, NO_LIMIT = 30, 1000  # messages a second: Telegram's, and the most that can be set
A_MOMENT = 0.05
PATIENCE = 300.0  # seconds
_WAITING = re.compile(r'^kept_waiting\{what="(?:updates|answers)"\} (\S+)$', re.MULTILINE)


@dataclass(frozen=True)
class Bots:
    processes: Sequence[Process]
    health: str

    @property
    def resident(self) -> float:
        """Megabytes of all together."""
        return sum(process.resident for process in self.processes)

    @property
    def cpu(self) -> float:
        return sum(process.cpu for process in self.processes)

    async def settled(self) -> None:
        """Until every update is done and every answer posted, by their own figures."""
        async with asyncio.timeout(PATIENCE):
            while await asyncio.to_thread(self._waiting):  # noqa: ASYNC110 - others' state
                await asyncio.sleep(A_MOMENT)

    def _waiting(self) -> float:
        with urllib.request.urlopen(self.health) as told:
            return sum(map(float, _WAITING.findall(told.read().decode())))


@dataclass(frozen=True)
class Deployment:
    """A stand-in, which people know, and at which address and with which database the bots come and go."""

    stand_in: StandIn
    address: str
    folder: Path
    url: str
    replicas: int = 1

    @asynccontextmanager
    async def at_work(self, pace: int = NO_LIMIT) -> AsyncIterator[Bots]:
        """From when Telegram was asked for updates, or told by all of them where to post them."""
        ports = free_ports(2 * self.replicas)
        listening = [*zip(ports[::2], ports[1::2], strict=True)]
        self.stand_in.polled.clear()
        with ExitStack() as running:
            processes = [running.enter_context(self._process(pace, *each)) for each in listening]
            async with asyncio.timeout(PATIENCE):
                await self._are_there()
            async with self._posted_to(ports[::2]):
                yield Bots(processes, f"http://127.0.0.1:{ports[1]}/metrics")

    def _process(self, pace: int, port: int, health: int) -> Process:
        hook = {
            "WEBHOOK_URL": "http://127.0.0.1/",
            "WEBHOOK_SECRET": SECRET,
            "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        }
        return Process(
            "-m",
            "bot",
            folder=self.folder,
            DATABASE_URL=self.url,
            MESSAGES_PER_SECOND=str(pace),
            HEALTH_LISTEN=str(health),
            BACKUP_FOLDER="none",
            **telegram(self.address),
            **(hook if isinstance(self.stand_in.way, Webhook) else {}),
        )

    async def _are_there(self) -> None:
        if isinstance(self.stand_in.way, Webhook):
            for _replica in range(self.replicas):
                await self.stand_in.hooked.acquire()
        else:
            await self.stand_in.polled.wait()

    @asynccontextmanager
    async def _posted_to(self, ports: Sequence[int]) -> AsyncIterator[None]:
        way = self.stand_in.way
        if not isinstance(way, Webhook):
            yield
            return
        await way.open(ports)
        try:
            yield
        finally:
            await way.close()
