"""By what 0005 lets the clients be found who were there before it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text

from sales.clients import KEY_LIMIT, endings, search_words
from sales.text import words

PAGE = 1000
_CLIENTS = text(
    "SELECT team_id, id, name, company, email, telegram FROM clients WHERE id > :after ORDER BY id LIMIT :page"
)
_PHONES = text("SELECT client_id, e164 FROM phones WHERE client_id BETWEEN :first AND :last")
_FORMER = text(
    "SELECT winner_id, name, company, email, telegram FROM merges "
    "WHERE undone_at IS NULL AND winner_id BETWEEN :first AND :last"
)
_WORD = text("INSERT INTO search_words (team_id, word, client_id) VALUES (:team, :word, :client)")
_ENDING = text(
    "INSERT INTO word_endings (team_id, ending, word) VALUES (:team, :ending, :word) ON CONFLICT DO NOTHING"
)


def fill(connection: Connection) -> None:
    after = 0
    while page := connection.execute(_CLIENTS, {"after": after, "page": PAGE}).all():
        _fill_page(connection, page)
        after = page[-1].id


def _fill_page(connection: Connection, page: Sequence[Any]) -> None:
    ends = {"first": page[0].id, "last": page[-1].id}
    phones = _by_client(connection.execute(_PHONES, ends).all())
    former = _by_client(connection.execute(_FORMER, ends).all())
    found: list[dict[str, Any]] = []
    named: set[tuple[int, str]] = set()
    for client in page:
        extra = " ".join([client.email, client.telegram, *former.get(client.id, ())])
        wanted = search_words(client.name, client.company, tuple(phones.get(client.id, ())), extra)
        found += [{"team": client.team_id, "word": word, "client": client.id} for word in sorted(wanted)]
        named |= {(client.team_id, word[:KEY_LIMIT]) for word in words(f"{client.name} {client.company}")}
    connection.execute(_WORD, found)
    by_ending = [
        {"team": team, "ending": ending, "word": word}
        for team, word in sorted(named)
        for ending in endings(word)
    ]
    if by_ending:
        connection.execute(_ENDING, by_ending)


def _by_client(rows: Sequence[Any]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = {}
    for client, *values in rows:
        found.setdefault(client, []).extend(values)
    return found
