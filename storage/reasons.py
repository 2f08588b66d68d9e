"""The team's catalogue of loss reasons."""

from sqlalchemy import bindparam, select

from sales.losses import Reason
from storage.book import Book
from storage.errors import NotFound
from storage.schema import loss_reasons
from storage.sql import TEAM

_CATALOGUE = select(loss_reasons.c.id, loss_reasons.c.code).where(loss_reasons.c.team_id == TEAM)
_ONE = select(loss_reasons.c.code).where(
    loss_reasons.c.team_id == TEAM, loss_reasons.c.id == bindparam("reason")
)


def catalogue(book: Book) -> dict[Reason, int]:
    """Which row stands for which reason, in the catalogue's order."""
    ids = {Reason(row.code): int(row.id) for row in book.all(_CATALOGUE)}
    return {reason: ids[reason] for reason in Reason if reason in ids}


def which(book: Book, reason_id: int) -> Reason:
    code = book.value(_ONE, reason=reason_id)
    if code is None:
        raise NotFound
    return Reason(code)
