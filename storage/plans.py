"""SQLite told what a large base is like, so that it plans every statement for one from the first row on.

Left to itself it knows nothing of a base until somebody has ANALYZE run, takes every index for as good as another,
and looks for a client's phones among all phones of the team.
"""

import sqlite3
from collections.abc import Iterator, Sequence

ROWS = 1_000_000
USUAL = 10  # rows that agree in one more column
# Rows that agree in these, where they are many.
MANY = {
    "team_id": 100_000,
    **dict.fromkeys(("member_id", "author_id", "responsible_id", "reviewer_id", "import_id"), 10_000),
    **dict.fromkeys(("state", "list", "stale", "urgency", "bot_id"), 50_000),
}
_KNOWN = "SELECT idx FROM sqlite_stat1 WHERE idx IS NOT NULL"
_INDEXES = (
    'SELECT t.name, i.name, i."unique" FROM sqlite_schema AS t, pragma_index_list(t.name) AS i '
    "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'"
)
_COLUMNS = "SELECT name FROM pragma_index_info(?) ORDER BY seqno"
_SAY = "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)"
_LOAD = "ANALYZE sqlite_schema"  # looks at no table, and makes the one that is missing


def foresee(connection: sqlite3.Connection) -> None:
    """What somebody has counted stays as it was counted."""
    connection.execute(_LOAD)
    known = {index for (index,) in connection.execute(_KNOWN)}
    unknown = [row for row in connection.execute(_INDEXES) if row[1] not in known]
    if unknown:
        connection.execute("BEGIN IMMEDIATE")
        for table, index, unique in unknown:
            columns = [column for (column,) in connection.execute(_COLUMNS, (index,))]
            told = " ".join(map(str, expected(columns, unique=bool(unique))))
            connection.execute(_SAY, (table, index, told))
        connection.execute("COMMIT")
        connection.execute(_LOAD)


def expected(columns: Sequence[str], *, unique: bool) -> Iterator[int]:
    """How many rows there are, and how many agree in the first column, in the first two, and so on."""
    yield (left := ROWS)
    for column in columns[:-1]:
        yield (left := min(left, MANY.get(column, USUAL)))
    yield 1 if unique else min(left, MANY.get(columns[-1], USUAL))
