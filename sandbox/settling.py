"""Whether the bot has done with what people did: for tests that must wait for it, and no longer."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from sandbox.clock import Clock
from sandbox.pressing import Press
from sandbox.updates import Updates

STEP = 0.005


class Settling:
    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.updates = Updates(clock)
        self.presses: dict[str, Press] = {}
        self.unanswered: set[int] = set()
        self.calls = 0
        self._under_way = 0

    @contextmanager
    def call(self) -> Iterator[None]:
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self.calls += 1

    def spinning(self) -> list[Press]:
        """Pressed buttons that were never answered."""
        return [press for press in self.presses.values() if press.answer is None]

    def waits_for(self) -> str:
        """What the bot still owes, in words."""
        owed = {
            "updates not confirmed": [*map(dict.keys, self.updates.first())],
            "calls under way": self._under_way,
            "chats without an answer": sorted(self.unanswered),
            "buttons that spin": [press.data for press in self.spinning()],
        }
        return ", ".join(f"{what}: {which}" for what, which in owed.items() if which)

    async def settled(self, seconds: float = 5, *, quiet: float = 0.05) -> None:
        """Until nothing is owed and the bot has kept quiet for a moment; TimeoutError tells what is owed."""
        try:
            async with asyncio.timeout(seconds):
                while await self._stirs(quiet):
                    pass
        except TimeoutError:
            raise TimeoutError(
                f"after {seconds} s: {self.waits_for() or 'the bot does not keep quiet'}"
            ) from None

    async def _stirs(self, quiet: float) -> bool:
        calls = self.calls
        for _ in range(max(1, round(quiet / STEP))):
            await asyncio.sleep(STEP)
            if calls != self.calls or self.waits_for():
                return True
        return False
