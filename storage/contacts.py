"""Contacts: one function records one, whatever entrance it came by, and one takes it back."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, select, update

from sales.contacts import Draft, Outcome
from sales.errors import (
    AlreadyUndone,
    DateInPast,
    DraftIncoherent,
    NotYours,
    ReasonMissing,
    TooLate,
)
from sales.losses import Group, group_of
from sales.vocabulary import Own
from storage import (
    deals,
    notes,
    reasons,
    recommendations,
    recontacts,
    rollups,
    standing,
    stops,
    vocabulary,
    way_back,
)
from storage.book import Book
from storage.errors import NotFound
from storage.rollups import Counted
from storage.schema import contacts, loss_reasons, reviews, second_reasons
from storage.sql import TEAM, adding_to_team, seconds


@dataclass(frozen=True)
class Said:
    """By whom and when a contact was told, and what else was told with it."""

    author: int
    happened_at: int
    day: str
    words: int | None = None
    saving: int | None = None
    recorded_day: str | None = None  # where it was told on a later day
    followed: bool = False  # a later contact stands: its promise is the client's


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
    "recorded_day",
    "origin_chat",
    "origin_message",
).returning(contacts.c.id)
_SAME_ORIGIN = select(contacts.c.id).where(
    contacts.c.team_id == TEAM,
    contacts.c.origin_chat == bindparam("chat"),
    contacts.c.origin_message == bindparam("message"),
    contacts.c.undone_at.is_(None),
)
_one = and_(contacts.c.team_id == TEAM, contacts.c.id == bindparam("contact"))
_STATED = (
    select(
        contacts.c.client_id,
        contacts.c.author_id,
        contacts.c.deal_id,
        contacts.c.outcome,
        contacts.c.amount,
        contacts.c.recontact_id,
        contacts.c.kept_id,
        contacts.c.day,
        contacts.c.recorded_day,
        contacts.c.undone_at,
        contacts.c.happened_at,
        contacts.c.words_id,
        contacts.c.saving_id,
        contacts.c.again,
        contacts.c.regained,
        *reasons.NAMED,
    )
    .outerjoin(reviews, reviews.c.contact_id == contacts.c.id)
    # The head's verdict counts, where there is one.
    .outerjoin(loss_reasons, loss_reasons.c.id == func.coalesce(reviews.c.reason_id, contacts.c.reason_id))
    .where(_one)
)
_UNDO = update(contacts).where(_one).values(undone_at=bindparam("at"), deal_id=None)
_FORGET_VERDICT = delete(reviews).where(
    reviews.c.team_id == TEAM, reviews.c.contact_id == bindparam("contact")
)
# What was told beside the main reason stays with the corrected contact, unless it is now the main one.
_TAKE_SECOND = (
    update(second_reasons)
    .where(
        second_reasons.c.team_id == TEAM,
        second_reasons.c.contact_id == bindparam("former"),
        second_reasons.c.reason_id != bindparam("main"),
    )
    .values(contact_id=bindparam("contact"))
)
_SAVED = update(contacts).where(_one).values(saving_id=bindparam("note"))


def record(book: Book, draft: Draft, origin: Origin) -> int:
    """Keep a contact and all that follows from it: the promise, the deal, the client's row, the roll-up."""
    _check(book, draft)
    if isinstance(draft.channel, Own):
        vocabulary.channel(book, draft.channel.value)
    standing.hold(book, draft.client)
    said = _said(book, draft)
    assert draft.outcome is not None
    assert draft.promise is not None
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
            recorded_day=said.recorded_day,
            origin_chat=origin.chat_id,
            origin_message=origin.message_id,
        )
    )
    if draft.fixes is not None:
        recommendations.move(book, draft.fixes, contact)
        if lost:
            book.run(_TAKE_SECOND, former=draft.fixes, contact=contact, main=draft.reason)
    rollups.count(book, Counted(said.day, said.author, draft.outcome, reason, draft.amount or 0))
    (way_back if draft.ago or draft.fixes else standing).follow(book, draft.client)
    return contact


