"""Where Telegram has asked for silence: until it ends, nothing at all is said there."""

import asyncio
import time


class Hush:
    def __init__(self) -> None:
        self._until: dict[str, float] = {}

    def ask(self, where: str, seconds: float) -> None:
        self._until[where] = max(self._until.get(where, 0.0), time.monotonic() + seconds)

    async def over(self, where: str) -> None:
        """Wait until something may be said there."""
        # It is time that is waited for, and it may be asked for anew meanwhile.
        while (left := self._until.get(where, 0.0) - time.monotonic()) > 0:  # noqa: ASYNC110
            await asyncio.sleep(left)
        self._until.pop(where, None)
