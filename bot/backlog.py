"""Whether what has piled up is coming in: until it is kept, little of it is begun."""

import asyncio
import time
from collections.abc import Iterable

CHATS = 8  # in which somebody goes on before they are answered: people at work wait, a backlog does not
LATELY = 0.25  # seconds
AT_A_TIME = 0.5  # seconds that work stands still for what comes in
FEW = 4  # updates begun at once meanwhile
# What lasts longer is no backlog, but more to do than can be done: then nothing is gained by standing still.
LONGEST, CALM = 10.0, 5.0  # seconds; and those after which it may be another one


class Backlog:
    """Keeping an update costs a tenth of doing it, and Telegram holds what is not kept.

    In a process that does both, doing would take the processor from keeping.
    """

    def __init__(self) -> None:
        self._seen: dict[int, float] = {}  # by chat, when something came there behind what still waits
        self._begun = self._last = -CALM

    def came_behind(self, chats: Iterable[int]) -> None:
        now = time.monotonic()
        recent = {chat: at for chat, at in self._seen.items() if now - at < LATELY}
        self._seen = recent | dict.fromkeys(chats, now)
        if len(self._seen) >= CHATS:
            self._begun = now if now - self._last >= CALM else self._begun
            self._last = now

    @property
    def comes(self) -> bool:
        now = time.monotonic()
        return now - self._last < LATELY and now - self._begun < LONGEST

    async def let_in(self) -> None:
        """Until no more of it comes; a little is done all the same, for people wait."""
        until = time.monotonic() + AT_A_TIME
        while self.comes and time.monotonic() < until:  # noqa: ASYNC110 - time is waited for, and no event
            await asyncio.sleep(LATELY / 10)
