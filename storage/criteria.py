"""The team's profile of a client: facts and numbers that its owner has set."""

from typing import Any

from sqlalchemy import and_, bindparam, select, update

from sales.stops import Criterion, Kind
from storage.book import Book
from storage.errors import NotFound
from storage.schema import criteria
from storage.sql import TEAM, adding_to_team

_ADD = adding_to_team(criteria, "name", "kind", "least").returning(criteria.c.id)
_COLUMNS = (criteria.c.id, criteria.c.name, criteria.c.kind, criteria.c.least, criteria.c.hidden)
_ALL = select(*_COLUMNS).where(criteria.c.team_id == TEAM).order_by(criteria.c.id)
_one = and_(criteria.c.team_id == TEAM, criteria.c.id == bindparam("criterion"))
_ONE = select(*_COLUMNS).where(_one)
_HIDE = update(criteria).where(_one).values(hidden=bindparam("hide"))


def profile(book: Book) -> list[Criterion]:
    """All of them, the hidden ones too: what was observed under one stays readable."""
    return [as_criterion(row) for row in book.all(_ALL)]


def find(book: Book, criterion: int) -> Criterion:
    row = book.first(_ONE, criterion=criterion)
    if row is None:
        raise NotFound
    return as_criterion(row)


def add(book: Book, name: str, kind: Kind, least: int | None = None) -> int:
    return int(book.value(_ADD, name=name, kind=kind.value, least=least))


def hide(book: Book, criterion: int, *, hidden: bool) -> None:
    if not book.run(_HIDE, criterion=criterion, hide=int(hidden)):
        raise NotFound


def as_criterion(row: Any) -> Criterion:
    number, name, kind, least, hidden = row[:5]
    return Criterion(number, name, Kind(kind), least, bool(hidden))
