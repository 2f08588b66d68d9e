"""A figure of a report opened: the contacts, or the clients, that it is counted of."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_, bindparam, exists, func, or_, select, true

from sales.clients import Reach, Source
from sales.contacts import Outcome
from sales.figures import REACHED_DAYS, Figure
from sales.losses import Group
from sales.periods import Period
from storage.book import Book
from storage.schema import clients, contacts, loss_reasons, reviews, stops
from storage.sql import TEAM

PAGE = 8
BEGINNING = 2**62


@dataclass(frozen=True)
class Entry:
    """One line of an opened figure; `outcome` None: a client, and no contact."""

    id: int  # of the contact or client, to page on after it
    client: int
    name: str
    company: str
    day: str  # of the contact; of a client when they were met
    outcome: Outcome | None = None
    amount: int | None = None


_outcome = contacts.c.outcome
_OF_CONTACTS: dict[Figure, ColumnElement[bool]] = {
    Figure.CONTACTS: true(),
    Figure.SALES: _outcome == "won",
    Figure.CONVERSION: or_(_outcome == "won", _outcome == "lost"),
    Figure.REFUSALS: _outcome == "lost",
    Figure.ERRORS: and_(_outcome == "lost", loss_reasons.c.group == Group.ERROR.value),
    Figure.REPEAT: and_(_outcome == "won", contacts.c.again == 1),
    Figure.REGAINED: and_(_outcome == "won", contacts.c.regained == 1),
    Figure.STOPS: exists().where(
        stops.c.team_id == contacts.c.team_id,
        stops.c.contact_id == contacts.c.id,
        stops.c.state == "approved",
    ),
}
_met = and_(clients.c.met_day >= bindparam("first"), clients.c.met_day <= bindparam("last"))
_OF_CLIENTS: dict[Figure, ColumnElement[bool]] = {
    Figure.CAPTURED: and_(_met, clients.c.reach != Reach.GIVEN.value),
    Figure.REFERRED: and_(_met, clients.c.source == Source.REFERRAL.value),
    Figure.BASE: and_(
        func.coalesce(clients.c.contacted_day, "") < bindparam("since"), clients.c.erased_at.is_(None)
    ),
}
_before = bindparam("before", type_=BigInteger)
_turned = contacts.alias("turned")
_day_before = (
    select(_turned.c.day).where(_turned.c.team_id == TEAM, _turned.c.id == _before).scalar_subquery()
)


def _contacts_of(which: ColumnElement[bool], *, mine: bool) -> Any:
    whose = [contacts.c.author_id == bindparam("member")] if mine else []
    later = or_(
        _before == BEGINNING,
        contacts.c.day < _day_before,
        and_(contacts.c.day == _day_before, contacts.c.id < _before),
    )
    return (
        select(
            contacts.c.id,
            contacts.c.client_id,
            clients.c.name,
            clients.c.company,
            contacts.c.day,
            contacts.c.outcome,
            contacts.c.amount,
        )
        .join(clients, clients.c.id == contacts.c.client_id)
        .outerjoin(reviews, reviews.c.contact_id == contacts.c.id)
        .outerjoin(
            loss_reasons, loss_reasons.c.id == func.coalesce(reviews.c.reason_id, contacts.c.reason_id)
        )
        .where(
            contacts.c.team_id == TEAM,
            contacts.c.undone_at.is_(None),
            contacts.c.day >= bindparam("first"),
            contacts.c.day <= bindparam("last"),
            later,
            which,
            *whose,
        )
        .order_by(contacts.c.day.desc(), contacts.c.id.desc())
        .limit(bindparam("most"))
    )


def _clients_of(which: ColumnElement[bool], *, mine: bool) -> Any:
    whose = [clients.c.created_by == bindparam("member")] if mine else []
    return (
        select(
            clients.c.id,
            clients.c.id.label("client_id"),
            clients.c.name,
            clients.c.company,
            clients.c.met_day,
        )
        .where(clients.c.team_id == TEAM, clients.c.id < _before, which, *whose)
        .order_by(clients.c.id.desc())
        .limit(bindparam("most"))
    )


_STATEMENTS = {
    (figure, mine): build(which, mine=mine)
    for mine in (False, True)
    for build, figures in ((_contacts_of, _OF_CONTACTS), (_clients_of, _OF_CLIENTS))
    for figure, which in figures.items()
}


def page(
    book: Book, figure: Figure, period: Period, member: int | None = None, before: int = 0, most: int = PAGE
) -> tuple[list[Entry], bool]:
    """The latest first, from after the one given, and whether there are more; of one member or of all."""
    since = book.today - timedelta(days=REACHED_DAYS - 1)
    rows = book.all(
        _STATEMENTS[figure, member is not None],
        first=period.first.isoformat(),
        last=period.last.isoformat(),
        since=since.isoformat(),
        member=member,
        before=before or BEGINNING,
        most=most + 1,
    )
    return [_as_entry(row) for row in rows[:most]], len(rows) > most


def _as_entry(row: Any) -> Entry:
    entry, client, name, company, day, *kept = row
    if not kept:
        return Entry(entry, client, name, company, day)
    outcome, amount = kept
    return Entry(entry, client, name, company, day, Outcome(outcome), amount)
