"""Refusals of another program whose reason nobody has named: a head names it, and they are contacts of their day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, select

from sales.contacts import Outcome
from sales.dates.when import When
from sales.importing import Past
from storage import pasts, reasons, standing
from storage.book import Book
from storage.errors import NotFound
from storage.pasts import Told
from storage.schema import clients, members, people, unnamed_losses
from storage.sql import TEAM, instant

PAGE = 8


@dataclass(frozen=True)
class Unnamed:
    id: int
    client: int
    name: str
    company: str
    author: str
    day: date
    words: str  # what stood in the reason's place


@dataclass(frozen=True)
class Page:
    losses: list[Unnamed]
    more: bool


_PAGE = (
    select(
        unnamed_losses.c.id,
        unnamed_losses.c.client_id,
        clients.c.name,
        clients.c.company,
        people.c.name.label("author"),
        unnamed_losses.c.day,
        unnamed_losses.c.words,
    )
    .join(clients, clients.c.id == unnamed_losses.c.client_id)
    .join(members, members.c.id == unnamed_losses.c.author_id)
    .join(people, people.c.id == members.c.person_id)
    .where(unnamed_losses.c.team_id == TEAM, unnamed_losses.c.id > bindparam("after"))
    .order_by(unnamed_losses.c.id)
    .limit(PAGE + 1)
)
_HOW_MANY = select(func.count()).where(unnamed_losses.c.team_id == TEAM)
# Whoever takes it out names it: of two who do so at one moment the other finds nothing.
_TAKE = (
    delete(unnamed_losses)
    .where(and_(unnamed_losses.c.team_id == TEAM, unnamed_losses.c.id == bindparam("loss")))
    .returning(*unnamed_losses.c)
)


def unnamed(book: Book, after: int = 0) -> Page:
    rows = book.all(_PAGE, after=after)
    return Page([_as_unnamed(row) for row in rows[:PAGE]], len(rows) > PAGE)


def _as_unnamed(row: Any) -> Unnamed:
    day = date.fromisoformat(row.day)
    return Unnamed(row.id, row.client_id, row.name, row.company, row.author, day, row.words)


def how_many(book: Book) -> int:
    return int(book.value(_HOW_MANY))


def name_reason(book: Book, loss: int, reason_id: int) -> int:
    """The contact that it is now."""
    reason = reasons.which(book, reason_id)
    row = book.first(_TAKE, loss=loss)
    if row is None:
        raise NotFound
    standing.hold(book, row.client_id)
    past = Past(_when(book, row), row.channel, Outcome.LOST.value, reason.value, row.words)
    return pasts.record(book, row.import_id, [Told(row.client_id, row.number, row.author_id, past)])[0]


def _when(book: Book, row: Any) -> When:
    moment = instant(row.happened_at)
    assert moment is not None
    return When(date.fromisoformat(row.day), book.worktime.local(moment).time())
