"""An import taken back, a page at a time: its contacts, what clients who were there got, and the clients it brought."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, delete, exists, func, or_, select

from sales.contacts import Outcome
from sales.importing import Fate
from sales.vocabulary import List
from storage import clients as base
from storage import import_work, merges, reasons, recontacts, reminders, rollups, standing, way_back
from storage.book import Book
from storage.rollups import Counted
from storage.schema import (
    clientless,
    clients,
    contacts,
    deals,
    import_rows,
    imports,
    lent,
    loss_reasons,
    notes,
    phones,
    recommendations,
    remarks,
    reminded,
    reviews,
    search_words,
    second_reasons,
    sentences,
    spend,
    stops,
    tagged,
    tasks,
    terms,
    unnamed_losses,
)
from storage.schema import merges as merge_rows
from storage.schema import recontacts as promises
from storage.sql import TEAM, among

_import: BindParameter[int] = bindparam("of_import")


def _refers(table: Any, column: str, to: Any) -> Any:
    return exists().where(table.c.team_id == TEAM, table.c[column] == to)


# What somebody has said of a contact since makes it their own: it stays.
_CONTACTS = (
    select(
        *(contacts.c.id, contacts.c.client_id, contacts.c.author_id, contacts.c.day, contacts.c.outcome),
        *(contacts.c.amount, contacts.c.again, contacts.c.regained, contacts.c.undone_at),
        *(contacts.c.recontact_id, contacts.c.words_id, contacts.c.deal_id),
        *reasons.NAMED,
    )
    .outerjoin(loss_reasons, loss_reasons.c.id == contacts.c.reason_id)
    .where(
        contacts.c.team_id == TEAM,
        contacts.c.import_id == _import,
        *(
            ~_refers(table, "contact_id", contacts.c.id)
            for table in (remarks, reviews, second_reasons, stops, recommendations, sentences)
        ),
    )
    .order_by(contacts.c.client_id, contacts.c.id)
    .limit(bindparam("most"))
)
_DROP_CONTACTS = delete(contacts).where(contacts.c.team_id == TEAM, among(contacts.c.id))
_DROP_PROMISES = delete(promises).where(promises.c.team_id == TEAM, among(promises.c.id))
_unread = ~exists().where(
    contacts.c.team_id == TEAM, or_(contacts.c.words_id == notes.c.id, contacts.c.saving_id == notes.c.id)
)
_DROP_NOTES = delete(notes).where(
    notes.c.team_id == TEAM, among(notes.c.id), notes.c.import_id == _import, _unread
)
_DROP_DEALS = delete(deals).where(
    deals.c.team_id == TEAM, among(deals.c.id), ~_refers(contacts, "deal_id", deals.c.id)
)
_DROP_LOSSES = delete(unnamed_losses).where(
    unnamed_losses.c.team_id == TEAM, unnamed_losses.c.import_id == _import
)
# From the last row to the first: the first is the one that says what there was before.
_JOINS = (
    select(import_rows.c.id, import_rows.c.client_id, import_rows.c.filled)
    .join(clients, and_(clients.c.team_id == TEAM, clients.c.id == import_rows.c.client_id))
    .where(
        import_rows.c.team_id == TEAM,
        import_rows.c.import_id == _import,
        import_rows.c.fate == Fate.JOINED.value,
        or_(clients.c.import_id.is_(None), clients.c.import_id != _import),
    )
    .order_by(import_rows.c.number.desc())
    .limit(bindparam("most"))
)
_DROP_ROWS = delete(import_rows).where(import_rows.c.team_id == TEAM, among(import_rows.c.id))
_DROP_ALL_ROWS = delete(import_rows).where(import_rows.c.team_id == TEAM, import_rows.c.import_id == _import)
_DROP_PHONE = delete(phones).where(
    phones.c.team_id == TEAM, phones.c.client_id == bindparam("client"), phones.c.e164 == bindparam("e164")
)
_TAKE_OFF = delete(tagged).where(
    tagged.c.team_id == TEAM, tagged.c.client_id == bindparam("client"), tagged.c.term_id == bindparam("tag")
)
_UNKEPT = select(promises.c.id).where(
    promises.c.team_id == TEAM,
    promises.c.id == bindparam("recontact"),
    promises.c.state == "open",
    promises.c.snoozes == 0,
    ~_refers(tasks, "recontact_id", promises.c.id),
)
_DROP_REMINDED = delete(reminded).where(reminded.c.team_id == TEAM, among(reminded.c.recontact_id))
_ended = (
    select(imports.c.ended_at).where(imports.c.team_id == TEAM, imports.c.id == _import).scalar_subquery()
)
_OWN = (
    select(clients.c.id)
    .where(
        clients.c.team_id == TEAM,
        clients.c.import_id == _import,
        clients.c.edited_at.is_(None),
        *(
            ~_refers(table, column, clients.c.id)
            for table, column in (
                (contacts, "client_id"),
                (deals, "client_id"),
                (tasks, "client_id"),
                (stops, "client_id"),
                (sentences, "client_id"),
                (unnamed_losses, "client_id"),
                (import_rows, "client_id"),
                (merge_rows, "winner_id"),
                (recommendations, "client_id"),
                (recommendations, "recommended_id"),
            )
        ),
        ~exists().where(
            notes.c.team_id == TEAM,
            notes.c.client_id == clients.c.id,
            or_(notes.c.import_id.is_(None), notes.c.import_id != _import),
        ),
        ~exists().where(
            promises.c.team_id == TEAM,
            promises.c.client_id == clients.c.id,
            or_(promises.c.created_at > _ended, promises.c.snoozes > 0),
        ),
    )
    .order_by(clients.c.id)
    .limit(bindparam("most"))
)
_REMINDED_OF = (
    select(reminded.c.recontact_id)
    .join(promises, promises.c.id == reminded.c.recontact_id)
    .where(reminded.c.team_id == TEAM, among(promises.c.client_id))
)
_FORGET = [
    delete(table).where(table.c.team_id == TEAM, among(table.c.client_id))
    for table in (lent, tagged, search_words, phones, notes, promises)
]
_FORGET_CLIENTS = delete(clients).where(clients.c.team_id == TEAM, among(clients.c.id))
_STAYED = select(func.count()).where(clients.c.team_id == TEAM, clients.c.import_id == _import)
_DROP_TERMS = delete(terms).where(
    terms.c.team_id == TEAM,
    terms.c.import_id == _import,
    ~_refers(tagged, "term_id", terms.c.id),
    *(~_refers(table, "source", terms.c.code) for table in (clients, clientless, spend)),
    or_(
        terms.c.list != List.CHANNELS.value,
        and_(*(~_refers(table, "channel", terms.c.code) for table in (contacts, unnamed_losses))),
    ),
)


def undo(book: Book, import_id: int, page: int) -> bool:
    """A page of what it did; whether there is more. What people have added since is theirs, and stays."""
    import_work.undoing(book, import_id)
    steps: Sequence[Callable[[Book, int, int], bool]] = (_take_contacts_out, _unfill, _forget_clients)
    if any(step(book, import_id, page) for step in steps):
        return True
    book.run(_DROP_TERMS, of_import=import_id)
    return False


def stayed(book: Book, import_id: int) -> int:
    """The clients that it brought who are there still."""
    return int(book.value(_STAYED, of_import=import_id))


def _take_contacts_out(book: Book, import_id: int, page: int) -> bool:
    found = book.all(_CONTACTS, of_import=import_id, most=page)
    if not found:
        book.run(_DROP_LOSSES, of_import=import_id)
        return False
    whose = sorted({row.client_id for row in found})
    for client in whose:
        standing.hold(book, client)
    book.run_among(_DROP_CONTACTS, [row.id for row in found])
    book.run_among(_DROP_PROMISES, [row.recontact_id for row in found])
    book.run_among(_DROP_NOTES, [row.words_id for row in found if row.words_id], of_import=import_id)
    book.run_among(_DROP_DEALS, sorted({row.deal_id for row in found if row.deal_id}))
    rollups.count_all(book, [_counted(row) for row in found if row.undone_at is None], sign=-1)
    for client in whose:
        way_back.follow(book, client)
    return True


def _counted(row: Any) -> Counted:
    marks = bool(row.again), bool(row.regained)
    return Counted(row.day, row.author_id, Outcome(row.outcome), reasons.maybe(row), row.amount or 0, *marks)


def _unfill(book: Book, import_id: int, page: int) -> bool:
    """Clients who were there lose what they got, where it is still as they got it."""
    found = book.all(_JOINS, of_import=import_id, most=page)
    for row in found:
        standing.hold(book, row.client_id)
        _take_back(book, import_id, row.client_id, json.loads(row.filled))
    book.run_among(_DROP_ROWS, [row.id for row in found])
    if not found:
        book.run(_DROP_ALL_ROWS, of_import=import_id)
    return bool(found)


def _take_back(book: Book, import_id: int, client: int, filled: dict[str, Any]) -> None:
    book.many(_DROP_PHONE, [{"client": client, "e164": phone} for phone in filled.get("phones", ())])
    book.many(_TAKE_OFF, [{"client": client, "tag": tag} for tag in filled.get("tags", ())])
    if "note" in filled:
        book.run_among(_DROP_NOTES, [filled["note"]], of_import=import_id)
    if "promise" in filled and book.value(_UNKEPT, recontact=filled["promise"]) is not None:
        _drop_promises(book, [filled["promise"]])
        recontacts.plan(book, client)
    now = merges.row_of(book, client)
    emptied: dict[str, Any] = {
        name: None if name == "source" else ""
        for name in ("company", "email", "telegram", "source")
        if name in filled and now[name] == filled[name]
    }
    if emptied:
        merges.change(book, client, emptied)
    if "reach" in filled and not _reachable(book, client):
        merges.change(book, client, {"reach": filled["reach"]})
    if emptied or "phones" in filled:
        base.reindex(book, client)


def _reachable(book: Book, client: int) -> bool:
    now = merges.row_of(book, client)
    return bool(now["email"] or now["telegram"] or now["telegram_id"] or base.find(book, client).phones)


def _drop_promises(book: Book, numbers: Sequence[int]) -> None:
    for number in numbers:
        reminders.settle(book, number)
    book.run_among(_DROP_REMINDED, numbers)
    book.run_among(_DROP_PROMISES, numbers)


def _forget_clients(book: Book, import_id: int, page: int) -> bool:
    found = [client for (client,) in book.all(_OWN, of_import=import_id, most=page)]
    reminded_of = sorted({number for (number,) in book.all_among(_REMINDED_OF, found)})
    for number in reminded_of:
        reminders.settle(book, number)
    book.run_among(_DROP_REMINDED, reminded_of)
    for statement in (*_FORGET, _FORGET_CLIENTS):
        book.run_among(statement, found)
    rollups.forget_many(book, len(found))
    return bool(found)
