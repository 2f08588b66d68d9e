"""`python -m benchmarks replicas`: what a second and a third process bring on one PostgreSQL, as ratios to one."""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from benchmarks.accounts import settle_accounts
from benchmarks.deployed import Bots, Deployment
from benchmarks.doings import CONTACT, offer
from benchmarks.person import Person
from benchmarks.postgres import Postgres, postgres
from benchmarks.seed import furnish
from benchmarks.stand_in import StandIn
from benchmarks.webhook import Webhook

REPLICAS = (1, 2, 3)
AT_ONCE = (32, 96)
EACH = 2  # recordings of each person in a round
ROUNDS = 3
PATIENCE = 600.0  # seconds


@dataclass(frozen=True)
class Pace:
    """Recordings a second, and milliseconds of CPU for each update: the bots', PostgreSQL's, the stand-in's."""

    recordings: float
    bots: float
    base: float
    stand_in: float

    @property
    def busy(self) -> float:
        """Of all of them together, in processors."""
        return (self.bots + self.base + self.stand_in) * self.recordings * len(CONTACT) / 1000


async def record(person: Person) -> None:
    for step in CONTACT:
        offer(person, step)
        await person.is_answered()


class Bench:
    def __init__(self, server: Postgres) -> None:
        self._server = server
        self.recorded = 0

    async def pace(self, people: Sequence[Person], bots: Bots) -> Pace:
        """Everybody records at once, and again as soon as it is kept."""

        async def work(person: Person) -> None:
            for _time in range(EACH):
                await record(person)

        number = EACH * len(people)
        self.recorded += number
        before, began = self._cpu(bots), time.monotonic()
        async with asyncio.TaskGroup() as tasks:
            for person in people:
                tasks.create_task(work(person))
        took = time.monotonic() - began
        await bots.settled()
        of_update = [
            1000 * (now - then) / number / len(CONTACT)
            for now, then in zip(self._cpu(bots), before, strict=True)
        ]
        return Pace(number / took, *of_update)

    def _cpu(self, bots: Bots) -> tuple[float, float, float]:
        return bots.cpu, self._server.cpu, time.process_time()


async def run(folder: Path, server: Postgres) -> dict[tuple[int, int], list[Pace]]:
    """By how many record at once, and before how many processes; each size by turns, begun anew."""
    stand_in = StandIn(max(AT_ONCE), way=Webhook())
    for person in stand_in.people:
        person.patience = PATIENCE
    one = Deployment(stand_in, await stand_in.listen(), folder, server.url("kept"))
    await furnish(one.url, stand_in.people)
    bench = Bench(server)
    found: dict[tuple[int, int], list[Pace]] = {}
    for _round in range(ROUNDS):
        for replicas in REPLICAS:
            async with replace(one, replicas=replicas).at_work() as bots:
                await bench.pace(stand_in.people, bots)  # a warm-up
                for at_once in AT_ONCE:
                    pace = await bench.pace(stand_in.people[:at_once], bots)
                    found.setdefault((at_once, replicas), []).append(pace)
    await settle_accounts(one.url, stand_in.offered, bench.recorded)
    return found


def tell(found: dict[tuple[int, int], list[Pace]]) -> None:
    print(
        "                     recordings a second   CPU of an update, ms: bots, PostgreSQL, stand-in   all, processors"
    )
    for (at_once, replicas), paces in sorted(found.items()):
        ratios = [
            pace.recordings / one.recordings for pace, one in zip(paces, found[at_once, 1], strict=True)
        ]
        bots, base, stand_in, busy = (
            median(getattr(pace, name) for pace in paces) for name in ("bots", "base", "stand_in", "busy")
        )
        print(
            f"{at_once:3} people, {replicas} at work  {median(ratios):5.2f} ({min(ratios):.2f} to {max(ratios):.2f};"
            f" {median(pace.recordings for pace in paces):.1f}){bots:14.2f}{base:10.2f}{stand_in:10.2f}{busy:14.2f}"
        )


def main() -> None:
    argparse.ArgumentParser(prog="python -m benchmarks replicas", description=__doc__).parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kept-replicas-") as made, postgres() as server:
        tell(asyncio.run(run(Path(made), server)))
    print(f"\nin {time.monotonic() - began:.0f} s")
