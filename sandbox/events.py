"""What happens in a person's chats, told to the page as it happens."""

import asyncio
import json
from typing import Any

from aiohttp import web

from sandbox.people import Person
from sandbox.shown import message_shown
from sandbox.telegram import Telegram

STILL_HERE = 15.0


class Events:
    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._open: set[asyncio.Queue[dict[str, Any] | None]] = set()

    async def stream(self, request: web.Request, person: Person) -> web.StreamResponse:
        queue: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        watchers = self._telegram.watchers.setdefault(person.id, [])
        watchers.append(queue.put_nowait)
        self._open.add(queue)
        try:
            return await self._tell(request, person, queue)
        except ConnectionResetError:  # the page was closed a moment ago
            return web.Response()
        finally:
            self._open.discard(queue)
            watchers.remove(queue.put_nowait)

    async def _tell(
        self, request: web.Request, person: Person, queue: asyncio.Queue[dict[str, Any] | None]
    ) -> web.StreamResponse:
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-cache"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        await response.write(b": here\n\n")
        while True:
            try:
                async with asyncio.timeout(STILL_HERE):
                    event = await queue.get()
            except TimeoutError:
                await response.write(b": still here\n\n")
                continue
            if event is None:
                return response
            await response.write(f"data: {json.dumps(self._shown(person, event))}\n\n".encode())

    def _shown(self, person: Person, event: dict[str, Any]) -> dict[str, Any]:
        if "message" not in event or event["chat"] not in self._telegram.chats:
            return event
        return {**event, "message": message_shown(self._telegram, person.id, event["message"])}

    def stop(self) -> None:
        for queue in self._open:
            queue.put_nowait(None)
