"""The whole bot by its real entrance: Telegram's HTTP API, as the sandbox serves it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from bot import logs
from bot.app import App, running
from bot.clock import Clock
from bot.settings import LogFormat, Settings
from sandbox.message import Message
from sandbox.people import Person
from sandbox.server import Sandbox, start
from storage import inbox
from tests import silence

MANY = 10**6


@dataclass
class House:
    """The bot at work against the sandbox, and the people who use it."""

    sandbox: Sandbox
    app: App
    clock: Clock
    people: dict[str, Person] = field(default_factory=dict)

    def person(self, name: str, language: str = "ru", **more: Any) -> Person:
        known = self.people.get(name)
        if known is None:
            known = self.people[name] = self.sandbox.telegram.person(name, language, **more)
        return known

    async def settled(self) -> None:
        """Until everything said was heard, worked off and answered."""
        async with asyncio.timeout(20):
            while self._is_busy or await self._waiting() or self._is_busy:  # noqa: ASYNC110 - others' state
                await asyncio.sleep(0.002)

    @property
    def _is_busy(self) -> bool:
        """As far as can be seen without asking the database, which would take its time from whoever works."""
        at_work = not all(worker.rests for worker in self.app.workers)
        return at_work or not self.app.post.idle or bool(self.sandbox.telegram.updates.first())

    async def _waiting(self) -> bool:
        bot_id = self.app.telegram.bot_id
        return await self.app.store.run(lambda tx: inbox.depth(tx, bot_id)) > 0

    async def write(self, person: Person, text: str) -> Message:
        person.write(text)
        await self.settled()
        return person.last()

    async def press(self, person: Person, button: str, message: Message | None = None) -> Message:
        """Press a button by its text, or the end of it, on the newest message that has one."""
        message = message or newest_with(person, button)
        person.press(message, text_of(message, button))
        await self.settled()
        return person.last()

    async def forge(self, person: Person, data: str, message: Message | None = None) -> str:
        """Press what no keyboard offers; the toast that answers it."""
        pressed = person.press_forged(message or person.last(), data)
        await self.settled()
        assert pressed.answer is not None
        return str(pressed.answer.get("text", ""))

    async def count(self, table: str, where: str = "1 = 1") -> int:
        return len(await self.rows(f"SELECT 1 FROM {table} WHERE {where}"))

    async def errors(self) -> list[str]:
        """What was written down of what failed."""
        kept = (f"SELECT error FROM {table} WHERE error IS NOT NULL" for table in ("inbox", "outbox"))
        return [str(row[0]) for row in await self.rows(" UNION ALL ".join(kept))]

    async def rows(self, sql: str) -> list[Any]:
        return [*await self.app.store.run(lambda tx: tx.all(text(sql)))]


def buttons(message: Message) -> list[str]:
    markup = message.get("reply_markup") or {}
    return [button["text"] for row in markup.get("inline_keyboard", []) for button in row]


def text_of(message: Message, wanted: str) -> str:
    offered = buttons(message)
    for shown in [*(one for one in offered if one == wanted), *(one for one in offered if wanted in one)]:
        return shown
    raise AssertionError(f"no button {wanted!r} among {buttons(message)}")


def newest_with(person: Person, wanted: str) -> Message:
    for message in reversed(person.messages()):
        if any(wanted in text for text in buttons(message)):
            return message
    raise AssertionError(f"no message has a button {wanted!r}:\n{person.screen()}")


def until_tuesday(now: datetime) -> timedelta:
    """To eleven o'clock in Moscow on a working day with another before and behind it: no test depends on today."""
    eight = now.replace(hour=8, minute=0, second=0, microsecond=0)
    return eight + timedelta(days=(1 - now.weekday()) % 7 or 7) - now


@asynccontextmanager
async def open_house(database_url: str, **more: Any) -> AsyncIterator[House]:
    async with open_street() as (sandbox, clock), at_work(sandbox, clock, database_url, **more) as house:
        yield house


@asynccontextmanager
async def open_street() -> AsyncIterator[tuple[Sandbox, Clock]]:
    """Telegram and its people, who may outlive a bot."""
    clock = Clock()
    clock.advance(until_tuesday(clock.now()))
    sandbox = await start(clock)
    try:
        yield sandbox, clock
    finally:
        await sandbox.stop()


@asynccontextmanager
async def at_work(sandbox: Sandbox, clock: Clock, database_url: str, **more: Any) -> AsyncIterator[House]:
    settings = Settings(
        _env_file=None,
        bot_token=sandbox.token,
        telegram_api_url=sandbox.url,
        database_url=database_url,
        messages_per_second=1000,
        **{"backup_folder": "none"} | more,
    )
    logs.set_up("DEBUG", LogFormat.CONSOLE)
    async with running(settings, clock) as app:
        app.shares.at_once = MANY  # a test does in a second what a stranger does in an hour
        house = House(sandbox, app, clock)
        yield house
        silence.heard += await house.errors()


async def create_team(house: House, owner: Person, name: str) -> None:
    owner.start()
    await house.settled()
    english = owner.user["language_code"] == "en"
    await house.press(owner, "Create a team" if english else "Создать команду")
    await house.write(owner, name)
    await house.press(owner, "Right" if english else "Верно")
    await house.press(owner, "Right" if english else "Верно")


async def invite(house: House, owner: Person, role: str) -> str:
    """The token of a new invitation, read from the message that shows it."""
    english = owner.user["language_code"] == "en"
    await house.write(owner, "/team")
    await house.press(owner, "Invite" if english else "Пригласить")
    message = newest_with(owner, "Make the link" if english else "Создать ссылку")
    await house.press(owner, role, message)
    told = await house.press(owner, "Make the link" if english else "Создать ссылку")
    return str(told["text"].partition("?start=")[2].split()[0])


async def join(house: House, person: Person, token: str) -> None:
    person.start(token)
    await house.settled()
