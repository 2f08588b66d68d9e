"""Clients who are there, as a row of a file would tell of them."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import and_, select

from sales.dates.when import When
from sales.importing import Arrival
from storage.book import Book
from storage.schema import clients, notes, tagged, terms
from storage.sql import TEAM, among

# Nobody else changes them until the batch is in; in the order of numbers, so that two batches do not lock.
_CLIENTS = (
    select(
        clients.c.id,
        clients.c.name,
        clients.c.company,
        clients.c.email,
        clients.c.telegram,
        clients.c.source,
        clients.c.next_contact_at,
        clients.c.stopped_at,
    )
    .where(clients.c.team_id == TEAM, among(clients.c.id))
    .order_by(clients.c.id)
    .with_for_update()
)
_NOTES = select(notes.c.client_id, notes.c.text).where(notes.c.team_id == TEAM, among(notes.c.client_id))
_TAGS = (
    select(tagged.c.client_id, terms.c.name)
    .join(terms, and_(terms.c.team_id == TEAM, terms.c.id == tagged.c.term_id))
    .where(tagged.c.team_id == TEAM, among(tagged.c.client_id))
)


def present(book: Book, numbers: Iterable[int]) -> dict[int, Arrival]:
    wanted = sorted(numbers)
    said: dict[int, list[str]] = defaultdict(list)
    tags: dict[int, list[str]] = defaultdict(list)
    for client, text in book.all_among(_NOTES, wanted):
        said[client].append(text)
    for client, name in book.all_among(_TAGS, wanted):
        tags[client].append(name)
    return {
        row.id: Arrival(
            name=row.name,
            company=row.company,
            emails=(row.email,) if row.email else (),
            telegram=row.telegram,
            source=row.source or "",
            tags=tuple(tags[row.id]),
            note="\n".join(said[row.id]),
            # To whom a date is set, or nobody is to come back, a file sets none.
            next=None if row.next_contact_at is None and row.stopped_at is None else When(book.today),
        )
        for row in book.all_among(_CLIENTS, wanted)
    }
