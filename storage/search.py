"""Finding clients: by any part of them, or the last touched first, a page at a time."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from sales.clients import as_typed, search_terms
from storage.book import Book
from storage.clients import Line
from storage.schema import clients
from storage.search_steps import steps
from storage.sql import TEAM, among

PAGE = 8
PAGES = 50  # looked through for the clients of one member
MOST_OF_ONE = 24


@dataclass(frozen=True)
class Page:
    lines: list[Line]
    more: bool


_ALL_FROM = (
    select(clients.c.id, clients.c.name, clients.c.company)
    .where(clients.c.team_id == TEAM, clients.c.erased_at.is_(None))
    .order_by(clients.c.touched_at.desc(), clients.c.id.desc())
    .limit(PAGE + 1)
)
_TOUCHED = select(clients.c.touched_at).where(clients.c.team_id == TEAM, clients.c.id == bindparam("client"))
_THEIRS = (
    select(clients.c.id, clients.c.name, clients.c.company)
    .where(
        clients.c.team_id == TEAM,
        clients.c.responsible_id == bindparam("member"),
        among(clients.c.id),
    )
    .order_by(clients.c.id)
)
_ALL_AFTER = _ALL_FROM.where(
    (clients.c.touched_at < bindparam("touched"))
    | ((clients.c.touched_at == bindparam("touched")) & (clients.c.id < bindparam("after")))
)


def search(book: Book, query: str, after: int = 0) -> Page:
    """A page of clients every term of the query is a part of; `after` is the last client of the page before.

    Whose word begins so stands before whose word only holds it, and a whole word before a longer one.
    """
    terms = search_terms(query)
    if not terms:
        return _everyone(book, after)
    # Beside another term a number is found without its country code, as it is written down.
    others = [as_typed(term)[0] if term.isdecimal() else term for term in terms[1:]]
    found: list[Line] = []
    for step in steps(terms[0]):
        behind = step.cursor(book, after) if after else None
        if (after and behind is None) or (found and step.last_resort):
            continue  # the one shown last was found in a later way
        found += step.look(book, others, PAGE + 1 - len(found), behind)
        after = 0
        if len(found) > PAGE:
            break
    return Page(found[:PAGE], len(found) > PAGE)


def search_of(book: Book, query: str, member: int) -> Page:
    """The first of those found for whom the member answers."""
    theirs: list[Line] = []
    page = search(book, query)
    for _number in range(PAGES):
        theirs += [
            Line(*row) for row in book.all_among(_THEIRS, [line.id for line in page.lines], member=member)
        ]
        if len(theirs) > MOST_OF_ONE or not page.more:
            break
        page = search(book, query, page.lines[-1].id)
    return Page(theirs[:MOST_OF_ONE], page.more or len(theirs) > MOST_OF_ONE)


def _everyone(book: Book, after: int) -> Page:
    if not after:
        rows = book.all(_ALL_FROM)
    else:
        touched = book.value(_TOUCHED, client=after)
        rows = [] if touched is None else book.all(_ALL_AFTER, touched=touched, after=after)
    return Page([Line(*row) for row in rows[:PAGE]], len(rows) > PAGE)
