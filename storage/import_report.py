"""The rows of an import that somebody should look at."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, select

from sales.importing import Fate, Problem
from storage.book import Book
from storage.schema import clients, import_rows
from storage.sql import TEAM


@dataclass(frozen=True)
class Told:
    """A row that somebody should look at."""

    number: int
    client: int | None
    name: str  # the client's
    company: str
    cells: list[Any]  # as they were
    problems: list[Problem]
    filled: dict[str, Any]  # by what the row was known, and what the client got from it


_ROWS = (
    select(
        import_rows.c.number,
        import_rows.c.client_id,
        clients.c.name,
        clients.c.company,
        import_rows.c.cells,
        import_rows.c.problems,
        import_rows.c.filled,
    )
    .outerjoin(clients, and_(clients.c.team_id == TEAM, clients.c.id == import_rows.c.client_id))
    .where(
        import_rows.c.team_id == TEAM,
        import_rows.c.import_id == bindparam("wanted"),
        import_rows.c.fate == bindparam("of"),
        import_rows.c.number > bindparam("after"),
    )
    .order_by(import_rows.c.number)
    .limit(bindparam("most"))
)


def rows(book: Book, number: int, fate: Fate, after: int, most: int) -> list[Told]:
    """Of one fate, in the order of the file; `after` is the number of the last one seen."""
    return [_as_told(row) for row in book.all(_ROWS, wanted=number, of=fate.value, after=after, most=most)]


def _as_told(row: Any) -> Told:
    problems = [(column, trouble, value) for column, trouble, value in json.loads(row.problems)]
    return Told(
        row.number,
        row.client_id,
        row.name or "",
        row.company or "",
        json.loads(row.cells),
        problems,
        json.loads(row.filled),
    )
