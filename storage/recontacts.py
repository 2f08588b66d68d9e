"""Promises to come back: one open for each client, made, kept and taken back."""

from sqlalchemy import and_, bindparam, func, select, update

from sales.recontact import Promise
from storage.book import Book
from storage.schema import clients, recontacts
from storage.sql import TEAM, adding_to_team, seconds

_ADD = adding_to_team(
    recontacts, "client_id", "responsible_id", "due_at", "timed", "created_at", state="open"
).returning(recontacts.c.id)
_open_of_client = and_(
    recontacts.c.team_id == TEAM,
    recontacts.c.client_id == bindparam("client"),
    recontacts.c.state == "open",
)
_KEEP = (
    update(recontacts)
    .where(_open_of_client)
    .values(state="done", closed_at=bindparam("at"))
    .returning(recontacts.c.id)
)
_one = and_(recontacts.c.team_id == TEAM, recontacts.c.id == bindparam("recontact"))
_CANCEL = (
    update(recontacts)
    .where(_one, recontacts.c.state == "open")
    .values(state="cancelled", closed_at=bindparam("at"))
)
_REOPEN = update(recontacts).where(_one, recontacts.c.state == "done").values(state="open", closed_at=None)
_RESPONSIBLE = select(clients.c.responsible_id).where(
    clients.c.team_id == TEAM, clients.c.id == bindparam("client")
)
_NEXT = select(func.min(recontacts.c.due_at)).where(_open_of_client)
_PLAN = (
    update(clients)
    .where(clients.c.team_id == TEAM, clients.c.id == bindparam("client"))
    .values(next_contact_at=bindparam("due"))
)


def keep(book: Book, client_id: int) -> int | None:
    """The promise that a contact just kept, if one was open."""
    kept = book.value(_KEEP, client=client_id, at=book.at)
    return None if kept is None else int(kept)


def promise(book: Book, client_id: int, given: Promise) -> int:
    """A new open promise; the caller has closed the former one."""
    due = seconds(given.due(book.now, book.zone))
    recontact = book.value(
        _ADD,
        client_id=client_id,
        responsible_id=book.value(_RESPONSIBLE, client=client_id),
        due_at=due,
        timed=1 if given.when and given.when.at else 0,
        created_at=book.at,
    )
    book.run(_PLAN, client=client_id, due=due)
    return int(recontact)


def take_back(book: Book, client_id: int, made: int, kept: int | None) -> None:
    """Undo a contact's promise: the one it kept stands again, if no later contact has made another."""
    if book.run(_CANCEL, recontact=made, at=book.at) and kept is not None:
        book.run(_REOPEN, recontact=kept)
    book.run(_PLAN, client=client_id, due=book.value(_NEXT, client=client_id))
