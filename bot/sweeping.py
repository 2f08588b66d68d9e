"""What nobody needs any more is forgotten: in small transactions, between those of whoever is waiting."""

from datetime import datetime, timedelta

from bot.clock import Clock
from storage import drawings, erasing, import_work, sentences, strangers
from storage.store import Store
from storage.sweeping import SWEEPS, Kept, Sweep
from storage.tx import Tx

PAGES = 10  # of each table at one go
SELDOM = timedelta(hours=1)
EVER = timedelta(days=1)  # before it was started
KEEP_DRAWINGS = timedelta(days=30)


class Sweeping:
    def __init__(self, store: Store, clock: Clock, keep_failed: timedelta) -> None:
        self._store, self._clock, self._keep_failed = store, clock, keep_failed
        self._looked = 1  # at which of the people it goes on to look for strangers
        self._reached = dict.fromkeys(SWEEPS, 0)
        self._swept = clock.now() - SELDOM
        self._scrubbed = clock.now() - EVER

    async def go_on(self) -> None:
        """A little of it, from where it stood."""
        for one in SWEEPS:
            for _page in range(PAGES):
                self._reached[one] = await self._store.run(lambda tx, one=one: self._page(tx, one))  # type: ignore[misc]
                if not self._reached[one]:
                    break
        now = self._clock.now()
        self._looked = await self._store.run(lambda tx: strangers.forget(tx, self._looked, now))
        if abs(now - self._swept) >= SELDOM:  # or a clock was set back
            await self._store.run(self._seldom)
            self._swept = now

        await self._scrub(now)

    async def _scrub(self, now: datetime) -> None:
        """Whoever was erased is not left in the database's own log either."""
        since, self._scrubbed = self._scrubbed, now
        if await self._store.run(lambda tx: erasing.lately(tx, since)):
            await self._store.scrub()

    def _page(self, tx: Tx, one: Sweep) -> int:
        return one.page(tx, self._reached[one], Kept.at(self._clock.now(), self._keep_failed))

    def _seldom(self, tx: Tx) -> None:
        now = self._clock.now()
        drawings.sweep(tx, now - KEEP_DRAWINGS)
        sentences.sweep(tx, now)
        import_work.sweep(tx, now)
