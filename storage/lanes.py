"""Order within a chat among processes that share a database: one at a time posts to it, and goes on with what came.

A chat is locked by its number, since it may have no row to lock: docs/decisions/0015-order-among-replicas.md.
Where nobody shares the database, the process's own lanes are enough, and nothing here asks it anything.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple

from sqlalchemy import (
    ARRAY,
    BigInteger,
    bindparam,
    column,
    exists,
    func,
    or_,
    select,
    update,
)

from storage import outbox as letters_of
from storage.outbox import COLUMNS, LEASE, PAGE, Letter, Urgency, as_letter
from storage.schema import outbox
from storage.sql import seconds
from storage.tx import Tx

_waiting = (outbox.c.state == "waiting") & (outbox.c.bot_id == bindparam("bot")) & outbox.c.lane.is_not(None)
_in_lanes = outbox.c.lane == func.any(bindparam("lanes", type_=ARRAY(BigInteger)))
_held = outbox.c.leased_until >= bindparam("now")
_answer = outbox.c.urgency == Urgency.ANSWER.value
_LOCK = select(func.pg_advisory_xact_lock(column("key"))).select_from(
    func.unnest(bindparam("keys", type_=ARRAY(BigInteger))).alias("key")
)
_OTHERS = (
    select(outbox.c.id, outbox.c.lane, or_(_held, _answer).label("first"), _held.label("held"))
    .where(
        _waiting,
        _in_lanes,
        outbox.c.id != func.all(bindparam("mine", type_=ARRAY(BigInteger))),
        or_(_held, _answer, outbox.c.id < bindparam("last")),
    )
    .order_by(outbox.c.id)
)
_TAKE = (
    update(outbox)
    .where(_waiting, _in_lanes, _answer, ~_held)
    .values(leased_until=bindparam("until"), held_by=bindparam("holder"))
    .returning(*COLUMNS)
)
_LEAVE = (
    update(outbox)
    .where(outbox.c.id == func.any(bindparam("letters", type_=ARRAY(BigInteger))))
    .values(leased_until=0, held_by=None)
)
_LEFT = select(outbox.c.lane).distinct().where(_waiting, _answer, ~_held).limit(PAGE)
_before = outbox.alias("before")
_POSTS = (
    select(*COLUMNS)
    .where(
        _waiting,
        outbox.c.urgency == Urgency.POST.value,
        ~_held,
        ~exists().where(
            _before.c.state == "waiting",
            _before.c.bot_id == outbox.c.bot_id,
            _before.c.lane == outbox.c.lane,
            _before.c.leased_until >= bindparam("now"),
        ),
    )
    .order_by(outbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)


class Before(NamedTuple):
    """What else waits in some chats: those that somebody is at, and the first that goes before any post."""

    held: frozenset[int]
    first: dict[int, int]  # by chat


def hold(tx: Tx, bot_id: int, letters: Sequence[Letter], now: datetime) -> list[Letter]:
    """Of letters just written those that the caller posts, with what else waited in their chats for anybody.

    Where somebody is at a chat already, they go on with the caller's.
    """
    lanes = {letter.lane for letter in letters if letter.lane is not None}
    if tx.holder is None or not lanes:
        return [*letters]
    before = _look(tx, bot_id, lanes, now, letters)
    behind = [letter.id for letter in letters if letter.lane in before.held]
    if behind:
        tx.run(_LEAVE, letters=behind)
    mine = [letter for letter in letters if letter.lane not in before.held]
    return sorted([*mine, *_take(tx, bot_id, before, now)], key=_number)


def go_on(tx: Tx, bot_id: int, lanes: Iterable[int], now: datetime) -> list[Letter]:
    """What waits in these chats for anybody, for the caller to post."""
    return _take(tx, bot_id, _look(tx, bot_id, {*lanes}, now), now)


def take_over(tx: Tx, bot_id: int, now: datetime) -> list[Letter]:
    """Answers that nobody holds, or whose sender died or gave up on them: leased anew to the caller."""
    taken = letters_of.take_over(tx, bot_id, now)
    if tx.holder is None:
        return taken
    left = [lane for (lane,) in tx.all(_LEFT, bot=bot_id, now=seconds(now))]
    return [*taken, *(go_on(tx, bot_id, left, now) if left else ())]


def take_posts(tx: Tx, bot_id: int, now: datetime, most: int) -> list[Letter]:
    """The same of what nobody asked for: a chat's one after another, and none that somebody is at."""
    if tx.holder is None:
        return letters_of.take_over(tx, bot_id, now, Urgency.POST, most)
    found = [as_letter(row) for row in tx.all(_POSTS, bot=bot_id, now=seconds(now), most=most)]
    if not found:
        return []
    before = _look(tx, bot_id, {one.lane for one in found if one.lane is not None}, now, found, found[-1].id)
    taken = [one for one in found if one.lane is None or one.id < before.first.get(one.lane, one.id + 1)]
    letters_of.extend(tx, taken, now)
    return taken


def _look(
    tx: Tx, bot_id: int, lanes: set[int], now: datetime, mine: Iterable[Letter] = (), last: int = 0
) -> Before:
    """Until this transaction ends nobody else writes to these chats, nor begins or ends with them."""
    tx.all(_LOCK, keys=sorted(_key(bot_id, lane) for lane in lanes))
    of = {
        "bot": bot_id,
        "lanes": [*lanes],
        "mine": [one.id for one in mine],
        "now": seconds(now),
        "last": last,
    }
    rows = tx.all(_OTHERS, **of)
    first: dict[int, int] = {}
    for row in rows:
        first[row.lane] = min(first.get(row.lane, row.id), 0 if row.first else row.id)
    return Before(frozenset(row.lane for row in rows if row.held), first)


def _key(bot_id: int, lane: int) -> int:
    return int.from_bytes(blake2b(f"{bot_id} {lane}".encode(), digest_size=8).digest(), signed=True)


def _take(tx: Tx, bot_id: int, before: Before, now: datetime) -> list[Letter]:
    lanes = [lane for lane in before.first if lane not in before.held]
    if not lanes:
        return []
    until = seconds(now + LEASE)
    rows = tx.all(_TAKE, bot=bot_id, lanes=lanes, now=seconds(now), until=until, holder=tx.holder)
    return sorted(map(as_letter, rows), key=_number)


def _number(letter: Letter) -> int:
    return letter.id