def _said(book: Book, draft: Draft) -> Said:
    """Who said it and when: the caller, now; or what a correction takes over from the contact it replaces."""
    if draft.fixes is None:
        return _told_now(book, draft)
    row = changeable(book, draft.fixes)
    if _undo(book, draft.fixes) != draft.client:
        raise DraftIncoherent
    last = way_back.newest_own(book, draft.client)
    followed = last is not None and (last.happened_at, last.id) > (row.happened_at, draft.fixes)
    told = (row.author_id, row.happened_at, row.day, row.words_id, row.saving_id)
    return Said(*told, row.recorded_day, followed)


def _told_now(book: Book, draft: Draft) -> Said:
    """A contact of another day is told of the same hour of that day."""
    if not draft.ago:
        return Said(book.me.id, book.at, book.today.isoformat())
    day, hour = book.today - timedelta(days=draft.ago), book.worktime.local(book.now).time()
    moment, recorded = seconds(book.worktime.at(day, hour)), book.today.isoformat()
    last = way_back.newest_own(book, draft.client)
    followed = last is not None and last.happened_at > moment
    return Said(book.me.id, moment, day.isoformat(), recorded_day=recorded, followed=followed)


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
    client = _undo(book, contact)
    recommendations.withdraw(book, contact)
    return client


def _undo(book: Book, contact: int) -> int:
    standing.hold(book, changeable(book, contact).client_id)
    row = changeable(book, contact)  # as it is now that nobody else can change it
    outcome = Outcome(row.outcome)
    stops.withdraw(book, contact, row.recontact_id, row.client_id)
    book.run(_UNDO, contact=contact, at=book.at)
    if row.deal_id is not None:
        deals.take_back(book, row.client_id, row.deal_id, outcome)
    told_later = way_back.told_later(book, row.client_id, contact)
    recontacts.take_back(book, row.client_id, row.recontact_id, row.kept_id, told_later)
    rollups.uncount(book, _counted(row))
    book.run(_FORGET_VERDICT, contact=contact)
    way_back.follow(book, row.client_id)
    return int(row.client_id)


def _counted(row: Any) -> Counted:
    marks = bool(row.again), bool(row.regained)
    return Counted(row.day, row.author_id, Outcome(row.outcome), reasons.maybe(row), row.amount or 0, *marks)


def change_reason(book: Book, contact: int, reason_id: int) -> None:
    """The head has found another reason of a refusal: it counts from now on, also for a client given up for it.

    To be called before the verdict is written down, which stays the caller's: what counts until now is read here.
    """
    reason = reasons.which(book, reason_id)
    standing.hold(book, _refusal(book, contact).client_id)
    counted = _counted(_refusal(book, contact))  # as it is now that nobody else can change it
    if counted.reason != reason:
        rollups.uncount(book, counted)
        rollups.count(book, replace(counted, reason=reason))
    if group_of(reason) is Group.ERROR:
        stops.reconsider(book, contact)


def _refusal(book: Book, contact: int) -> Any:
    row = book.first(_STATED, contact=contact)
    if row is None or row.undone_at is not None or row.outcome != Outcome.LOST:
        raise NotFound
    return row


def changeable(book: Book, contact: int) -> Any:
    """The contact's row, if the caller may still correct or undo it."""
    row = book.first(_STATED, contact=contact)
    if row is None:
        raise NotFound
    if row.undone_at is not None:
        raise AlreadyUndone
    if row.author_id != book.me.id and not book.me.leads:
        raise NotYours
    if (row.recorded_day or row.day) != book.today.isoformat():
        raise TooLate
    return row


def could_have_kept(book: Book, contact: int, text: str) -> None:
    """Write down what could have kept the client."""
    row = _refusal(book, contact)
    book.run(_SAVED, contact=contact, note=notes.add(book, row.client_id, text))
