"""The one place that holds the process's tasks, so that none is lost and none fails unseen."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

from bot.logs import told

log = structlog.get_logger()


class Tasks:
    """Tasks by name. One that ends by an error stops the whole process, which its supervisor starts anew."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self.failed = asyncio.Event()

    def start(self, work: Coroutine[Any, Any, Any], name: str) -> None:
        task = asyncio.create_task(work, name=name)  # noqa: TID251 - this is the one place
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("task failed", task=task.get_name(), **told(error))
            self.failed.set()

    async def finish(self) -> None:
        """Wait until all have ended by themselves."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def first(self) -> None:
        """Wait until one has ended."""
        await asyncio.wait([*self._tasks], return_when=asyncio.FIRST_COMPLETED)

    async def cancel(self) -> None:
        tasks = [*self._tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
