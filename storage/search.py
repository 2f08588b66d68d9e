"""Finding clients: by any part of them, or the last touched first, a page at a time."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, ScalarSelect, Select, and_, bindparam, exists, func, select

from sales.clients import search_terms
from storage.book import Book
from storage.clients import Line
from storage.schema import clients
from storage.schema import search_keys as keys
from storage.sql import TEAM

PAGE = 8
# Above every character a key may hold: the end of a prefix's range.
_LAST = "\U0010ffff"


@dataclass(frozen=True)
class Page:
    lines: list[Line]
    more: bool


_ALL_FROM = (
    select(clients.c.id, clients.c.name, clients.c.company)
    .where(clients.c.team_id == TEAM)
    .order_by(clients.c.touched_at.desc(), clients.c.id.desc())
    .limit(PAGE + 1)
)
_TOUCHED = select(clients.c.touched_at).where(clients.c.team_id == TEAM, clients.c.id == bindparam("client"))
_ALL_AFTER = _ALL_FROM.where(
    (clients.c.touched_at < bindparam("touched"))
    | ((clients.c.touched_at == bindparam("touched")) & (clients.c.id < bindparam("after")))
)


def search(book: Book, query: str, after: int = 0) -> Page:
    """A page of clients every term of the query is a part of; `after` is the last client of the page before.

    Ordered by the key that matches, so that a whole word stands before a longer one.
    """
    terms = search_terms(query)
    if not terms:
        return _everyone(book, after)
    values: dict[str, object] = {"start": terms[0], "end": terms[0] + _LAST, "after": after}
    for number, term in enumerate(terms[1:], start=1):
        values |= {f"start{number}": term, f"end{number}": term + _LAST}
    rows = book.all(_search(len(terms), paging=after > 0), **values)
    return Page([Line(*row[:3]) for row in rows[:PAGE]], len(rows) > PAGE)


def _everyone(book: Book, after: int) -> Page:
    if not after:
        rows = book.all(_ALL_FROM)
    else:
        touched = book.value(_TOUCHED, client=after)
        rows = [] if touched is None else book.all(_ALL_AFTER, touched=touched, after=after)
    return Page([Line(*row) for row in rows[:PAGE]], len(rows) > PAGE)


def _search(terms: int, *, paging: bool) -> Select[tuple[int, str, str]]:
    shape = (terms, paging)
    if shape not in _SEARCHES:
        _SEARCHES[shape] = _build_search(terms, paging=paging)
    return _SEARCHES[shape]


_SEARCHES: dict[tuple[int, bool], Select[tuple[int, str, str]]] = {}


def _build_search(terms: int, *, paging: bool) -> Select[tuple[int, str, str]]:
    best = func.min(keys.c.key).label("best")
    found = select(clients.c.id, clients.c.name, clients.c.company, best).join(
        keys, and_(keys.c.team_id == clients.c.team_id, keys.c.client_id == clients.c.id)
    )
    found = found.where(keys.c.team_id == TEAM, *_begins(keys, ""))
    for number in range(1, terms):
        other = keys.alias(f"term{number}")
        found = found.where(
            exists().where(
                other.c.team_id == TEAM, other.c.client_id == keys.c.client_id, *_begins(other, str(number))
            )
        )
    found = found.group_by(clients.c.id, clients.c.name, clients.c.company)
    if paging:
        last = _last_key()
        found = found.having((best > last) | ((best == last) & (clients.c.id > bindparam("after"))))
    return found.order_by(best, clients.c.id).limit(PAGE + 1)


def _begins(table: FromClause, number: str) -> list[ColumnElement[bool]]:
    key = table.c.key
    return [key >= bindparam(f"start{number}"), key < bindparam(f"end{number}")]


def _last_key() -> ScalarSelect[str]:
    last = keys.alias("last")
    return (
        select(func.min(last.c.key))
        .where(last.c.team_id == TEAM, last.c.client_id == bindparam("after"), *_begins(last, ""))
        .scalar_subquery()
    )
