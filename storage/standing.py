"""A client's row: what their contacts add up to, kept in the transaction of each contact."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select, update

from sales.contacts import Outcome
from sales.dormant import RHYTHM_FROM, dormant_from, waits_from, worth
from storage import rollups
from storage.book import Book
from storage.errors import NotFound
from storage.rollups import Counted
from storage.schema import clients, contacts, stops, teams
from storage.sql import TEAM, instant, seconds

PAGE = 500

_one = and_(clients.c.team_id == TEAM, clients.c.id == bindparam("client"))
# Whoever changes what a client's contacts add up to waits for whoever is doing so already.
_HOLD = select(clients.c.id).where(_one, clients.c.erased_at.is_(None)).with_for_update()
_CLIENT = select(clients.c.contacted_day, clients.c.import_id, clients.c.created_at).where(_one)
_standing = and_(
    contacts.c.team_id == TEAM,
    contacts.c.client_id == bindparam("client"),
    contacts.c.undone_at.is_(None),
)
_won, _lost = contacts.c.outcome == "won", contacts.c.outcome == "lost"
_SUMS = select(
    func.max(contacts.c.day).label("day"),
    func.count().filter(contacts.c.outcome != "no_answer").label("talks"),
    func.count().filter(_won).label("sales"),
    func.coalesce(func.sum(contacts.c.amount).filter(_won), 0).label("revenue"),
    func.min(contacts.c.happened_at).filter(_won).label("first_sale_at"),
    func.max(contacts.c.happened_at).filter(_won).label("last_sale_at"),
    func.min(contacts.c.day).filter(_won).label("first_won"),
    func.min(contacts.c.day).filter(_lost).label("first_lost"),
).where(_standing)
_LAST = (
    select(contacts.c.id, contacts.c.outcome, contacts.c.happened_at)
    .where(_standing)
    .order_by(contacts.c.happened_at.desc(), contacts.c.id.desc())
    .limit(1)
)
_KEPT = (
    *("last_outcome", "last_contact_at", "contacted_day", "sales", "revenue"),
    *("first_sale_at", "last_sale_at", "worth", "dormant_at", "stopped_at"),
)
# Given up as long as the refusal for which that was agreed to is the last contact.
_STOPPED_AT = select(stops.c.decided_at).where(
    stops.c.team_id == TEAM, stops.c.contact_id == bindparam("contact"), stops.c.state == "approved"
)
_KEEP = (
    update(clients)
    .where(_one)
    .values({name: bindparam(f"new_{name}") for name in _KEPT})
    .values(
        touched_at=func.coalesce(
            bindparam("new_last_contact_at", type_=clients.c.touched_at.type), clients.c.created_at
        )
    )
)
# A sale's marks say whether an earlier day saw a sale, or a refusal; empty: no day did.
_again, _regained = contacts.c.day > bindparam("first_won"), contacts.c.day > bindparam("first_lost")
_WRONGLY_MARKED = select(
    contacts.c.id,
    contacts.c.author_id,
    contacts.c.day,
    contacts.c.amount,
    contacts.c.again,
    contacts.c.regained,
).where(
    _standing,
    _won,
    or_(
        (contacts.c.again == 1) != _again,
        (contacts.c.regained == 1) != _regained,
    ),
)
_MARK = (
    update(contacts)
    .where(contacts.c.team_id == TEAM, contacts.c.id == bindparam("contact"))
    .values(again=bindparam("is_again"), regained=bindparam("is_regained"))
)
_PURCHASES = select(contacts.c.day).where(_standing, _won).distinct()
NEVER = "9999-12-31"
_LIMIT = select(teams.c.dormant_days).where(teams.c.id == TEAM)
_REDATE = (
    update(clients)
    .where(
        clients.c.team_id == TEAM,
        clients.c.dormant_at.is_not(None),
        clients.c.last_contact_at.is_not(None),
        clients.c.sales < RHYTHM_FROM,
    )
    .values(dormant_at=clients.c.last_contact_at + bindparam("patience"))
)
_OFTEN_BUYING = (
    select(clients.c.id, clients.c.last_contact_at)
    .where(clients.c.team_id == TEAM, clients.c.id > bindparam("after"), clients.c.sales >= RHYTHM_FROM)
    .order_by(clients.c.id)
    .limit(PAGE)
)
_DATE = update(clients).where(_one).values(dormant_at=bindparam("at"))


def hold(book: Book, client: int) -> None:
    """Let nobody else change the client's contacts until this transaction ends."""
    if book.value(_HOLD, client=client) is None:
        raise NotFound


