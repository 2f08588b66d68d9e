"""A copy put back is older than the last erasures: whoever was erased since is erased in it, too."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import bindparam, select

from sales.people import Role
from storage import agenda, erasing
from storage.schema import clients, members
from storage.sql import TEAM
from storage.tx import Tx

_ERASED = "SELECT team_id, id, created_at FROM clients WHERE erased_at IS NOT NULL ORDER BY id"
_THERE = select(clients.c.id).where(
    clients.c.team_id == TEAM,
    clients.c.id == bindparam("client"),
    clients.c.created_at == bindparam("created"),
    clients.c.erased_at.is_(None),
)
_OWNER = (
    select(members.c.id)
    .where(members.c.team_id == TEAM, members.c.role == Role.OWNER.value)
    .order_by(members.c.id)
    .limit(1)
)
Erased = tuple[int, int, int]  # the team, the client, and when they were written down


def known(file: Path) -> list[Erased] | None:
    """Whom the file knows to be erased; None where it cannot be read."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            return connection.execute(_ERASED).fetchall()
    except sqlite3.Error as error:
        return [] if "no such column" in str(error) else None  # of before anybody could be erased


def again(tx: Tx, erased: Iterable[Erased], now: datetime) -> int:
    """How many of them were still there."""
    found = 0
    for team, client, created in erased:
        owner = tx.value(_OWNER, team=team)
        if owner is None or tx.value(_THERE, team=team, client=client, created=created) is None:
            continue
        erasing.erase(agenda.book_of(tx, team, owner, now), client)
        found += 1
    return found
