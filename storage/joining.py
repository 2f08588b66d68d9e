"""Rows of a file that are clients who were there: what these lacked is filled, and kept to be taken back."""

from collections.abc import Mapping, Sequence
from typing import Any

from sales.clients import Reach
from sales.importing import Arrival
from sales.joining import reachable
from sales.recontact import Promise
from storage import clients as base
from storage import merges, recontacts
from storage.book import Book
from storage.imported_terms import Terms
from storage.schema import notes, phones, tagged
from storage.sorting import Join, Sorting
from storage.sql import adding_to_team

_ADD_PHONE = adding_to_team(phones, "e164", "client_id")
_PUT_ON = adding_to_team(tagged, "client_id", "term_id").on_conflict_do_nothing(
    index_elements=["team_id", "client_id", "term_id"]
)
_ADD_NOTE = adding_to_team(notes, "id", "client_id", "author_id", "text", "written_at", "import_id")

Filled = dict[str, Any]  # JSON: by what the row was known, and what the client got from it


def fill(book: Book, import_id: int, found: Sorting, terms: Terms) -> Mapping[int, Filled]:
    """By the number of the row. Of a client who is new in this batch the whole is written at once."""
    filled: dict[int, Filled] = {join.number: {"by": join.by} for join in found.joins}
    there = [join for join in found.joins if join.client not in found.new]
    _note(book, import_id, there, filled)
    _reach(book, there, filled)
    _tag(book, there, filled, terms)
    for client in sorted({join.client for join in there}):
        _change(book, client, [join for join in there if join.client == client], filled, terms)
    return filled


def _note(book: Book, import_id: int, there: Sequence[Join], filled: Mapping[int, Filled]) -> None:
    noted = [join for join in there if join.gained.note]
    rows = []
    for number, join in zip(book.tx.ids(notes, len(noted)), noted, strict=True):
        filled[join.number]["note"] = number
        rows.append(
            {
                "id": number,
                "client_id": join.client,
                "author_id": book.me.id,
                "text": join.gained.note,
                "written_at": book.at,
                "import_id": import_id,
            }
        )
    book.many(_ADD_NOTE, rows)


def _reach(book: Book, there: Sequence[Join], filled: Mapping[int, Filled]) -> None:
    new = [(phone, join) for join in there for phone in join.gained.phones]
    for phone, join in new:
        filled[join.number].setdefault("phones", []).append(phone)
    book.many(_ADD_PHONE, [{"e164": phone, "client_id": join.client} for phone, join in new])


def _tag(book: Book, there: Sequence[Join], filled: Mapping[int, Filled], terms: Terms) -> None:
    new = [(term, join) for join in there for term in terms.tags(join.gained.tags)]
    for term, join in new:
        filled[join.number].setdefault("tags", []).append(term)
    book.many(_PUT_ON, [{"client_id": join.client, "term_id": term} for term, join in new])


def _change(
    book: Book, client: int, theirs: Sequence[Join], filled: Mapping[int, Filled], terms: Terms
) -> None:
    """The client's own row, and what follows from it."""
    values: dict[str, Any] = {}
    for join in theirs:
        got = _fields(join.gained, terms)
        filled[join.number] |= got
        values |= got
        if join.gained.next is not None:
            promise = recontacts.promise(book, client, Promise(when=join.gained.next))
            filled[join.number]["promise"] = promise
    ways = [join for join in theirs if reachable(join.gained)]
    if ways and (was := merges.row_of(book, client)["reach"]) != Reach.GIVEN:
        filled[ways[0].number]["reach"] = was
        values["reach"] = Reach.GIVEN.value
    if values:
        merges.change(book, client, values)
    if ways or "company" in values:
        base.reindex(book, client)


def _fields(gained: Arrival, terms: Terms) -> dict[str, Any]:
    got = {
        "company": gained.company,
        "email": gained.emails[0] if gained.emails else "",
        "telegram": gained.telegram,
        "source": terms.source(gained.source),
    }
    return {name: value for name, value in got.items() if value}
