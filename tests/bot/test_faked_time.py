"""The whole process under a system clock that is fast and is put on from outside: what comes, and when."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import Clock
from sandbox.message import Message
from sandbox.people import Person
from sandbox.server import Sandbox, start
from tests.house import newest_with, text_of, until_tuesday

ROOT = Path(__file__).parents[2]
MOSCOW = ZoneInfo("Europe/Moscow")
SPEED = 8.0  # the scheduler's fifteen seconds become two


@dataclass
class Elsewhere:
    """A bot in a process of its own, and its clock in our hands; the sandbox's follows."""

    sandbox: Sandbox
    clock: Clock
    ahead: Path
    began: datetime

    @property
    def now(self) -> datetime:
        """What the clock of the process shows, in Moscow."""
        ahead = timedelta(seconds=float(self.ahead.read_text()))
        return (self.began + ahead + (datetime.now(UTC) - self.began) * SPEED).astimezone(MOSCOW)

    def leap_to(self, moment: datetime) -> None:
        leap = moment - self.now
        self.clock.advance(leap)
        before = float(self.ahead.read_text())
        fresh = self.ahead.with_suffix(".new")
        fresh.write_text(str(before + leap.total_seconds()))
        fresh.replace(self.ahead)

    async def until(self, person: Person, shown: Callable[[Message], bool]) -> Message:
        async with asyncio.timeout(60):
            while True:
                for message in reversed(person.messages()):
                    if shown(message) and message["from"]["is_bot"]:
                        return message
                await asyncio.sleep(0.02)

    async def write(self, person: Person, text: str) -> None:
        person.write(text)
        await self._answered(person)

    async def press(self, person: Person, button: str) -> None:
        message = newest_with(person, button)
        person.press(message, text_of(message, button))
        await self._answered(person)

    async def _answered(self, person: Person) -> None:
        before = person.screen()
        async with asyncio.timeout(60):
            while person.screen() == before:  # noqa: ASYNC110 - another process answers
                await asyncio.sleep(0.02)
        await asyncio.sleep(0.1)  # what else belongs to the answer


@asynccontextmanager
async def open_elsewhere(folder: Path) -> AsyncIterator[Elsewhere]:
    clock = Clock()
    sandbox = await start(clock)
    ahead = folder / "ahead"
    began = datetime.now(UTC)
    leap = until_tuesday(began)
    clock.advance(leap)
    ahead.write_text(str(leap.total_seconds()))
    environment = {
        **os.environ,
        "PYTHONPATH": f"{Path(__file__).parent / 'faked'}{os.pathsep}{ROOT}",
        "FAKED_SPEED": str(SPEED),
        "FAKED_AHEAD": str(ahead),
        "BOT_TOKEN": sandbox.token,
        "TELEGRAM_API_URL": sandbox.url,
        "DATABASE_URL": f"sqlite:///{folder}/kept.db",
        "LOG_LEVEL": "ERROR",
    }
    process = subprocess.Popen(  # noqa: ASYNC220 - it begins at once
        [sys.executable, "-m", "bot"], cwd=folder, env=environment
    )
    try:
        yield Elsewhere(sandbox, clock, ahead, began)
        assert process.poll() is None
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait)
        await sandbox.stop()


async def test_a_reminder_a_morning_and_a_week_come_when_the_clock_says(tmp_path: Path) -> None:
    async with open_elsewhere(tmp_path) as bot:
        olga = bot.sandbox.telegram.person("Olga", "ru")
        olga.start()
        await bot.until(olga, lambda message: "Создать команду" in str(message.get("reply_markup")))
        await bot.press(olga, "Создать команду")
        await bot.write(olga, "Ромашка")
        await bot.press(olga, "Верно")
        await bot.press(olga, "Верно")
        await bot.until(olga, lambda message: "Добро пожаловать" in message["text"])
        await bot.write(olga, "/new Иванов +79125550123")
        await bot.until(olga, lambda message: "Следующий шаг" in str(message.get("reply_markup")))
        await bot.press(olga, "➡️ Следующий шаг")
        await bot.write(olga, "сегодня в 15:00")
        await bot.press(olga, "✅ Сохранить")
        tuesday = bot.now.replace(hour=0, minute=0, second=0, microsecond=0)

        bot.leap_to(tuesday + timedelta(hours=14, minutes=59, seconds=30))
        reminder = await bot.until(olga, lambda message: "Пора вернуться: Иванов" in message["text"])
        assert timedelta(0) <= bot.now - (tuesday + timedelta(hours=15)) < timedelta(minutes=1)

        bot.leap_to(tuesday + timedelta(days=1, hours=8, minutes=59, seconds=30))
        morning = await bot.until(olga, lambda m: m["message_id"] > reminder["message_id"])
        assert timedelta(0) <= bot.now - (tuesday + timedelta(days=1, hours=9)) < timedelta(minutes=1)
        assert "среда" in morning["text"].lower() or "ср " in morning["text"]

        monday = tuesday + timedelta(days=6)
        bot.leap_to(monday + timedelta(hours=8, minutes=59, seconds=30))
        told = await bot.until(olga, lambda message: "вся команда" in message["text"])
        assert timedelta(0) <= bot.now - (monday + timedelta(hours=9)) < timedelta(minutes=1)
        assert "Контакты: 1" in told["text"]
