"""`python -m bot backup` and `restore`: a copy made, and a copy put back."""

import asyncio
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bot.clock import Clock
from bot.settings import Settings
from storage import erased_again
from storage.backups import newest_good
from storage.errors import Damaged, StorageError
from storage.lock import held
from storage.store import open_store

SOUND, FAILED = 0, 1


def say(told: str) -> int:
    print(told, flush=True)  # noqa: T201 - for the operator
    return SOUND


def fail(told: str) -> int:
    print(told, file=sys.stderr)  # noqa: T201 - for the operator
    return FAILED


def copying(settings: Settings, clock: Clock) -> Callable[[str], object] | None:
    """What keeps a copy before a migration."""
    shelf = settings.shelf
    return None if shelf is None else lambda version: shelf.make(clock.now(), version)


def back_up(settings: Settings, _named: str | None) -> int:
    """Beside a bot at work, too."""
    shelf = settings.shelf
    if shelf is None:
        return fail(_without_shelf(settings))
    if not shelf.file.exists():
        return fail(f"DATABASE_URL: there is no database yet ({shelf.file.resolve()})")
    try:
        made = shelf.make(datetime.now(UTC))
    except (StorageError, OSError) as error:
        return fail(f"No backup was made: {error}")
    shelf.thin_out()
    return say(f"Backed up, and found whole: {made.path.resolve()}")


def restore(settings: Settings, named: str | None) -> int:
    """The copy named, or the newest good one."""
    file = Path(named) if named else None
    shelf = settings.shelf
    if shelf is None:
        return fail(_without_shelf(settings))
    newest = newest_good(shelf) if file is None else None
    copied = file if newest is None else newest.path
    if copied is None or not copied.is_file():
        return fail(f"There is no backup to restore ({(file or shelf.folder).resolve()})")
    try:
        with held(shelf.file):
            aside = shelf.restore(copied, datetime.now(UTC), _identity(settings))
    except (StorageError, OSError) as error:
        return fail(f"Nothing was restored: {error}")
    kept = f" What was there before is kept as {aside.name}." if aside else ""
    return say(f"Restored from {copied.name}.{kept}{_erased_since(settings, aside)}")


def _erased_since(settings: Settings, aside: Path | None) -> str:
    """Whoever was erased after the copy was made is erased in it, too."""
    if aside is None:
        return ""
    erased = erased_again.known(aside)
    if erased is None:
        return " Whom it knew to be erased could not be read: erase them again, if there were any."
    number = asyncio.run(_erase_again(settings, erased)) if erased else 0
    return f" Erased again: {number}." if number else ""


async def _erase_again(settings: Settings, erased: list[erased_again.Erased]) -> int:
    store = await open_store(settings.database_url)
    try:
        number = await store.run(lambda tx: erased_again.again(tx, erased, datetime.now(UTC)))
        await store.scrub()
    finally:
        await store.close()
    return number


def _identity(settings: Settings) -> str:
    named = settings.backup_identity_file
    if named is None:
        return ""
    lines = named.read_text().splitlines()
    return next((line.strip() for line in lines if line.strip() and not line.startswith("#")), "")


def _without_shelf(settings: Settings) -> str:
    if settings.database_file is None:
        return "DATABASE_URL is a PostgreSQL, which has tools of its own: pg_dump and pg_restore, see docs/backups.md"
    return "BACKUP_FOLDER is none: no backups are kept"


def way_out(settings: Settings, error: Damaged) -> str:
    """What to do about a spoilt file, in one line."""
    told = f"DATABASE_URL: the database cannot be opened (the file is damaged: {error})."
    shelf = settings.shelf
    good = None if shelf is None else newest_good(shelf)
    if good is None:
        return f"{told} No backup was found."
    return (
        f"{told} The newest good backup is of {good.made:%Y-%m-%d %H:%M} UTC; to go back to it: "
        f"python -m bot restore {good.path}"
    )
