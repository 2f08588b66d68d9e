"""A bot in a process of its own, which may be killed and started again; Telegram and the people outlive it."""

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.clock import Clock
from sandbox.faults import Call
from sandbox.server import start
from tests import silence
from tests.databases import connected
from tests.house import House

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds until a test gives up; none waits that long


class Forks:
    """The other end of tests/bot/forks.py."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.bot.forks"]
        self._server = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        if self._reply() != "ready":
            self.close()
            raise RuntimeError("the fork server did not start: run `python -m tests.bot.forks` to see why")

    async def ask(self, order: Any) -> int:
        assert self._server.stdin is not None
        self._server.stdin.write(json.dumps(order) + "\n")
        self._server.stdin.flush()
        return int(await asyncio.to_thread(self._reply))

    def _reply(self) -> str:
        assert self._server.stdout is not None
        return self._server.stdout.readline().strip()

    def close(self) -> None:
        self._server.communicate()


@dataclass(frozen=True)
class Made:
    """A letter that reached Telegram and was carried out, in which life of the bot."""

    life: int
    chat: int
    method: str
    params: dict[str, Any]


@dataclass
class Lives(House):
    """A House whose bot lives elsewhere: `app` is not there, the rest is the same."""

    forks: Forks = field(kw_only=True)
    database_url: str = field(kw_only=True)
    folder: Path = field(kw_only=True)
    settings: dict[str, str] = field(default_factory=dict)
    life: int = 0
    pid: int = 0
    made: list[Made] = field(default_factory=list)

    async def start(self, death: str = "") -> None:
        self.life += 1
        self.pid = await self.spawn(death)

    async def spawn(self, death: str, tick: float = 0, **more: str) -> int:
        environment = {
            "BOT_TOKEN": self.sandbox.token,
            "TELEGRAM_API_URL": self.sandbox.url,
            "DATABASE_URL": self.database_url,
            "MESSAGES_PER_SECOND": "1000",
            "BACKUP_FOLDER": "none",
            "LOG_LEVEL": "WARNING",
            **self.settings,
            **more,
        }
        order = {"environment": environment, "death": death, "tick": tick, "folder": str(self.folder)}
        return await self.forks.ask(order)

    def record(self, call: Call) -> None:
        """A fault that is none: it only looks."""
        if call.stage == "after" and "chat_id" in call.params:
            self.made.append(Made(self.life, int(call.params["chat_id"]), call.method, call.params))

    async def killed(self) -> None:
        self.signal(signal.SIGKILL)
        assert await self.ended() == -signal.SIGKILL

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    async def ended(self) -> int:
        """Its exit status, once it has one; a bot that does not end is made to."""
        impatient = asyncio.get_running_loop().call_later(PATIENCE, os.kill, self.pid, signal.SIGABRT)
        status = await self.forks.ask(self.pid)
        impatient.cancel()
        self.pid = 0
        for _ in range(10):  # what the dead had put on the wire arrives all the same
            await asyncio.sleep(0.001)
        return status

    async def settled(self) -> None:
        telegram = self.sandbox.telegram
        async with asyncio.timeout(PATIENCE):
            while telegram.waits_for() or await self.waiting():  # noqa: ASYNC110 - another process's state
                await asyncio.sleep(0.005)

    async def waiting(self) -> int:
        counted = "SELECT (SELECT count(*) FROM {}) + (SELECT count(*) FROM {})"
        tables = (f"{table} WHERE state = 'waiting'" for table in ("inbox", "outbox"))
        return int((await self.rows(counted.format(*tables)))[0][0])

    async def rows(self, sql: str) -> list[Any]:
        """Read past the bot."""
        if self.database_url.startswith("sqlite"):
            with closing(sqlite3.connect(self.database_url.removeprefix("sqlite:///"))) as file:
                return file.execute(sql).fetchall()
        async with connected(self.database_url) as connection:
            return [tuple(row) for row in await connection.fetch(sql)]

    def log(self) -> str:
        return (self.folder / "bot.log").read_text()


@asynccontextmanager
async def open_lives(forks: Forks, database_url: str, folder: Path, **settings: str) -> AsyncIterator[Lives]:
    clock = Clock()
    sandbox = await start(clock)
    lives = Lives(
        sandbox, None, clock, forks=forks, database_url=database_url, folder=folder, settings=settings
    )
    sandbox.telegram.faults.append(lives.record)
    try:
        yield lives
    finally:
        if lives.pid:
            await lives.killed()
        await sandbox.stop()
        if (folder / "bot.log").exists():
            silence.heard += [lives.log(), *await lives.errors()]
