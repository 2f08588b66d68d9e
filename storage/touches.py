"""What a client has cost and brought: the figures on which it is decided whether to give them up."""

from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from sales.effort import hours_spent
from storage.book import Book
from storage.errors import NotFound
from storage.schema import clients, contacts
from storage.sql import TEAM

_TOUCHES = (
    select(
        contacts.c.channel,
        func.count().filter(contacts.c.outcome != "no_answer"),
        func.count().filter(contacts.c.outcome == "no_answer"),
    )
    .where(
        contacts.c.team_id == TEAM,
        contacts.c.client_id == bindparam("client"),
        contacts.c.undone_at.is_(None),
    )
    .group_by(contacts.c.channel)
)
_MONEY = select(clients.c.revenue, clients.c.worth).where(
    clients.c.team_id == TEAM, clients.c.id == bindparam("client")
)


@dataclass(frozen=True)
class Cost:
    """Money in minor units, hours estimated."""

    touches: int
    hours: float
    brought: int
    may_bring: int  # in a year


def cost(book: Book, client: int) -> Cost:
    money = book.first(_MONEY, client=client)
    if money is None:
        raise NotFound
    rows = book.all(_TOUCHES, client=client)
    answered = {channel: count for channel, count, _silent in rows}
    unanswered = sum(silent for _channel, _count, silent in rows)
    touches = sum(answered.values()) + unanswered
    return Cost(touches, hours_spent(answered, unanswered), money.revenue, money.worth)
