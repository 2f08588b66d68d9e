"""What an operator's programs ask over HTTP: whether the process lives, whether it is at work, and its figures."""

import asyncio
import math
import secrets
import time
from typing import NamedTuple

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot import metrics
from bot.clock import Clock
from bot.doctor import LATE
from bot.listening import listen
from bot.telegram import Telegram
from storage import doctor, migrate, reminders
from storage.backups import Shelf
from storage.doctor import Waiting
from storage.store import Store
from storage.tx import Tx

PATIENCE = 3.0  # seconds for the database: whoever asks does not wait much longer
TELEGRAM_AWAY = 10.0  # seconds; a connection that drops now and then is no trouble
WELL = "ok"


class Figures(NamedTuple):
    """As the database has them at one moment."""

    waiting: dict[str, Waiting]
    failed: dict[str, int]
    due: int
    late: int


class Lookout:
    """Up before anything else, so that a bot that waits for Telegram or migrates its base is seen to live."""

    def __init__(self, telegram: Telegram, clock: Clock, shelf: Shelf | None) -> None:
        self._telegram, self._clock, self._shelf = telegram, clock, shelf
        self._store: Store | None = None
        self._site: web.AppRunner | None = None

    async def open(self, where: str) -> None:
        """At host:port, or nowhere. Raises CannotListen."""
        if where:
            served = web.Application()
            for path, answer in (("/health", health), ("/ready", self.ready), ("/metrics", self.metrics)):
                served.router.add_get(path, answer)
            self._site = await listen(served, where, "HEALTH_LISTEN")

    def watch(self, store: Store) -> None:
        self._store = store
        store.watch = metrics.database

    def look_away(self) -> None:
        """It is about to stop, and takes nothing more."""
        self._store = None

    async def close(self) -> None:
        if self._site is not None:
            await self._site.cleanup()

    # ------------------------------------------------------------ is it at work

    async def ready(self, _request: web.Request) -> web.Response:
        found = await self._of_database() | {"telegram": self._of_telegram()}
        well = all(told == WELL for told in found.values())
        return web.json_response(found, status=200 if well else 503)

    def _of_telegram(self) -> str:
        since = self._telegram.away_since
        away = 0.0 if since is None else time.monotonic() - since
        return WELL if away < TELEGRAM_AWAY else f"away for {away:.0f} s"

    async def _of_database(self) -> dict[str, str]:
        if self._store is None:
            return {"database": "not open"}
        token, now = secrets.token_hex(8), self._clock.now()

        def use(tx: Tx) -> str:
            doctor.try_to_write(tx, token, now)
            return doctor.version(tx)

        try:
            async with asyncio.timeout(PATIENCE):
                version = await self._store.run(use)
        except Exception as error:  # noqa: BLE001 - whatever it fails by, it is not ready
            return {"database": type(error).__name__}
        wanted = migrate.newest()
        step = WELL if version == wanted else f"at {version}, not {wanted}"
        return {"database": WELL, "migrations": step}

    # ------------------------------------------------------------ its figures

    async def metrics(self, _request: web.Request) -> web.Response:
        copied, figures = await asyncio.to_thread(self._copied), await self._look_up()
        metrics.BACKUP.set(copied)
        self._show(figures)  # at once with what follows: others may ask meanwhile
        return web.Response(
            body=generate_latest(metrics.REGISTRY), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )

    def _copied(self) -> float:
        """When the newest copy was made."""
        if self._shelf is None:
            return math.nan
        try:
            return max((one.made.timestamp() for one in self._shelf.listed()), default=0.0)
        except OSError:
            return 0.0

    async def _look_up(self) -> Figures | None:
        """What the database says, if it says anything."""
        if self._store is None:
            return None
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._store.run(self._read)
        except Exception:  # noqa: BLE001 - whatever it fails by, that is the figure
            return None

    def _show(self, figures: Figures | None) -> None:
        """No old figure stands for a new one."""
        for gauge in metrics.OF_DATABASE:
            gauge.clear()
        metrics.DATABASE_UP.set(figures is not None)
        if figures is None:
            return
        for what, each in figures.waiting.items():
            metrics.WAITING.labels(what).set(each.number)
            metrics.OLDEST.labels(what).set(self._age(each))
        for what, number in figures.failed.items():
            metrics.PUT_ASIDE.labels(what).set(number)
        metrics.REMINDERS.labels("due").set(figures.due)
        metrics.REMINDERS.labels("late").set(figures.late)

    def _read(self, tx: Tx) -> Figures:
        now = self._clock.now()
        due, late = (reminders.how_many_due(tx, by) for by in (now, now - LATE))
        return Figures(doctor.waiting(tx), doctor.failed(tx), due, late)

    def _age(self, waiting: Waiting) -> float:
        """Never below nothing, whatever was done to the clock."""
        if waiting.oldest is None:
            return 0.0
        return max(0.0, (self._clock.now() - waiting.oldest).total_seconds())


async def health(_request: web.Request) -> web.Response:
    """Answered by the loop that does everything else."""
    return web.Response(text=WELL)
