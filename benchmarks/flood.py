"""One person sends very much at once: how long others wait, of the same team and of another, while that lasts."""

import asyncio
import time
from collections.abc import Sequence

from benchmarks.person import Person

MESSAGES = 1_000
PAUSE = 0.2  # seconds from an answer to the next question
PATIENCE = 120.0


async def behind_a_flood(flooder: Person, victims: Sequence[Person]) -> list[list[float]]:
    """Seconds that each of the victims has waited, each time; the first time they wrote behind all of it."""
    before = flooder.told
    for number in range(MESSAGES):
        flooder.send(f"Перезвонить Иванову {number}")

    async def ask(victim: Person) -> list[float]:
        waited: list[float] = []
        while not waited or flooder.told - before < MESSAGES:
            began = time.monotonic()
            await victim.write("🔔 Сегодня")
            waited.append(time.monotonic() - began)
            await asyncio.sleep(PAUSE)
        return waited

    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as tasks:
        asking = [tasks.create_task(ask(victim)) for victim in victims]
    return [task.result() for task in asking]
