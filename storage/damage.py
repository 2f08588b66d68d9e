"""A file that is no longer what was written to it: SQLite's own tests of it."""

import sqlite3
from pathlib import Path


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
