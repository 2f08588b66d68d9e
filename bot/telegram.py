"""Calling Telegram: JSON out, the little that is read of the reply in, and no token in any error."""

import json
import re
import time
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

import aiohttp
import stamina
from aiogram.client.telegram import TelegramAPIServer

from bot import metrics, wire
from bot.logs import Seldom

JSON = {"Content-Type": "application/json"}
WAITING, CONNECTING = 30.0, 10.0  # seconds
UPLOADING = 90.0
PIECE = 64 * 1024
# What a refusal may quote of what was sent: anything in quotes, of another alphabet, or as long as a phone.
_QUOTED = re.compile(r"""(["']).*?\1|[^\x00-\x7f]+|\+?\d[\d ()-]{5,}\d""")


UNAUTHORIZED = "unauthorized"
COUNTED_APART: dict[int, str] = {429: "too_many_requests", 401: UNAUTHORIZED}


class CallFailed(Exception):
    """A call that Telegram did not carry out, or of which nobody knows."""

    outcome = ""  # how it is counted


class Away(CallFailed):
    """Nobody answered, or not Telegram: the network, a proxy's page, a 5xx. Trying again may help."""

    outcome = "away"


@dataclass
class Refusal(CallFailed):
    """Telegram's own answer that it will not."""

    code: int
    description: str
    retry_after: int | None = None
    migrate_to: int | None = None

    def __str__(self) -> str:
        return f"{self.code} {self.description}"

    @property
    def outcome(self) -> str:  # type: ignore[override]  # of a refusal its code decides
        return COUNTED_APART.get(self.code, "refused")


def worth_waiting(error: Exception) -> bool | float:
    """Whether a failed call may go through later, or the seconds after which it may."""
    if isinstance(error, Refusal):
        return error.retry_after or False
    return isinstance(error, Away)


class Telegram:
    """One bot's end of the wire."""

    def __init__(self, token: str, base_url: str) -> None:
        self.bot_id = int(token.partition(":")[0])
        self.away_since: float | None = None  # by the steady clock; None while it does what it is asked
        self._token = token
        self._server = TelegramAPIServer.from_base(base_url)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=64),
            cookie_jar=aiohttp.DummyCookieJar(),
        )

    async def call(self, method: str, payload: str | None = None, *, patience: float | None = None) -> Any:
        """The call's result as plain JSON. `patience` in seconds replaces the usual one."""
        body = None if payload is None else payload.encode()
        return await self._post(method, body, JSON, patience)

    async def upload(self, method: str, payload: str, field: str, name: str, file: bytes) -> Any:
        """The same with a file, which goes under its name in that field."""
        form = aiohttp.FormData()
        for key, value in json.loads(payload).items():
            if key != field:
                form.add_field(key, value if isinstance(value, str) else json.dumps(value))
        form.add_field(field, file, filename=name)
        return await self._post(method, form, None, UPLOADING)

    async def download(self, file_id: str, to: Path, most: int) -> None:
        """A file that somebody has sent, not above so many bytes; Refusal where Telegram gives it to nobody."""
        found = await self.call("getFile", json.dumps({"file_id": file_id}))
        url = self._server.file_url(self._token, str(found.get("file_path", "")))
        try:
            async with self._session.get(
                url, timeout=aiohttp.ClientTimeout(UPLOADING, connect=CONNECTING)
            ) as response:
                if response.status != HTTPStatus.OK:
                    raise Refusal(response.status, "the file is not to be had")
                await _save(response, to, most)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise Away(type(error).__name__) from None  # as below

    async def _post(
        self, method: str, body: Any, headers: dict[str, str] | None, patience: float | None
    ) -> Any:
        began = time.monotonic()
        try:
            result = await self._exchange(method, body, headers, patience)
        except CallFailed as failure:
            self._note(method, failure.outcome, began)
            raise
        self._note(method, "done", began)
        return result

    def _note(self, method: str, outcome: str, began: float) -> None:
        metrics.called(method, outcome, began)
        if outcome not in {Away.outcome, UNAUTHORIZED}:
            self.away_since = None
        elif self.away_since is None:
            self.away_since = began

    async def _exchange(
        self, method: str, body: Any, headers: dict[str, str] | None, patience: float | None
    ) -> Any:
        url = self._server.api_url(self._token, method)
        limit = aiohttp.ClientTimeout(patience or WAITING, connect=CONNECTING)
        try:
            async with self._session.post(
                url, data=body, timeout=limit, headers=headers, allow_redirects=False
            ) as response:
                raw = await response.read()
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            # The error's own text may hold the address, and the address holds the token.
            raise Away(type(error).__name__) from None
        return _result(raw, response.status)

    async def call_patiently(self, method: str, payload: str | None = None) -> Any:
        """For as long as it takes, where waiting can help."""
        away = Seldom("Telegram is away", "Telegram is there again")

        def wait(error: Exception) -> bool | float:
            if worth := worth_waiting(error):
                away.say(why=str(error))
            return worth

        async for attempt in stamina.retry_context(on=wait, attempts=None, timeout=None, wait_max=15):
            with attempt:
                result = await self.call(method, payload)
                away.over()
                return result
        raise AssertionError  # pragma: no cover - the loop above ends by returning or raising

    async def close(self) -> None:
        await self._session.close()


async def _save(response: aiohttp.ClientResponse, to: Path, most: int) -> None:
    saved = 0
    with to.open("wb") as file:
        async for piece in response.content.iter_chunked(PIECE):
            saved += len(piece)
            if saved > most:
                raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the file is too large")
            file.write(piece)


def unquoted(description: str) -> str:
    """A refusal without what it may quote of a message: it is logged and kept."""
    return _QUOTED.sub("…", description)


def _result(raw: bytes, status: int) -> Any:
    try:
        reply = wire.loads(raw)
        if reply["ok"]:
            return reply["result"]
        code, description = int(reply["error_code"]), unquoted(str(reply.get("description", "")))
        parameters = reply.get("parameters") or {}
        wait, moved = (_number(parameters.get(name)) for name in ("retry_after", "migrate_to_chat_id"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Away(f"status {status}, not Telegram's JSON") from None
    if code >= 500:
        raise Away(f"status {code}")
    raise Refusal(code, description, wait, moved)


def _number(given: Any) -> int | None:
    return None if given is None else int(given)
