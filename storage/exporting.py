"""What goes out in files: clients with all that is known of them, and deals, page by page."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, exists, func, or_, select

from sales.clients import AnySource
from sales.contacts import AnyChannel, Outcome
from sales.deals import Kind, State
from sales.losses import AnyReason
from storage import reasons, vocabulary
from storage.book import Book
from storage.errors import NotFound
from storage.schema import (
    clients,
    contacts,
    deals,
    loss_reasons,
    members,
    notes,
    people,
    phones,
    recontacts,
    reviews,
    tagged,
    terms,
)
from storage.sql import TEAM, among, seconds

PAGE = 200


class Talk(NamedTuple):
    """A contact that stands."""

    happened_at: int
    day: str
    author: str
    channel: AnyChannel
    outcome: Outcome
    reason: AnyReason | None
    words: str
    amount: int | None


class Known(NamedTuple):
    """A client, and all that is known of them."""

    id: int
    name: str
    company: str
    email: str
    telegram: str
    source: AnySource | None
    responsible: str
    due_at: int | None
    timed: bool
    phones: tuple[str, ...]
    tags: tuple[str, ...]
    note: str
    talks: tuple[Talk, ...]


class Deal(NamedTuple):
    id: int
    name: str
    company: str
    kind: Kind | None
    state: State
    amount: int | None
    opened_at: int
    closed_at: int | None


_CLIENTS = (
    select(
        *(clients.c[name] for name in ("id", "name", "company", "email", "telegram", "source")),
        people.c.name.label("responsible"),
        recontacts.c.due_at,
        func.coalesce(recontacts.c.timed, 0).label("timed"),
    )
    .join(members, members.c.id == clients.c.responsible_id)
    .join(people, people.c.id == members.c.person_id)
    .outerjoin(
        recontacts,
        (recontacts.c.team_id == TEAM)
        & (recontacts.c.client_id == clients.c.id)
        & (recontacts.c.state == "open"),
    )
    .where(clients.c.team_id == TEAM, clients.c.erased_at.is_(None), clients.c.id > bindparam("after"))
    .order_by(clients.c.id)
    .limit(PAGE)
)
_CLIENTS_OF = _CLIENTS.where(clients.c.responsible_id == bindparam("member"))
_ONE = _CLIENTS.where(clients.c.id == bindparam("client"))
_PHONES = (
    select(phones.c.client_id, phones.c.e164)
    .where(phones.c.team_id == TEAM, among(phones.c.client_id))
    .order_by(phones.c.e164)
)
_TAGS = (
    select(tagged.c.client_id, terms.c.name)
    .join(terms, (terms.c.team_id == TEAM) & (terms.c.id == tagged.c.term_id))
    .where(tagged.c.team_id == TEAM, among(tagged.c.client_id))
    .order_by(terms.c.place, terms.c.id)
)
_told_with = exists().where(
    contacts.c.team_id == TEAM, or_(contacts.c.words_id == notes.c.id, contacts.c.saving_id == notes.c.id)
)
_NOTES = (
    select(notes.c.client_id, notes.c.text)
    .where(notes.c.team_id == TEAM, among(notes.c.client_id), ~_told_with)
    .order_by(notes.c.id)
)
_TALKS = (
    select(
        contacts.c.client_id,
        contacts.c.happened_at,
        contacts.c.day,
        people.c.name.label("author"),
        contacts.c.channel,
        contacts.c.outcome,
        *reasons.NAMED,
        notes.c.text.label("words"),
        contacts.c.amount,
    )
    .join(members, members.c.id == contacts.c.author_id)
    .join(people, people.c.id == members.c.person_id)
    .outerjoin(reviews, reviews.c.contact_id == contacts.c.id)
    # The head's verdict counts, where there is one.
    .outerjoin(loss_reasons, loss_reasons.c.id == func.coalesce(reviews.c.reason_id, contacts.c.reason_id))
    .outerjoin(notes, notes.c.id == contacts.c.words_id)
    .where(
        contacts.c.team_id == TEAM,
        among(contacts.c.client_id),
        contacts.c.undone_at.is_(None),
        contacts.c.day >= bindparam("first_day"),
        contacts.c.day <= bindparam("last_day"),
    )
    .order_by(contacts.c.happened_at, contacts.c.id)
)
_DEALS = (
    select(
        deals.c.id,
        clients.c.name,
        clients.c.company,
        *(deals.c[name] for name in ("kind", "state", "amount", "opened_at", "closed_at")),
    )
    .join(clients, (clients.c.team_id == TEAM) & (clients.c.id == deals.c.client_id))
    .where(
        deals.c.team_id == TEAM,
        deals.c.id > bindparam("after"),
        deals.c.opened_at < bindparam("until"),
        or_(deals.c.closed_at.is_(None), deals.c.closed_at >= bindparam("since")),
    )
    .order_by(deals.c.id)
    .limit(PAGE)
)
_DEALS_OF = _DEALS.where(clients.c.responsible_id == bindparam("member"))


def clients_after(
    book: Book, after: int, first_day: str, last_day: str, member: int | None = None
) -> list[Known]:
    """A page of clients, all of the team's or one member's, with their contacts of those days."""
    rows = (
        book.all(_CLIENTS, after=after)
        if member is None
        else book.all(_CLIENTS_OF, after=after, member=member)
    )
    return _known(book, rows, first_day, last_day)


def one(book: Book, client: int, first_day: str, last_day: str) -> Known:
    """One client, with their contacts of those days."""
    found = _known(book, book.all(_ONE, after=client - 1, client=client), first_day, last_day)
    if not found:
        raise NotFound
    return found[0]


def _known(book: Book, rows: Sequence[Any], first_day: str, last_day: str) -> list[Known]:
    whose = [row.id for row in rows]
    numbers, tags, texts = (_by_client(book, each, whose) for each in (_PHONES, _TAGS, _NOTES))
    sources = vocabulary.every_source(book)
    talks = _talks(book, whose, first_day, last_day)
    return [
        Known(
            *(row.id, row.name, row.company, row.email, row.telegram),
            source=sources.get(row.source) if row.source else None,
            responsible=row.responsible,
            due_at=row.due_at,
            timed=bool(row.timed),
            phones=tuple(numbers[row.id]),
            tags=tuple(tags[row.id]),
            note="\n".join(texts[row.id]),
            talks=tuple(talks[row.id]),
        )
        for row in rows
    ]


def _by_client(book: Book, statement: Any, whose: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for client, value in book.all_among(statement, whose):
        found[client].append(value)
    return found


def _talks(book: Book, whose: Iterable[int], first_day: str, last_day: str) -> dict[int, list[Talk]]:
    channels = vocabulary.every_channel(book)
    found: dict[int, list[Talk]] = defaultdict(list)
    for row in book.all_among(_TALKS, whose, first_day=first_day, last_day=last_day):
        talk = Talk(
            *(row.happened_at, row.day, row.author, channels[row.channel], Outcome(row.outcome)),
            reason=reasons.maybe(row),
            words=row.words or "",
            amount=row.amount,
        )
        found[row.client_id].append(talk)
    return found


def deals_after(
    book: Book, after: int, since: datetime, until: datetime, member: int | None = None
) -> list[Deal]:
    """A page of deals that were open at some moment between the two."""
    values = {"after": after, "since": seconds(since), "until": seconds(until)}
    rows = book.all(_DEALS, **values) if member is None else book.all(_DEALS_OF, **values, member=member)
    return [
        Deal(
            *(row.id, row.name, row.company),
            kind=Kind(row.kind) if row.kind else None,
            state=State(row.state),
            amount=row.amount,
            opened_at=row.opened_at,
            closed_at=row.closed_at,
        )
        for row in rows
    ]
