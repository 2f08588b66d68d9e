"""New clients taken back on the day they were written down, as long as nothing else is known of them."""

from typing import Any

from sqlalchemy import bindparam, delete, or_, select, update

from sales.clients import Reach
from sales.errors import TooLate
from storage import rollups, vocabulary
from storage.book import Book
from storage.errors import NotFound
from storage.rollups import Lead
from storage.schema import (
    clients,
    contacts,
    import_rows,
    lent,
    merges,
    notes,
    observed,
    phones,
    recommendations,
    recontacts,
    remarks,
    reminded,
    search_words,
    second_reasons,
    sentences,
    stops,
    tagged,
    tasks,
    unnamed_losses,
)
from storage.sql import TEAM

_CLIENT = (
    select(
        clients.c.met_day, clients.c.created_by, clients.c.source, clients.c.reach, clients.c.responsible_id
    )
    .where(clients.c.team_id == TEAM, clients.c.id == bindparam("client"))
    .with_for_update()
)


_theirs = select(contacts.c.id).where(contacts.c.team_id == TEAM, contacts.c.client_id == bindparam("client"))


def _any(table: Any) -> Any:
    return (
        select(table.c.client_id)
        .where(table.c.team_id == TEAM, table.c.client_id == bindparam("client"))
        .limit(1)
    )


# What was typed to write them down, and what was recorded and taken back, tells nothing of them.
_met_at = (
    select(clients.c.created_at)
    .where(clients.c.team_id == TEAM, clients.c.id == bindparam("client"))
    .scalar_subquery()
)
_KNOWN_BY = [
    _any(contacts).where(contacts.c.undone_at.is_(None)),
    *(_any(table) for table in (lent, tasks, tagged, import_rows, unnamed_losses)),
    _any(notes).where(notes.c.written_at != _met_at),
    select(remarks.c.id).where(remarks.c.team_id == TEAM, remarks.c.contact_id.in_(_theirs)).limit(1),
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
_asked = select(stops.c.id).where(stops.c.team_id == TEAM, stops.c.client_id == bindparam("client"))
_FORGET = [
    # What was typed stays, and is of nobody.
    update(sentences)
    .where(
        sentences.c.team_id == TEAM,
        or_(sentences.c.client_id == bindparam("client"), sentences.c.contact_id.in_(_theirs)),
    )
    .values(client_id=None, contact_id=None),
    delete(observed).where(observed.c.team_id == TEAM, observed.c.stop_id.in_(_asked)),
    delete(second_reasons).where(second_reasons.c.team_id == TEAM, second_reasons.c.contact_id.in_(_theirs)),
    *(
        delete(table).where(table.c.team_id == TEAM, table.c.client_id == bindparam("client"))
        for table in (stops, contacts, search_words, phones, notes, recontacts)
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
