"""Kept as it is deployed: one process that polls, or several behind a webhook, before one stand-in for Telegram."""

import asyncio
import re
import urllib.request
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.person import BOT
from benchmarks.process import Process
from benchmarks.stand_in import StandIn
from benchmarks.webhook import SECRET, Webhook
from sandbox.ports import free_ports

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


@asynccontextmanager
async def at_work(
    stand_in: StandIn, address: str, folder: Path, url: str, replicas: int, pace: int
) -> AsyncIterator[Bots]:
    """From when Telegram has been asked for updates, or told by all of them where to post them."""
    health, *ports = free_ports(1 + replicas)
    environment = {
        "BOT_TOKEN": f"{BOT['id']}:benchmark",
        "TELEGRAM_API_URL": address,
        "DATABASE_URL": url,
        "MESSAGES_PER_SECOND": str(pace),
        "BACKUP_FOLDER": "none",
    }
    if isinstance(stand_in.way, Webhook):
        environment |= {"WEBHOOK_URL": "http://127.0.0.1/", "WEBHOOK_SECRET": SECRET}
    stand_in.polled.clear()
    with ExitStack() as running:
        processes = []
        for number, port in enumerate(ports):
            listen = {"WEBHOOK_LISTEN": f"127.0.0.1:{port}", "HEALTH_LISTEN": "" if number else str(health)}
            process = Process("-m", "bot", folder=folder, **environment, **listen)
            processes.append(running.enter_context(process))
        async with asyncio.timeout(PATIENCE):
            await is_there(stand_in, ports)
        try:
            yield Bots(processes, f"http://127.0.0.1:{health}/metrics")
        finally:
            if isinstance(stand_in.way, Webhook):
                await stand_in.way.close()


async def is_there(stand_in: StandIn, ports: Sequence[int]) -> None:
    if isinstance(stand_in.way, Webhook):
        for _each in ports:
            await stand_in.hooked.acquire()
        await stand_in.way.open(ports)
    else:
        await stand_in.polled.wait()
