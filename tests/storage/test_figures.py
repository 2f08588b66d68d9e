"""The roll-up equals the contacts, whatever was recorded, fixed and undone."""

from datetime import date, timedelta
from typing import Any

from sales.contacts import Outcome
from sales.figures import together
from sales.losses import Reason
from storage import contacts, figures
from tests.world import World


async def test_undo_in_reverse_order_restores_the_first_state(world: World) -> None:
    client = await world.client()
    before = await dump(world)
    done = [
        await world.record(client, Outcome.NEXT_STEP),
        await world.record(client, Outcome.NO_ANSWER),
        await world.record(client, Outcome.WON, amount=500),
        await world.record(client, Outcome.LOST, reason=Reason.NO_TRUST),
    ]
    for contact in reversed(done):
        await world.run(lambda book, contact=contact: contacts.undo(book, contact))
    assert await dump(world) == before


async def test_undo_in_any_order_leaves_the_client_one_promise_and_at_most_one_open_deal(
    world: World,
) -> None:
    client = await world.client()
    done = [
        await world.record(client, Outcome.LOST, reason=Reason.NO_TRUST),
        await world.record(client, Outcome.NEXT_STEP),
        await world.record(client, Outcome.WON, amount=500),
        await world.record(client, Outcome.NEXT_STEP),
    ]
    for contact in (done[0], done[2], done[1], done[3]):
        await world.run(lambda book, contact=contact: contacts.undo(book, contact))
        assert (await world.count("recontacts", "state = 'open'")) == 1
    assert await world.count("deals") == 0


async def dump(world: World) -> list[Any]:
    """All that is shown to anyone, without what is undone."""
    tables = {
        "clients": "id, last_outcome, last_contact_at, next_contact_at, touched_at",
        "recontacts": "id, due_at, state",
        "deals": "id, state",
        "daily": "member_id, outcome, contacts, amount",
    }
    where = {"recontacts": "state <> 'cancelled'"}
    return [
        await world.rows(f"SELECT {what} FROM {name} WHERE {where.get(name, '1 = 1')} ORDER BY 1")
        for name, what in tables.items()
    ]


async def test_the_week_of_a_period_counts_both_its_days(world: World) -> None:
    client = await world.client()
    await world.record(client, Outcome.NEXT_STEP)
    day = date(2026, 11, 22)
    for first, last, expected in (
        (day, day, 1),
        (day - timedelta(days=6), day, 1),
        (day + timedelta(days=1), day, 0),
    ):
        tallies = await world.run(lambda book, first=first, last=last: figures.by_member(book, first, last))
        assert together(tallies).contacts == expected


async def test_undone_oldest_first_the_promise_before_both_stands_again(world: World) -> None:
    client = await world.client()
    before = await world.rows("SELECT id, due_at FROM recontacts WHERE state = 'open'")
    first = await world.record(client, Outcome.LOST, reason=Reason.NO_TRUST)
    second = await world.record(client, Outcome.NO_ANSWER)
    for contact in (first, second):
        await world.run(lambda book, contact=contact: contacts.undo(book, contact))
    assert await world.rows("SELECT id, due_at FROM recontacts WHERE state = 'open'") == before
