"""The team's group: one group belongs to one team, and a team has one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from sqlalchemy import bindparam, case, func, select, update

from sales.hours import start_of_day
from sales.people import Member, Role
from storage.book import Book
from storage.schema import members, outbox, people, recontacts, teams
from storage.sql import TEAM, seconds
from storage.team_row import COLUMNS, team_of
from storage.tx import Tx

_WHOSE = select(teams.c.id).where(teams.c.group_chat_id == bindparam("chat"))
_SPOKEN = (
    select(outbox.c.id)
    .where(outbox.c.chat_id == bindparam("chat"), outbox.c.created_at >= bindparam("since"))
    .limit(1)
)
_LINK = update(teams).where(teams.c.id == TEAM).values(group_chat_id=bindparam("chat"))
_UNLINK = update(teams).where(teams.c.group_chat_id == bindparam("chat")).values(group_chat_id=None)
_FOLLOW = (
    update(teams).where(teams.c.group_chat_id == bindparam("before")).values(group_chat_id=bindparam("chat"))
)
_MEMBER = (
    select(teams.c.id, members.c.id.label("member_id"), members.c.role, *COLUMNS)
    .join(members, members.c.team_id == teams.c.id)
    .join(people, people.c.id == members.c.person_id)
    .where(
        teams.c.group_chat_id == bindparam("chat"),
        people.c.telegram_id == bindparam("telegram"),
        members.c.suspended_at.is_(None),
    )
)
_DUE = (
    select(
        people.c.name,
        func.count().label("clients"),
        func.sum(case((recontacts.c.due_at < bindparam("since"), 1), else_=0)).label("overdue"),
    )
    .join(members, members.c.id == recontacts.c.responsible_id)
    .join(people, people.c.id == members.c.person_id)
    .where(
        recontacts.c.team_id == TEAM, recontacts.c.state == "open", recontacts.c.due_at < bindparam("until")
    )
    .group_by(members.c.id, people.c.name)
    .order_by(func.count().desc(), members.c.id)
)


class Linked(Enum):
    """What came of linking a group."""

    NEWLY = auto()
    ALREADY = auto()
    TO_ANOTHER_TEAM = auto()


@dataclass(frozen=True)
class Waiting:
    """How many clients wait for a manager today, and how many of them since earlier days."""

    name: str
    clients: int
    overdue: int


def link(book: Book, chat_id: int) -> Linked:
    """The team's meetings and weeks come to this group from now on; no other team takes it over."""
    whose = owner(book.tx, chat_id)
    if whose is not None:
        return Linked.ALREADY if whose == book.team.id else Linked.TO_ANOTHER_TEAM
    book.run(_LINK, chat=chat_id)
    return Linked.NEWLY


def owner(tx: Tx, chat_id: int) -> int | None:
    """The team whose group it is."""
    found = tx.value(_WHOSE, chat=chat_id)
    return None if found is None else int(found)


def spoken_in(tx: Tx, chat_id: int, since: datetime) -> bool:
    """Whether the bot has said something there since then."""
    return tx.value(_SPOKEN, chat=chat_id, since=seconds(since)) is not None


def unlink(tx: Tx, chat_id: int) -> None:
    tx.run(_UNLINK, chat=chat_id)


def follow(tx: Tx, before: int, chat_id: int) -> None:
    """A group turned into a supergroup is the same group under another number."""
    tx.run(_FOLLOW, before=before, chat=chat_id)


def book_in(tx: Tx, chat_id: int, telegram_id: int, now: datetime) -> Book | None:
    """The team of this group, as a member of it asks there, whatever team they work in elsewhere."""
    row = tx.first(_MEMBER, chat=chat_id, telegram=telegram_id)
    if row is None:
        return None
    return Book(tx, team_of(row.id, row), Member(row.member_id, Role(row.role)), now)


def waiting(book: Book) -> list[Waiting]:
    """By manager, who has the most of them first."""
    since = seconds(start_of_day(book.today, book.zone))
    until = seconds(start_of_day(book.today + timedelta(days=1), book.zone))
    return [
        Waiting(row.name, row.clients, int(row.overdue)) for row in book.all(_DUE, since=since, until=until)
    ]
