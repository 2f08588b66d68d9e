"""Others that work with the same database: known by their connections, and followed when these are gone."""

import asyncio
import time
from contextlib import suppress

import structlog

from bot.logs import told
from bot.post import Post
from storage import doctor, outbox, replicas
from storage.errors import Unavailable
from storage.store import Store
from storage.tx import Tx

log = structlog.get_logger()

LOOK = 0.5  # seconds between two looks
WAIT = 1.0  # for PostgreSQL to notice that a process was killed, and for others to notice this one
GLANCE = WAIT / 20
ALONE = 6  # glances that see nobody: a database started anew shows nobody for a moment
GONE = 2.0  # its connections have to be away for so long: a database started anew has lost everybody's


def _others(tx: Tx) -> set[str]:
    """Whoever is connected. Raises OtherVersion where one of them has brought the base to another version."""
    doctor.must_be_ours(tx)
    return replicas.others(tx)


class Replicas:
    def __init__(self, store: Store, post: Post) -> None:
        self._store, self._post = store, post
        self._known: set[str] = set()
        self._missed: dict[str, float] = {}  # since when

    async def begin(self) -> None:
        """Letters held by a killed process go first, before anything newer: if nobody else can hold them."""
        if self._store.holder is None:
            return await self._store.run(outbox.release_all)  # one file, one process
        if await self._is_alone():
            await self._store.run(replicas.release_if_alone)
        self._known = await self._store.run(replicas.holders)
        return await self._look()

    async def _is_alone(self) -> bool:
        until, alone = time.monotonic() + WAIT, 0
        while alone < ALONE:
            alone = 0 if await self._store.run(replicas.others) else alone + 1
            if not alone and time.monotonic() >= until:
                return False
            await asyncio.sleep(GLANCE)
        return True

    async def work(self) -> None:
        """For ever; whoever is gone is followed within seconds."""
        while True:
            await asyncio.sleep(LOOK)
            try:
                await self._look()
                await self._post.take_over()
            except Unavailable as error:
                self._missed.clear()
                log.warning("the database is not available", **told(error))

    async def _look(self) -> None:
        now, there = time.monotonic(), await self._store.run(_others)
        self._post.sender.share(len(there))
        self._known |= there
        self._missed = {name: self._missed.get(name, now) for name in self._known - there}
        for name, since in self._missed.items():
            if now - since >= GONE:
                await self._store.run(lambda tx, name=name: replicas.release(tx, name))  # type: ignore[misc]
                self._known.discard(name)

    async def end(self) -> None:
        """What is still held is for the others, or for the next start."""
        if (holder := self._store.holder) is None:
            return
        with suppress(Unavailable):
            await self._store.run(lambda tx: replicas.release(tx, holder))
