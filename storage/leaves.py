"""Leaves: a manager's clients and promises go to a stand-in, and come back when the leave ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, and_, bindparam, delete, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert

from storage.book import Book
from storage.errors import NotFound
from storage.schema import clients, leaves, lent, members, people, recontacts, reminded, reminders, teams
from storage.sql import TEAM, adding_to_team, seconds
from storage.team_row import COLUMNS, team_of
from storage.tx import Tx

PAGE = 20


@dataclass(frozen=True)
class Leave:
    id: int
    member: int
    stand_in: int
    until: date  # the first day back


@dataclass(frozen=True)
class Addressee:
    """Somebody to be told."""

    name: str
    telegram_id: int
    language: str


_open = and_(leaves.c.team_id == TEAM, leaves.c.ended_at.is_(None))
_LEAVES = (
    select(leaves.c.id, leaves.c.member_id, leaves.c.stand_in_id, leaves.c.until_day)
    .where(_open)
    .order_by(leaves.c.until_day, leaves.c.id)
)
_ADD = adding_to_team(leaves, "member_id", "stand_in_id", "until_day", "created_by", "created_at").returning(
    leaves.c.id
)
# Whom they stand in for goes with them to their own stand-in, and comes back from there.
_PASS_ON = (
    update(leaves)
    .where(_open, leaves.c.stand_in_id == bindparam("member"))
    .values(stand_in_id=bindparam("stand_in"))
)
_lent_to_them = exists().where(
    lent.c.team_id == TEAM,
    lent.c.client_id == clients.c.id,
    lent.c.leave_id == leaves.c.id,
    leaves.c.stand_in_id == bindparam("member"),
    leaves.c.ended_at.is_(None),
)
_of_member = and_(
    clients.c.team_id == TEAM,
    clients.c.responsible_id == bindparam("member"),
    clients.c.erased_at.is_(None),
)
_own = select(clients.c.team_id, clients.c.id, bindparam("leave", type_=BigInteger)).where(
    _of_member, ~_lent_to_them
)
_lending = insert(lent).from_select(["team_id", "client_id", "leave_id"], _own)
# Whoever was given a lent client for good lends them in their own name.
_LEND = _lending.on_conflict_do_update(
    index_elements=["team_id", "client_id"], set_={"leave_id": _lending.excluded.leave_id}
)
_GIVE_CLIENTS = update(clients).where(_of_member).values(responsible_id=bindparam("stand_in"))
_promises_of_member = and_(
    recontacts.c.team_id == TEAM,
    recontacts.c.state == "open",
    recontacts.c.responsible_id == bindparam("member"),
)
_given = {
    "responsible_id": bindparam("stand_in"),
    # Whoever takes over is reminded of what the other was reminded of already.
    "remind_at": func.coalesce(recontacts.c.remind_at, bindparam("again", type_=BigInteger)),
}
_GIVE_PROMISES = update(recontacts).where(_promises_of_member).values(_given)
_of_leave = select(lent.c.client_id).where(lent.c.team_id == TEAM, lent.c.leave_id == bindparam("leave"))
# Only what the stand-in still has: whoever a head gave to somebody else stays there.
_TAKE_CLIENTS = (
    update(clients)
    .where(_of_member, clients.c.id.in_(_of_leave))
    .values(responsible_id=bindparam("stand_in"))
)
_TAKE_PROMISES = (
    update(recontacts).where(_promises_of_member, recontacts.c.client_id.in_(_of_leave)).values(_given)
)
_told_of = (
    select(reminded.c.reminder_id)
    .join(recontacts, recontacts.c.id == reminded.c.recontact_id)
    .where(reminded.c.team_id == TEAM, _promises_of_member)
)
_stale = update(reminders).where(reminders.c.team_id == TEAM).values(stale=1)
_SETTLE_GIVEN = _stale.where(reminders.c.id.in_(_told_of))
_SETTLE_TAKEN = _stale.where(reminders.c.id.in_(_told_of.where(recontacts.c.client_id.in_(_of_leave))))
_END = (
    update(leaves)
    .where(_open, leaves.c.id == bindparam("leave"))
    .values(ended_at=bindparam("at"))
    .returning(leaves.c.member_id, leaves.c.stand_in_id)
)
_FORGET = delete(lent).where(lent.c.team_id == TEAM, lent.c.leave_id == bindparam("leave"))
_ADDRESSEE = (
    select(people.c.name, people.c.telegram_id, people.c.language)
    .join(members, members.c.person_id == people.c.id)
    .where(members.c.team_id == TEAM, members.c.id == bindparam("member"))
)
_RETURNING = (
    select(leaves.c.id.label("leave_id"), leaves.c.member_id, leaves.c.until_day, teams.c.id, *COLUMNS)
    .join(teams, teams.c.id == leaves.c.team_id)
    .where(leaves.c.ended_at.is_(None), leaves.c.until_day <= bindparam("latest"))
    .order_by(leaves.c.until_day, leaves.c.id)
)


def away(book: Book) -> dict[int, Leave]:
    """Who is on leave, by their number."""
    return {row.member_id: _as_leave(row) for row in book.all(_LEAVES)}


def begin(book: Book, member: int, stand_in: int, until: date) -> int:
    """Their clients and promises are the stand-in's from now on; how many clients that are."""
    absent = away(book)
    if member in absent or stand_in in absent or member == stand_in:
        raise NotFound
    addressee(book, member)
    addressee(book, stand_in)
    leave = book.value(
        _ADD,
        member_id=member,
        stand_in_id=stand_in,
        until_day=until.isoformat(),
        created_by=book.me.id,
        created_at=book.at,
    )
    book.run(_LEND, member=member, leave=leave)
    return give_for_good(book, member, stand_in)


