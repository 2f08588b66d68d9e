"""New clients of a batch written down together: the same rows as of one who is met, by few statements."""

from typing import Any

from sales.clients import Reach, cut, search_words
from sales.importing import Arrival
from sales.joining import reachable
from sales.recontact import Promise
from sales.text import words
from storage import finding, rollups
from storage.book import Book
from storage.imported_terms import Terms
from storage.schema import clients, notes, phones, recontacts, tagged
from storage.sorting import Sorting
from storage.sql import adding_to_team, seconds

_ADD = adding_to_team(
    clients,
    *("id", "import_id", "name", "company", "email", "telegram", "source", "reach", "responsible_id"),
    *("created_by", "created_at", "touched_at", "next_contact_at", "dormant_at"),
)
_ADD_PHONE = adding_to_team(phones, "e164", "client_id")
_ADD_NOTE = adding_to_team(notes, "client_id", "author_id", "text", "written_at", "import_id")
_PUT_ON = adding_to_team(tagged, "client_id", "term_id")
_PROMISE = adding_to_team(
    recontacts, "client_id", "responsible_id", "due_at", "timed", "created_at", "remind_at", state="open"
)


def write_down(book: Book, import_id: int, found: Sorting, terms: Terms) -> None:
    new = [(client, found.have[client]) for client in found.new]
    if not new:
        return
    promises = [promise for client, who in new if who.next for promise in [promised(book, client, who)]]
    due = {promise["client_id"]: promise["due_at"] for promise in promises}
    book.many(_ADD, [_client(book, import_id, client, who, terms, due.get(client)) for client, who in new])
    rollups.introduce_many(book, len(new))
    book.many(
        _ADD_PHONE,
        sorted(
            ({"e164": phone, "client_id": client} for client, who in new for phone in who.phones),
            key=lambda row: str(row["e164"]),
        ),
    )
    _let_be_found(book, new, found)
    book.many(
        _ADD_NOTE,
        [
            {
                "client_id": client,
                "author_id": book.me.id,
                "text": who.note,
                "written_at": book.at,
                "import_id": import_id,
            }
            for client, who in new
            if who.note
        ],
    )
    tags = [(client, term) for client, who in new for term in terms.tags(who.tags)]
    book.many(_PUT_ON, [{"client_id": client, "term_id": term} for client, term in tags])
    book.many(_PROMISE, promises)


def _client(
    book: Book, import_id: int, client: int, who: Arrival, terms: Terms, due: int | None
) -> dict[str, Any]:
    return {
        "id": client,
        "import_id": import_id,
        "name": who.name,
        "company": who.company,
        "email": who.emails[0] if who.emails else "",
        "telegram": who.telegram,
        "source": terms.source(who.source),
        "reach": (Reach.GIVEN if reachable(who) else Reach.UNKNOWN).value,
        "responsible_id": who.responsible or book.me.id,
        "created_by": book.me.id,
        "created_at": book.at,
        "touched_at": book.at,
        "next_contact_at": due,
        "dormant_at": book.at,
    }


def promised(book: Book, client: int, who: Arrival) -> dict[str, Any]:
    given = Promise(when=who.next)
    due = given.due(book.now, book.worktime)
    return {
        "client_id": client,
        "responsible_id": who.responsible or book.me.id,
        "due_at": seconds(due),
        "timed": int(given.timed),
        "created_at": book.at,
        "remind_at": seconds(book.worktime.remind_at(due, book.now, timed=given.timed)),
    }


def _let_be_found(book: Book, new: list[tuple[int, Arrival]], found: Sorting) -> None:
    """In the order of the index, so that neighbours are written together."""
    said: set[str] = set()
    rows: list[tuple[str, int]] = []
    for client, who in new:
        extra = " ".join((*who.emails, who.telegram))
        wanted = search_words(who.name, who.company, who.phones, extra)
        rows += [(word, client) for word in wanted]
        if found.new[client]:
            rows.append((found.new[client], client))
        said.update(words(who.name), words(who.company))
    rows.sort()
    book.many(finding.ADD_WORD, [{"word": word, "client_id": client} for word, client in rows])
    book.many(finding.ADD_ENDING, finding.rows_of_endings({*map(cut, said)}))
