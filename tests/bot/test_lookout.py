"""What an operator's programs are told over HTTP: the truth, soon, and of nobody."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot import dispatch, lookout
from sandbox.faults import Drop, Times, TooMany, Trouble
from storage.backups import Shelf
from tests.bot.conftest import Opens
from tests.bot.test_disk import full, locked, pragma_of, read_only
from tests.bot.test_post import refusal
from tests.bot.test_remind import promise
from tests.bot.test_stopping import free_port
from tests.bot.world import sql
from tests.databases import connected
from tests.house import House, create_team, open_house

WELL = {"database": "ok", "migrations": "ok", "telegram": "ok"}


@dataclass
class Window:
    """The operator's end."""

    address: str

    async def ask(self, path: str) -> tuple[int, str]:
        async with aiohttp.ClientSession() as http, http.get(f"{self.address}/{path}") as response:
            return response.status, await response.text()

    async def ready(self) -> tuple[int, dict[str, str]]:
        status, told = await self.ask("ready")
        return status, json.loads(told)

    async def figures(self) -> dict[str, float]:
        """Each under its name and labels, as name{a,b}."""
        status, told = await self.ask("metrics")
        assert status == 200
        families = text_string_to_metric_families(told)
        return {as_key(one): one.value for family in families for one in family.samples}


def as_key(sample: Any) -> str:
    return f"{sample.name}{{{','.join(sample.labels.values())}}}" if sample.labels else sample.name


@dataclass
class Watched:
    house: House
    window: Window


@pytest.fixture
async def watched(database_url: str) -> AsyncIterator[Watched]:
    port = free_port()
    async with open_house(database_url, health_listen=str(port)) as house:
        yield Watched(house, Window(f"http://127.0.0.1:{port}"))


async def test_a_bot_at_work_says_so(watched: Watched) -> None:
    assert await watched.window.ask("health") == (200, "ok")
    assert await watched.window.ready() == (200, WELL)
    assert await watched.house.count("drawings") == 0, "a trial leaves nothing behind"
    assert (await watched.window.ask("secrets"))[0] == 404


@asynccontextmanager
async def taken_by_another(house: House) -> AsyncIterator[None]:
    """On PostgreSQL: whoever writes waits."""
    async with connected(house.app.settings.database_url) as other, other.transaction():
        await other.execute("LOCK TABLE drawings, inbox IN ACCESS EXCLUSIVE MODE")
        yield


def troubles(house: House) -> list[AbstractAsyncContextManager[None]]:
    url = house.app.settings.database_url
    if url.startswith("postgresql"):
        return [taken_by_another(house)]
    file = Path(url.removeprefix("sqlite:///"))
    return [trouble(file, pragma_of(house)) for trouble in (full, read_only, locked)]


async def test_a_base_that_takes_nothing_is_not_ready_and_shows_no_old_figures(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await watched.window.figures())["kept_waiting{updates}"] == 0
    for trouble in troubles(watched.house):
        async with trouble:
            with monkeypatch.context() as patch:
                patch.setattr(lookout, "PATIENCE", 0.2)
                status, told = await watched.window.ready()
                figures = await watched.window.figures()
            assert await watched.window.ask("health") == (200, "ok")
        assert (status, told["telegram"]) == (503, "ok")
        assert told["database"] in {"Unavailable", "TimeoutError"}
        assert await watched.window.ready() == (200, WELL)
    assert figures["kept_database_up"] == 0, "of the last of them, where nobody can read either"
    assert not [name for name in figures if name.startswith(("kept_waiting", "kept_reminders"))]
    assert (await watched.window.figures())["kept_database_up"] == 1


async def test_another_version_of_the_base_is_not_ready(watched: Watched) -> None:
    await sql(watched.house, "UPDATE alembic_version SET version_num = '0001'")
    status, told = await watched.window.ready()
    assert status == 503
    assert told["migrations"].startswith("at 0001, not 0")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("trouble", [Drop(), refusal(401, "Unauthorized")], ids=["away", "token"])
async def test_while_nothing_goes_out_it_is_not_ready(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, trouble: Trouble
) -> None:
    house = watched.house
    monkeypatch.setattr(lookout, "TELEGRAM_AWAY", 0.01)
    assert await watched.window.ready() == (200, WELL)
    gone = Times(trouble, times=10**6)
    polls = Times(trouble, "getUpdates", times=10**6)
    house.person("Olga").start()
    house.sandbox.telegram.faults += [gone, polls]
    house.person("Olga").start()
    async with asyncio.timeout(20):
        while (told := await watched.window.ready())[0] == 200:  # noqa: ASYNC110 - another end's state
            await asyncio.sleep(0.05)
    assert told[1]["telegram"].startswith("away for ")
    assert told[1]["database"] == "ok"
    house.sandbox.telegram.faults.clear()
    async with asyncio.timeout(20):
        while (await watched.window.ready())[0] != 200:  # noqa: ASYNC110 - another end's state
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_bot_that_still_waits_for_telegram_lives_and_is_not_ready(open_lives: Opens) -> None:
    port = free_port()
    lives = await open_lives(
        TELEGRAM_API_URL=f"http://127.0.0.1:{free_port()}", HEALTH_LISTEN=f"127.0.0.1:{port}"
    )
    await lives.start()
    window = Window(f"http://127.0.0.1:{port}")
    async with asyncio.timeout(20):
        while True:
            try:
                assert await window.ask("health") == (200, "ok")
                break
            except aiohttp.ClientError:
                await asyncio.sleep(0.05)
    status, told = await window.ready()
    assert (status, told["database"]) == (503, "not open")
    assert (await window.figures())["kept_database_up"] == 0
    async with asyncio.timeout(20):
        while (await window.figures())["kept_telegram_calls_total{getMe,away}"] < 3:  # noqa: ASYNC110 - another's state
            await asyncio.sleep(0.05)
    assert "Telegram is away" in lives.log()
    assert lives.log().count("\n") == 1, "said once, however often it is tried"


