"""What goes wrong in the clock's rounds is told by its kind and place: the scheduler would print all of it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from tests.bot.test_network import until
from tests.house import House, at_work, open_street

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
NAME = "Иванов"


async def run_now(
    house: House, monkeypatch: pytest.MonkeyPatch, work: Callable[[], Awaitable[object]]
) -> None:
    """As the scheduler does it, with `work` in the place of the sweeping."""
    begun = asyncio.Event()

    async def go_on() -> None:
        begun.set()
        await work()

    monkeypatch.setattr(house.app._sweeping, "go_on", go_on)
    (job,) = house.app._scheduler.get_jobs()
    job.modify(next_run_time=datetime.now(UTC))
    await until(begun.is_set)


async def fail() -> None:
    raise ValueError(NAME)


async def test_what_fails_quotes_nobody(
    house: House,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    await run_now(house, monkeypatch, fail)
    said = ""
    async with asyncio.timeout(60):
        while "the clock's rounds were broken off" not in said:
            await asyncio.sleep(0.01)
            said += capsys.readouterr().err
    assert "error=ValueError" in said
    assert NAME not in said + caplog.text
    assert "exception" not in caplog.text


async def test_what_a_stop_cuts_short_is_no_error(
    database_url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_street() as (sandbox, clock), at_work(sandbox, clock, database_url) as house:
        await run_now(house, monkeypatch, asyncio.Event().wait)
    assert "exception" not in caplog.text
