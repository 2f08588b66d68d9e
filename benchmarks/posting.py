"""`python -m benchmarks posting`: how fast what nobody asked for goes out, and how fast answers go meanwhile."""

import argparse
import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

from aiogram.methods import SendMessage

from benchmarks.process import Process
from bot import letters
from bot.clock import Clock
from sandbox.limits import Flood, Limits
from sandbox.people import Person
from sandbox.refusals import Refused
from sandbox.server import Sandbox, start
from storage.store import open_store
from storage.tx import Tx

LIMIT = 30  # a second
TARGET = 0.95
LATEST = 1.0  # seconds an answer may take
CHATS = 2_000
ASKING = 2.0  # seconds from one question to the next
PAGE = 5_000


class Watched(Flood):
    """Telegram's limits, when each message passed them, and how often they had to be told."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self.told = 0
        self.times: list[float] = []

    def admit(self, chat: int, now: datetime, count: int = 1) -> None:
        try:
            super().admit(chat, now, count)
        except Refused:
            self.told += 1
            raise
        self.times.append(time.monotonic())


@dataclass
class Measured:
    flood: Watched
    waited: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return (len(self.flood.times) - 1) / (self.flood.times[-1] - self.flood.times[0])

    def tell(self) -> bool:
        late = quantiles(self.waited, n=100)[98] if len(self.waited) > 1 else max(self.waited)
        print(f"{self.rate:.2f} messages a second: {self.rate / LIMIT:.3f} of Telegram's limit")
        print(f"{len(self.waited)} answers meanwhile: median {median(self.waited):.3f} s, 99th {late:.3f} s")
        print(f"refused for their pace: {self.flood.told}")
        print(f"memory: {self.memory[0]} MB at the start, {max(self.memory)} MB at most")
        return self.rate >= TARGET * LIMIT and late < LATEST and not self.flood.told


async def write(url: str, bot_id: int, chats: list[int], count: int) -> None:
    """As a round of the clock leaves them: waiting, and held by nobody."""
    store, now = await open_store(url), datetime.now(UTC)

    def page(tx: Tx, first: int) -> None:
        for number in range(first, min(first + PAGE, count)):
            call = SendMessage(chat_id=chats[number % len(chats)], text=f"🔔 {number}")
            letters.post(tx, bot_id, 1, call, now, good_until=now + timedelta(days=1))

    for first in range(0, count, PAGE):
        await store.run(lambda tx, first=first: page(tx, first))  # type: ignore[misc]
    await store.close()


async def run(folder: Path, count: int) -> bool:
    sandbox = await start(Clock())
    people = [sandbox.telegram.person(f"P{number}") for number in range(CHATS)]
    for person in people:
        person.chat.started = True
    url = f"sqlite:///{folder}/kept.db"
    bot_id = int(sandbox.token.partition(":")[0])
    await write(url, bot_id, [person.id for person in people], count)
    try:
        return (await measure(sandbox, folder, url, count)).tell()
    finally:
        await sandbox.stop()


async def measure(sandbox: Sandbox, folder: Path, url: str, count: int) -> Measured:
    flood = sandbox.telegram.flood = Watched(Limits())
    found, asker = Measured(flood), sandbox.telegram.person("Asker")
    environment = {"BOT_TOKEN": sandbox.token, "TELEGRAM_API_URL": sandbox.url, "DATABASE_URL": url}
    with Process("-m", "bot", folder=folder, **environment) as bot:
        while not flood.times:  # noqa: ASYNC110 - another process posts
            await asyncio.sleep(0.05)
        asker.start()
        await asyncio.sleep(ASKING)
        while len(flood.times) < count:
            found.waited.append(await answered(asker))
            found.memory.append(bot.resident)
            await asyncio.sleep(ASKING)
    return found


async def answered(asker: Person) -> float:
    """Seconds until the bot has said something."""
    began, before = time.monotonic(), asker.last().id
    asker.write("/help")
    while asker.last().id <= before or not asker.last()["from"]["is_bot"]:  # noqa: ASYNC110 - another process answers
        await asyncio.sleep(0.005)
    return time.monotonic() - began


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m benchmarks posting", description=__doc__)
    options.add_argument("--letters", type=int, default=3_000, metavar="MANY")
    count = options.parse_args().letters
    print(
        f"{count:,} letters wait; Telegram takes {LIMIT} a second: {count / LIMIT:.0f} s at best", flush=True
    )
    with tempfile.TemporaryDirectory(prefix="kept-posting-") as made:
        met = asyncio.run(run(Path(made), count))
    print(f"\n{'within' if met else 'BELOW'} the targets")
    if not met:
        sys.exit(1)
