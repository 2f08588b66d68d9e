"""The team's catalogue of loss reasons."""

from typing import Any

from sqlalchemy import bindparam, select, update

from sales.losses import AnyReason, Group, OwnReason, Reason
from storage.book import Book
from storage.errors import NotFound
from storage.schema import loss_reasons
from storage.sql import TEAM

# What as_reason reads.
NAMED = (loss_reasons.c.code, loss_reasons.c.group, loss_reasons.c.name)
_ALL = (
    select(loss_reasons.c.id, *NAMED, loss_reasons.c.hidden)
    .where(loss_reasons.c.team_id == TEAM)
    .order_by(loss_reasons.c.group.desc(), loss_reasons.c.place, loss_reasons.c.id)
)
_one = (loss_reasons.c.team_id == TEAM, loss_reasons.c.id == bindparam("reason"))
_ONE = select(*NAMED).where(*_one)
_HELPED = select(loss_reasons.c.helped).where(*_one)
_SET_HELPED = update(loss_reasons).where(*_one).values(helped=bindparam("words"))


def as_reason(code: str, group: str, name: str) -> AnyReason:
    return OwnReason(code, name, Group(group)) if name else Reason(code)


def maybe(row: Any) -> AnyReason | None:
    """Of a row that has no reason if its code is empty."""
    return as_reason(row.code, row.group, row.name) if row.code else None


def catalogue(book: Book) -> dict[AnyReason, int]:
    """Those to pick from, in the team's order, and which row stands for each."""
    return {as_reason(*row[1:4]): int(row.id) for row in book.all(_ALL) if not row.hidden}


def every(book: Book) -> dict[str, AnyReason]:
    """All of them by code: what is hidden has been counted before."""
    return {row.code: as_reason(*row[1:4]) for row in book.all(_ALL)}


def numbers(book: Book) -> dict[str, int]:
    """Which row stands for each code, the hidden ones too."""
    return {row.code: int(row.id) for row in book.all(_ALL)}


def which(book: Book, reason_id: int) -> AnyReason:
    row = book.first(_ONE, reason=reason_id)
    if row is None:
        raise NotFound
    return as_reason(*row)


def what_helps(book: Book, reason_id: int) -> str:
    """In the head's words, or nothing."""
    return str(book.value(_HELPED, reason=reason_id) or "")


def tell_what_helps(book: Book, reason_id: int, words: str) -> None:
    if not book.run(_SET_HELPED, reason=reason_id, words=words):
        raise NotFound
