"""Updates as Telegram handed them over: written down first, with the turn of each; and what became of them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select, union_all, update

from storage.schema import inbox, people, teams
from storage.shares import STRANGERS, Shares
from storage.sql import adding, among, in_parts, seconds
from storage.tx import Tx

MOST_TRIES = 3
FEW = 8  # chats asked for one by one


@dataclass(frozen=True)
class Raw:
    """An update not yet read: its number, whose chat it is in, and its JSON."""

    update_id: int
    chat_id: int
    payload: str


class Place(NamedTuple):
    turn: int | None  # None: there is no room for it
    home: int
    is_behind: bool  # another of its chat


class Stored(NamedTuple):
    """What came of a batch: of which teams it was, in which chats one waited already, how many had no room."""

    homes: set[int]
    behind: set[int]
    passed_over: int


_waiting = inbox.c.state == "waiting"
_mine = inbox.c.bot_id == bindparam("bot")
_STORE = adding(
    inbox,
    "bot_id",
    "update_id",
    "chat_id",
    "turn",
    "home",
    "payload",
    "received_at",
    state="waiting",
    tries=0,
).on_conflict_do_nothing(index_elements=["bot_id", "update_id"])
_NOW_SERVING = select(func.min(inbox.c.turn)).where(_waiting, _mine)
_LATEST = select(func.max(inbox.c.turn)).where(_waiting, _mine)
_TURNS = select(_NOW_SERVING.scalar_subquery(), _LATEST.scalar_subquery())
_last_in_lane = select(func.max(inbox.c.turn)).where(_waiting, _mine, inbox.c.chat_id == bindparam("chat"))
_of_person = select(people.c.team_id).where(people.c.telegram_id == bindparam("chat"))
_of_group = select(teams.c.id).where(teams.c.group_chat_id == bindparam("chat"))
_LANE = select(
    _last_in_lane.scalar_subquery(), func.coalesce(_of_person.scalar_subquery(), _of_group.scalar_subquery())
)
# The same for many at once.
_LAST_IN_LANES = (
    select(inbox.c.chat_id, func.max(inbox.c.turn))
    .where(_waiting, _mine, among(inbox.c.chat_id))
    .group_by(inbox.c.chat_id)
)
_HOMES = union_all(
    select(people.c.telegram_id, people.c.team_id).where(among(people.c.telegram_id)),
    select(teams.c.group_chat_id, teams.c.id).where(among(teams.c.group_chat_id)),
)

_DEPTH = select(func.count()).where(_waiting, _mine)
_HOLD = select(inbox.c.id).where(inbox.c.id == bindparam("row"), _waiting).with_for_update()
_DONE = (
    update(inbox)
    .where(inbox.c.id == bindparam("row"), _waiting)
    .values(state="done", payload="", done_at=bindparam("done_at"))
)
_FAILED_ONCE = (
    update(inbox)
    .where(inbox.c.id == bindparam("row"), _waiting)
    .values(tries=inbox.c.tries + 1, error=bindparam("error"))
    .returning(inbox.c.tries)
)
_SET_ASIDE = (
    update(inbox)
    .where(inbox.c.id == bindparam("row"), _waiting)
    .values(state="failed", error=bindparam("error"), done_at=bindparam("done_at"))
)


def store(tx: Tx, bot_id: int, raws: Sequence[Raw], now: datetime, shares: Shares) -> Stored:
    """Keep a batch; where too many strangers wait, others of them are passed over.

    Each chat's updates take turns with the other chats', so that no flood delays another.
    """
    places = [*_places(tx, bot_id, raws, now, shares)]
    tx.many(
        _STORE,
        [
            {
                "bot_id": bot_id,
                "update_id": raw.update_id,
                "chat_id": raw.chat_id,
                "turn": place.turn,
                "home": place.home,
                "payload": raw.payload,
                "received_at": seconds(now),
            }
            for raw, place in zip(raws, places, strict=True)
            if place.turn is not None
        ],
    )
    return Stored(
        homes={place.home for place in places},
        behind={raw.chat_id for raw, place in zip(raws, places, strict=True) if place.is_behind},
        passed_over=sum(place.turn is None for place in places),
    )


def _places(tx: Tx, bot_id: int, raws: Sequence[Raw], now: datetime, shares: Shares) -> Iterator[Place]:
    """Fair queueing by the start: an update comes after its chat's last one, and after what is served now."""
    serving, latest = (turn or 0 for turn in tx.first(_TURNS, bot=bot_id) or (0, 0))
    last, homes = _lanes(tx, bot_id, {raw.chat_id for raw in raws})
    for raw in raws:
        chat, home = raw.chat_id, homes.get(raw.chat_id, STRANGERS)
        if is_behind := chat in last:
            before = last[chat]
            last[chat] = None if before is None else before + 1
        else:
            shares.meet(chat, home, now)
            last[chat] = shares.first_turn(home, serving, latest)
        latest = max(latest, last[chat] or 0)
        yield Place(last[chat], home, is_behind)


def _lanes(tx: Tx, bot_id: int, chats: Collection[int]) -> tuple[dict[int, int | None], dict[int, int]]:
    """The last turn of those that have one, and the team of those that are of one."""
    if len(chats) > FEW:
        lanes: list[Any] = []
        homes: list[Any] = []
        for part in in_parts(chats):
            lanes += tx.all(_LAST_IN_LANES, bot=bot_id, **part)
            homes += tx.all(_HOMES, **part)
    else:
        found = [(chat, tx.first(_LANE, bot=bot_id, chat=chat) or (None, None)) for chat in chats]
        lanes = [(chat, turn) for chat, (turn, _home) in found]
        homes = [(chat, home) for chat, (_turn, home) in found]
    return (
        {chat: turn for chat, turn in lanes if turn is not None},
        {chat: home for chat, home in homes if home is not None},
    )


def depth(tx: Tx, bot_id: int) -> int:
    """How many wait, whoever holds them."""
    return int(tx.value(_DEPTH, bot=bot_id))


def waits(tx: Tx, bot_id: int) -> bool:
    """Whether any update is not yet done, whoever holds it."""
    return tx.value(_NOW_SERVING, bot=bot_id) is not None


def done(tx: Tx, rows: Iterable[int], now: datetime) -> None:
    tx.many(_DONE, [{"row": row, "done_at": seconds(now)} for row in rows])


def hold(tx: Tx, row: int) -> bool:
    """Whether it still waits; until this transaction ends it then waits for nobody else."""
    return tx.first(_HOLD, row=row) is not None


def failed(tx: Tx, row: int, error: str) -> int:
    """How often it has failed now."""
    return int(tx.value(_FAILED_ONCE, row=row, error=error) or 0)


def set_aside(tx: Tx, row: int, error: str, now: datetime) -> None:
    tx.run(_SET_ASIDE, row=row, error=error, done_at=seconds(now))
