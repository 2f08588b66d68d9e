"""Contacts that leave no client: recorded in one tap, taken back within the day, every tenth looked into."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, select, update

from sales.clientless import NOT_ENQUIRIES, Fact, is_sampled
from sales.clients import AnySource
from sales.errors import AlreadyUndone, NotYours, TooLate
from storage import rollups, vocabulary
from storage.book import Book
from storage.contacts import Origin
from storage.errors import NotFound
from storage.rollups import Lead
from storage.schema import clientless, members, people
from storage.sql import TEAM, adding_to_team, instant


@dataclass(frozen=True)
class Clientless:
    id: int
    author: int
    author_name: str
    author_chat: int
    author_language: str
    fact: Fact
    source: AnySource | None
    note: str
    happened_at: datetime
    day: str
    undone: bool
    sampled: bool
    doubted: bool | None  # by a head; None: not asked, or not answered


_ADD = adding_to_team(
    clientless,
    "member_id",
    "fact",
    "source",
    "happened_at",
    "day",
    "origin_chat",
    "origin_message",
    "sampled",
).returning(clientless.c.id)
_FOUND = (
    select(
        clientless.c.id,
        clientless.c.member_id,
        people.c.name,
        people.c.telegram_id,
        people.c.language,
        clientless.c.fact,
        clientless.c.source,
        clientless.c.note,
        clientless.c.happened_at,
        clientless.c.day,
        clientless.c.undone_at,
        clientless.c.sampled,
        clientless.c.doubted,
    )
    .join(members, members.c.id == clientless.c.member_id)
    .join(people, people.c.id == members.c.person_id)
    .where(clientless.c.team_id == TEAM)
)
_one = and_(clientless.c.team_id == TEAM, clientless.c.id == bindparam("number"))
_ONE = _FOUND.where(clientless.c.id == bindparam("number"))
_SAME_ORIGIN = select(clientless.c.id).where(
    clientless.c.team_id == TEAM,
    clientless.c.origin_chat == bindparam("chat"),
    clientless.c.origin_message == bindparam("message"),
    clientless.c.undone_at.is_(None),
)
_LAST_OF_MINE = (
    _FOUND.where(
        clientless.c.member_id == bindparam("author"),
        clientless.c.day == bindparam("today"),
        clientless.c.undone_at.is_(None),
    )
    .order_by(clientless.c.happened_at.desc(), clientless.c.id.desc())
    .limit(1)
)
_NO_ENQUIRY = clientless.c.fact != Fact.MISSED.value
_EVER = select(func.count()).where(clientless.c.team_id == TEAM, _NO_ENQUIRY)
_COUNTS = (
    select(clientless.c.fact, func.count(), func.count().filter(clientless.c.doubted == 1))
    .where(
        clientless.c.team_id == TEAM,
        _NO_ENQUIRY,
        clientless.c.undone_at.is_(None),
        clientless.c.day >= bindparam("first"),
        clientless.c.day <= bindparam("last"),
    )
    .group_by(clientless.c.fact)
)
_UNDO = update(clientless).where(_one, clientless.c.undone_at.is_(None)).values(undone_at=bindparam("at"))
_NOTE = update(clientless).where(_one).values(note=bindparam("said"))
_JUDGE = (
    update(clientless)
    .where(_one, clientless.c.sampled == 1, clientless.c.undone_at.is_(None))
    .values(doubted=bindparam("is_doubted"), judged_by=bindparam("by"))
)


def record(book: Book, fact: Fact, origin: Origin, source: AnySource | None = None) -> tuple[int, bool]:
    """Its number, and whether it was recorded just now: a second tap in the same message is the same wish."""
    already = book.value(_SAME_ORIGIN, chat=origin.chat_id, message=origin.message_id)
    if already is not None:
        return int(already), False
    sampled = fact in NOT_ENQUIRIES and is_sampled(int(book.value(_EVER)) + 1)
    number = book.value(
        _ADD,
        member_id=book.me.id,
        fact=fact.value,
        source=None if source is None else source.value,
        happened_at=book.at,
        day=book.today.isoformat(),
        origin_chat=origin.chat_id,
        origin_message=origin.message_id,
        sampled=int(sampled),
    )
    if fact is Fact.MISSED:
        rollups.miss(book, Lead(book.today.isoformat(), book.me.id, source, None))
    return int(number), True


def undo(book: Book, number: int) -> Clientless:
    """Take it back within its local day."""
    found = changeable(book, number)
    if not book.run(_UNDO, number=number, at=book.at):
        raise AlreadyUndone
    if found.fact is Fact.MISSED:
        rollups.miss(book, Lead(found.day, found.author, found.source, None), -1)
    return find(book, number)


def add_note(book: Book, number: int, text: str) -> Clientless:
    """Who it was, in a few words, on the day itself."""
    changeable(book, number)
    book.run(_NOTE, number=number, said=text)
    return find(book, number)


def changeable(book: Book, number: int) -> Clientless:
    found = find(book, number)
    if found.undone:
        raise AlreadyUndone
    if found.author != book.me.id and not book.me.leads:
        raise NotYours
    if found.day != book.today.isoformat():
        raise TooLate
    return found


def judge(book: Book, number: int, *, doubted: bool) -> Clientless:
    """What a head says of one that was sampled."""
    if not book.run(_JUDGE, number=number, is_doubted=int(doubted), by=book.me.id):
        raise NotFound
    return find(book, number)


def find(book: Book, number: int) -> Clientless:
    row = book.first(_ONE, number=number)
    if row is None:
        raise NotFound
    return _as_clientless(book, row)


def last_of_mine_today(book: Book) -> Clientless | None:
    row = book.first(_LAST_OF_MINE, author=book.me.id, today=book.today.isoformat())
    return None if row is None else _as_clientless(book, row)


@dataclass(frozen=True)
class NotEnquiries:
    """How many contacts of a period were no enquiry, by what they were, and how many a head doubts."""

    counts: Mapping[Fact, int]
    doubted: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def not_enquiries(book: Book, first: date, last: date) -> NotEnquiries:
    rows = book.all(_COUNTS, first=first.isoformat(), last=last.isoformat())
    counts = {Fact(fact): int(number) for fact, number, _doubted in rows}
    return NotEnquiries(
        {fact: counts[fact] for fact in Fact if fact in counts}, sum(int(row[2]) for row in rows)
    )


def _as_clientless(book: Book, row: Any) -> Clientless:
    number, author, name, chat, language, fact, source, note, happened, day, undone, sampled, doubted = row
    happened_at = instant(happened)
    assert happened_at is not None
    return Clientless(
        id=number,
        author=author,
        author_name=name,
        author_chat=chat,
        author_language=language,
        fact=Fact(fact),
        source=vocabulary.source(book, source) if source else None,
        note=note,
        happened_at=happened_at,
        day=day,
        undone=undone is not None,
        sampled=bool(sampled),
        doubted=None if doubted is None else bool(doubted),
    )
