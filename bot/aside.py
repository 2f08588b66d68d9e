"""Work in a process of its own: what takes a fifth of a second would hold every chat on the event loop."""

import asyncio
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

import structlog

from bot.logs import told

log = structlog.get_logger()
T = TypeVar("T")
IDLE = 60.0  # seconds after which the process gives its memory back


class Lost(Exception):
    """The process was lost twice over the same work."""


def end_with_parent() -> None:
    """A bot that is killed leaves nobody behind who waits for work."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class Aside:
    """One process, started when it is needed and ended when it was not for a while."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._turn = asyncio.Lock()
        self._rest: asyncio.TimerHandle | None = None

    async def run(self, patience: float, work: Callable[..., T], *given: Any) -> T:
        """Lost where it takes longer than `patience` seconds, or dies, twice; the work's own errors as they are."""
        async with self._turn:
            try:
                return await self._try_twice(patience, work, *given)
            finally:
                if self._pool is not None:
                    self._rest = asyncio.get_running_loop().call_later(IDLE, self.close)

    async def _try_twice(self, patience: float, work: Callable[..., T], *given: Any) -> T:
        loop = asyncio.get_running_loop()
        for _try in range(2):
            try:
                async with asyncio.timeout(patience):
                    return await loop.run_in_executor(self._started(), work, *given)
            except (BrokenProcessPool, TimeoutError) as error:
                log.warning("a process was lost", work=work.__name__, **told(error))
                self.close()
        raise Lost

    def _started(self) -> ProcessPoolExecutor:
        if self._rest is not None:
            self._rest.cancel()
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=end_with_parent)
        return self._pool

    def close(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
        if self._pool is not None:
            pool, self._pool = self._pool, None
            processes = [*(pool._processes or {}).values()]  # noqa: SLF001 - one that hangs has to be ended
            pool.shutdown(wait=False, cancel_futures=True)
            for process in processes:
                process.terminate()
