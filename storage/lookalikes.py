"""Clients who may be one and the same: those whose name and company are close to a client's."""

from sqlalchemy import and_, bindparam, or_, select

from sales.lookalikes import look_alike, probes
from storage import clients as base
from storage import search
from storage.book import Book
from storage.clients import Line
from storage.schema import clients
from storage.search_steps import Middle, Start
from storage.sql import TEAM

MOST_PROBED = 100
SHOWN = 3
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


def of_client(book: Book, client: int) -> list[Line]:
    """At most a few, the surest first: the same mail or nickname, all words of the name, words alike."""
    mine = base.find(book, client)
    same = [
        Line(*row) for row in book.all(_SAME_WAY, email=mine.email or NEVER, telegram=mine.telegram or NEVER)
    ]
    found = {line.id: line for line in search.search(book, mine.name).lines}
    for probe in probes(mine.name):
        for step in (Start(probe, ()), Middle(probe, (), last_resort=False)):
            found |= {line.id: line for line in step.look(book, (), MOST_PROBED, None)}
    alike = [one for one in found.values() if look_alike(mine.name, mine.company, one.name, one.company)]
    both = {one.id: one for one in (*same, *alike) if one.id != client}
    return [*both.values()][:SHOWN]
