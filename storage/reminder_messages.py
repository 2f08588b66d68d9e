"""The messages that reminders became: which they are, whom they did not reach, which are out of date."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, select, update

from storage.outbox import TOO_LATE
from storage.reminders import Addressee
from storage.schema import members, outbox, people, recontacts, reminded, reminders
from storage.sql import TEAM, seconds
from storage.tx import Tx

PAGE = 100
BLOCKED = "403"  # how Telegram's refusal begins when a person has blocked the bot


@dataclass(frozen=True)
class Stale:
    """A message that shows what is no longer so."""

    reminder: int
    message_id: int
    to: Addressee


_one = and_(reminders.c.team_id == TEAM, reminders.c.id == bindparam("reminder"))
_of_reminder = and_(reminded.c.team_id == TEAM, reminded.c.reminder_id == bindparam("reminder"))
_CLOSED_LETTERS = (
    select(reminders.c.id, reminders.c.team_id, outbox.c.message_id, outbox.c.error)
    .join(outbox, outbox.c.id == reminders.c.letter_id)
    .where(reminders.c.message_id.is_(None), outbox.c.state != "waiting")
    .order_by(reminders.c.letter_id)
    .limit(PAGE)
    .with_for_update(skip_locked=True, of=reminders)
)
_POSTED_AS = update(reminders).where(_one).values(message_id=bindparam("message"))
_REMIND_AGAIN = (
    update(recontacts)
    .where(
        recontacts.c.team_id == TEAM,
        recontacts.c.id.in_(select(reminded.c.recontact_id).where(_of_reminder)),
        recontacts.c.remind_at.is_(None),
    )
    .values(remind_at=bindparam("now"))
)
_FORGET_REMINDED = delete(reminded).where(_of_reminder)
_FORGET = delete(reminders).where(_one)
_STALE = (
    select(
        reminders.c.id,
        reminders.c.message_id,
        reminders.c.team_id,
        reminders.c.member_id,
        reminders.c.chat_id,
        people.c.language,
    )
    .join(members, members.c.id == reminders.c.member_id)
    .join(people, people.c.id == members.c.person_id)
    .where(reminders.c.stale == 1, reminders.c.message_id.is_not(None))
    .order_by(reminders.c.id)
    .limit(PAGE)
    .with_for_update(skip_locked=True, of=reminders)
)
_FRESH = update(reminders).where(_one).values(stale=0)


def learn(tx: Tx, now: datetime) -> bool:
    """Note which messages the reminders have become; what reached nobody is due again. May there be more?"""
    rows = tx.all(_CLOSED_LETTERS)
    for row in rows:
        of = {"team": row.team_id, "reminder": row.id}
        if row.message_id is not None:
            tx.run(_POSTED_AS, **of, message=row.message_id)
            continue
        if (row.error or "").startswith((BLOCKED, TOO_LATE)):
            tx.run(_REMIND_AGAIN, **of, now=seconds(now))
        tx.run(_FORGET_REMINDED, **of)
        tx.run(_FORGET, **of)
    return len(rows) == PAGE


def take_stale(tx: Tx) -> list[Stale]:
    """Messages to be brought up to date by the caller."""
    rows = tx.all(_STALE)
    tx.many(_FRESH, [{"team": row.team_id, "reminder": row.id} for row in rows])
    return [Stale(row[0], row[1], Addressee(*row[2:])) for row in rows]
