"""Taking a merge apart: what was the loser's is theirs again, what has come since stays with the winner."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, exists, insert, select, update

from sales.audit import Act
from sales.errors import Overtaken, StaysOne
from storage import audit, recontacts, reminders, rollups, standing, stops
from storage import clients as base
from storage.book import Book
from storage.merges import change, find, kept_of, lead, redeal, row_of, settle, survivor
from storage.references import move_back, put_back
from storage.schema import clients, contacts, deals, leaves, merges, recommendations
from storage.schema import recontacts as promises
from storage.sql import TEAM, seconds

_RESTORE = insert(clients)
_one_promise = and_(promises.c.team_id == TEAM, promises.c.id == bindparam("recontact"))
_REOPEN = (
    update(promises).where(_one_promise, promises.c.state == "cancelled").values(state="open", closed_at=None)
)
_WHOSE = select(promises.c.client_id).where(_one_promise)
_UNDO = (
    update(merges)
    .where(merges.c.team_id == TEAM, merges.c.undone_at.is_(None), merges.c.id == bindparam("merge"))
    .values(undone_at=bindparam("at"))
)
_LEAVE_LASTS = select(leaves.c.id).where(
    leaves.c.team_id == TEAM, leaves.c.id == bindparam("leave"), leaves.c.ended_at.is_(None)
)


_DROP_EMPTY = delete(deals).where(
    deals.c.team_id == TEAM,
    deals.c.id == bindparam("deal"),
    ~exists().where(contacts.c.team_id == TEAM, contacts.c.deal_id == deals.c.id),
)
_PROMISED_SINCE = (
    select(promises.c.id)
    .join(contacts, and_(contacts.c.team_id == TEAM, contacts.c.client_id == promises.c.client_id))
    .where(
        promises.c.team_id == TEAM,
        promises.c.state == "open",
        promises.c.created_at > bindparam("at"),
        contacts.c.id == bindparam("contact"),
    )
)
_RECOMMENDED = select(recommendations.c.id).where(
    recommendations.c.team_id == TEAM, recommendations.c.recommended_id == bindparam("client")
)
# What a client has who was just written down: the rest follows from the contacts.
_BLANK = {
    **dict.fromkeys(
        (
            "last_outcome",
            "last_contact_at",
            "next_contact_at",
            "contacted_day",
            "first_sale_at",
            "last_sale_at",
        )
    ),
    **dict.fromkeys(("sales", "revenue", "worth"), 0),
    "dormant_at": None,
    "stopped_at": None,
}


def unmerge(book: Book, merge_id: int) -> int:
    """What was the loser's is theirs again; what has come since stays with the winner. Who it was."""
    merged = find(book, merge_id)
    if merged.undone:
        return survivor(book, merged.loser)
    if not merged.may_be_undone(book):
        raise StaysOne
    winner = merged.winner
    standing.hold(book, winner)
    if not book.run(_UNDO, merge=merge_id, at=book.at):
        raise Overtaken
    kept = kept_of(book, merge_id)
    row, loser = kept["row"], int(kept["row"]["id"])
    book.tx.run(_RESTORE, **{**row, **_BLANK})
    rollups.introduce(book, lead(book, row))
    _take_apart(book, kept, winner, loser)
    now = row_of(book, winner)  # what was corrected since stays as it was corrected
    change(book, winner, {name: was for name, (was, became) in kept["filled"].items() if now[name] == became})
    for recontact in kept["cancelled"]:
        _reopen(book, recontact, winner, loser)
    if kept.get("lifted") and not _promised_since(book, kept["lifted"], merged.at):
        stops.stand_again(book, kept["lifted"])
    for client in (winner, loser):
        settle(book, client)
        base.reindex(book, client)
    audit.note(book, Act.UNMERGED, client=winner)
    return loser


def _promised_since(book: Book, refusal: int, merged_at: datetime) -> bool:
    """Whoever was given up for that refusal has been promised something as the one they were."""
    return book.value(_PROMISED_SINCE, contact=refusal, at=seconds(merged_at)) is not None


def _take_apart(book: Book, kept: dict[str, Any], winner: int, loser: int) -> None:
    numbers = {one["id"]: put_back(book, "deals", one) for one in kept["stashed"].get("deals", ())}
    move_back(book, kept["moved"], loser, winner)
    if kept["redealt"]:
        mine, theirs, of_theirs = kept["redealt"]
        theirs = numbers[theirs]
        redeal(book, of_theirs, mine, theirs)
        book.run(_DROP_EMPTY, deal=theirs)  # its contacts may have been taken back since
    for table, rows in kept["stashed"].items():
        for one in rows:
            if table != "deals" and _has_place(book, table, one):
                put_back(book, table, one)


def _has_place(book: Book, table: str, row: dict[str, Any]) -> bool:
    """A leave may have ended since, a tag been taken off, somebody else have recommended them."""
    if table == "lent":
        return book.value(_LEAVE_LASTS, leave=row["leave_id"]) is not None
    if table == "recommendations":
        return book.value(_RECOMMENDED, client=row["recommended_id"] or 0) is None
    return True


def _reopen(book: Book, recontact: int, winner: int, loser: int) -> None:
    """What was cancelled for the other's sake stands again, unless another promise has been made since."""
    whose = book.value(_WHOSE, recontact=recontact)
    if whose in (winner, loser) and recontacts.open_of(book, whose) is None:
        book.run(_REOPEN, recontact=recontact)
        reminders.settle(book, recontact)
