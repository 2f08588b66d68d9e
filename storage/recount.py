"""Everything that is kept by counting, counted again from the contacts and clients: where the two differ."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, Table, Text, and_, bindparam, cast, func, literal, or_, select, union_all

from sales.clientless import Fact
from sales.hours import week_of
from storage.rollups import COUNTED
from storage.schema import (
    clientless,
    clients,
    contacts,
    daily,
    leads,
    loss_reasons,
    reviews,
    teams,
    touched,
    trend,
    weekly,
)
from storage.sql import TEAM
from storage.tx import Tx


@dataclass(frozen=True)
class Difference:
    """What is kept under a key and what was counted, where the two are not the same."""

    table: str
    key: tuple[Any, ...]
    kept: dict[str, Any]
    counted: dict[str, Any]


@dataclass(frozen=True)
class Check:
    """A roll-up beside its recount."""

    table: str
    keys: int
    counts: tuple[str, ...]
    statement: Any

    def differences(self, tx: Tx, team: int, **within: str) -> list[Difference]:
        found = []
        for row in tx.all(self.statement, team=team, **within):
            key, sums = tuple(row[: self.keys]), [int(each) for each in row[self.keys :]]
            kept = dict(zip(self.counts, sums[: len(self.counts)], strict=True))
            counted = dict(zip(self.counts, sums[len(self.counts) :], strict=True))
            unlike = {name for name in kept if kept[name] != counted[name]}
            found.append(
                Difference(
                    self.table,
                    key,
                    {name: number for name, number in kept.items() if name in unlike},
                    {name: number for name, number in counted.items() if name in unlike},
                )
            )
        return found


def _beside(
    table: Table, keys: tuple[str, ...], counts: tuple[str, ...], recount: Select[*tuple[Any, ...]]
) -> Check:
    """The recount has the keys and then the counts; `first` and `last` confine both to a period."""
    counted = recount.subquery()
    kept_rows = select(
        *(table.c[key].label(key) for key in keys),
        *(table.c[count].label(f"kept_{count}") for count in counts),
        *(literal(0).label(f"counted_{count}") for count in counts),
    ).where(table.c.team_id == TEAM, _within(table.c[keys[0]]))
    counted_rows = select(
        *(counted.c[key] for key in keys),
        *(literal(0) for _count in counts),
        *(counted.c[count] for count in counts),
    )
    both = union_all(kept_rows, counted_rows).subquery()
    kept = [func.sum(both.c[f"kept_{count}"]) for count in counts]
    again = [func.sum(both.c[f"counted_{count}"]) for count in counts]
    by = [both.c[key] for key in keys]
    unlike = or_(*(one != other for one, other in zip(kept, again, strict=True)))
    statement = select(*by, *kept, *again).group_by(*by).having(unlike).order_by(*by)
    return Check(table.name, len(keys), counts, statement)


def _within(column: Any) -> Any:
    return and_(column >= bindparam("first"), column <= bindparam("last"))


def _contacts_by(**keys: Any) -> Select[Any]:
    """The contacts of a period that stand, refusals under the head's verdict where there is one."""
    amount = func.coalesce(contacts.c.amount, 0)
    by = {**keys, "outcome": contacts.c.outcome, "reason": func.coalesce(loss_reasons.c.code, "")}
    return (
        select(
            *(expression.label(name) for name, expression in by.items()),
            func.count().label("contacts"),
            func.sum(amount).label("amount"),
            func.sum(contacts.c.again).label("again"),
            func.sum(contacts.c.again * amount).label("again_amount"),
            func.sum(contacts.c.regained).label("regained"),
            func.sum(contacts.c.regained * amount).label("regained_amount"),
        )
        .outerjoin(reviews, reviews.c.contact_id == contacts.c.id)
        .outerjoin(
            loss_reasons, loss_reasons.c.id == func.coalesce(reviews.c.reason_id, contacts.c.reason_id)
        )
        .where(contacts.c.team_id == TEAM, contacts.c.undone_at.is_(None), _within(contacts.c.day))
        .group_by(*by.values())
    )


def _leads() -> Any:
    """New clients, and those let go without being written down."""
    met = select(
        clients.c.met_day.label("day"),
        clients.c.created_by.label("member_id"),
        func.coalesce(clients.c.source, "").label("source"),
        clients.c.reach.label("reach"),
    ).where(clients.c.team_id == TEAM, _within(clients.c.met_day))
    missed = select(
        clientless.c.day, clientless.c.member_id, func.coalesce(clientless.c.source, ""), literal("")
    ).where(
        clientless.c.team_id == TEAM,
        clientless.c.fact == Fact.MISSED.value,
        clientless.c.undone_at.is_(None),
        _within(clientless.c.day),
    )
    both = union_all(met, missed).subquery()
    return select(*both.c, func.count().label("clients")).group_by(*both.c)


_monday = cast(bindparam("first"), Text)  # a week is counted from its Monday to its Sunday
OF_A_WEEK = (
    _beside(
        daily,
        ("day", "member_id", "outcome", "reason"),
        COUNTED,
        _contacts_by(day=contacts.c.day, member_id=contacts.c.author_id),
    ),
    _beside(
        weekly,
        ("monday", "member_id", "outcome", "reason"),
        COUNTED,
        _contacts_by(monday=_monday, member_id=contacts.c.author_id),
    ),
    _beside(trend, ("monday", "outcome", "reason"), COUNTED, _contacts_by(monday=_monday)),
    _beside(
        leads,
        ("day", "member_id", "source", "reach"),
        ("clients",),
        _leads(),
    ),
)
_contacted = func.coalesce(clients.c.contacted_day, "")
OF_THE_BASE = _beside(
    touched,
    ("day",),
    ("clients",),
    select(_contacted.label("day"), func.count().label("clients"))
    .where(clients.c.team_id == TEAM, clients.c.erased_at.is_(None), _within(_contacted))
    .group_by(_contacted),
)
_TEAMS = select(teams.c.id).order_by(teams.c.id)
_CONTACTS = select(func.count()).where(contacts.c.team_id == TEAM, contacts.c.undone_at.is_(None))
# Every day of which anything is known or kept.
_ENDS = [
    select(func.min(column), func.max(column)).where(column.table.c.team_id == TEAM, column != "")
    for column in (
        *(contacts.c.day, daily.c.day, weekly.c.monday, trend.c.monday),
        *(clients.c.met_day, leads.c.day),
    )
]
ALWAYS = {"first": "", "last": "9999-12-31"}


def all_teams(tx: Tx) -> list[int]:
    return [row.id for row in tx.all(_TEAMS)]


def how_many(tx: Tx, team: int) -> int:
    """The team's contacts that stand."""
    return int(tx.value(_CONTACTS, team=team))


def mondays(tx: Tx, team: int) -> list[str]:
    """Every week of the team's in which anything is known or kept."""
    ends = [day for statement in _ENDS for day in (tx.first(statement, team=team) or ()) if day]
    if not ends:
        return []
    monday, last = week_of(date.fromisoformat(min(ends)))[0], date.fromisoformat(max(ends))
    return [(monday + timedelta(weeks=number)).isoformat() for number in range((last - monday).days // 7 + 1)]


def of_a_week(tx: Tx, team: int, monday: str) -> list[Difference]:
    sunday = (date.fromisoformat(monday) + timedelta(days=6)).isoformat()
    within = {"first": monday, "last": sunday}
    return [difference for check in OF_A_WEEK for difference in check.differences(tx, team, **within)]


def of_the_base(tx: Tx, team: int) -> list[Difference]:
    return OF_THE_BASE.differences(tx, team, **ALWAYS)
