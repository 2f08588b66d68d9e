"""What a table holds, in two numbers that either database can tell: how many rows, and the sum of their hashes.

A row is written out alike on both sides (of each value the length and the value, "-" where there is none) and hashed
by SHA-256, of which the first eight bytes are added up: nobody has to sort, or to hold more than a row.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Table

_VALUE = "coalesce(length({0}::text) || ':' || {0}, '-')"
_SUM = (
    "SELECT count(*), coalesce(sum(('x' || encode(substring(sha256(convert_to(concat_ws(',', {values}), 'UTF8')) "
    "from 1 for 8), 'hex'))::bit(64)::bigint), 0)::text FROM {table}"
)


class Sum(NamedTuple):
    rows: int = 0
    hashes: int = 0

    def plus(self, lines: Iterable[str]) -> "Sum":
        rows, hashes = self
        for line in lines:
            rows += 1
            hashes += int.from_bytes(hashlib.sha256(line.encode()).digest()[:8], "big", signed=True)
        return Sum(rows, hashes)


def written_out(row: Sequence[Any]) -> str:
    """Integers and texts alone are kept, and both databases write these alike."""
    return ",".join(["-" if value is None else _value(str(value)) for value in row])


def _value(told: str) -> str:
    return f"{len(told)}:{told}"


def in_postgres(table: Table) -> str:
    """The statement by which PostgreSQL counts it itself: what it has, not what it was sent."""
    values = ", ".join(_VALUE.format(f'"{column.name}"') for column in table.columns)
    return _SUM.format(values=values, table=f'"{table.name}"')
