"""Teams, their members, and the invitations by which people come in."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select, update

from sales.people import Member, Person, Role, Team
from storage import summaries, vocabulary
from storage.book import Book
from storage.errors import NotFound
from storage.people import work_in
from storage.schema import contacts, invitations, members, people, teams
from storage.sql import TEAM, adding, adding_to_team, seconds
from storage.team_row import COLUMNS, team_of
from storage.tx import Tx

TOKEN_BYTES = 16  # 128 random bits

_ADD_TEAM = adding(teams, "name", "zone", "currency", "created_at").returning(teams.c.id)
_ADD_MEMBER = (
    adding_to_team(members, "person_id", "role", "joined_at")
    .on_conflict_do_nothing(index_elements=["team_id", "person_id"])
    .returning(members.c.id)
)
_MEMBER = select(members.c.id, members.c.suspended_at).where(
    members.c.team_id == TEAM, members.c.person_id == bindparam("person")
)
_SET_CURRENCY = update(teams).where(teams.c.id == TEAM).values(currency=bindparam("currency"))
_HAS_MONEY = select(func.count()).where(contacts.c.team_id == TEAM, contacts.c.amount.is_not(None))
_LEADERS = (
    select(people.c.telegram_id, people.c.language)
    .join(members, members.c.person_id == people.c.id)
    .where(members.c.team_id == TEAM, members.c.role == Role.OWNER.value, members.c.suspended_at.is_(None))
    .order_by(members.c.id)
)
_ROSTER = (
    select(members.c.id, members.c.role, people.c.name, people.c.telegram_id)
    .join(people, people.c.id == members.c.person_id)
    .where(members.c.team_id == TEAM, members.c.suspended_at.is_(None))
    .order_by(members.c.id)
)
_INVITE = adding_to_team(
    invitations, "role", "token_hash", "uses_left", "expires_at", "created_by", "created_at"
).returning(invitations.c.id)
# Taken by one conditional UPDATE: of any number who try at once, no more get in than it has uses.
_TAKE = (
    update(invitations)
    .where(
        invitations.c.token_hash == bindparam("hash"),
        invitations.c.uses_left > 0,
        invitations.c.revoked_at.is_(None),
        invitations.c.expires_at > bindparam("now"),
    )
    .values(uses_left=invitations.c.uses_left - 1)
    .returning(invitations.c.team_id, invitations.c.role)
)
_OFFERED = select(invitations.c.team_id).where(invitations.c.token_hash == bindparam("hash"))
_REVOKE = (
    update(invitations)
    .where(invitations.c.team_id == TEAM, invitations.c.id == bindparam("invitation"))
    .where(invitations.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("revoked_at"))
)
_OPEN_INVITATIONS = (
    select(invitations.c.id, invitations.c.role, invitations.c.uses_left, invitations.c.expires_at)
    .where(
        invitations.c.team_id == TEAM,
        invitations.c.uses_left > 0,
        invitations.c.revoked_at.is_(None),
        invitations.c.expires_at > bindparam("now"),
    )
    .order_by(invitations.c.id)
)
_TEAM = select(*COLUMNS).where(teams.c.id == TEAM)


@dataclass(frozen=True)
class Listed:
    """A member as the list of people shows them."""

    id: int
    role: Role
    name: str
    telegram_id: int


@dataclass(frozen=True)
class Invitation:
    id: int
    role: Role
    uses_left: int
    expires_at: int


def found(tx: Tx, owner: Person, name: str, zone: str, currency: str, now: datetime) -> tuple[Team, Member]:
    """A new team with the built-in words to pick from, its founder the owner."""
    team_id = tx.value(_ADD_TEAM, name=name, zone=zone, currency=currency, created_at=seconds(now))
    vocabulary.furnish(tx, team_id)
    member_id = tx.value(
        _ADD_MEMBER, team=team_id, person_id=owner.id, role=Role.OWNER.value, joined_at=seconds(now)
    )
    work_in(tx, owner.id, team_id)
    team = Team(team_id, name, zone, currency)
    summaries.schedule(tx, team, now)
    return team, Member(member_id, Role.OWNER)


def currency_stays(book: Book) -> bool:
    """A team that has recorded money keeps its currency."""
    return bool(book.value(_HAS_MONEY))


def set_currency(book: Book, currency: str) -> bool:
    """Whether it could still be set."""
    if currency != book.team.currency and currency_stays(book):
        return False
    book.run(_SET_CURRENCY, currency=currency)
    return True


def roster(book: Book) -> list[Listed]:
    return [Listed(row.id, Role(row.role), row.name, row.telegram_id) for row in book.all(_ROSTER)]


def leaders(tx: Tx, team_id: int) -> list[tuple[int, str]]:
    """The owners' Telegram accounts and languages."""
    return [(row.telegram_id, row.language) for row in tx.all(_LEADERS, team=team_id)]


def colleague(book: Book, member_id: int) -> Listed:
    for listed in roster(book):
        if listed.id == member_id:
            return listed
    raise NotFound


def invite(book: Book, role: Role, uses: int, lasting: timedelta) -> str:
    """The token of a new invitation: shown once, and only its hash is kept."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    book.value(
        _INVITE,
        role=role.value,
        token_hash=_hash(token),
        uses_left=uses,
        expires_at=seconds(book.now + lasting),
        created_by=book.me.id,
        created_at=book.at,
    )
    return token


def accept(tx: Tx, person: Person, token: str, now: datetime) -> tuple[Team, bool] | None:
    """Join the team of the invitation. The flag is False for one who is in already: that costs no use."""
    team_id = tx.value(_OFFERED, hash=_hash(token))
    if team_id is None:
        return None
    known = tx.first(_MEMBER, team=team_id, person=person.id)
    if known is not None:
        return None if known.suspended_at is not None else (_enter(tx, person, team_id), False)
    taken = tx.first(_TAKE, hash=_hash(token), now=seconds(now))
    if taken is None:
        return None
    tx.value(_ADD_MEMBER, team=team_id, person_id=person.id, role=taken.role, joined_at=seconds(now))
    return _enter(tx, person, team_id), True


def _enter(tx: Tx, person: Person, team_id: int) -> Team:
    work_in(tx, person.id, team_id)
    row = tx.first(_TEAM, team=team_id)
    assert row is not None
    return team_of(team_id, row)


def open_invitations(book: Book) -> list[Invitation]:
    rows = book.all(_OPEN_INVITATIONS, now=book.at)
    return [Invitation(row.id, Role(row.role), row.uses_left, row.expires_at) for row in rows]


def revoke(book: Book, invitation_id: int) -> bool:
    return book.run(_REVOKE, invitation=invitation_id, revoked_at=book.at) > 0


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
