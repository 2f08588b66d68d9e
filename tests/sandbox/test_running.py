"""The sandbox alone, as `python -m sandbox` runs it, and the clock it runs by."""

import asyncio
import sys
from datetime import UTC, datetime, timedelta

from aiohttp import ClientSession

from sandbox.clock import RunningClock


def test_the_running_clock_can_be_moved_ahead() -> None:
    clock = RunningClock()
    clock.advance(timedelta(days=1))
    assert timedelta(hours=23) < clock.now() - datetime.now(UTC) < timedelta(hours=25)


async def test_it_runs_alone_and_prints_its_address() -> None:
    command = (sys.executable, "-m", "sandbox", "--port", "0", "--token", "1:mine")
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    address, token = (await process.stdout.readline()).decode().split()
    url = address.removeprefix("TELEGRAM_API_URL=")
    async with (
        ClientSession() as session,
        session.get(f"{url}/{token.replace('BOT_TOKEN=', 'bot')}/getMe") as response,
    ):
        assert (await response.json())["result"]["username"] == "kept_bot"
    process.terminate()
    await process.wait()
