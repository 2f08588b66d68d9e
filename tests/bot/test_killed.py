"""Killed by SIGKILL at any moment and started again: nothing is lost, nothing is done twice."""

import asyncio
import os
import random
from collections import Counter

import pytest

from sandbox.faults import Call, Trouble
from sandbox.people import Person
from tests.bot.deaths import MOMENTS, SENDS
from tests.bot.letters import follows, letters, nothing_is_left, repeats, told
from tests.bot.lives import Lives
from tests.bot.sellers import Seller
from tests.house import create_team, invite, join, newest_with, text_of

SEED = int(os.environ.get("KEPT_SEED", "20261122"))
# How many on each database, and the longest life: PostgreSQL takes longer to start.
KILLS = {"sqlite": (55, 0.4), "postgresql": (45, 0.7)}
CARRIED_OUT = "carried out, the reply not read"


async def begin(lives: Lives) -> Person:
    """Olga's team, made by a bot that is then killed."""
    await lives.start()
    olga = lives.person("Olga")
    await create_team(lives, olga, "Ромашка")
    await lives.killed()
    lives.made.clear()
    return olga


async def dying(lives: Lives, moment: str) -> None:
    """Start a bot that will not outlive this moment of the next update."""
    if moment != CARRIED_OUT:
        return await lives.start(moment)
    await lives.start()

    def kill(call: Call) -> Trouble | None:
        if call.method in SENDS and call.stage == "after":
            lives.sandbox.telegram.faults.remove(kill)
            lives.signal(9)
        return None

    return lives.sandbox.telegram.faults.append(kill)


async def reborn(lives: Lives) -> None:
    assert await lives.ended() == -9
    await lives.start()
    await lives.settled()


@pytest.mark.parametrize("moment", [*MOMENTS, CARRIED_OUT])
async def test_killed_between_two_steps_it_does_each_update_once_and_answers_it(
    lives: Lives, moment: str
) -> None:
    olga = await begin(lives)
    await dying(lives, moment)
    olga.write("/new Иванов, +7 912 345-67-89")
    await reborn(lives)
    await lives.press(olga, "📵 Не дозвонился")
    await lives.killed()
    await dying(lives, moment)
    message = newest_with(olga, "Через")
    olga.press(message, text_of(message, "Через"))
    await reborn(lives)
    follows(told(lives, olga.id), [("Иванов", "Как закончилось?"), ("Иванов",), ("Иванов", "Записано")])
    assert repeats(lives, olga.id) <= 2
    assert await lives.count("clients") == await lives.count("contacts") == 1
    await nothing_is_left(lives)


async def test_an_answer_whose_reply_was_not_read_is_the_only_one_that_comes_twice(lives: Lives) -> None:
    olga = await begin(lives)
    await dying(lives, CARRIED_OUT)
    olga.write("/find Никто")
    await reborn(lives)
    assert [made.method for made in letters(lives, olga.id)] == ["sendMessage"] * 2
    assert repeats(lives, olga.id) == 1


async def sellers(lives: Lives, chance: random.Random) -> list[Seller]:
    olga = lives.person("Olga")
    await create_team(lives, olga, "Ромашка")
    token = await invite(lives, olga, "менеджер")
    others = [lives.person(name) for name in ("Anna", "Boris", "Dina", "Egor")]
    for number, person in enumerate(others):
        token = token if number == 0 else await invite(lives, olga, "менеджер")
        await join(lives, person, token)
    return [Seller(person, random.Random(chance.random())) for person in (olga, *others)]


async def test_killed_at_random_moments_of_a_stream_it_loses_nothing_and_doubles_nothing(
    lives: Lives, request: pytest.FixtureRequest
) -> None:
    chance = random.Random(f"{SEED} {request.node.name}")
    kills, longest = KILLS[lives.database_url.partition("+")[0].partition(":")[0]]
    await lives.start()
    people = await sellers(lives, chance)
    lives.made.clear()
    enough = asyncio.Event()
    async with asyncio.TaskGroup() as at_work:
        for seller in people:
            at_work.create_task(seller.work(enough))
        for _ in range(kills):
            await asyncio.sleep(chance.uniform(0, longest))
            await lives.killed()
            await lives.start()
        enough.set()
    await lives.settled()
    doubled = sum(repeats(lives, seller.person.id) for seller in people)
    contacts = sum(seller.rounds for seller in people)
    print(f"\nseed {SEED}: {kills} kills, {contacts} contacts, {doubled} messages twice")
    await everything_was_kept_once(lives, people)
    await nothing_is_left(lives)


async def everything_was_kept_once(lives: Lives, people: list[Seller], besides: int = 0) -> None:
    """`besides`: how many clients others have recorded once each."""
    for seller in people:
        follows(told(lives, seller.person.id), seller.expected)
        kept = await lives.rows(
            "SELECT contacts.outcome, count(*) FROM contacts JOIN members ON members.id = contacts.author_id"
            " JOIN people ON people.id = members.person_id"
            f" WHERE people.telegram_id = {seller.person.id} GROUP BY contacts.outcome"
        )
        assert dict(kept) == seller.kept
    outcomes = sum((seller.kept for seller in people), Counter[str]())
    assert await lives.count("clients") - besides == outcomes.total() == sum(one.rounds for one in people)
    assert await lives.count("notes") == sum(seller.notes for seller in people)
    assert await lives.rows("SELECT sum(contacts) FROM daily") == [(outcomes.total() + besides,)]
