"""The worker's side of an import: claimed, held, gone on with, ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, text, update

from sales.errors import Overtaken
from sales.importing import Counts, State
from storage import imports
from storage.book import Book
from storage.errors import NotFound
from storage.imports import HELD, MINE
from storage.schema import import_rows
from storage.schema import imports as table
from storage.schema.importing import WAITING
from storage.sql import seconds
from storage.tx import Tx

KEPT = timedelta(days=7)  # what a row held, which may be anybody's phone


@dataclass(frozen=True)
class Claim:
    """Work for a worker."""

    team: int
    member: int
    id: int
    state: State


_WAITING = (
    select(table.c.team_id, table.c.member_id, table.c.id, table.c.state)
    .where(
        text(WAITING),  # word for word the condition of its index
        table.c.held_until <= bindparam("now"),
    )
    .order_by(table.c.held_until, table.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_LEASE = update(table).where(table.c.id == bindparam("wanted")).values(held_until=bindparam("until"))
_ADVANCE = (
    update(table)
    .where(MINE)
    .values(
        done_row=bindparam("last"),
        **{name: table.c[name] + bindparam(f"more_{name}") for name in Counts._fields},
    )
)
_over = select(table.c.id).where(table.c.ended_at < bindparam("before"))
_SWEEP = (
    delete(import_rows).where(import_rows.c.import_id.in_(_over)),
    update(table).where(table.c.id.in_(_over), table.c.layout != "").values(layout=""),
    # Nobody has asked for its rows, and without its columns nobody can.
    update(table)
    .where(table.c.state == State.SHOWN.value, table.c.created_at < bindparam("before"))
    .values(state=State.CANCELLED.value, layout="", ended_at=bindparam("now")),
)


def claim(tx: Tx, now: datetime, lease: timedelta) -> Claim | None:
    """What waits for a worker, or has lost its own; nobody else takes it until the lease ends."""
    row = tx.first(_WAITING, now=seconds(now))
    if row is None:
        return None
    tx.run(_LEASE, wanted=row.id, until=seconds(now + lease))
    return Claim(row.team_id, row.member_id, row.id, State(row.state))


def hold(book: Book, number: int, lease: timedelta) -> State:
    """The worker is still at it; how the import stands now, for it may have been cancelled."""
    state = imports.state_of(book, number)
    book.tx.run(_LEASE, wanted=number, until=seconds(book.now + lease))
    return state


def running(book: Book, number: int, first_row: int) -> None:
    """Until this transaction ends nobody cancels it; raises where somebody has, or the row is in already."""
    row = book.first(HELD, wanted=number)
    if row is None:
        raise NotFound
    if row.state != State.RUNNING or first_row <= row.done_row:
        raise Overtaken


def undoing(book: Book, number: int) -> None:
    """Raises where it is not being taken back."""
    imports.expect(book, number, State.UNDOING)


def advance(book: Book, number: int, done_row: int, counts: Counts) -> None:
    """In the transaction that takes the rows in."""
    imports.expect(book, number, State.RUNNING)
    more = {f"more_{name}": value for name, value in counts._asdict().items()}
    book.run(_ADVANCE, wanted=number, last=done_row, **more)


def finish(book: Book, number: int) -> None:
    imports.expect(book, number, State.RUNNING)
    imports.move(book, number, State.DONE)


def fail(book: Book, number: int, trouble: str) -> None:
    imports.expect(book, number, State.WANTED, State.RUNNING)
    imports.move(book, number, State.FAILED, trouble)


def taken_back(book: Book, number: int) -> None:
    imports.expect(book, number, State.UNDOING)
    imports.move(book, number, State.UNDONE)


def sweep(tx: Tx, now: datetime) -> None:
    """What the rows and the samples of a file held is nobody's business for longer."""
    for statement in _SWEEP:
        tx.run(statement, before=seconds(now - KEPT), now=seconds(now))
