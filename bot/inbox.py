"""Taking in what Telegram hands over: stored before it is acknowledged, by polling or by webhook."""

import asyncio
import hmac
import json
import time
from http import HTTPStatus
from typing import Any

import structlog
from aiohttp import web

from bot import metrics, wire
from bot.arrivals import Arrivals
from bot.logs import Seldom
from bot.telegram import Away, Refusal, Telegram
from bot.unsaved import Unsaved
from storage.errors import Unavailable
from storage.inbox import Raw

log = structlog.get_logger()

LONG_POLL = 25
SLACK = 10.0  # seconds for the answer to a long poll to arrive
SLOWEST_RETRY = 15.0
LARGEST_BODY = 1024 * 1024
LARGEST_NUMBER = 2**62  # what a database's integer holds
TAKEN_IN = ("message", "edited_message", "callback_query", "my_chat_member")


class Inbox:
    """Hands updates on to be written down, and acknowledges none before."""

    def __init__(self, telegram: Telegram, arrivals: Arrivals, unsaved: Unsaved) -> None:
        self._telegram = telegram
        self._unsaved = unsaved
        self._arrivals = arrivals
        self._rival = Seldom("another process polls with this token; stop one of the two")
        self._none = Seldom("updates are not coming in", "updates come in again")

    async def keep(self, updates: list[Any]) -> int:
        """Until the batch is committed; the number of the last update in it, or 0."""
        raws = [raw for raw in map(as_raw, updates) if raw is not None]
        if not raws:
            return 0
        began = time.monotonic()
        try:
            await self._arrivals.keep(raws)
        except Unavailable:
            metrics.NOT_KEPT.inc(len(raws))
            await self._unsaved.tell(updates)
            raise
        metrics.KEPT.inc(len(raws))
        metrics.KEEPING.observe(time.monotonic() - began)
        return max(raw.update_id for raw in raws)

    async def poll(self) -> None:
        """Fetch for ever. The next batch is asked for, and so this one acknowledged, only when it is kept.

        The offset is not kept: after a quiet week Telegram starts anew at a random number.
        """
        offset, delay = 0, 0.5
        while True:
            try:
                updates = await self._fetch(offset)
                self._none.over()
                last = await self.keep(updates)
                offset, delay = max(offset, last + 1 if last else 0), 0.5
                if updates and not last:
                    await asyncio.sleep(delay)  # it cannot be confirmed, and so comes again at once
            except (Away, Refusal, Unavailable) as error:
                self._complain(error)
                await asyncio.sleep(max(delay, getattr(error, "retry_after", None) or 0))
                delay = min(delay * 2, SLOWEST_RETRY)

    async def _fetch(self, offset: int) -> list[Any]:
        query = {"offset": offset, "timeout": LONG_POLL, "limit": 100, "allowed_updates": TAKEN_IN}
        updates = await self._telegram.call("getUpdates", json.dumps(query), patience=LONG_POLL + SLACK)
        return updates if isinstance(updates, list) else []

    def _complain(self, error: Exception) -> None:
        """One line, however often it is tried: of two that poll, each gets something now and then."""
        if isinstance(error, Refusal) and error.code == HTTPStatus.CONFLICT:
            self._rival.say()
        else:
            self._none.say(why=str(error))

    async def take_webhook(self, request: web.Request, secret: str) -> web.Response:
        """200 only when the update is kept: anything else makes Telegram send it again."""
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode(errors="surrogateescape"), secret.encode()):
            return web.Response(status=401)
        try:
            update = wire.loads(await request.read())
        except (ValueError, RecursionError):
            return web.Response(status=400)
        try:
            await self.keep([update])
        except Unavailable:
            return web.Response(status=503)
        return web.Response()


def as_raw(update: Any) -> Raw | None:
    """The number and the chat of an update, read from its JSON alone: more of it may be unreadable."""
    number = update.get("update_id") if isinstance(update, dict) else None
    if not isinstance(number, int) or not 0 < number < LARGEST_NUMBER:
        log.error("an update without a number was passed over")
        return None
    return Raw(number, chat_of(update), wire.dumps(update))


def chat_of(update: dict[str, Any]) -> int:
    """Whose turn it takes: the chat it belongs to, else the person, else nobody's."""
    for event in update.values():
        if not isinstance(event, dict):
            continue
        message = event.get("message") if isinstance(event.get("message"), dict) else event
        for owner in ((message or {}).get("chat"), event.get("from")):
            number = owner.get("id") if isinstance(owner, dict) else None
            if isinstance(number, int) and abs(number) < LARGEST_NUMBER:
                return number
    return 0
