"""Promises to come back: one open for each client, made, kept and taken back."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, and_, bindparam, case, func, or_, select, update

from sales.people import Team
from sales.recontact import Promise
from sales.worktime import WorkTime
from storage import reminders
from storage.book import Book
from storage.errors import NotFound
from storage.schema import clients, contacts, recontacts
from storage.sql import TEAM, adding_to_team, instant, seconds

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
_CANCEL_OPEN = (
    update(recontacts)
    .where(_open_of_client)
    .values(state="cancelled", closed_at=bindparam("at"))
    .returning(recontacts.c.id)
)
_REOPEN = (
    update(recontacts)
    .where(_one, recontacts.c.state != "open")
    .values(
        state="open",
        closed_at=None,
        remind_at=func.coalesce(recontacts.c.remind_at, bindparam("again", type_=BigInteger)),
    )
)
_DUE = select(recontacts.c.due_at, recontacts.c.timed).where(_one)
_PASS_ON = (
    update(contacts)
    .where(contacts.c.team_id == TEAM, contacts.c.kept_id == bindparam("made"))
    .values(kept_id=bindparam("before"))
)
_CANCEL_KEPT = update(recontacts).where(_one, recontacts.c.state == "done").values(state="cancelled")
_STANDING = (
    select(recontacts.c.client_id, recontacts.c.state, recontacts.c.due_at, recontacts.c.snoozes)
    .where(_one)
    .with_for_update()
)
_was_due = or_(recontacts.c.due_at <= bindparam("at"), recontacts.c.remind_at.is_(None))
_SNOOZE = (
    update(recontacts)
    .where(_one)
    .values(
        due_at=bindparam("due"),
        timed=bindparam("timed"),
        remind_at=bindparam("remind"),
        snoozes=recontacts.c.snoozes + case((_was_due, 1), else_=0),
    )
    .returning(recontacts.c.snoozes)
)
_HAND_OVER = (
    update(recontacts)
    .where(_open_of_client, recontacts.c.responsible_id != bindparam("new"))
    .values(
        responsible_id=bindparam("new"),
        remind_at=func.coalesce(recontacts.c.remind_at, bindparam("again", type_=BigInteger)),
    )
    .returning(recontacts.c.id)
)
_ALL_OPEN = select(
    recontacts.c.id,
    recontacts.c.client_id,
    recontacts.c.due_at,
    recontacts.c.timed,
    recontacts.c.remind_at,
).where(recontacts.c.team_id == TEAM, recontacts.c.state == "open")
_MOVE = update(recontacts).where(_one).values(due_at=bindparam("due"), remind_at=bindparam("remind"))
_RESPONSIBLE = select(clients.c.responsible_id).where(
    clients.c.team_id == TEAM, clients.c.id == bindparam("client")
)
_OPEN = select(recontacts.c.id).where(_open_of_client)
_NEXT_TOUCH = select(recontacts.c.due_at, recontacts.c.timed).where(_open_of_client)
_NEXT = select(func.min(recontacts.c.due_at)).where(_open_of_client)
_PLAN = (
    update(clients)
    .where(clients.c.team_id == TEAM, clients.c.id == bindparam("client"))
    .values(next_contact_at=bindparam("due"))
)


def keep(book: Book, client_id: int) -> int | None:
    """The promise that a contact just kept, if one was open."""
    kept = book.value(_KEEP, client=client_id, at=book.at)
    if kept is None:
        return None
    reminders.settle(book, int(kept))
    return int(kept)


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


def replace(book: Book, client_id: int, given: Promise) -> int:
    """Another promise in the place of the open one, which was not kept and need not be any more."""
    drop(book, client_id)
    return promise(book, client_id, given)


def open_of(book: Book, client_id: int) -> int | None:
    """The client's open promise."""
    found = book.value(_OPEN, client=client_id)
    return None if found is None else int(found)


def plan(book: Book, client_id: int) -> None:
    """The client's next touch is the open promise."""
    book.run(_PLAN, client=client_id, due=book.value(_NEXT, client=client_id))


