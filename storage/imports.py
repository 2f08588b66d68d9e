"""Files on their way into a base: asked for, shown, run by a worker in batches, ended, and taken back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, and_, bindparam, func, select, update

from sales.audit import Act
from sales.errors import NotYours, Overtaken, TooLate
from sales.importing import Counts, State
from storage import audit
from storage.book import Book
from storage.contacts import Origin
from storage.errors import NotFound
from storage.schema import imports
from storage.sql import TEAM, adding_to_team, instant

UNDOABLE = timedelta(days=1)
_STATED = (
    *("id", "member_id", "chat_id", "message_id", "shown_id", "file_id", "file_name", "state", "layout"),
    *("about", "done_row", "trouble", "created_at", "ended_at"),
)


@dataclass(frozen=True)
class Import:
    id: int
    member: int
    chat: int
    message: int  # in which the file came
    shown_in: int | None  # the message that shows how far it is
    file_id: str
    file_name: str
    state: State
    layout: str  # JSON
    about: int  # rows, more or less
    done_row: int  # the last that went in
    trouble: str  # JSON
    created_at: datetime
    ended_at: datetime | None
    counts: Counts

    def may_be_undone(self, book: Book) -> bool:
        """Within a day, by who has imported it or a head."""
        if self.state not in (State.DONE, State.CANCELLED, State.FAILED) or self.ended_at is None:
            return False
        return book.now < self.ended_at + UNDOABLE and (self.member == book.me.id or book.me.leads)


_ADD = (
    adding_to_team(
        imports,
        *("member_id", "chat_id", "message_id", "file_id", "file_name", "created_at"),
        state=State.WANTED.value,
    )
    .on_conflict_do_nothing(index_elements=["team_id", "chat_id", "message_id"])
    .returning(imports.c.id)
)
_SAME = select(imports.c.id).where(
    imports.c.team_id == TEAM,
    imports.c.chat_id == bindparam("chat"),
    imports.c.message_id == bindparam("message"),
)
MINE = and_(imports.c.team_id == TEAM, imports.c.id == bindparam("wanted"))
_ALL = select(*(imports.c[name] for name in _STATED), *(imports.c[name] for name in Counts._fields)).where(
    imports.c.team_id == TEAM
)
_ONE = _ALL.where(imports.c.id == bindparam("wanted"))
_LATEST = _ALL.order_by(imports.c.id.desc()).limit(1)
HELD = select(imports.c.state, imports.c.done_row).where(MINE).with_for_update()
_MOVE = (
    update(imports)
    .where(MINE)
    .values(
        state=bindparam("to"),
        held_until=0,
        trouble=bindparam("why"),
        ended_at=func.coalesce(imports.c.ended_at, bindparam("ended", type_=BigInteger)),
    )
)
_SHOW = (
    update(imports)
    .where(MINE)
    .values(state=State.SHOWN.value, layout=bindparam("found"), about=bindparam("rows"))
)
_CHANGE = update(imports).where(MINE).values(layout=bindparam("found"))
_SHOW_IN = update(imports).where(MINE).values(shown_id=bindparam("in_message"))


def begin(book: Book, origin: Origin, file_id: str, file_name: str) -> int:
    """The import of the file in that message; the same one, however often it is asked for."""
    where = {"chat_id": origin.chat_id, "message_id": origin.message_id}
    new = book.value(
        _ADD, member_id=book.me.id, file_id=file_id, file_name=file_name, created_at=book.at, **where
    )
    return int(book.value(_SAME, chat=origin.chat_id, message=origin.message_id) if new is None else new)


def find(book: Book, number: int) -> Import:
    row = book.first(_ONE, wanted=number)
    if row is None:
        raise NotFound
    return _as_import(row)


def latest(book: Book) -> Import | None:
    """The team's."""
    row = book.first(_LATEST)
    return None if row is None else _as_import(row)


def _as_import(row: Any) -> Import:
    number, member, chat, message, shown, file_id, name, state, layout, about, done, trouble, at, ended = row[
        : len(_STATED)
    ]
    created_at = instant(at)
    assert created_at is not None
    return Import(
        *(number, member, chat, message, shown, file_id, name, State(state), layout, about, done, trouble),
        created_at,
        instant(ended),
        Counts(*row[len(_STATED) :]),
    )


def state_of(book: Book, number: int) -> State:
    row = book.first(HELD, wanted=number)
    if row is None:
        raise NotFound
    return State(row.state)


def shown(book: Book, number: int, layout: str, about: int) -> None:
    expect(book, number, State.WANTED)
    book.run(_SHOW, wanted=number, found=layout, rows=about)


def change_layout(book: Book, number: int, layout: str) -> None:
    expect(book, number, State.SHOWN)
    book.run(_CHANGE, wanted=number, found=layout)


def show_in(book: Book, number: int, message: int) -> None:
    """The message that shows how far it is."""
    if not book.run(_SHOW_IN, wanted=number, in_message=message):
        raise NotFound


def start(book: Book, number: int) -> None:
    expect(book, number, State.SHOWN)
    move(book, number, State.RUNNING)
    audit.note(book, Act.IMPORTED)


def cancel(book: Book, number: int) -> None:
    """No row goes in any more."""
    expect(book, number, State.WANTED, State.SHOWN, State.RUNNING)
    move(book, number, State.CANCELLED)


def take_back(book: Book, number: int) -> None:
    """All that it did is to be undone, by a worker."""
    state_of(book, number)  # held until this transaction ends
    found = find(book, number)
    if found.member != book.me.id and not book.me.leads:
        raise NotYours
    if not found.may_be_undone(book):
        raise TooLate
    move(book, number, State.UNDOING)
    audit.note(book, Act.IMPORT_UNDONE)


def expect(book: Book, number: int, *states: State) -> None:
    if state_of(book, number) not in states:
        raise Overtaken


def move(book: Book, number: int, state: State, trouble: str = "") -> None:
    """When it ended stays what it was while it is taken back."""
    ended = None if state in (State.RUNNING, State.UNDOING) else book.at
    book.run(_MOVE, wanted=number, to=state.value, why=trouble, ended=ended)
