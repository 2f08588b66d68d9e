"""A copy of the file every night, and as soon as the bot is up where one was missed."""

import asyncio
from datetime import UTC

import structlog

from bot.clock import Clock
from bot.logs import told
from storage.backups import Shelf
from storage.errors import StorageError

log = structlog.get_logger()
LOOK = 60.0  # seconds between two looks at the clock
AGAIN = 3600.0  # after one that failed


class Nightly:
    def __init__(self, shelf: Shelf, clock: Clock) -> None:
        self._shelf, self._clock = shelf, clock

    async def work(self) -> None:
        """For ever; one that fails is told in the log, and tried again in an hour."""
        while True:
            try:
                await asyncio.to_thread(self.look)
                await asyncio.sleep(LOOK)
            except (StorageError, OSError) as error:
                log.error("no backup could be made", **told(error))  # noqa: TRY400 - its kind and place are told
                await asyncio.sleep(AGAIN)

    def look(self) -> bool:
        """Whether one was due, and so was made: the first of a day (UTC)."""
        now = self._clock.now().astimezone(UTC)
        # One of tomorrow was made while the clock was wrong, and stands for no night to come.
        last = next((one.made for one in self._shelf.listed() if not one.migration and one.made <= now), None)
        if last is not None and last.date() >= now.date():
            return False
        made = self._shelf.make(now)
        self._shelf.thin_out()
        log.info("backed up", file=made.path.name)
        return True
