"""Contacts: one function records one, whatever entrance it came by, and one takes it back."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, func, select, update

from sales.contacts import Draft, Outcome
from sales.errors import (
    AlreadyUndone,
    DateInPast,
    DraftIncoherent,
    NotYours,
    ReasonMissing,
    TooLate,
)
from sales.losses import Reason
from storage import deals, figures, notes, reasons, recontacts
from storage.book import Book
from storage.clients import line
from storage.errors import NotFound
from storage.schema import clients, contacts, loss_reasons
from storage.sql import TEAM, adding_to_team


@dataclass(frozen=True)
class Said:
    """By whom and when a contact was told, and what else was told with it."""

    author: int
    happened_at: int
    day: str
    words: int | None = None
    saving: int | None = None
    followed: bool = False  # a later contact stands: its promise and outcome are the client's now


@dataclass(frozen=True)
class Origin:
    """The message in which a contact is recorded: the same one never records twice."""

    chat_id: int
    message_id: int


_ADD = adding_to_team(
    contacts,
    "client_id",
    "author_id",
    "deal_id",
    "outcome",
    "channel",
    "direction",
    "amount",
    "reason_id",
    "words_id",
    "saving_id",
    "recontact_id",
    "kept_id",
    "happened_at",
    "day",
    "origin_chat",
    "origin_message",
).returning(contacts.c.id)
_SAME_ORIGIN = select(contacts.c.id).where(
    contacts.c.team_id == TEAM,
    contacts.c.origin_chat == bindparam("chat"),
    contacts.c.origin_message == bindparam("message"),
    contacts.c.undone_at.is_(None),
)
_TOUCH = (
    update(clients)
    .where(clients.c.team_id == TEAM, clients.c.id == bindparam("client"))
    .values(last_outcome=bindparam("ended"), last_contact_at=bindparam("at"), touched_at=bindparam("at"))
)
_one = and_(contacts.c.team_id == TEAM, contacts.c.id == bindparam("contact"))
_TO_UNDO = (
    select(
        contacts.c.client_id,
        contacts.c.author_id,
        contacts.c.deal_id,
        contacts.c.outcome,
        contacts.c.amount,
        contacts.c.recontact_id,
        contacts.c.kept_id,
        contacts.c.day,
        contacts.c.undone_at,
        contacts.c.happened_at,
        contacts.c.words_id,
        contacts.c.saving_id,
        loss_reasons.c.code,
    )
    .outerjoin(loss_reasons, loss_reasons.c.id == contacts.c.reason_id)
    .where(_one)
)
_UNDO = update(contacts).where(_one).values(undone_at=bindparam("at"), deal_id=None)
_LAST_STANDING = (
    select(contacts.c.id, contacts.c.outcome, contacts.c.happened_at)
    .where(
        contacts.c.team_id == TEAM,
        contacts.c.client_id == bindparam("client"),
        contacts.c.undone_at.is_(None),
    )
    .order_by(contacts.c.happened_at.desc(), contacts.c.id.desc())
    .limit(1)
)
_UNTOUCH = (
    update(clients)
    .where(clients.c.team_id == TEAM, clients.c.id == bindparam("client"))
    .values(
        last_outcome=bindparam("ended"),
        last_contact_at=bindparam("happened"),
        touched_at=func.coalesce(
            bindparam("happened", type_=clients.c.touched_at.type), clients.c.created_at
        ),
    )
)
_SAVED = update(contacts).where(_one).values(saving_id=bindparam("note"))


def record(book: Book, draft: Draft, origin: Origin) -> int:
    """Keep a contact and all that follows from it: the promise, the deal, the client's row, the roll-up."""
    _check(book, draft)
    said = _said(book, draft)
    assert draft.outcome is not None
    assert draft.promise is not None
    line(book, draft.client)
    reason = None if draft.reason is None else reasons.which(book, draft.reason)
    if draft.words is not None:
        notes.read(book, draft.client, draft.words)
    lost = draft.outcome is Outcome.LOST
    contact = int(
        book.value(
            _ADD,
            client_id=draft.client,
            author_id=said.author,
            kept_id=None if said.followed else recontacts.keep(book, draft.client),
            recontact_id=recontacts.promise(book, draft.client, draft.promise, kept=said.followed),
            deal_id=deals.go_on(book, draft),
            outcome=draft.outcome.value,
            channel=draft.channel.value,
            direction=draft.direction.value,
            amount=draft.amount,
            reason_id=draft.reason,
            words_id=(draft.words or said.words) if lost else None,
            saving_id=said.saving if lost else None,
            happened_at=said.happened_at,
            day=said.day,
            origin_chat=origin.chat_id,
            origin_message=origin.message_id,
        )
    )
    if not said.followed:
        book.run(_TOUCH, client=draft.client, ended=draft.outcome.value, at=said.happened_at)
    figures.count(book, said.day, said.author, draft.outcome, reason, draft.amount or 0)
    return contact


