"""The webhook: each update is posted in order until accepted, and a call in the answer is carried out."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, MultipartReader

from sandbox.forms import parts
from sandbox.tasks import Tasks
from sandbox.telegram import Telegram

Carry = Callable[[str, dict[str, Any]], Awaitable[Any]]

FIRST_PAUSE = 0.05
LONGEST_PAUSE = 5.0
ANSWER_WITHIN = ClientTimeout(total=60)


class Webhook:
    def __init__(self, telegram: Telegram, carry: Carry) -> None:
        self.url = ""
        self.failed: dict[str, Any] = {}
        self._secret = ""
        self._telegram = telegram
        self._carry = carry
        self._tasks = Tasks()
        self._news = asyncio.Event()

    async def set(self, url: str, secret: str) -> None:
        await self._tasks.stop()
        self.url, self._secret, self.failed = url, secret, {}
        if url:
            self._tasks.start(self._deliver(url))

    def arrived(self) -> None:
        self._news.set()

    async def stop(self) -> None:
        await self._tasks.stop()

    def info(self) -> dict[str, Any]:
        allowed = (
            {"allowed_updates": self._telegram.updates.allowed} if self._telegram.updates.allowed else {}
        )
        about = {"url": self.url, "has_custom_certificate": False, **allowed, **self.failed}
        return {**about, "pending_update_count": len(self._telegram.updates)}

    async def _deliver(self, url: str) -> None:
        async with ClientSession(timeout=ANSWER_WITHIN) as session:
            pause = FIRST_PAUSE
            while self.url == url:
                self._news.clear()
                if not (first := self._telegram.updates.first(1)):
                    await self._news.wait()
                elif await self._post(session, first[0]):
                    pause = FIRST_PAUSE
                else:
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, LONGEST_PAUSE)

    async def _post(self, session: ClientSession, update: dict[str, Any]) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._secret} if self._secret else {}
        try:
            async with session.post(self.url, json=update, headers=headers) as response:
                if response.status // 100 != 2:
                    self._fail(f"Wrong response from the webhook: {response.status} {response.reason}")
                    return False
                asked = await _asked(response)
        except (ClientError, TimeoutError) as error:
            self._fail(f"Connection failed: {type(error).__name__}")
            return False
        self._telegram.updates.move_to(update["update_id"] + 1)
        if method := asked.pop("method", None):
            await self._carry(str(method), asked)
        return True

    def _fail(self, message: str) -> None:
        date = int(self._telegram.clock.now().timestamp())
        self.failed = {"last_error_date": date, "last_error_message": message}


def _reader(response: ClientResponse) -> MultipartReader:
    return MultipartReader(response.headers, response.content)


async def _asked(response: ClientResponse) -> dict[str, Any]:
    """The call in the webhook's answer, in any form a call may have; most answers hold none."""
    if response.content_type.startswith("multipart/"):
        return {name: value async for name, value in parts(_reader(response))}
    body = await response.text()
    if response.content_type == "application/x-www-form-urlencoded":
        return dict(parse_qsl(body))
    try:
        asked = json.loads(body)
    except ValueError:
        return {}
    return asked if isinstance(asked, dict) else {}