def last(book: Book, client: int) -> Any:
    """The client's last contact that stands."""
    return book.first(_LAST, client=client)


def follow(book: Book, client: int) -> None:
    """A contact was recorded or taken back: all that follows from the client's contacts follows."""
    sums, newest = book.first(_SUMS, client=client), last(book, client)
    before = book.first(_CLIENT, client=client)
    if before is None:
        raise NotFound
    assert sums is not None
    rollups.touch(book, before.contacted_day, sums.day)
    imported_at = None if before.import_id is None else instant(before.created_at)
    first, latest = instant(sums.first_sale_at), instant(sums.last_sale_at)
    book.run(
        _KEEP,
        client=client,
        new_last_outcome=newest and newest.outcome,
        new_last_contact_at=newest and newest.happened_at,
        new_contacted_day=sums.day,
        new_sales=sums.sales,
        new_revenue=int(sums.revenue),
        new_first_sale_at=sums.first_sale_at,
        new_last_sale_at=sums.last_sale_at,
        new_worth=worth(sums.sales, int(sums.revenue), first, latest),
        new_dormant_at=_dormant_at(book, client, sums, newest and newest.happened_at, imported_at),
        new_stopped_at=_stopped_at(book, newest),
    )
    if sums.sales:
        _remark(book, client, sums.first_won, sums.first_lost or NEVER)


def _stopped_at(book: Book, newest: Any) -> int | None:
    if newest is None or newest.outcome != Outcome.LOST:
        return None
    stopped = book.value(_STOPPED_AT, contact=newest.id)
    return None if stopped is None else int(stopped)


def _dormant_at(
    book: Book, client: int, sums: Any, last_touch: int | None, imported_at: datetime | None
) -> int | None:
    waits = waits_from(
        instant(last_touch),
        _purchases(book, client, sums.sales),
        book.team.rules.dormant_days,
        talked=bool(sums.talks),
        imported_at=imported_at,
    )
    return None if waits is None else seconds(waits)


def _date(last_touch: int, purchases: Sequence[date], limit: int) -> int:
    moment = instant(last_touch)
    assert moment is not None
    return seconds(dormant_from(moment, purchases, limit))


def _purchases(book: Book, client: int, sales: int) -> list[date]:
    """The days of the client's purchases, where they can make a rhythm."""
    if sales < RHYTHM_FROM:
        return []
    return [date.fromisoformat(day) for (day,) in book.all(_PURCHASES, client=client)]


def _remark(book: Book, client: int, first_won: str, first_lost: str) -> None:
    """Mark the client's sales anew; the roll-ups follow. As a rule it is the one just recorded."""
    for row in book.all(_WRONGLY_MARKED, client=client, first_won=first_won, first_lost=first_lost):
        again, regained = row.day > first_won, row.day > first_lost
        book.run(_MARK, contact=row.id, is_again=int(again), is_regained=int(regained))
        sale = Counted(
            *(row.day, row.author_id, Outcome.WON, None, row.amount), bool(row.again), bool(row.regained)
        )
        rollups.remark(book, sale, again=again, regained=regained)


def redate(book: Book) -> None:
    """The team's limit of silence has changed: everyone without a rhythm of their own is dated by it."""
    limit = int(book.value(_LIMIT))
    book.run(_REDATE, patience=limit * 24 * 60 * 60)
    after = 0
    while page := book.all(_OFTEN_BUYING, after=after):
        for client, last_touch in page:
            dormant_at = _date(last_touch, _purchases(book, client, RHYTHM_FROM), limit)
            book.run(_DATE, client=client, at=dormant_at)
        after = page[-1].id
