"""`python -m bot doctor`: how the bot is, in a line for each thing, and what an operator should look at."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bot.clock import Clock
from bot.keeping import FAILED, SOUND, copying, say
from bot.settings import Settings
from storage import doctor, migrate
from storage.backups import Shelf, newest_good
from storage.doctor import SetAside, Waiting
from storage.store import Store, open_store

LATE = timedelta(minutes=5)  # what waits longer than that waits for somebody to look
OLD = timedelta(days=2)


async def examine(settings: Settings, now: datetime) -> int:
    """FAILED where there is something to look at."""
    keep = copying(settings, Clock())
    store = await open_store(settings.database_url, pool=settings.database_pool, keep=keep)
    try:
        found = [*_of_file(settings, now), *await _of_wire(store, now)]
    finally:
        await store.close()
    for line, well in found:
        say(f"{'ok  ' if well else 'LOOK'}  {line}")
    return SOUND if all(well for _line, well in found) else FAILED


Finding = tuple[str, bool]


def _of_file(settings: Settings, now: datetime) -> Iterator[Finding]:
    file, shelf = settings.database_file, settings.shelf
    if file is not None:
        size = file.stat().st_size / 1024**2
        yield f"{file.resolve()}: {size:,.1f} MB, version {migrate.newest()}, opened and found whole", True
        yield _of_shelf(shelf, now)


def _of_shelf(shelf: Shelf | None, now: datetime) -> Finding:
    if shelf is None:
        return "backups: none are kept (BACKUP_FOLDER=none)", False
    good = newest_good(shelf)
    if good is None:
        return f"backups: none in {shelf.folder.resolve()}", False
    told = f"backups: {len(shelf.listed())}, the newest good one of {good.made:%Y-%m-%d %H:%M} UTC"
    return told, now - good.made < OLD


async def _of_wire(store: Store, now: datetime) -> list[Finding]:
    waiting = await store.run(doctor.waiting)
    silent, aside = await store.run(doctor.unreachable), await store.run(doctor.set_aside)
    return [
        *(_of_waiting(what, each, now) for what, each in waiting.items()),
        (f"people who block the bot: {silent}", True),
        *(map(_of_aside, aside) if aside else [("nothing was set aside", True)]),
    ]


def _of_waiting(what: str, waiting: Waiting, now: datetime) -> Finding:
    if waiting.oldest is None:
        return f"{what} that wait: none", True
    since = now - waiting.oldest
    return f"{what} that wait: {waiting.number}, the oldest for {since.total_seconds():,.0f} s", since < LATE


def _of_aside(one: SetAside) -> Finding:
    return f"set aside {one.at:%Y-%m-%d %H:%M} UTC: {one.what} {one.number}: {one.error}", False


def run(settings: Settings, _named: str | None) -> int:
    """The operator's command; the database may raise StorageError."""
    return asyncio.run(examine(settings, datetime.now(UTC)))
