"""The way back that every client keeps: what is to be promised once contacts were taken back, moved or told late."""

from typing import Any

from sqlalchemy import and_, bindparam, exists, select

from sales.recontact import AFTER_MEETING_A_NEW_CLIENT, Promise
from storage import recontacts, standing
from storage.book import Book
from storage.schema import clients, contacts
from storage.schema import recontacts as promises
from storage.sql import TEAM

_NEWEST_OWN = (
    select(contacts.c.id, contacts.c.happened_at, contacts.c.recontact_id)
    .where(
        contacts.c.team_id == TEAM,
        contacts.c.client_id == bindparam("client"),
        contacts.c.undone_at.is_(None),
        contacts.c.import_id.is_(None),  # what a file tells of promised nothing
    )
    .order_by(contacts.c.happened_at.desc(), contacts.c.id.desc())
    .limit(1)
)
# The promise that was made when they were met, or by a task: by no contact.
_BEFORE_CONTACTS = (
    select(promises.c.id)
    .where(
        promises.c.team_id == TEAM,
        promises.c.client_id == bindparam("client"),
        ~exists().where(contacts.c.team_id == TEAM, contacts.c.recontact_id == promises.c.id),
    )
    .order_by(promises.c.id.desc())
    .limit(1)
)
_CLIENT = select(clients.c.stopped_at, clients.c.import_id).where(
    and_(clients.c.team_id == TEAM, clients.c.id == bindparam("client"))
)


def newest_own(book: Book, client: int) -> Any:
    """The last contact that somebody of the team has had: its number, moment and promise."""
    return book.first(_NEWEST_OWN, client=client)


def told_later(book: Book, client: int, contact: int) -> int | None:
    """The promise of the last contact, if that was told after this one."""
    newest = newest_own(book, client)
    return int(newest.recontact_id) if newest is not None and newest.id > contact else None


def follow(book: Book, client: int) -> int | None:
    """All that follows from the client's contacts follows, and the promise too; which one was dropped for a stop."""
    standing.follow(book, client)
    state, promised = book.first(_CLIENT, client=client), recontacts.open_of(book, client)
    assert state is not None
    if state.stopped_at is not None:
        if promised is not None:
            recontacts.drop(book, client)
        return promised
    if promised is None:
        _come_back(book, client, brought=state.import_id is not None)
    return None


def _come_back(book: Book, client: int, *, brought: bool) -> None:
    """Whom a file has brought sleeps until somebody has spoken to them."""
    newest = newest_own(book, client)
    if newest is None and brought:
        return
    last = newest.recontact_id if newest is not None else book.value(_BEFORE_CONTACTS, client=client)
    if last is None:
        recontacts.promise(book, client, Promise(days=AFTER_MEETING_A_NEW_CLIENT))
    else:
        recontacts.reopen(book, client, int(last))
