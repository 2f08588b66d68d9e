"""A sandbox with Anna in it, and a bot that is nothing but calls."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import ClientSession

from sandbox.clock import StandingClock
from sandbox.people import Person
from sandbox.server import Sandbox, start
from sandbox.telegram import Telegram

Call = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(datetime(2026, 11, 23, 9, tzinfo=UTC))


@pytest.fixture
async def sandbox(clock: StandingClock) -> AsyncIterator[Sandbox]:
    running = await start(clock)
    yield running
    await running.stop()


@pytest.fixture
def telegram(sandbox: Sandbox) -> Telegram:
    return sandbox.telegram


@pytest.fixture
def anna(telegram: Telegram) -> Person:
    """She has started the bot, and it has heard of that."""
    anna = telegram.person("Anna", username="anna_m", phone="+79120000001")
    anna.start()
    telegram.updates.drop_all()
    telegram.unanswered.clear()
    return anna


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[ClientSession]:
    async with ClientSession(sandbox.url) as session:
        yield session


@pytest.fixture
def call(sandbox: Sandbox, http: ClientSession) -> Call:
    """A call as JSON; gives the whole answer."""

    async def called(method: str, **params: Any) -> dict[str, Any]:
        async with http.post(f"/bot{sandbox.token}/{method}", json=params) as response:
            answer: dict[str, Any] = await response.json()
            assert response.status == answer.get("error_code", 200)
            return answer

    return called


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    api = TelegramAPIServer.from_base(sandbox.url)
    async with Bot(sandbox.token, session=AiohttpSession(api=api)) as bot:
        yield bot
