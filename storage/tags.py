"""Which clients have which of the team's tags."""

from sqlalchemy import and_, bindparam, delete, select

from sales.vocabulary import List, Own
from storage import clients as base
from storage.book import Book
from storage.clients import Line
from storage.schema import clients, tagged, terms
from storage.search import PAGE, Page
from storage.sql import TEAM, adding_to_team
from storage.vocabulary import word

_PUT_ON = adding_to_team(tagged, "client_id", "term_id").on_conflict_do_nothing(
    index_elements=["team_id", "client_id", "term_id"]
)
_TAKE_OFF = delete(tagged).where(
    tagged.c.team_id == TEAM, tagged.c.client_id == bindparam("client"), tagged.c.term_id == bindparam("tag")
)
_OF_CLIENT = (
    select(terms.c.id, terms.c.code, terms.c.name)
    .join(tagged, and_(tagged.c.team_id == terms.c.team_id, tagged.c.term_id == terms.c.id))
    .where(terms.c.team_id == TEAM, tagged.c.client_id == bindparam("client"))
    .order_by(terms.c.place, terms.c.id)
)
_CLIENTS = (
    select(clients.c.id, clients.c.name, clients.c.company)
    .join(tagged, and_(tagged.c.team_id == clients.c.team_id, tagged.c.client_id == clients.c.id))
    .where(tagged.c.team_id == TEAM, tagged.c.term_id == bindparam("tag"), clients.c.id > bindparam("after"))
    .order_by(clients.c.id)
    .limit(PAGE + 1)
)


def of_client(book: Book, client: int) -> dict[int, Own]:
    return {row.id: Own(row.code, row.name) for row in book.all(_OF_CLIENT, client=client)}


def toggle(book: Book, client: int, tag: int) -> None:
    """Put it on, or take it off."""
    base.line(book, client)
    base.edited(book, client)
    number = word(book, List.TAGS, tag).id
    if not book.run(_TAKE_OFF, client=client, tag=number):
        book.run(_PUT_ON, client_id=client, term_id=number)


def clients_with(book: Book, tag: int, after: int = 0) -> Page:
    rows = book.all(_CLIENTS, tag=word(book, List.TAGS, tag).id, after=after)
    return Page([Line(*row) for row in rows[:PAGE]], len(rows) > PAGE)
