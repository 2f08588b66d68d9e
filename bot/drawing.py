"""Files made in a process of their own: what takes a fifth of a second would hold every chat on the event loop."""

import asyncio
import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import structlog

from bot.drawings import Drawing, Maker
from bot.logs import told

log = structlog.get_logger()
PATIENCE = 30.0  # seconds for one file
IDLE = 60.0  # seconds after which the process that draws gives its memory back


def make(drawing: str) -> bytes:
    """The file itself; runs in the process that draws, which alone loads what drawing needs."""
    wanted = Drawing.from_json(drawing)
    if wanted.maker is Maker.CHART:
        from bot.charts.render import png  # noqa: PLC0415

        return png(wanted.what)
    from bot.sheets import xlsx  # noqa: PLC0415

    return xlsx(wanted.what)


def end_with_parent() -> None:
    """A bot that is killed leaves nobody behind who waits for work."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class Studio:
    """One process that draws, started when it is needed and ended when it was not for a while."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._turn = asyncio.Lock()
        self._rest: asyncio.TimerHandle | None = None

    async def draw(self, drawing: str) -> bytes | None:
        """None where it cannot be made; why is in the log."""
        async with self._turn:
            try:
                return await self._try_twice(drawing)
            finally:
                if self._pool is not None:
                    self._rest = asyncio.get_running_loop().call_later(IDLE, self.close)

    async def _try_twice(self, drawing: str) -> bytes | None:
        loop = asyncio.get_running_loop()
        for _try in range(2):
            try:
                async with asyncio.timeout(PATIENCE):
                    return await loop.run_in_executor(self._started(), make, drawing)
            except (BrokenProcessPool, TimeoutError) as error:
                log.warning("the process that draws was lost", **told(error))
                self.close()
            except Exception as error:  # noqa: BLE001 - whatever a file fails by, its words still go out
                log.error("a file could not be made", **told(error))  # noqa: TRY400 - a trace may hold what was typed
                return None
        return None

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
