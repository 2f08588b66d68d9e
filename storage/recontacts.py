"""Promises to come back: one open for each client, made, kept and taken back."""

from sqlalchemy import and_, bindparam, func, select, update

from sales.recontact import Promise
from storage.book import Book
from storage.schema import clients, contacts, recontacts
from storage.sql import TEAM, adding_to_team, seconds

_ADD = adding_to_team(
    recontacts,
    "client_id",
    "responsible_id",
    "due_at",
    "timed",
    "state",
    "created_at",
    "closed_at",
    "remind_at",
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
_PASS_ON = (
    update(contacts)
    .where(contacts.c.team_id == TEAM, contacts.c.kept_id == bindparam("made"))
    .values(kept_id=bindparam("before"))
)
_CANCEL_KEPT = update(recontacts).where(_one, recontacts.c.state == "done").values(state="cancelled")
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


def promise(book: Book, client_id: int, given: Promise, *, kept: bool = False) -> int:
    """A new promise: open, the caller having closed the former one; or kept already, by a later contact."""
    due = given.due(book.now, book.worktime)
    recontact = book.value(
        _ADD,
        client_id=client_id,
        responsible_id=book.value(_RESPONSIBLE, client=client_id),
        due_at=seconds(due),
        timed=int(given.timed),
        remind_at=None if kept else seconds(book.worktime.remind_at(due, book.now, timed=given.timed)),
        state="done" if kept else "open",
        created_at=book.at,
        closed_at=book.at if kept else None,
    )
    if not kept:
        book.run(_PLAN, client=client_id, due=seconds(due))
    return int(recontact)


def take_back(book: Book, client_id: int, made: int, kept: int | None) -> None:
    """Undo a contact's promise: the one it kept stands again, if no later contact has made another."""
    if book.run(_CANCEL, recontact=made, at=book.at):
        if kept is not None:
            book.run(_REOPEN, recontact=kept)
    else:
        # A later contact kept this promise: what it kept is now the one before.
        book.run(_PASS_ON, made=made, before=kept)
        book.run(_CANCEL_KEPT, recontact=made)
    book.run(_PLAN, client=client_id, due=book.value(_NEXT, client=client_id))
