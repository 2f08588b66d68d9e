"""A team deleted: asked for, kept after all within a week, and then taken out page by page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Table, and_, bindparam, delete, exists, func, select, tuple_, update

from sales.audit import Act
from storage import audit
from storage.book import Book
from storage.schema import clients, contacts, members, metadata, outbox, people, talks, teams
from storage.sql import TEAM, instant, seconds
from storage.tx import Tx

MIND_CHANGED, LAST_DAY = timedelta(days=7), timedelta(days=1)
# What many others may refer to is looked for in all of them before it goes: a few rows at a time.
AT_ONCE, AT_ONCE_OF_WORDS = 500, 1
WORDS = {"loss_reasons", "terms", "criteria", "leaves"}


@dataclass(frozen=True)
class Contents:
    clients: int
    contacts: int
    members: int


@dataclass(frozen=True)
class Gone:
    """A team whose week is over."""

    team: int
    name: str


@dataclass(frozen=True)
class Going:
    """A team of whose week a day is left."""

    team: int
    name: str
    moment: datetime
    zone: ZoneInfo


_AT = select(teams.c.deleted_at).where(teams.c.id == TEAM)
_SET = update(teams).where(teams.c.id == TEAM).values(deleted_at=bindparam("moment"), deletion_told_at=None)
_COUNTS = [
    select(func.count()).where(clients.c.team_id == TEAM, clients.c.erased_at.is_(None)),
    select(func.count()).where(contacts.c.team_id == TEAM, contacts.c.undone_at.is_(None)),
    select(func.count()).where(members.c.team_id == TEAM, members.c.suspended_at.is_(None)),
]
_DUE = (
    select(teams.c.id, teams.c.name)
    .where(teams.c.deleted_at <= bindparam("now"))
    .order_by(teams.c.deleted_at)
    .limit(1)
)
_untold = and_(
    teams.c.deleted_at > bindparam("now"),
    teams.c.deleted_at <= bindparam("soon"),
    teams.c.deletion_told_at.is_(None),
)
_GOING = (
    select(teams.c.id, teams.c.name, teams.c.deleted_at, teams.c.zone)
    .where(_untold)
    .order_by(teams.c.deleted_at)
    .limit(1)
)
_TELL = update(teams).where(teams.c.id == TEAM, _untold).values(deletion_told_at=bindparam("now"))
# From now on nobody is in it, nothing comes due in it, and what it wanted to say is not said.
_CLOSE = [
    update(people).where(people.c.team_id == TEAM).values(team_id=None),
    update(teams)
    .where(teams.c.id == TEAM)
    .values(next_morning_at=None, next_week_at=None, group_chat_id=None),
    delete(outbox).where(outbox.c.of_team == TEAM, outbox.c.state == "waiting"),
]
_LET_OUT = (
    update(members)
    .where(members.c.team_id == TEAM, members.c.suspended_at.is_(None))
    .values(suspended_at=bindparam("moment"))
)
_NEXT_MEMBER = select(members.c.id, members.c.person_id).where(members.c.team_id == TEAM).limit(1)
_FORGET_MEMBER = delete(members).where(members.c.team_id == TEAM, members.c.id == bindparam("member"))
_alone = ~exists().where(members.c.person_id == bindparam("person"))
_FORGET_PERSON = [
    delete(talks).where(talks.c.person_id == bindparam("person"), _alone),
    delete(people).where(people.c.id == bindparam("person"), _alone),
]
_FORGET_TEAM = delete(teams).where(teams.c.id == TEAM)


def _page_of(table: Table) -> Any:
    keys = [*table.primary_key.columns]
    most = AT_ONCE_OF_WORDS if table.name in WORDS else AT_ONCE
    first = select(*keys).where(table.c.team_id == TEAM).limit(most)
    return delete(table).where(table.c.team_id == TEAM, tuple_(*keys).in_(first))


# Whatever refers to others goes before them.
_PAGES = [
    _page_of(table)
    for table in reversed(metadata.sorted_tables)
    if "team_id" in table.c and table is not people and table is not members
]


def when(book: Book) -> datetime | None:
    """When the team will be deleted, if it was asked for."""
    return instant(book.value(_AT))


def contents(book: Book) -> Contents:
    return Contents(*(int(book.value(count)) for count in _COUNTS))


def ask(book: Book) -> datetime:
    """In a week, unless it is kept after all."""
    moment = when(book)
    if moment is None:
        moment = book.now + MIND_CHANGED
        book.run(_SET, moment=seconds(moment))
        audit.note(book, Act.DELETING)
    return moment


def keep(book: Book) -> bool:
    """Whether there was anything to change one's mind about."""
    if when(book) is None:
        return False
    book.run(_SET, moment=None)
    audit.note(book, Act.KEPT)
    return True


def going(tx: Tx, now: datetime) -> Going | None:
    """Whose owners are to be told that a day is left; nobody else tells them after this."""
    within = {"now": seconds(now), "soon": seconds(now + LAST_DAY)}
    row = tx.first(_GOING, **within)
    if row is None or not tx.run(_TELL, team=row.id, **within):
        return None
    moment = instant(row.deleted_at)
    assert moment is not None
    return Going(row.id, row.name, moment, ZoneInfo(row.zone))


def due(tx: Tx, now: datetime) -> Gone | None:
    row = tx.first(_DUE, now=seconds(now))
    return None if row is None else Gone(row.id, row.name)


def close(tx: Tx, team: int, now: datetime) -> None:
    for statement in _CLOSE:
        tx.run(statement, team=team)
    tx.run(_LET_OUT, team=team, moment=seconds(now))


def forget_page(tx: Tx, team: int) -> bool:
    """Take some of its rows out; whether there may be more. The last to go is the team itself."""
    if any(tx.run(page, team=team) for page in _PAGES) or _forget_member(tx, team):
        return True
    tx.run(_FORGET_TEAM, team=team)
    return False


def _forget_member(tx: Tx, team: int) -> bool:
    """And the person, who is in no other team."""
    row = tx.first(_NEXT_MEMBER, team=team)
    if row is None:
        return False
    tx.run(_FORGET_MEMBER, team=team, member=row.id)
    for statement in _FORGET_PERSON:
        tx.run(statement, person=row.person_id)
    return True
