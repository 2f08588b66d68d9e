"""What a report is made of, summed from the roll-ups: a period costs the same however many contacts it holds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, func, literal, select

from sales.clients import AnySource, Reach
from sales.contacts import Outcome
from sales.figures import REACHED_DAYS, Tally, Week
from sales.hours import week_of
from sales.leads import Leads, all_leads, spent_within
from sales.losses import AnyReason
from sales.shares import Share
from storage import reasons, vocabulary
from storage.book import Book
from storage.rollups import COUNTED
from storage.schema import daily, leads, spend, touched, trend, weekly
from storage.sql import TEAM


def _within(table: Table, period: str, *, member: bool) -> list[ColumnElement[bool]]:
    column = table.c[period]
    whose = [table.c.member_id == bindparam("member")] if member else []
    return [table.c.team_id == TEAM, column >= bindparam("first"), column <= bindparam("last"), *whose]


def _counting(table: Table, period: str, *told_apart: str, member: bool = False) -> tuple[Any, Any]:
    """Of one day or week alone, where nothing has to be added up; and of several."""
    keys, counts = [table.c[name] for name in told_apart], [table.c[name] for name in COUNTED]
    within = _within(table, period, member=member)
    sums = select(*keys, *(func.sum(count).label(count.name) for count in counts)).where(*within)
    return (
        select(*keys, *counts).where(*within).order_by(table.c[period], *keys),
        sums.group_by(*keys).order_by(*keys),
    )


def _by_week(table: Table, *, member: bool = False) -> tuple[Any, Any]:
    """Refusals, whatever their reason; and all else, which stands in one row of a week already."""
    within = _within(table, "monday", member=member)
    nothing = [literal(0).label(name) for name in COUNTED[1:]]
    refused = select(
        table.c.monday,
        literal(Outcome.LOST.value).label("outcome"),
        func.sum(table.c.contacts).label("contacts"),
        *nothing,
    )
    others = select(table.c.monday, table.c.outcome, *(table.c[name] for name in COUNTED))
    return (
        refused.where(*within, table.c.reason != "").group_by(table.c.monday),
        others.where(*within, table.c.reason == ""),
    )


# Of days, and of whole weeks: each member's, all members' together, one's alone.
_PERIODS = ((daily, "day"), (weekly, "monday"))
_EACH = tuple(_counting(*table, "member_id", "outcome", "reason") for table in _PERIODS)
_TEAM = tuple(_counting(*table, "outcome", "reason") for table in ((daily, "day"), (trend, "monday")))
_ONE = tuple(_counting(*table, "outcome", "reason", member=True) for table in _PERIODS)
_BY_WEEK, _BY_WEEK_OF_ONE = _by_week(trend), _by_week(weekly, member=True)
_LEADS = (
    select(leads.c.member_id, leads.c.source, leads.c.reach, func.sum(leads.c.clients))
    .where(leads.c.team_id == TEAM, leads.c.day >= bindparam("first"), leads.c.day <= bindparam("last"))
    .group_by(leads.c.member_id, leads.c.source, leads.c.reach)
    .order_by(leads.c.member_id, leads.c.source, leads.c.reach)
)
_SPEND = select(spend.c.source, spend.c.month, spend.c.amount).where(
    spend.c.team_id == TEAM, spend.c.month >= bindparam("first"), spend.c.month <= bindparam("last")
)
_BASE = select(func.coalesce(func.sum(touched.c.clients), 0)).where(touched.c.team_id == TEAM)
_REACHED = _BASE.where(touched.c.day >= bindparam("since"))


def by_member(book: Book, first: date, last: date) -> dict[int, Tally]:
    """Each member's counts of a period, both days included."""
    rows = sorted(_rows(book, _EACH, first, last), key=lambda row: int(row[0]))
    named = reasons.every(book)
    return {
        member: tally((row[1:] for row in of_member), named)
        for member, of_member in groupby(rows, key=lambda row: row[0])
    }


