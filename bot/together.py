"""One transaction for all that want one at a moment: whoever's turn comes takes the others' along."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")


class Together(Generic[Item, Outcome]):
    """While one goes, those that come gather for the next; alone, nobody waits."""

    def __init__(self, work: Callable[[list[Item]], Awaitable[Sequence[Outcome]]]) -> None:
        self._work = work
        self._turn = asyncio.Lock()
        self._waiting: list[tuple[Item, asyncio.Future[Outcome]]] = []

    async def do(self, item: Item) -> Outcome:
        """What has come of it; or what all of them failed by."""
        outcome: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, outcome))
        async with self._turn:
            if not outcome.done():
                await self._do_all()
        return await outcome

    async def _do_all(self) -> None:
        taken, self._waiting = self._waiting, []
        try:
            outcomes = await self._work([item for item, _outcome in taken])
        except asyncio.CancelledError:
            self._waiting = taken + self._waiting
            raise
        except Exception as error:  # noqa: BLE001 - handed to all who wait for it
            for _item, outcome in taken:
                outcome.set_exception(error)
        else:
            for (_item, outcome), one in zip(taken, outcomes, strict=True):
                outcome.set_result(one)
