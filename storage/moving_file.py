"""The file that is moved, as it was at one moment: counted, read in batches, and never written to."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from storage import migrate
from storage.errors import StorageError
from storage.sums import Sum, written_out

ROWS, LETTERS = 5_000, 4_000_000  # in a batch, about
Row = Sequence[Any]


class NotMoved(StorageError):
    """Nothing was moved; it says why, and names no person."""


def reading(file: Path) -> sqlite3.Connection:
    """As the file is at one moment, and without a way to write into it."""
    source = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
    source.execute("BEGIN")
    at = source.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    if at != migrate.newest():
        source.close()
        raise NotMoved(
            f"the file is of version {at}, not {migrate.newest()}: `python -m bot check` brings it there"
        )
    return source


def count(source: sqlite3.Connection, table: Table) -> int:
    return _number(source, f'SELECT count(*) FROM "{table.name}"')  # noqa: S608 - our own tables


def last_number(source: sqlite3.Connection, table: Table) -> int:
    """The greatest that any row has had, also of those that are gone where that is remembered."""
    given = _number(source, "SELECT seq FROM sqlite_sequence WHERE name = ?", table.name)
    return max(given, _number(source, f'SELECT max(id) FROM "{table.name}"'))  # noqa: S608 - our own tables


def _number(source: sqlite3.Connection, question: str, *values: str) -> int:
    row = source.execute(question, values).fetchone()
    return int(row[0] or 0) if row else 0


def total(source: sqlite3.Connection, table: Table) -> Sum:
    found = Sum()
    for _rows_of_it, lines in batches(source, table):
        found = found.plus(lines)
    return found


def batches(source: sqlite3.Connection, table: Table) -> Iterator[tuple[list[Row], list[str]]]:
    """As many rows as may be held at once, and each of them written out."""
    rows: list[Row] = []
    lines: list[str] = []
    letters = 0
    for row in _rows(source, table):
        rows.append(row)
        lines.append(written_out(row))
        letters += len(lines[-1])
        if len(rows) == ROWS or letters > LETTERS:
            yield rows, lines
            rows, lines, letters = [], [], 0
    if rows:
        yield rows, lines


def _rows(source: sqlite3.Connection, table: Table) -> sqlite3.Cursor:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    return source.execute(f'SELECT {columns} FROM "{table.name}"')  # noqa: S608 - our own tables
