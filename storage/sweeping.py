"""What has been done with is forgotten after a while: page by page, so that nobody waits for it.

Nothing that was typed waits for this: a text is emptied in the very transaction that is done with it. What remains is
a mark, by which an update handed over once more is known, and the text of what could not be done, for whoever mends it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Table, and_, bindparam, delete, func, or_, select

from storage.schema import inbox, outbox
from storage.sql import seconds
from storage.tx import Tx

PAGE = 500  # rows
KEEP_MARKS = timedelta(hours=48)  # Telegram hands nothing over again after 24


@dataclass(frozen=True)
class Kept:
    """Until when what is kept has to have been done with, to be forgotten."""

    marks: datetime
    failed: datetime

    @classmethod
    def at(cls, now: datetime, failed: timedelta) -> "Kept":
        return cls(now - KEEP_MARKS, now - failed)


class Sweep:
    """Through one table from its oldest row on. Its numbers grow with time, so no index of times is needed."""

    def __init__(self, table: Table, began: ColumnElement[int], ended: ColumnElement[int]) -> None:
        state = table.c.state
        page = (
            select(table.c.id, began.label("began"))
            .where(table.c.id > bindparam("after"))
            .order_by(table.c.id)
            .limit(PAGE)
            .subquery()
        )
        self.name = table.name
        self._page = select(func.max(page.c.id).label("last"), func.min(page.c.began).label("oldest"))
        self._forget = delete(table).where(
            table.c.id > bindparam("after"),
            table.c.id <= bindparam("last"),
            or_(
                and_(state != "waiting", state != "failed", ended < bindparam("marks")),
                and_(state == "failed", ended < bindparam("failed")),
            ),
        )

    def page(self, tx: Tx, after: int, kept: Kept) -> int:
        """Forget the page behind a row; the row to go on behind, or 0 where the rest is too young."""
        row = tx.first(self._page, after=after)
        if row is None or row.last is None or row.oldest >= seconds(max(kept.marks, kept.failed)):
            return 0
        tx.run(
            self._forget, after=after, last=row.last, marks=seconds(kept.marks), failed=seconds(kept.failed)
        )
        return int(row.last)


SWEEPS: Sequence[Sweep] = (
    Sweep(inbox, inbox.c.received_at, inbox.c.done_at),
    Sweep(outbox, outbox.c.created_at, outbox.c.closed_at),
)
