"""Everything that refers to a client, and how it goes over to another one: what a merge moves, and moves back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, bindparam, delete, insert, select, update

from storage.book import Book
from storage.schema import (
    contacts,
    deals,
    import_rows,
    lent,
    merges,
    notes,
    phones,
    recommendations,
    recontacts,
    sentences,
    stops,
    tagged,
    tasks,
    unnamed_losses,
)
from storage.sql import TEAM


@dataclass(frozen=True)
class Reference:
    """A column that names a client, and the key by which its row is found again."""

    name: str
    ids: Any
    move: Any

    @classmethod
    def of(cls, table: Table, column: str = "client_id", key: str = "id") -> "Reference":
        theirs = and_(table.c.team_id == TEAM, table.c[column] == bindparam("client"))
        move = update(table).where(theirs, table.c[key] == bindparam("row"))
        return cls(
            f"{table.name}.{column}",
            select(table.c[key]).where(theirs).order_by(table.c[key]),
            move.values({column: bindparam("other")}),
        )


REFERENCES = [
    Reference.of(contacts),
    Reference.of(deals),
    Reference.of(recontacts),
    Reference.of(notes),
    Reference.of(tasks),
    Reference.of(stops),
    Reference.of(phones, key="e164"),
    Reference.of(tagged, key="term_id"),
    Reference.of(recommendations),
    Reference.of(recommendations, "recommended_id"),
    Reference.of(merges, "winner_id"),
    Reference.of(sentences),
    Reference.of(import_rows),
    Reference.of(unnamed_losses),
]
# What cannot go over: lent for a leave, or there would be two where one alone may be.
STASHED = {table.name: table for table in (lent, deals, tagged, recommendations)}
_INSERT = {name: insert(table) for name, table in STASHED.items()}
# Of whatever team: a number is a row's alone.
_TAKEN = {
    name: select(table.c.id).where(table.c.id == bindparam("row"))
    for name, table in STASHED.items()
    if "id" in table.c
}

Moved = dict[str, list[Any]]
Stash = dict[str, list[dict[str, Any]]]


def move_all(book: Book, client: int, other: int) -> Moved:
    """All of one client to another; what was moved, by where it stood."""
    moved: Moved = {}
    for reference in REFERENCES:
        rows = [row for (row,) in book.all(reference.ids, client=client)]
        _move(book, reference, rows, client, other)
        if rows:
            moved[reference.name] = rows
    return moved


def move_back(book: Book, moved: Moved, client: int, other: int) -> None:
    """What is still the other's goes back."""
    for reference in REFERENCES:
        _move(book, reference, moved.get(reference.name, []), other, client)


def _move(book: Book, reference: Reference, rows: Iterable[Any], client: int, other: int) -> None:
    book.many(reference.move, [{"client": client, "row": row, "other": other} for row in rows])


@dataclass(frozen=True)
class Taking:
    """Rows that are taken away to be put back one day."""

    name: str
    rows: Any
    forget: Any

    @classmethod
    def out_of(cls, table: Table, *which: ColumnElement[bool]) -> "Taking":
        where = and_(table.c.team_id == TEAM, *which)
        return cls(table.name, select(table).where(where), delete(table).where(where))


def stash(book: Book, takings: Sequence[Taking], **values: Any) -> Stash:
    taken: Stash = {}
    for taking in takings:
        columns = [column.name for column in STASHED[taking.name].columns]
        rows = book.all(taking.rows, **values)
        if rows:
            taken.setdefault(taking.name, []).extend(dict(zip(columns, row, strict=True)) for row in rows)
            book.run(taking.forget, **values)
    return taken


def put_back(book: Book, name: str, row: dict[str, Any]) -> Any:
    """Its number: another one where that was given to somebody else's row since, as SQLite does."""
    if name in _TAKEN and book.tx.value(_TAKEN[name], row=row["id"]) is not None:
        row = {**row, "id": book.tx.ids(STASHED[name], 1)[0]}
    book.tx.run(_INSERT[name], **row)
    return row.get("id")
