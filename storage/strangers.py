"""People who once wrote to the bot and never came into a team: forgotten after a while, a few at a time."""

from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, delete, exists, func, select

from storage.schema import members, people, talks
from storage.sql import seconds
from storage.tx import Tx

KEEP = timedelta(days=30)
AT_ONCE = 1_000  # people looked at

_forgettable = and_(
    people.c.id.between(bindparam("first"), bindparam("last")),
    people.c.team_id.is_(None),
    people.c.created_at < bindparam("before"),
    ~exists().where(members.c.person_id == people.c.id),
)
_HUSH = delete(talks).where(talks.c.person_id.in_(select(people.c.id).where(_forgettable)))
_FORGET = delete(people).where(_forgettable)
_LAST = select(func.max(people.c.id))


def forget(tx: Tx, first: int, now: datetime) -> int:
    """Look from this number on; from which to go on next time."""
    looked = {"first": first, "last": first + AT_ONCE - 1, "before": seconds(now - KEEP)}
    tx.run(_HUSH, **looked)
    tx.run(_FORGET, **looked)
    return first + AT_ONCE if first + AT_ONCE <= (tx.value(_LAST) or 0) else 1