def drop(book: Book, client_id: int) -> None:
    """Nobody is to come back: the open promise, if there is one, need not be kept."""
    dropped = book.value(_CANCEL_OPEN, client=client_id, at=book.at)
    if dropped is not None:
        reminders.settle(book, int(dropped))
    book.run(_PLAN, client=client_id, due=None)


def next_touch(book: Book, client_id: int) -> tuple[datetime, bool] | None:
    """When the client is to be come back to, and whether at that very hour."""
    return _due(book.first(_NEXT_TOUCH, client=client_id))


def _due(row: Any) -> tuple[datetime, bool] | None:
    due = None if row is None else instant(row.due_at)
    return None if due is None else (due, bool(row.timed))


def reopen(book: Book, client_id: int, recontact: int) -> None:
    """What was kept or dropped stands again; whoever was never reminded of it is, if its day is ahead."""
    found = _due(book.first(_DUE, recontact=recontact))
    if found is None:
        raise NotFound
    due, timed = found
    again = seconds(book.worktime.remind_at(due, book.now, timed=timed)) if due > book.now else None
    if book.run(_REOPEN, recontact=recontact, again=again):
        reminders.settle(book, recontact)
        book.run(_PLAN, client=client_id, due=seconds(due))


def take_back(book: Book, client_id: int, made: int, kept: int | None, told_later: int | None = None) -> None:
    """Undo a contact's promise: the one it kept stands again, if no later contact has made another.

    `told_later`: the promise of a contact that was told after this one and stands now as the last.
    """
    if book.run(_CANCEL, recontact=made, at=book.at):
        reminders.settle(book, made)
        stands = told_later or kept
        if stands is not None:
            reopen(book, client_id, stands)
    else:
        # A later contact kept this promise: what it kept is now the one before.
        book.run(_PASS_ON, made=made, before=kept)
        book.run(_CANCEL_KEPT, recontact=made)
    plan(book, client_id)


def snooze(book: Book, recontact: int, given: Promise) -> int:
    """Move an open promise on; how often that was put off now, or 0 where nothing that was due has moved."""
    standing = book.first(_STANDING, recontact=recontact)
    if standing is None:
        raise NotFound
    due = given.due(book.now, book.worktime)
    if standing.state != "open" or standing.due_at == seconds(due):
        return 0
    snoozes = book.value(
        _SNOOZE,
        recontact=recontact,
        due=seconds(due),
        timed=int(given.timed),
        remind=seconds(book.worktime.remind_at(due, book.now, timed=given.timed)),
        at=book.at,
    )
    book.run(_PLAN, client=standing.client_id, due=seconds(due))
    reminders.settle(book, recontact)
    return int(snoozes) if snoozes > standing.snoozes else 0


def hand_over(book: Book, client_id: int, member: int) -> None:
    """Another manager answers for the client's open promise, and is reminded of it, if need be once more."""
    again = seconds(book.worktime.next_open(book.now))
    handed = book.value(_HAND_OVER, client=client_id, new=member, again=again)
    if handed is not None:
        reminders.settle(book, int(handed))


def replan(book: Book, before: Team, after: Team) -> None:
    """The team's clock has changed: what was promised for an hour on the wall stays at that hour of that day."""
    moved = [_moved(row, before.worktime, after.worktime, book) for row in book.all(_ALL_OPEN)]
    book.many(_MOVE, [{name: one[name] for name in ("recontact", "due", "remind")} for one in moved])
    book.many(_PLAN, [{name: one[name] for name in ("client", "due")} for one in moved])


def _moved(row: Any, before: WorkTime, after: WorkTime, book: Book) -> dict[str, Any]:
    stood = instant(row.due_at)
    assert stood is not None
    wall = before.local(stood)
    due = after.at(wall.date(), wall.time() if row.timed else after.morning)
    remind = seconds(after.remind_at(due, book.now, timed=bool(row.timed)))
    return {
        "recontact": row.id,
        "client": row.client_id,
        "due": seconds(due),
        "remind": None if row.remind_at is None else remind,  # whoever was reminded was reminded
    }
