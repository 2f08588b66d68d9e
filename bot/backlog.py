"""Whether what has piled up is coming in: until it is kept, little of it is begun."""

import asyncio
import time
from collections.abc import Iterable

CHATS = 8  # in which somebody goes on before they are answered: people at work wait, a backlog does not
LATELY = 0.25  # seconds
LONGEST = 0.5  # seconds that work stands still for what comes in
FEW = 4  # updates begun at once meanwhile


class Backlog:
    """Keeping an update costs a tenth of doing it, and Telegram holds what is not kept.

    With one process at work for many that hand over, doing would take the processor from keeping.
    """

    def __init__(self) -> None:
        self._seen: dict[int, float] = {}  # by chat, when something came there behind what still waits

    def came_behind(self, chats: Iterable[int]) -> None:
        now = time.monotonic()
        recent = {chat: at for chat, at in self._seen.items() if now - at < LATELY}
        self._seen = recent | dict.fromkeys(chats, now)

    @property
    def comes(self) -> bool:
        now = time.monotonic()
        return len(self._seen) >= CHATS and sum(now - at < LATELY for at in self._seen.values()) >= CHATS

    async def let_in(self) -> None:
        """Until no more of it comes; a little is done all the same, for there may be no end of it."""
        until = time.monotonic() + LONGEST
        while self.comes and time.monotonic() < until:  # noqa: ASYNC110 - time is waited for, and no event
            await asyncio.sleep(LATELY / 10)
