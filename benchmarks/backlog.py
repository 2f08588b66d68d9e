"""What people have told the bot while it was down: until all of it is stored, and until all of it is answered."""

import asyncio
import time
from dataclasses import dataclass

from benchmarks.deployed import Deployment
from benchmarks.doings import CONTACT, IN_VAIN, offer

UPDATES = 5_000
MANAGERS = 96
PATIENCE = 600.0  # seconds


@dataclass(frozen=True)
class Taken:
    """Seconds since the bots have asked for updates, or told where to post them."""

    stored: float
    answered: float


async def after_a_backlog(deployment: Deployment) -> Taken:
    """The bots are down before, and after it."""
    stand_in = deployment.stand_in
    managers = stand_in.people[:MANAGERS]
    async with deployment.at_work():
        for person in managers:
            await person.write(str(CONTACT[0]))
    for number in range(UPDATES):
        offer(managers[number % MANAGERS], IN_VAIN[number // MANAGERS % len(IN_VAIN)])
    async with deployment.at_work() as bots:
        began = time.monotonic()
        async with asyncio.timeout(PATIENCE):
            await stand_in.way.kept.wait()
        stored = time.monotonic() - began
        await bots.settled()
        return Taken(stored, time.monotonic() - began)