def _rows(book: Book, statements: tuple[Any, ...], first: date, last: date, **whose: int) -> list[Any]:
    """Of a period's whole weeks, and of the days before and after them."""
    by_day, by_week = statements
    monday = week_of(first + timedelta(days=6))[0]
    after = week_of(last + timedelta(days=1))[0]
    day = timedelta(days=1)
    if monday >= after:
        pieces = [(by_day, first, last, 1)]
    else:
        pieces = [
            (by_day, first, monday - day, 1),
            (by_week, monday, after - day, 7),
            (by_day, after, last, 1),
        ]
    return [
        row
        for (alone, several), begin, end, long in pieces
        if begin <= end
        for row in book.all(
            alone if (end - begin).days < long else several,
            first=begin.isoformat(),
            last=end.isoformat(),
            **whose,
        )
    ]


def period(book: Book, first: date, last: date, member: int | None = None) -> Tally:
    """The whole team's counts of a period, or one member's; both days included."""
    whose = {} if member is None else {"member": member}
    return tally(_rows(book, _ONE if whose else _TEAM, first, last, **whose), reasons.every(book))


def weeks(book: Book, monday: date, count: int, member: int | None = None) -> list[Week]:
    """So many weeks from a Monday on, the whole team's or one member's; those without a contact too.

    Refusals are counted and not told apart: three years of reasons are far more rows than anybody looks at.
    """
    mondays = [monday + timedelta(weeks=number) for number in range(count)]
    within = {"first": mondays[0].isoformat(), "last": mondays[-1].isoformat()}
    whose = {} if member is None else {"member": member}
    found: dict[str, list[Any]] = defaultdict(list)
    for statement in _BY_WEEK_OF_ONE if whose else _BY_WEEK:
        for start, outcome, *counts in book.all(statement, **within, **whose):
            found[start].append((outcome, "", *counts))
    return [Week(each, tally(found[each.isoformat()], {})) for each in mondays]


def leads_by_member(book: Book, first: date, last: date) -> dict[int, Leads]:
    """New leads of a period by who met them, or missed them."""
    found: dict[int, dict[tuple[AnySource | None, Reach | None], int]] = defaultdict(dict)
    named = vocabulary.every_source(book)
    for member, source, reach, number in book.all(_LEADS, first=first.isoformat(), last=last.isoformat()):
        key = named[source] if source else None, Reach(reach) if reach else None
        found[member][key] = int(number)
    return {member: Leads(counts) for member, counts in found.items()}


def new_leads(book: Book, first: date, last: date, member: int | None = None) -> Leads:
    """New leads of a period, the whole team's or one member's."""
    found = leads_by_member(book, first, last)
    return all_leads(found.values()) if member is None else found.get(member, Leads())


def spent(book: Book, first: date, last: date) -> dict[AnySource, int]:
    """What the sources cost in a period, where it is known."""
    named = vocabulary.every_source(book)
    months: dict[AnySource, dict[str, int]] = defaultdict(dict)
    for source, month, amount in book.all(_SPEND, first=first.isoformat()[:7], last=last.isoformat()[:7]):
        months[named[source]][month] = amount
    return {source: spent_within(amounts, first, last) for source, amounts in months.items()}


def base_reached(book: Book, days: int = REACHED_DAYS) -> Share:
    """The clients with a contact within so many days, today included, of all clients."""
    since = book.today - timedelta(days=days - 1)
    return Share(int(book.value(_REACHED, since=since.isoformat())), int(book.value(_BASE)))


def tally(rows: Iterable[Any], named: Mapping[str, AnyReason]) -> Tally:
    """Rows of outcome, reason and what is counted, as one; `named` has the reasons by code."""
    outcomes: dict[Outcome, int] = defaultdict(int)
    losses: dict[AnyReason, int] = defaultdict(int)
    sums = [0] * (len(COUNTED) - 1)
    for outcome, reason, number, *money in rows:
        outcomes[Outcome(outcome)] += int(number)
        if reason:
            losses[named[reason]] += int(number)
        sums = [so_far + int(one) for so_far, one in zip(sums, money, strict=True)]
    return Tally(dict(outcomes), dict(losses), *sums)
