"""Clients' rows counted again: what each one's contacts add up to, and how their sales are marked."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, or_, select

from sales.dormant import waits_from, worth
from storage import recount_ways
from storage.recount import Difference
from storage.schema import clients, contacts, stops, teams
from storage.sql import TEAM, instant, seconds
from storage.tx import Tx

PAGE = 500
KEPT = (
    *("last_contact_at", "contacted_day", "sales", "revenue", "first_sale_at", "last_sale_at"),
    *("worth", "dormant_at", "stopped_at"),
)
_PAGE = (
    select(clients.c.id, clients.c.import_id, clients.c.created_at, *(clients.c[name] for name in KEPT))
    .where(clients.c.team_id == TEAM, clients.c.erased_at.is_(None), clients.c.id > bindparam("after"))
    .order_by(clients.c.id)
    .limit(PAGE)
)
_theirs = and_(
    contacts.c.team_id == TEAM,
    contacts.c.client_id >= bindparam("first"),
    contacts.c.client_id <= bindparam("last"),
    contacts.c.undone_at.is_(None),
)
_TOUCHES = (
    select(
        contacts.c.client_id,
        func.max(contacts.c.happened_at),
        func.max(contacts.c.day),
        func.count().filter(contacts.c.outcome != "no_answer"),
        func.min(contacts.c.day).filter(contacts.c.outcome == "lost"),
    )
    .where(_theirs)
    .group_by(contacts.c.client_id)
)
_SALES = select(
    contacts.c.client_id,
    contacts.c.id,
    contacts.c.day,
    contacts.c.happened_at,
    contacts.c.amount,
    contacts.c.again,
    contacts.c.regained,
).where(_theirs, contacts.c.outcome == "won")
# The newest contact of each, and when it was agreed that it is the last.
_newest = contacts.alias("newest")
_STOPPED = (
    select(stops.c.client_id, stops.c.decided_at)
    .join(contacts, contacts.c.id == stops.c.contact_id)
    .where(
        _theirs,
        stops.c.state == "approved",
        ~exists().where(
            _newest.c.team_id == TEAM,
            _newest.c.client_id == contacts.c.client_id,
            _newest.c.undone_at.is_(None),
            or_(
                _newest.c.happened_at > contacts.c.happened_at,
                and_(_newest.c.happened_at == contacts.c.happened_at, _newest.c.id > contacts.c.id),
            ),
        ),
    )
)
_LIMIT = select(teams.c.dormant_days).where(teams.c.id == TEAM)


def of_clients(tx: Tx, team: int, after: int) -> tuple[int | None, list[Difference]]:
    """The differences of one page of clients, and after whom the next page begins."""
    page = tx.all(_PAGE, team=team, after=after)
    if not page:
        return None, []
    theirs = {"team": team, "first": page[0].id, "last": page[-1].id}
    touches = {row[0]: row for row in tx.all(_TOUCHES, **theirs)}
    sales: dict[int, list[Any]] = defaultdict(list)
    for sale in tx.all(_SALES, **theirs):
        sales[sale.client_id].append(sale)
    stopped = {row.client_id: row.decided_at for row in tx.all(_STOPPED, **theirs)}
    limit = int(tx.value(_LIMIT, team=team))
    found = []
    for row in page:
        bought, touch = sales[row.id], touches.get(row.id)
        imported_at = None if row.import_id is None else instant(row.created_at)
        counted = {**_counted(touch, bought, limit, imported_at), "stopped_at": stopped.get(row.id)}
        found += _unlike("clients", row.id, dict(zip(KEPT, row[3:], strict=True)), counted)
        found += _marks(bought, touch and touch[4])
    return page[-1].id, found + recount_ways.of_clients(tx, **theirs)


def _counted(touch: Any, bought: Sequence[Any], limit: int, imported_at: datetime | None) -> dict[str, Any]:
    _client, touched_at, day, talks, _refused = touch or (None,) * 5
    moments = [sale.happened_at for sale in bought]
    revenue, days = sum(sale.amount for sale in bought), [date.fromisoformat(sale.day) for sale in bought]
    first, last = min(moments, default=None), max(moments, default=None)
    waits = waits_from(instant(touched_at), days, limit, talked=bool(talks), imported_at=imported_at)
    return {
        "last_contact_at": touched_at,
        "contacted_day": day,
        "sales": len(bought),
        "revenue": revenue,
        "first_sale_at": first,
        "last_sale_at": last,
        "worth": worth(len(bought), revenue, instant(first), instant(last)),
        "dormant_at": None if waits is None else seconds(waits),
    }


def _marks(bought: Sequence[Any], refused: str | None) -> list[Difference]:
    first = min((sale.day for sale in bought), default="")
    found = []
    for sale in bought:
        kept = {"again": sale.again, "regained": sale.regained}
        counted = {"again": int(sale.day > first), "regained": int(bool(refused) and sale.day > refused)}
        found += _unlike("contacts", sale.id, kept, counted)
    return found


def _unlike(table: str, row: int, kept: Mapping[str, Any], counted: Mapping[str, Any]) -> list[Difference]:
    unlike = [name for name in kept if kept[name] != counted[name]]
    if not unlike:
        return []
    return [
        Difference(
            table, (row,), {name: kept[name] for name in unlike}, {name: counted[name] for name in unlike}
        )
    ]
