"""Recommendations: who was asked for one in which contact, and whom they have brought."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select, update

from sales.clients import Introduction, Reach, Source
from sales.contacts import Outcome
from storage import clients, newcomers
from storage.book import Book
from storage.clients import Line
from storage.errors import NotFound
from storage.schema import clients as client_rows
from storage.schema import contacts, recommendations
from storage.sql import TEAM, adding_to_team

ASKED_AFTER = (Outcome.WON, Outcome.LOST)
MOST = 10

_ADD = adding_to_team(recommendations, "contact_id", "client_id", "recommended_id", "asked_at")
_CLIENT_OF = (
    select(contacts.c.client_id, contacts.c.outcome)
    .join(client_rows, client_rows.c.id == contacts.c.client_id)
    .where(
        contacts.c.team_id == TEAM,
        contacts.c.id == bindparam("contact"),
        contacts.c.undone_at.is_(None),
        client_rows.c.erased_at.is_(None),
    )
)
_of_contact = (recommendations.c.team_id == TEAM) & (recommendations.c.contact_id == bindparam("contact"))
_OF_CONTACT = (
    select(recommendations.c.recommended_id, client_rows.c.name, client_rows.c.company)
    .outerjoin(client_rows, client_rows.c.id == recommendations.c.recommended_id)
    .where(_of_contact)
    .order_by(recommendations.c.id)
)
_FORGET_UNANSWERED = delete(recommendations).where(_of_contact, recommendations.c.recommended_id.is_(None))
_FORGET = delete(recommendations).where(_of_contact)
_MOVE = update(recommendations).where(_of_contact).values(contact_id=bindparam("other"))
_BY = (
    select(client_rows.c.id, client_rows.c.name, client_rows.c.company)
    .join(recommendations, recommendations.c.client_id == client_rows.c.id)
    .where(recommendations.c.team_id == TEAM, recommendations.c.recommended_id == bindparam("client"))
)
_WHOM = (
    select(client_rows.c.id, client_rows.c.name, client_rows.c.company)
    .join(recommendations, recommendations.c.recommended_id == client_rows.c.id)
    .where(
        recommendations.c.team_id == TEAM,
        recommendations.c.client_id == bindparam("client"),
        client_rows.c.erased_at.is_(None),
    )
    .order_by(recommendations.c.id)
    .limit(MOST)
)


def ask(book: Book, contact: int) -> None:
    """Asked, and nobody was named; to be asked again some other day."""
    client = client_of(book, contact)
    if not of_contact(book, contact):
        book.run(_ADD, contact_id=contact, client_id=client, recommended_id=None, asked_at=book.at)


def client_of(book: Book, contact: int) -> int:
    """Who may be asked in it: whoever bought or refused."""
    row = book.first(_CLIENT_OF, contact=contact)
    if row is None or Outcome(row.outcome) not in ASKED_AFTER:
        raise NotFound
    return int(row.client_id)


@dataclass(frozen=True)
class Given:
    """Who was recommended, whether they are new to the base, and whether this client counts as who named them."""

    client: int
    newly: bool
    linked: bool


def give(book: Book, contact: int, who: Introduction) -> Given:
    """A client who is known already is linked where nobody has recommended them before."""
    giver = client_of(book, contact)
    known = clients.known(book, who)
    if known is None:
        recommended = clients.add(book, who, Reach.GIVEN if who.reachable else Reach.UNKNOWN)
        clients.change(book, recommended, "source", Source.REFERRAL.value)
    else:
        recommended = known
    by = by_whom(book, recommended)
    if recommended != giver and by is None:
        book.run(_FORGET_UNANSWERED, contact=contact)
        book.run(_ADD, contact_id=contact, client_id=giver, recommended_id=recommended, asked_at=book.at)
        return Given(recommended, known is None, linked=True)
    return Given(recommended, known is None, linked=by is not None and by.id == giver)


def of_contact(book: Book, contact: int) -> list[Line | None]:
    """Whom the client named in it; None: they were asked, and named nobody."""
    rows = book.all(_OF_CONTACT, contact=contact)
    return [None if number is None else Line(number, name, company) for number, name, company in rows]


def by_whom(book: Book, client: int) -> Line | None:
    row = book.first(_BY, client=client)
    return None if row is None else Line(*row)


def whom(book: Book, client: int) -> Sequence[Line]:
    """The first of those whom a client has recommended."""
    return [Line(*row) for row in book.all(_WHOM, client=client)]


def withdraw(book: Book, contact: int) -> None:
    """With the contact go its recommendations, and those clients of whom nothing else is known."""
    named = [line.id for line in of_contact(book, contact) if line is not None]
    book.run(_FORGET, contact=contact)
    for client in named:
        if newcomers.is_untouched(book, client):
            newcomers.take_back(book, client)


def move(book: Book, contact: int, other: int) -> None:
    """The contact was corrected: what was said in it stays said."""
    book.run(_MOVE, contact=contact, other=other)
