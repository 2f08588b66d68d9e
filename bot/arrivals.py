"""Updates handed over and not yet kept: together, in the commit of whoever comes next."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence

from bot.backlog import Backlog
from bot.clock import Clock
from bot.logs import Seldom
from bot.together import Together
from storage import inbox
from storage.errors import Unavailable
from storage.inbox import Raw, Stored
from storage.shares import Shares
from storage.store import Store
from storage.tx import Tx


class Arrival:
    def __init__(self, raws: Sequence[Raw]) -> None:
        self.raws = raws
        self.kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()


class Arrivals:
    """With one writer the worker whose turn is next keeps them, and begins them in the same commit.

    Where transactions go side by side they are kept by themselves, and wait for no worker that is at work.
    """

    def __init__(
        self, base: Store, bot_id: int, clock: Clock, shares: Shares, *, in_order: bool = True
    ) -> None:
        self.in_order = in_order  # by a webhook they do not come so
        self.wake: Callable[[int], None] = lambda _many: None
        self.backlog = Backlog()
        self._base, self._bot_id, self._clock, self._shares = base, bot_id, clock, shares
        self._crowd = Seldom("too many strangers wait: whoever comes is passed over")
        self._waiting: deque[Arrival] = deque()
        self._apart = Together(self._keep_apart)

    async def keep(self, raws: Sequence[Raw]) -> None:
        """Until they are committed; Unavailable when the database could not take them."""
        if self._base.workers > 1:
            await self._apart.do(raws)
            return
        arrival = Arrival(raws)
        self._waiting.append(arrival)
        self.wake(1)
        await arrival.kept

    async def _keep_apart(self, brought: Sequence[Sequence[Raw]]) -> Sequence[None]:
        try:
            stored = await self._base.run(lambda tx: self.store(tx, brought))
        except Unavailable:
            self.backlog.may_come()
            raise
        self.backlog.came_behind(stored.behind)
        self.wake(len(stored.homes))  # a team's are done one after another
        return [None] * len(brought)

    def take(self) -> list[Arrival]:
        """What is left for a worker to keep."""
        taken = [*self._waiting]
        self._waiting.clear()
        return taken

    def store(self, tx: Tx, brought: Sequence[Sequence[Raw]]) -> Stored:
        raws = [raw for each in brought for raw in each]
        stored = inbox.store(tx, self._bot_id, raws, self._clock.now(), self._shares)
        if stored.passed_over:
            self._crowd.say()
        return stored


def settle(arrivals: Sequence[Arrival], error: BaseException | None = None) -> None:
    """Tell whoever waits that theirs are kept, or why not."""
    for arrival in arrivals:
        if arrival.kept.done():
            continue
        if error is None:
            arrival.kept.set_result(None)
        else:
            arrival.kept.set_exception(error)
