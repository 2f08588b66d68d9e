"""Updates handed over and not yet kept: together, in the commit of whoever comes next."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence

from bot.clock import Clock
from bot.logs import Seldom
from storage import inbox
from storage.inbox import Raw
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
        self.wake: Callable[[], None] = lambda: None
        self._base, self._bot_id, self._clock, self._shares = base, bot_id, clock, shares
        self._crowd = Seldom("too many strangers wait: whoever comes is passed over")
        self._waiting: deque[Arrival] = deque()
        self._keeping = asyncio.Lock()

    async def keep(self, raws: Sequence[Raw]) -> None:
        """Until they are committed; Unavailable when the database could not take them."""
        arrival = Arrival(raws)
        self._waiting.append(arrival)
        if self._base.workers > 1:
            await self._keep_apart()
        else:
            self.wake()
        await arrival.kept

    async def _keep_apart(self) -> None:
        """Whoever's turn comes keeps all that have come until then."""
        async with self._keeping:
            arrived = self._all()
            if not arrived:
                return
            try:
                await self._base.run(lambda tx: self.store(tx, arrived))
            except Exception as error:  # noqa: BLE001 - handed to all who wait for it
                settle(arrived, error)
            else:
                settle(arrived)
                self.wake()

    def take(self) -> list[Arrival]:
        """What is left for a worker to keep."""
        return [] if self._base.workers > 1 else self._all()

    def _all(self) -> list[Arrival]:
        taken = [*self._waiting]
        self._waiting.clear()
        return taken

    def store(self, tx: Tx, arrived: Sequence[Arrival]) -> None:
        raws = [raw for arrival in arrived for raw in arrival.raws]
        if raws and inbox.store(tx, self._bot_id, raws, self._clock.now(), self._shares):
            self._crowd.say()


def settle(arrivals: Sequence[Arrival], error: BaseException | None = None) -> None:
    """Tell whoever waits that theirs are kept, or why not."""
    for arrival in arrivals:
        if arrival.kept.done():
            continue
        if error is None:
            arrival.kept.set_result(None)
        else:
            arrival.kept.set_exception(error)
