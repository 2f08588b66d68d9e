"""Updates handed over and not yet kept: the worker whose turn is next keeps them and begins them in one commit."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence

from storage.inbox import Raw


class Arrival:
    def __init__(self, raws: Sequence[Raw]) -> None:
        self.raws = raws
        self.kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()


class Arrivals:
    def __init__(self, *, in_order: bool = True) -> None:
        self.in_order = in_order  # by a webhook they do not come so
        self._waiting: deque[Arrival] = deque()
        self.wake: Callable[[], None] = lambda: None

    async def keep(self, raws: Sequence[Raw]) -> None:
        """Until they are committed; Unavailable when the database could not take them."""
        arrival = Arrival(raws)
        first = not self._waiting
        self._waiting.append(arrival)
        if first:  # else somebody is on the way to them
            self.wake()
        await arrival.kept

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def take(self) -> list[Arrival]:
        taken = [*self._waiting]
        self._waiting.clear()
        return taken


def settle(arrivals: Sequence[Arrival], error: BaseException | None = None) -> None:
    """Tell whoever waits that theirs are kept, or why not."""
    for arrival in arrivals:
        if arrival.kept.done():
            continue
        if error is None:
            arrival.kept.set_result(None)
        else:
            arrival.kept.set_exception(error)
