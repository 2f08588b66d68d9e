"""Actions given at a meeting: each with a name and a date, some of them a promise to call, told of until done."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, or_, select, update

from sales.dates import When
from sales.digest import is_call
from sales.recontact import Promise
from storage import clients, recontacts, stops, teams
from storage.book import Book
from storage.errors import NotFound
from storage.schema import clients as client_rows
from storage.schema import members, people, tasks
from storage.schema import recontacts as promises
from storage.sql import TEAM, adding_to_team, seconds


@dataclass(frozen=True)
class Action:
    """What somebody is to do about a client; without words of its own it is a call."""

    id: int
    client: int
    name: str
    company: str
    member: int
    member_name: str
    text: str
    due_day: date
    promised: bool  # it is done with the promise that it became
    done: bool


_ADD = adding_to_team(
    tasks, "client_id", "member_id", "author_id", "text", "due_day", "recontact_id", "created_at"
).returning(tasks.c.id)
_done = or_(tasks.c.closed_at.is_not(None), promises.c.state == "done")
# One whose promise was replaced by another is neither done nor open.
_open = and_(tasks.c.closed_at.is_(None), or_(tasks.c.recontact_id.is_(None), promises.c.state == "open"))
_done_since = or_(
    tasks.c.closed_at >= bindparam("since"),
    and_(promises.c.state == "done", promises.c.closed_at >= bindparam("since")),
)
_ACTIONS = (
    select(
        tasks.c.id,
        tasks.c.client_id,
        client_rows.c.name,
        client_rows.c.company,
        tasks.c.member_id,
        people.c.name.label("member_name"),
        tasks.c.text,
        tasks.c.due_day,
        tasks.c.recontact_id,
        case((_done, 1), else_=0).label("done"),
    )
    .join(client_rows, client_rows.c.id == tasks.c.client_id)
    .join(members, members.c.id == tasks.c.member_id)
    .join(people, people.c.id == members.c.person_id)
    .outerjoin(promises, promises.c.id == tasks.c.recontact_id)
    .where(tasks.c.team_id == TEAM)
)
_in_turn = (tasks.c.due_day, tasks.c.id)
_ONE = _ACTIONS.where(tasks.c.id == bindparam("task"))
_DECIDED = _ACTIONS.where(or_(_open, _done_since)).order_by(*_in_turn)
_of_member = tasks.c.member_id == bindparam("member")
_MINE = _ACTIONS.where(or_(_open, _done_since), _of_member).order_by(*_in_turn)
_TO_DO = _ACTIONS.where(tasks.c.closed_at.is_(None), tasks.c.recontact_id.is_(None), _of_member).order_by(
    *_in_turn
)
_OF_CLIENT = _ACTIONS.where(_open, tasks.c.client_id == bindparam("client")).order_by(*_in_turn)
_CLOSE = (
    update(tasks)
    .where(tasks.c.team_id == TEAM, tasks.c.id == bindparam("task"))
    .values(closed_at=bindparam("at"))
)


def assign(book: Book, client: int, member: int, text: str, day: date) -> int:
    """Give an action. A call by whoever answers for the client becomes the client's next promise."""
    chosen = teams.colleague(book, member)
    recontact = None
    if is_call(text) and clients.find(book, client).responsible == chosen.id:
        stops.lift(book, client)
        recontact = recontacts.replace(book, client, Promise(when=When(day, None)))
    return int(
        book.value(
            _ADD,
            client_id=clients.line(book, client).id,
            member_id=chosen.id,
            author_id=book.me.id,
            text=text,
            due_day=day.isoformat(),
            recontact_id=recontact,
            created_at=book.at,
        )
    )


def find(book: Book, task: int) -> Action:
    """Whoever it was given to may see it, and a head."""
    row = book.first(_ONE, task=task)
    if row is None or not (book.me.leads or row.member_id == book.me.id):
        raise NotFound
    return _as_action(row)


def decided(book: Book, since: datetime) -> list[Action]:
    """The team's actions that are open, and those done since then; the one due first comes first."""
    return [_as_action(row) for row in book.all(_DECIDED, since=seconds(since))]


def mine(book: Book, since: datetime) -> list[Action]:
    """The caller's own among them."""
    return [_as_action(row) for row in book.all(_MINE, member=book.me.id, since=seconds(since))]


def to_do(book: Book) -> list[Action]:
    """The caller's open actions but those that are a promise already."""
    return [_as_action(row) for row in book.all(_TO_DO, member=book.me.id)]


def about(book: Book, client: int) -> list[Action]:
    """What is open about a client."""
    return [_as_action(row) for row in book.all(_OF_CLIENT, client=client)]


def close(book: Book, task: int, *, done: bool) -> Action:
    """Done, or not done after all."""
    if not find(book, task).promised:
        book.run(_CLOSE, task=task, at=book.at if done else None)
    return find(book, task)


def _as_action(row: Any) -> Action:
    task, client, name, company, member, member_name, text, due_day, recontact, done = row
    day, promised = date.fromisoformat(due_day), recontact is not None
    return Action(task, client, name, company, member, member_name, text, day, promised, bool(done))
