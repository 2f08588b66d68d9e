"""Calls to Telegram still to be made: written down with the work that makes them, marked when made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from sqlalchemy import bindparam, select, update

from storage.schema import outbox
from storage.sql import adding, seconds
from storage.tx import Tx


class Urgency(IntEnum):
    """Which letters go first."""

    ANSWER = 0  # somebody waits for it
    POST = 1  # nobody asked


TOO_LATE = "too late"  # why a letter was not posted that nobody wants any more
LEASE = timedelta(seconds=60)
PAGE = 200


@dataclass(frozen=True)
class Call:
    """What is to be called: a method and its JSON, for a chat."""

    chat_id: int
    method: str
    payload: str
    urgency: Urgency = Urgency.ANSWER
    drawing: str | None = None  # what its file shows, where it has one
    good_until: datetime | None = None  # from then on it is better not posted
    team_id: int | None = None  # of a post that nobody asked for
    waits: bool = True  # for what goes to the chat before it


@dataclass(frozen=True)
class Letter:
    """One call to Telegram: its method and its JSON."""

    id: int
    chat_id: int
    method: str
    payload: str
    tries: int = 0
    urgency: Urgency = Urgency.ANSWER
    drawing: str | None = None  # what its file shows, where it has one
    good_until: int | None = None
    lane: int | None = None  # the chat in which it waits for what went before, whoever posts that

    def is_good(self, now: datetime) -> bool:
        """Whether it may still be posted."""
        return self.good_until is None or seconds(now) < self.good_until


@dataclass(frozen=True)
class Posted:
    """What came of a letter: the message's number, or why it was given up."""

    letter: int
    message_id: int | None = None
    error: str | None = None
    rest: str | None = None  # the drawing of what is still to go in this letter's name


_WRITE = adding(
    outbox,
    "bot_id",
    "chat_id",
    "method",
    "payload",
    "leased_until",
    "created_at",
    "urgency",
    "drawing",
    "good_until",
    "of_team",
    "held_by",
    "lane",
    state="waiting",
    tries=0,
).returning(outbox.c.id)
COLUMNS = (
    outbox.c.id,
    outbox.c.chat_id,
    outbox.c.method,
    outbox.c.payload,
    outbox.c.tries,
    outbox.c.urgency,
    outbox.c.drawing,
    outbox.c.good_until,
    outbox.c.lane,
)
_OVERDUE = (
    select(*COLUMNS)
    .where(
        outbox.c.state == "waiting",
        outbox.c.lane.is_(None),
        outbox.c.bot_id == bindparam("bot"),
        outbox.c.leased_until < bindparam("now"),
        outbox.c.urgency == bindparam("of_urgency"),
    )
    .order_by(outbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_LEASE = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.state == "waiting")
    .values(leased_until=bindparam("leased_until"), held_by=bindparam("holder"))
)
_POSTED = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(
        state=bindparam("state"),
        payload="",
        drawing=None,
        message_id=bindparam("message_id"),
        error=bindparam("error"),
        closed_at=bindparam("closed_at"),
    )
)
_DROP = (
    update(outbox)
    .where(
        outbox.c.state == "waiting",
        outbox.c.urgency == Urgency.POST.value,
        outbox.c.of_team == bindparam("team"),
        outbox.c.chat_id == bindparam("chat"),
    )
    .values(
        state="failed", payload="", drawing=None, error="not a member any more", closed_at=bindparam("at")
    )
)
_LEAVE = update(outbox).where(outbox.c.id == bindparam("row")).values(drawing=bindparam("rest"))
_RELEASE = update(outbox).where(outbox.c.state == "waiting").values(leased_until=0)


def write(tx: Tx, bot_id: int, call: Call, now: datetime) -> Letter:
    """Add a letter. An answer is leased to the process that writes it and is about to post it."""
    good_until = None if call.good_until is None else seconds(call.good_until)
    answer, lane = call.urgency is Urgency.ANSWER, call.chat_id if tx.holder and call.waits else None
    row = tx.value(
        _WRITE,
        bot_id=bot_id,
        chat_id=call.chat_id,
        method=call.method,
        payload=call.payload,
        leased_until=seconds(now + LEASE) if answer else 0,
        created_at=seconds(now),
        urgency=call.urgency.value,
        drawing=call.drawing,
        good_until=good_until,
        of_team=call.team_id,
        held_by=tx.holder if answer else None,
        lane=lane,
    )
    return Letter(
        int(row), call.chat_id, call.method, call.payload, 0, call.urgency, call.drawing, good_until, lane
    )


def take_over(
    tx: Tx, bot_id: int, now: datetime, urgency: Urgency = Urgency.ANSWER, most: int = PAGE
) -> list[Letter]:
    """Letters that nobody holds, or whose sender died or gave up on them: leased anew to the caller."""
    rows = tx.all(_OVERDUE, bot=bot_id, now=seconds(now), of_urgency=urgency.value, most=most)
    letters = [as_letter(row) for row in rows]
    extend(tx, letters, now)
    return letters


def as_letter(row: Any) -> Letter:
    letter, chat_id, method, payload, tries, urgency, drawing, good_until, lane = row
    return Letter(letter, chat_id, method, payload, tries, Urgency(urgency), drawing, good_until, lane)


def extend(tx: Tx, letters: Iterable[Letter], now: datetime) -> None:
    until = seconds(now + LEASE)
    tx.many(_LEASE, [{"row": letter.id} for letter in letters], leased_until=until, holder=tx.holder)


def leave(tx: Tx, letter: int, rest: str) -> None:
    """A part of it is posted; this is to be made of it still."""
    tx.run(_LEAVE, row=letter, rest=rest)


def close(tx: Tx, results: Sequence[Posted], now: datetime) -> None:
    tx.many(
        _POSTED,
        [
            {
                "row": result.letter,
                "state": "failed" if result.error else "posted",
                "message_id": result.message_id,
                "error": result.error,
                "closed_at": seconds(now),
            }
            for result in results
        ],
    )


def drop_posts(tx: Tx, team: int, chat_id: int, now: datetime) -> int:
    """Whoever is no member any more is told nothing further of the team."""
    return tx.run(_DROP, team=team, chat=chat_id, at=seconds(now))


def release_all(tx: Tx) -> None:
    """For a database that has but one process: whoever held a lease is gone."""
    tx.run(_RELEASE)
