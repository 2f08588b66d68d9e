"""Updates as Telegram handed them over: written down first, done in a fair order, each once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, exists, func, select, update

from storage.schema import inbox
from storage.sql import adding, seconds
from storage.tx import Tx

MOST_TRIES = 3


@dataclass(frozen=True)
class Raw:
    """An update not yet read: its number, whose chat it is in, and its JSON."""

    update_id: int
    chat_id: int
    payload: str


@dataclass(frozen=True)
class Waiting:
    id: int
    update_id: int
    chat_id: int
    payload: str
    tries: int


_waiting = inbox.c.state == "waiting"
_mine = inbox.c.bot_id == bindparam("bot")
_STORE = adding(
    inbox, "bot_id", "update_id", "chat_id", "turn", "payload", "received_at", state="waiting", tries=0
).on_conflict_do_nothing(index_elements=["bot_id", "update_id"])
_NOW_SERVING = select(func.min(inbox.c.turn)).where(_waiting, _mine)
_LAST_IN_LANE = select(func.max(inbox.c.turn)).where(_waiting, _mine, inbox.c.chat_id == bindparam("chat"))

_earlier = inbox.alias("earlier")
_first = (
    select(inbox.c.id, inbox.c.update_id, inbox.c.chat_id, inbox.c.payload, inbox.c.tries)
    .where(_waiting, _mine)
    .order_by(inbox.c.turn, inbox.c.id)
)
# The head of each lane only: with its row locked, nobody else goes on in that chat.
_NEXT = (
    _first.where(
        ~exists().where(
            and_(
                _earlier.c.state == "waiting",
                _earlier.c.bot_id == inbox.c.bot_id,
                _earlier.c.chat_id == inbox.c.chat_id,
                _earlier.c.id < inbox.c.id,
            )
        )
    )
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
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


def store(tx: Tx, bot_id: int, raws: Sequence[Raw], now: datetime) -> None:
    """Keep a batch. Each chat's updates take turns with the other chats', so that no flood delays another."""
    turns = _turns(tx, bot_id, raws)
    tx.many(
        _STORE,
        [
            {
                "bot_id": bot_id,
                "update_id": raw.update_id,
                "chat_id": raw.chat_id,
                "turn": turn,
                "payload": raw.payload,
                "received_at": seconds(now),
            }
            for raw, turn in zip(raws, turns, strict=True)
        ],
    )


def _turns(tx: Tx, bot_id: int, raws: Iterable[Raw]) -> list[int]:
    """Start-time fair queueing: an update comes after its chat's last one, and after what is served now."""
    serving = tx.value(_NOW_SERVING, bot=bot_id) or 0
    last: dict[int, int] = {}
    turns = []
    for raw in raws:
        if raw.chat_id not in last:
            last[raw.chat_id] = tx.value(_LAST_IN_LANE, bot=bot_id, chat=raw.chat_id) or serving
        last[raw.chat_id] += 1
        turns.append(last[raw.chat_id])
    return turns


def claim(tx: Tx, bot_id: int, most: int) -> list[Waiting]:
    """The next updates, at most one of each chat, held until this transaction ends."""
    return [Waiting(*row) for row in tx.all(_NEXT, bot=bot_id, most=most)]


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
