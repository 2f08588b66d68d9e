"""Small helpers to write Core statements once, at import, with parameters by name."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BindParameter, Table, bindparam
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