async def test_what_it_does_is_counted(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    house, before = watched.house, await watched.window.figures()
    real = dispatch.answer

    def answer(update: Any, *more: Any) -> Any:
        if update.message and update.message.text == "/start bang":
            raise ZeroDivisionError
        return real(update, *more)

    monkeypatch.setattr(dispatch, "answer", answer)
    olga = house.person("Olga")
    await create_team(house, olga, "Ромашка")
    house.sandbox.telegram.faults.append(Times(TooMany(1), "sendMessage"))
    await house.write(olga, "/start bang")
    after = await watched.window.figures()
    more = {name: after[name] - before.get(name, 0) for name in after}
    assert more["kept_updates_total{kept}"] == 6
    assert more["kept_updates_total{done}"] == 5
    assert more["kept_updates_total{set_aside}"] == 1
    assert more["kept_updates_total{tried_again}"] == 2
    assert more["kept_telegram_calls_total{sendMessage,too_many_requests}"] == 1
    assert more["kept_telegram_calls_total{sendMessage,done}"] >= 4
    assert more["kept_step_seconds_count{keep}"] >= 1
    assert more["kept_step_seconds_count{handle}"] == 5
    assert more["kept_step_seconds_count{answer}"] >= 6
    assert more["kept_step_seconds_sum{answer}"] >= 1, "the wait that Telegram asked for is part of it"
    assert more["kept_database_seconds_count{wait}"] == more["kept_database_seconds_count{work}"] >= 6
    assert after["kept_set_aside{updates}"] == 1


async def test_what_waits_and_for_how_long_is_looked_up(watched: Watched) -> None:
    house = watched.house
    now = int(house.clock.now().timestamp())
    row = "1, 5, 'sendMessage', '', 0"
    columns = "bot_id, chat_id, method, payload, tries, state, urgency, leased_until, created_at, closed_at"
    for state, urgency, age, closed in (
        ("waiting", 0, 40, "NULL"),
        ("waiting", 0, 30, "NULL"),
        ("waiting", 1, 700, "NULL"),
        ("posted", 1, 9000, now),
        ("failed", 0, 9000, now),
    ):
        values = f"{row}, '{state}', {urgency}, {now + 60}, {now - age}, {closed}"
        await sql(house, f"INSERT INTO outbox ({columns}) VALUES ({values})")
    figures = await watched.window.figures()
    assert figures["kept_waiting{answers}"] == 2
    assert 40 <= figures["kept_oldest_seconds{answers}"] < 60
    assert figures["kept_waiting{posts}"] == 1
    assert 700 <= figures["kept_oldest_seconds{posts}"] < 720
    assert (figures["kept_waiting{updates}"], figures["kept_oldest_seconds{updates}"]) == (0, 0)
    assert (figures["kept_set_aside{letters}"], figures["kept_set_aside{updates}"]) == (1, 0)


async def test_due_and_late_reminders_are_those_that_somebody_is_there_to_read(team: House) -> None:
    async def told() -> tuple[int, int]:
        await watch.metrics(None)  # type: ignore[arg-type]
        return tuple(int(lookout.metrics.REMINDERS.labels(state)._value.get()) for state in ("due", "late"))  # type: ignore[return-value]

    watch = lookout.Lookout(team.app.telegram, team.clock, None)
    watch.watch(team.app.store)
    await promise(team, "Иванов", "сегодня в 15:00")
    assert await told() == (0, 0)
    team.clock.advance(timedelta(hours=4))
    assert await told() == (1, 0)
    team.clock.advance(timedelta(minutes=6))
    assert await told() == (1, 1)
    await sql(team, "UPDATE people SET unreachable_at = 1 WHERE name = 'Anna'")
    assert await told() == (0, 0)
    await sql(team, "UPDATE people SET unreachable_at = NULL")
    await team.app.tick()
    assert await told() == (0, 0)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_age_of_the_newest_copy_is_told(database_url: str) -> None:
    file, port = Path(database_url.removeprefix("sqlite:///")), free_port()
    async with open_house(database_url, health_listen=str(port), backup_folder="") as house:
        window = Window(f"http://127.0.0.1:{port}")
        made = Shelf(file, file.parent / "backups").make(house.clock.now() + timedelta(days=1)).made
        assert (await window.figures())["kept_backup_timestamp_seconds"] == made.timestamp()
