"""A batch of a file's rows taken into the base: who is new, who was there, and which rows somebody should look at."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sales.importing import Arrival, Counts, Fate, Problem, Row, Snag
from sales.joining import may_stand, newcomer, noting
from sales.recontact import Promise
from storage import import_work, joining, many_clients, pasts
from storage.book import Book
from storage.imported_terms import Terms
from storage.pasts import Told
from storage.schema import import_rows
from storage.sorting import Arrived, Sorting
from storage.sql import adding_to_team

_TELL = adding_to_team(import_rows, "import_id", "number", "fate", "client_id", "cells", "problems", "filled")


def take_in(book: Book, import_id: int, rows: Sequence[Row]) -> Counts:
    """All of one batch, in the caller's transaction."""
    import_work.running(book, import_id, rows[0].number)
    terms = Terms(book, import_id, [row.client for row in rows if row.client is not None])
    arrived = [_settled(book, row, row.client, terms) for row in rows if row.client is not None]
    sorted_out = Sorting(book, arrived)
    many_clients.write_down(book, import_id, sorted_out, terms)
    filled = joining.fill(book, import_id, sorted_out, terms)
    contacts, unnamed = pasts.take_in(book, import_id, [*_pasts(book, sorted_out)])
    told = [*_rows_to_tell(import_id, rows, sorted_out, filled)]
    book.many(_TELL, told)
    fates = [row["fate"] for row in told]
    return Counts(
        added=len(sorted_out.new),
        contacts=contacts,
        unnamed=unnamed,
        **{fate.value: fates.count(fate.value) for fate in Fate},
    )


def _settled(book: Book, row: Row, said: Arrival, terms: Terms) -> Arrived:
    """As it can be written down; what cannot is in the note."""
    who = newcomer(said)
    snags: list[Problem] = []
    if left := terms.homeless(who):
        snags += [(None, Snag.LIST_FULL.value, name) for name in left]
        who = noting(who, *left)
    who = terms.without(who)
    if who.contact is not None and not may_stand(who.contact, book.today):
        snags.append((None, Snag.NO_CONTACT.value, who.contact.told))
        who = noting(who._replace(contact=None), who.contact.told or who.contact.words)
    if who.next is not None and not Promise(when=who.next).keeps(book.now, book.worktime):
        who = who._replace(next=None)
    return Arrived(row, who, snags)


def _pasts(book: Book, found: Sorting) -> Iterator[Told]:
    for arrived, client in zip(found.arrived, found.whose, strict=True):
        if arrived.who.contact is not None:
            author = arrived.who.responsible or book.me.id
            yield Told(client, arrived.row.number, author, arrived.who.contact)


def _rows_to_tell(
    import_id: int, rows: Sequence[Row], found: Sorting, filled: Mapping[int, Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    """What is kept of those that did not simply go in."""
    for row in rows:
        if row.client is None:
            yield _kept(import_id, row, Fate.REJECTED, None, row.problems)
    for arrived, client in zip(found.arrived, found.whose, strict=True):
        problems = [*arrived.row.problems, *arrived.snags]
        number = arrived.row.number
        if number in filled:
            yield {
                **_kept(import_id, arrived.row._replace(cells=()), Fate.JOINED, client, ()),
                "filled": json.dumps(filled[number], ensure_ascii=False),
            }
        if problems:
            yield _kept(import_id, arrived.row, Fate.WARNED, client, problems)


def _kept(
    import_id: int, row: Row, fate: Fate, client: int | None, problems: Sequence[Problem]
) -> dict[str, Any]:
    return {
        "import_id": import_id,
        "number": row.number,
        "fate": fate.value,
        "client_id": client,
        "cells": json.dumps(row.cells, ensure_ascii=False, default=str),
        "problems": json.dumps(problems, ensure_ascii=False),
        "filled": "{}",
    }
