"""Clients who may be one and the same: those whose name and company are close to a client's."""

from sqlalchemy import and_, bindparam, or_, select

from sales.clients import KEY_LIMIT
from sales.lookalikes import look_alike, probes
from storage import clients as base
from storage import search
from storage.book import Book
from storage.clients import Line
from storage.schema import clients
from storage.schema import search_keys as keys
from storage.sql import TEAM

MOST_PROBED = 100
SHOWN = 3
_LAST = "\U0010ffff"
NEVER = "\n"  # no mail or nickname of anybody
_SAME_WAY = (
    select(clients.c.id, clients.c.name, clients.c.company)
    .where(
        clients.c.team_id == TEAM,
        or_(
            and_(clients.c.email != "", clients.c.email == bindparam("email")),
            and_(clients.c.telegram != "", clients.c.telegram == bindparam("telegram")),
        ),
    )
    .order_by(clients.c.id)
    .limit(SHOWN + 1)
)
_PROBED = (
    select(clients.c.id, clients.c.name, clients.c.company)
    .join(keys, and_(keys.c.team_id == clients.c.team_id, keys.c.client_id == clients.c.id))
    .where(keys.c.team_id == TEAM, keys.c.key >= bindparam("start"), keys.c.key < bindparam("end"))
    .order_by(keys.c.key)
    .limit(MOST_PROBED)
)


def of_client(book: Book, client: int) -> list[Line]:
    """At most a few, the surest first: the same mail or nickname, all words of the name, words alike."""
    mine = base.find(book, client)
    same = [
        Line(*row) for row in book.all(_SAME_WAY, email=mine.email or NEVER, telegram=mine.telegram or NEVER)
    ]
    found = {line.id: line for line in search.search(book, mine.name).lines}
    for probe in probes(mine.name):
        for row in book.all(_PROBED, start=probe[:KEY_LIMIT], end=probe[:KEY_LIMIT] + _LAST):
            found.setdefault(row.id, Line(*row))
    alike = [one for one in found.values() if look_alike(mine.name, mine.company, one.name, one.company)]
    both = {one.id: one for one in (*same, *alike) if one.id != client}
    return [*both.values()][:SHOWN]
