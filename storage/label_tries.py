"""How often the banned label was tried: counted for the team as a whole, and nobody's name is here."""

from datetime import date

from sqlalchemy import bindparam, func, select

from storage.book import Book
from storage.schema import label_tries
from storage.sql import TEAM, adding_to_team

_COUNT = adding_to_team(label_tries, "day", tries=1).on_conflict_do_update(
    index_elements=["team_id", "day"], set_={"tries": label_tries.c.tries + 1}
)
_OF_DAYS = select(func.coalesce(func.sum(label_tries.c.tries), 0)).where(
    label_tries.c.team_id == TEAM,
    label_tries.c.day >= bindparam("first"),
    label_tries.c.day <= bindparam("last"),
)


def count(book: Book) -> None:
    book.run(_COUNT, day=book.today.isoformat())


def within(book: Book, first: date, last: date) -> int:
    """Of a period, both days included."""
    return int(book.value(_OF_DAYS, first=first.isoformat(), last=last.isoformat()))
