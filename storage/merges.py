"""Merges that stand: who a client is now, who became part of whom, and what both ways of a merge work with."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, select, update

from sales.clients import Reach
from storage import clients as base
from storage import recontacts, rollups, vocabulary, way_back
from storage.book import Book
from storage.errors import NotFound
from storage.rollups import Lead
from storage.schema import clients, contacts, merges
from storage.schema import recontacts as promises
from storage.sql import TEAM, instant

UNDOABLE = timedelta(days=7)
# What the winner has not is taken over from the loser.
FILLED = ("company", "email", "telegram", "telegram_id", "source")
_client = and_(clients.c.team_id == TEAM, clients.c.id == bindparam("client"))
_ROW = select(clients).where(_client)
_FILL = {name: update(clients).where(_client).values({name: bindparam("new")}) for name in (*FILLED, "reach")}
REDEAL = (
    update(contacts)
    .where(
        contacts.c.team_id == TEAM,
        contacts.c.id == bindparam("contact"),
        contacts.c.deal_id == bindparam("deal"),
    )
    .values(deal_id=bindparam("other"))
)
OPEN_PROMISE = select(promises.c.id, promises.c.due_at).where(
    promises.c.team_id == TEAM, promises.c.client_id == bindparam("client"), promises.c.state == "open"
)
_COLUMNS = (
    *(merges.c.id, merges.c.winner_id, merges.c.into_id, merges.c.loser_id, merges.c.name, merges.c.company),
    *(
        merges.c.email,
        merges.c.telegram,
        merges.c.merged_by,
        merges.c.merged_at,
        merges.c.kept,
        merges.c.undone_at,
    ),
)
_standing = and_(merges.c.team_id == TEAM, merges.c.undone_at.is_(None))
_ONE = select(*_COLUMNS).where(merges.c.team_id == TEAM, merges.c.id == bindparam("merge")).with_for_update()
_OF_WINNER = (
    select(*_COLUMNS).where(_standing, merges.c.winner_id == bindparam("client")).order_by(merges.c.id.desc())
)
_SURVIVOR = select(merges.c.winner_id).where(_standing, merges.c.loser_id == bindparam("client"))


@dataclass(frozen=True)
class Merged:
    """A client who is part of another now."""

    id: int
    winner: int
    into: int  # the winner then
    name: str
    company: str
    email: str
    telegram: str
    by: int
    at: datetime
    loser: int
    undone: bool

    def may_be_undone(self, book: Book) -> bool:
        """Within a week, by who has merged them or a head; what has been merged further, after that alone."""
        if self.winner != self.into:
            return False
        return book.now < self.at + UNDOABLE and (self.by == book.me.id or book.me.leads)


def kept_of(book: Book, merge: int) -> Any:
    """What it takes to take a merge apart."""
    found = book.first(_ONE, merge=merge)
    if found is None:
        raise NotFound
    return json.loads(found.kept)


def survivor(book: Book, client: int) -> int:
    """Who a client is now: themselves, or whoever they were merged into."""
    found = book.value(_SURVIVOR, client=client)
    return client if found is None else int(found)


def of_client(book: Book, client: int) -> list[Merged]:
    """Who became part of the client, the latest first."""
    return [_as_merged(row) for row in book.all(_OF_WINNER, client=client)]


def find(book: Book, merge: int) -> Merged:
    row = book.first(_ONE, merge=merge)
    if row is None:
        raise NotFound
    return _as_merged(row)


def row_of(book: Book, client: int) -> dict[str, Any]:
    found = book.first(_ROW, client=client)
    if found is None:
        raise NotFound
    return dict(zip((column.name for column in clients.columns), found, strict=True))


def lead(book: Book, row: dict[str, Any]) -> Lead:
    source = vocabulary.source(book, row["source"]) if row["source"] else None
    return Lead(row["met_day"], row["created_by"], source, Reach(row["reach"]))


def settle(book: Book, client: int) -> list[int]:
    """The client's row follows from the contacts, and the promises from who answers; those that were dropped."""
    dropped = way_back.follow(book, client)
    recontacts.hand_over(book, client, base.find(book, client).responsible)
    recontacts.plan(book, client)
    return [] if dropped is None else [dropped]


def change(book: Book, client: int, values: dict[str, Any]) -> None:
    """Set fields of a client's row; as a lead they are counted anew."""
    before = lead(book, row_of(book, client))
    for name, value in values.items():
        book.run(_FILL[name], client=client, new=value)
    rollups.remeet(book, before, lead(book, row_of(book, client)))


def redeal(book: Book, of: list[int], deal: int, other: int) -> None:
    """Contacts of one deal that are of the other from now on."""
    book.many(REDEAL, [{"contact": contact, "deal": deal, "other": other} for contact in of])


def _as_merged(row: Any) -> Merged:
    at = instant(row.merged_at)
    assert at is not None
    return Merged(
        id=row.id,
        winner=row.winner_id,
        into=row.into_id,
        name=row.name,
        company=row.company,
        email=row.email,
        telegram=row.telegram,
        by=row.merged_by,
        at=at,
        loser=row.loser_id,
        undone=row.undone_at is not None,
    )
