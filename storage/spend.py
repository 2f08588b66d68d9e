"""What the sources cost, by month: what a lead's price is computed from."""

from sqlalchemy import bindparam, delete, select

from sales.clients import AnySource
from storage import vocabulary
from storage.book import Book
from storage.schema import spend
from storage.sql import TEAM, adding_to_team

_one = (spend.c.team_id == TEAM, spend.c.source == bindparam("of"), spend.c.month == bindparam("in_month"))
_OF_MONTH = select(spend.c.source, spend.c.amount).where(
    spend.c.team_id == TEAM, spend.c.month == bindparam("in_month")
)
_ADDED = adding_to_team(spend, "source", "month", "amount")
_SET = _ADDED.on_conflict_do_update(
    index_elements=["team_id", "source", "month"], set_={"amount": _ADDED.excluded.amount}
)
_REMOVE = delete(spend).where(*_one)


def of_month(book: Book, month: str) -> dict[AnySource, int]:
    """In minor units; `month` as 2026-11."""
    named = vocabulary.every_source(book)
    return {named[row.source]: row.amount for row in book.all(_OF_MONTH, in_month=month)}


def set_amount(book: Book, source: AnySource, month: str, amount: int) -> None:
    """Nothing spent is no row."""
    if amount:
        book.run(_SET, source=source.value, month=month, amount=amount)
    else:
        book.run(_REMOVE, of=source.value, in_month=month)
