"""Two clients who are one: what a merge will do, and doing it with nothing lost."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, delete, exists, func, or_, select, update

from sales.audit import Act
from sales.clients import Client, Reach
from sales.errors import AnothersClient
from storage import audit, finding, reminders, rollups, standing, stops
from storage import clients as base
from storage.book import Book
from storage.errors import NotFound
from storage.merges import FILLED, OPEN_PROMISE, change, lead, redeal, row_of, settle
from storage.references import Taking, move_all, stash
from storage.schema import clients, contacts, deals, lent, merges, recommendations, tagged
from storage.schema import recontacts as promises
from storage.sql import TEAM, adding_to_team

_client = and_(clients.c.team_id == TEAM, clients.c.id == bindparam("client"))
_FORGET = delete(clients).where(_client)
_loser: BindParameter[int] = bindparam("loser")
_winner: BindParameter[int] = bindparam("winner")
_mine, _theirs = deals.alias("mine"), tagged.alias("theirs")
_named = recommendations.alias("named")
_OPEN_DEAL = select(deals.c.id).where(
    deals.c.team_id == TEAM, deals.c.client_id == bindparam("client"), deals.c.state == "open"
)
_OF_DEAL = select(contacts.c.id).where(contacts.c.team_id == TEAM, contacts.c.deal_id == bindparam("deal"))
_TAKINGS = (
    Taking.out_of(lent, lent.c.client_id == _loser),
    Taking.out_of(
        deals,
        deals.c.client_id == _loser,
        deals.c.state == "open",
        exists().where(_mine.c.team_id == TEAM, _mine.c.client_id == _winner, _mine.c.state == "open"),
    ),
    Taking.out_of(
        tagged,
        tagged.c.client_id == _loser,
        exists().where(
            _theirs.c.team_id == TEAM,
            _theirs.c.client_id == _winner,
            _theirs.c.term_id == tagged.c.term_id,
        ),
    ),
    Taking.out_of(
        recommendations,
        or_(
            # Nobody recommends themselves, and nobody was recommended twice.
            and_(recommendations.c.client_id == _loser, recommendations.c.recommended_id == _winner),
            and_(recommendations.c.client_id == _winner, recommendations.c.recommended_id == _loser),
            and_(
                recommendations.c.recommended_id == _loser,
                exists().where(_named.c.team_id == TEAM, _named.c.recommended_id == _winner),
            ),
        ),
    ),
)
_one_promise = and_(promises.c.team_id == TEAM, promises.c.id == bindparam("recontact"))
_CANCEL = update(promises).where(_one_promise).values(state="cancelled", closed_at=bindparam("at"))
_ADD = adding_to_team(
    merges,
    *(
        "winner_id",
        "into_id",
        "loser_id",
        "name",
        "company",
        "email",
        "telegram",
        "telegram_id",
        "merged_by",
        "merged_at",
        "kept",
    ),
).returning(merges.c.id)
_COUNTS = select(func.count()).where(
    contacts.c.team_id == TEAM, contacts.c.client_id == bindparam("client"), contacts.c.undone_at.is_(None)
)


@dataclass(frozen=True)
class Side:
    """One of the two, as it is before."""

    client: Client
    contacts: int


@dataclass(frozen=True)
class Plan:
    """What a merge will do."""

    winner: Side
    loser: Side
    taken_over: list[str]  # the fields that the winner lacks
    kept_beside: list[
        str
    ]  # the fields in which they differ: the winner's stands, the loser's is shown beside it


def plan(book: Book, winner: int, loser: int) -> Plan:
    """Raises where the caller may not give the loser up into another."""
    stays, goes = base.find(book, winner), base.find(book, loser)
    if winner == loser:
        raise NotFound
    if goes.responsible != book.me.id and not book.me.leads:
        raise AnothersClient
    fields = ("name", "company", "email", "telegram", "source")
    mine = {name: getattr(stays, name) for name in fields}
    theirs = {name: getattr(goes, name) for name in fields}
    return Plan(
        Side(stays, int(book.value(_COUNTS, client=winner))),
        Side(goes, int(book.value(_COUNTS, client=loser))),
        [name for name in fields if theirs[name] and not mine[name]],
        [name for name in fields if theirs[name] and mine[name] and theirs[name] != mine[name]],
    )


def merge(book: Book, winner: int, loser: int) -> int:
    """All of the loser becomes the winner's: contacts, deals, dates, ways to reach them, notes, links."""
    plan(book, winner, loser)
    for client in sorted((winner, loser)):
        standing.hold(book, client)
    row, mine = row_of(book, loser), row_of(book, winner)
    cancelled = _keep_the_earlier_promise(book, winner, loser)
    redealt = _into_one_deal(book, winner, loser)
    stashed = stash(book, _TAKINGS, winner=winner, loser=loser)
    moved = move_all(book, loser, winner)
    standing.follow(book, loser)  # of whom nothing is left, and who was never met
    rollups.unmeet(book, lead(book, row))
    finding.forget(book, loser)
    book.run(_FORGET, client=loser)
    filled = _fill(book, winner, row)
    # One of the two is come back to: so are both.
    lives = (mine["stopped_at"] is None) != (row["stopped_at"] is None)
    lifted = stops.lift(book, winner) if lives else None
    cancelled += settle(book, winner)
    kept = {
        "row": row,
        "moved": moved,
        "stashed": stashed,
        "redealt": redealt,
        "cancelled": cancelled,
        "filled": filled,
        "lifted": lifted,
    }
    number = book.value(
        _ADD,
        winner_id=winner,
        into_id=winner,
        loser_id=loser,
        **{name: row[name] for name in ("name", "company", "email", "telegram", "telegram_id")},
        merged_by=book.me.id,
        merged_at=book.at,
        kept=json.dumps(kept),
    )
    base.reindex(book, winner)
    audit.note(book, Act.MERGED, client=winner)
    return int(number)


def _keep_the_earlier_promise(book: Book, winner: int, loser: int) -> list[int]:
    """One client has one open promise: whichever comes first. The other need not be kept."""
    mine, theirs = book.first(OPEN_PROMISE, client=winner), book.first(OPEN_PROMISE, client=loser)
    if mine is None or theirs is None:
        return []
    later = mine if (theirs.due_at, theirs.id) < (mine.due_at, mine.id) else theirs
    book.run(_CANCEL, recontact=later.id, at=book.at)
    reminders.settle(book, later.id)
    return [later.id]


def _into_one_deal(book: Book, winner: int, loser: int) -> list[Any]:
    """Where both are in talks, those are talks about one deal."""
    mine, theirs = book.value(_OPEN_DEAL, client=winner), book.value(_OPEN_DEAL, client=loser)
    if mine is None or theirs is None:
        return []
    of_theirs = [contact for (contact,) in book.all(_OF_DEAL, deal=theirs)]
    redeal(book, of_theirs, theirs, mine)
    return [mine, theirs, of_theirs]


def _fill(book: Book, winner: int, row: dict[str, Any]) -> dict[str, Any]:
    """What the winner lacks is taken over; what it was and what it became, by field."""
    mine = row_of(book, winner)
    filled = {name: row[name] for name in FILLED if row[name] and not mine[name]}
    if mine["reach"] != row["reach"] and (row["reach"] == Reach.GIVEN or mine["reach"] == Reach.UNKNOWN):
        filled["reach"] = row["reach"]
    change(book, winner, filled)
    return {name: [mine[name], value] for name, value in filled.items()}