def _said(book: Book, draft: Draft) -> Said:
    """Who said it and when: the caller, now; or what a correction takes over from the contact it replaces."""
    if draft.fixes is None:
        return Said(book.me.id, book.at, book.today.isoformat())
    row = changeable(book, draft.fixes)
    if undo(book, draft.fixes) != draft.client:
        raise DraftIncoherent
    last = book.first(_LAST_STANDING, client=draft.client)
    followed = last is not None and (last.happened_at, last.id) > (row.happened_at, draft.fixes)
    return Said(row.author_id, row.happened_at, row.day, row.words_id, row.saving_id, followed)


def recorded_in(book: Book, origin: Origin) -> int | None:
    """The contact that this message has recorded already."""
    already = book.value(_SAME_ORIGIN, chat=origin.chat_id, message=origin.message_id)
    return None if already is None else int(already)


def _check(book: Book, draft: Draft) -> None:
    if not draft.coherent():
        raise DraftIncoherent
    if draft.outcome is Outcome.LOST and draft.reason is None:
        raise ReasonMissing
    if draft.missing is not None or draft.promise is None:
        raise DraftIncoherent
    if not draft.promise.keeps(book.now, book.worktime):
        raise DateInPast


def undo(book: Book, contact: int) -> int:
    """Take a contact back within its local day, with all that followed from it; whose client it was."""
    row = changeable(book, contact)
    outcome = Outcome(row.outcome)
    book.run(_UNDO, contact=contact, at=book.at)
    if row.deal_id is not None:
        deals.take_back(book, row.client_id, row.deal_id, outcome)
    recontacts.take_back(book, row.client_id, row.recontact_id, row.kept_id)
    last = book.first(_LAST_STANDING, client=row.client_id)
    ended, happened = (None, None) if last is None else (last.outcome, last.happened_at)
    book.run(_UNTOUCH, client=row.client_id, ended=ended, happened=happened)
    reason = Reason(row.code) if row.code else None
    figures.uncount(book, row.day, row.author_id, outcome, reason, row.amount or 0)
    return int(row.client_id)


def changeable(book: Book, contact: int) -> Any:
    """The contact's row, if the caller may still correct or undo it."""
    row = book.first(_TO_UNDO, contact=contact)
    if row is None:
        raise NotFound
    if row.undone_at is not None:
        raise AlreadyUndone
    if row.author_id != book.me.id and not book.me.leads:
        raise NotYours
    if row.day != book.today.isoformat():
        raise TooLate
    return row


def could_have_kept(book: Book, contact: int, text: str) -> None:
    """Write down what could have kept the client."""
    row = book.first(_TO_UNDO, contact=contact)
    if row is None or row.undone_at is not None or row.outcome != Outcome.LOST:
        raise NotFound
    book.run(_SAVED, contact=contact, note=notes.add(book, row.client_id, text))
