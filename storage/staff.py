"""Who belongs to the team and as what: roles, going and coming back, and what becomes of a leaver's clients."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, func, select, update

from sales.audit import Act
from sales.errors import LastOwner
from sales.people import Role
from sales.text import fold
from storage import audit, leaves, outbox
from storage.book import Book
from storage.errors import NotFound
from storage.schema import clients, members, people, recontacts, tasks
from storage.sql import TEAM


@dataclass(frozen=True)
class Colleague:
    """One of the team, with what hangs on them."""

    id: int
    name: str
    role: Role
    telegram_id: int
    language: str
    suspended: bool
    clients: int
    promises: int


_one = and_(members.c.team_id == TEAM, members.c.id == bindparam("member"))
_COLLEAGUES = (
    select(
        members.c.id,
        people.c.name,
        members.c.role,
        people.c.telegram_id,
        people.c.language,
        members.c.suspended_at,
        select(func.count())
        .where(
            clients.c.team_id == TEAM,
            clients.c.responsible_id == members.c.id,
            clients.c.erased_at.is_(None),
        )
        .scalar_subquery(),
        select(func.count())
        .where(
            recontacts.c.team_id == TEAM,
            recontacts.c.responsible_id == members.c.id,
            recontacts.c.state == "open",
        )
        .scalar_subquery(),
    )
    .join(people, people.c.id == members.c.person_id)
    .where(members.c.team_id == TEAM)
)
_ONE = _COLLEAGUES.where(members.c.id == bindparam("member"))
_GONE = (
    select(members.c.id, people.c.name)
    .join(people, people.c.id == members.c.person_id)
    .where(members.c.team_id == TEAM, members.c.suspended_at.is_not(None))
    .order_by(members.c.id)
)
_NAMED = (
    select(people.c.name, members.c.id)
    .join(people, people.c.id == members.c.person_id)
    .where(members.c.team_id == TEAM, members.c.suspended_at.is_(None))
)
# Two owners who put each other out at one moment wait here for one another.
_OWNERS = (
    select(members.c.id)
    .where(members.c.team_id == TEAM, members.c.role == Role.OWNER.value, members.c.suspended_at.is_(None))
    .order_by(members.c.id)
    .with_for_update()
)
_SET_ROLE = update(members).where(_one).values(role=bindparam("new"))
_SUSPEND = update(members).where(_one).values(suspended_at=bindparam("at"))
_GIVE_TASKS = (
    update(tasks)
    .where(tasks.c.team_id == TEAM, tasks.c.member_id == bindparam("member"), tasks.c.closed_at.is_(None))
    .values(member_id=bindparam("new"))
)


def find(book: Book, member: int) -> Colleague:
    """Also one who has gone."""
    row = book.first(_ONE, member=member)
    if row is None:
        raise NotFound
    return _as_colleague(row)


def gone(book: Book) -> list[tuple[int, str]]:
    """Those who have no access any more, by number and name."""
    return [(row.id, row.name) for row in book.all(_GONE)]


def members_by_name(book: Book) -> dict[str, int]:
    """By their folded names; of two with one name neither, for nobody knows who is meant."""
    named: dict[str, list[int]] = defaultdict(list)
    for name, member in book.all(_NAMED):
        named[fold(name)].append(member)
    return {name: found[0] for name, found in named.items() if len(found) == 1}


def set_role(book: Book, member: int, role: Role) -> Colleague:
    """An owner changes what somebody may do; the team keeps an owner."""
    found = find(book, member)
    if found.role is Role.OWNER and role is not Role.OWNER:
        _keep_an_owner(book, member)
    book.run(_SET_ROLE, member=member, new=role.value)
    if role is not found.role:
        audit.note(book, Act.ROLE, about=member, told=role.value)
    return find(book, member)


def suspend(book: Book, member: int) -> Colleague:
    """Out with the very next update, and what waits to be posted to them is dropped; all they did stays."""
    found = find(book, member)
    if found.role is Role.OWNER:
        _keep_an_owner(book, member)
    book.run(_SUSPEND, member=member, at=book.at)
    audit.note(book, Act.SUSPENDED, about=member)
    leaves.end_for_good(book, member)
    outbox.drop_posts(book.tx, book.team.id, found.telegram_id, book.now)
    return find(book, member)


def restore(book: Book, member: int) -> Colleague:
    find(book, member)
    book.run(_SUSPEND, member=member, at=None)
    audit.note(book, Act.RESTORED, about=member)
    return find(book, member)


def _keep_an_owner(book: Book, leaving: int) -> None:
    if not any(row.id != leaving for row in book.all(_OWNERS)):
        raise LastOwner


def give_all(book: Book, member: int, other: int) -> int:
    """All their clients, promises and open actions are the other's for good; how many clients."""
    find(book, member)
    taker = find(book, other)
    absent = leaves.away(book)
    if taker.suspended or taker.id in absent or taker.id == member:
        raise NotFound
    if member in absent:  # what is lent comes back first
        leaves.end(book, absent[member].id)
    book.run(_GIVE_TASKS, member=member, new=other)
    return leaves.give_for_good(book, member, other)


def _as_colleague(row: Any) -> Colleague:
    member, name, role, telegram_id, language, suspended, base, promises = row
    return Colleague(
        member, name, Role(role), telegram_id, language, suspended is not None, int(base), int(promises)
    )
