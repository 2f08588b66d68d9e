"""The roll-up: counted in the contact's own transaction, and summed for a report."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, func, select

from sales.contacts import Outcome
from sales.figures import Tally
from sales.losses import Reason
from storage.book import Book
from storage.schema import contacts, daily, loss_reasons
from storage.sql import TEAM, adding_to_team

_KEY = ["team_id", "day", "member_id", "outcome", "reason"]
_added = adding_to_team(daily, "day", "member_id", "outcome", "reason", "contacts", "amount")
_COUNT = _added.on_conflict_do_update(
    index_elements=_KEY,
    set_={
        "contacts": daily.c.contacts + _added.excluded.contacts,
        "amount": daily.c.amount + _added.excluded.amount,
    },
)
_DROP_EMPTY = delete(daily).where(
    daily.c.team_id == TEAM, daily.c.day == bindparam("of_day"), daily.c.contacts == 0
)
_SUMS = (
    select(
        daily.c.member_id,
        daily.c.outcome,
        daily.c.reason,
        func.sum(daily.c.contacts).label("contacts"),
        func.sum(daily.c.amount).label("amount"),
    )
    .where(daily.c.team_id == TEAM, daily.c.day >= bindparam("first"), daily.c.day <= bindparam("last"))
    .group_by(daily.c.member_id, daily.c.outcome, daily.c.reason)
)
# The same from the contacts themselves, to prove the roll-up by.
_RECOUNT = (
    select(
        contacts.c.author_id.label("member_id"),
        contacts.c.outcome,
        loss_reasons.c.code.label("reason"),
        func.count().label("contacts"),
        func.sum(func.coalesce(contacts.c.amount, 0)).label("amount"),
    )
    .outerjoin(loss_reasons, loss_reasons.c.id == contacts.c.reason_id)
    .where(
        contacts.c.team_id == TEAM,
        contacts.c.undone_at.is_(None),
        contacts.c.day >= bindparam("first"),
        contacts.c.day <= bindparam("last"),
    )
    .group_by(contacts.c.author_id, contacts.c.outcome, loss_reasons.c.code)
)


def count(book: Book, day: str, member: int, outcome: Outcome, reason: Reason | None, amount: int) -> None:
    _change(book, day, member, outcome, reason, contacts=1, amount=amount)


def uncount(book: Book, day: str, member: int, outcome: Outcome, reason: Reason | None, amount: int) -> None:
    _change(book, day, member, outcome, reason, contacts=-1, amount=-amount)
    book.run(_DROP_EMPTY, of_day=day)


def _change(
    book: Book, day: str, member: int, outcome: Outcome, reason: Reason | None, *, contacts: int, amount: int
) -> None:
    book.run(
        _COUNT,
        day=day,
        member_id=member,
        outcome=outcome.value,
        reason=reason.value if reason else "",
        contacts=contacts,
        amount=amount,
    )


def by_member(book: Book, first: date, last: date) -> dict[int, Tally]:
    """Each member's counts of a period, both days included."""
    return _tallies(book.all(_SUMS, first=first.isoformat(), last=last.isoformat()))


def recounted(book: Book, first: date, last: date) -> dict[int, Tally]:
    """The same, from every single contact."""
    return _tallies(book.all(_RECOUNT, first=first.isoformat(), last=last.isoformat()))


def together(tallies: dict[int, Tally]) -> Tally:
    outcomes: dict[Outcome, int] = defaultdict(int)
    losses: dict[Reason, int] = defaultdict(int)
    for tally in tallies.values():
        for outcome, number in tally.outcomes.items():
            outcomes[outcome] += number
        for reason, number in tally.losses.items():
            losses[reason] += number
    return Tally(dict(outcomes), dict(losses), sum(tally.amount for tally in tallies.values()))


def _tallies(rows: Any) -> dict[int, Tally]:
    outcomes: dict[int, dict[Outcome, int]] = defaultdict(lambda: defaultdict(int))
    losses: dict[int, dict[Reason, int]] = defaultdict(dict)
    amounts: dict[int, int] = defaultdict(int)
    for member, outcome, reason, number, amount in rows:
        outcomes[member][Outcome(outcome)] += int(number)
        amounts[member] += int(amount)
        if reason:
            losses[member][Reason(reason)] = int(number)
    return {member: Tally(dict(outcomes[member]), losses[member], amounts[member]) for member in outcomes}
