"""Server-sent events: what happens in a person's chats is told as it happens."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession

from sandbox import events
from sandbox.clock import StandingClock
from sandbox.people import Person
from sandbox.server import Sandbox, start


@pytest.fixture
async def sandbox(clock: StandingClock) -> AsyncIterator[Sandbox]:
    async def empty() -> None:
        pass

    running = await start(clock, starts={"empty": empty})
    yield running
    await running.stop()


async def told(http: ClientSession, person: Person, heard: asyncio.Event) -> list[dict[str, Any]]:
    """All events until the sandbox stops."""
    async with http.get(f"/chat/{person.id}/events") as stream:
        lines = []
        async for line in stream.content:
            heard.set()
            lines.append(line)
    return [json.loads(line[6:]) for line in lines if line.startswith(b"data: ")]


async def test_what_happens_is_told_as_it_happens(
    sandbox: Sandbox, anna: Person, http: ClientSession, call: Any
) -> None:
    heard = asyncio.Event()

    async def act() -> None:
        await heard.wait()
        markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
        where = {"chat_id": anna.id}
        await call("sendChatAction", **where, action="typing")
        await call("sendMessage", **where, text="x", reply_markup=markup)
        press = anna.press(anna.last(), "go")
        await call("answerCallbackQuery", callback_query_id=press.id, text="ok")
        await call("editMessageText", **where, message_id=anna.last().id, text="y")
        await call("sendMessage", **where, text="z", reply_markup={"keyboard": [[{"text": "a"}]]})
        await call("deleteMessage", **where, message_id=anna.last().id)
        await call("setMyCommands", commands=[{"command": "new", "description": "new"}])
        await http.post("/chat/clock", json={"seconds": 1})
        sandbox.telegram.person("Boris")
        await http.post("/chat/starts/empty", json={})
        await sandbox.stop()

    heard_of, _ = await asyncio.gather(told(http, anna, heard), act())
    kinds = "typing message answered edited message keyboard deleted commands clock people restarted"
    assert [event["kind"] for event in heard_of] == kinds.split()
    assert heard_of[1]["message"]["mine"] is False
    assert heard_of[2] | {"callback_id": ""} == {
        "kind": "answered",
        "callback_id": "",
        "text": "ok",
        "show_alert": False,
        "url": None,
    }
    assert heard_of[7]["commands"] == [{"command": "new", "description": "new"}]


async def test_a_line_now_and_then_keeps_the_stream_open(
    sandbox: Sandbox, anna: Person, http: ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "STILL_HERE", 0.01)
    async with http.get(f"/chat/{anna.id}/events") as stream:
        assert await stream.content.readuntil(b"still here\n\n")
    await sandbox.stop()
