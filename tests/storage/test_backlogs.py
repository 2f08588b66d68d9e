"""However much waits: the next to be done are found by a few looks, and each team's by one at a time."""

import asyncio
import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text, update

from storage import claims, inbox
from storage.inbox import Raw
from storage.prepared import for_postgres
from storage.schema import inbox as rows
from storage.shares import Shares
from storage.store import Store
from storage.tx import PostgresTx, Tx
from tests.partitioned import answered
from tests.world import NUMBERS, World

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
NOW = datetime(2027, 12, 1, 9, tzinfo=UTC)
BOT, CHATS, WAITING = 7, 96, 3_000
FEW = 2_000  # pages looked at; sixty thousand where each lane is looked for among all that waits


def pages(tx: Tx) -> int:
    assert isinstance(tx, PostgresTx)
    asked = for_postgres(claims._NEXT)
    given = asked.in_order({"bot": BOT, "most": 16, "before": claims.LAST})
    (answer,) = answered(tx, f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {asked.sql}", given)
    (plan,) = json.loads(answer)
    return int(plan["Plan"]["Shared Hit Blocks"] + plan["Plan"]["Shared Read Blocks"])


async def test_the_next_are_not_looked_for_among_all_that_wait(store: Store) -> None:
    """PostgreSQL counts its tables now and then: before it does, it believes that nothing waits."""
    raws = [Raw(number, number % CHATS, "{}") for number in range(1, WAITING + 1)]
    await store.run(lambda tx: inbox.store(tx, BOT, raws, NOW, Shares()))
    assert await store.run(pages) < FEW


async def test_whoever_changed_teams_meanwhile_holds_nobody_up(world: World) -> None:
    """What came sooner is done sooner, though it was stored later, and as another team's."""
    newcomer, olga = 555, NUMBERS["Olga"]

    async def keep(*raws: Raw) -> None:
        await world.store.run(lambda tx: inbox.store(tx, BOT, raws, NOW, Shares()))

    async def claim_and_do() -> list[int]:
        def work(tx: Tx) -> list[int]:
            claimed = claims.claim(tx, BOT, 16, None) or []
            inbox.done(tx, [update.id for update in claimed], NOW)
            return [update.update_id for update in claimed]

        return await world.store.run(work)

    await keep(Raw(13, newcomer, "{}"))  # of nobody's team yet
    await keep(Raw(12, newcomer, "{}"), Raw(14, olga, "{}"))
    home = await world.store.run(lambda tx: tx.value(select(rows.c.home).where(rows.c.update_id == 14)))
    await world.store.run(lambda tx: tx.run(update(rows).where(rows.c.update_id == 12).values(home=home)))
    assert await claim_and_do() == [12, 14]
    assert await claim_and_do() == [13]
    assert await world.store.run(lambda tx: claims.claim(tx, BOT, 16, None)) is None


async def test_two_teams_are_worked_for_side_by_side_and_each_by_one_at_a_time(world: World) -> None:
    """Two who count one team's contacts would wait for each other's whole work, or block each other."""
    here, there = {NUMBERS["Olga"], NUMBERS["Anna"]}, {NUMBERS["Zoya"]}
    raws = [Raw(number, chat, "{}") for number, chat in enumerate([*here, *there], start=1)]
    await world.store.run(lambda tx: inbox.store(tx, BOT, raws, NOW, Shares()))
    waiting = await world.store.run(lambda tx: claims.heads(tx, BOT, 16))
    assert {update.chat_id for update in waiting} == here | there, "whoever waits is told, of whichever team"
    free: list[bool] = []

    def claimed(tx: Tx) -> set[int]:
        return {update.chat_id for update in claims.claim(tx, BOT, 16, None) or ()}

    def claim_and_hold(tx: Tx) -> set[int]:
        chats = claimed(tx)
        held.append(chats)
        while not free:
            tx.all(text("SELECT pg_sleep(0.01)"))
        return chats

    async def look_meanwhile() -> None:
        while len(held) < 2:  # noqa: ASYNC110 - transactions say it
            await asyncio.sleep(0.01)
        meanwhile.append(await world.store.run(claimed))
        free.append(True)

    held: list[set[int]] = []
    meanwhile: list[set[int]] = []
    await asyncio.gather(world.store.run(claim_and_hold), world.store.run(claim_and_hold), look_meanwhile())
    assert sorted(held, key=len) == [there, here]
    assert meanwhile == [set()]
    assert await world.store.run(claimed) == here, "free again, and its turn"
