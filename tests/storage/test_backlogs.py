"""However much waits: the next to be done are found by a few looks."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.dialects import postgresql

from storage import claims, inbox
from storage.inbox import Raw
from storage.shares import Shares
from storage.store import Store
from storage.tx import Tx

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
NOW = datetime(2027, 12, 1, 9, tzinfo=UTC)
BOT, CHATS, WAITING = 7, 96, 3_000
FEW = 2_000  # pages looked at; sixty thousand where each lane is looked for among all that waits


def pages(tx: Tx) -> int:
    asked = claims._NEXT.params(bot=BOT, most=16, before=claims.LAST)
    compiled = asked.compile(dialect=postgresql.dialect(paramstyle="pyformat"))
    sql = str(compiled) % {name: repr(value) for name, value in compiled.params.items()}
    (plan,) = tx.value(text(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}"))
    return int(plan["Plan"]["Shared Hit Blocks"] + plan["Plan"]["Shared Read Blocks"])


async def test_the_next_are_not_looked_for_among_all_that_wait(store: Store) -> None:
    """PostgreSQL counts its tables now and then: before it does, it believes that nothing waits."""
    raws = [Raw(number, number % CHATS, "{}") for number in range(1, WAITING + 1)]
    await store.run(lambda tx: inbox.store(tx, BOT, raws, NOW, Shares()))
    assert await store.run(pages) < FEW
