"""At the webhook's door, which faces the world: whoever is not Telegram gets nothing done, and breaks nothing."""

import asyncio
import gzip
import hmac
import io
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
import structlog

from bot.inbox import LARGEST_BODY
from tests.bot.test_stopping import SECRET, free_port
from tests.house import House, open_house

HEADER = "X-Telegram-Bot-Api-Secret-Token"
SIGNED = {HEADER: SECRET}
UPDATE = b'{"update_id": 5}'


@dataclass
class Door:
    house: House
    url: str

    async def knock(self, body: Any = UPDATE, headers: dict[str, str] = SIGNED, method: str = "POST") -> int:
        async with (
            aiohttp.ClientSession() as http,
            http.request(method, self.url, data=body, headers=headers) as response,
        ):
            await response.read()
            return response.status

    async def kept(self) -> int:
        return await self.house.count("inbox", "update_id = 5")


@pytest.fixture
async def door(database_url: str) -> AsyncIterator[Door]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    listening = {"webhook_url": url, "webhook_listen": f"127.0.0.1:{port}", "webhook_secret": SECRET}
    async with open_house(database_url, **listening) as house:
        with structlog.testing.capture_logs() as lines:
            yield Door(house, url)
        assert SECRET not in str(lines)
        said = await house.write(house.person("Olga"), "/start")
        assert "Kept" in said.text, "the next update is done as ever"


pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize("secret", ["", "wrong", SECRET[:-1], f"{SECRET}1", SECRET.upper(), "секрет"])
async def test_whoever_does_not_know_the_secret_is_turned_away(door: Door, secret: str) -> None:
    assert await door.knock(headers={HEADER: secret}) == 401
    assert await door.knock(headers={}) == 401
    assert await door.kept() == 0


async def test_a_secret_that_is_no_text_is_turned_away_as_well(door: Door) -> None:
    host, _colon, port = door.url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    head = f"POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n{HEADER}: ".encode()
    writer.write(head + b"\xff\xfe\r\n\r\n")
    assert (await reader.readline()).startswith(b"HTTP/1.1 401 ")
    writer.close()


async def test_how_much_of_the_secret_was_right_cannot_be_timed(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[tuple[bytes, bytes]] = []
    compare = hmac.compare_digest

    def noting(given: bytes, wanted: bytes) -> bool:
        compared.append((given, wanted))
        return compare(given, wanted)

    monkeypatch.setattr(hmac, "compare_digest", noting)
    assert await door.knock(headers={HEADER: "guess"}) == 401
    assert await door.knock() == 200
    assert compared == [(b"guess", SECRET.encode()), (SECRET.encode(), SECRET.encode())]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_nothing_but_a_post_is_taken(door: Door, method: str) -> None:
    assert await door.knock(method=method) == 405
    assert await door.kept() == 0


PADDING = b" " * LARGEST_BODY


async def in_pieces() -> AsyncIterator[bytes]:
    """Without a length at its head."""
    yield UPDATE
    for _ in range(20):
        yield b" " * (LARGEST_BODY // 10)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (UPDATE + PADDING, {}),
        (in_pieces, {}),
        (gzip.compress(UPDATE + PADDING * 20), {"Content-Encoding": "gzip"}),
    ],
    ids=["long", "in pieces", "packed"],
)
async def test_nothing_is_taken_that_is_larger_than_an_update_can_be(
    door: Door, body: Any, headers: dict[str, str]
) -> None:
    sent = io.BytesIO(body) if isinstance(body, bytes) else body()
    assert await door.knock(sent, SIGNED | headers) == 413
    assert await door.kept() == 0


GARBAGE = [
    b"",
    b"{",
    b"\xff\xfe",
    b"{" * 50,
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b'{"update_id": 5',
    b"<html>",
]


@pytest.mark.parametrize("body", GARBAGE, ids=lambda body: repr(body[:8]))
async def test_what_is_no_json_is_refused(door: Door, body: bytes) -> None:
    assert await door.knock(body) == 400


@pytest.mark.parametrize("update", [[], 5, None, "text", {}, {"update_id": "5"}, {"update_id": -5}])
async def test_what_is_no_update_is_passed_over_and_not_sent_again(door: Door, update: Any) -> None:
    assert await door.knock(json.dumps(update).encode()) == 200
    assert await door.house.count("inbox") == 0


async def test_the_same_update_delivered_twice_is_kept_once(door: Door) -> None:
    assert [await door.knock(), await door.knock()] == [200, 200]
    assert await door.kept() == 1
