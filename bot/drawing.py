"""Files that go out, made in a process of their own."""

from collections.abc import Awaitable, Callable

import structlog

from bot.aside import Aside
from bot.drawings import Drawing, Made, Maker
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
    """`export` reads the base; where there is none, no file of it can be made."""

    def __init__(self, export: Callable[[Drawing], Awaitable[Made | None]] | None = None) -> None:
        self._aside = Aside()
        self._export = export

    async def draw(self, drawing: str) -> Made | None:
        """None where it cannot be made; why is in the log."""
        try:
            wanted = Drawing.from_json(drawing)
            if wanted.maker is Maker.EXPORT:
                return None if self._export is None else await self._export(wanted)
            return Made(await self._aside.run(PATIENCE, make, drawing), wanted.file)
        except Exception as error:  # noqa: BLE001 - whatever a file fails by, its words still go out
            log.error("a file could not be made", **told(error))  # noqa: TRY400 - a trace may hold what was typed
            return None

    def close(self) -> None:
        self._aside.close()
