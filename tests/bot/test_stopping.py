"""SIGTERM: it finishes what it holds and goes; what came meanwhile is taken up by the next start."""

import asyncio
import io
import json
import random
import signal
import time

import aiohttp
import pytest

from bot.app import App
from sandbox.ports import free_ports
from tests.bot.conftest import Opens
from tests.bot.letters import follows, letters, nothing_is_left, repeats, told
from tests.bot.lives import Lives
from tests.bot.sellers import Seller
from tests.bot.test_killed import sellers
from tests.house import open_house

SECRET = "webhook-secret_1"
STOPS = 3
WITHIN = 5.0


def free_port() -> int:
    return free_ports(1)[0]


def by_webhook() -> dict[str, str]:
    port = free_port()
    return {
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
        "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        "WEBHOOK_SECRET": SECRET,
    }


async def stop(lives: Lives) -> None:
    asked = time.monotonic()
    lives.signal(signal.SIGTERM)
    assert await lives.ended() == 0, lives.log()
    assert time.monotonic() - asked < WITHIN


async def post(lives: Lives, body: bytes, secret: str = SECRET) -> int:
    url = lives.settings["WEBHOOK_URL"]
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
    async with (
        aiohttp.ClientSession() as http,
        http.post(url, data=io.BytesIO(body), headers=headers) as response,
    ):
        return response.status


@pytest.mark.parametrize("way_in", ["polling", "webhook"])
async def test_stopped_in_a_stream_it_ends_soon_and_nothing_is_lost_or_doubled(
    open_lives: Opens, way_in: str
) -> None:
    lives = await open_lives(**by_webhook() if way_in == "webhook" else {})
    await lives.start()
    people = await sellers(lives, random.Random(7))
    lives.made.clear()
    enough = asyncio.Event()
    async with asyncio.TaskGroup() as at_work:
        for seller in people:
            at_work.create_task(seller.work(enough))
        for _ in range(STOPS):
            await asyncio.sleep(0.3)
            await stop(lives)
            await lives.start()
        enough.set()
    await lives.settled()
    await all_is_there_once(lives, people)
    await stop(lives)


async def all_is_there_once(lives: Lives, people: list[Seller]) -> None:
    for seller in people:
        follows(told(lives, seller.person.id), seller.expected)
        assert repeats(lives, seller.person.id) == 0
    assert await lives.count("contacts") == sum(seller.rounds for seller in people)
    assert await lives.count("clients") == sum(seller.rounds for seller in people)
    await nothing_is_left(lives)


async def test_asked_to_end_while_it_starts_it_ends_what_has_begun(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Workers without a database would post what nobody marks."""
    ended: list[App] = []
    stop = App.stop

    async def asked(*_call: object) -> None:
        raise asyncio.CancelledError

    async def noted(self: App) -> None:
        await stop(self)
        ended.append(self)

    monkeypatch.setattr(App, "_set", asked)
    monkeypatch.setattr(App, "stop", noted)
    with pytest.raises(asyncio.CancelledError):
        async with open_house(database_url):
            pass
    assert [app._working._tasks for app in ended] == [set()]


async def test_idle_it_ends_at_once(lives: Lives) -> None:
    await lives.start()
    lives.person("Olga").start()
    await lives.settled()
    await stop(lives)
    assert lives.log().startswith("Kept is running")
    assert "Traceback" not in lives.log()
    assert "library=" not in lives.log(), "nor has one of ours an error to tell"


async def test_where_a_program_reads_the_lines_each_of_them_is_json(lives: Lives) -> None:
    lives.settings |= {"LOG_FORMAT": "json", "LOG_LEVEL": "DEBUG"}
    await lives.start()
    lives.person("Olga").start()
    await lives.settled()
    await stop(lives)
    events = [json.loads(line)["event"] for line in lives.log().splitlines()]
    assert events.count("Kept is running") == 1


async def test_the_webhook_takes_only_what_telegram_signed_and_no_more_than_it_can_hold(
    open_lives: Opens,
) -> None:
    lives = await open_lives(**by_webhook())
    await lives.start()
    lives.person("Olga").start()
    await lives.settled()
    assert await post(lives, b'{"update_id": 5}', "wrong") == 401
    assert await post(lives, b'{"update_id": 5}', "") == 401
    assert await post(lives, b'{"update_id": 5' + b" " * 2**20 + b"}") == 413
    assert await post(lives, b'{"update_id"') == 400
    assert await post(lives, b"\xff") == 400
    assert await lives.rows("SELECT * FROM inbox WHERE update_id = 5") == []
    assert await post(lives, b'{"update_id": 5}') == 200
    assert await lives.rows("SELECT count(*) FROM inbox WHERE update_id = 5") == [(1,)]
    assert SECRET not in lives.log()


async def test_what_telegram_could_not_deliver_in_between_comes_after_the_restart(open_lives: Opens) -> None:
    lives = await open_lives(**by_webhook())
    await lives.start()
    olga = lives.person("Olga")
    olga.start()
    await lives.settled()
    await stop(lives)
    for word in ("раз", "два", "три"):
        olga.write(f"/find {word}")
    lives.made.clear()
    await lives.start()
    await lives.settled()
    assert len(letters(lives, olga.id)) == 3
    await nothing_is_left(lives)


async def test_while_telegram_is_still_away_it_stops_as_soon(open_lives: Opens) -> None:
    lives = await open_lives(TELEGRAM_API_URL=f"http://127.0.0.1:{free_port()}")
    await lives.start()
    await asyncio.sleep(0.5)
    await stop(lives)
