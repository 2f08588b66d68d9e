"""`python -m bot migrate-to URL`: from the file into a PostgreSQL, once."""

import asyncio
import sys
from pathlib import Path

from bot.keeping import fail, say, way_out
from bot.settings import Settings
from storage.address import POSTGRES, understood
from storage.errors import Damaged, StorageError
from storage.lock import held
from storage.moving import Moved, Tell, move


def migrate_to(settings: Settings, url: str | None) -> int:
    file = settings.database_file
    if file is None or not file.is_file():
        return fail(f"DATABASE_URL: there is no file to move ({file.resolve() if file else 'a PostgreSQL'})")
    if not url or not url.startswith(POSTGRES):
        return fail(f"migrate-to: name the PostgreSQL, {POSTGRES}user:password@host/database")
    try:
        url = understood(url)
    except ValueError as error:
        return fail(f"migrate-to: {error}")
    try:
        with held(file):
            return say(told(asyncio.run(move(file, url, progress())), file))
    except Damaged as error:
        return fail(way_out(settings, error))
    except (StorageError, OSError, KeyboardInterrupt) as error:
        why = str(error) if isinstance(error, StorageError) else type(error).__name__
        return fail(f"Nothing was moved, the PostgreSQL is as it was: {why}")


def told(moved: Moved, file: Path) -> str:
    how = (
        "It was there already, the same on both sides"
        if moved.before
        else "Moved, and the same on both sides"
    )
    return (
        f"{how}: {moved.tables} tables, {moved.rows:,} rows. The file is as it was ({file.resolve()}). "
        f"Set DATABASE_URL to the PostgreSQL, and start the bot."
    )


def progress() -> Tell:
    """On a terminal one line that changes, elsewhere a line for every tenth of the way."""
    live, shown = sys.stdout.isatty(), -1

    def tell(table: str, rows: int, of: int) -> None:
        nonlocal shown
        percent = 100 * rows // of
        if percent // (1 if live else 10) != shown // (1 if live else 10) or rows == of:
            shown = percent
            line = f"{percent:3} %  {rows:,} of {of:,} rows: {table}"
            print(f"\r{line:78}" if live else line, end="" if live and rows < of else "\n", flush=True)  # noqa: T201 - for the operator

    return tell
