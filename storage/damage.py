"""A file that is no longer what was written to it: SQLite's own tests of it."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path


def damaged_quickly(file: Path, patience: float) -> str:
    """What is wrong with the pages of the file, as far as can be seen within so many seconds; empty: nothing."""
    if not file.exists() or not file.stat().st_size:
        return ""
    ends = time.monotonic() + patience
    try:
        with closing(sqlite3.connect(file)) as connection:
            connection.set_progress_handler(lambda: time.monotonic() > ends, 10_000)
            found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except (
        sqlite3.OperationalError
    ):  # not looked through in that time, busy, or not to be opened: no damage is seen
        return ""
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if found == "ok" else found


def damaged(file: Path) -> list[str]:
    """What SQLite itself finds wrong with the file: read beside whoever is writing."""
    connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
        lost = [
            f"{table}: row {row} refers to no row of {parent}"
            for table, row, parent, _key in connection.execute("PRAGMA foreign_key_check")
        ]
    except sqlite3.DatabaseError as error:
        return [str(error)]
    finally:
        connection.close()
    return [line for line in found if line != "ok"] + lost
