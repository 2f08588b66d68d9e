"""What is due: promises whose day has come, for one person or for a whole team."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, case, func, select

from sales.contacts import Outcome
from sales.hours import start_of_day
from sales.people import Member, Role
from storage.book import Book
from storage.errors import NotFound
from storage.schema import clients, members, people, recontacts, teams
from storage.sql import TEAM, instant, seconds
from storage.team_row import COLUMNS, team_of
from storage.tx import Tx

PAGE = 8
MOST_OVERDUE = 200


@dataclass(frozen=True)
class Due:
    """A client to come back to now."""

    recontact: int
    client: int
    name: str
    company: str
    last_outcome: Outcome | None
    due_at: datetime
    timed: bool


@dataclass(frozen=True)
class Overdue:
    """A client to whom nobody has come back for days."""

    client: int
    name: str
    company: str
    responsible: int
    responsible_name: str
    due_at: datetime


@dataclass(frozen=True)
class Counts:
    """How many wait for one member today, and how many of them since earlier days."""

    due: int
    overdue: int


_BOOK = (
    select(members.c.role, *COLUMNS)
    .join(teams, teams.c.id == members.c.team_id)
    .where(members.c.team_id == TEAM, members.c.id == bindparam("member"))
)
# The index has promises by member and then by when they are due: the team's are looked for member by member.
_of_members = recontacts.c.responsible_id.in_(select(members.c.id).where(members.c.team_id == TEAM))
_OVERDUE = (
    select(
        recontacts.c.client_id,
        clients.c.name,
        clients.c.company,
        recontacts.c.responsible_id,
        people.c.name.label("responsible_name"),
        recontacts.c.due_at,
    )
    .join(clients, clients.c.id == recontacts.c.client_id)
    .join(members, members.c.id == recontacts.c.responsible_id)
    .join(people, people.c.id == members.c.person_id)
    .where(
        _of_members,
        recontacts.c.team_id == TEAM,
        recontacts.c.state == "open",
        recontacts.c.due_at < bindparam("before"),
    )
    .order_by(recontacts.c.due_at, recontacts.c.id)
    .limit(bindparam("most"))
)
_DUE_COUNTS = (
    select(
        recontacts.c.responsible_id,
        func.count().label("due"),
        func.sum(case((recontacts.c.due_at < bindparam("since"), 1), else_=0)).label("overdue"),
    )
    .where(
        _of_members,
        recontacts.c.team_id == TEAM,
        recontacts.c.state == "open",
        recontacts.c.due_at < bindparam("until"),
    )
    .group_by(recontacts.c.responsible_id)
)
_open_until = and_(
    recontacts.c.team_id == TEAM, recontacts.c.state == "open", recontacts.c.due_at < bindparam("until")
)
_mine = recontacts.c.responsible_id == bindparam("member")
_later = (recontacts.c.due_at > bindparam("due")) | (
    (recontacts.c.due_at == bindparam("due")) & (recontacts.c.id > bindparam("after"))
)
_DUE = (
    select(
        recontacts.c.id,
        recontacts.c.client_id,
        clients.c.name,
        clients.c.company,
        clients.c.last_outcome,
        recontacts.c.due_at,
        recontacts.c.timed,
    )
    .join(clients, clients.c.id == recontacts.c.client_id)
    .where(_open_until, _mine, _later)
    .order_by(recontacts.c.due_at, recontacts.c.id)
    .limit(PAGE + 1)
)
_DUE_AT = select(recontacts.c.due_at).where(
    recontacts.c.team_id == TEAM, recontacts.c.id == bindparam("recontact")
)
_HOW_MANY = select(func.count()).where(_open_until, _mine)
_NEXT_AFTER = select(func.min(recontacts.c.due_at)).where(
    recontacts.c.team_id == TEAM,
    recontacts.c.state == "open",
    recontacts.c.due_at >= bindparam("until"),
    _mine,
)


def book_of(tx: Tx, team_id: int, member_id: int, now: datetime) -> Book:
    """For the clock, which works on a team without anybody having come."""
    row = tx.first(_BOOK, team=team_id, member=member_id)
    if row is None:
        raise NotFound
    return Book(tx, team_of(team_id, row), Member(member_id, Role(row.role)), now)


def end_of_today(book: Book) -> int:
    return seconds(start_of_day(book.today + timedelta(days=1), book.zone))


def due(book: Book, after: int = 0) -> tuple[list[Due], bool]:
    """The caller's due and overdue promises, the oldest first, and whether there are more."""
    since = book.value(_DUE_AT, recontact=after) if after else None
    rows = book.all(_DUE, until=end_of_today(book), member=book.me.id, due=since or -1, after=after)
    return [_as_due(row) for row in rows[:PAGE]], len(rows) > PAGE


def first(book: Book) -> Due | None:
    """The caller's longest due promise."""
    row = book.first(_DUE, until=end_of_today(book), member=book.me.id, due=-1, after=0)
    return None if row is None else _as_due(row)


def waiting(book: Book) -> tuple[int, int]:
    """How many of the caller's promises are due today, and how many of them since earlier days."""
    since = seconds(start_of_day(book.today, book.zone))
    return (
        int(book.value(_HOW_MANY, until=end_of_today(book), member=book.me.id)),
        int(book.value(_HOW_MANY, until=since, member=book.me.id)),
    )


def next_due(book: Book) -> datetime | None:
    """When the caller's next promise after today falls due."""
    return instant(book.value(_NEXT_AFTER, until=end_of_today(book), member=book.me.id))


def overdue(book: Book, working_days: int = 3) -> list[Overdue]:
    """The team's promises left untouched for more working days than that, the oldest first."""
    day = book.today
    for _day in range(working_days):
        day = book.worktime.working_day_before(day)
    before = seconds(start_of_day(day, book.zone))
    rows = book.all(_OVERDUE, before=before, most=MOST_OVERDUE)
    return [
        Overdue(
            client=row.client_id,
            name=row.name,
            company=row.company,
            responsible=row.responsible_id,
            responsible_name=row.responsible_name,
            due_at=_instant(row.due_at),
        )
        for row in rows
    ]


def due_counts(book: Book) -> dict[int, Counts]:
    """What waits for each member for whom anything does."""
    since, until = seconds(start_of_day(book.today, book.zone)), end_of_today(book)
    rows = book.all(_DUE_COUNTS, since=since, until=until)
    return {row.responsible_id: Counts(int(row.due), int(row.overdue)) for row in rows}


def _as_due(row: Any) -> Due:
    recontact, client, name, company, last_outcome, due_at, timed = row
    outcome = Outcome(last_outcome) if last_outcome else None
    return Due(recontact, client, name, company, outcome, _instant(due_at), bool(timed))


def _instant(stored: int) -> datetime:
    moment = instant(stored)
    assert moment is not None
    return moment
