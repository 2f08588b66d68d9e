"""What an operator wants to know of the wire: what waits, for how long, and what was set aside."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, literal, select, union_all

from storage.schema import inbox, outbox, people
from storage.sql import instant
from storage.tx import Tx

MOST = 20


@dataclass(frozen=True)
class Waiting:
    """Updates or letters."""

    number: int
    oldest: datetime | None


@dataclass(frozen=True)
class SetAside:
    """What has failed for good; the text of it is nobody's business here."""

    what: str  # an update, or the method of a letter
    number: int
    at: datetime
    error: str


_UPDATES = select(func.count(), func.min(inbox.c.received_at)).where(inbox.c.state == "waiting")
_LETTERS = select(func.count(), func.min(outbox.c.created_at)).where(outbox.c.state == "waiting")
_SILENT = select(func.count()).where(people.c.unreachable_at.is_not(None))
_failed_updates = select(
    literal("update").label("what"),
    inbox.c.update_id.label("number"),
    inbox.c.done_at.label("at"),
    inbox.c.error,
).where(inbox.c.state == "failed")
_failed_letters = select(outbox.c.method, outbox.c.id, outbox.c.closed_at, outbox.c.error).where(
    outbox.c.state == "failed"
)
_aside = union_all(_failed_updates, _failed_letters).subquery()
_SET_ASIDE = select(_aside).order_by(_aside.c.at.desc()).limit(MOST)


def updates(tx: Tx) -> Waiting:
    return _waiting(tx, _UPDATES)


def letters(tx: Tx) -> Waiting:
    return _waiting(tx, _LETTERS)


def _waiting(tx: Tx, statement: object) -> Waiting:
    row = tx.first(statement)  # type: ignore[arg-type]
    assert row is not None
    return Waiting(int(row[0]), instant(row[1]))


def unreachable(tx: Tx) -> int:
    """People who block the bot."""
    return int(tx.value(_SILENT))


def set_aside(tx: Tx) -> list[SetAside]:
    """The latest first."""
    found = []
    for row in tx.all(_SET_ASIDE):
        at = instant(row.at)
        assert at is not None
        found.append(SetAside(row.what, row.number, at, row.error or ""))
    return found
