"""A stand-in for Telegram over raw HTTP: quick, in a process that is neither bot, so that it costs them nothing."""

import asyncio
import json
import re
from collections import deque
from collections.abc import Callable
from itertools import count, islice
from typing import Any
from urllib.parse import parse_qsl

from benchmarks.person import BOT, Person
from benchmarks.webhook import Queue, Webhook

Reply = Callable[[bytes], None]

_OFFSET = re.compile(rb"offset\D{1,4}(\d+)")
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_ABOUT_CHATS = {"sendMessage", "editMessageText"}
_BATCH = 100


class Polling:
    """Hands updates over when it is asked for them, and forgets those that the next question leaves behind."""

    def __init__(self) -> None:
        self.kept = asyncio.Event()  # everything offered was acknowledged
        self._updates: deque[tuple[int, str]] = deque()
        self._held: Reply | None = None

    def offer(self, number: int, _queue: Queue, update: str) -> None:
        """What comes at one moment goes out in one batch."""
        self.kept.clear()
        self._updates.append((number, update))
        asyncio.get_running_loop().call_soon(self._flush)

    def ask(self, body: bytes, reply: Reply) -> None:
        self._acknowledge(body)
        self._held = reply
        self._flush()

    def _acknowledge(self, body: bytes) -> None:
        offset = _OFFSET.search(body)
        while offset and self._updates and self._updates[0][0] < int(offset[1]):
            self._updates.popleft()
        if not self._updates:
            self.kept.set()

    def _flush(self) -> None:
        if self._held and self._updates:
            batch = [update for _number, update in islice(self._updates, _BATCH)]
            self._held(f"[{','.join(batch)}]".encode())
            self._held = None


class StandIn:
    """Telegram as one bot sees it."""

    def __init__(self, people: int, first_update: int = 1, way: Polling | Webhook | None = None) -> None:
        self.people = [Person(1_000_000 + number, self._offer) for number in range(people)]
        self.way = Polling() if way is None else way
        self.polled = asyncio.Event()
        self.hooked = asyncio.Semaphore(0)  # one more for each process that has named its webhook
        self.offered = 0
        self._by_id = {person.id: person for person in self.people}
        self._pressed: dict[str, Person] = {}
        self._numbers = count(first_update)

    async def listen(self) -> str:
        """The address that the bot is given."""
        server = await asyncio.get_running_loop().create_server(lambda: Wire(self.take), "127.0.0.1", 0)
        return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    def take(self, method: str, body: bytes, reply: Reply) -> None:
        if method == "getUpdates" and isinstance(self.way, Polling):
            self.polled.set()
            self.way.ask(body, reply)
        else:
            if method == "setWebhook":
                self.hooked.release()
            reply(json.dumps(self._result(method, body)).encode())

    def _offer(self, person: Person, content: dict[str, Any]) -> None:
        number = next(self._numbers)
        self.offered += 1
        if "callback_query" in content:
            self._pressed[content["callback_query"]["id"]] = person
        (kind,) = content
        self.way.offer(number, (person.id, kind), json.dumps({"update_id": number, **content}))

    def _result(self, method: str, body: bytes) -> Any:
        fields = json.loads(body) if body[:1] == b"{" else _of_form(body)
        if method in _ABOUT_CHATS:
            return self._by_id[int(fields["chat_id"])].see(fields)
        if method == "answerCallbackQuery":
            self._pressed.pop(fields["callback_query_id"]).hear(fields.get("text", ""))
        return BOT if method == "getMe" else True


def _of_form(body: bytes) -> dict[str, Any]:
    """As aiogram sends it: what is no text goes as JSON."""
    fields: dict[str, Any] = dict(parse_qsl(body.decode()))
    if "reply_markup" in fields:
        fields["reply_markup"] = json.loads(fields["reply_markup"])
    return fields


class Wire(asyncio.Protocol):
    """One kept-alive connection: a request at a time."""

    def __init__(self, take: Callable[[str, bytes, Reply], None]) -> None:
        self._take = take
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, end, body = self._buffer.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if end and len(body) >= (int(length[1]) if length else 0):
            self._buffer = b""
            self._take(head.partition(b" HTTP")[0].rpartition(b"/")[2].decode(), body, self._reply)

    def _reply(self, result: bytes) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        body = b'{"ok":true,"result":' + result + b"}"
        self._transport.write(head % len(body) + body)
