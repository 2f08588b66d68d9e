"""Verdicts in storage: every count follows them, whatever is judged, judged again and taken back."""

import random

import pytest

from sales.contacts import Outcome
from sales.losses import Reason
from storage import contacts, reasons, recount, reviews
from storage.errors import NotFound
from tests.world import World

MONDAY = "2026-11-16"


@pytest.mark.parametrize("seed", range(2))
async def test_every_roll_up_follows_the_verdicts(world: World, seed: int) -> None:
    chance = random.Random(seed)
    clients = [await world.client(f"Клиент {number}") for number in range(4)]
    lost: list[int] = []
    for _ in range(40):
        done = chance.random()
        if not lost or done < 0.4:
            reason = chance.choice([*Reason])
            lost.append(await world.record(chance.choice(clients), Outcome.LOST, reason=reason))
        elif done < 0.8:
            contact, reason = chance.choice(lost), chance.choice([*Reason])
            await world.run(
                lambda book, contact=contact, reason=reason: reviews.judge(
                    book, contact, reason=reasons.catalogue(book)[reason], text=reason.value
                ),
                "Boris",
            )
        elif done < 0.9:
            contact = chance.choice(lost)
            await world.run(lambda book, contact=contact: reviews.confirm(book, contact), "Boris")
        else:
            contact = lost.pop(chance.randrange(len(lost)))
            await world.run(lambda book, contact=contact: contacts.undo(book, contact), "Boris")
    team = (await world.rows("SELECT min(id) FROM teams"))[0][0]
    assert await world.store.run(lambda tx: recount.of_a_week(tx, team, MONDAY)) == []
    undone = "contact_id IN (SELECT id FROM contacts WHERE undone_at IS NOT NULL)"
    assert await world.count("reviews") > 0
    assert await world.count("reviews", undone) == 0


async def test_only_a_refusal_that_stands_is_judged(world: World) -> None:
    client = await world.client()
    won = await world.record(client, Outcome.WON, amount=500)
    lost = await world.record(client, Outcome.LOST, reason=Reason.NO_TRUST)
    await world.run(lambda book: contacts.undo(book, lost))
    for contact in (won, lost):
        with pytest.raises(NotFound):
            await world.run(lambda book, contact=contact: reviews.judge(book, contact, text="да"), "Boris")
        with pytest.raises(NotFound):
            await world.run(lambda book, contact=contact: reviews.confirm(book, contact), "Boris")
