"""What is due: promises whose day has come, for one person or for a whole team."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, func, select

from sales.contacts import Outcome
from sales.hours import start_of_day
from storage.book import Book
from storage.schema import clients, recontacts
from storage.sql import TEAM, instant, seconds

PAGE = 8


@dataclass(frozen=True)
class Due:
    """A client to come back to now."""

    recontact: int
    client: int
    name: str
    company: str
    last_outcome: Outcome | None
    due_at: datetime
    timed: bool


_open_until = and_(
    recontacts.c.team_id == TEAM, recontacts.c.state == "open", recontacts.c.due_at < bindparam("until")
)
_mine = recontacts.c.responsible_id == bindparam("member")
_later = (recontacts.c.due_at > bindparam("due")) | (
    (recontacts.c.due_at == bindparam("due")) & (recontacts.c.id > bindparam("after"))
)
_DUE = (
    select(
        recontacts.c.id,
        recontacts.c.client_id,
        clients.c.name,
        clients.c.company,
        clients.c.last_outcome,
        recontacts.c.due_at,
        recontacts.c.timed,
    )
    .join(clients, clients.c.id == recontacts.c.client_id)
    .where(_open_until, _mine, _later)
    .order_by(recontacts.c.due_at, recontacts.c.id)
    .limit(PAGE + 1)
)
_DUE_AT = select(recontacts.c.due_at).where(
    recontacts.c.team_id == TEAM, recontacts.c.id == bindparam("recontact")
)
_HOW_MANY = select(func.count()).where(_open_until, _mine)
_NEXT_AFTER = select(func.min(recontacts.c.due_at)).where(
    recontacts.c.team_id == TEAM,
    recontacts.c.state == "open",
    recontacts.c.due_at >= bindparam("until"),
    _mine,
)


def end_of_today(book: Book) -> int:
    return seconds(start_of_day(book.today + timedelta(days=1), book.zone))


def due(book: Book, after: int = 0) -> tuple[list[Due], bool]:
    """The caller's due and overdue promises, the oldest first, and whether there are more."""
    since = book.value(_DUE_AT, recontact=after) if after else None
    rows = book.all(_DUE, until=end_of_today(book), member=book.me.id, due=since or -1, after=after)
    return [_as_due(row) for row in rows[:PAGE]], len(rows) > PAGE


def first(book: Book) -> Due | None:
    """The caller's longest due promise."""
    row = book.first(_DUE, until=end_of_today(book), member=book.me.id, due=-1, after=0)
    return None if row is None else _as_due(row)


def waiting(book: Book) -> tuple[int, int]:
    """How many of the caller's promises are due today, and how many of them since earlier days."""
    since = seconds(start_of_day(book.today, book.zone))
    return (
        int(book.value(_HOW_MANY, until=end_of_today(book), member=book.me.id)),
        int(book.value(_HOW_MANY, until=since, member=book.me.id)),
    )


def next_due(book: Book) -> datetime | None:
    """When the caller's next promise after today falls due."""
    return instant(book.value(_NEXT_AFTER, until=end_of_today(book), member=book.me.id))


def _as_due(row: Any) -> Due:
    recontact, client, name, company, last_outcome, due_at, timed = row
    moment = instant(due_at)
    assert moment is not None
    outcome = Outcome(last_outcome) if last_outcome else None
    return Due(recontact, client, name, company, outcome, moment, bool(timed))
