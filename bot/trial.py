"""Trying the bot without a token: the sandbox in Telegram's place, a demo team at work, a clock to move on."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from pydantic import SecretStr

import sandbox.server
from bot import demo, demo_cast
from bot.app import App, running
from bot.clock import Clock
from bot.ending import Ending
from bot.settings import Settings
from storage.store import open_store

DATA = Path("data/sandbox.db")
PORT = 8090
WELCOME = """No BOT_TOKEN, so Kept runs in its sandbox.
Open {address}
Data is in {data}"""


class Trial:
    """The sandbox's bot, started anew whenever the page asks for the demo team or for nothing."""

    def __init__(self, settings: Settings, clock: Clock, file: Path) -> None:
        self._settings = settings
        self._clock = clock
        self._file = file
        self._running = AsyncExitStack()
        self._turn = asyncio.Lock()
        self.sandbox: sandbox.server.Sandbox | None = None

    async def open(self, port: int) -> str:
        """The address of the chat page."""
        starts = {"demo": self.with_demo, "empty": self.from_nothing}
        cast: list[dict[str, Any]] = [person.as_sandbox() for person in demo_cast.CAST]
        try:
            self.sandbox = await sandbox.server.start(self._clock, people=cast, port=port, starts=starts)
        except OSError:
            self.sandbox = await sandbox.server.start(self._clock, people=cast, starts=starts)
        await self.with_demo()
        return self.sandbox.url

    async def with_demo(self) -> None:
        """The demo team, eight weeks into its work; its people have just opened the chat."""
        await self._anew(seeded=True)
        assert self.sandbox is not None
        for person in self.sandbox.telegram.people.values():
            if person.id in demo_cast.AT_WORK:
                person.start()

    async def from_nothing(self) -> None:
        await self._anew(seeded=False)

    async def _anew(self, *, seeded: bool) -> App:
        assert self.sandbox is not None
        async with self._turn:
            await self._running.aclose()
            for leftover in (
                self._file,
                *(self._file.with_name(self._file.name + end) for end in ("-wal", "-shm")),
            ):
                leftover.unlink(missing_ok=True)
            url = f"sqlite:///{self._file}"
            if seeded:
                await self._seed(url)
            settings = self._settings.model_copy(
                update={
                    "bot_token": SecretStr(self.sandbox.token),
                    "telegram_api_url": self.sandbox.url,
                    "database_url": url,
                    "webhook_url": None,
                }
            )
            return await self._running.enter_async_context(running(settings, self._clock))

    async def _seed(self, url: str) -> None:
        store = await open_store(url)
        try:
            await store.run(lambda tx: demo.tell(tx, self._clock.now()))
        finally:
            await store.close()

    async def close(self) -> None:
        await self._running.aclose()
        if self.sandbox is not None:
            await self.sandbox.stop()


async def serve_trial(settings: Settings, ending: Ending) -> int:
    trial = Trial(settings, Clock(), DATA)
    try:
        address = await trial.open(PORT)
        print(WELCOME.format(address=address, data=Path.cwd() / DATA), flush=True)  # noqa: T201 - for whoever tries it
        ending.started()
        await ending.asked.wait()
    finally:
        await trial.close()
    return 0