def give_for_good(book: Book, member: int, other: int) -> int:
    """All that they answer for, also in the place of others, is the other's; how many clients that are."""
    book.run(_PASS_ON, member=member, stand_in=other)
    book.run(_SETTLE_GIVEN, member=member)
    book.run(_GIVE_PROMISES, member=member, stand_in=other, again=_again(book))
    return book.run(_GIVE_CLIENTS, member=member, stand_in=other)


def end(book: Book, leave: int) -> Leave | None:
    """What was lent is theirs again, with what the stand-in has promised since; None where it has ended before."""
    row = book.first(_END, leave=leave, at=book.at)
    if row is None:
        return None
    back, giver = row.member_id, row.stand_in_id
    book.run(_SETTLE_TAKEN, member=giver, leave=leave)
    book.run(_TAKE_PROMISES, member=giver, stand_in=back, leave=leave, again=_again(book))
    book.run(_TAKE_CLIENTS, member=giver, stand_in=back, leave=leave)
    book.run(_FORGET, leave=leave)
    return Leave(leave, back, giver, book.today)


def end_for_good(book: Book, member: int) -> None:
    """Who was on leave does not come back: their clients stay with the stand-in."""
    leave = away(book).get(member)
    if leave is not None:
        book.first(_END, leave=leave.id, at=book.at)
        book.run(_FORGET, leave=leave.id)


def addressee(book: Book, member: int) -> Addressee:
    row = book.first(_ADDRESSEE, member=member)
    if row is None:
        raise NotFound
    return Addressee(*row)


def over(tx: Tx, now: datetime) -> Iterator[tuple[int, int, int]]:
    """Leaves whose last day has passed on their team's wall: the team, the member, the leave."""
    latest = (now + timedelta(days=1)).date().isoformat()
    for row in tx.all(_RETURNING, latest=latest):
        team = team_of(row.id, row)
        opens = min(team.rules.opens, team.rules.morning)
        if now >= team.worktime.at(date.fromisoformat(row.until_day), opens):
            yield team.id, row.member_id, row.leave_id


def _again(book: Book) -> int:
    return seconds(book.worktime.next_open(book.now))


def _as_leave(row: Any) -> Leave:
    return Leave(row.id, row.member_id, row.stand_in_id, date.fromisoformat(row.until_day))
