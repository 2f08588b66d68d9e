"""Whom a manager may call next: what is due to them, and those gone silent."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, case, func, select

from sales.contacts import Outcome
from sales.hours import start_of_day
from sales.losses import AnyReason
from sales.next_calls import Call, Candidate, next_five
from storage import dormant, reasons
from storage.agenda import end_of_today
from storage.book import Book
from storage.schema import clients, contacts, loss_reasons, phones, recontacts, reviews
from storage.sql import TEAM, instant, seconds

MOST_DUE = 200


@dataclass(frozen=True)
class Next:
    """Somebody to call, with what an opening line is made of."""

    call: Call
    name: str
    company: str
    phone: str
    reason: AnyReason | None  # why they refused, if that was the last word


_known = (clients.c.id, clients.c.last_outcome)
# However much is overdue, an hour agreed for today is among them.
_agreed = and_(recontacts.c.timed == 1, recontacts.c.due_at >= bindparam("since"))
_DUE = (
    select(*_known, recontacts.c.due_at, recontacts.c.timed, clients.c.worth)
    .join(recontacts, recontacts.c.client_id == clients.c.id)
    .where(
        recontacts.c.team_id == TEAM,
        recontacts.c.state == "open",
        recontacts.c.responsible_id == bindparam("member"),
        recontacts.c.due_at < bindparam("until"),
    )
    .order_by(case((_agreed, 0), else_=1), recontacts.c.due_at, recontacts.c.id)
    .limit(MOST_DUE)
)
_WHO = select(
    clients.c.name,
    clients.c.company,
    select(func.min(phones.c.e164))
    .where(phones.c.team_id == TEAM, phones.c.client_id == clients.c.id)
    .scalar_subquery()
    .label("phone"),
).where(clients.c.team_id == TEAM, clients.c.id == bindparam("client"))
_REASON = (
    select(*reasons.NAMED)
    .select_from(contacts)
    .outerjoin(reviews, reviews.c.contact_id == contacts.c.id)
    .join(loss_reasons, loss_reasons.c.id == func.coalesce(reviews.c.reason_id, contacts.c.reason_id))
    .where(
        contacts.c.team_id == TEAM,
        contacts.c.client_id == bindparam("client"),
        contacts.c.outcome == "lost",
        contacts.c.undone_at.is_(None),
    )
    .order_by(contacts.c.happened_at.desc(), contacts.c.id.desc())
    .limit(1)
)


def five(book: Book) -> list[Next]:
    """The caller's next five to call."""
    since = seconds(start_of_day(book.today, book.zone))
    due = book.all(_DUE, member=book.me.id, since=since, until=end_of_today(book))
    silent = [
        Candidate(one.client, one.last_outcome, None, worth=one.worth) for one in dormant.offer_today(book)
    ]
    calls = next_five([*map(_candidate, due), *silent], book.today, book.zone)
    return [_as_next(book, call) for call in calls]


def _candidate(row: Any) -> Candidate:
    client, outcome, due_at, timed, worth = row
    return Candidate(client, Outcome(outcome) if outcome else None, instant(due_at), bool(timed), worth)


def _as_next(book: Book, call: Call) -> Next:
    who = book.first(_WHO, client=call.candidate.client)
    assert who is not None
    lost = call.candidate.last_outcome is Outcome.LOST
    row = book.first(_REASON, client=call.candidate.client) if lost else None
    return Next(call, who.name, who.company, who.phone or "", row and reasons.as_reason(*row))
