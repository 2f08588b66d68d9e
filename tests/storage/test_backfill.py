"""What 0002 counts from the contacts that were there before it is what would have been kept with each of them."""

from datetime import timedelta

from sqlalchemy import text

from bot.check import SOUND, check
from sales.clients import Reach
from sales.contacts import Outcome
from sales.losses import Reason
from storage import clients, contacts
from storage.migrations import backfill_0002
from tests.world import World, fill_anew

# A base as 0001 left it: `daily` without the marks, nothing else.
AS_BEFORE = (
    *(f"DELETE FROM {table}" for table in ("weekly", "trend", "leads", "touched")),
    "UPDATE daily SET again = 0, again_amount = 0, regained = 0, regained_amount = 0",
    "UPDATE contacts SET again = 0, regained = 0",
    """UPDATE clients SET met_day = '', contacted_day = NULL, sales = 0, revenue = 0, first_sale_at = NULL,
    last_sale_at = NULL, worth = 0, dormant_at = NULL""",
)
LEFT = ("daily", "weekly", "trend", "leads", "touched", "contacts", "clients")


async def some_history(world: World) -> None:
    """Clients without a sale, with one, with a rhythm, over years; some met late in the day."""
    world.now += timedelta(hours=10)  # past midnight in Moscow, and not yet in UTC
    for number in range(6):
        client = await world.client(f"Клиент {number}")
        if number % 2:
            await world.run(lambda book, it=client: clients.change(book, it, "reach", Reach.REFUSED.value))
            await world.run(lambda book, it=client: clients.change(book, it, "source", "ad"))
        for turn in range(number):
            await world.record(client, Outcome.LOST, reason=Reason.NO_TRUST)
            await world.record(client, Outcome.WON, amount=100 * turn + 7)
            undone = await world.record(client, Outcome.WON, amount=5)
            await world.run(lambda book, it=undone: contacts.undo(book, it))
            await world.record(client, Outcome.NO_ANSWER, by="Boris")
            world.now += timedelta(days=20 + 150 * (turn % 2))
    await world.record(await world.client("Молчун"), Outcome.NO_ANSWER)


async def kept(world: World) -> list[object]:
    return [sorted(await world.rows(f"SELECT * FROM {table}"), key=str) for table in LEFT]


async def test_the_backfill_counts_what_would_have_been_kept(world: World, database_url: str) -> None:
    await some_history(world)
    # Nobody reads the marks of what was taken back.
    undone = text("UPDATE contacts SET again = 0, regained = 0 WHERE undone_at > 0")
    await world.store.run(lambda tx: tx.run(undone))
    expected = await kept(world)
    for statement in AS_BEFORE:
        await world.store.run(lambda tx, it=statement: tx.run(text(it)))
    assert await kept(world) != expected
    await fill_anew(database_url, backfill_0002.fill)
    assert await kept(world) == expected
    assert await check(database_url, None) == SOUND
