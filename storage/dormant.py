"""Clients gone quiet, offered to their manager: the most worth first, a few a day."""

from dataclasses import dataclass

from sqlalchemy import bindparam, func, or_, select, update

from sales.contacts import Outcome
from storage.book import Book
from storage.schema import clients
from storage.sql import TEAM


@dataclass(frozen=True)
class Silent:
    """Whom nobody has called for too long: `since` their last contact, or, without one, when they came;
    what they may bring in a year.
    """

    client: int
    name: str
    company: str
    last_outcome: Outcome | None
    since: int
    worth: int


_offered = clients.c.offered_day == bindparam("today")
_silent = (
    clients.c.team_id == TEAM,
    clients.c.responsible_id == bindparam("member"),
    clients.c.next_contact_at.is_(None),
    clients.c.stopped_at.is_(None),
    clients.c.dormant_at <= bindparam("now"),
)
# Whom a manager has dealt with meanwhile was offered all the same.
_OFFERED_TODAY = select(func.count()).where(
    clients.c.team_id == TEAM, clients.c.responsible_id == bindparam("member"), _offered
)
_FRESH = (
    select(clients.c.id)
    .where(*_silent, or_(clients.c.offered_day.is_(None), ~_offered))
    .order_by(clients.c.worth.desc(), clients.c.id)
    .limit(bindparam("most"))
)
_OFFER = (
    update(clients)
    .where(clients.c.team_id == TEAM, clients.c.id == bindparam("client"))
    .values(offered_day=bindparam("day"))
)
_LISTED = (
    select(
        clients.c.id,
        clients.c.name,
        clients.c.company,
        clients.c.last_outcome,
        clients.c.touched_at,
        clients.c.worth,
    )
    .where(*_silent, _offered)
    .order_by(clients.c.worth.desc(), clients.c.id)
)
_FREE = (
    select(clients.c.id)
    .where(
        clients.c.team_id == TEAM,
        clients.c.id == bindparam("client"),
        clients.c.next_contact_at.is_(None),
        clients.c.stopped_at.is_(None),
        clients.c.erased_at.is_(None),
    )
    .with_for_update()
)


def offer_today(book: Book) -> list[Silent]:
    """The caller's for today: those offered already and not dealt with, filled up to the team's number a day."""
    today = book.today.isoformat()
    whose = {"member": book.me.id, "today": today}
    left = book.team.rules.dormant_a_day - int(book.value(_OFFERED_TODAY, **whose))
    if left > 0:
        for row in book.all(_FRESH, now=book.at, most=left, **whose):
            book.run(_OFFER, client=row.id, day=today)
    return [
        Silent(client, name, company, Outcome(last) if last else None, at, worth)
        for client, name, company, last, at, worth in book.all(_LISTED, now=book.at, **whose)
    ]


def is_free(book: Book, client: int) -> bool:
    """Whether a date may be set: the client is the team's, not given up, and none is set yet."""
    return book.value(_FREE, client=client) is not None
