"""What was reminded of: claimed when it is due, kept with its message, brought up to date when that is settled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, select, update

from storage.book import Book
from storage.errors import NotFound
from storage.schema import clients, members, people, recontacts, reminded, reminders
from storage.sql import TEAM, adding_to_team, instant, seconds
from storage.tx import Tx

PAGE = 100


@dataclass(frozen=True)
class Addressee:
    """Whose promises are due, and where and in which language to say so."""

    team: int
    member: int
    chat_id: int
    language: str


@dataclass(frozen=True)
class Promised:
    """A promise as a reminder shows it, whatever has become of it since."""

    recontact: int
    client: int
    name: str
    company: str
    state: str
    due_at: datetime
    timed: bool
    snoozes: int
    planned: bool  # it will be reminded of later
    responsible: int
    responsible_name: str

    def waits_for(self, member: int) -> bool:
        """Whether it is still theirs to do now."""
        return self.state == "open" and not self.planned and self.responsible == member


_due = and_(recontacts.c.state == "open", recontacts.c.remind_at <= bindparam("now"))
# Whoever is away keeps what is due to them until they are back.
_there = and_(members.c.suspended_at.is_(None), people.c.unreachable_at.is_(None))
_DUE = (
    select(recontacts.c.team_id, recontacts.c.responsible_id, people.c.telegram_id, people.c.language)
    .join(members, members.c.id == recontacts.c.responsible_id)
    .join(people, people.c.id == members.c.person_id)
    .where(_due, _there)
    .order_by(recontacts.c.remind_at, recontacts.c.id)
    .limit(PAGE)
)
_HOW_MANY_DUE = (
    select(func.count())
    .select_from(recontacts)
    .join(members, members.c.id == recontacts.c.responsible_id)
    .join(people, people.c.id == members.c.person_id)
    .where(_due, _there)
)
# One replica at a time reminds a person, so that what is due at one moment is one list.
_HOLD = (
    select(members.c.id)
    .where(members.c.team_id == TEAM, members.c.id == bindparam("member"))
    .with_for_update(skip_locked=True, key_share=True)
)
_theirs = and_(_due, recontacts.c.team_id == TEAM, recontacts.c.responsible_id == bindparam("member"))
_CLAIM = update(recontacts).where(_theirs).values(remind_at=None).returning(recontacts.c.id)
_PUT_OFF = update(recontacts).where(_theirs).values(remind_at=bindparam("until"))
_ADD = adding_to_team(reminders, "member_id", "chat_id", "created_at", letter_id=0).returning(reminders.c.id)
_ADD_REMINDED = adding_to_team(reminded, "reminder_id", "recontact_id")
_one = and_(reminders.c.team_id == TEAM, reminders.c.id == bindparam("reminder"))
_SENT_AS = update(reminders).where(_one).values(letter_id=bindparam("letter"))
# Of the messages that reminded of it the last is the one that people go by.
_SETTLE = (
    update(reminders)
    .where(
        reminders.c.team_id == TEAM,
        reminders.c.id
        == select(func.max(reminded.c.reminder_id))
        .where(reminded.c.team_id == TEAM, reminded.c.recontact_id == bindparam("recontact"))
        .scalar_subquery(),
    )
    .values(stale=1)
)
_PROMISED = (
    select(
        recontacts.c.id,
        recontacts.c.client_id,
        clients.c.name,
        clients.c.company,
        recontacts.c.state,
        recontacts.c.due_at,
        recontacts.c.timed,
        recontacts.c.snoozes,
        recontacts.c.remind_at,
        recontacts.c.responsible_id,
        people.c.name.label("responsible_name"),
    )
    .join(clients, clients.c.id == recontacts.c.client_id)
    .join(members, members.c.id == recontacts.c.responsible_id)
    .join(people, people.c.id == members.c.person_id)
    .where(recontacts.c.team_id == TEAM)
)
_ONE_PROMISED = _PROMISED.where(recontacts.c.id == bindparam("recontact"))
_of_reminder = and_(reminded.c.team_id == TEAM, reminded.c.reminder_id == bindparam("reminder"))
_LISTED = (
    _PROMISED.join(reminded, reminded.c.recontact_id == recontacts.c.id)
    .where(_of_reminder)
    .order_by(reminded.c.recontact_id)
    .limit(bindparam("most"))
)
_HOW_MANY = select(func.count()).select_from(reminded).where(_of_reminder)
_WHOSE = select(reminders.c.member_id).where(_one)


def due_to(tx: Tx, now: datetime) -> tuple[list[Addressee], bool]:
    """Who has to be reminded, the longest due first, and whether there may be more of them."""
    rows = tx.all(_DUE, now=seconds(now))
    return [*dict.fromkeys(Addressee(*row) for row in rows)], len(rows) == PAGE


def how_many_due(tx: Tx, now: datetime) -> int:
    """Promises of which somebody should have been reminded by then."""
    return int(tx.value(_HOW_MANY_DUE, now=seconds(now)))


def hold(tx: Tx, to: Addressee) -> bool:
    """Whether nobody else is reminding them at this moment."""
    return tx.value(_HOLD, team=to.team, member=to.member) is not None


def claim(book: Book) -> list[int]:
    """All that is due to the book's member, once."""
    return sorted(int(row.id) for row in book.all(_CLAIM, member=book.me.id, now=book.at))


def put_off(tx: Tx, to: Addressee, now: datetime, until: datetime) -> None:
    """Remind them of what is due only then."""
    tx.run(_PUT_OFF, team=to.team, member=to.member, now=seconds(now), until=seconds(until))


def write_down(book: Book, chat_id: int, claimed: Sequence[int]) -> int:
    """A reminder of these promises."""
    reminder = int(book.value(_ADD, member_id=book.me.id, chat_id=chat_id, created_at=book.at))
    book.many(_ADD_REMINDED, [{"reminder_id": reminder, "recontact_id": one} for one in claimed])
    return reminder


def sent_as(book: Book, reminder: int, letter: int) -> None:
    book.run(_SENT_AS, reminder=reminder, letter=letter)


def settle(book: Book, recontact: int) -> None:
    """Whatever message reminds of it shows what is no longer so."""
    book.run(_SETTLE, recontact=recontact)


def promised(book: Book, recontact: int) -> Promised:
    row = book.first(_ONE_PROMISED, recontact=recontact)
    if row is None:
        raise NotFound
    return _as_promised(row)


def listed(book: Book, reminder: int, most: int) -> tuple[list[Promised], int]:
    """The first of the promises that a reminder is about, and how many there are in all."""
    rows = book.all(_LISTED, reminder=reminder, most=most)
    return [_as_promised(row) for row in rows], int(book.value(_HOW_MANY, reminder=reminder))


def whose(book: Book, reminder: int) -> int:
    """The member who was reminded."""
    member = book.value(_WHOSE, reminder=reminder)
    if member is None:
        raise NotFound
    return int(member)


def _as_promised(row: Any) -> Promised:
    recontact, client, name, company, state, due_at, timed, snoozes, remind_at, responsible, its_name = row
    due = instant(due_at)
    assert due is not None
    planned = remind_at is not None
    return Promised(
        recontact, client, name, company, state, due, bool(timed), snoozes, planned, responsible, its_name
    )
