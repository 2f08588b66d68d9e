"""New clients taken back on the day they were written down, as long as nothing else is known of them."""

from typing import Any

from sqlalchemy import bindparam, delete, or_, select

from sales.clients import Reach
from sales.errors import TooLate
from storage import rollups, vocabulary
from storage.book import Book
from storage.errors import NotFound
from storage.rollups import Lead
from storage.schema import (
    clients,
    contacts,
    lent,
    merges,
    notes,
    phones,
    recommendations,
    recontacts,
    reminded,
    search_words,
    tagged,
    tasks,
)
from storage.sql import TEAM

_CLIENT = (
    select(
        clients.c.met_day, clients.c.created_by, clients.c.source, clients.c.reach, clients.c.responsible_id
    )
    .where(clients.c.team_id == TEAM, clients.c.id == bindparam("client"))
    .with_for_update()
)


def _any(table: Any) -> Any:
    return (
        select(table.c.client_id)
        .where(table.c.team_id == TEAM, table.c.client_id == bindparam("client"))
        .limit(1)
    )


_KNOWN_BY = [
    *(_any(table) for table in (contacts, notes, lent, tasks, tagged)),
    select(recommendations.c.id)
    .where(
        recommendations.c.team_id == TEAM,
        or_(
            recommendations.c.client_id == bindparam("client"),
            recommendations.c.recommended_id == bindparam("client"),
        ),
    )
    .limit(1),
    select(merges.c.id).where(merges.c.team_id == TEAM, merges.c.winner_id == bindparam("client")).limit(1),
    select(reminded.c.recontact_id)
    .join(recontacts, recontacts.c.id == reminded.c.recontact_id)
    .where(reminded.c.team_id == TEAM, recontacts.c.client_id == bindparam("client"))
    .limit(1),
]
_FORGET = [
    *(
        delete(table).where(table.c.team_id == TEAM, table.c.client_id == bindparam("client"))
        for table in (search_words, phones, recontacts)
    ),
    delete(clients).where(clients.c.team_id == TEAM, clients.c.id == bindparam("client")),
]


def is_untouched(book: Book, client: int) -> bool:
    """Whether they were written down today by who asks, or whom a head asks about, and nothing else is known."""
    row = book.first(_CLIENT, client=client)
    if row is None or row.met_day != book.today.isoformat():
        return False
    if row.created_by != book.me.id and not book.me.leads:
        return False
    return all(book.first(statement, client=client) is None for statement in _KNOWN_BY)


def take_back(book: Book, client: int) -> None:
    """They never were: nothing but what was typed to write them down is forgotten."""
    row = book.first(_CLIENT, client=client)
    if row is None:
        raise NotFound
    if not is_untouched(book, client):
        raise TooLate
    source = vocabulary.source(book, row.source) if row.source else None
    rollups.unmeet(book, Lead(row.met_day, row.created_by, source, Reach(row.reach)))
    for statement in _FORGET:
        book.run(statement, client=client)
