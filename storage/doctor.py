"""What an operator wants to know of the wire: what waits, for how long, and what was set aside."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, column, delete, func, literal, select, table, union_all

from storage import migrate
from storage.errors import OtherVersion
from storage.outbox import Urgency
from storage.schema import drawings, inbox, outbox, people
from storage.sql import adding, instant, seconds
from storage.tx import Statement, Tx

MOST = 20
ROOM = 8192  # bytes, more than a page has left


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


# No bot's number and no instant is below zero: such a condition says nothing but which index to go by.
_updates = (
    select(func.count().label("number"), func.min(inbox.c.id).label("first"))
    .where(inbox.c.state == "waiting", inbox.c.bot_id > 0)
    .subquery()
)
_UPDATES = select(_updates.c.number, inbox.c.received_at).join(
    inbox, inbox.c.id == _updates.c.first, isouter=True
)
_letters = (
    select(func.count().label("number"), func.min(outbox.c.id).label("first"))
    .where(outbox.c.state == "waiting", outbox.c.bot_id > 0, outbox.c.urgency == bindparam("of_urgency"))
    .subquery()
)
_LETTERS = select(_letters.c.number, outbox.c.created_at).join(
    outbox, outbox.c.id == _letters.c.first, isouter=True
)
_SILENT = select(func.count()).where(people.c.unreachable_at.is_not(None))
_update_failed = and_(inbox.c.state == "failed", inbox.c.done_at > 0)
_letter_failed = and_(outbox.c.state == "failed", outbox.c.closed_at > 0)
_failed_updates = select(
    literal("update").label("what"),
    inbox.c.update_id.label("number"),
    inbox.c.done_at.label("at"),
    inbox.c.error,
).where(_update_failed)
_failed_letters = select(outbox.c.method, outbox.c.id, outbox.c.closed_at, outbox.c.error).where(
    _letter_failed
)
_aside = union_all(_failed_updates, _failed_letters).subquery()
_SET_ASIDE = select(_aside).order_by(_aside.c.at.desc()).limit(MOST)
_FAILED = {
    "updates": select(func.count()).where(_update_failed),
    "letters": select(func.count()).where(_letter_failed),
}
_VERSION: Statement = select(column("version_num")).select_from(table("alembic_version"))
_TRY = adding(drawings, "content", "file_id", "created_at", bot_id=0)
_TRIED = delete(drawings).where(drawings.c.bot_id == 0, drawings.c.content == bindparam("content"))


def waiting(tx: Tx) -> dict[str, Waiting]:
    """What has still to be done, and since when."""
    return {
        "updates": _waiting(tx, _UPDATES),
        "answers": _waiting(tx, _LETTERS, of_urgency=Urgency.ANSWER.value),
        "posts": _waiting(tx, _LETTERS, of_urgency=Urgency.POST.value),
    }


def _waiting(tx: Tx, statement: Statement, **values: int) -> Waiting:
    row = tx.first(statement, **values)
    assert row is not None
    return Waiting(int(row[0]), instant(row[1]))


def failed(tx: Tx) -> dict[str, int]:
    """How many of each were set aside of late."""
    return {what: int(tx.value(statement)) for what, statement in _FAILED.items()}


def version(tx: Tx) -> str:
    """Up to which migration the database has come."""
    return str(tx.value(_VERSION))


def must_be_ours(tx: Tx) -> None:
    """Raises OtherVersion where a newer bot has brought the database on, while this one was at work."""
    if (at := version(tx)) != migrate.newest():
        raise OtherVersion(at)


def try_to_write(tx: Tx, content: str, now: datetime) -> None:
    """Something that needs room of its own, and is gone with the same commit."""
    tx.run(_TRY, content=content, file_id="-" * ROOM, created_at=seconds(now))
    tx.run(_TRIED, content=content)


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
