"""What is taken back, told late, given up or merged leaves every client the way back that is theirs."""

from datetime import timedelta

import pytest

from sales.contacts import Outcome
from sales.errors import NotAnObstacle
from sales.losses import Reason
from storage import (
    contacts,
    history,
    leaves,
    merging,
    newcomers,
    reasons,
    recontacts,
    reviews,
    staff,
    stops,
    unmerging,
)
from storage.book import Book
from tests.world import World


async def promised(world: World, client: int) -> int | None:
    """The promise that is open."""
    number: int | None = await world.run(lambda book: recontacts.open_of(book, client))
    return number


async def made_by(world: World, contact: int) -> int:
    return int((await world.rows(f"SELECT recontact_id FROM contacts WHERE id = {contact}"))[0][0])


async def is_given_up(world: World, client: int) -> bool:
    return bool(await world.count("clients", f"id = {client} AND stopped_at IS NOT NULL"))


async def ask_to_give_up(world: World, refusal: int) -> int:
    stop: int = await world.run(lambda book: stops.affirm(book, refusal))
    await world.run(lambda book: stops.ask(book, stop))
    return stop


async def give_up(world: World, refusal: int) -> None:
    stop = await ask_to_give_up(world, refusal)
    await world.run(lambda book: stops.approve(book, stop), "Boris")


async def undo(world: World, contact: int) -> None:
    await world.run(lambda book: contacts.undo(book, contact))


async def test_a_refusal_and_the_talk_after_it_both_taken_back_leave_the_first_promise(world: World) -> None:
    client = await world.client()
    met = await promised(world, client)
    refusal = await world.record(client, Outcome.LOST, reason=Reason.NO_NEED)
    await give_up(world, refusal)
    talk = await world.record(client, Outcome.NEXT_STEP)
    await undo(world, refusal)
    assert await promised(world, client) == await made_by(world, talk)
    await undo(world, talk)
    assert await promised(world, client) == met


async def test_a_talk_told_late_while_a_head_thinks_promises_once_the_refusal_is_taken_back(
    world: World,
) -> None:
    client = await world.client()
    refusal = await world.record(client, Outcome.LOST, reason=Reason.NO_NEED)
    stop = await ask_to_give_up(world, refusal)
    talk = await world.record(client, Outcome.NEXT_STEP, ago=1)
    assert await promised(world, client) == await made_by(world, refusal)
    await world.run(lambda book: stops.approve(book, stop), "Boris")
    assert await is_given_up(world, client)
    assert await promised(world, client) is None
    await undo(world, refusal)
    assert await promised(world, client) == await made_by(world, talk)


async def test_nobody_is_given_up_for_what_a_head_has_found_to_be_our_error(world: World) -> None:
    client = await world.client()
    refusal = await world.record(client, Outcome.LOST, reason=Reason.NO_NEED)
    stop = await ask_to_give_up(world, refusal)
    await world.run(lambda book: find_an_error(book, refusal), "Boris")
    with pytest.raises(NotAnObstacle):
        await world.run(lambda book: stops.approve(book, stop), "Boris")
    assert await promised(world, client) == await made_by(world, refusal)


async def test_who_was_given_up_is_come_back_to_once_a_head_finds_our_error(world: World) -> None:
    client = await world.client()
    refusal = await world.record(client, Outcome.LOST, reason=Reason.NO_NEED)
    await give_up(world, refusal)
    await world.run(lambda book: find_an_error(book, refusal), "Boris")
    assert not await is_given_up(world, client)
    assert await promised(world, client) == await made_by(world, refusal)


def find_an_error(book: Book, refusal: int) -> None:
    reviews.judge(book, refusal, reason=reasons.catalogue(book)[Reason.NO_TRUST])


@pytest.mark.parametrize("given_up_wins", [True, False])
async def test_who_lives_does_not_die_of_a_merge_and_each_is_again_who_they_were(
    world: World,
    given_up_wins: bool,  # noqa: FBT001 - which of the two stays
) -> None:
    dead, living = await world.client("Иванов"), await world.client("Иванов Иван")
    talk = await world.record(living, Outcome.NEXT_STEP)
    world.now += timedelta(hours=1)
    await give_up(world, await world.record(dead, Outcome.LOST, reason=Reason.NO_NEED))
    winner, loser = (dead, living) if given_up_wins else (living, dead)
    merge = await world.run(lambda book: merging.merge(book, winner, loser), "Boris")
    assert not await is_given_up(world, winner)
    assert await promised(world, winner) == await made_by(world, talk)
    await world.run(lambda book: unmerging.unmerge(book, merge), "Boris")
    assert await is_given_up(world, dead)
    assert await promised(world, dead) is None
    assert await promised(world, living) == await made_by(world, talk)


async def test_who_was_promised_something_since_a_merge_is_not_given_up_by_taking_it_apart(
    world: World,
) -> None:
    dead, living = await world.client("Иванов"), await world.client("Иванов Иван")
    await give_up(world, await world.record(dead, Outcome.LOST, reason=Reason.NO_NEED))
    merge = await world.run(lambda book: merging.merge(book, dead, living), "Boris")
    world.now += timedelta(hours=1)
    await world.record(dead, Outcome.NEXT_STEP)
    await world.run(lambda book: unmerging.unmerge(book, merge), "Boris")
    assert not await is_given_up(world, dead)
    assert await promised(world, dead) is not None


async def test_a_contact_of_an_earlier_day_leaves_a_later_promise_alone(world: World) -> None:
    client = await world.client()
    today = await world.record(client, Outcome.NEXT_STEP)
    late = await world.record(client, Outcome.NEXT_STEP, ago=2)
    assert await promised(world, client) == await made_by(world, today)
    await undo(world, today)
    assert await promised(world, client) == await made_by(world, late)


async def test_tries_are_counted_by_when_they_were_made(world: World) -> None:
    client = await world.client()
    await world.record(client, Outcome.NEXT_STEP)
    await world.record(client, Outcome.NO_ANSWER, ago=1)
    assert await world.run(lambda book: history.tries(book, client)) == [], "somebody got through since"
    world.now += timedelta(hours=1)
    await world.record(client, Outcome.NO_ANSWER)
    await world.record(client, Outcome.NEXT_STEP, ago=3)
    assert len(await world.run(lambda book: history.tries(book, client))) == 1


async def test_a_client_of_whom_only_what_was_taken_back_is_known_can_be_taken_back(world: World) -> None:
    client = await world.client("Иванов", "+79123456789")
    for answers in ({"reason": Reason.NO_NEED}, {"reason": Reason.NO_MONEY}):
        refusal = await world.record(client, Outcome.LOST, **answers)
        await ask_to_give_up(world, refusal)
        await undo(world, refusal)
    await world.run(lambda book: newcomers.take_back(book, client))
    assert await world.count("clients") == 0
    assert await world.count("contacts") == 0


async def test_who_loses_access_while_on_leave_takes_nothing_back(world: World) -> None:
    client = await world.client()
    anna = await member(world, "Anna")
    boris = await member(world, "Boris")
    until = world.now.date() + timedelta(days=3)
    await world.run(lambda book: leaves.begin(book, anna, boris, until), "Olga")
    await world.run(lambda book: staff.suspend(book, anna), "Olga")
    assert await world.run(leaves.away, "Olga") == {}
    assert await world.count("lent") == 0
    assert await world.rows(f"SELECT responsible_id FROM clients WHERE id = {client}") == [(boris,)]


async def member(world: World, name: str) -> int:
    return int(await world.run(lambda book: book.me.id, name))
