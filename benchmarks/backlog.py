"""What people tell the bot while it is down: until all of it is stored, and until all of it is answered."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.deployed import Bots
from benchmarks.doings import CONTACT, IN_VAIN, offer
from benchmarks.person import Person
from benchmarks.stand_in import StandIn

UPDATES = 5_000
MANAGERS = 96
PATIENCE = 600.0  # seconds


@dataclass(frozen=True)
class Taken:
    """Seconds since the bots have asked for updates, or told where to post them."""

    stored: float
    answered: float


async def last_seen(managers: Sequence[Person]) -> None:
    """What they have before them when the bot goes down."""
    for person in managers:
        await person.write(str(CONTACT[0]))


def pile_up(managers: Sequence[Person]) -> None:
    for number in range(UPDATES):
        offer(managers[number % len(managers)], IN_VAIN[number // len(managers) % len(IN_VAIN)])


async def take_in(stand_in: StandIn, bots: Bots) -> Taken:
    began = time.monotonic()
    async with asyncio.timeout(PATIENCE):
        await stand_in.way.kept.wait()
    stored = time.monotonic() - began
    await bots.settled()
    return Taken(stored, time.monotonic() - began)
