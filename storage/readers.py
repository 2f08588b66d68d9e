"""Everyone of a team to whom a summary goes, each in their own language."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from sales.people import Member, Role
from storage.schema import members, people
from storage.sql import TEAM, instant
from storage.tx import Tx


@dataclass(frozen=True)
class Reader:
    """Somebody of the team, and how to write to them."""

    member: Member
    name: str
    telegram_id: int
    language: str
    silent_since: datetime | None  # they block the bot


_READERS = (
    select(
        members.c.id,
        members.c.role,
        people.c.name,
        people.c.telegram_id,
        people.c.language,
        people.c.unreachable_at,
    )
    .join(people, people.c.id == members.c.person_id)
    .where(members.c.team_id == TEAM, members.c.suspended_at.is_(None))
    .order_by(members.c.id)
)


def readers(tx: Tx, team_id: int) -> list[Reader]:
    """Everyone in the team."""
    return [_as_reader(row) for row in tx.all(_READERS, team=team_id)]


def _as_reader(row: Any) -> Reader:
    member, role, name, telegram, language, unreachable = row
    return Reader(Member(member, Role(role)), name, telegram, language, instant(unreachable))
