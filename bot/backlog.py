"""Whether what piled up while nobody was there is coming in: until it is kept, little of it is begun."""

import asyncio
import time
from collections.abc import Iterable

CHATS = 8  # in which somebody goes on before they are answered: people at work wait, a backlog does not
LATELY = 0.25  # seconds
AT_A_TIME = 0.5  # seconds that work stands still for what comes in
FEW = 4  # updates begun at once meanwhile
# Since the first came after a start or an outage. Later such a crowd is a flood, which is to slow nobody else, or
# more than can be done, of which standing still would make ever more.
LONGEST = 10.0  # seconds


class Backlog:
    """Keeping an update costs a tenth of doing it, and Telegram holds what is not kept.

    In a process that does both, doing would take the processor from keeping.
    """

    def __init__(self) -> None:
        self._seen: dict[int, float] = {}  # by chat, when something came there behind what still waits
        self._first: float | None = None  # when something came at all
        self._last: float | None = None  # when such a crowd was seen

    def may_come(self) -> None:
        """Nothing could be kept for a while."""
        self._first = None

    def came_behind(self, chats: Iterable[int]) -> None:
        now = time.monotonic()
        self._first = now if self._first is None else self._first
        if now - self._first >= LONGEST:
            return
        recent = {chat: at for chat, at in self._seen.items() if now - at < LATELY}
        self._seen = recent | dict.fromkeys(chats, now)
        if len(self._seen) >= CHATS:
            self._last = now

    @property
    def comes(self) -> bool:
        if self._first is None or self._last is None:
            return False
        now = time.monotonic()
        return now - self._last < LATELY and now - self._first < LONGEST

    async def let_in(self) -> None:
        """Until no more of it comes; a little is done all the same, for people wait."""
        until = time.monotonic() + AT_A_TIME
        while self.comes and time.monotonic() < until:  # noqa: ASYNC110 - time is waited for, and no event
            await asyncio.sleep(LATELY / 10)
