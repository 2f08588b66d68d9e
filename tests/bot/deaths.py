"""Moments at which a bot kills itself by SIGKILL, reached by patching it from outside."""

import os
import signal
from collections.abc import Callable
from typing import Any

from bot.inbox import Inbox
from bot.post import Post
from bot.telegram import Telegram
from bot.worker import Worker
from storage import inbox, outbox

SENDS = {"sendMessage", "editMessageText"}


def now() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def arm(moment: str) -> None:
    MOMENTS[moment]()


def _before(place: Any, name: str, when: Callable[..., bool]) -> None:
    original = getattr(place, name)

    def patched(*given: Any, **named: Any) -> Any:
        if when(*given):
            now()
        return original(*given, **named)

    setattr(place, name, patched)


def _after(place: Any, name: str, when: Callable[..., bool]) -> None:
    original = getattr(place, name)

    def patched(*given: Any, **named: Any) -> Any:
        result = original(*given, **named)
        if when(result, *given):
            now()
        return result

    setattr(place, name, patched)


def _after_awaited(place: Any, name: str) -> None:
    original = getattr(place, name)

    async def patched(*given: Any, **named: Any) -> Any:
        result = await original(*given, **named)
        now()
        return result

    setattr(place, name, patched)


def _is_send(_telegram: Telegram, method: str, *_more: Any) -> bool:
    return method in SENDS


MOMENTS: dict[str, Callable[[], None]] = {
    "before the inbox's commit": lambda: _after(inbox, "store", lambda *_given: True),
    "after the inbox's commit": lambda: _after_awaited(Inbox, "keep"),
    "before the handler's commit": lambda: _after(
        Worker, "_do_next", lambda result, *_given: bool(result[1])
    ),
    "after the handler's commit": lambda: _before(Post, "deliver", lambda _post, letters: bool(letters)),
    "before the send": lambda: _before(Telegram, "call", _is_send),
    "after the reply": lambda: _before(Post, "_close", lambda *_given: True),
    "before the mark's commit": lambda: _after(outbox, "close", lambda *_given: True),
    "after the mark's commit": lambda: _after_awaited(Post, "_close"),
}
