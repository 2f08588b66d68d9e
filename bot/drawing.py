"""Files made in a process of their own: what takes a fifth of a second would hold every chat on the event loop."""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import structlog

from bot.drawings import Drawing, Maker
from bot.logs import told

log = structlog.get_logger()
PATIENCE = 30.0  # seconds for one file


def make(drawing: str) -> bytes:
    """The file itself; runs in the process that draws, which alone loads what drawing needs."""
    wanted = Drawing.from_json(drawing)
    if wanted.maker is Maker.CHART:
        from bot.charts.render import png  # noqa: PLC0415

        return png(wanted.what)
    from bot.sheets import xlsx  # noqa: PLC0415

    return xlsx(wanted.what)


class Studio:
    """One process that draws, started at the first need and again after it has died."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._turn = asyncio.Lock()

    async def draw(self, drawing: str) -> bytes | None:
        """None where it cannot be made; why is in the log."""
        async with self._turn:
            for _try in range(2):
                try:
                    async with asyncio.timeout(PATIENCE):
                        return await asyncio.get_running_loop().run_in_executor(
                            self._started(), make, drawing
                        )
                except (BrokenProcessPool, TimeoutError) as error:
                    log.warning("the process that draws was lost", **told(error))
                    self.close()
                except Exception as error:  # noqa: BLE001 - whatever a file fails by, its words still go out
                    log.error(  # noqa: TRY400 - a trace may hold what people wrote
                        "a file could not be made", **told(error)
                    )
                    return None
        return None

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
        return self._pool

    def close(self) -> None:
        if self._pool is not None:
            pool, self._pool = self._pool, None
            processes = [*pool._processes.values()]  # noqa: SLF001 - one that hangs has to be ended
            pool.shutdown(wait=False, cancel_futures=True)
            for process in processes:
                process.terminate()
