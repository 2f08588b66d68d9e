"""Whose turn it is among the updates that wait: a fair order among chats, Telegram's own within each."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    select,
)

from storage import inbox as inbox_of
from storage.schema import inbox
from storage.sql import seconds
from storage.tx import Tx

# Telegram posts what is typed and what is pressed side by side, and again what it could not deliver at once: where
# a number is missing among the last of them, those after it wait for it for this long.
WINDOW, MISSED = 100, timedelta(seconds=5)
AWAY = timedelta(minutes=1)  # of what came so long before a start the missing may still come after it
LAST = 2**63 - 1
MANY = 200  # updates among which the next team is looked for


@dataclass(frozen=True)
class Waiting:
    id: int
    update_id: int
    chat_id: int
    payload: str
    tries: int


def _small(number: ColumnElement[int]) -> ColumnElement[int]:
    """As PostgreSQL's pairs of locks take it."""
    return cast(number % 2**31, Integer)


_waiting = inbox.c.state == "waiting"
_mine = inbox.c.bot_id == bindparam("bot")
_in_lane = inbox.alias("in_lane")
_first = (
    select(inbox.c.id, inbox.c.update_id, inbox.c.chat_id, inbox.c.payload, inbox.c.tries)
    .where(_waiting, _mine)
    .order_by(inbox.c.turn, inbox.c.id)
)
# The head of each lane only: with its row locked, nobody else goes on in that chat. In a lane it is Telegram's own
# numbers that count, whoever took which update in, and when. Looked up lane by lane: a join would be planned by what
# PostgreSQL believes of how many wait, and that is nothing until thousands do.
_head = select(func.min(_in_lane.c.update_id)).where(
    _in_lane.c.state == "waiting",
    _in_lane.c.bot_id == inbox.c.bot_id,
    _in_lane.c.chat_id == inbox.c.chat_id,
)
_before = inbox.c.update_id < bindparam("before")
_NEXT = (
    _first.where(inbox.c.update_id == _head.scalar_subquery(), _before)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_NEXT_OF_HOME = _NEXT.where(inbox.c.home == bindparam("home"))
_recent = (
    select(
        inbox.c.update_id,
        inbox.c.received_at,
        func.lag(inbox.c.update_id).over(order_by=inbox.c.update_id).label("previous"),
    )
    .where(
        _mine, inbox.c.update_id > select(func.max(inbox.c.update_id) - WINDOW).where(_mine).scalar_subquery()
    )
    .subquery()
)
_missing_before = and_(
    _recent.c.update_id > _recent.c.previous + 1,
    # A clock that was put back makes no wait of hours.
    _recent.c.received_at.between(bindparam("since"), bindparam("until")),
)
# The first number that is missing, else the end of what is known: what is taken in between this look and a claim
# is not claimed with it.
_GAP = select(
    func.coalesce(
        func.min(case((_missing_before, _recent.c.previous + 1))), func.max(_recent.c.update_id) + 1, LAST
    ).label("before")
)


def _look(edge: Select[Any]) -> Select[Any]:
    """Before which number, whether anything waits at all, and the next team that is free, then held by the asker."""
    limit = edge.cte("edge")
    soonest = (
        select(inbox.c.home, inbox.c.turn, inbox.c.id)
        .where(
            _waiting,
            _mine,
            inbox.c.update_id < select(limit.c.before).scalar_subquery(),
            inbox.c.home != func.all(bindparam("in_vain", type_=ARRAY(BigInteger))),
        )
        .order_by(inbox.c.turn, inbox.c.id)
        .limit(MANY)
        .subquery()
    )
    homes = (
        select(soonest.c.home)
        .group_by(soonest.c.home)
        .order_by(func.min(soonest.c.turn), func.min(soonest.c.id))
        .limit(MANY)
        .subquery()
    )
    # Tried one after another until one is free; a pair of small numbers is no chat's lock (storage/lanes.py).
    bot = _small(bindparam("bot", type_=BigInteger))
    free = select(homes.c.home).where(func.pg_try_advisory_xact_lock(bot, _small(homes.c.home))).limit(1)
    waits = exists().where(_waiting, _mine)
    return select(limit.c.before, waits.label("waits"), free.scalar_subquery().label("home"))


_LOOK = _look(select(literal(LAST, BigInteger).label("before")))
_LOOK_BEFORE_GAP = _look(_GAP)


class Missing(NamedTuple):
    """When what came next to a missing number must have come for that one to be waited for; in seconds."""

    since: int
    until: int


def missing(now: datetime, began: datetime) -> Missing:
    """`began`: when whoever claims has started."""
    since = now - MISSED if now - began > MISSED else began - AWAY
    return Missing(seconds(since) + 1, seconds(now + MISSED))


def heads(tx: Tx, bot_id: int, most: int, before: int = LAST) -> list[Waiting]:
    """The next updates with numbers below that, of whichever teams, at most one of each chat."""
    return [Waiting(*row) for row in tx.all(_NEXT, bot=bot_id, most=most, before=before)]


def claim(tx: Tx, bot_id: int, most: int, waited_for: Missing | None) -> list[Waiting] | None:
    """Such updates, held until this transaction ends; none behind a number that is waited for. None: nothing waits.

    Where transactions go side by side they are all of one team, which is held too: two that count a team's contacts
    would wait for each other's whole work, or block each other.
    """
    times = {} if waited_for is None else waited_for._asdict()
    if tx.holder is None:
        before = LAST if waited_for is None else tx.value(_GAP, bot=bot_id, **times)
        return heads(tx, bot_id, most, before) or ([] if inbox_of.waits(tx, bot_id) else None)
    look, in_vain = _LOOK if waited_for is None else _LOOK_BEFORE_GAP, list[int]()
    while True:
        seen = tx.first(look, bot=bot_id, in_vain=in_vain, **times)
        if seen is None or not seen.waits:
            return None
        if seen.home is None:
            return []
        rows = tx.all(_NEXT_OF_HOME, bot=bot_id, most=most, before=seen.before, home=seen.home)
        if rows:
            return [Waiting(*row) for row in rows]
        # All of that team stand behind others of their chats, which came when these were of another team.
        in_vain.append(seen.home)
