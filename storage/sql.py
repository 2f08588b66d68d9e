"""Small helpers to write Core statements once, at import, with parameters by name."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Table, bindparam
from sqlalchemy.dialects.postgresql import Insert, insert  # SQLite compiles its ON CONFLICT alike

# The bound parameter that confines a statement to one team; Book fills it in.
TEAM: BindParameter[int] = bindparam("team")


def adding(table: Table, *columns: str, **fixed: Any) -> Insert:
    """An INSERT of the named columns, its values given under the same names."""
    return insert(table).values({**{name: bindparam(name) for name in columns}, **fixed})


def adding_to_team(table: Table, *columns: str, **fixed: Any) -> Insert:
    return adding(table, *columns, team_id=TEAM, **fixed)


def seconds(instant: datetime) -> int:
    """How an instant is stored."""
    return int(instant.timestamp())


def instant(stored: int | None) -> datetime | None:
    return None if stored is None else datetime.fromtimestamp(stored, UTC)


AT_ONCE = 100  # values looked up by one statement: the number is fixed, so that it is compiled once


def among(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """One of the values that `in_parts` gives a statement."""
    return column.in_([bindparam(f"one{place}", type_=column.type) for place in range(AT_ONCE)])


def in_parts(values: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """All of the values, for one execution after the other; the last of them stands in empty places."""
    left = [*values]
    for start in range(0, len(left), AT_ONCE):
        part = left[start : start + AT_ONCE]
        part += part[-1:] * (AT_ONCE - len(part))
        yield {f"one{place}": value for place, value in enumerate(part)}
